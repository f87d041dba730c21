"""What a check sees of the improvement plan: one priority, one action."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ..calendar import Rhythm
from ..measure.say import listed, percent, say_figure
from ..measure.terms import Terms
from ..measure.value import Records, Standing
from ..model import Action, Claim, Priority, Review, Update
from .claim import say_standing
from .course import Course, NotKnown

if TYPE_CHECKING:
    from ..ledger import Ints
    from .service import ServiceView


def _about(updates: tuple[Update, ...], ids: set[str]) -> tuple[Update, ...]:
    """The updates on some priorities or actions, oldest first."""
    return tuple(sorted((u for u in updates if u.about in ids), key=lambda u: (u.date, u.id)))


def _undated(claim: Claim | None) -> NotKnown:
    """What to say of a priority whose records cannot be told to lie before or after."""
    if claim is None:
        return NotKnown(
            "The day it opened is not given, so no record can be told to lie before it or after it",
            "Write the day it opened under opened",
            ("opened",),
        )
    return NotKnown(
        f"Its claim {claim.id} gives no date for the change, so no record can be told to lie before it or after it",
        f"Write the date the change took effect under changed_on of claim {claim.id}",
    )


class PriorityView:
    """One problem of the improvement plan, with its records, actions, updates and reviews."""

    def __init__(self, service: ServiceView, priority: Priority, terms: Terms) -> None:
        self.service = service
        self.priority = priority
        self.terms = terms
        self.as_of: dt.date = service.as_of

    @property
    def id(self) -> str:
        """The priority's id."""
        return self.priority.id

    @property
    def is_closed(self) -> bool:
        """Whether it is closed: by its status or, where that is blank, by a closing date."""
        if self.priority.status is not None:
            return self.priority.status == "closed"
        return self.priority.closed is not None

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Its claims, in the order it names them."""
        known = self.service.claims_by_id
        return tuple(known[id] for id in self.priority.claims if id in known)

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Its actions."""
        return tuple(action for action in self.service.case.actions if action.priority == self.id)

    @cached_property
    def complete_actions(self) -> tuple[Action, ...]:
        """Its actions that are done."""
        return tuple(action for action in self.actions if self.service.action(action.id).is_complete)

    @cached_property
    def completions(self) -> tuple[dt.date, ...]:
        """The days on which its actions were completed, oldest first; one without a date is left out."""
        return tuple(sorted(a.completed for a in self.complete_actions if a.completed is not None))

    @cached_property
    def updates(self) -> tuple[Update, ...]:
        """Updates on it or on one of its actions, oldest first."""
        return _about(self.service.case.updates, {self.id, *(action.id for action in self.actions)})

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """Reviews that name it, one of its claims or its theme, oldest first."""
        about = {self.id, *self.priority.claims}
        if self.priority.theme is not None:
            about.add(self.priority.theme)
        return tuple(review for review in self.service.reviews if about.intersection(review.about))

    @cached_property
    def progress_reviews(self) -> tuple[Review, ...]:
        """Reviews about it or its claims, oldest first: those that name it, a claim, or the theme of either.

        One that names another priority of the same claim speaks of that other one's progress.
        """
        themes = {claim.theme for claim in self.claims if claim.theme is not None}
        more = {r.id for r in self.service.reviews if themes.intersection(r.about)}
        more |= {review.id for review in self.reviews}
        return tuple(review for review in self.service.reviews if review.id in more)

    @cached_property
    def theme(self) -> str | None:
        """Its theme, else its first claim's."""
        return self.priority.theme or (self.claims[0].theme if self.claims else None)

    @cached_property
    def _rows(self) -> Ints:
        if self.claims:
            rows = [self.service.linked_rows(claim) for claim in self.claims]
            return self.service.ledger.union(*rows)
        if self.priority.theme is not None:
            return self.service.theme_rows(self.priority.theme)
        return np.zeros(0, dtype=np.int64)

    @cached_property
    def course(self) -> Course:
        """Its records before and after: by its first claim's baseline and change, else by the day it opened."""
        first = self.claims[0] if self.claims else None
        measure = self.priority.measure or (first.measure if first else None)
        rhythm = Rhythm((first.cycle if first else None) or self.service.case.service.cycle)
        gauge = self.service.gauge(measure, rhythm, self.terms, self.priority.target if measure else None)
        return Course(
            ledger=gauge.ledger,
            rows=self._rows,
            gauge=gauge,
            rhythm=rhythm,
            as_of=self.as_of,
            changed_on=first.changed_on if first else self.priority.opened,
            baseline_from=first.baseline_from if first else None,
            baseline_to=first.baseline_to if first else None,
            undated=_undated(first),
        )

    @cached_property
    def records(self) -> Records:
        """Its records up to as_of."""
        return self.course.linked

    @cached_property
    def theme_records(self) -> Records:
        """Every record of its theme; its own records where it has none."""
        if self.theme is None:
            return self.records
        return Records(self.course.ledger, self.service.theme_rows(self.theme))

    @cached_property
    def known_improved(self) -> bool:
        """Whether its window is known to be at the improved position."""
        return self.course.changed and self.course.now.improved

    @cached_property
    def closing_span(self) -> tuple[dt.date, dt.date]:
        """The first and the last day on which a record could show that it was ready to close.

        From the day after its last completed action (the day it opened, where none is complete) to the day before
        it closed (to as_of, where that day is not given). Raises NotKnown where neither start has a date.
        """
        last = self.as_of if self.priority.closed is None else self.priority.closed - dt.timedelta(days=1)
        if self.completions:
            return self.completions[-1] + dt.timedelta(days=1), last
        if self.complete_actions:
            names = listed([action.id for action in self.complete_actions])
            raise NotKnown(
                f"Its completed actions ({names}) bear no date of completion, so no record can be told to come after",
                f"Write under completed when {names} was done",
            )
        if self.priority.opened is None:
            raise NotKnown(
                "The day it opened is not given, so no record can be told to come after",
                "Write the day it opened under opened",
                ("opened",),
            )
        return self.priority.opened, last

    @cached_property
    def closing_records(self) -> Records:
        """The records, outside activity, that could show that it was ready to close."""
        return self.course.between(*self.closing_span).beyond_activity

    @cached_property
    def closing(self) -> Standing:
        """Where it stood when it was closed; results alone can say so without a baseline."""
        return self.course.standing_anyhow(self.closing_records)

    def say(self, standing: Standing) -> str:
        """A set's figure in words."""
        return say_standing(self.course.gauge, standing)

    def say_before(self, standing: Standing) -> str:
        """The baseline in words: in results where those are what a set is judged by."""
        if standing.by_results and self.course.results_before is not None:
            return f"{percent(self.course.results_before)} of results met"
        return say_figure(self.course.gauge.measure, standing.baseline)

    @cached_property
    def days_open(self) -> int | None:
        """How many days it has been open at as_of, or was when it closed; None where it is not known."""
        if self.priority.opened is None:
            return None
        end = self.priority.closed if self.is_closed and self.priority.closed else self.as_of
        return (end - self.priority.opened).days


