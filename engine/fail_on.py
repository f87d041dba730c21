"""What makes an assessment end with status 1: the verdict, a severity, a check by its id, or nothing.

Precedence, first that applies:

1. Nothing could be judged because a check failed: status 3, whatever is asked for here.
2. `never`, which stands alone: status 0.
3. Any of the conditions named holds: status 1. `verdict`: the verdict does not pass. `blocker`, `major`, `minor`: a
   finding of that severity or graver is not met, or there was nothing to assess. A check: it is not met, or the
   records cannot tell, for any subject. Where checks or severities are named, `verdict` counts only if named too.
4. Else status 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from .errors import UsageError
from .names import hint
from .result import Finding, Outcome, Readiness, Result, Severity

VERDICT: Final = "verdict"
NEVER: Final = "never"
SEVERITIES: Final = (Severity.BLOCKER, Severity.MAJOR, Severity.MINOR)
LEVELS: Final = (VERDICT, *map(str, SEVERITIES), NEVER)


@attrs.frozen
class FailOn:
    """The conditions, as asked for."""

    verdict: bool = True
    severity: Severity | None = None
    checks: frozenset[str] = frozenset()
    never: bool = False

    @classmethod
    def of(cls, words: Sequence[str], checks: Iterable[str]) -> FailOn:
        """The conditions that some words ask for; none ask for the verdict.

        Raises UsageError for a word that is neither a level nor one of `checks`, and for `never` beside another.
        """
        known = set(checks)
        for word in words:
            if word not in LEVELS and word not in known:
                raise UsageError(
                    f"--fail-on takes {', '.join(LEVELS)} or a check of the ruleset, and {word!r} is neither"
                    f"{hint(word, [*LEVELS, *sorted(known)])}"
                )
        if NEVER in words and len(set(words)) > 1:
            raise UsageError("--fail-on never stands alone: beside another condition it would say two things")
        named = [severity for severity in SEVERITIES if severity in words]
        return cls(
            verdict=VERDICT in words or not words,
            severity=named[-1] if named else None,
            checks=frozenset(word for word in words if word not in LEVELS),
            never=NEVER in words,
        )

    def fails(self, result: Result) -> bool:
        """Whether a result falls short of what is asked for. Failed checks are for the caller to look at first."""
        if self.never:
            return False
        if self.verdict and not result.verdict.readiness.passes:
            return True
        if result.verdict.readiness is Readiness.NOT_ASSESSABLE:
            return True
        return any(self._by_severity(finding) or self._by_check(finding) for finding in result.findings)

    def counts(self, finding: Finding, result: Result) -> bool:
        """Whether a finding is one of those that make the result fall short."""
        if self.never:
            return False
        return (
            (self.verdict and _blocks(finding, result))
            or self._by_severity(finding)
            or self._by_check(finding)
        )

    def _by_severity(self, finding: Finding) -> bool:
        if self.severity is None or finding.outcome is not Outcome.NOT_MET:
            return False
        return finding.severity in SEVERITIES[: SEVERITIES.index(self.severity) + 1]

    def _by_check(self, finding: Finding) -> bool:
        return finding.check in self.checks and not finding.outcome.satisfies

    def __str__(self) -> str:
        if self.never:
            return NEVER
        words = [VERDICT] if self.verdict else []
        words += [str(self.severity)] if self.severity is not None else []
        return ", ".join([*words, *sorted(self.checks)])


def _blocks(finding: Finding, result: Result) -> bool:
    """Whether a finding keeps the verdict from passing."""
    if finding.outcome.satisfies:
        return False
    if finding.subject.type == "claim":
        return any(c.id == finding.subject.id and finding.check in c.blocked_by for c in result.claims)
    return finding.severity is Severity.BLOCKER and finding.outcome is Outcome.NOT_MET
