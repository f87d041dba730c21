"""There is a registered manager, or steps are being taken."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, concern, met, not_met
from takehold.engine.model import Gate
from takehold.engine.result import Severity
from takehold.engine.view import ServiceView

from .bases import Gatekeeper, about


class RegisteredManagerInPost(Gatekeeper):
    """There is a registered manager, or steps are being taken.

    Establishes: That somebody is registered to manage the service or, while the post is vacant, that something is done about it.
    Why it matters: Without a registered manager and without steps towards one, how a service is led cannot be judged good.
    How it decides: Met where each row of kind registered-manager is done: the manager is registered. A concern where one is not, and
        steps says what is being done. Not met where nothing is. Where there is no row, nobody can tell.
    What to do: Write under steps what is being done to fill the post, and under done the day the manager was registered.
    """

    id = "registered-manager-in-post"
    severity = Severity.BLOCKER
    kind = "registered-manager"
    noun = "registered manager"
    every_service = True

    def judge_rows(self, service: ServiceView, gates: tuple[Gate, ...]) -> Judgement:
        """Judge the rows."""
        vacant = [gate for gate in gates if gate.done is None]
        figures = {"rows": len(gates), "vacant": len(vacant)}
        if not vacant:
            return met("A registered manager is in post", figures=figures, about=about(gates))
        since = min((gate.since for gate in vacant if gate.since is not None), default=None)
        what = f"The post is vacant{f' since {say_date(since)}' if since else ''}"
        if all(gate.steps for gate in vacant):
            told = "; ".join(gate.steps for gate in vacant if gate.steps)
            return concern(
                f"{what}; steps are being taken: {told}",
                "Write under done the day the new manager is registered",
                figures=figures,
                about=about(vacant),
            )
        return not_met(
            f"{what}, and nothing says what is being done about it",
            "Write under steps what is being done to fill the post, and by when",
            figures=figures,
            about=about(vacant),
        )
