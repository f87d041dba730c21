"""Texts judged by hand, by the letter of the criteria, come out as they were judged."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from takehold.engine.wording import (
    Degree,
    Owner,
    Use,
    gives_figure,
    judge_action,
    judge_owner,
    names_practical_check,
    says_nothing,
    strength,
    vagueness,
)

HERE = Path(__file__).parent
DEGREES = {"specific": Degree.SPECIFIC, "word": Degree.VAGUE_WORD, "vague": Degree.VAGUE}
OWNERS = {"one": Owner.ONE, "several": Owner.SEVERAL, "nobody": Owner.NOBODY}
USES = {
    "statements": Use.STATEMENT,
    "problems": Use.PROBLEM,
    "standards": Use.STANDARD,
    "triggers": Use.TRIGGER,
    "checks": Use.CHECK,
}


def labelled(name: str) -> list[tuple[str, str]]:
    """Every label and text of one file, whichever part they are in."""
    parts = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8")).values()
    return [(label, text) for part in parts for label, texts in part.items() for text in texts]


@pytest.mark.parametrize(("label", "text"), labelled("actions"))
def test_an_action_is_judged_by_the_rule_of_action_specific(label: str, text: str) -> None:
    """A general verb over a general object is vague, a vague word in the rest a concern, else it is specific."""
    assert DEGREES[label] == judge_action(text).degree


@pytest.mark.parametrize(
    ("use", "label", "text"), [(use, *case) for name, use in USES.items() for case in labelled(name)]
)
def test_every_other_text_is_judged_by_what_its_criterion_asks_for(use: Use, label: str, text: str) -> None:
    """A claim names what changed, a problem what was wrong, a trigger a sign, a check a way of knowing."""
    assert (label == "vague") == vagueness(text, use).vague


@pytest.mark.parametrize(("label", "text"), labelled("owners"))
def test_an_owner_is_one_or_several_or_nobody(label: str, text: str) -> None:
    """A title may hold an "and", a team is nobody, and two posts are a pair."""
    assert OWNERS[label] == judge_owner(text)


@pytest.mark.parametrize(("label", "text"), labelled("updates"))
def test_a_figure_is_a_result_and_no_date_time_or_list_number(label: str, text: str) -> None:
    """An update that counts its meetings, or names a date, gives no figure."""
    assert (label == "figure") == gives_figure(text)


NOTHING = tomllib.loads((HERE / "nothing.toml").read_text("utf-8"))


@pytest.mark.parametrize("text", [*NOTHING["nothing"], None])
def test_a_word_that_changes_nothing_says_nothing(text: str | None) -> None:
    """Case, spaces and punctuation do not make "None." a decision."""
    assert says_nothing(text)


@pytest.mark.parametrize("text", NOTHING["something"])
def test_a_sentence_that_only_begins_with_such_a_word_says_something(text: str) -> None:
    """ "Continue to February" is a decision."""
    assert not says_nothing(text)


STRENGTH = tomllib.loads((HERE / "strength.toml").read_text("utf-8"))


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in STRENGTH["kinds"].items() for t in texts])
def test_a_kind_left_blank_is_read_from_the_words(kind: str, text: str) -> None:
    """Each kind of action is known by what is done."""
    assert (kind, True) == (strength(text).kind, strength(text).guessed)


@pytest.mark.parametrize(("tier", "text"), [(k, t) for k, texts in STRENGTH["tiers"].items() for t in texts])
def test_the_tier_is_that_of_the_hierarchy_of_action(tier: str, text: str) -> None:
    """Telling is weak, helping is intermediate, changing the surroundings is strong."""
    assert tier == strength(text).tier


@pytest.mark.parametrize(
    ("label", "text"), [(k, t) for k, texts in STRENGTH["practical_check"].items() for t in texts]
)
def test_a_practical_check_is_a_competency_or_an_observation(label: str, text: str) -> None:
    """An attendance sheet shows who came, not who can."""
    assert (label == "yes") == names_practical_check(text)
