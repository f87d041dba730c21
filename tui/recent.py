"""The cases opened lately, and where in the walk each was left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import attrs
from platformdirs import user_state_path

from takehold.engine.files import write_whole

MOST: Final = 8
_FILE: Final = "recent.json"


@attrs.frozen
class Recent:
    """One case opened lately: its path, the service's name, and where it was left (`home`, `claim:c1` …)."""

    path: str
    name: str
    left: str = "home"


def folder() -> Path:
    """Where the list is kept: the system's own place for the state of programs."""
    return user_state_path("takehold", appauthor=False)


def recent() -> tuple[Recent, ...]:
    """The cases opened lately that are still there, newest first; none where the list cannot be read."""
    try:
        told: Any = json.loads((folder() / _FILE).read_text(encoding="utf-8"))
        found = [Recent(str(one["path"]), str(one["name"]), str(one["left"])) for one in told]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(one for one in found if Path(one.path).exists())


def remember(path: Path, name: str, left: str) -> None:
    """Put a case at the top of the list. A list that cannot be kept is no reason to stop anybody's work."""
    whole = str(path.resolve())
    others = [one for one in recent() if one.path != whole]
    kept = [Recent(whole, name, left), *others][:MOST]
    try:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(folder() / _FILE, json.dumps([attrs.asdict(one) for one in kept], indent=1).encode())
    except OSError:
        pass


def left_at(path: Path) -> str:
    """Where in the walk a case was left; `home` where that is not known."""
    whole = str(path.resolve())
    return next((one.left for one in recent() if one.path == whole), "home")
