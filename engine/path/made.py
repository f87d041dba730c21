"""Made-up records: how they are shared between the moves that ask for them, and how they become columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np

from ..coding import out_of_hours
from ..ledger import ARRAYS, BLANK, GROUP_CODE, KIND_CODE, Ledger, Words
from ..model import GROUP_OF, OVERSIGHT, PRESSURE, RESULTS
from .moves import Where

if TYPE_CHECKING:
    from ..measure.value import Gauge
    from .world import Base

KIND_OF: Final = {
    "audit": "audit",
    "observation": "observation",
    "staff": "staff-knowledge",
    "records": "care-record",
    "experience": "feedback",
    "outcomes": "outcome",
}
"""The kind of record that stands for its group."""

_UNCONDITIONED: Final = ("experience", "outcomes")
"""Groups over which no condition is judged; a record of one has no figure in the claim's measure."""


@attrs.define
class Made:
    """One record that nobody has made yet. Its figure is in the claim's measure unless it is what people report."""

    day: dt.date
    good: bool = True
    kind: str | None = None
    team: str | None = None
    shift: str | None = None
    conditions: dict[str, str] = attrs.field(factory=dict)
    late_day: bool = False

    @property
    def group(self) -> str | None:
        """Its group of evidence, None while it may be of any."""
        return GROUP_OF[self.kind] if self.kind is not None else None

    def take(self, where: Where, late_shift: str | None) -> bool:
        """Become a record that a move asks for too, if it can be; gives whether it is one now."""
        shift = where.shift or (late_shift if where.late else None)
        if where.late and shift is None and not self.late_day:
            return False
        for own, asked in ((self.team, where.team), (self.shift, shift)):
            if asked is not None and own not in (None, asked):
                return False
        if not self._may_be(where.group):
            return False
        conditions = dict([where.condition]) if where.condition else {}
        if any(self.conditions.get(column, word) != word for column, word in conditions.items()):
            return False
        self.team = self.team or where.team
        self.shift = self.shift or shift
        self.conditions |= conditions
        if where.group is not None:
            self.kind = self.kind or KIND_OF[where.group]
        return True

    def _may_be(self, group: str | None) -> bool:
        """Whether it is of a group asked for, or could be; what people report is no check, nor the other way round."""
        if self.group in _UNCONDITIONED or group in _UNCONDITIONED:
            return self.group == group
        return group is None or self.group in (None, group)


def columns_of(base: Base, records: Sequence[Made], words: dict[str, Words]) -> Ledger:
    """Made-up records as columns; `words` gains the words that no record on file has."""
    rows = [_row(base, one) for one in records]
    texts = {name: _codes(name, (row[name] for row in rows), words) for name in _TEXTS}
    columns: dict[str, Any] = {name: np.full(len(rows), BLANK, dtype=np.int64) for name in ARRAYS}
    columns |= {name: np.array(codes, dtype=np.int64) for name, codes in texts.items()}
    for name in ("kind", "group", "result", "scheduled", "oversight", "pressure"):
        columns[name] = np.array([row[name] for row in rows], dtype=np.int64)
    for name in ("value", "numerator", "denominator"):
        columns[name] = np.array([row[name] for row in rows], dtype=np.float64)
    columns["day"] = np.array([one.day for one in records], dtype="datetime64[D]")
    columns["named"] = np.ones(len(rows), dtype=bool)
    columns["ids"] = np.array([f"{base.prefix}{n + 1}" for n in range(len(rows))], dtype=object)
    columns["out_of_hours"] = out_of_hours(
        columns["day"], columns["shift"], columns["group"], words["shift"], base.case.shifts
    )
    return Ledger(**columns, words=words)


_TEXTS: Final = ("theme", "team", "shift", "measure")


def _codes(name: str, told: Iterable[str | None], words: dict[str, Words]) -> list[int]:
    found = []
    for word in told:
        known = words[name]
        if word is not None and word not in known.codes:
            known = Words((*known.words, word), {**known.codes, word: len(known.words)})
            words[name] = known
        found.append(BLANK if word is None else known.codes[word])
    return found


def _row(base: Base, one: Made) -> dict[str, Any]:
    kind = one.kind or base.habits.kind
    group = GROUP_OF[kind]
    gauge = base.experience if group == "experience" and base.experience is not None else base.gauge
    with_figures = group not in _UNCONDITIONED or gauge is base.experience
    figures = _figures(base, gauge, good=one.good) if with_figures else {}
    scheduled = one.conditions.get("scheduled")
    return {
        "kind": KIND_CODE[kind],
        "group": GROUP_CODE[group],
        "theme": base.claim.theme,
        "team": one.team,
        "shift": one.shift,
        "measure": None,
        "value": np.nan,
        "numerator": np.nan,
        "denominator": np.nan,
        "result": RESULTS.index("met" if one.good else "not met"),
        "scheduled": BLANK if scheduled is None else 0,
        "oversight": OVERSIGHT.index(one.conditions["oversight"]) if "oversight" in one.conditions else BLANK,
        "pressure": PRESSURE.index(one.conditions["pressure"]) if "pressure" in one.conditions else BLANK,
        **figures,
    }


def _figures(base: Base, gauge: Gauge, *, good: bool) -> dict[str, Any]:
    """The figures of one record: where the measure counts or sums, a record counts only where more is better."""
    measure = gauge.measure
    if measure is None:
        return {}
    figure = base.good(measure.id) if good else base.poor
    if gauge.summary in ("proportion", "rate"):
        return {
            "measure": measure.id,
            "numerator": figure * base.habits.size,
            "denominator": base.habits.size,
        }
    if gauge.summary == "count":
        return {"measure": measure.id} if gauge.higher is good else {}
    return {"measure": measure.id, "value": figure}
