"""What is drawn of a claim: its course, its limits, its places and what bears on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from statistics import mean
from typing import Any

import pytest

from takehold.engine.measure.terms import Terms
from takehold.engine.picture import Bears, ClaimPicture, Phase, Stand
from takehold.engine.picture.claim import pictures
from takehold.engine.testing import Rows, small_case
from takehold.engine.view import ServiceView


def audit(date: str, met: int, of: int = 10, **more: Any) -> dict[str, Any]:
    row = {
        "id": f"{date}-{met}-{more.get('team', '')}-{more.get('shift', '')}",
        "date": date,
        "kind": "audit",
    }
    return row | {"claims": ["c1"], "measure": "m1", "numerator": met, "denominator": of, **more}


def picture(
    evidence: Sequence[dict[str, Any]], claim: dict[str, Any] | None = None, **tables: Any
) -> ClaimPicture:
    """One claim about a share that should reach 90%, changed on 1 March 2026, as at 30 June."""
    told = {"id": "c1", "statement": "s", "stage": "improved", "measure": "m1", "changed_on": "2026-03-01"}
    measure = {
        "id": "m1",
        "name": "Calls answered",
        "better": "higher",
        "summary": "proportion",
        "target": 0.9,
    }
    case = small_case(
        {"as_of": "2026-06-30"},
        claims=[told | (claim or {})],
        evidence=list(evidence),
        **{"measures": [measure], **tables},
    )
    (made,) = pictures(ServiceView(case, Terms()))
    return made


COURSE = [
    audit("2026-01-10", 5),
    audit("2026-02-10", 5),
    audit("2026-03-10", 6),
    audit("2026-04-10", 9),
    audit("2026-06-10", 1, 1),
]


class TestCourse:
    """Cycle by cycle, before the change and after."""

    def test_every_cycle_from_the_first_record_on_is_there(self) -> None:
        """A cycle without a record is there too, and says so."""
        points = picture(COURSE).points
        assert [
            ("January 2026", Phase.BEFORE, "50% (5 of 10)"),
            ("February 2026", Phase.BEFORE, "50% (5 of 10)"),
            ("March 2026", Phase.AFTER, "60% (6 of 10)"),
            ("April 2026", Phase.AFTER, "90% (9 of 10)"),
            ("May 2026", Phase.AFTER, "no record"),
            ("June 2026", Phase.AFTER, "100% (1 of 1)"),
        ] == [(point.label, point.phase, point.said) for point in points]

    def test_where_a_cycle_stands(self) -> None:
        """Half way from 50% to 90% is 70%: 60% is short of it, 90% beyond it, one case says nothing."""
        stands = [point.stand for point in picture(COURSE).points if point.phase is Phase.AFTER]
        assert [Stand.BETTER, Stand.IMPROVED, Stand.NOT_KNOWN, Stand.NOT_KNOWN] == stands

    def test_a_thin_cycle_is_marked(self) -> None:
        """One case looked at is not enough; ten are."""
        assert [True, True, True, True, False, False] == [point.enough for point in picture(COURSE).points]

    def test_the_baseline_is_marked(self) -> None:
        """Only records within the baseline's dates are the baseline."""
        points = picture(COURSE, {"baseline_from": "2026-02-01"}).points
        assert [False, True] == [point.in_baseline for point in points if point.phase is Phase.BEFORE]

    def test_a_change_within_a_cycle_parts_it(self) -> None:
        """The cycle that holds the change is there twice: as it was before it, and after."""
        points = picture(
            [audit("2026-03-05", 5), audit("2026-03-20", 9)], {"changed_on": "2026-03-15"}
        ).points
        assert [
            (Phase.BEFORE, dt.date(2026, 3, 1), 0.5),
            (Phase.AFTER, dt.date(2026, 3, 15), 0.9),
        ] == [(point.phase, point.start, point.value) for point in points[:2]]

    def test_without_a_date_of_change_nothing_is_before_or_after(self) -> None:
        """The course is drawn all the same."""
        made = picture(COURSE, {"changed_on": ""})
        assert {Phase.UNDATED} == {point.phase for point in made.points}
        assert ((), (), None) == (made.after, made.places, made.baseline)


