"""What is said about a text that is not definite."""

from __future__ import annotations

import pytest

from takehold.engine.wording import Degree, Use, judge_action, objection, shipped, suggestion, vagueness


def test_vague_words_are_replaced_in_the_very_sentence() -> None:
    """The suggestion is the text itself, made definite."""
    judged = judge_action("Audit care plans regularly to maintain standards")
    assert "Audit care plans every Friday to maintain standards" == suggestion(judged)
    assert "“regularly” could mean anything" == objection(judged)


def test_a_vague_action_is_shown_an_example_on_its_own_subject_by_its_own_owner() -> None:
    """Communication is answered with communication, and the owner is the one who acts."""
    found = suggestion(judge_action("Improve communication across the service"), who="Deputy Manager")
    assert found.startswith("Deputy Manager rings the family")


def test_an_owner_who_is_nobody_acts_in_no_example() -> None:
    """ "All staff" rings nobody."""
    found = suggestion(judge_action("Improve communication across the service"), who="All staff")
    assert found.startswith("The senior on each shift rings")


@pytest.mark.parametrize("use", list(Use))
@pytest.mark.parametrize(
    "about",
    ["Communication", "Records", "Medication", "Falls", "Dignity", "Training", "Governance", "Things"],
)
def test_every_example_passes_the_judgement_it_is_an_example_of(use: Use, about: str) -> None:
    """Whoever follows the advice is not objected to again."""
    judged = vagueness(f"Improve {about}", use)
    given = suggestion(judged, who="Night Lead", where="Beech")
    assert Degree.SPECIFIC is vagueness(given, use).degree, given


def test_every_example_has_a_sentence_for_every_use() -> None:
    """No use is left without an example."""
    assert [set(Use)] * len(shipped().examples) == [
        set(map(Use, one.sentences)) for one in shipped().examples
    ]


def test_a_specific_text_needs_no_advice() -> None:
    """Nothing is said where nothing is objected to."""
    judged = judge_action("Night Lead samples six notes each Monday")
    assert ("", "") == (objection(judged), suggestion(judged))


def test_the_objection_says_what_is_missing() -> None:
    """It names what the rule asked for and did not find."""
    assert (
        "“Improve communication” does not say what will be done: not who, where, how often or how much"
        == objection(judge_action("Improve communication across the service"))
    )


def test_several_phrases_are_objected_to_in_the_plural() -> None:
    """Two phrases do not say it."""
    said = objection(judge_action("Ensure that communication is of good quality and meets standards"))
    assert said.startswith("“Ensure that communication is of good quality” and “meets standards” do not say")


def test_a_problem_is_asked_when_it_showed() -> None:
    """By when is asked of what is still to be done."""
    assert objection(vagueness("Poor records", Use.PROBLEM)).endswith("not where, how much or when")
