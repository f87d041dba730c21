"""A comparison as a manager reads it: what must be known first, the claims, then each finding that moved."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator
from typing import Final

from .calendar import say_date
from .compare import ClaimMoved, Comparison, Move, Moved
from .measure.say import listed
from .report.escape import clean

_HEADINGS: Final = {
    Move.NEW: "New",
    Move.WORSE: "Worse",
    Move.EASED: "Eased, not settled",
    Move.SETTLED: "Settled",
    Move.GONE: "Gone: no longer asked, or what it was about is no longer there",
    Move.UNCHANGED: "Unchanged",
}


def said(comparison: Comparison, width: int = 80) -> Iterator[str]:
    """The comparison, line by line."""
    old, new = (say_date(dt.date.fromisoformat(day)) for day in comparison.as_of)
    for rule in comparison.rules:
        yield from _wrap(f"{rule}.", width)
    was, now = comparison.readiness
    verdict = f"still {now}" if was == now else f"{was}, now {now}"
    yield from _wrap(f"From {old} to {new}: {verdict}", width)
    moved = [claim for claim in comparison.claims if claim.changed]
    for claim in moved:
        yield from _wrap(_claim(claim), width, "  ")
    if not moved and comparison.claims:
        yield "  Every claim stands where it stood."
    for move, heading in _HEADINGS.items():
        found = comparison.of(move)
        if not found:
            continue
        yield ""
        yield f"{heading} ({len(found)})"
        if move is not Move.UNCHANGED:
            for one in found:
                yield from _wrap(_finding(one), width, "  ")


def _claim(claim: ClaimMoved) -> str:
    was, now = claim.stage
    if was is None:
        return f"{clean(claim.id)}: new; evidence reaches {now}, {claim.position[1]}"
    if now is None:
        return f"{clean(claim.id)}: no longer claimed; evidence reached {was}"
    stage = f"evidence still reaches {now}" if was == now else f"evidence reached {was}, now {now}"
    before, after = claim.position
    position = f"still {after}" if before == after else f"{before}, now {after}"
    return f"{clean(claim.id)}: {stage}; {position}"


def _finding(moved: Moved) -> str:
    course = f"{moved.before or 'not asked'} → {moved.after or 'not asked'}"
    text = f"{clean(moved.subject)} {moved.check} ({course}): {clean(moved.message)}"
    if moved.new_records:
        text += f" [records it rests on now: {clean(listed(moved.new_records))}]"
    if moved.old_records:
        text += f" [no longer: {clean(listed(moved.old_records))}]"
    return text


def _wrap(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False
    )
