"""What is weak in a graph from elsewhere, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..graph import Argument
from ..graph_writing.branches import Branch, drawn
from ..measure.say import counted, listed
from .reading import Found

_NAMED = 12
"""How many statements are named of each kind; their number is always told."""


def report(found: Found, width: int = 80) -> str:
    """The report on a graph, no wider than asked for."""
    return "\n".join(drawn(Branch(_title(found), list(_branches(found))), width)) + "\n"


def _title(found: Found) -> str:
    return (
        f"{found.name}: {counted(len(found.statements), 'statement')}, {counted(len(found.links), 'link')}, "
        f"{len(found.evidence):,} of the statements evidence"
    )


def _branches(found: Found) -> Iterator[Branch]:
    by = found.known or "the file does not say, so what others stand on and stands on nothing is taken for it"
    yield Branch(f"What is evidence: {by}")
    argument = Argument(found.statements, ((link.start, link.end) for link in found.carrying), found.evidence)
    alone = set(argument.alone()) - found.evidence
    ends = [id for id in argument.ends() if id not in alone]
    above = [id for id in argument.unsupported() if id not in alone and id not in ends]
    yield _told("stands on nothing and is no evidence", "stand on nothing and are no evidence", ends)
    yield _told("stands on such statements only", "stand on such statements only", above)
    yield _told("is joined to nothing", "are joined to nothing", sorted(alone))
    yield _circles(argument.circles())
    yield _single(argument.single_support())
    yield from _other_links(found)


def _told(one: str, several: str, ids: list[str]) -> Branch:
    if not ids:
        return Branch(f"None {one}")
    return Branch(f"{len(ids):,} {one if len(ids) == 1 else several}: {listed(ids, most=_NAMED)}")


def _circles(circles: tuple[tuple[str, ...], ...]) -> Branch:
    if not circles:
        return Branch("None stands on itself in a circle")
    named = [Branch(" on ".join([*circle, circle[0]])) for circle in circles[:_NAMED]]
    return Branch(f"{counted(len(circles), 'circle')} of statements that stand on each other", named)


def _single(carried: dict[str, str]) -> Branch:
    if not carried:
        return Branch("None hangs on one piece of evidence alone")
    by = Counter(carried.values()).most_common()
    named = []
    for evidence, _ in by[:_NAMED]:
        carries = sorted(id for id, carrier in carried.items() if carrier == evidence)
        named.append(Branch(f"{evidence} alone carries {listed(carries, most=6)}"))
    if len(by) > _NAMED:
        named.append(Branch(f"and {len(by) - _NAMED:,} more pieces of evidence"))
    hang = "hangs" if len(carried) == 1 else "hang"
    return Branch(f"{len(carried):,} {hang} on one piece of evidence alone", named)


def _other_links(found: Found) -> Iterator[Branch]:
    """Links that carry nothing, that the file itself doubts, or that lead to what is not in it."""
    challenged = [link for link in found.links if "challenge" in link.kind.casefold()]
    if challenged:
        named = [f"{link.end} by {link.start}" for link in challenged]
        yield Branch(f"{len(challenged):,} challenged: {listed(named, most=_NAMED)}")
    suspect = [f"{link.start} on {link.end}" for link in found.links if link.kind.casefold() == "suspect"]
    if suspect:
        yield Branch(f"{counted(len(suspect), 'link')} marked suspect: {listed(suspect, most=_NAMED)}")
    known = set(found.statements)
    outside = [link for link in found.carrying if link.end not in known or link.start not in known]
    if outside:
        named = [f"{link.start} on {link.end}" for link in outside]
        yield Branch(
            f"{counted(len(outside), 'link')} with an end that is not there, or in another module: "
            f"{listed(named, most=_NAMED)}"
        )
