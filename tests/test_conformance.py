"""The conformance suite finds what does not keep the rules, and the shipped checks keep them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from takehold.engine import conformance
from takehold.engine.check import CheckClass, ClaimCheck, Judgement, met, not_met
from takehold.engine.conformance import chance_case, faults
from takehold.engine.plugins import installed
from takehold.engine.result import Severity

DOC = """It is so.

    Establishes: A thing is so.
    Why it matters: It does matter.
    How it decides: It looks closely.
    What to do: Do something else.
    """


def check(judge: Callable[[Any, Any], Any], doc: str = DOC) -> CheckClass:
    """A check that judges so."""
    body = {"__doc__": doc, "id": "own", "family": "ours", "severity": Severity.MINOR, "judge": judge}
    return type("Own", (ClaimCheck,), body)


def again(_: Any, claim: Any) -> Judgement:
    """Another answer each time."""
    COUNT.append(1)
    return met(f"It is so, for the {len(COUNT)}. time")


COUNT: list[int] = []

FAULTS: dict[str, tuple[CheckClass, str]] = {
    "no paragraphs": (check(lambda _, claim: met("x"), "It is so."), "no paragraph headed Establishes"),
    "raises": (check(lambda _, claim: 1 / 0), "ZeroDivisionError"),
    "changes its mind": (check(again), "answers differently"),
    "does not say what to do": (check(lambda _, claim: not_met("It is not", "")), "does not say what to do"),
    "says nothing": (check(lambda _, claim: not_met("Insufficient data", "x")), "names nothing"),
    "gives no answer": (check(lambda _, claim: None), "returns a Judgement"),
    "rests on no record": (
        check(lambda _, claim: met("x", supporting=("nosuch",))),
        "it rests on 'nosuch', and there is no such record",
    ),
    "fails in what it calls": (check(lambda _, claim: claim.linked.of_kinds("x")), "at test_conformance.py:"),
    "gives what cannot be written down": (
        check(lambda _, claim: met("x", figures={"n": {1, 2}})),
        "is no plain number",
    ),
    "fails where nothing is on file": (
        check(lambda _, claim: met(f"From {claim.linked.first_day.isoformat()} on")),
        "'NoneType' object has no attribute 'isoformat'",
    ),
}


def shout(_: Any, claim: Any) -> Judgement:
    print("looking")
    return met(f"{claim.id} is so")


FAULTS["prints"] = (check(shout), "prints while it judges")


def test_a_check_that_never_answers_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The author's test ends, and says so."""

    def turn(_: Any, claim: Any) -> Judgement:
        while True:
            pass

    monkeypatch.setattr(conformance, "SECONDS", 0.2)
    assert ["it takes longer than 0.2 seconds over a small case"] == faults(check(turn))


@pytest.mark.parametrize(("own", "says"), FAULTS.values(), ids=FAULTS)
def test_a_rule_that_is_not_kept_is_named(own: CheckClass, says: str) -> None:
    """In words that an author can act on."""
    assert any(says in fault for fault in faults(own)), faults(own)


def test_a_check_that_keeps_the_rules_has_no_fault() -> None:
    """Nothing is held against a sound one."""
    assert [] == faults(check(lambda _, claim: met(f"{claim.id} is so")))


@pytest.mark.parametrize("id", sorted(installed().checks))
def test_the_shipped_checks_keep_the_rules(id: str) -> None:
    """What is asked of others is asked of ours."""
    assert [] == faults(installed().checks[id])


def test_cases_made_by_chance_are_the_same_for_the_same_seed() -> None:
    """So that a fault can be seen again."""
    one, two = chance_case(7), chance_case(7)
    assert one.evidence.equals(two.evidence)
    assert attrs.asdict(one.claims[0]) == attrs.asdict(two.claims[0])


def test_what_one_check_does_to_a_case_the_next_does_not_see() -> None:
    """Each is given the case as it was made, though it is read only once."""
    case = chance_case(7)
    places, first = dict(case.places), case.evidence[0, "id"]
    case.places["x", "y"] = case.places["claims", "c0"]  # type: ignore[index]
    case.evidence[0, "id"] = "changed"
    again = chance_case(7)
    assert (places, first) == (dict(again.places), again.evidence[0, "id"])
