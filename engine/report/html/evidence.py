"""The evidence tree: what supports a claim, what contradicts it, what it was before, rolled up until somebody looks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from ...picture import Bears, ClaimPicture, Roll
from .markup import data, e, folded, items, table

HEADINGS: Final[Mapping[Bears, str]] = {
    Bears.SUPPORTS: "supports the claim",
    Bears.CONTRADICTS: "contradicts it",
    Bears.CONTEXT: "is context: it speaks neither for nor against",
    Bears.BASELINE: "shows how it was before",
    Bears.EARLIER: "is older than the baseline",
}
GROUPS: Final[Mapping[str, str]] = {
    "audit": "Audits and checks",
    "observation": "Observation",
    "staff": "Staff: supervision, competency, knowledge",
    "records": "Records of care",
    "experience": "What people, families and partners say",
    "outcomes": "Incidents and outcomes",
    "activity": "Activity: training, briefings, policies",
}


def evidence(picture: ClaimPicture) -> ET.Element:
    """How many records of each group bear in which way, and the tree below."""
    if not picture.records:
        return e("p", "No record is linked to this claim.")
    ways = [way for way in Bears if any(counts[way] for counts in picture.groups.values())]
    rows = [
        [GROUPS.get(group, group), *(f"{counts[way]:,}" if counts[way] else "–" for way in ways)]
        for group, counts in picture.groups.items()
    ]
    headings = ("Group of evidence", *(HEADINGS[way].partition(":")[0].capitalize() for way in ways))
    summary = table(f"{len(picture.records):,} records bear on this claim", headings, rows, class_="numbers")
    return e("div", summary, folded("The evidence tree", items(*_tree(picture.rolls), class_="tree")))


def _tree(rolls: Sequence[Roll]) -> Iterator[ET.Element]:
    for way in Bears:
        found = [roll for roll in rolls if roll.bears is way]
        if found:
            head = e("strong", f"{_records(found)} {_agree(HEADINGS[way], found)}")
            yield e("div", head, items(*_groups(found)))


def _groups(rolls: Sequence[Roll]) -> Iterator[ET.Element]:
    by_kind: dict[tuple[str, str], list[Roll]] = defaultdict(list)
    for roll in rolls:
        by_kind[roll.group, roll.kind].append(roll)
    for (_, kind), found in by_kind.items():
        yield e("div", f"{kind}: {_records(found)}", items(*_places(found)))


def _places(rolls: Sequence[Roll]) -> Iterator[ET.Element]:
    by_place: dict[str, list[Roll]] = defaultdict(list)
    for roll in rolls:
        by_place[", ".join(filter(None, (roll.team, roll.shift))) or "no place given"].append(roll)
    for place, found in sorted(by_place.items()):
        first, last = found[0].cycle, found[-1].cycle
        when = first if first == last else f"{first} to {last}"
        yield e("span", data(place), f": {_records(found)}, {when}")


def _records(rolls: Sequence[Roll]) -> str:
    n = sum(roll.records for roll in rolls)
    return f"{n:,} {'record' if n == 1 else 'records'}"


def _agree(words: str, rolls: Sequence[Roll]) -> str:
    """A verb as one record has it, or several."""
    if sum(roll.records for roll in rolls) == 1:
        return words
    verb, _, rest = words.partition(" ")
    return f"{'are' if verb == 'is' else verb.removesuffix('s')} {rest}"
