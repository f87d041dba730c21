"""What was found of one claim, criterion by criterion up the ladder, and what can be done about each."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from takehold.engine.report.escape import clean
from takehold.engine.report.telling import place_said
from takehold.engine.result import CITED, ClaimVerdict, Finding, Outcome

from ..viewmodel.explain import would_ask
from ..viewmodel.ladder import BLOCKS, CheckRow, first_open, ladder, others, verdict_of
from ..viewmodel.strip import claim_said
from ..viewmodel.words import bold, shown
from ..widgets.lines import Lines
from ..widgets.plain import Plain
from .acting import acting
from .explaining import Explaining
from .question import Question
from .record import Records
from .step import Step


class Criteria(Step):
    """The findings of a claim, and the one under the cursor in full."""

    STEP = "What the records show"
    HELP = (
        "The criteria in the ladder's order, lowest rung first. Enter shows what can be done about the one under the "
        "cursor; o opens the records it rests on; f4 says why it is asked. Signs: ✓ met, ~ met with a reservation, ✗ not "
        "met, ? cannot be told from the records, - does not apply, w waived, ! the check itself failed."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "records", "Its records", id="records", tooltip="Open the records it rests on"),
        Binding("e", "questions", "Questions", id="edit", tooltip="Answer this claim's questions"),
        Binding(
            "n", "next_open", "Next open", id="next", tooltip="To the next criterion that stands in the way"
        ),
        Binding(
            "f4", "why", "Why", id="why", tooltip="Why it is asked, how it is decided, where it comes from"
        ),
    ]

    def __init__(self, claim: str) -> None:
        super().__init__()
        self.claim = claim
        self._placed = False

    @property
    def left(self) -> str:  # type: ignore[override]
        """How to come back to it."""
        return f"criteria:{self.claim}"

    def body(self) -> ComposeResult:
        """The criteria, and the one under the cursor."""
        yield Plain(id="lead", classes="note")
        with Horizontal(classes="halves"):
            yield Lines(id="checks", classes="first", enter="Act")
            with VerticalScroll(classes="second"):
                yield Static(id="finding")

    def show(self) -> None:
        """The criteria as they came out."""
        result = self.guide.result
        verdict = self._verdict()
        if result is None or verdict is None:
            self.query_one("#lead", Static).update("The verdict is being worked out …")
            return
        self.query_one("#lead", Static).update(f"{self.claim}  {claim_said(verdict)}")
        method = self.guide.judge.method
        stages = ladder(result, method, self.claim)
        rows: list[Option] = []
        for stage in stages:
            reached = "reached" if stage.reached else f"{stage.open} open"
            said = ", claimed" if stage.claimed else ""
            heading = bold(f"{stage.rank}. {stage.id}: {clean(stage.title)} ({reached}{said})")
            rows.append(Option(heading, f"stage:{stage.id}", disabled=True))
            rows += [Option(_line(row), row.id) for row in stage.checks]
        rows.append(Option(bold("Asked besides; no stage turns on these"), "stage:", disabled=True))
        rows += [Option(_line(row), row.id) for row in others(result, method, self.claim)]
        self._set(rows, first_open(stages))

    def _set(self, rows: list[Option], first: str | None) -> None:
        """Put the rows in, the cursor where it was; at the first open one to begin with."""
        listed = self.query_one(OptionList)
        at = self.check
        listed.set_options(rows)
        ids = [row.id for row in rows]
        wanted = at if self._placed and at in ids else first
        self._placed = True
        listed.highlighted = ids.index(wanted) if wanted in ids else 1
        self.call_after_refresh(listed.scroll_to_highlight)
        self._detail()

    @property
    def check(self) -> str:
        """The check under the cursor."""
        listed = self.query_one(OptionList)
        at = listed.highlighted
        return listed.get_option_at_index(at).id or "" if at is not None and at < listed.option_count else ""

    def _verdict(self) -> ClaimVerdict | None:
        try:
            return verdict_of(self.guide.result, self.claim) if self.guide.result else None
        except KeyError:
            return None

    def finding(self) -> Finding | None:
        """The finding under the cursor."""
        result, check = self.guide.result, self.check
        found = result.findings if result else ()
        return next((f for f in found if f.check == check and f.subject.id == self.claim), None)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._detail()

    def _detail(self) -> None:
        finding = self.finding()
        drawn = Text("")
        if finding is not None:
            drawn = finding_said(finding, would_ask(self.guide.judge.method, finding.check))
        self.query_one("#finding", Static).update(drawn)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        finding = self.finding()
        if finding is not None:
            self.app.push_screen(acting(self.guide, finding))

    def action_records(self) -> None:
        """The records it rests on."""
        finding = self.finding()
        if finding is None:
            return
        ids = (*finding.contradicting, *finding.supporting)
        if ids:
            self.app.push_screen(Records("The records it rests on", ids, finding.contradicting))
        else:
            self.guide.say("It rests on no record: on what the case says, or on what is not there")

    def action_questions(self) -> None:
        """Answer the claim's questions."""
        self.app.push_screen(Question(self.claim))

    def action_next_open(self) -> None:
        """To the next criterion that stands in the way."""
        listed = self.query_one(OptionList)
        order = [listed.get_option_at_index(at).id or "" for at in range(listed.option_count)]
        result = self.guide.result
        open_ = {
            f.check
            for f in (result.findings if result else ())
            if f.subject.id == self.claim and f.outcome in BLOCKS
        }
        at = listed.highlighted or 0
        ahead = [*range(at + 1, len(order)), *range(at + 1)]
        listed.highlighted = next((one for one in ahead if order[one] in open_), at)

    def action_why(self) -> None:
        """Why it is asked."""
        if self.check:
            self.app.push_screen(Explaining(self.check))


def _line(row: CheckRow) -> Text:
    drawn = bold(f"  {row.mark} ").append_text(shown(row.title))
    return drawn if row.finding.outcome is Outcome.MET else drawn.append(f": {row.word.lower()}", style="dim")


def _counted(cited: int) -> str:
    """How many records a finding cites: no more than so many are, the newest."""
    return f"the newest {cited}" if cited == CITED else str(cited)


def finding_said(finding: Finding, asks: str) -> Text:
    """A finding in full: what was found, what would settle it, what an assessor would ask, and where to look."""
    drawn = bold("Found: ").append_text(shown(finding.message)).append("\n")
    if finding.remedy:
        drawn.append("What would settle it: ", style="bold").append_text(shown(finding.remedy)).append("\n")
    if finding.waiver is not None:
        waived = (
            f"Waived by {finding.waiver.by} until {finding.waiver.until:%d %B %Y}: {finding.waiver.reason}"
        )
        drawn.append_text(shown(waived)).append("\n")
    if asks:
        drawn.append("An assessor would ask: ", style="bold").append_text(shown(asks)).append("\n")
    n, against = len(finding.supporting), len(finding.contradicting)
    if n or against:
        drawn.append(f"Records: {_counted(n)} for it, {_counted(against)} against it (o opens them)\n")
    elif finding.locations:
        drawn.append("Look in: ").append_text(shown(place_said(finding.locations[0]))).append("\n")
    return drawn
