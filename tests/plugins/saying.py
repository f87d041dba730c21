"""What every check answers in the cases kept for it, its sentences with `#` for each number.

`python tests/plugins/saying.py` writes it down anew, in a file per family under `said/`. Read the difference before
keeping it: these are the sentences that managers read, and the names under which other programs find the figures.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs
import tomli_w

from takehold.engine.assess import answer, subjects
from takehold.engine.check import CheckClass, Judgement
from takehold.engine.measure.terms import Terms
from takehold.engine.model import Case
from takehold.engine.plugins import installed
from takehold.engine.ruleset import Use
from takehold.engine.testing import CheckCase, read_cases, small_case
from takehold.engine.view import ServiceView

CASES: Final = Path(__file__).parents[2] / "fixtures" / "checks"
KEPT: Final = Path(__file__).parent / "said"
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")

Said = list[dict[str, Any]]
"""Each distinct answer of a check, in the order of its cases."""


@attrs.frozen
class Answer:
    """What a check answered in one of its cases."""

    check: CheckClass
    of: CheckCase
    case: Case
    judgement: Judgement


@cache
def answers(path: Path) -> tuple[Answer, ...]:
    """The answers of a check in the cases of one file."""
    return tuple(_answers(path))


def _answers(path: Path) -> Iterator[Answer]:
    for one in read_cases(path):
        tables = {name: table for name, table in one.tables.items() if name != "service"}
        case = small_case(one.tables.get("service"), **tables)
        known = {field.name for field in attrs.fields(Terms)}
        terms = Terms(**{name: value for name, value in one.parameters.items() if name in known})
        check = _checks()[one.check]
        own = {name: value for name, value in one.parameters.items() if name not in known}
        use = Use(check(**own), check.severity, check.sources, terms)
        for subject, view in subjects(ServiceView(case, terms), use):
            if one.subject in (None, subject.id):
                yield Answer(check, one, case, answer(use, view))


@cache
def _checks() -> Mapping[str, CheckClass]:
    return installed().checks


def said(path: Path) -> Said:
    """Every distinct answer of a check in the cases of one file."""
    found: Said = []
    for one in answers(path):
        told = _told(one.judgement)
        if told not in found:
            found.append(told)
    return found


def _told(judgement: Judgement) -> dict[str, Any]:
    told: dict[str, Any] = {
        "outcome": str(judgement.outcome),
        "message": _NUMBER.sub("#", judgement.message),
        "remedy": _NUMBER.sub("#", judgement.remedy),
        "figures": sorted(judgement.figures),
        "columns": list(judgement.columns),
        "about": sorted({table for table, _ in judgement.about}),
        "cites": [
            side
            for side, records in (
                ("supporting", judgement.supporting),
                ("contradicting", judgement.contradicting),
            )
            if len(records)
        ],
    }
    return {name: value for name, value in told.items() if value}


@cache
def kept(family: str) -> Mapping[str, Said]:
    """What is written down of each check of a family."""
    return tomllib.loads((KEPT / f"{family}.toml").read_text(encoding="utf-8"))


if __name__ == "__main__":
    for family in sorted(path for path in CASES.iterdir() if path.is_dir()):
        told = {path.stem: said(path) for path in sorted(family.glob("*.toml"))}
        (KEPT / f"{family.name}.toml").write_text(tomli_w.dumps(told), encoding="utf-8")
