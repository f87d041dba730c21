"""The rows of a portfolio as they are done: a line each, so that a run that is stopped goes on where it was."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import attrs

from .row import ClaimRow, Row, State

FILE: Final = "portfolio.jsonl"
"""The file's name, in the folder of the results."""


class Store:
    """The rows of one portfolio, in a file that is only ever added to while it is worked on."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> dict[str, Row]:
        """The newest row of each service. A line cut short, by a machine that stopped, is left out."""
        return {row.name: row for row in self._rows()}

    def _rows(self) -> Iterator[Row]:
        try:
            lines = self.path.read_bytes().splitlines()
        except OSError:
            return
        for line in lines:
            try:
                yield row_from(json.loads(line))
            except (ValueError, TypeError, KeyError):
                continue

    def add(self, row: Row) -> None:
        """Add a service's row, at once. Where nothing can be written nothing is kept, and the next run judges anew."""
        line = json.dumps(plain(row), ensure_ascii=False).encode() + b"\n"
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            cut_short = self.path.exists() and not _ends_a_line(self.path)
            with self.path.open("ab") as file:
                file.write(b"\n" + line if cut_short else line)

    def rewrite(self, rows: Iterator[Row]) -> None:
        """Keep these rows alone."""
        from ..files import write_whole

        lines = (json.dumps(plain(row), ensure_ascii=False) + "\n" for row in rows)
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, "".join(lines).encode())


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, 2)
        if file.tell() == 0:
            return True
        file.seek(-1, 2)
        return file.read(1) == b"\n"


def plain(row: Row) -> dict[str, Any]:
    """A row as JSON has it."""
    return attrs.asdict(row)


def row_from(data: dict[str, Any]) -> Row:
    """A row from JSON. Raises TypeError, KeyError or ValueError for anything else."""
    lists = {name: tuple(data[name]) for name in ("not_met", "cannot_tell", "errored", "problems")}
    claims = tuple(ClaimRow(**claim) for claim in data["claims"])
    return Row(**data | lists | {"claims": claims, "state": State(data["state"])})
