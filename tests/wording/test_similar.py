"""Near repeats: what counts as the same text, and that all are found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from takehold.engine.wording import near_repeats, nearly_same, similarity
from takehold.engine.wording.similar import plain

WORDS = st.lists(st.sampled_from(["wash", "ate", "half", "lunch", "walked", "mood", "low"]), max_size=7)


def test_case_and_punctuation_do_not_make_a_text_another() -> None:
    """Only the words count."""
    assert 1.0 == similarity("All care given. Settled!", "all care given, settled")


def test_similarity_is_the_share_of_letters_kept() -> None:
    """Of 4 + 5 letters, 4 + 4 are common to both: 8/9."""
    assert 8 / 9 == similarity("turn", "turns")
    assert nearly_same("turn", "turns", 0.88) and not nearly_same("turn", "turns", 0.9)


def test_each_of_a_pair_is_a_repeat() -> None:
    """Both the first and the copy are counted, others are not."""
    assert {0, 2} == near_repeats(
        ["All care given, settled.", "Walked to the garden", "all care given settled"], 0.9
    )


def test_no_texts_and_one_text_repeat_nothing() -> None:
    """There is nothing to repeat."""
    assert set() == near_repeats([], 0.9) | near_repeats(["alone"], 0.9)


@given(st.lists(WORDS.map(" ".join), max_size=30), st.sampled_from([0.7, 0.85, 0.9, 1.0]))
def test_narrowing_by_length_loses_no_pair(texts: list[str], threshold: float) -> None:
    """The quick way finds what comparing each with each finds."""
    each = {
        at
        for at, one in enumerate(texts)
        for other in range(len(texts))
        if at != other and fuzz.ratio(plain(one), plain(texts[other])) / 100 >= threshold
    }
    assert each == near_repeats(texts, threshold)


def test_thousands_of_notes_are_compared_in_blocks() -> None:
    """1,100 different notes and one copy of the first: only that pair is found."""
    texts = [f"{number:05d}" * 4 for number in range(0, 110_000, 100)]
    assert {0, 1100} <= near_repeats([*texts, texts[0]], 1.0)
    assert 2 == len(near_repeats([*texts, texts[0]], 1.0))
