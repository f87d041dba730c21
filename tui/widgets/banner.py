"""The three lines at the top: where one is, the verdict as it stands, and what moved it last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from takehold.engine.calendar import say_date

from ..viewmodel.words import shown

if TYPE_CHECKING:
    from takehold.engine.result import Result


class Banner(Static):
    """Where one is in the walk, and how the case stands."""

    def show(self, *, service: str, step: str, result: Result | None, moved: str, state: str) -> None:
        """Draw it. `state` says whether the work is saved, and whether a verdict is being worked out."""
        top = Text().append(" takehold ", style="bold reverse")
        if service:
            top.append(" ").append_text(shown(service, "bold"))
        top.append(f" · {step}")
        if not service:
            self.update(top)
            return
        # Not before: the first screen of all has no verdict to show, and needs nothing that holds one.
        from ..viewmodel.strip import claims_said, readiness_said

        verdict = Text(" ").append_text(shown(readiness_said(result), "bold"))
        verdict.append(f" · {claims_said(result)}")
        if result is not None:
            verdict.append(f" · as at {say_date(result.as_of)}")
        verdict.append(f" · {state}", style="italic")
        last = shown(f" {moved}" if moved else " ")
        self.update(Text("\n").join([top, verdict, last]))
