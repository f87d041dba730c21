"""Killed while saving: `python -m bench.killed --kills 500` saves without pause, kills at random instants, and looks.

The bytes of two versions of a case are made beforehand; a forked child then writes one and the other in turn, by the very
calls that saving makes, until it is killed. Whatever instant that is, each file must be one version or the other, whole.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import attrs

from takehold.engine.files import write_together

ROUNDS: Final = 4
"""How many times a child could write both versions in the longest that it is left to write."""

Version = Mapping[str, bytes]
"""The files of one version, by name."""


@attrs.define
class Found:
    """What was found after the kills."""

    kills: int = 0
    old: int = 0
    new: int = 0
    between: int = 0
    """How often some files were of the one version and some of the other, each of them whole."""
    broken: list[str] = attrs.field(factory=list)
    """Files that were neither."""


def kill_while_saving(folder: Path, versions: Sequence[Version], kills: int, seed: int = 1) -> Found:
    """Write the versions in turn, kill at a random instant, look; as often as told."""
    chance = random.Random(seed)
    sets = [{folder / name: data for name, data in version.items()} for version in versions]
    write_together(sets[0])
    began = time.perf_counter()
    for files in (*sets[1:], sets[0]):
        write_together(files)
    longest = ROUNDS * (time.perf_counter() - began)
    found = Found()
    for _ in range(kills):
        child = os.fork()
        if child == 0:
            _write_without_end(sets)
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        _look(sets, found)
    return found


def _write_without_end(sets: Sequence[Mapping[Path, bytes]]) -> None:
    try:
        while True:
            for files in sets:
                write_together(files)
    finally:
        os._exit(1)


def _look(sets: Sequence[Mapping[Path, bytes]], found: Found) -> None:
    found.kills += 1
    which = set()
    for path in sets[0]:
        data = path.read_bytes()
        same = {n for n, files in enumerate(sets) if files[path] == data}
        if not same:
            found.broken.append(path.name)
        elif len(same) == 1:
            which |= same
    found.old += which == {0}
    found.new += which == {1}
    found.between += len(which) > 1


def versions_of(kind: str) -> tuple[Version, Version]:
    """Two versions of a case: a `document`, or a `folder` in which two tables differ."""
    rows = {n: "id,statement,stage\n" + f"c1,Version {n} of what is claimed,embedded\n" * 400 for n in (1, 2)}
    notes = {n: "id,date,kind,note\n" + f"e1,2026-05-0{n},audit,Version {n}\n" * 4000 for n in (1, 2)}
    if kind == "document":
        return {"case.json": rows[1].encode()}, {"case.json": rows[2].encode() * 2}
    return tuple({"claims.csv": rows[n].encode(), "evidence.csv": notes[n].encode()} for n in (1, 2))  # type: ignore[return-value]


def main() -> None:
    """Kill as often as told, for a document and for a folder."""
    parser = argparse.ArgumentParser(
        description="Kill a process that saves, at random instants, and look at the files."
    )
    parser.add_argument("--kills", type=int, default=500)
    args = parser.parse_args()
    for kind in ("document", "folder"):
        with tempfile.TemporaryDirectory() as folder:
            found = kill_while_saving(Path(folder), versions_of(kind), args.kills)
        print(
            f"{kind}: {found.kills} kills, the old version {found.old} times, the new one {found.new}, "
            f"files of both {found.between}, broken {len(found.broken)}"
        )


if __name__ == "__main__":
    main()
