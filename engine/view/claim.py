"""What a check sees of one claim: its course, its places, its plan, its reviews."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ..calendar import Rhythm
from ..ledger import ACTIVITY, BLANK, KIND_CODE, MET, NOT_MET
from ..measure.say import say_figure
from ..measure.terms import Terms
from ..measure.value import Gauge, Records, Standing
from ..model import RELATIONS, Action, Claim, Monitoring, Priority, Review, Variation
from .course import Course
from .places import Place

if TYPE_CHECKING:
    from ..graph import EvidenceGraph
    from ..ledger import Bools, Ints
    from .service import ServiceView

_COMPLAINING = ("incident", "complaint", "concern")
_COMPLAINING_CODES = [KIND_CODE[kind] for kind in _COMPLAINING]
_SUPPORTS, _CONTRADICTS, _CONTEXT = (RELATIONS.index(word) for word in RELATIONS)


class ClaimView(Course):
    """One claim, with everything in the case that bears on it."""

    def __init__(self, service: ServiceView, claim: Claim, terms: Terms) -> None:
        self.service = service
        self.claim = claim
        rhythm = Rhythm(claim.cycle or service.case.service.cycle)
        gauge = service.gauge(claim.measure, rhythm, terms)
        super().__init__(
            ledger=gauge.ledger,
            rows=service.linked_rows(claim),
            gauge=gauge,
            rhythm=rhythm,
            as_of=service.as_of,
            changed_on=claim.changed_on,
            baseline_from=claim.baseline_from,
            baseline_to=claim.baseline_to,
        )

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def is_practice(self) -> bool:
        """Whether the claim is about how staff work."""
        return self.claim.kind == "practice"

    def under(self, terms: Terms) -> ClaimView:
        """The same claim, judged with other numbers behind the fixed words."""
        return self.service.claim(self.id, terms)

    # Places

    @cached_property
    def teams(self) -> tuple[str, ...]:
        """The teams in scope: those named, or every one open at some time in the window.

        Without the date of the change there is no window, and those open on the day of the assessment stand for it.
        """
        if self.claim.teams is not None:
            return self.claim.teams
        start, end = self.window_from if self.changed else self.as_of, self.as_of
        return tuple(
            team.id
            for team in self.service.case.teams
            if (team.opened is None or team.opened <= end) and (team.closed is None or team.closed >= start)
        )

    @cached_property
    def shifts(self) -> tuple[str, ...]:
        """The shifts in scope: those named, or every one the service lists."""
        return (
            self.claim.shifts
            if self.claim.shifts is not None
            else tuple(s.id for s in self.service.case.shifts)
        )

    @cached_property
    def cells(self) -> tuple[Place, ...]:
        """Every team in scope in every shift in scope."""
        return tuple(Place(team, shift) for team in self.teams for shift in self.shifts)

    def at(self, place: Place, records: Records) -> Records:
        """The records of a set that name a place."""
        words = self.ledger.words
        if place.team is not None:
            records = records.having("team", words["team"].code(place.team))
        if place.shift is not None:
            records = records.having("shift", words["shift"].code(place.shift))
        return records

    def standing_at(self, place: Place, records: Records | None = None) -> Standing:
        """Where a place stands in the window (or in another set of after-records)."""
        chosen = self.window if records is None else records
        # Only in a count or a sum is a part's own share of the baseline what it is held against.
        before = self.at(place, self.before) if self.gauge.per_cycle else self.before
        return self.standing(self.at(place, chosen), part=before)

    @cached_property
    def by_team(self) -> dict[str, Standing]:
        """Where each team in scope stands in the window."""
        return {team: self.standing_at(Place(team=team)) for team in self.teams}

    @cached_property
    def by_shift(self) -> dict[str, Standing]:
        """Where each shift in scope stands in the window."""
        return {shift: self.standing_at(Place(shift=shift)) for shift in self.shifts}

    @cached_property
    def by_cell(self) -> dict[Place, Standing]:
        """Where each cell in scope stands in the window."""
        return {cell: self.standing_at(cell) for cell in self.cells}

    @cached_property
    def weaker(self) -> dict[Place, Standing]:
        """Every team, shift and cell in scope with enough records that is not at the improved position."""
        places = {Place(team=team): standing for team, standing in self.by_team.items()}
        places |= {Place(shift=shift): standing for shift, standing in self.by_shift.items()}
        places |= self.by_cell
        return {place: standing for place, standing in places.items() if standing.weaker}

    @cached_property
    def mostly_weaker(self) -> bool:
        """Whether more than half of the teams, or of the shifts, with enough records are weaker."""

        def over_half(standings: dict[str, Standing]) -> bool:
            enough = [standing for standing in standings.values() if standing.enough]
            return sum(standing.weaker for standing in enough) * 2 > len(enough)

        return over_half(self.by_team) or over_half(self.by_shift)

    def least_seen(self, records: Records) -> Place | None:
        """The place in scope with the fewest of a set of records, the smallest kind of place the service lists."""
        places = (
            self.cells or [Place(team=team) for team in self.teams] or [Place(shift=s) for s in self.shifts]
        )
        return min(places, key=lambda place: (len(self.at(place, records)), place), default=None)

    def out_of_hours(self, records: Records) -> Records:
        """Those of a set made on a shift out of hours, or on a Saturday or Sunday."""
        return records.having("out_of_hours", 1)

    def core_hours(self, records: Records) -> Records:
        """Those of a set made in core hours."""
        return records.having("out_of_hours", 0)

    # Support

    @cached_property
    def _bearing(self) -> Ints:
        """How each linked after-record bears on the claim, as a code of RELATIONS, aligned with `after`."""
        rows = self.after.rows
        book = self.ledger
        stated = book.relation[rows]
        result = book.result[rows]
        bearing = np.full(len(rows), _CONTEXT)
        figures, improved, no_better = self._own_figures()
        bearing[figures & no_better] = _CONTRADICTS
        # Where the baseline already met the target, a figure that is no better can still be at the improved position.
        bearing[figures & improved] = _SUPPORTS
        plain = ~figures & (result == BLANK)
        if not self.complaints_halved:
            bearing[plain & np.isin(book.kind[rows], _COMPLAINING_CODES)] = _CONTRADICTS
        bearing[plain & (book.kind[rows] == KIND_CODE["compliment"])] = _SUPPORTS
        bearing[result == MET] = _SUPPORTS
        bearing[result == NOT_MET] = _CONTRADICTS
        bearing = np.where(stated != BLANK, stated, bearing)
        bearing[book.group[rows] == ACTIVITY] = _CONTEXT
        return bearing

    def _own_figures(self) -> tuple[Bools, Bools, Bools]:
        """Which after-records have figures of their own in the measure, and how those stand one by one."""
        rows = self.after.rows
        gauge, book = self.gauge, self.ledger
        if gauge.measure is None or gauge.per_cycle:
            none = np.zeros(len(rows), dtype=bool)
            return none, none, none
        if gauge.summary in ("mean", "median"):
            has = gauge.counts[rows]
        else:
            has = gauge.counts[rows] & ~np.isnan(book.numerator[rows]) & (book.denominator[rows] > 0)
        improved = np.zeros(len(rows), dtype=bool)
        no_better = np.zeros(len(rows), dtype=bool)
        baseline = self.baseline
        if baseline.enough and baseline.value is not None:
            asked = np.flatnonzero(has & (book.result[rows] != MET) & (book.result[rows] != NOT_MET))
            # Thousands of records share a few figures: each is held against the baseline once.
            figures, which = np.unique(
                gauge.top[rows[asked]] / gauge.bottom[rows[asked]], return_inverse=True
            )
            told = [float(figure) for figure in figures]
            improved[asked] = np.array([gauge.improved(f, baseline.value) for f in told], dtype=bool)[which]
            no_better[asked] = np.array([not gauge.better(f, baseline.value) for f in told], dtype=bool)[
                which
            ]
        return has, improved, no_better

    @cached_property
    def complaints_halved(self) -> bool:
        """Whether incidents, complaints and concerns of the claim have at least halved per cycle since."""
        now = self.per_cycle(self.window.of_kinds(*_COMPLAINING), self.window_cycles)
        was = self.per_cycle(self.before.of_kinds(*_COMPLAINING), self.baseline_cycles)
        return now is not None and was is not None and now <= self.terms.halved * was

    @cached_property
    def supporting(self) -> Records:
        """The after-records that support the claim."""
        return self.after.keep(self._bearing == _SUPPORTS)

    @cached_property
    def contradicting(self) -> Records:
        """The after-records that contradict it."""
        return self.after.keep(self._bearing == _CONTRADICTS)

    @cached_property
    def supported_through(self) -> tuple[str, ...]:
        """The claims it rests on that are themselves supported."""
        supported = self.service.under(self.terms).supported_claims
        return tuple(id for id in self.claim.rests_on if id in supported)

    @property
    def is_supported(self) -> bool:
        """Whether a record since the change supports it, or a claim it rests on is supported."""
        return self.id in self.service.under(self.terms).supported_claims

    def against(self, records: Records) -> Records:
        """Those of a set that contradict the claim."""
        return records.among(self.contradicting)

    def speaking_for(self, records: Records) -> Records:
        """Those of a set that support the claim."""
        return records.among(self.supporting)

    # What people report

    @cached_property
    def experience(self) -> tuple[Course, ...]:
        """The same course in each of the theme's measures of what people report, in the order of the table."""
        measures = self.service.experience_measures(self.claim.theme)
        return tuple(self._course_in(self.service.gauge(m.id, self.rhythm, self.terms)) for m in measures)

    def _course_in(self, gauge: Gauge) -> Course:
        return Course(
            ledger=gauge.ledger,
            rows=self.linked.rows,
            gauge=gauge,
            rhythm=self.rhythm,
            as_of=self.as_of,
            changed_on=self.claim.changed_on,
            baseline_from=self.baseline_from,
            baseline_to=self.baseline_to,
        )

    @property
    def graph(self) -> EvidenceGraph:
        """The evidence graph of the service, in which this claim is a node."""
        return self.service.under(self.terms).graph

    # The plan, and governance

    @cached_property
    def priorities(self) -> tuple[Priority, ...]:
        """The priorities of the plan that name the claim."""
        return tuple(p for p in self.service.case.priorities if self.id in p.claims)

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """The actions linked to the claim: their own claims decide; where blank, their priority's."""
        mine = {priority.id for priority in self.priorities}
        return tuple(
            action
            for action in self.service.case.actions
            if (self.id in action.claims if action.claims else action.priority in mine)
        )

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """Every governance review about the claim: one that names it, its theme or its priority, oldest first."""
        about = {self.id, *(priority.id for priority in self.priorities)}
        if self.claim.theme is not None:
            about.add(self.claim.theme)
        return tuple(r for r in self.service.reviews if about.intersection(r.about))

    def reviews_at(self, *levels: str) -> tuple[Review, ...]:
        """Its reviews of some levels, oldest first."""
        return tuple(review for review in self.reviews if review.level in levels)

    @cached_property
    def monitoring(self) -> tuple[Monitoring, ...]:
        """How slippage would show, for this claim."""
        return tuple(row for row in self.service.case.monitoring if row.claim == self.id)

    @cached_property
    def variation(self) -> tuple[Variation, ...]:
        """Where leaders themselves say this claim is weaker."""
        return tuple(row for row in self.service.case.variation if row.claim == self.id)

    def variation_for(self, place: Place) -> tuple[Variation, ...]:
        """The statements of variation that cover a place."""
        return tuple(row for row in self.variation if Place(row.team, row.shift).covers(place))

    @cached_property
    def theme_records(self) -> Records:
        """Every record of the claim's theme, and those that name the claim and no theme."""
        if self.claim.theme is None:
            return self.linked
        same = self.service.theme_rows(self.claim.theme)
        untold = self.linked.having("theme", BLANK).rows
        return Records(self.ledger, self.ledger.union(same, untold))

    # Words

    def say(self, standing: Standing) -> str:
        """A set's figure in words: 83% (33 of 40), 6.2 minutes over 9 records."""
        return say_standing(self.gauge, standing)


def say_standing(gauge: Gauge, standing: Standing) -> str:
    """A standing's figure in words, with what it is made from."""
    if standing.by_results and standing.share is not None:
        return f"{standing.share:.0%} of {standing.results} results met"
    return say_figure(gauge.measure, standing.figure)
