"""A folder for exports, ready to be filled: its mapping, and the tables that the exports will not feed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from ..model import TABLES
from ..names import listed, quoted
from . import ready
from .loading import FILE, find_mapping


def start(named: Sequence[str]) -> tuple[dict[str, bytes], frozenset[str]]:
    """The files that some mappings ask for, and the tables whose place an export takes.

    A ready-made mapping is named in the new `mapping.toml`, one in a file is copied beside it. Raises CaseError
    where a mapping is not there or cannot be used.
    """
    files: dict[str, bytes] = {}
    fed: set[str] = set()
    lines = [
        "# How the exports in this folder are read. What stands here comes on top of what each mapping says."
    ]
    for name in named:
        mapping = find_mapping(name)
        like = name
        if name not in ready.names():
            path = Path(name) / FILE if Path(name).is_dir() else Path(name)
            like = path.name if path.name != FILE else f"{path.resolve().parent.name}.toml"
            files[like] = path.read_bytes()
        wanted = dict.fromkeys(pattern for source in mapping.sources for pattern in source.files)
        lines += ["", "[[source]]", f"# {mapping.title or like}"]
        lines += [f"# Put here the files called {listed(map(quoted, wanted), last='or')}."] if wanted else []
        lines.append(f"like = {json.dumps(like)}")
        fed |= {source.table for source in mapping.sources}
        fed |= {
            table for table in TABLES for pattern in wanted if fnmatchcase(f"{table}.csv", pattern.lower())
        }
    files[FILE] = ("\n".join(lines) + "\n").encode("utf-8")
    return files, frozenset(fed - {"claims", "service"})
