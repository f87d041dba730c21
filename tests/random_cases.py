"""Sound cases made by chance, for tests that need many that look like a service's: `random_case(Random(seed))`.

Everything a case can hold is in them now and then: teams that open and close, measures of every summary, blank cells,
claims that rest on each other, a plan with cancelled actions, reviews that find nothing. They are of one service
judged about a year after its first record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any, TypeVar

import attrs
import polars as pl

from takehold.engine.casefile.evidence import schema
from takehold.engine.model import (
    ACTION_KINDS,
    CYCLES,
    FINDINGS,
    KINDS,
    OVERSIGHT,
    PRESSURE,
    RELATIONS,
    RESULTS,
    STAFF_GROUPS,
    STAGES,
    SUMMARIES,
    Action,
    Case,
    Claim,
    Measure,
    Monitoring,
    Priority,
    Review,
    Service,
    Shift,
    Team,
    Update,
    Variation,
)

BEGIN = dt.date(2025, 6, 1)
"""The day of the earliest record."""

T = TypeVar("T")


def random_case(chance: Random) -> Case:
    """A sound case; the same for the same state of `chance`."""
    return _Maker(chance).case()


class _Maker:
    def __init__(self, chance: Random) -> None:
        self.r = chance
        self.as_of = self.day(380, 460)
        self.changed = self.day(100, 330)
        self.teams = self._teams()
        self.shifts = tuple(
            Shift(id=f"s{n}", out_of_hours=chance.choice([True, False, None]))
            for n in range(chance.randint(0, 3))
        )
        self.measures = self._measures()
        self.team_ids, self.shift_ids, self.measure_ids = (
            [row.id for row in rows] for rows in (self.teams, self.shifts, self.measures)
        )

    # Small draws

    def day(self, first: int, last: int) -> dt.date:
        return BEGIN + dt.timedelta(days=self.r.randint(first, last))

    def maybe(self, value: T, blank: float = 0.3) -> T | None:
        return None if self.r.random() < blank else value

    def one(self, values: Sequence[T], blank: float = 0.3) -> T | None:
        return self.maybe(self.r.choice(values), blank) if values else None

    def some(self, values: Sequence[T], share: float) -> tuple[T, ...]:
        return tuple(value for value in values if self.r.random() < share)

    def later(self, day: dt.date | None, first: int, last: int) -> dt.date:
        return (day or self.changed) + dt.timedelta(days=self.r.randint(first, last))

    # Tables

    def case(self) -> Case:
        claims = self._claims()
        self.claim_ids = [claim.id for claim in claims]
        claims = [attrs.evolve(claim, rests_on=self.some(self.claim_ids, 0.12)) for claim in claims]
        rows = self._evidence()
        self.record_ids = [row["id"] for row in rows]
        priorities = self._priorities()
        self.priority_ids = [row.id for row in priorities]
        actions = self._actions()
        tables = {"priorities": priorities, "actions": actions, "updates": self._updates(actions)}
        themes = {row["theme"] for row in rows} | {
            row.theme for row in (*claims, *priorities, *self.measures)
        }
        return Case(
            service=Service(id="s", name="S", as_of=self.as_of, cycle=self.r.choice(CYCLES)),
            evidence=evidence_table(rows),
            claims=tuple(claims),
            teams=self.teams,
            shifts=self.shifts,
            measures=self.measures,
            reviews=self._reviews(themes),
            monitoring=self._monitoring(),
            variation=self._variation(actions),
            **tables,
        )

    def _teams(self) -> tuple[Team, ...]:
        return tuple(
            Team(
                id=f"t{n}",
                opened=self.maybe(self.day(0, 420), 0.9),
                closed=self.maybe(self.day(430, 460), 0.9),
            )
            for n in range(self.r.randint(0, 4))
        )

    def _measures(self) -> tuple[Measure, ...]:
        return tuple(
            Measure(
                id=f"m{n}",
                theme=self.r.choice("ab"),
                better=self.r.choice(["higher", "lower"]),
                summary=summary,
                target=self.one([0.9, 0.1, 0.5], 0.5)
                if summary == "proportion"
                else self.one([3, 0, 6], 0.6),
                perspective=self.r.choice(["internal", "internal", "experience"]),
            )
            for n, summary in enumerate(self.r.sample(SUMMARIES, self.r.randint(0, 4)))
        )

    def _scope(self, ids: Sequence[str], every: float) -> tuple[str, ...] | None:
        if not ids or self.r.random() < every:
            return None
        return tuple(self.r.sample(ids, self.r.randint(1, len(ids))))

    def _claims(self) -> list[Claim]:
        return [self._claim(n) for n in range(self.r.randint(1, 3))]

    def _claim(self, n: int) -> Claim:
        baseline = self.r.random()
        return Claim(
            id=f"c{n}",
            statement="Falls on Elm at night are down",
            kind=self.r.choice(["outcome", "practice"]),
            theme=self.one("ab", 0.05),
            stage=self.r.choice(STAGES),
            teams=self._scope(self.team_ids, 0.6),
            shifts=self._scope(self.shift_ids, 0.7),
            measure=self.one(self.measure_ids, 0.2),
            problem=self.maybe("Falls on Elm at night doubled in March", 0.1),
            identified_on=self.maybe(self.changed - dt.timedelta(days=self.r.randint(1, 60)), 0.2),
            baseline_from=BEGIN if baseline < 0.4 else None,
            baseline_to=self.changed - dt.timedelta(days=self.r.choice([1, 10, 40]))
            if baseline < 0.5
            else None,
            cause=self.maybe("Nobody was in the lounge at dusk", 0.2),
            standard=self.maybe("Two staff for every transfer, brakes on", 0.2),
            standard_set_on=self.maybe(self.changed),
            changed_on=self.maybe(self.changed, 0.07),
            owner=self.maybe("Deputy Manager", 0.2),
            cycle=self.one(CYCLES, 0.7),
        )

    def _evidence(self) -> list[dict[str, Any]]:
        kinds = self.r.sample(KINDS, self.r.randint(3, 14))
        gain = self.r.choice([0, 0.2, 0.5, 0.7])
        measures = {measure.id: measure for measure in self.measures}
        rows = []
        for n in range(self.r.choice([10, 40, 120, 300, 300])):
            day = self.day(0, (self.as_of - BEGIN).days + self.r.choice([0, 0, 20]))
            good = 0.3 + (gain if day >= self.changed else 0)
            measure = measures.get(self.one(self.measure_ids) or "")
            if self._spared(measure, day, gain):
                continue
            rows.append(
                {
                    "id": f"e{n}",
                    "date": day,
                    "kind": self.r.choice(kinds),
                    "measure": measure.id if measure else None,
                    **self._figures(measure, good),
                    "result": self.maybe(self.r.choices(RESULTS, [good, 0.1, 1 - good])[0]),
                    **self._surroundings(),
                }
            )
        return rows

    def _spared(self, measure: Measure | None, day: dt.date, gain: float) -> bool:
        """Whether something that was counted has not happened, since there is less of it after the change."""
        counted = measure is not None and measure.summary == "count" and measure.better == "lower"
        return counted and day >= self.changed and self.r.random() < gain

    def _figures(self, measure: Measure | None, good: float) -> dict[str, float | None]:
        found: dict[str, float | None] = {"value": None, "numerator": None, "denominator": None}
        if measure is None:
            return found
        share = good if measure.better == "higher" else 1 - good
        if measure.summary in ("proportion", "rate") and self.r.random() < 0.7:
            cases = self.r.choice([1, 4, 10])
            found["denominator"] = float(cases)
            found["numerator"] = float(sum(self.r.random() < share for _ in range(cases)))
        if measure.summary in ("mean", "median", "sum"):
            found["value"] = self.maybe(round(share * 10 + self.r.random() * 2, 1), 0.05)
        return found

    def _surroundings(self) -> dict[str, Any]:
        return {
            "theme": self.one("aab", 0.05),
            "claims": [self.r.choice(self.claim_ids)] if self.r.random() < 0.15 else None,
            "relation": self.one(RELATIONS, 0.97),
            "team": self.one(self.team_ids, 0.2),
            "shift": self.one(self.shift_ids, 0.2),
            "scheduled": self.one([True, False]),
            "oversight": self.one(["routine", *OVERSIGHT], 0.2),
            "pressure": self.one(PRESSURE),
            "staff": [self.r.choice("vwxyz")] if self.r.random() < 0.5 else None,
            "staff_group": self.one(STAFF_GROUPS),
            "recorded_by": self.one("ABC", 0.1),
            "source": self.one("PQR", 0.1),
            "note": self.maybe(f"one two three four {self.r.randint(0, 30)}"),
        }

    def _cited(self) -> tuple[str, ...]:
        most = min(len(self.record_ids), self.r.randint(0, 2))
        return tuple(self.r.sample(self.record_ids, most))

    def _priorities(self) -> tuple[Priority, ...]:
        return tuple(self._priority(n) for n in range(self.r.randint(0, 3)))

    def _priority(self, n: int) -> Priority:
        opened = self.maybe(self.day(60, 330), 0.03)
        closed = self.r.random() < 0.4
        return Priority(
            id=f"p{n}",
            theme=self.one("ab", 0.05),
            claims=self.some(self.claim_ids, 0.5),
            problem=self.maybe("Falls on Elm at night doubled in March"),
            why=self.maybe("People are hurt on Elm"),
            evidence=self._cited(),
            owner=self.maybe("Deputy Manager"),
            opened=opened,
            measure=self.one(self.measure_ids, 0.6),
            status="closed" if closed else self.r.choice(["open", None]),
            closed=self.maybe(self.later(opened, 30, 150), 0.05) if closed else None,
            closing_reason=self.maybe("It held for three months", 0.2),
            revised_on=self.maybe(self.day(200, 460), 0.8),
            risk=self.maybe("high"),
        )

    def _actions(self) -> tuple[Action, ...]:
        return tuple(self._action(n) for n in range(self.r.randint(0, 5)))

    def _action(self, n: int) -> Action:
        opened = self.maybe(self.later(None, -40, 120), 0.03)
        status = self.r.choice(["open", "open", "complete", "complete", "cancelled"])
        done = self.maybe(self.later(opened, 5, 120), 0.05) if status == "complete" else None
        due: dt.date | str | None = self.later(opened, 60, 60)
        if self.r.random() < 0.4:
            due = self.r.choice([self.later(opened, 10, 90), "TBC", None])
        return Action(
            id=f"a{n}",
            priority=self.one(self.priority_ids, 0.2),
            claims=self.some(self.claim_ids, 0.3),
            text="Senior carer checks five charts every Monday",
            owner=self.r.choice(["Deputy Manager", "Deputy Manager", "all staff", None]),
            opened=opened,
            due=due,
            first_due=self.maybe(self.later(opened, 50, 50), 0.7),
            completed=done,
            status=status,
            kind=self.one(ACTION_KINDS),
            team=self.one(self.team_ids),
            shift=self.one(self.shift_ids),
            check=self.maybe("Monthly chart audit"),
            checked_on=self.maybe(self.later(done, -3, 40)) if done else None,
            check_evidence=self._cited(),
            evidence=self._cited(),
            outcome=self.maybe("Charts right"),
        )

    def _updates(self, actions: Sequence[Action]) -> tuple[Update, ...]:
        about = [*(action.id for action in actions), *self.priority_ids]
        said = ["Work is going on as planned", "12 of 15 charts right", "Work is going on as planned."]
        return tuple(
            Update(
                id=f"u{n}",
                about=self.r.choice(about),
                date=self.day(100, 460),
                text=self.r.choice(said),
                evidence=self._cited(),
            )
            for n in range(self.r.randint(0, 5) if about else 0)
        )

    def _reviews(self, themes: set[str | None]) -> tuple[Review, ...]:
        about = [*self.claim_ids, *self.claim_ids, *self.priority_ids, *sorted(themes & {"a", "b"}, key=str)]
        return tuple(
            Review(
                id=f"r{n}",
                date=self.day(100, 470),
                level=self.r.choice(["shift", "manager", "manager", "provider"]),
                about=(str(self.r.choice(about)),),
                finding=self.one((*FINDINGS, "improved", "holding"), 0.1),
                challenge=self.maybe("Why on nights only?"),
                decision=self.one(["Second check on nights", "carry on"]),
                evidence=self._cited(),
            )
            for n in range(self.r.randint(0, 12))
        )

    def _monitoring(self) -> tuple[Monitoring, ...]:
        return tuple(
            Monitoring(
                id=f"w{n}",
                claim=self.r.choice(self.claim_ids),
                indicator=self.one([*self.measure_ids, "falls seen"]),
                trigger=self.maybe("Three falls in a week"),
                threshold=self.maybe(round(self.r.random(), 2)),
                frequency=self.maybe("weekly"),
                owner=self.maybe("Deputy Manager"),
            )
            for n in range(self.r.randint(0, 2))
        )

    def _variation(self, actions: Sequence[Action]) -> tuple[Variation, ...]:
        found = (
            Variation(
                id=f"v{n}",
                claim=self.r.choice(self.claim_ids),
                team=self.one(self.team_ids),
                shift=self.one(self.shift_ids),
                explanation=self.maybe("One driver"),
                material=self.one([True, False]),
                actions=self.some([action.id for action in actions], 0.3),
                review_on=self.maybe(self.day(400, 500)),
            )
            for n in range(self.r.randint(0, 4))
        )
        return tuple(row for row in found if row.team or row.shift)


def evidence_table(rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """The evidence table of some records, as if read from a folder's CSV."""
    kinds = schema()
    placed = [{**row, "file": "evidence.csv", "row": n} for n, row in enumerate(rows, start=2)]
    return pl.DataFrame([{name: row.get(name) for name in kinds} for row in placed], schema=kinds)
