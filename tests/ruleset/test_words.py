"""An organisation's own word lists reach every check that judges words, while a case is judged by its ruleset."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.assess import assess
from takehold.engine.errors import RulesetError
from takehold.engine.plugins import installed
from takehold.engine.result import Outcome
from takehold.engine.testing import small_case
from takehold.engine.wording import Owner, judge_owner

OWNER = "the huddle"


def test_words_of_a_ruleset_reach_its_checks(tmp_path: Path) -> None:
    """An owner that the organisation lists as nobody is nobody by its ruleset, and a name by the shipped words."""
    (tmp_path / "our_words.toml").write_text(f'nobody = ["{OWNER}"]', "utf-8")
    own = tmp_path / "own.toml"
    own.write_text("words = './our_words.toml'\nchecks = ['action-owned']", "utf-8")
    plain = tmp_path / "plain.toml"
    plain.write_text("checks = ['action-owned']", "utf-8")
    case = small_case({"as_of": "2026-04-30"}, actions=[{"id": "a1", "text": "Do it", "owner": OWNER}])
    found = installed()
    ours, theirs = (assess(case, found.ruleset([str(path)])).findings[0].outcome for path in (own, plain))
    assert Outcome.NOT_MET is ours
    assert ours is not theirs
    assert judge_owner(OWNER) is not Owner.NOBODY


def test_another_list_is_another_ruleset(tmp_path: Path) -> None:
    """Words can change a verdict, so they are part of the digest."""
    (tmp_path / "our_words.toml").write_text(f'nobody = ["{OWNER}"]', "utf-8")
    own = tmp_path / "own.toml"
    own.write_text("checks = ['action-owned']", "utf-8")
    before = installed().ruleset([str(own)]).digest
    own.write_text("words = './our_words.toml'\nchecks = ['action-owned']", "utf-8")
    assert before != installed().ruleset([str(own)]).digest


def test_a_list_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    """Its line is told, and no traceback is shown."""
    (tmp_path / "words.toml").write_bytes(b'nobody = [\n "caf\xe9",\n]\n')
    (tmp_path / "own.toml").write_text("extends = ['ladder']\nwords = './words.toml'\n", "utf-8")
    with pytest.raises(RulesetError) as refused:
        installed().ruleset([str(tmp_path / "own.toml")])
    (problem,) = refused.value.problems
    assert ("words.toml", 2) == (problem.place.file, problem.place.row)
    assert "save the file as UTF-8" in problem.message
