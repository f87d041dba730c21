"""Waiving a finding: by name, with a reason, until a day."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input, Static

from takehold.engine.calendar import say_date
from takehold.engine.casefile.cells import Unfit, date_of
from takehold.engine.result import Finding

from ..widgets.plain import Plain
from .window import Window


class Waiving(Window[object]):
    """Who decides to live with it, why, and until when."""

    HELP = (
        "A waiver hides nothing: the verdict is given with it and without, and the waiver is listed with its reason and "
        "its last day. It is written to waivers.toml beside the case."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Leave it", id="close"),
        Binding("ctrl+s", "waive", "Waive it", id="waive", priority=True),
    ]

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._finding = finding

    def _latest(self) -> dt.date:
        result = self.guide.result
        start = result.as_of if result else dt.date.min
        return start + dt.timedelta(days=self.guide.judge.ruleset.max_waiver_days)

    def body(self) -> ComposeResult:
        """What is waived, and three answers."""
        with VerticalScroll(classes="window"):
            yield Plain(self._finding.message, classes="lead")
            yield Static("Why can the service live with it?", classes="asked")
            yield Input(placeholder="for example the night bank staff begin on 1 December", id="reason")
            yield Static("Who decides that? A person or a post.", classes="asked")
            yield Input(placeholder="for example Registered Manager", id="by")
            yield Static(f"Until which day? At the latest {say_date(self._latest())}.", classes="asked")
            yield Input(placeholder="for example 2026-12-31", id="until")
            yield Plain("", classes="wrong")
            with Horizontal(classes="buttons"):
                yield Button("Waive it", id="waive")
                yield Button("Leave it", id="leave")

    def on_mount(self) -> None:
        """Begin at the reason."""
        self.query(Input).first().focus()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == "until":
            self.action_waive()
        else:
            self.focus_next()

    @on(Button.Pressed, "#waive")
    def action_waive(self) -> None:
        """Waive it, if all three are answered."""
        reason, by, until = (
            self.query_one(f"#{id}", Input).value.strip() for id in ("reason", "by", "until")
        )
        try:
            if not reason or not by:
                raise Unfit("A waiver needs a reason and somebody who decides it")
            if not until:
                raise Unfit(f"Say until which day: at the latest {say_date(self._latest())}")
            last = date_of(until)
            if last > self._latest():
                raise Unfit(f"The rules allow no later day than {say_date(self._latest())}")
        except Unfit as error:
            wrong = self.query_one(".wrong", Static)
            wrong.update(f"✗ {error}")
            self.call_after_refresh(wrong.scroll_visible, animate=False)
            return
        subject = self._finding.subject.id
        self.guide.work_in_hand.waive(self._finding.check, subject, reason=reason, by=by, until=last)
        self.guide.changed()
        self.dismiss()

    @on(Button.Pressed, "#leave")
    def action_close(self) -> None:
        """Leave it as it is."""
        self.dismiss()
