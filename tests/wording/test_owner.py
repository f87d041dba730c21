"""Owners beside the service's own places."""

from __future__ import annotations

import pytest

from takehold.engine.wording import Owner, judge_owner


@pytest.mark.parametrize("owner", ["Elm", "elm", "Elm team", "Elm staff"])
def test_a_place_of_the_service_is_nobody(owner: str) -> None:
    """A unit cannot be rung up and asked."""
    assert Owner.NOBODY is judge_owner(owner, places=("Elm", "Oak"))


def test_a_post_of_a_place_is_one_post() -> None:
    """The place only says whose senior it is."""
    assert Owner.ONE is judge_owner("Elm Senior", places=("Elm",))


def test_no_owner_is_nobody() -> None:
    """A missing owner owns nothing."""
    assert Owner.NOBODY is judge_owner(None)
