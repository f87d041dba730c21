"""The engine and the plain second reading of the specification, over many cases made by chance: they agree.

They share nothing but the judgement of words. Where they part they read the specification differently, and each
such reading has its line here; anything else is a mistake in one of them.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random
from typing import Any

import pytest

from takehold.engine.assess import assess
from takehold.engine.casefile import as_at
from takehold.engine.plugins import installed
from takehold.engine.ruleset import Ruleset, load

from ..random_cases import random_case
from .test_reference import reference

CASES = 200
BATCH = 50

_GAPS = "places of which some are thin in the measure: compared as most can be (engine), or all by results (reference)"

READINGS = {
    "formal-and-routine-agree": "fewer complaints: any fewer (engine), or by a tenth (reference)",
    "trigger-acted-on": "a threshold of a claim without a measure: of its results (engine), or of nothing (reference)",
    "not-one-team": "of equally good teams: the hardest to do without (engine), or the first (reference); else as gaps",
    "team-gap-narrowing": _GAPS,
    "shifts-consistent": _GAPS,
    "out-of-hours-parity": _GAPS,
    "no-return-after-closure": "a group repeats: among other records than complaints (engine), or all (reference)",
    "evidence-not-bunched": "a span whose rest is thin: the fullest span decides (engine), or any (reference)",
}
"""The checks that may come out differently, each with the two readings."""

MOST = 0.001
"""What share of all outcomes may differ: a reading that came to matter more often should be settled."""


@cache
def rules() -> Ruleset:
    found = installed()
    return load(["cqc-readiness"], found.find_ruleset, found.checks)


def parted(seed: int) -> tuple[list[Any], int]:
    """Where the two part on one case, and how many outcomes there were."""
    case = random_case(Random(seed))
    plain = reference.assess(case)
    return reference.differences(plain, assess(as_at(case), rules())), len(plain.findings)


@pytest.mark.parametrize("first", range(0, CASES, BATCH))
def test_they_part_only_where_the_readings_do(first: int) -> None:
    """No outcome of another check differs, few do at all, and no stage, position or readiness does without an outcome."""
    found: Counter[str] = Counter()
    every = 0
    for seed in range(first, first + BATCH):
        differences, n = parted(seed)
        every += n
        by_check = {one.what for one in differences} - {"evidenced", "position", "readiness"}
        assert by_check <= set(READINGS), (seed, [one for one in differences if one.what not in READINGS])
        assert by_check or not differences, (seed, differences)
        found.update(by_check)
    assert found.total() <= MOST * every, found
