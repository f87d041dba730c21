"""A case as read: its tables, the places of its rows, and what is wrong with it."""

from __future__ import annotations

import enum
import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from .columns import Column
from .plan import Action, Gate, Monitoring, Priority, Review, Update, Variation
from .records import Claim, Evidence, Measure, Service, Shift, Team

if TYPE_CHECKING:
    import polars as pl

TABLES: Final[Mapping[str, type[Any]]] = {
    "service": Service,
    "teams": Team,
    "shifts": Shift,
    "measures": Measure,
    "claims": Claim,
    "evidence": Evidence,
    "priorities": Priority,
    "actions": Action,
    "updates": Update,
    "reviews": Review,
    "monitoring": Monitoring,
    "variation": Variation,
    "gates": Gate,
}
"""Every table of a case file, in the order in which a reader meets them."""

NEEDED: Final = ("service", "claims", "evidence")


@functools.cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, in their usual order. Raises KeyError for a table that is not one."""
    return tuple(
        Column(name=field.name, required=field.default is attrs.NOTHING, **field.metadata)
        for field in attrs.fields(TABLES[table])
    )


class Level(enum.StrEnum):
    """How bad a problem in the data is: an error stops the assessment, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@attrs.frozen(order=True)
class Place:
    """Where something stands: a file (and sheet) relative to the case, and the row a spreadsheet shows."""

    file: str
    row: int | None = None
    column: str | None = None


@attrs.frozen
class Problem:
    """Something wrong with the data: where, what, and what would fit."""

    level: Level
    message: str
    place: Place
    value: str | None = None


@attrs.frozen
class SourceProblem(Problem):
    """Something wrong in a text file that a person wrote: the column it begins at, and the line with a caret."""

    character: int | None = None
    excerpt: str = ""


@attrs.frozen
class Input:
    """One file that was read: its name, the SHA-256 of its bytes, and how many records it gave."""

    file: str
    digest: str
    records: int


@attrs.frozen(eq=False)
class Case:
    """One service's improvement case, as read.

    `evidence` is a polars table with the columns of `Evidence`: text as String, `date` as Date, figures as
    Float64, yes/no as Boolean, lists as List(String), fixed words in their usual spelling, blank as null;
    and two more, `file` (String) and `row` (Int64), the record's place. Every other table is a tuple of
    values in file order. `places` gives the place of each row that is not evidence, by table and id.
    """

    service: Service
    evidence: pl.DataFrame
    claims: tuple[Claim, ...] = ()
    teams: tuple[Team, ...] = ()
    shifts: tuple[Shift, ...] = ()
    measures: tuple[Measure, ...] = ()
    priorities: tuple[Priority, ...] = ()
    actions: tuple[Action, ...] = ()
    updates: tuple[Update, ...] = ()
    reviews: tuple[Review, ...] = ()
    monitoring: tuple[Monitoring, ...] = ()
    variation: tuple[Variation, ...] = ()
    gates: tuple[Gate, ...] = ()
    places: Mapping[tuple[str, str], Place] = attrs.field(factory=dict)
    inputs: tuple[Input, ...] = ()
    problems: tuple[Problem, ...] = ()
    others: Mapping[str, pl.DataFrame] = attrs.field(factory=dict)
    """By table, the columns that takehold does not know: `id` and a text column each. Kept, and never read."""
    headings: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    """By table, the headings in the order in which they were written, where that was not the usual one."""

    @property
    def sound(self) -> bool:
        """Whether the data can be assessed at all: nothing in it is an error."""
        return not any(problem.level is Level.ERROR for problem in self.problems)
