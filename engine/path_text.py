"""The path as a manager reads it: claim by claim, what to write down, what to do, what to wait for, and by when."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from .calendar import say_date
from .edge import Edge
from .measure.say import listed
from .report.escape import clean
from .result import ClaimVerdict, Position, Result, Step, StepKind

_KINDS = {StepKind.RECORD: "Write down", StepKind.DO: "Do", StepKind.WAIT: "Wait"}


def said(result: Result, edges: Sequence[Edge], width: int = 80) -> Iterator[str]:
    """The way forward of a whole result, line by line."""
    yield f"{clean(result.service_name)}, as at {say_date(result.as_of)}"
    for claim in result.claims:
        yield ""
        yield from _wrap(f"{clean(claim.id)}  {clean(claim.statement)}", width, "    ", "")
        yield f"    {claim.position}: says {claim.claimed}, evidence reaches {claim.evidenced}"
        steps = [step for step in result.path if step.claim == claim.id]
        yield from _way(claim, steps, width)
        if claim.narrowed is not None:
            yield from _wrap(
                f"You could say today: {clean(claim.narrowed.statement)}", width, "      ", "    "
            )
        near = [edge for edge in edges if edge.claim == claim.id]
        if near:
            yield "    What would lose it:"
            for edge in near:
                text = f"{clean(edge.what)}, it would reach {edge.left} only ({listed(edge.checks)})"
                yield from _wrap(text, width, "        ", "      ")


def _way(claim: ClaimVerdict, steps: Sequence[Step], width: int) -> Iterator[str]:
    if not steps:
        if claim.blocked_by:
            yield from _wrap(
                "No path: a check that it needs has failed, or is too slow to be tried out.",
                width,
                "      ",
                "    ",
            )
        else:
            placed = claim.position is not Position.UNASSESSABLE
            yield f"    {'Nothing stands in its way' if placed else 'No path: the ruleset has no stages'}."
        return
    if claim.earliest is not None:
        yield f"    Earliest it could be there: {say_date(claim.earliest)}"
    else:
        yield "    It cannot get there as it stands:"
    for n, step in enumerate(steps, 1):
        by = f", by {say_date(step.earliest)}" if step.earliest is not None else ""
        text = f"{n}. {_KINDS[step.kind]}{by} ({step.check}): {clean(step.what)}"
        yield from _wrap(text, width, "         ", "      ")


def _wrap(text: str, width: int, indent: str, first: str) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False)
