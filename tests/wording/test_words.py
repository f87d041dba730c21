"""Word lists are data: strict to read, and an organisation's own to extend."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.errors import RulesetError
from takehold.engine.wording import Degree, extended, judge_action, shipped

from ..loading import loaded


def write(folder: Path, text: str) -> Path:
    path = folder / "our-words.toml"
    path.write_text(text, "utf-8")
    return path


def test_an_organisations_own_words_are_added(tmp_path: Path) -> None:
    """A word that only one organisation finds empty is empty there."""
    text = "Improve the blue-sky narrative at pace"
    words = extended(write(tmp_path, 'general_nouns = ["blue-sky narrative"]\n'))
    assert (Degree.VAGUE_WORD, Degree.VAGUE) == (
        judge_action(text).degree,
        judge_action(text, words=words).degree,
    )


def test_words_can_be_taken_out(tmp_path: Path) -> None:
    """What the shipped lists object to can be allowed."""
    words = extended(write(tmp_path, '[remove]\nvague_words = ["regularly"]\n'))
    text = "Audit medicine charts regularly on Beech"
    assert (Degree.VAGUE_WORD, Degree.SPECIFIC) == (
        judge_action(text).degree,
        judge_action(text, words=words).degree,
    )


def test_an_own_example_comes_first(tmp_path: Path) -> None:
    """An organisation's example is preferred to the shipped ones on the same subject."""
    words = extended(write(tmp_path, '[[examples]]\nabout = ["communication"]\naction = "ours"\n'))
    assert "ours" == words.examples[0].sentences["action"]
    assert len(shipped().examples) + 1 == len(words.examples)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('general_noun = ["x"]', "did you mean 'general_nouns'?"),
        ('general_nouns = "x"', "general_nouns is a list"),
        ("general_nouns = [1]", "general_nouns is a list"),
        ('[kinds]\ncoachin = ["x"]', "did you mean 'coaching'?"),
        ('kinds = ["x"]', "kinds is a table"),
        ("[instead]\nasap = 3", "instead.asap is the words to say instead"),
        ('[[examples]]\naction = "x"', "example 1 needs `about`"),
        ('[remove]\nexamples = ["x"]', "there is no word list called 'examples'"),
        ("remove = 3", "remove is a table"),
        ("general_nouns = [", "this is not TOML"),
    ],
)
def test_a_list_that_does_not_fit_is_an_error_that_says_so(tmp_path: Path, text: str, said: str) -> None:
    """Nothing unknown is passed over in silence."""
    with pytest.raises(RulesetError) as error:
        extended(write(tmp_path, text))
    assert said in str(error.value)


def test_every_problem_of_a_file_is_reported(tmp_path: Path) -> None:
    """Not the first alone."""
    with pytest.raises(RulesetError) as error:
        extended(write(tmp_path, 'one = ["x"]\ntwo = ["x"]\n'))
    assert 2 == len(error.value.problems)


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """It is named, without a traceback of its own."""
    with pytest.raises(RulesetError, match="cannot be read"):
        extended(tmp_path / "none.toml")


def test_an_example_fills_in_nothing_but_who_and_where() -> None:
    """No shipped sentence holds another gap."""
    for example in shipped().examples:
        for sentence in example.sentences.values():
            assert "{" not in sentence.format(who="x", where="y")


def test_judging_words_loads_nothing_heavy() -> None:
    """rapidfuzz and numpy are loaded only where texts are compared."""
    code = "from takehold.engine.wording import judge_action; judge_action('Improve communication')"
    assert set() == loaded(code, "numpy", "polars", "rapidfuzz", "networkx")
