"""No breach of a regulation is open."""

from __future__ import annotations

from takehold.engine.check import Judgement, met, not_met
from takehold.engine.model import Gate
from takehold.engine.result import Severity
from takehold.engine.view import ServiceView

from .bases import Gatekeeper, about, named


class BreachesClosed(Gatekeeper):
    """No breach of a regulation is open.

    Establishes: That every breach of a regulation that was found has been closed.
    Why it matters: While a breach is open the whole service is held down to requiring improvement.
    How it decides: Met where each row of kind breach is done: closed. Not met where one is open. Not applicable where the table
        names none.
    What to do: Put right what the breach names, have it confirmed, and write under done the day it was closed.
    """

    id = "breaches-closed"
    severity = Severity.BLOCKER
    kind = "breach"
    noun = "breach"

    def judge_rows(self, service: ServiceView, gates: tuple[Gate, ...]) -> Judgement:
        """Judge the rows."""
        still = [gate for gate in gates if gate.done is None]
        figures = {"rows": len(gates), "open": len(still)}
        if still:
            return not_met(
                f"Still open: {named(still)}",
                "Put it right, have it confirmed, and write under done the day it was closed",
                figures=figures,
                about=about(still),
            )
        return met("Every breach in the table is closed", figures=figures, about=about(gates))
