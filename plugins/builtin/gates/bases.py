"""What the four gates share: their rows, and where those stand on the day of the assessment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, ServiceCheck, insufficient, not_applicable
from takehold.engine.measure.say import listed
from takehold.engine.model import Gate
from takehold.engine.view import ServiceView

_LATE_SHOWN = 4


def rows_of(service: ServiceView, kind: str) -> tuple[Gate, ...]:
    """The rows of one kind, in the order of the table."""
    return tuple(gate for gate in service.case.gates if gate.kind == kind)


def about(gates: Sequence[Gate]) -> tuple[tuple[str, str], ...]:
    """The rows, so that a reader can open the file at them."""
    return tuple(("gates", gate.id) for gate in gates)


def named(gates: Sequence[Gate]) -> str:
    """Rows in words: n1 (fall with fracture, due 3 June 2026)."""

    def one(gate: Gate) -> str:
        due = f"due {say_date(gate.due)}" if gate.due is not None else None
        told = ", ".join(filter(None, (gate.what, due)))
        return f"{gate.id} ({told})" if told else gate.id

    return listed([one(gate) for gate in gates], most=_LATE_SHOWN)


def overdue(service: ServiceView, gates: Sequence[Gate]) -> list[Gate]:
    """Those not done whose day has passed; one is due until the end of its day."""
    return [g for g in gates if g.done is None and g.due is not None and g.due < service.as_of]


def undated(gates: Sequence[Gate]) -> list[Gate]:
    """Those not done that say no day."""
    return [gate for gate in gates if gate.done is None and gate.due is None]


def late(gates: Sequence[Gate]) -> list[Gate]:
    """Those done after their day."""
    return [g for g in gates if g.done is not None and g.due is not None and g.done > g.due]


class Gatekeeper(ServiceCheck):
    """A check of one kind of gate; `every_service` says that each service has it, so that no row is no answer."""

    family = "gates"
    every_service: ClassVar[bool] = False
    kind: ClassVar[str]
    noun: ClassVar[str]

    def judge(self, service: ServiceView, /) -> Judgement:
        """Judge the rows of a gate's kind by `judge_rows`, where there are any."""
        gates = rows_of(service, self.kind)
        if gates:
            return self.judge_rows(service, gates)
        if service.case.gates and not self.every_service:
            return not_applicable(f"The gates table names no {self.noun}")
        return insufficient(
            f"The gates table has no row for a {self.noun}"
            if service.case.gates
            else "There is no gates table",
            f"Enter a row of kind {self.kind} under gates",
        )

    def judge_rows(self, service: ServiceView, gates: tuple[Gate, ...]) -> Judgement:
        """Judge the rows."""
        raise NotImplementedError
