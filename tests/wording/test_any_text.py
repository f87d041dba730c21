"""Whatever stands in a cell, it is judged."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from takehold.engine.wording import (
    Use,
    gives_figure,
    judge_owner,
    objection,
    says_nothing,
    strength,
    suggestion,
    vagueness,
)

WORDS = st.lists(
    st.sampled_from(
        [
            "Improve",
            "care",
            "and",
            "to",
            ",",
            ".",
            "(",
            "“",
            "'",
            "12",
            "of",
            "each",
            "every",
            "daily",
            "1.",
            "n/a",
            "May",
            "-",
        ]
    ),
    max_size=14,
).map(" ".join)


@given(st.text(max_size=80) | WORDS, st.sampled_from(Use), st.lists(st.text(max_size=6), max_size=3))
def test_any_text_is_judged_and_what_is_quoted_stands_in_it(text: str, use: Use, names: list[str]) -> None:
    """No text, and no name of a team, brings the judgement down, and every span cuts its own words."""
    judged = vagueness(text, use, names=names)
    assert [span.text for span in judged.spans] == [text[span.start : span.end] for span in judged.spans]
    assert bool(judged.degree) == bool(suggestion(judged)) == bool(objection(judged))


@given(st.text(max_size=60) | WORDS)
def test_any_owner_update_decision_and_action_is_read(text: str) -> None:
    """The other questions take any text too."""
    assert judge_owner(text) and isinstance(gives_figure(text), bool) and isinstance(says_nothing(text), bool)
    assert strength(text).guessed
