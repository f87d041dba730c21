"""Every notifiable event was notified."""

from __future__ import annotations

from takehold.engine.check import Judgement, concern, insufficient, met, not_met
from takehold.engine.model import Gate
from takehold.engine.result import Severity
from takehold.engine.view import ServiceView

from .bases import Gatekeeper, about, late, named, overdue, undated


class NotificationsMade(Gatekeeper):
    """Every notifiable event was notified.

    Establishes: That the regulator was told of each event that it must be told of.
    Why it matters: A notification that is missing is itself a failing of how a service is led, and makes every other record doubtful.
    How it decides: Met where each row of kind notification is done by its day, or is not yet due. A concern where one was made
        late. Not met where one is past its day and not made. Not applicable where the table names none.
    What to do: Notify the event, and write under done the day it was notified.
    """

    id = "notifications-made"
    severity = Severity.BLOCKER
    kind = "notification"
    noun = "notification"

    def judge_rows(self, service: ServiceView, gates: tuple[Gate, ...]) -> Judgement:
        """Judge the rows."""
        missing, open_ended = overdue(service, gates), undated(gates)
        figures = {"rows": len(gates), "overdue": len(missing), "late": len(late(gates))}
        if missing:
            return not_met(
                f"Not notified: {named(missing)}",
                "Notify it today, and write under done the day it was notified",
                figures=figures,
                about=about(missing),
            )
        if open_ended:
            return insufficient(
                f"{named(open_ended)} gives no day by which it was due, so nobody can tell whether it is late",
                "Write under due by when it is to be notified, or under done when it was",
                figures=figures,
                about=about(open_ended),
            )
        if behind := late(gates):
            return concern(
                f"Notified, but late: {named(behind)}",
                "Agree who sends the next one, and who looks that it went",
                figures=figures,
                about=about(behind),
            )
        return met(
            "Every event in the table was notified by its day, or is not due yet",
            figures=figures,
            about=about(gates),
        )
