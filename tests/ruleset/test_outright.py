"""Under `outright` a concern does not satisfy: it counts as not met, wherever the check is asked."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from takehold.engine.assess import assess
from takehold.engine.plugins import in_use
from takehold.engine.result import Outcome, Result
from tests.sound.services import service

STRICT = "year-and-beyond-chance"


def found(seed: int, *names: str) -> Result:
    """A service judged by some rulesets."""
    return assess(service(seed), in_use().ruleset(list(names)), path=True)


def outcome(result: Result, check: str) -> dict[str, Outcome]:
    """What a check said of each claim."""
    return {f.subject.id: f.outcome for f in result.findings if f.check == check}


@pytest.mark.parametrize(
    ("seed", "claim", "check"),
    [(0, "c1", "measurable-improvement"), (0, "c2", "repeat-evidence"), (4, "c2", "baseline-identified")],
)
def test_a_concern_counts_as_not_met(tmp_path: Path, seed: int, claim: str, check: str) -> None:
    """The finding says not met in the same words, the claim stops below the stage that requires it, and the path knows."""
    own = tmp_path / "own.toml"
    own.write_text(f"extends = ['cqc-readiness']\n[check.{check}]\noutright = true\n", "utf-8")
    before, after = found(seed, "cqc-readiness"), found(seed, str(own))

    assert (Outcome.CONCERN, Outcome.NOT_MET) == (outcome(before, check)[claim], outcome(after, check)[claim])
    said = [
        {f.message for f in result.findings if (f.check, f.subject.id) == (check, claim)}
        for result in (before, after)
    ]
    assert said[0] == said[1]
    then = next(one for one in after.claims if one.id == claim)
    assert check in then.blocked_by and check not in then.reservations
    assert {step.check for step in after.path if step.claim == claim}
    assert before.ruleset.digest != after.ruleset.digest


@pytest.mark.parametrize("seed", range(8))
def test_the_stricter_ruleset_never_says_more(seed: int) -> None:
    """No claim reaches a higher stage under `year-and-beyond-chance` than by default."""
    case = service(seed)
    usual, strict = (assess(case, in_use().ruleset([name])) for name in ("cqc-readiness", STRICT))
    ladder = in_use().ruleset([STRICT]).ladder

    assert in_use().ruleset(["cqc-readiness"]).ladder == ladder
    for one, other in itertools.zip_longest(usual.claims, strict.claims):
        assert ladder.rank(other.evidenced) <= ladder.rank(one.evidenced)
    assert not {
        f.subject.id
        for f in strict.findings
        if f.check == "measurable-improvement" and f.outcome is Outcome.CONCERN
    }
