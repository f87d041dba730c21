"""The evidence of one claim as a tree: by how it bears, then by group of source, then record by record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

import attrs

from takehold.engine.model import GROUP_OF, Case
from takehold.engine.picture import Bears, ClaimPicture, RecordLine

from .search import record_line
from .words import count, said

BEARS: Final[Mapping[Bears, str]] = {
    Bears.SUPPORTS: "＋ Supports it",
    Bears.CONTRADICTS: "－ Contradicts it",
    Bears.BASELINE: "◁ Shows how it was before",
    Bears.CONTEXT: "· Context: proves nothing by itself",
    Bears.EARLIER: "· Before the change, outside the baseline",
}
GROUPS: Final[Mapping[str, str]] = {
    "audit": "Audits and checks",
    "observation": "Watching practice",
    "staff": "What staff know and say",
    "records": "Everyday records",
    "experience": "What people and families say",
    "outcomes": "What happened",
    "activity": "What was done (briefings, training …)",
}
LEAVES: Final = 40
"""How many records are listed under one branch, newest first."""


@attrs.frozen
class Branch:
    """One branch of the tree: its words, how many records it holds, and the branches or records under it."""

    words: str
    records: int
    branches: tuple[Branch, ...] = ()
    leaves: tuple[tuple[str, str], ...] = ()


def tree(picture: ClaimPicture | None) -> tuple[Branch, ...]:
    """The tree of a claim's evidence; one branch that says why where there is nothing."""
    if picture is None:
        return (Branch("The records are being read", 0),)
    if not picture.records:
        return (Branch("No record belongs to this claim yet: add one, or link one that names its theme", 0),)
    by_way: dict[Bears, dict[str, list[RecordLine]]] = defaultdict(lambda: defaultdict(list))
    for line in picture.records:
        by_way[line.bears][GROUP_OF[line.kind]].append(line)
    return tuple(_way(BEARS[bears], by_way[bears]) for bears in BEARS if bears in by_way)


def _way(words: str, groups: Mapping[str, list[RecordLine]]) -> Branch:
    branches = tuple(_group(GROUPS[name], groups[name]) for name in GROUPS if name in groups)
    n = sum(branch.records for branch in branches)
    return Branch(f"{words}: {count(n, 'record')}", n, branches)


def _group(words: str, records: list[RecordLine]) -> Branch:
    newest = records[::-1][:LEAVES]
    leaves = tuple((line.id, f"{line.id}  {record_line(attrs.asdict(line))}") for line in newest)
    more = f", newest {LEAVES} shown" if len(records) > LEAVES else ""
    return Branch(f"{words}: {count(len(records), 'record')}{more}", len(records), (), leaves)


def records_say(picture: ClaimPicture | None) -> list[str]:
    """What the records already say of a claim, in a few lines."""
    if picture is None or not picture.records:
        return ["No record belongs to this claim yet."]
    first, last = picture.records[0], picture.records[-1]
    said_lines = [f"{count(len(picture.records), 'record')}, from {said(first.date)} to {said(last.date)}."]
    if picture.baseline_said:
        said_lines.append(f"Before the change: {picture.baseline_said}.")
    newest = next((p for p in reversed(picture.points) if p.value is not None), None)
    if newest is not None:
        said_lines.append(f"{newest.label[:1].upper()}{newest.label[1:]}: {newest.said}.")
    return said_lines


def themes(case: Case) -> dict[str, int]:
    """Every theme in use, with how many records hold it, most first."""
    counts: dict[str, int] = {}
    for row in case.evidence["theme"].drop_nulls().value_counts(sort=True).iter_rows():
        counts[row[0]] = row[1]
    for table in (case.measures, case.claims, case.priorities):
        for one in table:
            if one.theme:
                counts.setdefault(one.theme, 0)
    return counts
