"""A check that is tried out for a path keeps to its time and is silent; what needs one that does not is left out, and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.cli import main
from takehold.engine.result import Position
from takehold.engine.trying import TooSlow, Tries
from tests.plugging.making import found_with, judged, plugin

STAGE = """
required_stage = 'acted-on'
time_limit = 0.2
[[stage]]
id = 'acted-on'
rank = 1
title = 't'
requires = ['own', 'good']
"""
ASKED_TWICE = """
seen = claim.service.case.places.get('seen', 0)
Own.asked = getattr(Own, 'asked', 0) + 1
if Own.asked > 2:
    while True: pass
return not_met('It is not so', 'Make it so')
"""
"""Answers for each of the two claims, and never again."""


def test_a_check_that_never_answers_what_is_tried_is_left_out(tmp_path: Path) -> None:
    """The verdict stands; the claims that need it have no path, are not narrowed, and a warning says which check and why."""
    result = judged(plugin(tmp_path, ASKED_TWICE), STAGE, path=True)
    assert [Position.OVERSTATED] * 2 == [claim.position for claim in result.claims]
    assert () == result.path
    assert [None, None] == [claim.narrowed for claim in result.claims]
    (problem,) = [one for one in result.problems if "no path" in one.message]
    assert "claims that need own (plugin 'own_checks' (own_checks.py sha256:" in problem.message
    assert "took longer than 0.2 seconds" in problem.message


def test_the_time_is_for_all_that_is_tried(tmp_path: Path) -> None:
    """Once a check has used its time up, it is not asked again."""
    path = plugin(tmp_path, "while True: pass")
    own = tmp_path / "own.toml"
    own.write_text("plugins = ['./own_checks.py']\nchecks = ['own']", "utf-8")
    (use,) = found_with(path).ruleset([str(own)]).uses
    tries = Tries(limit=0.1)
    for _ in range(50):
        with pytest.raises(TooSlow):
            tries.satisfied(use, None)
    assert ["own"] == list(tries.slow)
    assert tries.spent["own"] < 50 * 0.1


def test_what_it_prints_while_tried_is_not_in_the_path(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Standard output holds the path and nothing else."""
    plugin(tmp_path, "print('LOOKING')\nreturn not_met('It is not so', 'Make it so')")
    own = tmp_path / "own.toml"
    own.write_text(
        "extends = ['ladder']\nplugins = ['./own_checks.py']\n[[stage]]\nid = 'acted-on'\nalso = ['own']\n",
        "utf-8",
    )
    case = Path(__file__).parents[1] / "fixtures" / "early"
    assert 0 == main(["path", str(case), "--ruleset", str(own)])
    told = capfdbinary.readouterr()
    assert b"LOOKING" not in told.out
    assert b"(own)" in told.out
    assert b"printed: LOOKING" in told.err
