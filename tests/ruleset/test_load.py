"""Rulesets are strict: what they do not know is an error with its place and the nearest name."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.errors import RulesetError
from takehold.engine.model import SourceProblem
from takehold.engine.plugins import installed
from takehold.engine.ruleset import Ruleset

FOUND = installed()
LADDER = """
required_stage = "improved"
[[stage]]
id = "improved"
rank = 1
title = "t"
requires = ["baseline-identified"]
"""


def loaded(tmp_path: Path, text: str, **others: str) -> Ruleset:
    for name, other in others.items():
        (tmp_path / f"{name}.toml").write_text(other, encoding="utf-8")
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    return FOUND.ruleset([str(file)])


def problems(tmp_path: Path, text: str, **others: str) -> list[SourceProblem]:
    with pytest.raises(RulesetError) as raised:
        loaded(tmp_path, text, **others)
    return [problem for problem in raised.value.problems if isinstance(problem, SourceProblem)]


def test_a_table_for_a_list_is_told_once(tmp_path: Path) -> None:
    """`[check]` for `[[check]]` is one slip, not one for each key below."""
    found = problems(tmp_path, "[check]\nid = 'x'\nsubject = 'claim'\nmet = { at_least = 1 }")
    assert 1 == len(found)


@pytest.mark.parametrize(
    ("text", "row", "marked", "says"),
    [
        ("familes = []", 1, "familes", "mean 'families'"),
        ('checks = ["baseline-identifed"]', 1, '"baseline-identifed"', "mean 'baseline-identified'"),
        ("\n[terms]\nwindw = 3", 3, "windw", "mean 'window'"),
        ("\n[terms]\nwindow = 0", 3, "0", "window is at least 1, not 0"),
        ("\n[terms]\nwindow = 'x'", 3, "'x'", "window takes a whole number, not 'x'"),
        ("[check.baseline-identified]\nseverty = 'major'", 2, "severty", "mean 'severity'"),
        ("[check.baseline-identified]\nseverity = 'huge'", 2, "'huge'", "blocker, major, minor, info"),
        ("[check.long-enough]\nmin_days = -1", 2, "-1", "min_days is at least 1, not -1"),
        ("[check.long-enough]\nmin_days = true", 2, "true", "min_days takes a whole number, not true"),
        ("[check.long-enough]\non = 'no'", 2, "'no'", "on is true or false"),
        ("[check.long-enough]\noutright = 'no'", 2, "'no'", "outright is true or false"),
        ("[check.long-enough]\nsources = 3", 2, "3", "list of names"),
        ("max_waiver_days = 'long'", 1, "'long'", "whole number of days"),
        ("max_waiver_days = 0", 1, "0", "a whole number of days from 1 on, not 0"),
        ("time_limit = -1", 1, "-1", "number of seconds"),
        ("extends = ['ladder', 'cqc-redyness']", 1, "'cqc-redyness'", "mean 'cqc-readiness'"),
        ("extends = 3", 1, "3", "list of names"),
        ("families = ['improvement-plan']", 1, "'improvement-plan'", "mean 'improvement-plans'"),
        ("plugins = ['nosuch']", 1, "'nosuch'", "there is no plugin called 'nosuch' installed"),
        ("plugins = ['./nosuch.py']", 1, "'./nosuch.py'", "there is no plugin file ./nosuch.py"),
        ("words = './nosuch.toml'", 1, "'./nosuch.toml'", "no word list './nosuch.toml'"),
        ("mandatory = ['long-enuf']", 1, "'long-enuf'", "mean 'long-enough'"),
        ("[path.cost]\nrecrd = 1", 2, "recrd", "mean 'record'"),
        ("[[stage]]\nid = 'x'\nrank = 'top'", 3, "'top'", "rank is a whole number"),
        ("[[stage]]\nid = 'x'\nrank = 1", 2, "'x'", "is new, and needs title, requires"),
        (LADDER + "[[stage]]\nid = 'improvd'\nalso = []", 9, "'improvd'", "; did you mean 'improved'?"),
        ("[check]\nid = 'x'\ntitle = 't'", 1, "[check]", "written as [[check]], in two pairs of brackets"),
        ("[[check]]\nid = 'x'\ntitle = 't'\nwhy = 'w'", 1, "[[check]]", "subject is missing: one of claim"),
        ("[[check]]\non = true", 1, "[[check]]", "a [[check]] needs id"),
        ("stage = 3", 1, "3", "written as [[stage]]"),
        ("check = 3", 1, "3", "written as [check.some-check]"),
        (LADDER.replace("improved", "improvd", 1), 2, '"improvd"', "mean 'improved'"),
        (LADDER.replace("baseline-identified", "baseline-identifed"), 7, None, "mean 'baseline-identified'"),
    ],
)
def test_a_slip_is_named_and_marked(
    tmp_path: Path, text: str, row: int, marked: str | None, says: str
) -> None:
    """File, line, the nearest name, and a caret under just what is wrong."""
    problem = next(p for p in problems(tmp_path, text) if says in p.message)
    assert ("own.toml", row) == (problem.place.file, problem.place.row)
    line, caret = problem.excerpt.split("\n")
    if marked is not None:
        assert marked == line[caret.index("^") : len(caret)]
        assert problem.character == caret.index("^") + 1


@pytest.mark.parametrize(
    ("text", "row", "says"),
    [
        ("x = = 1", 1, "not TOML"),
        ("", None, "no check"),
        ("[[check]]\nid = 'long-enough'\n[check.long-enough]\nmin_days = 3", 3, "a [[check]] of its own"),
        ("[check.long-enough]\nmin_days = 3\n[[check]]\nid = 'long-enough'", 3, "a [[check]] of its own"),
    ],
)
def test_what_cannot_be_read_at_all_is_told(tmp_path: Path, text: str, row: int | None, says: str) -> None:
    """Broken TOML with its line; an empty ruleset, which could judge nothing."""
    with pytest.raises(RulesetError) as raised:
        loaded(tmp_path, text)
    problem = next(p for p in raised.value.problems if says in p.message)
    assert ("own.toml", row) == (problem.place.file, problem.place.row)


def test_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    """A file that was saved as Windows-1252."""
    file = tmp_path / "own.toml"
    file.write_bytes('version = "1"\ntitle = "Café"\n'.encode("cp1252"))
    with pytest.raises(RulesetError) as raised:
        FOUND.ruleset([str(file)])
    (problem,) = raised.value.problems
    assert ("own.toml", 2) == (problem.place.file, problem.place.row)
    assert "save the file as UTF-8" in problem.message


def test_every_slip_is_told_at_once(tmp_path: Path) -> None:
    """Two slips make two problems."""
    found = problems(tmp_path, "familes = []\n[terms]\nwindw = 3")
    assert 2 == sum("is no" in problem.message for problem in found)


def test_a_required_check_cannot_be_switched_off(tmp_path: Path) -> None:
    """A stage that asks for a check runs it."""
    found = problems(tmp_path, LADDER + "[check.baseline-identified]\non = false")
    assert ["own.toml:9"] == [f"{p.place.file}:{p.place.row}" for p in found]
    assert "a stage requires it" in found[0].message


def test_settings_reach_the_check(tmp_path: Path) -> None:
    """Severity and terms of one check are its own; the rest keep the defaults."""
    text = "terms = {window = 4}\n" + LADDER
    text += "[check.baseline-identified]\nseverity = 'minor'\nterms = {min_records = 5}"
    use = loaded(tmp_path, text).uses[0]
    assert ("minor", 5, 4) == (use.severity, use.terms.min_records, use.terms.window)


def test_a_list_of_checks_sets_them_as_a_table_does(tmp_path: Path) -> None:
    """`[[check]]` with an id and no subject sets a check that is there."""
    listed = loaded(tmp_path, "[[check]]\nid = 'long-enough'\non = true\nmin_days = 60")
    table = loaded(tmp_path, "[check.long-enough]\non = true\nmin_days = 60")
    assert listed.uses == table.uses
    assert 60 == listed.uses[0].check.min_days  # type: ignore[attr-defined]


def test_rulesets_that_extend_each_other_are_told(tmp_path: Path) -> None:
    """A circle is an error, never a hang."""
    found = problems(tmp_path, "extends = ['a.toml']", a="extends = ['own.toml']")
    assert "circle: own.toml → a.toml → own.toml" in found[0].message


def test_a_slip_in_a_stage_is_told_with_the_others(tmp_path: Path) -> None:
    """A required check and a required stage that nobody knows, beside a misspelt term."""
    text = "extends = ['ladder']\nrequired_stage = 'embeded'\n[terms]\nwindw = 3\n[[stage]]\nid = 'embedded'\nalso = ['long-enuf']"
    with pytest.raises(RulesetError) as raised:
        loaded(tmp_path, text)
    told = {(problem.place.row, problem.message) for problem in raised.value.problems}
    assert {
        (4, "'windw' is no term; did you mean 'window'?"),
        (7, "there is no check called 'long-enuf'; did you mean 'long-enough'?"),
        (2, "required_stage 'embeded' is no stage; did you mean 'embedded'?"),
    } == told


def test_nothing_follows_from_a_file_that_is_missing(tmp_path: Path) -> None:
    """Where a ruleset that is extended is not there, nobody knows which stages there would have been."""
    text = "extends = ['laddr']\nrequired_stage = 'embedded'\n[[stage]]\nid = 'embedded'\nalso = ['review-cadence']"
    with pytest.raises(RulesetError) as raised:
        loaded(tmp_path, text)
    assert 1 == len(raised.value.problems)


def test_a_file_may_have_an_installed_name(tmp_path: Path) -> None:
    """A ladder of one's own that extends the shipped one is no circle."""
    file = tmp_path / "ladder.toml"
    file.write_text("extends = ['ladder']\nmax_waiver_days = 30", encoding="utf-8")
    assert 30 == FOUND.ruleset([str(file)]).max_waiver_days


