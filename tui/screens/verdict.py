"""The verdict: readiness, and for each claim its ladder, places, chart, path and evidence."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import DataTable, OptionList, Static, TabbedContent, TabPane, Tree
from textual.widgets.option_list import Option

from takehold.engine.picture import ClaimPicture
from takehold.engine.result import ClaimVerdict, Subject

from ..viewmodel import places
from ..viewmodel.chart import KEY as CHART_KEY
from ..viewmodel.chart import chart
from ..viewmodel.evidence import Branch, tree
from ..viewmodel.ladder import ladder, outside
from ..viewmodel.path import NO_NEED, NO_SMALLER, NOT_YET, path, path_said, smaller
from ..viewmodel.strip import claim_said, readiness_said
from ..viewmodel.words import lines, shown
from ..widgets.heatmap import HeatMapTable
from ..widgets.ladder import rungs
from ..widgets.lines import Lines
from .acting import acting
from .exporting import Exporting
from .form import Form
from .narrowing import Narrowing
from .step import Step


class Verdict(Step):
    """Everything the Result says, a claim at a time."""

    STEP = "The verdict"
    HELP = (
        "How the case stands and why. [ and ] go from claim to claim; the keys 1 to 6 (or the tabs) show its ladder, the "
        "map of its places, its chart, the path to the stage that is needed, its evidence, and the words for a smaller "
        "claim. x takes the verdict away as a workbook, a web page or another file."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket", "claim(-1)", "Claim before", id="before", key_display="["),
        Binding("right_square_bracket", "claim(1)", "Next claim", id="after", key_display="]"),
        *(
            Binding(str(n), f"tab('{name}')", words, id=f"tab-{name}", show=False, tooltip=f"Show: {words}")
            for n, (name, words) in enumerate(
                (
                    ("ladder", "the ladder"),
                    ("places", "the map of places"),
                    ("chart", "the chart"),
                    ("path", "the path"),
                    ("evidence", "the evidence"),
                    ("smaller", "a smaller claim"),
                ),
                1,
            )
        ),
        Binding(
            "n", "narrow", "Narrow it", id="narrow", tooltip="Narrow this claim to what its evidence shows"
        ),
        Binding("x", "export", "Take it away", id="export", tooltip="Write it as a workbook, a web page …"),
    ]
    left = "verdict"

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    def body(self) -> ComposeResult:
        """The sentence, and the tabs."""
        yield Static(id="lead", classes="lead")
        with TabbedContent(initial="ladder"):
            with TabPane("1 Ladder", id="ladder"), VerticalScroll():
                yield Static(id="rungs")
            with TabPane("2 Places", id="places"):
                yield HeatMapTable()
            with TabPane("3 Chart", id="chart"), VerticalScroll():
                yield Static(id="drawn")
            with TabPane("4 Path", id="path"):
                yield Lines(id="steps", enter="Act")
            with TabPane("5 Evidence", id="evidence"):
                yield Tree("What bears on the claim", id="tree")
            with TabPane("6 Smaller", id="smaller"), VerticalScroll():
                yield Static(id="narrowed")

    def on_mount(self) -> None:
        """Show the first claim."""
        super().on_mount()

    def claim(self) -> ClaimVerdict | None:
        """The claim shown."""
        result = self.guide.result
        if result is None or not result.claims:
            return None
        self._at = min(self._at, len(result.claims) - 1)
        return result.claims[self._at]

    def _picture(self) -> ClaimPicture | None:
        claim, result = self.claim(), self.guide.result
        found = result.pictures if result else ()
        return next((one for one in found if claim is not None and one.claim == claim.id), None)

    def show(self) -> None:
        """Everything anew."""
        result, claim = self.guide.result, self.claim()
        if result is None or claim is None:
            empty = (
                result.verdict.summary
                if result
                else "Nothing can be judged yet: add a claim and a dated record"
            )
            self.query_one("#lead", Static).update(shown(empty))
            return
        of = f"{self._at + 1} of {len(result.claims)}"
        self.query_one("#lead", Static).update(
            lines(
                shown(f"{readiness_said(result)}. {result.verdict.summary}.", "bold"),
                *(shown(f"✗ Besides the claims: {finding.message}") for finding in outside(result)),
                shown(f"Claim {of}: {claim.id}  {claim.statement}"),
                shown(f"It {claim_said(claim)}"),
            )
        )
        self.query_one("#rungs", Static).update(rungs(ladder(result, self.guide.judge.method, claim.id)))
        self.query_one(HeatMapTable).show(
            places.heat_map(self._picture(), max((self.size.width - 62) // 9, 2))
        )
        self._chart()
        self._path(claim)
        self._tree()
        self._smaller(claim)

    def _chart(self) -> None:
        drawn = chart(self._picture(), self.size.width - 6, max(self.size.height - 22, 8))
        self.query_one("#drawn", Static).update(lines(*drawn.lines, shown(CHART_KEY, "dim"), *drawn.notes))

    def on_resize(self) -> None:
        """The chart is as wide as there is room."""
        if self.is_mounted and self.query("#drawn"):
            self._chart()

    def _path(self, claim: ClaimVerdict) -> None:
        result = self.guide.result
        listed = self.query_one("#steps", OptionList)
        at = listed.highlighted
        rows = path(result, claim.id, self.guide.judge.method) if result else ()
        listed.set_options(
            Option(
                lines(f"{row.kind}: {row.what}", shown(f"    {row.when} · {row.title}", "dim")),
                f"{at}:{row.check}",
            )
            for at, row in enumerate(rows)
        )
        listed.add_option(Option(shown(path_said(claim, bool(rows), self.guide.path_known)), disabled=True))
        listed.highlighted = min(at or 0, len(rows) - 1) if rows else None

    def _tree(self) -> None:
        drawn: Tree[str] = self.query_one("#tree", Tree)
        drawn.clear()
        drawn.root.expand()
        for branch in tree(self._picture()):
            self._grow(drawn, branch)

    def _grow(self, drawn: Tree[str], branch: Branch) -> None:
        way = drawn.root.add(shown(branch.words), expand=len(branch.branches) > 0)
        for group in branch.branches:
            node = way.add(shown(group.words))
            for id, line in group.leaves:
                node.add_leaf(shown(line), data=id)

    def _smaller(self, claim: ClaimVerdict) -> None:
        row = next((one for one in self.guide.work_in_hand.case.claims if one.id == claim.id), None)
        if row is None:
            return
        teams = "; ".join(row.teams or ()) or "all"
        found = smaller(claim, teams, "; ".join(row.shifts or ()) or "all")
        drawn = Text(NO_NEED)
        if not self.guide.path_known and claim.position != "supported":
            drawn = Text(NOT_YET)
        elif found is not None:
            drawn = lines(
                shown("What today's evidence supports:", "bold"),
                found.says,
                found.statement,
                "",
                "n takes it up",
            )
        elif claim.position != "supported":
            drawn = Text(NO_SMALLER)
        self.query_one("#narrowed", Static).update(drawn)

    @on(Tree.NodeSelected)
    def _record(self, event: Tree.NodeSelected[str]) -> None:
        if event.node.data is not None:
            self.app.push_screen(Form("evidence", event.node.data))

    @on(OptionList.OptionSelected, "#steps")
    def _step(self, event: OptionList.OptionSelected) -> None:
        """What can be done about the check that a step is for."""
        claim, result = self.claim(), self.guide.result
        check = (event.option.id or "").partition(":")[2]
        for finding in result.findings if result is not None and claim is not None else ():
            if finding.check == check and claim is not None and finding.subject == Subject("claim", claim.id):
                self.app.push_screen(acting(self.guide, finding))

    @on(DataTable.RowSelected)
    def _spot(self, event: DataTable.RowSelected) -> None:
        self.guide.say(self.query_one(HeatMapTable).said(event.cursor_row))

    def action_claim(self, by: int) -> None:
        """Another claim."""
        result = self.guide.result
        if result is not None and result.claims:
            self._at = (self._at + by) % len(result.claims)
            self.show()

    def action_tab(self, name: str) -> None:
        """Another tab, with the keys going to what is in it."""
        self.query_one(TabbedContent).active = name
        inside = self.query_one(f"#{name}", TabPane).query("DataTable, OptionList, Tree, VerticalScroll")
        if inside:
            inside.first().focus()

    def action_narrow(self) -> None:
        """Narrow this claim."""
        claim = self.claim()
        if claim is not None:
            self.app.push_screen(Narrowing(claim.id))

    def action_export(self) -> None:
        """Take the verdict away."""
        self.app.push_screen(Exporting())
