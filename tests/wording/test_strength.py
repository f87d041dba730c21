"""Kinds that are given, tiers of a set, and texts that give no hint."""

from __future__ import annotations

import pytest

from takehold.engine.model import ACTION_KINDS
from takehold.engine.wording import Strength, Tier, shipped, strength, strongest


def test_a_kind_that_is_given_is_kept() -> None:
    """The words do not overrule what somebody filled in."""
    assert Strength("coaching", Tier.INTERMEDIATE, guessed=False) == strength(
        "Remodel the wet room", "coaching"
    )


def test_every_kind_has_a_tier_and_words() -> None:
    """The lists cover each kind of the case file once."""
    tiers = [kind for kinds in shipped().tables["tiers"].values() for kind in kinds]
    assert sorted(ACTION_KINDS) == sorted(tiers) == sorted(shipped().tables["kinds"])


@pytest.mark.parametrize("text", ["Improve record keeping", "Strengthen how we check things", "Zeal"])
def test_a_vague_text_is_no_process(text: str) -> None:
    """An intention changes no way of working."""
    assert Strength(None, None, guessed=True) == strength(text)


def test_a_set_is_as_strong_as_its_strongest_action() -> None:
    """One training day is no fault beside a lock on the door."""
    set_of_actions = [strength("x", "training"), strength("Fit a lock to the sluice door", "equipment")]
    assert Tier.STRONG is strongest(set_of_actions)
    assert None is strongest([strength("Zeal")])


def test_teaching_people_to_lock_is_no_lock() -> None:
    """Words lift only what changes how or where work is done."""
    assert Tier.WEAK is strength("Train the night team to lock the trolley").tier