def test_the_digest_changes_with_a_parameter(tmp_path: Path) -> None:
    """A changed number is another ruleset; a changed title is not."""
    plain = loaded(tmp_path, LADDER)
    titled = loaded(tmp_path, 'title = "x"\n' + LADDER)
    changed = loaded(tmp_path, "terms = {window = 4}\n" + LADDER)
    assert plain.digest == titled.digest != changed.digest


class TestInheritance:
    """What a ruleset extends it inherits whole, and a later file overrules an earlier one."""

    def test_everything_is_inherited(self, tmp_path: Path) -> None:
        """Severity, sources, parameters, terms, waivable, switched off: all come through two levels."""
        base = (
            LADDER
            + "[check.long-enough]\non = true\nmin_days = 10\nseverity = 'info'\nsources = ['S 1']\nwaivable = false\n"
            + "terms.window = 2\n[check.new-staff-parity]\non = true\n[terms]\npoints = 0.2\n"
        )
        middle = "extends = ['base.toml']\n[check.new-staff-parity]\non = false"
        found = loaded(tmp_path, "extends = ['middle.toml']\n", base=base, middle=middle)
        use = found.use("long-enough")
        assert use is not None
        assert ("info", ("S 1",), False, 2, 0.2) == (
            use.severity,
            use.sources,
            use.waivable,
            use.terms.window,
            use.terms.points,
        )
        assert found.use("new-staff-parity") is None
        assert "improved" == found.ladder.required

    def test_a_shared_base_does_not_undo_an_overlay(self, tmp_path: Path) -> None:
        """Two files extend the same base, and the first changes it: the second does not change it back."""
        found = loaded(
            tmp_path,
            "extends = ['one.toml', 'two.toml']",
            base=LADDER + "[check.long-enough]\non = true\nmin_days = 90",
            one="extends = ['base.toml']\n[check.long-enough]\nmin_days = 30",
            two="extends = ['base.toml']\n[terms]\nwindow = 2",
        )
        use = found.use("long-enough")
        assert use is not None
        assert (30, 2) == (use.check.min_days, use.terms.window)  # type: ignore[attr-defined]

    def test_the_last_of_several_has_the_last_word(self, tmp_path: Path) -> None:
        """Of two that set the same thing, the later in `extends` decides."""
        one, two = (f"[check.long-enough]\non = true\nmin_days = {days}" for days in (10, 20))
        found = loaded(tmp_path, "extends = ['one.toml', 'two.toml']", one=one, two=two)
        assert 20 == found.uses[0].check.min_days  # type: ignore[attr-defined]

    def test_a_stage_can_be_added_to(self, tmp_path: Path) -> None:
        """`also` adds to what a stage requires; `requires` says it anew; what is not said stays."""
        added = loaded(
            tmp_path, "extends=['b.toml']\n[[stage]]\nid='improved'\nalso=['long-enough']", b=LADDER
        )
        anew = loaded(
            tmp_path, "extends=['b.toml']\n[[stage]]\nid='improved'\nrequires=['long-enough']", b=LADDER
        )
        assert ("baseline-identified", "long-enough") == added.ladder.stages[0].requires
        assert ("long-enough",) == anew.ladder.stages[0].requires
        assert "t" == anew.ladder.stages[0].title


