"""Rulesets are strict: what they do not know is an error with its place and the nearest name."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.errors import RulesetError
from takehold.engine.plugins import installed
from takehold.engine.ruleset import Ruleset, load

FOUND = installed()
LADDER = """
required_stage = "improved"
[[stage]]
id = "improved"
rank = 1
title = "t"
requires = ["baseline-identified"]
"""


def loaded(tmp_path: Path, text: str) -> Ruleset:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    return load([str(file)], FOUND.find_ruleset, FOUND.checks)


@pytest.mark.parametrize(
    ("text", "row", "says"),
    [
        ("familes = []", 1, "nearest is 'families'"),
        ('checks = ["baseline-identifed"]', 1, "nearest is 'baseline-identified'"),
        ("\n[terms]\nwindw = 3", 3, "nearest is 'window'"),
        ("\n[terms]\nwindow = 0", 3, "window"),
        ("[check.baseline-identified]\nseverty = 'major'", 2, "nearest is 'severity'"),
        ("[check.baseline-identified]\nseverity = 'huge'", 2, "blocker, major, minor, info"),
        ("max_waiver_days = 'long'", 1, "whole number of days"),
        ("extends = ['cqc-redyness']", None, "nearest is 'cqc-readiness'"),
        ("x = = 1", 1, "not TOML"),
        ("", None, "no check"),
        ("families = ['improvement-plan']", 1, "nearest is 'improvement-plans'"),
    ],
)
def test_a_slip_is_named_with_its_line(tmp_path: Path, text: str, row: int | None, says: str) -> None:
    """File, line and the nearest name."""
    with pytest.raises(RulesetError) as raised:
        loaded(tmp_path, text)
    problem = next(p for p in raised.value.problems if says in p.message)
    assert ("own.toml", row) == (problem.place.file, problem.place.row)


def test_every_slip_is_told_at_once(tmp_path: Path) -> None:
    """Two slips make two problems."""
    with pytest.raises(RulesetError) as raised:
        loaded(tmp_path, "familes = []\n[terms]\nwindw = 3")
    assert 2 == sum("is no" in p.message for p in raised.value.problems)


def test_a_required_check_cannot_be_switched_off(tmp_path: Path) -> None:
    """A stage that asks for a check runs it."""
    with pytest.raises(RulesetError, match="a stage requires it"):
        loaded(tmp_path, LADDER + "[check.baseline-identified]\non = false")


def test_settings_reach_the_check(tmp_path: Path) -> None:
    """Severity and terms of one check are its own; the rest keep the defaults."""
    text = "terms = {window = 4}\n" + LADDER
    text += "[check.baseline-identified]\nseverity = 'minor'\nterms = {min_records = 5}"
    use = loaded(tmp_path, text).uses[0]
    assert ("minor", 5, 4) == (use.severity, use.terms.min_records, use.terms.window)


def test_rulesets_that_extend_each_other_are_told(tmp_path: Path) -> None:
    """A circle is an error, never a hang."""
    (tmp_path / "a.toml").write_text('extends = ["b.toml"]', encoding="utf-8")
    (tmp_path / "b.toml").write_text('extends = ["a.toml"]', encoding="utf-8")
    with pytest.raises(RulesetError, match="circle"):
        load([str(tmp_path / "a.toml")], FOUND.find_ruleset, FOUND.checks)


def test_the_digest_changes_with_a_parameter(tmp_path: Path) -> None:
    """A changed number is another ruleset; a changed title is not."""
    plain = loaded(tmp_path, LADDER)
    titled = loaded(tmp_path, 'title = "x"\n' + LADDER)
    changed = loaded(tmp_path, "terms = {window = 4}\n" + LADDER)
    assert plain.digest == titled.digest != changed.digest
