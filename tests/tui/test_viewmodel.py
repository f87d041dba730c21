"""What the screens show, from the Result and the case alone."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from takehold.engine.casefile import read_case
from takehold.engine.model import columns
from takehold.engine.result import Narrowed, Outcome, Result, Step, StepKind
from takehold.tui.judging import Judge
from takehold.tui.session import State
from takehold.tui.viewmodel.chart import chart
from takehold.tui.viewmodel.choices import WAIVE, choices
from takehold.tui.viewmodel.evidence import tree
from takehold.tui.viewmodel.explain import explain
from takehold.tui.viewmodel.ladder import first_open, ladder, others, verdict_of
from takehold.tui.viewmodel.options import options
from takehold.tui.viewmodel.path import path, smaller
from takehold.tui.viewmodel.places import cycle_heading, heat_map, weakest_first
from takehold.tui.viewmodel.plan import plan
from takehold.tui.viewmodel.search import search
from takehold.tui.viewmodel.strip import moved
from takehold.tui.viewmodel.wording import advice
from takehold.tui.viewmodel.words import count, said, shown

from .conftest import make_case


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge.of()


@pytest.fixture(scope="module")
def judged(judge: Judge, tmp_path_factory: pytest.TempPathFactory) -> tuple[State, Result]:
    state = State(read_case(make_case(tmp_path_factory.mktemp("case"))))
    result = judge.judge(state)
    assert result is not None
    return state, result


def test_the_ladder_has_each_required_check_once(judge: Judge, judged: tuple[State, Result]) -> None:
    """Every finding on a claim stands either on a rung or among the others, and on one of them only."""
    _, result = judged
    shown_ = [row.id for stage in ladder(result, judge.method, "c1") for row in stage.checks]
    shown_ += [row.id for row in others(result, judge.method, "c1")]
    assert sorted(f.check for f in result.findings if f.subject.id == "c1") == sorted(shown_)


def test_the_first_open_check_is_the_one_that_blocks(judge: Judge, judged: tuple[State, Result]) -> None:
    """The cursor begins at the lowest check that keeps the claim where it is."""
    _, result = judged
    assert first_open(ladder(result, judge.method, "c1")) in verdict_of(result, "c1").blocked_by


def test_what_moved_names_the_claim_and_the_check(judge: Judge, judged: tuple[State, Result]) -> None:
    """The same Result twice moved nothing; another outcome is told with what it was and what it is."""
    _, result = judged
    assert "Nothing moved: every check came out as before" == moved(result, result, judge.method)
    finding = next(f for f in result.findings if f.outcome is Outcome.MET and f.subject.id == "c1")
    others_ = tuple(f for f in result.findings if f is not finding)
    changed = attrs.evolve(result, findings=(*others_, attrs.evolve(finding, outcome=Outcome.NOT_MET)))
    title = judge.method.check(finding.check).title
    assert f"c1, “{title}”: ✓ met → ✗ not met" == moved(result, changed, judge.method)
    assert "" == moved(None, result, judge.method)


def test_the_heat_map_has_a_sign_for_each_place_and_cycle(judged: tuple[State, Result]) -> None:
    """Six after-cycles of two places in the claim's scope give six signs each, the weakest place first."""
    _, result = judged
    heat = heat_map(result.pictures[0])
    assert {6} == {len(row.cycles) for row in heat.rows}
    assert len(heat.rows) == len(weakest_first(heat))
    assert 3 == len(heat_map(result.pictures[0], 3).cycles)


def test_no_picture_is_said_in_words() -> None:
    """While a picture is being made, the map, the chart and the tree say so."""
    assert "being worked out" in heat_map(None).empty
    assert ("The chart is being worked out",) == chart(None, 80, 10).notes
    assert "being read" in tree(None)[0].words


@pytest.mark.parametrize(
    ("label", "head"),
    [("March 2026", "Mar 26"), ("the week of 2 March 2026", "2 Mar"), ("January to March 2026", "Jan 26")],
)
def test_cycle_headings_are_short(label: str, head: str) -> None:
    """A cycle's words are cut to what a narrow column holds."""
    assert head == cycle_heading(label)


def test_the_chart_marks_each_figure_the_change_and_the_target(judged: tuple[State, Result]) -> None:
    """Nine months give nine figures; the change stands before the fourth; the target is a line of its own."""
    _, result = judged
    drawn = chart(result.pictures[0], 80, 10)
    figures = sum(line.count("●") + line.count("○") + line.count("◆") for line in drawn.lines)
    assert 9 == figures
    assert any("═" in line for line in drawn.lines)
    assert any("│" in line for line in drawn.lines)
    assert "Target: 90%" in drawn.notes


def test_the_tree_holds_each_record_once(judged: tuple[State, Result]) -> None:
    """The branches of a claim's evidence add up to its records."""
    _, result = judged
    picture = result.pictures[0]
    assert len(picture.records) == sum(branch.records for branch in tree(picture))


def test_only_what_may_be_waived_offers_a_waiver(judge: Judge, judged: tuple[State, Result]) -> None:
    """A met check offers no waiver; one that is not met does; leaving it is always the last choice."""
    _, result = judged
    own = [f for f in result.findings if f.subject.id == "c1"]
    bad = next(f for f in own if f.outcome is Outcome.NOT_MET)
    good = next(f for f in own if f.outcome is Outcome.MET)
    verdict = verdict_of(result, "c1")
    assert WAIVE in choices(bad, verdict, judge.ruleset)
    assert WAIVE not in choices(good, verdict, judge.ruleset)
    assert "leave" == choices(bad, verdict, judge.ruleset)[-1].id


