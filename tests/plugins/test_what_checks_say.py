"""Whatever a check answers in the cases kept for it, a manager can read it, and everything it points at is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from takehold.engine.model import TABLES, columns
from takehold.engine.result import Outcome

from .saying import CASES, Answer, answers, kept, said

FILES = sorted(CASES.rglob("*.toml"))
TO_DO = (Outcome.CONCERN, Outcome.NOT_MET, Outcome.INSUFFICIENT)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_said_differently_unseen(path: Path) -> None:
    """Sentences, names of figures, columns and tables are those that were read and kept (`saying.py` writes them anew)."""
    assert kept(path.parent.name)[path.stem] == said(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_answer_can_be_read_and_followed(path: Path) -> None:
    """Each sentence is one, each figure has a name and can be written down, each row and column named is there."""
    assert [] == [fault for one in answers(path) for fault in faults(one)]


def faults(one: Answer) -> Iterator[str]:
    judgement = one.judgement
    rows = {table: {row.id for row in getattr(one.case, table)} for table in SMALL}
    rows["evidence"] = set(one.case.evidence["id"].to_list())
    for text in filter(None, (judgement.message, judgement.remedy)):
        if not re.match("[A-Z0-9“]", text) and text.split()[0] not in set().union(*rows.values()):
            yield f"does not begin as a sentence: {text}"
        if text != " ".join(text.split()) or text.endswith((".", ",", ":", ";")):
            yield f"is badly spaced or ended: {text}"
    if bool(judgement.remedy) != (judgement.outcome in TO_DO):
        yield f"{judgement.outcome} with the remedy {judgement.remedy!r}"
    if not all(re.fullmatch(r"[a-z][a-z_]*", name) for name in judgement.figures):
        yield f"figures named {list(judgement.figures)}"
    json.dumps(dict(judgement.figures), allow_nan=False)
    days = dict(one.case.evidence.select("id", "date").iter_rows())
    for cited in (judgement.supporting, judgement.contradicting):
        told = [days[id] for id in cited if id in days] if isinstance(cited, tuple) else []
        if told != sorted(told, reverse=True):
            yield f"does not cite the newest first: {cited}"
    known = {column.name for table in TABLES for column in columns(table)} | {"since", "status", "what"}
    yield from (f"there is no column {name}" for name in judgement.columns if name not in known)
    for table, id in judgement.about:
        if id not in rows.get(table, ()):
            yield f"there is no row {id!r} in {table}"


SMALL = tuple(table for table in TABLES if table not in ("service", "evidence"))
