"""The result of a case whose data could not be read: it says so, wherever a report is expected."""

from __future__ import annotations

from .model import Case, Level
from .result import Readiness, Result, Verdict
from .ruleset import Ruleset
from .version import VERSION


def unread(case: Case, ruleset: Ruleset) -> Result | None:
    """A result in which nothing was judged, with every problem; None where no date to judge as at is known.

    A build server that expects a report so finds one that says what is wrong, and never an older one that passed.
    """
    if case.service.as_of is None:
        return None
    errors = sum(problem.level is Level.ERROR for problem in case.problems)
    what = "error" if errors == 1 else "errors"
    summary = f"Nothing was judged: the data has {errors:,} {what}"
    return Result(
        takehold=VERSION,
        service_id=case.service.id,
        service_name=case.service.name or case.service.id or "The service",
        as_of=case.service.as_of,
        ruleset=ruleset.ref,
        inputs=case.inputs,
        verdict=Verdict(Readiness.NOT_ASSESSABLE, Readiness.NOT_ASSESSABLE, ruleset.ladder.required, summary),
        claims=(),
        findings=(),
        problems=case.problems,
    )
