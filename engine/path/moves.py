"""The moves that a path is made of: each one thing that somebody could write down or do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import attrs

from ..result import StepKind

if TYPE_CHECKING:
    from ..model import Case
    from .made import Made
    from .world import Base


@attrs.frozen
class Where:
    """Which records of a result a move is about; what is blank asks for nothing."""

    team: str | None = None
    shift: str | None = None
    late: bool = False
    """Nights and weekends."""
    condition: tuple[str, str] | None = None
    """A column of conditions and its word, such as `pressure` and `busy`; `scheduled` and `no`."""
    group: str | None = None
    adverse: bool = False
    """Only what went wrong."""

    @property
    def everything(self) -> bool:
        """Whether it asks for nothing."""
        return self == Where()


@attrs.frozen(kw_only=True)
class Move:
    """One thing to write down or do. `serves` are the checks it was proposed for; `what` says it in a sentence."""

    kind: StepKind
    effort: str
    what: str
    serves: tuple[str, ...] = ()

    @property
    def key(self) -> object:
        """What makes two moves the same, whatever they serve."""
        return (type(self), self.what)

    def changed(self, case: Case, base: Base, day: dt.date) -> Case:
        """The small tables of a case once the move is made, as at a day."""
        return case

    def records(self, base: Base) -> Iterator[Made]:
        """Records from before today that the move enters."""
        yield from ()


@attrs.frozen(kw_only=True)
class Write(Move):
    """A change to the small tables: blank cells filled, a row added."""

    change: Callable[[Case, Base, dt.date], Case] = attrs.field(eq=False)

    def changed(self, case: Case, base: Base, day: dt.date) -> Case:
        """The tables with the cells filled, or the row there."""
        return self.change(case, base, day)


@attrs.frozen(kw_only=True)
class Enter(Move):
    """Records entered that were made before today and are not on file yet."""

    earlier: Callable[[Base], Iterator[Made]] = attrs.field(eq=False)

    def records(self, base: Base) -> Iterator[Made]:
        """The records that are not on file yet."""
        return self.earlier(base)


@attrs.frozen(kw_only=True)
class FillOversight(Move):
    """Oversight written on the checks that do not say how closely they were overseen, taken to be routine."""


@attrs.frozen(kw_only=True)
class Target(Move):
    """Records of one kind brought to the standard from now on, and made where there would be too few."""

    where: Where

    @property
    def key(self) -> object:
        """Two targets at the same records are one."""
        return (Target, self.where)
