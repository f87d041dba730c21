"""What a check sees of the whole service, and where the views of its claims, priorities and actions come from."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from ..calendar import Rhythm
from ..ledger import ACTIVITY, BLANK, KIND_CODE, MET, NOT_MET
from ..measure.newest import newest_two
from ..measure.terms import Terms
from ..measure.value import Gauge, Records
from ..model import Case, Claim, Measure, Place, Review
from .claim import ClaimView
from .coded import Coded
from .places import Place as Spot
from .plan import ActionView, PriorityView

if TYPE_CHECKING:
    import polars as pl

    from ..graph import EvidenceGraph
    from ..ledger import Ints

_COMPLAINT, _CONCERN = KIND_CODE["complaint"], KIND_CODE["concern"]
_BY_TERMS = frozenset({"supported_claims", "graph"})
"""What is worked out anew where other numbers stand behind the fixed words."""


class ServiceView:
    """One case, cut off at its as_of date; makes each view once and keeps it."""

    def __init__(self, case: Case, terms: Terms, coded: Coded | None = None) -> None:
        """Code the case's evidence, unless it comes `coded` already."""
        if case.service.as_of is None:
            raise ValueError("a case is assessed as at a date: take it through casefile.as_at first")
        self.case = case
        self.terms = terms
        self.as_of: dt.date = case.service.as_of
        self.rhythm = Rhythm(case.service.cycle)
        self._coded = coded or Coded.of(case)
        self.ledger = self._coded.ledger
        self._linked: dict[tuple[str, str | None], Ints] = {}
        self._claims: dict[tuple[str, Terms], ClaimView] = {}
        self._priorities: dict[tuple[str, Terms], PriorityView] = {}
        self._actions: dict[tuple[str, Terms], ActionView] = {}
        self._under: dict[Terms, ServiceView] = {terms: self}

    @property
    def table(self) -> pl.DataFrame:
        """The evidence as a table in the order of the ledger, for what is rarely asked of a record."""
        return self._coded.table

    @property
    def naming(self) -> Mapping[str, Ints]:
        """The rows that name each claim."""
        return self._coded.naming

    @property
    def id(self) -> str:
        """The service's id."""
        return self.case.service.id

    def under(self, terms: Terms) -> ServiceView:
        """The service, judged with other numbers behind the fixed words."""
        if terms not in self._under:
            other = object.__new__(ServiceView)
            kept = {name: value for name, value in self.__dict__.items() if name not in _BY_TERMS}
            other.__dict__.update(kept)
            other.terms = terms
            self._under[terms] = other
        return self._under[terms]

    # Views

    def claim(self, id: str, terms: Terms | None = None) -> ClaimView:
        """The view of a claim. Raises KeyError for an id that is none."""
        key = (id, terms or self.terms)
        if key not in self._claims:
            self._claims[key] = ClaimView(self, self.claims_by_id[id], key[1])
        return self._claims[key]

    def priority(self, id: str, terms: Terms | None = None) -> PriorityView:
        """The view of a priority. Raises KeyError for an id that is none."""
        key = (id, terms or self.terms)
        if key not in self._priorities:
            priority = next(p for p in self.case.priorities if p.id == id)
            self._priorities[key] = PriorityView(self, priority, key[1])
        return self._priorities[key]

    def action(self, id: str, terms: Terms | None = None) -> ActionView:
        """The view of an action. Raises KeyError for an id that is none."""
        key = (id, terms or self.terms)
        if key not in self._actions:
            self._actions[key] = ActionView(self, self.actions_by_id[id], key[1])
        return self._actions[key]

    @cached_property
    def claims_by_id(self) -> dict[str, Claim]:
        """The claims by id."""
        return {claim.id: claim for claim in self.case.claims}

    @cached_property
    def actions_by_id(self) -> dict[str, Any]:
        """The actions by id."""
        return {action.id: action for action in self.case.actions}

    # Measures

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """The measures by id."""
        return {measure.id: measure for measure in self.case.measures}

    def gauge(self, measure: str | None, rhythm: Rhythm, terms: Terms, target: float | None = None) -> Gauge:
        """One measure over the service's records, with a target of the plan's own where given."""
        found = self.measures[measure] if measure is not None else None
        if found is not None and target is not None:
            found = attrs.evolve(found, target=target)
        return self._coded.gauge(found, rhythm, terms)

    def experience_measures(self, theme: str | None) -> tuple[Measure, ...]:
        """The measures of a theme that tell what people report, in the order of the table."""
        if theme is None:
            return ()
        return tuple(m for m in self.case.measures if m.perspective == "experience" and m.theme == theme)

    # Records

    @cached_property
    def records(self) -> Records:
        """Every record up to as_of."""
        return Records(self.ledger, np.arange(len(self.ledger)))

    @cached_property
    def newest_cycles(self) -> tuple[int, ...]:
        """The newest two cycles up to as_of, whole or not."""
        return newest_two(self.records, self.rhythm, self.as_of)

    @property
    def row_of(self) -> Mapping[str, int]:
        """Each record's row in the ledger, by its id."""
        return self._coded.row_of

    def record_places(self, ids: Collection[str]) -> list[Place]:
        """Where records stand, each by its file and row; an id that is no record is left out."""
        return self._coded.places(ids)

    def text(self, column: str, records: Records) -> list[str | None]:
        """A text column (note, source, recorded_by …) of some records, in their order."""
        return self._coded.texts(column, records.rows)

    def staff(self, records: Records) -> list[tuple[str, ...]]:
        """Who was seen, by pseudonym, in each of some records, in their order."""
        staff = self._coded.staff
        spans = zip(staff.begins[records.rows].tolist(), staff.begins[records.rows + 1].tolist(), strict=True)
        return [tuple(staff.words[one] for one in staff.places[begin:end].tolist()) for begin, end in spans]

    def people(self, records: Records) -> set[str]:
        """Everybody who was seen in some records, by pseudonym."""
        staff = self._coded.staff
        there = np.zeros(len(self.ledger), dtype=bool)
        there[records.rows] = True
        seen = staff.places[np.repeat(there, np.diff(staff.begins))]
        return {staff.words[one] for one in np.flatnonzero(np.bincount(seen)).tolist()}

    def seeing(self, records: Records, people: Collection[str]) -> Records:
        """Those of some records in which any of some people was seen."""
        staff = self._coded.staff
        wanted = np.array([name in people for name in staff.words], dtype=bool)
        return records.among(Records(self.ledger, staff.records[wanted[staff.places]]))

    def named(self, ids: tuple[str, ...]) -> Records:
        """The records of some ids; an id that is no record is left out."""
        known = self.row_of
        rows = sorted([known[id] for id in ids if id in known])
        return Records(self.ledger, np.array(rows, dtype=np.int64))

    @cached_property
    def _unnamed_by_theme(self) -> dict[int, Ints]:
        unnamed = Records(self.ledger, np.flatnonzero(~self.ledger.named & (self.ledger.theme != BLANK)))
        return {theme: unnamed.having("theme", theme).rows for theme in unnamed.codes("theme")}

    def theme_rows(self, theme: str) -> Ints:
        """The rows of every record of a theme."""
        return np.flatnonzero(self.ledger.theme == self.ledger.words["theme"].code(theme))

    def linked_rows(self, claim: Claim) -> Ints:
        """The rows that belong to a claim: those that name it, and those of its theme that name none and fit."""
        key = (claim.id, claim.measure)  # a claim may be looked at through another measure than its own
        if key not in self._linked:
            self._linked[key] = self._link(claim)
        return self._linked[key]

    def _link(self, claim: Claim) -> Ints:
        named = self.naming.get(claim.id, np.zeros(0, dtype=np.int64))
        words = self.ledger.words
        rows = self._unnamed_by_theme.get(words["theme"].code(claim.theme)) if claim.theme else None
        if rows is None:
            return named
        fitting = {claim.measure, *(m.id for m in self.case.measures if m.perspective == "experience")}
        for column, scope in (("measure", fitting), ("team", claim.teams), ("shift", claim.shifts)):
            if scope is None:
                continue
            codes = [BLANK, *(words[column].code(word) for word in scope if word is not None)]
            found = getattr(self.ledger, column)[rows]
            rows = rows[np.logical_or.reduce([found == code for code in codes])]
        return self.ledger.union(named, rows)

    def adverse(self, records: Records) -> Records:
        """Those that say something went wrong: incidents, complaints not met, and other results not met."""
        kind, group, result = (records.column(name) for name in ("kind", "group", "result"))
        complaining = (kind == _COMPLAINT) | (kind == _CONCERN)
        complaint = complaining & (result != MET)
        other = ~complaining & (group != ACTIVITY) & (result == NOT_MET)
        return records.keep((kind == KIND_CODE["incident"]) | complaint | other)

    @cached_property
    def linked_to_any(self) -> Ints:
        """The rows that belong to some claim."""
        rows = [self.linked_rows(claim) for claim in self.case.claims]
        return self.ledger.union(*rows)

    @cached_property
    def idle(self) -> Records:
        """The records that could show a result and are put to no use.

        In use is what belongs to a claim, what a priority cites, and what is of a priority's theme.
        """
        used = [self.linked_to_any]
        for priority in self.case.priorities:
            used.append(self.named(priority.evidence).rows)
            if priority.theme is not None:
                used.append(self.theme_rows(priority.theme))
        idle = self.ledger.group != ACTIVITY
        idle[np.concatenate(used)] = False
        return Records(self.ledger, np.flatnonzero(idle))

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """Every governance review, oldest first."""
        return tuple(sorted(self.case.reviews, key=lambda review: (review.date, review.id)))

    # Support

    @cached_property
    def supported_claims(self) -> frozenset[str]:
        """The claims with a supporting after-record, or that rest on a claim so supported."""
        supported = {c.id for c in self.case.claims if c.changed_on and len(self.claim(c.id).supporting)}
        while True:
            more = {
                c.id for c in self.case.claims if c.id not in supported and supported.intersection(c.rests_on)
            }
            if not more:
                return frozenset(supported)
            supported |= more

    @cached_property
    def graph(self) -> EvidenceGraph:
        """The evidence graph, built when it is first asked for: most cases can be judged without one."""
        from ..graph import EvidenceGraph

        return EvidenceGraph(self)

    # Names

    @cached_property
    def _names(self) -> dict[tuple[str, str], str]:
        teams = {("team", team.id): team.name or team.id for team in self.case.teams}
        return teams | {("shift", shift.id): shift.name or shift.id for shift in self.case.shifts}

    def team_name(self, id: str) -> str:
        """A team as people know it."""
        return self._names.get(("team", id), id)

    def shift_name(self, id: str) -> str:
        """A shift as people know it."""
        return self._names.get(("shift", id), id)

    @cached_property
    def place_names(self) -> tuple[str, ...]:
        """The names and ids of its teams and shifts."""
        return tuple(dict.fromkeys(word for (_, id), name in self._names.items() for word in (name, id)))

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """Everything it has a name for, which is definite in any text: places, measures and documents."""
        measures = [measure.name or measure.id for measure in self.case.measures]
        return tuple(dict.fromkeys((*self.place_names, *measures, *self.ledger.words["source"].words)))

    def place_name(self, place: Spot) -> str:
        """A team, a shift or one team in one shift, as people know it: Elm; Nights; Elm (Nights)."""
        if place.team is None:
            return "the whole service" if place.shift is None else self.shift_name(place.shift)
        shift = f" ({self.shift_name(place.shift)})" if place.shift is not None else ""
        return f"{self.team_name(place.team)}{shift}"


@contextlib.contextmanager
def letting_go(service: ServiceView) -> Iterator[None]:
    """Let go of a service's views when the body ends: they hold each other, and would lie about until somebody collects."""
    try:
        yield
    finally:
        for one in tuple(service._under.values()):
            one.__dict__.clear()
