"""What was probably meant by a name that is none: the same word mistyped, never another one beside a word they share."""

from __future__ import annotations

import pytest

from takehold.engine.names import meant


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("Nigth shift", ["Night shift", "Day shift"], "Night shift"),
        ("spot cheks", ["spot-check", "audit"], "spot-check"),
        ("Familly feedback", ["feedback", "staff-feedback"], "feedback"),
        ("Elm unit", ["elm", "Oak unit"], "elm"),
        ("Elm unit", ["Oak unit", "Ash unit"], None),
        ("Unit 2", ["Unit 1", "Unit 3"], None),
    ],
)
def test_what_was_meant(name: str, known: list[str], found: str | None) -> None:
    """A slip in a word is seen through; a name that shares only `unit` is somebody else's."""
    assert found == meant(name, known)
