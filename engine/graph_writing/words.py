"""What each node of the graph is called, in the service's own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ..calendar import say_date
from ..edges import Node, NodeKind
from ..measure.say import counted
from ..view.places import Place

if TYPE_CHECKING:
    from ..bundles import Bundle
    from ..view import ServiceView

_NAMED = {"team": "team_name", "shift": "shift_name"}


class Words:
    """The words of a service's nodes; `bundles` are its records by the id of their node."""

    def __init__(self, service: ServiceView, bundles: Mapping[str, Bundle]) -> None:
        self.service = service
        self.bundles = bundles
        case = service.case
        self._rows: dict[str, dict[str, Any]] = {
            table: {row.id: row for row in getattr(case, table)}
            for table in ("claims", "measures", "priorities", "actions", "reviews", "monitoring", "variation")
        }
        self._say: Mapping[NodeKind, Callable[[str], str]] = {
            NodeKind.CLAIM: self._claim,
            NodeKind.MEASURE: self._measure,
            NodeKind.RECORDS: self._records,
            NodeKind.DOCUMENT: str,
            NodeKind.RECORDER: str,
            NodeKind.PROBLEM: lambda id: str(self._row(id).problem),
            NodeKind.CAUSE: lambda id: str(self._row(id).cause),
            NodeKind.ACTION: lambda id: f"{id}: {self._rows['actions'][id].text}",
            NodeKind.CHECK: self._check,
            NodeKind.OUTCOME: self._outcome,
            NodeKind.REVIEW: self._review,
            NodeKind.MONITORING: self._monitoring,
            NodeKind.VARIATION: self._variation,
        }

    def title(self, node: Node) -> str:
        """What a node is called."""
        return self._say[node.kind](node.id)

    def records(self, node: Node) -> int:
        """How many records a node stands for."""
        return len(self.bundles[node.id]) if node.kind is NodeKind.RECORDS else 0

    def _row(self, id: str) -> Any:
        table, _, own = id.partition("/")
        return self._rows[table][own]

    def _claim(self, id: str) -> str:
        return f"{id}: {self._rows['claims'][id].statement}"

    def _measure(self, id: str) -> str:
        return str(self._rows["measures"][id].name or id)

    def _records(self, id: str) -> str:
        bundle = self.bundles[id]
        if len(bundle) == 1:
            return f"{id}: {self.single(id)}"
        shared = self.shared(bundle.shared)
        return f"{counted(len(bundle), 'record')}{': ' if shared else ''}{shared}"

    def single(self, id: str) -> str:
        """One record: its kind, day, place and result."""
        found = self.service.named((id,))
        row = self.service.table.row(int(found.rows[0]), named=True)
        words = [row["kind"], say_date(row["date"])]
        place = Place(row["team"], row["shift"])
        if place != Place():
            words.append(self.service.place_name(place))
        if row["result"]:
            words.append(row["result"])
        return ", ".join(words)

    def shared(self, columns: Mapping[str, str | None]) -> str:
        """What some records share, as people know it: audit, Elm, Nights, June 2026."""
        words = []
        for column, value in columns.items():
            if value is not None and column != "record":
                words.append(getattr(self.service, _NAMED[column])(value) if column in _NAMED else value)
        return ", ".join(words)

    def _check(self, id: str) -> str:
        table, _, own = id.partition("/")
        if table == "claims":
            return f"What was recorded since the change ({own})"
        row = self._row(id)
        return f"{own} checked on {say_date(row.checked_on)}"

    def _outcome(self, id: str) -> str:
        table, _, own = id.partition("/")
        return f"Records that support {own}" if table == "claims" else f"{own}: {self._row(id).outcome}"

    def _review(self, id: str) -> str:
        row = self._rows["reviews"][id]
        found = f": {row.finding}" if row.finding else ""
        return f"{id}, {row.level} review of {say_date(row.date)}{found}"

    def _monitoring(self, id: str) -> str:
        row = self._rows["monitoring"][id]
        return f"{id}: {row.trigger or row.indicator or 'what would show that it slips'}"

    def _variation(self, id: str) -> str:
        row = self._rows["variation"][id]
        why = f": {row.explanation}" if row.explanation else ""
        return f"{self.service.place_name(Place(row.team, row.shift))}{why}"
