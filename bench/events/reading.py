"""A published table as a case: written as an export, with a mapping beside it, and read as any export is."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import tomli_w

from takehold.engine.assess import assess
from takehold.engine.casefile import as_at, read_case
from takehold.engine.plugins import installed
from takehold.engine.ruleset import Ruleset, load

DATA: Final = Path(__file__).parents[3] / "shared" / "data"
"""Where the published tables lie, if they are at hand: beside the checkout, and no part of it."""

Row = Mapping[str, str]


@cache
def rows(file: str) -> tuple[Row, ...]:
    """The rows of one published table."""
    with (DATA / file).open(encoding="utf-8", newline="") as opened:
        return tuple(csv.DictReader(opened))


@cache
def _rules() -> Ruleset:
    found = installed()
    return load(["cqc-readiness"], found.find_ruleset, found.checks)


def stages(
    id: str,
    as_of: dt.date,
    mapping: str,
    export: dict[str, Iterable[Row]],
    tables: dict[str, Iterable[Row]],
) -> dict[str, str]:
    """The stage evidenced for each claim of one service as at a day, by the default ruleset.

    `export` holds the files of the export, `tables` those that stand beside it as they are (claims, measures). Records
    later than the day may be among them: the reading leaves them out. Raises ValueError where a row does not fit.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        service = {"id": id, "name": f"Service {id}", "cycle": "quarter", "as_of": as_of}
        (folder / "service.toml").write_text(tomli_w.dumps(service), encoding="utf-8")
        (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
        for file, told in (export | tables).items():
            _write(folder / f"{file}.csv", list(told))
        case = as_at(read_case(folder))
    if not case.sound:
        raise ValueError("; ".join(str(problem) for problem in case.problems))
    return {claim.id: claim.evidenced for claim in assess(case, _rules()).claims}


def _write(path: Path, told: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(told[0]))
        writer.writeheader()
        writer.writerows(told)
