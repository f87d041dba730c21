"""What a result follows from, as a digest; and results kept under it, so that the same question is answered once.

A key covers everything that can change a result: the bytes of the case and of its waivers, the ruleset with every
parameter, takehold's own code, each plugin's, and the options. Whatever is not certain to be the same is worked out anew:
an entry that cannot be read counts as absent.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .files import write_whole
from .version import VERSION

if TYPE_CHECKING:
    from .loading import Giver
    from .plugins import Installed
    from .ruleset import Ruleset

FORMAT: Final = 1
"""Changes whenever what is kept under a key changes its form."""

KEPT_FOR: Final = 30 * 24 * 3600
"""How many seconds an entry is kept: what it says of a service's records does not stay for ever."""


def home(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """The folder for what takehold keeps for later: `TAKEHOLD_CACHE`, else where the system's user keeps such things."""
    if told := environment.get("TAKEHOLD_CACHE"):
        return Path(told)
    if platform == "win32":
        base = Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "takehold"


def digest_of(*parts: object) -> str:
    """One digest of several values that JSON can hold."""
    text = json.dumps([FORMAT, *parts], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def rules_key(ruleset: Ruleset, installed: Installed, **options: object) -> str:
    """The digest of everything but the case that a result follows from."""
    plugins = {name: _plugin(given.giver) for name, given in installed.plugins.items()}
    # One that is not loaded may yet be asked to read the case.
    plugins |= {name: waiting(entry) for name, entry in installed.waiting.items()}
    return digest_of(own_code(), ruleset.id, ruleset.digest, plugins, options)


def _plugin(giver: Giver) -> list[str]:
    """A plugin's version, and the state of its code: of an unreleased one the version says nothing."""
    return [giver.version, giver.source, _state(_code(Path(giver.home)) if giver.home else ())]


def waiting(entry: EntryPoint) -> list[str]:
    """The state of a plugin that is not imported yet, and is not imported for this."""
    spec = find_spec(entry.module.partition(".")[0])
    place = Path(spec.origin) if spec is not None and spec.origin else None
    home = place.parent if place is not None and place.name == "__init__.py" else place
    return [entry.value, entry.dist.version if entry.dist else "", _state(_code(home) if home else ())]


@cache
def own_code() -> str:
    """The digest of takehold's own version and of the state of its files, so that a changed checkout counts as another."""
    root = Path(__file__).parent.parent
    files = (path for folder in ("engine", "plugins", "rulesets") for path in _code(root / folder))
    return digest_of(VERSION, sys.version_info[:2], _state(files))


_CODE: Final = frozenset({".py", ".toml"})


def _code(home: Path) -> Iterable[Path]:
    return [home] if home.is_file() else (path for path in home.rglob("*") if path.suffix in _CODE)


def _state(files: Iterable[Path]) -> str:
    """A digest of files' names, sizes and times: reading all of them would take longer than most cases do."""
    states = ((path.name, (stat := path.stat()).st_size, stat.st_mtime_ns) for path in sorted(files))
    return digest_of(list(states))


def case_key(path: Path) -> str:
    """The digest of a case as it lies on the disk: of every file in its folder, else of the file and its waivers."""
    if path.is_dir():
        files = sorted(found for found in path.rglob("*") if found.is_file())
    else:
        files = [found for found in (path, path.with_name(_WAIVERS)) if found.is_file()]
    return digest_of([(str(file.relative_to(path.parent)), file_digest(file)) for file in files])


_WAIVERS: Final = "waivers.toml"


def file_digest(file: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal. Raises OSError."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def load(key: str, folder: Path | None = None) -> bytes | None:
    """What is kept under a key, None where there is nothing."""
    try:
        data = _place(key, folder).read_bytes()
    except OSError:
        return None
    body, mark = data[:-32], data[-32:]
    return body if hashlib.sha256(body).digest() == mark else None


def save(key: str, body: bytes, folder: Path | None = None) -> None:
    """Keep something under a key, whole or not at all; a folder that cannot be written to keeps nothing.

    What was kept for longer than `KEPT_FOR` goes.
    """
    place = _place(key, folder)
    try:
        ready(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, body + hashlib.sha256(body).digest(), lasting=False)
    except OSError:
        return


def ready(folder: Path | None = None) -> Path:
    """The folder for what is kept, made where it is not there, for its owner alone, and freed of what is too old."""
    place = folder or home()
    with suppress(OSError):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        oldest = time.time() - KEPT_FOR
        for entry in (*place.glob("results/*/*"), *place.glob("portfolios/*")):
            with suppress(FileNotFoundError):
                if entry.stat().st_mtime < oldest:
                    entry.unlink()
    return place


def _place(key: str, folder: Path | None) -> Path:
    return (folder or home()) / "results" / key[:2] / key[2:]
