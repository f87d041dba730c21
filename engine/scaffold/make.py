"""Writing a plugin package to start from.

The templates are the package's own files, each under its path with `.txt` at its end; `@name@`, `@module@`,
`@check@` and `@Check@` stand for the plugin's names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ..errors import UsageError

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def make(name: str, into: Path) -> Path:
    """Write the package into a new folder of its name, and give that. Raises UsageError for a name or place that is none."""
    if not _NAME.fullmatch(name) or name.startswith("takehold"):
        raise UsageError(
            f"{name!r} is no name for a plugin: use small letters, figures and hyphens, as in harbour-checks"
        )
    folder = into / name
    if folder.exists():
        raise UsageError(f"{folder} is there already; nothing was written")
    words = {
        "name": name,
        "module": name.replace("-", "_"),
        "check": f"{name}-seen-lately",
        "Check": "".join(word.title() for word in name.split("-")) + "SeenLately",
    }
    try:
        for path, template in _templates(files(__package__) / "templates", ""):
            target = folder / _filled(path.removesuffix(".txt").replace("dot-", "."), words)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_filled(template.read_text(encoding="utf-8"), words), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{folder} could not be written: {error.strerror or error}") from None
    return folder


def _templates(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _templates(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(".txt"):
            yield f"{path}{entry.name}", entry


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"@(\w+)@", lambda match: words.get(match[1], match[0]), text)
