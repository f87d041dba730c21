"""The plan as a manager reads it: each priority, its actions under it, and what was found of each."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from takehold.engine.model import Action, Case
from takehold.engine.report.telling import MARKS, gravest_first
from takehold.engine.result import Finding, Outcome, Result

from .words import said


@attrs.frozen
class PlanRow:
    """A priority or an action: what it says, who and by when, and its findings that ask for something."""

    table: str
    id: str
    words: str
    detail: str
    findings: tuple[Finding, ...]

    @property
    def marks(self) -> str:
        """Its findings as signs, gravest first; a tick where there are none."""
        return "".join(MARKS[f.outcome] for f in self.findings) or MARKS[Outcome.MET]


_ASKING = (Outcome.ERROR, Outcome.NOT_MET, Outcome.INSUFFICIENT, Outcome.CONCERN, Outcome.WAIVED)


def plan(case: Case, result: Result | None) -> tuple[PlanRow, ...]:
    """Priorities in order, each with its actions; then the actions that serve none."""
    return tuple(_rows(case, result))


def _rows(case: Case, result: Result | None) -> Iterator[PlanRow]:
    placed: set[str] = set()
    for priority in case.priorities:
        detail = f"{priority.owner or 'nobody named'} · {priority.status or 'open'} · opened {said(priority.opened)}"
        words = priority.problem or priority.theme or priority.id
        yield PlanRow("priorities", priority.id, words, detail, _of(result, "priority", priority.id))
        for action in case.actions:
            if action.priority == priority.id:
                placed.add(action.id)
                yield _action(action, result)
    for action in case.actions:
        if action.id not in placed:
            yield _action(action, result)


def _action(action: Action, result: Result | None) -> PlanRow:
    owner = action.owner or "nobody named"
    detail = f"{owner} · due {said(action.due)} · {action.status or 'open'}"
    return PlanRow("actions", action.id, action.text, detail, _of(result, "action", action.id))


def _of(result: Result | None, kind: str, id: str) -> tuple[Finding, ...]:
    if result is None:
        return ()
    own = [
        f for f in result.findings if f.subject.type == kind and f.subject.id == id and f.outcome in _ASKING
    ]
    return tuple(gravest_first(own))