class ActionView:
    """One action of the plan, with its priority and the updates on it."""

    def __init__(self, service: ServiceView, action: Action, terms: Terms) -> None:
        self.service = service
        self.action = action
        self.terms = terms
        self.as_of: dt.date = service.as_of

    @property
    def id(self) -> str:
        """The action's id."""
        return self.action.id

    @property
    def is_cancelled(self) -> bool:
        """Whether it was given up."""
        return self.action.status == "cancelled"

    @property
    def is_complete(self) -> bool:
        """Whether it is done: by its status or, where that is blank, by a date of completion."""
        if self.action.status is not None:
            return self.action.status == "complete"
        return self.action.completed is not None

    @property
    def due(self) -> dt.date | None:
        """The date it is due, None where there is none or words stand there."""
        return self.action.due if isinstance(self.action.due, dt.date) else None

    def overdue_at(self, day: dt.date) -> bool:
        """Whether it was open at the end of a day and past the date it was due. Without a date none is past."""
        if self.is_cancelled or self.due is None or self.due >= day:
            return False
        opened = self.action.opened is None or self.action.opened <= day
        done = self.is_complete and (self.action.completed is None or self.action.completed <= day)
        return opened and not done

    @cached_property
    def updates(self) -> tuple[Update, ...]:
        """Updates on it, oldest first."""
        return _about(self.service.case.updates, {self.id})
