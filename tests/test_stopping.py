"""Work that nobody waits for any more ends where it is next asked whether to go on; nothing else is changed by it."""

from __future__ import annotations

from random import Random

import pytest

from takehold.engine.assess import assess, completed
from takehold.engine.casefile import as_at
from takehold.engine.cli.common import DEFAULT_RULESET
from takehold.engine.plugins import in_use
from takehold.engine.stopping import go_on, stopped_by

from .random_cases import random_case


class Enough(Exception):
    """Somebody has had enough."""


class Patience:
    """Lets work go on so many times, and counts how often it asked."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.asked = 0

    def __call__(self) -> None:
        self.asked += 1
        if self.asked > self.times:
            raise Enough


def test_work_that_nobody_wants_ended_goes_on() -> None:
    """Without anybody who says so, nothing ends; nor after the body is left."""
    go_on()
    with pytest.raises(Enough), stopped_by(Patience(0)):
        go_on()
    go_on()


@pytest.mark.parametrize("times", [0, 1, 7])
def test_judging_ends_before_the_next_check(times: int) -> None:
    """Of 80 checks those are judged that are waited for, and not one more."""
    ruleset = in_use().ruleset([DEFAULT_RULESET])
    done: list[str] = []
    patience = Patience(times)

    with pytest.raises(Enough), stopped_by(patience):
        assess(as_at(random_case(Random(3))), ruleset, watch=lambda check, *_: done.append(check))

    assert times == len(done)
    assert times + 1 == patience.asked


@pytest.mark.parametrize("what", ["path", "pictures"])
def test_what_is_completed_later_can_be_ended_and_is_the_same_where_it_is_not(what: str) -> None:
    """The path and the pictures ask too, more than once; where they may go on they come out as ever."""
    ruleset = in_use().ruleset([DEFAULT_RULESET])
    case = as_at(random_case(Random(3)))
    result = assess(case, ruleset)
    asked = {"path": what == "path", "pictures": what == "pictures"}

    with stopped_by(patience := Patience(1_000_000)):
        whole = completed(result, case, ruleset, **asked)
    assert completed(result, case, ruleset, **asked) == whole
    assert patience.asked > 2

    with pytest.raises(Enough), stopped_by(Patience(patience.asked - 1)):
        completed(result, case, ruleset, **asked)
