"""What a declared check says, as values: its selections, conditions, quantity, limits and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

QUANTITIES: Final[Mapping[str, str]] = {
    "count": "how many records or rows are selected",
    "share": "the share of the selected records that `which` selects too",
    "largest-share": "the share of the selected records that the most common word in `by` has",
    "distinct": "how many different words (or weekdays) stand in `by`",
    "age": "the days from the newest selected record, row or date to the date of the assessment",
    "days": "the days from one date to another",
    "words": "how many words a field holds",
    "field": "what a field holds",
    "value": "the figure of the selected records in the claim's measure",
    "position": "where the selected records stand: improved, better or no better",
    "gap": "how many tolerances the selected records are behind the `other` ones; below 0, ahead",
    "trend": "by how much the newest cycle's figure (or count) is above the oldest's, of the newest `last` cycles",
    "run": "how many of the newest cycles in a row are at the improved position",
    "agreeing": "in how many groups of evidence more records support the claim than contradict it",
    "lines": "how many lines of support run to the claim that share nothing in `by`",
}
"""What can be compared, and what each is."""

PERIODS: Final = (
    "linked",
    "before",
    "after",
    "window",
    "first-window",
    "held",
    "held-checks",
    "year-before",
    "newest-cycles",
)
"""When the records of a selection were made: as the views of a claim have it."""

OVER: Final = ("cycles", "teams", "shifts", "cells", "places")
"""What a quantity can be taken over, one by one; `places` are the teams and the shifts."""

COMPARED: Final = ("at_least", "at_most", "more_than", "less_than", "is", "not", "in")
"""How a quantity or a field can be compared."""

SAME: Final = ("is", "not", "in")
"""Those that compare with words."""

POSITIONS: Final = ("improved", "better", "no better")
"""Where the quantity `position` says that records stand."""


SETTINGS: Final = ("on", "severity", "sources", "waivable", "outright", "terms")
"""What a ruleset can set of any check, beside its parameters."""


@attrs.frozen
class Limit:
    """One comparison: with a number or word, or with a parameter, so many times over and so much more."""

    how: str
    value: Any = None
    param: str | None = None
    times: float = 1.0
    plus: float = 0.0

    def bound(self, params: Mapping[str, Any]) -> Any:
        """What it compares with."""
        return self.value if self.param is None else params[self.param] * self.times + self.plus


@attrs.frozen
class Condition:
    """What a field, a row's column or a number of records has to be; `any` of several, where given."""

    field: str | None = None
    limits: tuple[Limit, ...] = ()
    filled: bool | None = None
    known: bool = False
    """Whether nobody can tell where it is blank."""
    any: tuple[Condition, ...] = ()
    records: Selection | None = None
    otherwise: str | None = None


@attrs.frozen
class Selection:
    """Some of a subject's records (or of the `rows` of another table that belong to it)."""

    period: str = "linked"
    rows: str | None = None
    where: tuple[Condition, ...] = ()
    words: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    """Fixed words by column (kind, group, result, oversight, pressure, staff_group, team, shift …): any of these."""
    flags: Mapping[str, bool] = attrs.field(factory=dict)
    """`scheduled` and `out_of_hours`."""
    relation: tuple[str, ...] = ()
    through: bool = False
    filled: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    beyond_activity: bool = False
    own_measure: bool = False
    days: int | None = None
    cited: str | None = None


@attrs.frozen(kw_only=True)
class Part:
    """One thing that is measured and compared. Of several the gravest outcome stands."""

    quantity: str
    of: Selection = Selection()
    which: Selection | None = None
    other: Selection | None = None
    by: str | None = None
    over: str | None = None
    take: str = "least"
    last: int = 3
    field: str | None = None
    dates: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    end: tuple[str, ...] = ("as_of",)
    enough: bool = False
    met: tuple[Limit, ...] = ()
    concern: tuple[Limit, ...] | None = None
    otherwise: str = "not-met"
    """What it is where neither `met` nor `concern` holds."""
    unknown: str = "insufficient"
    """What it is where the records cannot tell."""
    none: str | None = None
    """What it is where nothing is selected; for a count, where not said, nought."""
    says: Mapping[str, str] = attrs.field(factory=dict)
    remedy: str = ""


@attrs.frozen(kw_only=True)
class Parameter:
    """A number that a ruleset can set: its default, what it means, and its bounds."""

    name: str
    default: int | float
    help: str
    at_least: float | None = None
    at_most: float | None = None


@attrs.frozen(kw_only=True)
class Spec:
    """A whole declared check."""

    id: str
    title: str
    subject: str
    family: str
    severity: str
    sources: tuple[str, ...]
    explanation: Mapping[str, str]
    remedy: str
    applies: tuple[Condition, ...]
    met_when: tuple[Condition, ...]
    parts: tuple[Part, ...]
    parameters: tuple[Parameter, ...]
