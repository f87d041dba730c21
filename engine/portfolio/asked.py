"""What a run asks of each service of a portfolio: `fail_on`, judged by what a row keeps of the result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import attrs

from ..fail_on import SEVERITIES, FailOn
from ..measure.say import listed
from ..report.telling import READINESS
from ..result import Readiness, Severity
from .row import Row, State

if TYPE_CHECKING:
    from ..ruleset import Ruleset

MOST: Final = 8
"""How many checks are named of a service."""


@attrs.frozen
class Asked:
    """The conditions, and how grave the ruleset takes each check."""

    fail_on: FailOn = FailOn()
    severities: Mapping[str, Severity] = attrs.field(factory=dict)

    @classmethod
    def by(cls, fail_on: FailOn, ruleset: Ruleset) -> Asked:
        """The conditions under a ruleset."""
        return cls(fail_on, {use.id: use.severity for use in ruleset.uses})

    def fails(self, row: Row) -> bool:
        """Whether a service that was judged falls short, as `FailOn.fails` has it of its result."""
        if self.fail_on.never:
            return False
        readiness = Readiness(row.readiness)
        if readiness is Readiness.NOT_ASSESSABLE or (self.fail_on.verdict and not readiness.passes):
            return True
        open_checks = {*row.not_met, *row.cannot_tell, *row.errored}
        return bool(self.fail_on.checks & open_checks) or any(map(self._grave, row.not_met))

    def _grave(self, check: str) -> bool:
        least = self.fail_on.severity
        if least is None:
            return False
        return self.severities.get(check, Severity.INFO) in SEVERITIES[: SEVERITIES.index(least) + 1]

    def gravest_first(self, checks: tuple[str, ...]) -> tuple[str, ...]:
        """Checks by how grave they are, then by name."""
        order = list(Severity)
        return tuple(sorted(checks, key=lambda id: (order.index(self.severities.get(id, Severity.INFO)), id)))

    def said(self, row: Row) -> str:
        """How a service came out, in a sentence: its readiness and the gravest checks that are not met, or why not judged."""
        if row.state is not State.JUDGED:
            return row.problems[0] if row.problems else str(row.state)
        readiness = READINESS[Readiness(row.readiness)]
        if row.errored:
            return f"{readiness}. Checks that failed themselves: {listed(row.errored, MOST)}"
        if not row.not_met:
            return f"{readiness}. No check is not met"
        return f"{readiness}. Not met: {listed(self.gravest_first(row.not_met), MOST)}"
