"""What a portfolio keeps of one service: enough for the table, the summary and the funnel; the rest is in its result."""

from __future__ import annotations

import enum
from typing import Any, Final

import attrs

from ..calendar import Rhythm
from ..ledger import BLANK, MET, Ledger
from ..model import Case, Level
from ..report.telling import place_said
from ..result import Outcome, Result

TOLD: Final = 20
"""How many of a service's problems a row keeps; how many there were is counted."""


class State(enum.StrEnum):
    """What became of a service."""

    JUDGED = "judged"
    BAD_INPUT = "bad-input"
    FAILED = "failed"
    """The process that was at it ended before it was done, twice."""


@attrs.frozen
class ClaimRow:
    """One claim: how far it goes, and how far its evidence reaches."""

    id: str
    claimed: str
    evidenced: str
    position: str


@attrs.frozen(kw_only=True)
class Row:
    """One service of a portfolio."""

    name: str
    """The name that its result goes by: the service's, or the file's or folder's it was read from."""
    key: str = ""
    """The digest of everything its result follows from; a service whose key has not changed is not judged again."""
    state: State = State.JUDGED
    service_id: str = ""
    service_name: str = ""
    as_of: str = ""
    records: int = 0
    readiness: str = ""
    claims: tuple[ClaimRow, ...] = ()
    not_met: tuple[str, ...] = ()
    """The checks that are not met for one subject at least."""
    cannot_tell: tuple[str, ...] = ()
    """The checks for which the records cannot tell, for one subject at least."""
    errored: tuple[str, ...] = ()
    """The checks that failed themselves."""
    results_met: int = 0
    results: int = 0
    """How many records of the newest three cycles have a result, and of how many it is `met`."""
    errors: int = 0
    warnings: int = 0
    problems: tuple[str, ...] = ()
    size: int = 0
    """How many bytes its result has."""


def row_of(name: str, case: Case, result: Result, ledger: Ledger) -> Row:
    """The row of a service that was judged, from its case, the records of it, and what was found."""
    met, n = _recent_results(ledger, Rhythm(case.service.cycle).index(result.as_of))
    by_outcome = {
        outcome: tuple(sorted({f.check for f in result.findings if f.outcome is outcome}))
        for outcome in (Outcome.NOT_MET, Outcome.INSUFFICIENT, Outcome.ERROR)
    }
    return Row(
        name=name,
        service_id=result.service_id,
        service_name=result.service_name,
        as_of=result.as_of.isoformat(),
        records=case.evidence.height,
        readiness=str(result.verdict.readiness),
        claims=tuple(ClaimRow(c.id, c.claimed, c.evidenced, str(c.position)) for c in result.claims),
        not_met=by_outcome[Outcome.NOT_MET],
        cannot_tell=by_outcome[Outcome.INSUFFICIENT],
        errored=by_outcome[Outcome.ERROR],
        results_met=met,
        results=n,
        **_problems(result.problems),
    )


def bad_row(name: str, problems: tuple[Any, ...], case: Case | None = None) -> Row:
    """The row of a service whose data cannot be judged."""
    service = case.service if case is not None else None
    return Row(
        name=name,
        state=State.BAD_INPUT,
        service_id=service.id if service else "",
        service_name=service.name if service else "",
        records=case.evidence.height if case is not None else 0,
        **_problems(problems),
    )


def _problems(problems: tuple[Any, ...]) -> dict[str, Any]:
    errors = sum(problem.level is Level.ERROR for problem in problems)
    told = [problem for problem in problems if problem.level is Level.ERROR or not errors]
    return {
        "errors": errors,
        "warnings": len(problems) - errors,
        "problems": tuple(f"{p.level}: {place_said(p.place)}: {p.message}" for p in told[:TOLD]),
    }


_CYCLES: Final = 3


def _recent_results(ledger: Ledger, cycle: int) -> tuple[int, int]:
    """Of the records outside activity in a cycle and the two before, how many have a result that is met, and any."""
    recent = ledger.shown[ledger.cycle > cycle - _CYCLES]
    return int((recent == MET).sum()), int((recent != BLANK).sum())
