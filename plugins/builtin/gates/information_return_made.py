"""The information return was made."""

from __future__ import annotations

from takehold.engine.check import Judgement, concern, insufficient, met, not_met
from takehold.engine.model import Gate
from takehold.engine.result import Severity
from takehold.engine.view import ServiceView

from .bases import Gatekeeper, about, late, named, overdue, undated


class InformationReturnMade(Gatekeeper):
    """The information return was made.

    Establishes: That every information return the regulator asked for was sent by its day.
    Why it matters: A return that is not made holds down the judgement of how a service is led, whatever else is good.
    How it decides: Met where each row of kind information-return is done by its day, or is not yet due. A concern where one was
        sent late. Not met where one is past its day and not sent. Where no row or no day is given, nobody can tell.
    What to do: Send the return, and write under done the day it went.
    """

    id = "information-return-made"
    severity = Severity.BLOCKER
    kind = "information-return"
    noun = "information return"
    every_service = True

    def judge_rows(self, service: ServiceView, gates: tuple[Gate, ...]) -> Judgement:
        """Judge the rows."""
        missing, open_ended = overdue(service, gates), undated(gates)
        figures = {"rows": len(gates), "overdue": len(missing), "late": len(late(gates))}
        if missing:
            return not_met(
                f"Not sent: {named(missing)}",
                "Send it today, and write under done the day it went",
                figures=figures,
                about=about(missing),
            )
        if open_ended:
            return insufficient(
                f"{named(open_ended)} gives no day by which it was due, so nobody can tell whether it is late",
                "Write under due by when it is to be sent, or under done when it was",
                figures=figures,
                about=about(open_ended),
            )
        if behind := late(gates):
            return concern(
                f"Sent, but late: {named(behind)}",
                "Agree who sends the next one, and who looks that it went",
                figures=figures,
                about=about(behind),
            )
        return met(
            "Every information return was sent by its day, or is not due yet",
            figures=figures,
            about=about(gates),
        )
