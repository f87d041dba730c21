"""Owners beside the service's own places."""

from __future__ import annotations

import pytest

from takehold.engine.wording import Owner, judge_owner


@pytest.mark.parametrize("owner", ["Elm", "elm", "Elm team", "Elm staff", "Elm and Oak"])
def test_a_place_of_the_service_is_nobody(owner: str) -> None:
    """A unit cannot be rung up and asked."""
    assert Owner.NOBODY is judge_owner(owner, places=("Elm", "Oak"))


@pytest.mark.parametrize(
    "owner",
    [
        "Elm Senior",
        "Senior carer, Elm",
        "Deputy Manager, Elm and Oak",
        "Night Lead (Elm)",
        "Oak and Elm Lead",
    ],
)
def test_a_post_of_a_place_is_one_post(owner: str) -> None:
    """The place only says whose senior it is."""
    assert Owner.ONE is judge_owner(owner, places=("Elm", "Oak"))


def test_two_posts_of_a_place_are_a_pair() -> None:
    """A place at the end hides nobody."""
    assert Owner.SEVERAL is judge_owner("Deputy Manager and Night Lead, Elm", places=("Elm",))


def test_no_owner_is_nobody() -> None:
    """A missing owner owns nothing."""
    assert Owner.NOBODY is judge_owner(None)
