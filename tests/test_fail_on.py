"""What makes an assessment end with status 1, and what takes precedence."""

from __future__ import annotations

import pytest

from takehold.engine.errors import UsageError
from takehold.engine.fail_on import FailOn
from takehold.engine.result import Outcome, Readiness, Result, Severity, Verdict

from .report.making import finding, nothing, result

CHECKS = ("action-owned", "repeat-evidence", "x")


def of(readiness: Readiness, *findings: tuple[Outcome, Severity]) -> Result:
    made = tuple(finding("x", outcome, severity=severity) for outcome, severity in findings)
    return result(made, verdict=Verdict(readiness, readiness, "embedded", ""))


NOT_MET = Outcome.NOT_MET
READY, EARLY = Readiness.READY, Readiness.EARLY
BLOCKER, MAJOR, MINOR = Severity.BLOCKER, Severity.MAJOR, Severity.MINOR


@pytest.mark.parametrize(
    ("words", "made", "expected"),
    [
        ((), of(READY), False),
        ((), of(Readiness.READY_WITH_VARIATION, (NOT_MET, MAJOR)), False),
        ((), of(EARLY), True),
        (("verdict",), of(EARLY), True),
        (("blocker",), of(EARLY), False),
        (("blocker",), of(READY, (NOT_MET, BLOCKER)), True),
        (("blocker",), of(READY, (NOT_MET, MAJOR)), False),
        (("major",), of(READY, (NOT_MET, BLOCKER)), True),
        (("major",), of(READY, (NOT_MET, MAJOR)), True),
        (("major",), of(READY, (NOT_MET, MINOR)), False),
        (("minor",), of(READY, (NOT_MET, MINOR)), True),
        (("minor",), of(READY, (NOT_MET, Severity.INFO)), False),
        (("minor",), of(READY, (Outcome.INSUFFICIENT, BLOCKER)), False),
        (("blocker", "minor"), of(READY, (NOT_MET, MINOR)), True),
        (("blocker", "verdict"), of(EARLY), True),
        (("x",), of(READY, (NOT_MET, MINOR)), True),
        (("x",), of(READY, (Outcome.INSUFFICIENT, MINOR)), True),
        (("x",), of(EARLY, (Outcome.CONCERN, MINOR)), False),
        (("x",), of(EARLY, (Outcome.WAIVED, MINOR)), False),
        (("action-owned",), of(EARLY, (NOT_MET, BLOCKER)), False),
        (("action-owned", "major"), of(READY, (NOT_MET, MAJOR)), True),
        (("never",), of(EARLY, (NOT_MET, BLOCKER)), False),
    ],
)
def test_a_result_falls_short_where_a_condition_holds(
    words: tuple[str, ...], made: Result, expected: bool
) -> None:
    """Any condition named is enough, and only those named count."""
    assert expected is FailOn.of(words, CHECKS).fails(made)


@pytest.mark.parametrize("word", ["verdict", "blocker", "major", "minor", "x"])
def test_nothing_judged_never_passes(word: str) -> None:
    """Whatever is asked for, a case in which nothing could be judged falls short."""
    assert FailOn.of([word], CHECKS).fails(nothing())


def test_a_word_that_is_neither_names_the_nearest() -> None:
    """A misspelt check is refused, with the one that was probably meant."""
    with pytest.raises(UsageError, match="did you mean 'repeat-evidence'"):
        FailOn.of(["repeat-evidense"], CHECKS)


def test_never_stands_alone() -> None:
    """Beside another condition it would say two things at once."""
    with pytest.raises(UsageError, match="never stands alone"):
        FailOn.of(["never", "blocker"], CHECKS)


def test_the_conditions_can_be_said_again() -> None:
    """As text they are what was asked for, the verdict where nothing was."""
    told = [str(FailOn.of(words, CHECKS)) for words in ((), ("never",), ("x", "minor", "verdict"))]
    assert ["verdict", "never", "verdict, minor, x"] == told


def test_what_blocks_a_claim_counts_towards_the_verdict() -> None:
    """A finding counts where it is one of those that keep the verdict from passing."""
    made = result()
    counted = {f.check for f in made.findings if FailOn().counts(f, made)}
    assert {"repeat-evidence", "sources-aligned"} == counted
