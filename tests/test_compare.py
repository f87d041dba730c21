"""Comparing two results: findings are matched by check and subject, and what the rules changed is said first."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.compare import Move, compare, read_document
from takehold.engine.compare_text import said
from takehold.engine.errors import UsageError


def finding(check: str, outcome: str, subject: str = "c1", **more: Any) -> dict[str, Any]:
    return {
        "check": check,
        "subject": {"type": "claim", "id": subject},
        "outcome": outcome,
        "message": f"{check} is {outcome}",
        "supporting": [],
        "contradicting": [],
    } | more


def document(*findings: dict[str, Any], **more: Any) -> dict[str, Any]:
    claim = {"id": "c1", "statement": "Calls are answered", "evidenced": "improved", "position": "overstated"}
    return {
        "format": "takehold-result/1",
        "takehold": "1.0",
        "service": {"id": "elm", "name": "Elm"},
        "as_of": "2026-10-31",
        "ruleset": {"id": "r", "version": "1", "digest": "sha256:1"},
        "verdict": {"readiness": "overstated"},
        "claims": [claim],
        "findings": list(findings),
    } | more


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        ("met", "not-met", Move.NEW),
        (None, "concern", Move.NEW),
        ("not-met", "met", Move.SETTLED),
        ("insufficient", "not-applicable", Move.SETTLED),
        ("concern", "not-met", Move.WORSE),
        ("not-met", "error", Move.WORSE),
        ("not-met", "concern", Move.EASED),
        ("not-met", "waived", Move.EASED),
        ("waived", "waived", Move.UNCHANGED),
        ("not-met", "not-met", Move.UNCHANGED),
        ("not-met", None, Move.GONE),
    ],
)
def test_each_finding_moves_one_way(before: str | None, after: str | None, move: Move) -> None:
    """What became of a finding follows from its outcome on both sides; what is waived is not settled."""
    old = document(*([finding("x", before)] if before else []))
    new = document(*([finding("x", after)] if after else []))
    assert [move] == [moved.move for moved in compare(old, new).findings]


def test_what_was_and_is_satisfied_is_not_listed() -> None:
    """Findings that are satisfied on both sides say nothing of what moved."""
    assert () == compare(document(finding("x", "met")), document(finding("x", "not-applicable"))).findings


def test_words_and_rows_do_not_make_a_finding_another() -> None:
    """A message that is worded anew leaves the finding unchanged."""
    old, new = document(finding("x", "not-met")), document(finding("x", "not-met", message="Said anew"))
    assert [Move.UNCHANGED] == [moved.move for moved in compare(old, new).findings]


def test_the_records_that_moved_it_are_named() -> None:
    """Records that only one side cites are those that moved the finding."""
    old = document(finding("x", "concern", contradicting=["e1", "e2"]))
    new = document(finding("x", "not-met", contradicting=["e2", "e3"], supporting=["e4"]))
    [moved] = compare(old, new).findings
    assert (("e4", "e3"), ("e1",)) == (moved.new_records, moved.old_records)


def test_other_rules_are_said_first() -> None:
    """A ruleset or a version that differs comes before everything that moved."""
    new = document(ruleset={"id": "r", "version": "2", "digest": "sha256:2"}, takehold="2.0")
    lines = list(said(compare(document(), new), 200))
    assert lines[0].startswith("The rules differ (r 1 before, r 2 now)")
    assert lines[1].startswith("takehold itself differs (1.0 before, 2.0 now)")


def test_a_claim_s_stage_and_position_are_followed() -> None:
    """A claim that came further says from where to where."""
    new = document()
    new["claims"] = [new["claims"][0] | {"evidenced": "embedded", "position": "supported"}]
    text = "\n".join(said(compare(document(), new), 200))
    assert "c1: evidence reached improved, now embedded; overstated, now supported" in text


def test_two_services_are_not_compared() -> None:
    """Results of different services have nothing to say of each other."""
    with pytest.raises(UsageError, match="two services"):
        compare(document(), document(service={"id": "oak", "name": "Oak"}))


@pytest.mark.parametrize("key", ["as_of", "service", "verdict", "ruleset", "claims", "findings", "takehold"])
def test_a_document_that_lacks_something_is_refused(tmp_path: Path, key: str) -> None:
    """A result document with a part missing is refused in a sentence, never with a traceback."""
    told = copy.deepcopy(document(finding("x", "met")))
    del told[key]
    file = tmp_path / "old.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(UsageError, match=key):
        read_document(file)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other/1"}', "\x00"])
def test_what_is_no_result_is_refused(tmp_path: Path, text: str) -> None:
    """A file that is no result document is refused, naming the file."""
    file = tmp_path / "old.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"old\.json"):
        read_document(file)