def test_the_path_is_shown_with_its_dates(judge: Judge, judged: tuple[State, Result]) -> None:
    """A step's kind is a sign and words; what can be written down on the day of the assessment counts at once."""
    _, result = judged
    steps = (
        Step("c1", "repeat-evidence", StepKind.WAIT, "One more month", result.as_of.replace(year=2027)),
        Step("c1", "standard-defined", StepKind.RECORD, "Write the standard down", result.as_of),
    )
    rows = path(attrs.evolve(result, path=steps), "c1", judge.method)
    assert ["earliest 30 September 2027", "at once"] == [row.when for row in rows]
    assert judge.method.check("standard-defined").title == rows[1].title
    assert "◷ Wait" == rows[0].kind


def test_the_engines_own_narrowing_is_offered_where_there_is_one(judged: tuple[State, Result]) -> None:
    """The scope and words that the engine found come first; without them the claim steps down its ladder."""
    _, result = judged
    claim = attrs.evolve(verdict_of(result, "c1"), narrowed=None)
    stepped = smaller(claim, "birch", "all")
    assert stepped is not None
    assert (claim.evidenced, "birch") == (stepped.stage, stepped.teams)
    offered = smaller(
        attrs.evolve(claim, narrowed=Narrowed("improved", ("elm",), None, "In Elm …")), "birch", "all"
    )
    assert offered is not None
    assert ("improved", "elm", "all", "In Elm …") == (
        offered.stage,
        offered.teams,
        offered.shifts,
        offered.statement,
    )


def test_the_plan_puts_actions_under_their_priority(judged: tuple[State, Result]) -> None:
    """An action follows its priority, and its findings stand with it."""
    state, result = judged
    rows = plan(state.case, result)
    assert ["p1", "a1"] == [row.id for row in rows]
    assert "action-specific" in [finding.check for finding in rows[1].findings]


def test_search_needs_every_word_and_puts_claims_first(judge: Judge, judged: tuple[State, Result]) -> None:
    """All words must stand in a thing; a claim comes before the records of the same words."""
    state, _ = judged
    assert () == search(state.case, judge.method, "")
    assert () == search(state.case, judge.method, "bells zebra")
    kinds = [hit.kind for hit in search(state.case, judge.method, "bells")]
    assert ("claims", "evidence") == (kinds[0], kinds[-1])


def test_a_check_is_explained_with_its_sources(judge: Judge) -> None:
    """Each check that judges says what it establishes and where in the material it comes from."""
    headings = [part.heading for part in explain(judge.method, "repeat-evidence")]
    assert "Why it matters" in headings
    assert any(heading.startswith("It comes from:") for heading in headings)
    assert () == explain(judge.method, "no-such-check")


def test_words_get_advice_where_a_criterion_judges_them(judged: tuple[State, Result]) -> None:
    """Vague words are told with an example; an owner who is nobody is told; other columns say nothing."""
    state, _ = judged
    assert "For example:" in advice(state.case, "actions", "text", "Raise awareness of call bells")
    assert "nobody in particular" in advice(state.case, "actions", "owner", "all staff")
    assert "" == advice(state.case, "service", "provider", "whatever")


def test_values_are_said_as_a_manager_writes_them() -> None:
    """Blank is not recorded, yes is yes, whole numbers have no fraction; none is `no`."""
    assert ["not recorded", "yes", "1,200"] == [said(None), said(True), said(1200.0)]
    assert ["no claims", "1 claim", "2 priorities"] == [
        count(0, "claim"),
        count(1, "claim"),
        count(2, "priority", "priorities"),
    ]
    assert "a\ufffd[b]" == shown("a\x1b[b]").plain


def test_a_waiver_in_the_text_is_judged_without_its_file(judge: Judge, judged: tuple[State, Result]) -> None:
    """The verdict takes a waiver into account before it is on the disk."""
    state, result = judged
    bad = next(f for f in result.findings if f.outcome is Outcome.NOT_MET and f.subject.id == "c1")
    text = f'[[waiver]]\ncheck = "{bad.check}"\nsubject = "c1"\nreason = "x"\nby = "Manager"\nuntil = 2026-12-01\n'
    again = judge.judge(attrs.evolve(state, waivers=text))
    assert again is not None
    assert Outcome.WAIVED is next(
        f.outcome for f in again.findings if (f.check, f.subject) == (bad.check, bad.subject)
    )


def test_nothing_dated_gives_no_verdict(judge: Judge, tmp_path: Path) -> None:
    """A case in which nothing bears a date cannot be judged yet, and that is no error."""
    from takehold.engine.model import Service
    from takehold.tui.records import new_case

    assert judge.judge(State(new_case(Service(id="x", name="X")))) is None


def test_a_record_later_than_the_day_of_the_case_is_told_as_it_is_typed(judged: tuple[State, Result]) -> None:
    """It does not count until that day is moved; on the day itself, and where it is no date, nothing is said."""
    case = judged[0].case
    assert "after 30 September 2026" in advice(case, "evidence", "date", "1 October 2026")
    assert "after 30 September 2026" in advice(case, "reviews", "date", "2026-12-15")
    assert "" == advice(case, "evidence", "date", "30/09/2026")
    assert "" == advice(case, "evidence", "date", "soon")


def test_a_claim_is_not_offered_to_rest_on_itself(judged: tuple[State, Result]) -> None:
    """The other claims are."""
    column = next(one for one in columns("claims") if one.name == "rests_on")
    case = judged[0].case
    assert ["c1"] == [value for value, _ in options(case, column).values]
    assert [] == [value for value, _ in options(case, column, "c1").values]
