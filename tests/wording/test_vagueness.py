"""What a judgement says beside its degree, and what a service's own names do to it."""

from __future__ import annotations

import pytest

from takehold.engine.wording import (
    Degree,
    Slot,
    Use,
    check_is_vague,
    judge_action,
    plain_matches,
    problem_is_vague,
    standard_is_vague,
    statement_is_vague,
    trigger_is_vague,
    vagueness,
)


def test_words_objected_to_are_quoted_as_they_stand() -> None:
    """A span's offsets cut its words out of the text."""
    text = "Deputy to audit care plans regularly where possible"
    judged = judge_action(text)
    assert ("regularly", "where possible") == judged.words
    assert ["regularly", "where possible"] == [text[span.start : span.end] for span in judged.spans]


def test_a_wholly_vague_text_is_quoted_from_its_verb_to_its_object() -> None:
    """The whole general phrase is objected to, not single words of it."""
    judged = judge_action("Ensure that communication is of good quality")
    assert ("Ensure that communication is of good quality",) == judged.words
    assert (Slot.WHO, Slot.WHERE, Slot.HOW_OFTEN, Slot.HOW_MUCH) == judged.missing


def test_a_short_action_is_vague_whatever_it_names() -> None:
    """Fewer than `min_words` words cannot be followed; the limit is the caller's."""
    assert (Degree.VAGUE, True) == (
        judge_action("Audit MAR charts").degree,
        judge_action("Audit MAR charts").too_short,
    )
    assert Degree.SPECIFIC is judge_action("Audit MAR charts weekly", min_words=4).degree


@pytest.mark.parametrize(
    ("definite", "text"),
    [
        ("a number", "Check four appropriate mattresses on Beech"),
        ("a date", "Check the appropriate mattresses on Beech by 3 June"),
        ("a frequency", "Check the appropriate mattresses on Beech each Monday"),
        ("a named record", "Check the appropriate mattresses on Beech against the turning chart"),
        ("a threshold", "Check the appropriate mattresses on Beech under 60 degrees"),
    ],
)
def test_something_definite_in_the_same_clause_cancels_a_vague_word(definite: str, text: str) -> None:
    """A number, date, frequency, named record or threshold makes a vague word definite."""
    assert Degree.SPECIFIC is judge_action(text).degree, definite
    assert Degree.VAGUE_WORD is judge_action("Check the appropriate mattresses on Beech").degree


def test_a_definite_clause_does_not_excuse_the_one_beside_it() -> None:
    """Two clauses are judged each by itself."""
    judged = judge_action("Raise awareness of dignity and audit five charts a week on Elm")
    assert (Degree.VAGUE_WORD, ("Raise awareness of dignity",)) == (judged.degree, (judged.words[0],))


def test_a_date_alone_does_not_make_a_general_action_specific() -> None:
    """The rule asks who, where, how often or how much; by when is asked elsewhere."""
    assert Degree.VAGUE is judge_action("Improve communication with relatives by 31 March 2026").degree


def test_an_aim_is_neither_to_the_credit_nor_to_the_blame_of_an_action() -> None:
    """What an action hopes for does not change what it does."""
    assert (
        Degree.SPECIFIC
        is judge_action("To improve communication, the deputy rings each family on Friday").degree
    )
    assert Degree.VAGUE is judge_action("Support staff in order to reduce falls on Elm nights").degree


def test_the_law_that_is_cited_is_no_part_of_the_action() -> None:
    """A regulation's number counts nothing, and its wording is not the writer's."""
    text = "The provider must ensure quality care. This is to comply with Regulation 4(1)(a) of 2011."
    assert Degree.VAGUE is judge_action(text).degree


def test_a_services_own_names_are_definite() -> None:
    """A team whose name is an everyday word is known where the caller names it, in any case."""
    assert check_is_vague("larkspur")
    assert not check_is_vague("larkspur", names=("Larkspur",))
    assert Degree.VAGUE is judge_action("Improve communication at new home").degree
    assert Degree.VAGUE_WORD is judge_action("Improve communication at new home", names=("New Home",)).degree


def test_a_shift_called_day_makes_nothing_definite() -> None:
    """A name that is an everyday word is left out."""
    assert Degree.VAGUE is judge_action("Improve communication from day to day", names=("Day",)).degree


@pytest.mark.parametrize("text", ["", "   ", "…", "?"])
@pytest.mark.parametrize(
    "is_vague", [statement_is_vague, problem_is_vague, standard_is_vague, trigger_is_vague, check_is_vague]
)
def test_a_blank_is_vague(is_vague: object, text: str) -> None:
    """A blank names nothing."""
    assert callable(is_vague)
    assert is_vague(text)


def test_markup_and_long_quotations_are_not_said() -> None:
    """Text exported with its markup is judged as it reads."""
    assert (
        Degree.VAGUE
        is judge_action("Ensure&nbsp;that <b class='x1'>communication</b> is of good quality").degree
    )


def test_capitals_all_over_are_no_names() -> None:
    """A heading in capitals names no place."""
    assert Degree.VAGUE is judge_action("Improve Communication Across The Service").degree
    assert Degree.VAGUE is judge_action("IMPROVE COMMUNICATION ACROSS THE SERVICE").degree


def test_plain_matching_finds_the_words_that_structure_forgives() -> None:
    """The yardstick: word lists alone object where a number has made the word definite."""
    text = "Check four appropriate mattresses on Beech"
    assert (("appropriate",), ()) == (plain_matches(text), vagueness(text, Use.ACTION).words)