def months(before: list[int], after: list[int]) -> Rows:
    """One audit of ten a month, so many before 1 March 2026 and so many from then on."""
    days = [
        dt.date(2026 + (m - 1) // 12, (m - 1) % 12 + 1, 10) for m in range(3 - len(before), 3 + len(after))
    ]
    return [audit(day.isoformat(), met) for day, met in zip(days, before + after, strict=True)]


class TestLimits:
    """The limits of usual variation, by the arithmetic of an XmR chart."""

    BEFORE = (4, 5, 6, 5, 4, 5, 6, 5, 4, 5)

    def test_limits_are_the_mean_and_2_66_moving_ranges(self) -> None:
        """Ten points before the change have limits of their own."""
        made = picture(months(list(self.BEFORE), [9]))
        values = [met / 10 for met in self.BEFORE]
        moving = mean(abs(b - a) for a, b in pairwise(values))
        (limits,) = made.limits
        assert (Phase.BEFORE, 11) == (limits.phase, limits.points)
        assert limits.mean == pytest.approx(mean(values))
        assert limits.lower == pytest.approx(mean(values) - 2.66 * moving)
        assert limits.upper == pytest.approx(mean(values) + 2.66 * moving)

    def test_few_points_after_the_change_are_held_against_the_limits_before_it(self) -> None:
        """The limits are carried on, and a point beyond them is a special cause in the direction hoped for."""
        made = picture(months(list(self.BEFORE), [9]))
        assert dt.date(2026, 3, 1) == made.limits[0].last
        march = next(point for point in made.points if point.label == "March 2026")
        assert [("beyond-limits", True)] == [(cause.rule, cause.favourable) for cause in march.causes]

    def test_too_few_points_have_a_reason_and_no_limits(self) -> None:
        """Two months before and four after are no usual variation."""
        reasons = [limits.reason for limits in picture(COURSE).limits]
        assert reasons == [
            "it has 2 of the 10 points that limits need",
            "it has 2 of the 10 points that limits need",
        ]
        assert not any(point.causes for point in picture(COURSE).points)


PLACES: dict[str, Any] = {
    "teams": [{"id": "elm", "name": "Elm"}, {"id": "oak", "name": "Oak"}],
    "shifts": [{"id": "day", "name": "Day"}, {"id": "night", "name": "Night"}],
}


class TestPlaces:
    """Where it holds, and where nobody looked."""

    EVIDENCE = (
        audit("2026-01-10", 5),
        audit("2026-05-10", 9, team="elm", shift="day"),
        audit("2026-06-10", 9, team="elm", shift="day"),
        audit("2026-06-11", 5, team="oak", shift="day"),
    )

    def test_each_cell_stands_in_the_window(self) -> None:
        """A cell at 90% has improved, one at 50% is no better, one without records is not known."""
        rows = picture(self.EVIDENCE, **PLACES).places
        assert [
            ("Elm, Day", Stand.IMPROVED, 2, dt.date(2026, 6, 10)),
            ("Elm, Night", Stand.NOT_KNOWN, 0, None),
            ("Oak, Day", Stand.NO_BETTER, 1, dt.date(2026, 6, 11)),
            ("Oak, Night", Stand.NOT_KNOWN, 0, None),
        ] == [(row.name, row.window.stand, row.window.n, row.newest) for row in rows]

    def test_each_cell_stands_in_each_cycle(self) -> None:
        """The cycles of a row are those since the change."""
        made = picture(self.EVIDENCE, **PLACES)
        assert ("March 2026", "April 2026", "May 2026", "June 2026") == made.after
        assert [
            ("no record", 0),
            ("no record", 0),
            ("90% (9 of 10)", 1),
            ("90% (9 of 10)", 1),
        ] == [(spot.said, spot.n) for spot in made.places[0].cycles]

    def test_a_service_with_teams_alone_has_a_row_for_each(self) -> None:
        """Where no shifts are listed, a place is a team."""
        rows = picture(self.EVIDENCE[:1], teams=PLACES["teams"]).places
        assert [("elm", None), ("oak", None)] == [(row.team, row.shift) for row in rows]


class TestBearing:
    """What bears on the claim, and how."""

    EVIDENCE = (
        audit("2026-01-10", 5),
        audit("2026-03-10", 9),
        audit("2026-04-10", 5),
        {"id": "t", "date": "2026-04-11", "kind": "training", "claims": ["c1"]},
        {"id": "x", "date": "2026-04-12", "kind": "complaint", "claims": ["c1"], "note": "Nobody came"},
    )

    def test_every_linked_record_is_there_with_how_it_bears(self) -> None:
        """Before the change is baseline, better supports, no better contradicts, activity is context."""
        told = {line.id: line.bears for line in picture(self.EVIDENCE).records}
        assert {
            "2026-01-10-5--": Bears.BASELINE,
            "2026-03-10-9--": Bears.SUPPORTS,
            "2026-04-10-5--": Bears.CONTRADICTS,
            "t": Bears.CONTEXT,
            "x": Bears.CONTRADICTS,
        } == told

    def test_a_record_has_its_place_and_words(self) -> None:
        """A line says where the record stands and what it says."""
        line = next(line for line in picture(self.EVIDENCE).records if line.id == "x")
        assert ("case.json#evidence", 6, "Nobody came") == (line.file, line.row, line.note)

    def test_groups_are_counted_by_how_they_bear(self) -> None:
        """Each group counts its own records."""
        groups = picture(self.EVIDENCE).groups
        counts = {group: {way.value: n for way, n in ways.items() if n} for group, ways in groups.items()}
        assert {
            "audit": {"baseline": 1, "supports": 1, "contradicts": 1},
            "experience": {"contradicts": 1},
            "activity": {"context": 1},
        } == counts

    def test_records_roll_up_by_kind_place_and_cycle(self) -> None:
        """As many records in the rolls as there are, each under its cycle."""
        made = picture([*self.EVIDENCE, audit("2026-03-12", 10)])
        assert len(made.records) == sum(roll.records for roll in made.rolls)
        (march,) = [roll for roll in made.rolls if roll.cycle == "March 2026"]
        assert ("audit", Bears.SUPPORTS, 2) == (march.kind, march.bears, march.records)

    def test_records_outside_the_baseline_are_earlier(self) -> None:
        """Before the baseline begins they are neither baseline nor after."""
        made = picture(self.EVIDENCE, {"baseline_from": "2026-02-01"})
        assert Bears.EARLIER is next(line.bears for line in made.records if line.id.startswith("2026-01"))
