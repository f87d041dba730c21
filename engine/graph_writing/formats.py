"""Which formats the graph can be written in, and what each needs of the drawing."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

import attrs

from ..bundles import SINGLY
from ..edges import Node, NodeKind
from ..errors import UsageError
from ..names import hint
from .drawing import COLUMNS, FINEST, Drawing, Part, Room, draw, fitting

if TYPE_CHECKING:
    from ..view import ServiceView

FORMATS: Final = ("text", "mermaid", "dot", "graphml", "json", "gsn")
"""Each is written by the module of its name."""

_FOR_PROGRAMS: Final = frozenset({"graphml", "json"})
_SUPPORT_ONLY: Final = frozenset({"gsn"})
_SUPPORT: Final = (NodeKind.CLAIM, NodeKind.RECORDS, NodeKind.MEASURE, NodeKind.VARIATION)


@attrs.frozen(kw_only=True)
class Options:
    """Which part to show, how fine (None: as fine as there is room for), and for how wide a terminal."""

    claim: str | None = None
    around: str | None = None
    depth: int = 1
    by: tuple[str, ...] | None = None
    records: bool = False
    width: int = 80


class Writer(Protocol):
    """A module that writes drawings in a format."""

    def write(self, drawing: Drawing) -> str:
        """The whole drawing. Raises UsageError where it cannot be shown in this format."""
        ...


def render(service: ServiceView, format: str, options: Options | None = None) -> str:
    """A service's graph in one format. Raises UsageError for a claim, node or column that is none, or is not in that part."""
    chosen = options or Options()
    for column in chosen.by or ():
        if column not in COLUMNS:
            raise UsageError(f"records are not rolled up by {column!r}: choose from {', '.join(COLUMNS)}")
    claims = claims_of(service, chosen)
    around = named(service, chosen.around) if chosen.around is not None else None
    if format == "text" and around is None:
        from . import text

        return text.tree(service, claims, chosen)
    drawing = _drawing(service, format, chosen, claims, () if around is None else (around,))
    if around is not None and all(shown.node != around for shown in drawing.nodes):
        raise UsageError(_not_there(around, format, chosen))
    if format == "text" and around is not None:
        from . import text

        return text.neighbours(drawing, around, chosen)
    writer = cast(Writer, import_module(f".{format}", __package__))
    return writer.write(drawing)


def _not_there(around: Node, format: str, options: Options) -> str:
    """Why there is nothing to draw around a node that the graph has."""
    if format in _SUPPORT_ONLY and around.kind not in _SUPPORT:
        return f"{format} shows claims, measures and records: {around.id!r} is a {around.kind}, so ask for another format"
    return f"{around.id!r} has no part in what {options.claim!r} stands on: leave out --claim, or look around another"


def _drawing(
    service: ServiceView,
    format: str,
    options: Options,
    claims: tuple[str, ...] | None,
    around: tuple[Node, ...],
) -> Drawing:
    kinds = _SUPPORT if format in _SUPPORT_ONLY else tuple(NodeKind)
    part = Part(claims=claims, around=around, depth=options.depth, kinds=kinds)
    if options.records:
        return draw(service, attrs.evolve(part, by=(SINGLY,)))
    if options.by is not None:
        return draw(service, attrs.evolve(part, by=options.by))
    if format in _FOR_PROGRAMS:
        return draw(service, attrs.evolve(part, by=FINEST))
    return fitting(service, part, Room())


def claims_of(service: ServiceView, options: Options) -> tuple[str, ...] | None:
    """The claim asked for with all that it rests on; None for all. Raises UsageError for one that is none."""
    if options.claim is None:
        return None
    known = service.claims_by_id
    if options.claim not in known:
        raise UsageError(f"there is no claim called {options.claim!r}{hint(options.claim, known)}")
    return tuple(sorted({options.claim, *service.graph.below(options.claim)}))


def named(service: ServiceView, name: str) -> Node:
    """The node that a name stands for, as an id or with its kind before it: `claim:c1`, `document:Audit book`.

    Raises UsageError where there is none, or several.
    """
    every = _by_name(service)
    kind, _, own = name.partition(":")
    if own and kind in set(NodeKind):
        found = [node for node in every.get(own, ()) if node.kind == kind]
    else:
        found = every.get(name, [])
    if not found:
        raise UsageError(f"nothing in the graph is called {name!r}{hint(name, every)}")
    if len(found) > 1:
        choices = ", ".join(f"{node.kind}:{node.id}" for node in found)
        raise UsageError(f"{name!r} stands for several things: say which one ({choices})")
    return found[0]


def _by_name(service: ServiceView) -> Mapping[str, list[Node]]:
    every: dict[str, list[Node]] = {}
    for kind in NodeKind:
        ids = service.row_of if kind is NodeKind.RECORDS else service.graph.nodes(kind)
        for id in ids:
            every.setdefault(id, []).append(Node(kind, id))
    return every
