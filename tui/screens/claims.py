"""What the service says has improved: its claims, each with where it stands."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from takehold.engine.result import ClaimVerdict

from ..viewmodel.ladder import ladder
from ..viewmodel.strip import claim_said
from ..viewmodel.words import lines, shown
from ..widgets.ladder import rungs
from ..widgets.lines import Lines
from .confirming import Confirm
from .criteria import Criteria
from .question import Question
from .step import Step


class Claims(Step):
    """The claims, one under another."""

    STEP = "What you say has improved"
    HELP = (
        "Each claim is one thing you say has improved. Enter looks at what its records show, criterion by criterion; "
        "e answers its questions; a begins a new one. On the ladder, the first bar is how far the evidence reaches and "
        "the second how far the claim says: where the second is longer, the claim goes further than its evidence."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add a claim", id="add", tooltip="Begin a new claim, question by question"),
        Binding("e", "questions", "Its questions", id="edit", tooltip="Answer the questions of this claim"),
        Binding("d", "take_out", "Take out", id="delete", tooltip="Take this claim out of the case"),
    ]
    left = "claims"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A claim is asked about or taken out where there is one."""
        return action not in ("questions", "take_out") or bool(self._under_cursor())

    def body(self) -> ComposeResult:
        """The list, and the ladder of the one under the cursor."""
        with Horizontal(classes="halves"):
            yield Lines(id="claims", classes="first", enter="Findings")
            with VerticalScroll(classes="second rungs"):
                yield Static(id="ladder")

    def show(self) -> None:
        """The claims as they stand."""
        listed = self.query_one(OptionList)
        at = listed.highlighted
        case = self.guide.work_in_hand.case
        listed.set_options(
            Option(
                lines(f"{claim.id}  {claim.statement}", shown(f"    {self._stands(claim.id)}", "dim")),
                claim.id,
            )
            for claim in case.claims
        )
        if not case.claims:
            listed.add_option(
                Option("There is no claim yet. Press a to say what has improved.", "", disabled=True)
            )
        else:
            listed.highlighted = min(at or 0, len(case.claims) - 1)
        self._ladder()

    def _verdict(self, id: str) -> ClaimVerdict | None:
        result = self.guide.result
        return next((one for one in result.claims if one.id == id), None) if result else None

    def _stands(self, id: str) -> str:
        verdict = self._verdict(id)
        return claim_said(verdict) if verdict else "not judged yet"

    def on_option_list_option_highlighted(self) -> None:
        """Draw the ladder of the claim under the cursor."""
        self._ladder()

    def _ladder(self) -> None:
        id, result = self._under_cursor(), self.guide.result
        drawn = Text("")
        if id and result is not None and self._verdict(id) is not None:
            drawn = rungs(ladder(result, self.guide.judge.method, id))
        self.query_one("#ladder", Static).update(drawn)

    def _under_cursor(self) -> str:
        listed = next(iter(self.query(OptionList)), None)
        at = listed.highlighted if listed is not None else None
        if listed is None or at is None or at >= listed.option_count:
            return ""
        return listed.get_option_at_index(at).id or ""

    def on_option_list_option_selected(self) -> None:
        """What the records show, by criterion."""
        if id := self._under_cursor():
            self.app.push_screen(Criteria(id))

    def action_questions(self) -> None:
        """Answer the questions of this claim."""
        if id := self._under_cursor():
            self.app.push_screen(Question(id))

    def action_add(self) -> None:
        """Begin a new claim."""
        self.app.push_screen(Question(None))

    def action_take_out(self) -> None:
        """Take this claim out, once that is confirmed."""
        id = self._under_cursor()

        def answered(yes: bool | None) -> None:
            if yes:
                self.guide.take_out("claims", id)

        if id:
            words = f"Take {id} out of the case? Ctrl+Z brings it back."
            self.app.push_screen(Confirm(words, "Take it out", "Leave it"), answered)
