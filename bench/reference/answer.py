"""What a criterion gives back: an outcome, and the records that speak for and against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from takehold.engine.model import Evidence

from .bearing import contradicting, supporting
from .frame import Frame, Reading

MET: Final = "met"
CONCERN: Final = "concern"
NOT_MET: Final = "not-met"
INSUFFICIENT: Final = "insufficient"
NOT_APPLICABLE: Final = "not-applicable"

Params = Mapping[str, float]


@attrs.frozen
class Answer:
    """An outcome, with records for and against."""

    outcome: str
    supporting: tuple[Evidence, ...] = ()
    contradicting: tuple[Evidence, ...] = ()


def answer(
    outcome: str, supporting: Iterable[Evidence] = (), contradicting: Iterable[Evidence] = ()
) -> Answer:
    """An answer with records on either side."""
    return Answer(outcome, tuple(supporting), tuple(contradicting))


def told(outcome: str, frame: Frame, records: Iterable[Evidence]) -> Answer:
    """An answer that cites, of a set of records, those that support and those that contradict the claim."""
    judged = list(records)
    return answer(outcome, supporting(frame, judged), contradicting(frame, judged))


def insufficient_without_change(frame: Frame) -> Answer | None:
    """Insufficient where the claim has no date of change, for every check that needs records before or after."""
    return answer(INSUFFICIENT) if frame.changed_on is None else None


def condition(frame: Frame, tested: list[Evidence], other: list[Evidence]) -> Answer:
    """Whether held records under one condition are at the improved position and no worse than the others."""
    under, beside = frame.reading(tested), frame.reading(other)
    return told(_condition(frame, under, beside), frame, tested)


def _condition(frame: Frame, under: Reading, beside: Reading) -> str:
    if under.improved is None:
        return INSUFFICIENT
    if not under.improved:
        return NOT_MET
    if beside.enough and frame.within(under, beside) is False:
        return CONCERN
    return MET


def graded(share: float, met: float, concern: float) -> str:
    """Met at one share or more, a concern at the other or more."""
    if share >= met - 1e-9:
        return MET
    return CONCERN if share >= concern - 1e-9 else NOT_MET
