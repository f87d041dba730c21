"""Looking at records: those a finding rests on, and those that could be linked."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from takehold.engine.model import Case, columns

from ..viewmodel.search import record_line, search
from ..viewmodel.words import bold, said, shown
from ..widgets.lines import Lines, Sought
from ..widgets.plain import Plain
from .form import Form
from .window import Window


class Records(Window[None]):
    """Some records, and the one under the cursor in full."""

    HELP = (
        "The records a finding rests on: those that speak against it first, marked －. Enter opens one to correct it; "
        "below stands everything the record says, and where in which file."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", id="close")]

    def __init__(self, title: str, ids: tuple[str, ...], against: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._heading, self._ids, self._against = title, ids, against

    def body(self) -> ComposeResult:
        """The list, and one record."""
        with Vertical(classes="window"):
            yield Plain(f"{self._heading} ({len(self._ids)})", classes="asked")
            yield Lines(id="records", enter="Correct it")
            with VerticalScroll():
                yield Static(id="record")

    def on_mount(self) -> None:
        """List them."""
        self.show_again()

    def show_again(self) -> None:
        """List them as they stand."""
        import polars as pl

        evidence = self.guide.work_in_hand.case.evidence
        rows = {row["id"]: row for row in evidence.filter(pl.col("id").is_in(self._ids)).to_dicts()}
        listed = self.query_one(OptionList)
        at = listed.highlighted
        listed.set_options(
            Option(shown(f"{'－' if id in self._against else '＋'} {id}  {record_line(rows[id])}"), id)
            for id in self._ids
            if id in rows
        )
        listed.highlighted = at or 0

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one("#record", Static).update(
            record_said(self.guide.work_in_hand.case, event.option.id or "")
        )

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        self.app.push_screen(Form("evidence", event.option.id))

    def action_close(self) -> None:
        """Back to the screen."""
        self.dismiss()


def record_said(case: Case, id: str) -> Text:
    """Everything a record says, and where it stands."""
    import polars as pl

    found = case.evidence.filter(pl.col("id") == id).to_dicts()
    if not found:
        return Text("This record is no longer there")
    row = found[0]
    drawn = bold(f"{'stands in':>12}  ").append_text(shown(f"{row['file']} row {row['row']}")).append("\n")
    for column in columns("evidence"):
        if row[column.name] not in (None, [], ()):
            drawn.append(f"{column.name.replace('_', ' '):>12}  ", style="bold")
            drawn.append_text(shown(said(row[column.name]))).append("\n")
    return drawn


class PickRecord(Window[str | None]):
    """Choose a record that is there already, by words in it."""

    HELP = "Type a few words that stand in the record (a place, a date such as 2026-06, a kind), then choose it below."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="close"),
        Binding("down", "into", "Into the list", show=False, id="into"),
    ]

    def __init__(self, claim: str) -> None:
        super().__init__()
        self._claim = claim

    def body(self) -> ComposeResult:
        """A line to type in, and what was found."""
        with Vertical(classes="window"):
            yield Plain(f"Which record shows something of {self._claim}?", classes="asked")
            yield Sought("words in the record", enter="Into the list")
            yield Lines(id="records", enter="Link it")

    def on_mount(self) -> None:
        """Begin with the newest records that do not name the claim."""
        import polars as pl

        case = self.guide.work_in_hand.case
        other = ~pl.col("claims").list.contains(self._claim).fill_null(False)
        newest = case.evidence.filter(other).sort("date", descending=True).head(60)
        self._show([(row["id"], record_line(row)) for row in newest.to_dicts()])
        self.query_one(Input).focus()

    def _show(self, rows: list[tuple[str, str]]) -> None:
        listed = self.query_one(OptionList)
        listed.set_options(Option(shown(f"{id}  {line}"), id) for id, line in rows)
        listed.highlighted = 0 if rows else None

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        guide = self.guide
        if event.value.strip():
            hits = search(guide.work_in_hand.case, guide.judge.method, event.value)
            self._show([(hit.id, hit.line) for hit in hits if hit.kind == "evidence"])

    @on(Input.Submitted)
    def action_into(self) -> None:
        """From the line to the list."""
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_close(self) -> None:
        """Choose none."""
        self.dismiss(None)
