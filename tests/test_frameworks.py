"""The frameworks as data: complete, consistent, and found by what people write."""

from __future__ import annotations

from collections import Counter

import pytest

from takehold.engine.frameworks import (
    KEY_LINES,
    REGULATIONS,
    STATEMENTS,
    Topic,
    answering,
    categories,
    categories_of,
    crosswalk,
    find,
    frameworks,
    key_question,
    suggest,
)
from takehold.engine.model import KINDS


def topics(framework: str) -> tuple[Topic, ...]:
    return next(known.topics for known in frameworks() if known.id == framework)


def test_there_are_34_quality_statements() -> None:
    """Safe has 8, Effective 6, Caring 5, Responsive 7 and Well-led 8, as published."""
    counted = Counter(topic.key_question for topic in topics(STATEMENTS))
    assert {"Safe": 8, "Effective": 6, "Caring": 5, "Responsive": 7, "Well-led": 8} == dict(counted)


def test_there_are_24_draft_key_lines_of_enquiry() -> None:
    """The draft of 2026 has 7, 4, 3, 4 and 6 under the same key questions, and says that it is a draft."""
    counted = Counter(topic.key_question for topic in topics(KEY_LINES))
    assert {"Safe": 7, "Effective": 4, "Caring": 3, "Responsive": 4, "Well-led": 6} == dict(counted)
    assert [KEY_LINES] == [known.id for known in frameworks() if known.draft]


def test_the_fundamental_standards_are_regulations_9_to_20() -> None:
    """Twelve regulations, numbered without a gap."""
    numbers = [int(topic.name.split()[1].rstrip(":")) for topic in topics(REGULATIONS)]
    assert list(range(9, 21)) == numbers


def test_the_crosswalk_leads_only_to_topics_that_exist() -> None:
    """Every quality statement leads to a key line of enquiry, and every one of those to a regulation."""
    walk = crosswalk()
    statements, lines = ({t.name for t in topics(id)} for id in (STATEMENTS, KEY_LINES))
    assert statements == set(walk.key_lines)
    assert lines == {line for found in walk.key_lines.values() for line in found}
    assert lines == set(walk.regulations)
    regulations = {topic.name for topic in topics(REGULATIONS)}
    assert {name for found in walk.regulations.values() for name in found} <= regulations


def test_every_regulation_is_reached_by_the_crosswalk() -> None:
    """No fundamental standard is left without a key line of enquiry that bears on it."""
    reached = {name for found in crosswalk().regulations.values() for name in found}
    assert [] == [topic.name for topic in topics(REGULATIONS) if topic.name not in reached]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Medicines optimisation", "Medicines optimisation"),
        ("  INFECTION PREVENTION & CONTROL ", "Infection prevention and control"),
        ("Responding to peoples immediate needs", "Responding to people's immediate needs"),
        (
            "Environmental sustainability - sustainable development",
            "Environmental sustainability – sustainable development",
        ),
        ("managing-risks during care and treatment", "Managing risks during care and treatment"),
        ("Reg. 12", "Regulation 12: Safe care and treatment"),
        ("Duty of candour", "Regulation 20: Duty of candour"),
    ],
)
def test_a_name_is_found_as_people_write_it(written: str, name: str) -> None:
    """Case, spaces and punctuation do not matter, and a regulation goes by number or title."""
    found = find(written)
    assert found is not None
    assert name == found.name


def test_an_unknown_name_is_not_found_and_the_nearest_is_offered() -> None:
    """A misspelt quality statement finds nothing and suggests the right one."""
    assert find("Medicine optimization") is None
    assert suggest("Medicine optimization") == "Medicines optimisation"
    assert suggest("qqqq") is None


def test_a_topic_can_change_its_key_question_between_frameworks() -> None:
    """Person-centred care is Responsive in the quality statements and Caring in the draft."""
    topic = find("Person-centred care")
    assert topic is not None
    assert key_question(topic, STATEMENTS) == "Responsive"
    assert key_question(topic, KEY_LINES) == "Caring"


@pytest.mark.parametrize("framework", [STATEMENTS, KEY_LINES])
def test_every_topic_has_a_key_question_in_either_framework(framework: str) -> None:
    """A quality statement or key line of enquiry can be grouped by either framework's key questions."""
    assert [] == [
        topic.name
        for id in (STATEMENTS, KEY_LINES)
        for topic in topics(id)
        if key_question(topic, framework) is None
    ]


def test_a_statement_leads_on_to_its_regulations() -> None:
    """Medicines optimisation bears on Regulation 12 by way of its key line of enquiry."""
    topic = find("Medicines optimisation")
    assert topic is not None
    assert [t.name for t in answering(topic, REGULATIONS)] == ["Regulation 12: Safe care and treatment"]


def test_the_nearest_topic_comes_first() -> None:
    """How teams work together is first a matter of safe systems, then of care provision."""
    topic = find("How staff, teams and services work together")
    assert topic is not None
    assert [t.name for t in answering(topic, KEY_LINES)] == [
        "Safe systems, pathways and transitions",
        "Care provision, integration and continuity",
    ]


def test_a_regulation_has_no_key_question() -> None:
    """One regulation bears on several key questions, so none is claimed for it."""
    topic = find("Regulation 12")
    assert topic is not None
    assert key_question(topic, STATEMENTS) is None


def test_every_kind_of_record_feeds_a_category() -> None:
    """There are six categories, and no kind of record is left out or unknown."""
    assert len(categories()) == 6
    assert set(KINDS) == {kind for kinds in categories().values() for kind in kinds}
    assert categories_of("complaint") == ("People's experience of health and care services",)
    assert categories_of("weather") == ()
