"""The graph as a tree on a terminal: each claim, what it stands on, what is weak about it, and where its story breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from ..bundles import Bearing, Bundle, bundles, everything
from ..calendar import say_date
from ..edges import EdgeKind, Node, NodeKind
from ..measure.say import counted, listed
from ..view.thread import Hold, golden_thread
from .branches import Branch, drawn
from .doubting import doubts
from .drawing import Drawing
from .words import Words

if TYPE_CHECKING:
    from ..view import ClaimView, ServiceView
    from .formats import Options

_BORNE: Final[Mapping[Bearing, str]] = {
    Bearing.SUPPORTS: "Supported by",
    Bearing.CONTRADICTS: "Contradicted by",
    Bearing.BASELINE_OF: "How it was before:",
    Bearing.CONTEXT_OF: "Context:",
}
_WORDS: Final[Mapping[EdgeKind, str]] = {
    EdgeKind.BASELINE_OF: "baseline of",
    EdgeKind.CONTEXT_OF: "context of",
}


def tree(service: ServiceView, claims: Sequence[str] | None, options: Options) -> str:
    """What each claim stands on."""
    told = [claim.id for claim in service.case.claims if claims is None or claim.id in claims]
    title = f"{service.case.service.name}, as at {say_date(service.as_of)}: what each claim stands on"
    lines = list(drawn(Branch(title), options.width))
    for id in told:
        lines += ["", *drawn(_Claim(service, id, options).branch(), options.width)]
    if claims is None:
        lines += ["", *drawn(_service(service), options.width)]
    return "\n".join(lines) + "\n"


def _service(service: ServiceView) -> Branch:
    graph, said = service.graph, []
    if unsupported := graph.unsupported():
        said.append(f"Nothing supports {listed(unsupported)}")
    said += [
        f"Claims stand on each other in a circle: {' on '.join([*circle, circle[0]])}"
        for circle in graph.circles()
    ]
    if idle := graph.records_serving_no_claim():
        verb = "serves" if len(idle) == 1 else "serve"
        said.append(f"{counted(len(idle), 'record')} {verb} no claim: {listed(idle, most=8)}")
    return Branch(
        "The service as a whole",
        [Branch(words) for words in said or ["Every claim has support, and every record serves one"]],
    )


@attrs.frozen
class _Claim:
    """The branches of one claim."""

    service: ServiceView
    id: str
    options: Options

    def branch(self) -> Branch:
        view = self.service.claim(self.id, self.service.terms)
        more = [
            *self._records(),
            *self._rests(view),
            *self._story(view),
            *self._plan(view),
        ]
        if found := doubts(self.service, self.id):
            more.append(Branch("Look at", [Branch(words) for words in found]))
        return Branch(f"{self.id}  {view.claim.statement} (says {view.claim.stage})", more)

    def _records(self) -> Iterator[Branch]:
        borne = {self.id: everything(self.service, (self.id,))[self.id]}
        columns = self.options.by if self.options.by is not None else ("kind",)
        found = bundles(self.service, borne, borne[self.id][0], columns)
        words = Words(self.service, {})
        for bearing, said in _BORNE.items():
            of = [bundle for bundle in found if bundle.bearings == ((self.id, bearing),)]
            if of:
                n = counted(sum(map(len, of)), "record")
                sources = self._lines() if bearing is Bearing.SUPPORTS else ""
                yield Branch(f"{said} {n}{sources}", list(self._rolls(of, columns, words)))

    def _lines(self) -> str:
        n = self.service.graph.lines_of_support(self.id).by_both
        return f", at most {n} of which share neither document nor recorder" if n > 1 else ""

    def _rolls(self, found: Sequence[Bundle], columns: Sequence[str], words: Words) -> Iterator[Branch]:
        """The rolls under each other, a column at a time."""
        if not columns:
            yield from self._single(found, words)
            return
        first, *rest = columns
        apart: dict[str | None, list[Bundle]] = {}
        for bundle in found:
            apart.setdefault(bundle.shared[first], []).append(bundle)
        for value, of in sorted(apart.items(), key=lambda pair: (-sum(map(len, pair[1])), pair[0] or "")):
            name = words.shared({first: value}) if value is not None else f"no {first}"
            yield Branch(f"{name}: {_count(of)}", list(self._rolls(of, rest, words)))

    def _single(self, found: Sequence[Bundle], words: Words) -> Iterator[Branch]:
        if self.options.records:
            for bundle in found:
                for id in bundle.records.ids():
                    yield Branch(f"{id}  {words.single(id)}")

    def _rests(self, view: ClaimView) -> Iterator[Branch]:
        for other in view.claim.rests_on:
            yield Branch(f"Rests on {other}")
        if view.claim.measure is not None:
            measure = self.service.measures[view.claim.measure]
            yield Branch(f"Measured by {measure.name or measure.id}")

    def _story(self, view: ClaimView) -> Iterator[Branch]:
        parts = golden_thread(view)
        broken = [part for part in parts if part.hold is not Hold.THERE]
        if not broken:
            yield Branch("Its story holds from problem to review")
            return
        said = [f"{part.link} {part.hold}" for part in broken]
        yield Branch(f"Its story, from problem to review, breaks: {listed(said)}")

    def _plan(self, view: ClaimView) -> Iterator[Branch]:
        if view.actions:
            yield Branch(f"Actions: {listed([action.id for action in view.actions])}")
        if view.reviews:
            newest = max(review.date for review in view.reviews)
            yield Branch(f"{counted(len(view.reviews), 'review')}, the newest of {say_date(newest)}")
        for watch in view.monitoring:
            yield Branch(
                f"Watched by {watch.id}: {watch.trigger or watch.indicator or 'nothing is said of how'}"
            )
        for row in view.variation:
            yield Branch(
                f"Said to be weaker: {Words(self.service, {}).title(Node(NodeKind.VARIATION, row.id))}"
            )


def _count(found: Sequence[Bundle]) -> str:
    """How many records, and from when to when."""
    first = min(day for bundle in found if (day := bundle.records.first_day))
    last = max(day for bundle in found if (day := bundle.records.last_day))
    span = say_date(first) if first == last else f"{say_date(first)} to {say_date(last)}"
    return f"{sum(map(len, found)):,}, {span}"


def neighbours(drawing: Drawing, start: Node, options: Options) -> str:
    """A node, and what it is joined to, as far as the drawing goes; each node once, where it is nearest."""
    titles = {shown.node: shown.title for shown in drawing.nodes}
    beside: dict[Node, list[tuple[str, Node]]] = {node: [] for node in titles}
    for edge in drawing.edges:
        count = f" ({edge.records})" if edge.records > 1 else ""
        beside[edge.start].append((f"{edge.kind}{count} →", edge.end))
        beside[edge.end].append((f"← {edge.kind}{count}", edge.start))
    branch = Branch(titles[start])
    seen, rim = {start}, [(start, branch)]
    while rim:
        node, under = rim.pop(0)
        for words, other in beside[node]:
            if other not in seen:
                seen.add(other)
                found = Branch(f"{words} {other.kind} {titles[other]}")
                under.below.append(found)
                rim.append((other, found))
    return "\n".join(drawn(branch, options.width)) + "\n"