class TestMandatory:
    """A check that a ruleset makes mandatory can be neither switched off nor waived by one that extends it."""

    BASE = "mandatory = ['long-enough']\n"

    @pytest.mark.parametrize(
        ("setting", "says"),
        [("on = false", "cannot be switched off"), ("waivable = true", "cannot be made waivable")],
    )
    def test_it_cannot_be_undone(self, tmp_path: Path, setting: str, says: str) -> None:
        """The attempt is an error, which names the line that makes it mandatory."""
        text = f"extends = ['base.toml']\n[check.long-enough]\n{setting}"
        found = problems(tmp_path, text, base=self.BASE)
        assert [(3, True)] == [(p.place.row, says in p.message and "base.toml:1" in p.message) for p in found]

    def test_it_runs_and_is_not_waived(self, tmp_path: Path) -> None:
        """It is on by being mandatory, and its parameters can still be set."""
        found = loaded(
            tmp_path, "extends = ['base.toml']\n[check.long-enough]\nmin_days = 30", base=self.BASE
        )
        use = found.use("long-enough")
        assert use is not None
        assert (False, True) == (use.waivable, use.mandatory)

    def test_a_later_file_can_make_it_mandatory(self, tmp_path: Path) -> None:
        """What the base switched off, a stricter ruleset can insist on."""
        base = LADDER + "[check.long-enough]\non = false"
        assert loaded(tmp_path, "extends = ['base.toml']\nmandatory = ['long-enough']", base=base).use(
            "long-enough"
        )


def test_every_value_says_where_it_was_set(tmp_path: Path) -> None:
    """File and line of every line that set it, the last in force."""
    found = loaded(
        tmp_path,
        "extends = ['base.toml']\n\n[check.long-enough]\nmin_days = 30",
        base="[check.long-enough]\non = true\nmin_days = 60",
    )
    origins = found.origins["check", "long-enough", "min_days"]
    assert ["base.toml:3 60", "own.toml:4 30"] == [f"{origin} {origin.value}" for origin in origins]


def test_the_files_it_was_read_from_are_named(tmp_path: Path) -> None:
    """Each file once, after those it extends, with its version and digest."""
    found = loaded(tmp_path, "version = '2'\nextends = ['ladder']")
    assert [("ladder.toml", "1"), ("own.toml", "2")] == [(s.file, s.version) for s in found.sources]
    assert all(source.digest.startswith("sha256:") for source in found.sources)
    assert "2" == found.version
