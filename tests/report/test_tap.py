"""TAP 14: read by a reader that knows only what the format's own page says."""

from __future__ import annotations

import json
import re
from typing import Any

import attrs

from takehold.engine.fail_on import FailOn
from takehold.engine.model import Level, Place, Problem
from takehold.engine.report import Options, render
from takehold.engine.result import Outcome, Result

from .making import finding, hostile, nothing, result

POINT = re.compile(
    r"(?P<ok>ok|not ok) (?P<number>\d+) - (?P<name>(?:[^#\\]|\\.)*?)(?: # (?P<directive>\w+) .*)?"
)


def lines(of: Result, **options: Any) -> list[str]:
    made = render(of, "tap", Options(**options))
    assert isinstance(made, str)
    return made.splitlines()


def points(of: Result, **options: Any) -> dict[str, tuple[str, str | None]]:
    """Each test point: whether it is ok, and its directive."""
    found = {}
    for line in lines(of, **options)[2:]:
        if line.startswith(("ok", "not ok")):
            match = POINT.fullmatch(line)
            assert match, line
            found[match["name"]] = (match["ok"], match["directive"])
    return found


def test_it_begins_with_version_and_plan() -> None:
    """The first line is the version, the second the plan, and there are as many points as planned."""
    first, plan, *_ = lines(result())
    assert ("TAP version 14", "1..11") == (first, plan)
    assert 11 == len(points(result()))


def test_the_numbers_run_from_one() -> None:
    """Points are numbered in order."""
    numbers = [int(found[1]) for line in lines(result()) if (found := re.match(r"(?:not )?ok (\d+)", line))]
    assert list(range(1, 12)) == numbers


def test_each_outcome_has_its_place() -> None:
    """Not met and failed checks are not ok; waived and inapplicable are skipped; a reservation is ok."""
    assert {
        "verdict: Overstated": ("not ok", None),
        "claim c1: baseline-identified": ("ok", None),
        "claim c1: change-introduced": ("ok", None),
        "claim c1: no-recurrence": ("ok", "SKIP"),
        "claim c1: repeat-evidence": ("not ok", None),
        "claim c1: sources-aligned": ("not ok", None),
        "claim c1: evidence-current": ("ok", "SKIP"),
        "claim c1: slippage-indicators": ("ok", "SKIP"),
        "action a1: action-owned": ("not ok", None),
        "priority p1: priority-live": ("not ok", None),
        "the service: evidence-linked": ("ok", None),
    } == points(result())


def test_what_cannot_be_told_follows_what_the_run_fails_on() -> None:
    """It is skipped where it does not make the run fail."""
    never = FailOn.of(["never"], [])
    assert ("ok", "SKIP") == points(result(), fail_on=never)["claim c1: sources-aligned"]


def test_diagnostics_are_yaml_within_their_markers() -> None:
    """Each block stands indented by two between --- and ..., one key a line with a quoted value."""
    inside = False
    for line in lines(hostile(), verbose=True)[2:]:
        if line == "  ---":
            inside = True
        elif line == "  ...":
            inside = False
        elif inside:
            key, _, value = line.partition(": ")
            assert re.fullmatch(r"  [a-z ]+", key)
            assert isinstance(json.loads(value), str)
        else:
            assert POINT.fullmatch(line), line
    assert not inside


def test_a_hash_in_the_data_is_no_directive() -> None:
    """Only the outcome skips a test."""
    of = result((finding("x", Outcome.NOT_MET, message="m # SKIP"),))
    assert ("not ok", None) == points(of)["claim c1: x"]


def test_nothing_judged_is_not_ok() -> None:
    """An empty case has one point, and it fails."""
    assert {"verdict: Cannot be judged": ("not ok", None)} == points(nothing())


def test_data_that_cannot_be_read_bails_out() -> None:
    """The stream ends by saying why nothing was judged."""
    problem = Problem(Level.ERROR, "30 # February is no date", Place("claims.csv", 3, "made_on"))
    last = lines(attrs.evolve(nothing(), problems=(problem,)))[-1]
    assert "Bail out! claims.csv row 3, made_on: 30 \\# February is no date" == last
