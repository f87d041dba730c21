"""The words with a fixed meaning: before, after, cycles, window, held, improved position, results alone."""

from __future__ import annotations

from typing import Any

import pytest

from takehold.engine.measure.terms import Terms
from takehold.engine.measure.value import Against, Gauge
from takehold.engine.model import Measure
from takehold.engine.testing import Rows, small_case
from takehold.engine.view import ClaimView, NotKnown, Place, ServiceView

MEASURES = {
    "proportion": {"id": "m1", "better": "higher", "summary": "proportion"},
    "target": {"id": "m1", "better": "higher", "summary": "proportion", "target": 0.9},
    "fewer": {"id": "m1", "better": "lower", "summary": "proportion"},
    "mean": {"id": "m1", "better": "lower", "summary": "mean"},
    "median": {"id": "m1", "better": "lower", "summary": "median"},
    "rate": {"id": "m1", "better": "lower", "summary": "rate"},
    "count": {"id": "m1", "better": "lower", "summary": "count"},
    "sum": {"id": "m1", "better": "lower", "summary": "sum"},
}


def view(
    evidence: str | Rows, measure: str | None = "proportion", as_of: str = "2026-06-30", **more: Any
) -> ClaimView:
    """One claim, changed on 1 March 2026 unless told otherwise, over some evidence."""
    claim: dict[str, Any] = {"id": "c1", "statement": "s", "stage": "improved", "theme": "t"}
    claim |= {"changed_on": "2026-03-01", "measure": "m1"} | more.pop("claim", {})
    if measure is None:
        del claim["measure"]
    tables: dict[str, Any] = {"claims": [claim], "evidence": evidence, **more}
    if measure is not None:
        tables["measures"] = [MEASURES[measure]]
    case = small_case({"as_of": as_of}, **tables)
    return ServiceView(case, Terms()).claim("c1")


def audit(date: str, top: float, bottom: float = 10, **more: Any) -> dict[str, Any]:
    row = {"id": f"{date}-{len(more)}-{top}-{more.get('team', '')}-{more.get('shift', '')}", "date": date}
    return row | {
        "kind": "audit",
        "claims": ["c1"],
        "measure": "m1",
        "numerator": top,
        "denominator": bottom,
        **more,
    }


class TestLinked:
    """A record belongs to a claim that it names, or whose theme it shares."""

    @pytest.mark.parametrize(
        ("record", "belongs"),
        [
            ({"claims": ["c1"], "theme": "other", "measure": "m2"}, True),
            ({"claims": ["c2"], "theme": "t"}, False),
            ({"theme": "t"}, True),
            ({"theme": "other"}, False),
            ({"theme": "t", "measure": "m1"}, True),
            ({"theme": "t", "measure": "m2"}, False),
            ({"theme": "t", "measure": "felt"}, True),
            ({"theme": "t", "team": "elm"}, True),
            ({"theme": "t", "team": "oak"}, False),
            ({"theme": "t", "shift": "night"}, False),
            ({"claims": ["c1"], "team": "oak"}, True),
        ],
    )
    def test_by_name_else_by_theme_measure_and_scope(self, record: dict[str, Any], belongs: bool) -> None:
        """Its own claims decide; where blank, theme, measure, team and shift must fit."""
        claim = {"id": "c1", "statement": "s", "stage": "improved", "theme": "t", "measure": "m1"}
        claim |= {"changed_on": "2026-03-01", "teams": ["elm"], "shifts": ["day"]}
        case = small_case(
            {"as_of": "2026-06-30"},
            claims=[claim, {"id": "c2", "statement": "s", "stage": "improved"}],
            teams=[{"id": "elm"}, {"id": "oak"}],
            shifts=[{"id": "day"}, {"id": "night"}],
            measures=[
                {"id": "m1", "better": "higher", "summary": "mean"},
                {"id": "m2", "better": "higher", "summary": "mean"},
                {"id": "felt", "better": "higher", "summary": "mean", "perspective": "experience"},
            ],
            evidence=[{"id": "e1", "date": "2026-03-02", "kind": "audit", **record}],
        )
        linked = ServiceView(case, Terms()).claim("c1").linked
        assert linked.ids() == (("e1",) if belongs else ())


class TestBeforeAndAfter:
    """The change divides the records; the baseline's dates, where given, bound what lies before."""

    ROWS = tuple(audit(d, 5) for d in ("2025-06-01", "2026-01-05", "2026-02-28", "2026-03-01", "2026-04-01"))

    def test_without_dates_everything_earlier_is_before(self) -> None:
        """Before is every linked record dated before the change; after includes the day itself."""
        claim = view(list(self.ROWS))
        assert (3, 2) == (len(claim.before), len(claim.after))

    def test_the_baseline_dates_bound_it_inclusively(self) -> None:
        """Only records from baseline_from to baseline_to, both days included."""
        claim = view(list(self.ROWS), claim={"baseline_from": "2026-01-05", "baseline_to": "2026-02-28"})
        assert 2 == len(claim.before)
        assert claim.baseline_was_chosen

    def test_without_a_change_nothing_can_be_told(self) -> None:
        """Asking for a side raises NotKnown, which names the column."""
        claim = view(list(self.ROWS), claim={"changed_on": None})
        with pytest.raises(NotKnown) as told:
            _ = claim.before
        assert ("changed_on",) == told.value.columns


class TestWindow:
    """The after-records of the newest three cycles; the one as_of falls in counts once it has a record."""

    def months(self, claim: ClaimView) -> list[str]:
        return [claim.rhythm.say(cycle) for cycle in claim.window_cycles]

    def test_the_newest_three_months(self) -> None:
        """With a record in June, the window is April to June."""
        claim = view([audit("2026-03-05", 9), audit("2026-06-02", 9)])
        assert ["April 2026", "May 2026", "June 2026"] == self.months(claim)
        assert 1 == len(claim.window)

    def test_the_month_of_the_assessment_waits_for_a_record(self) -> None:
        """Without a record in June, the window is March to May."""
        claim = view([audit("2026-03-05", 9), audit("2026-05-02", 9)])
        assert ["March 2026", "April 2026", "May 2026"] == self.months(claim)

    def test_the_month_of_the_change_holds_its_after_records_only(self) -> None:
        """A record of that month dated before the change is none of them."""
        claim = view([audit("2026-05-02", 1), audit("2026-05-20", 9)], claim={"changed_on": "2026-05-10"})
        assert (
            1
            == len(claim.by_cycle[claim.window_cycles[0]].figure.values)
            + claim.by_cycle[claim.window_cycles[0]].figure.n
        )


class TestValue:
    """The value of a set, in each summary."""

    def value(self, measure: str, rows: Rows, **more: Any) -> float | None:
        return view(rows, measure, **more).baseline.value

    def test_a_proportion_sums_above_and_below(self) -> None:
        """5 of 10 and 1 of 2 make 6 of 12."""
        assert 6 / 12 == self.value("proportion", [audit("2026-01-01", 5), audit("2026-01-02", 1, 2)])

    def test_a_result_without_figures_counts_as_one(self) -> None:
        """Met is 1, partly a half, not met 0, each of one."""
        rows = [
            {
                "id": f"e{n}",
                "date": "2026-01-05",
                "kind": "audit",
                "claims": ["c1"],
                "measure": "m1",
                "result": r,
            }
            for n, r in enumerate(("met", "partly", "not met"))
        ]
        assert (3 + 1.5) / (10 + 3) == self.value("proportion", [audit("2026-01-01", 3), *rows])
        assert 0.5 == self.value("fewer", rows), (
            "where less is better the case that met the standard did not happen"
        )
        assert 0.0 == self.value("fewer", rows[:1])

    def test_activity_is_no_value(self) -> None:
        """A training day's figures are left out."""
        training = audit("2026-01-02", 10) | {"kind": "training"}
        assert 0.5 == self.value("proportion", [audit("2026-01-01", 5), training])

    def test_a_rate_needs_both_figures(self) -> None:
        """4 falls in 200 bed days and 1 in 100 make 5 in 300."""
        rows = [audit("2026-01-01", 4, 200), audit("2026-02-01", 1, 100)]
        rows.append(
            {
                "id": "x",
                "date": "2026-02-02",
                "kind": "audit",
                "claims": ["c1"],
                "measure": "m1",
                "numerator": 9,
            }
        )
        assert 5 / 300 == self.value("rate", rows)

    @pytest.mark.parametrize(("measure", "expected"), [("mean", 15.0), ("median", 6.0)])
    def test_mean_and_median_are_of_the_values(self, measure: str, expected: float) -> None:
        """Of 3, 6 and 36 the mean is 15 and the median 6."""
        rows = [
            {
                "id": f"e{v}",
                "date": "2026-01-05",
                "kind": "log",
                "claims": ["c1"],
                "measure": "m1",
                "value": v,
            }
            for v in (3, 6, 36)
        ]
        assert expected == self.value(measure, rows)

    def test_a_count_is_per_whole_cycle_and_an_empty_one_counts(self) -> None:
        """3 in December, none in January, 1 in February: 4 over 3 months."""
        rows = [audit(d, 1) for d in ("2025-12-03", "2025-12-09", "2025-12-30", "2026-02-02")]
        claim = view(rows, "count")
        assert (3.0, 0.0, 1.0) == claim.baseline.values
        assert claim.baseline.enough

    def test_a_sum_is_per_whole_cycle(self) -> None:
        """Values of a month add up."""
        rows = [
            {"id": f"e{n}", "date": d, "kind": "log", "claims": ["c1"], "measure": "m1", "value": v}
            for n, (d, v) in enumerate([("2025-12-03", 2), ("2025-12-09", 3), ("2026-02-02", 4)])
        ]
        assert (5.0, 0.0, 4.0) == view(rows, "sum").baseline.values

    def test_a_claim_without_a_measure_is_judged_by_results(self) -> None:
        """Over records that name no measure: met and partly make 1.5 of 2."""
        rows = [
            {"id": f"e{n}", "date": "2026-01-05", "kind": "audit", "claims": ["c1"], "result": r}
            for n, r in enumerate(("met", "partly"))
        ]
        assert 0.75 == view(rows, None).baseline.value


class TestWholeCycles:
    """For a count only whole cycles since the change are judged."""

    def test_the_window_is_the_newest_three_whole_ones(self) -> None:
        """As at 15 June, with the change on 10 February, March to May are whole."""
        rows = [audit(d, 1) for d in ("2026-02-12", "2026-06-02")]
        claim = view(rows, "count", as_of="2026-06-15", claim={"changed_on": "2026-02-10"})
        assert ["March 2026", "April 2026", "May 2026"] == [claim.rhythm.say(c) for c in claim.window_cycles]

    def test_an_empty_month_that_the_assessment_ends_is_whole(self) -> None:
        """As at 30 June, an empty June is the newest."""
        claim = view([audit("2026-02-12", 1)], "count")
        assert "June 2026" == claim.rhythm.say(claim.window_cycles[-1])


class TestImprovedPosition:
    """Half of the way to the target, or a tenth better; results alone where the measure is thin."""

    def now(self, before: float, after: float, measure: str = "proportion") -> Against:
        rows = [audit("2026-01-05", before, 100), audit("2026-06-05", after, 100)]
        return view(rows, measure).now.against

    @pytest.mark.parametrize(
        ("measure", "before", "after", "expected"),
        [
            ("proportion", 50, 55, Against.IMPROVED),
            ("proportion", 50, 54, Against.BETTER),
            ("proportion", 50, 50, Against.NO_BETTER),
            ("proportion", 50, 40, Against.NO_BETTER),
            ("target", 50, 70, Against.IMPROVED),
            ("target", 50, 69, Against.BETTER),
            ("target", 92, 90, Against.IMPROVED),
            ("target", 92, 89, Against.NO_BETTER),
        ],
    )
    def test_against_the_baseline(self, measure: str, before: float, after: float, expected: Against) -> None:
        """Of 50 towards 90 half the way is 70; a baseline at the target must stay at the target."""
        assert expected is self.now(before, after, measure)

    def test_a_thin_baseline_says_nothing(self) -> None:
        """Two of four before: where it stands now is not known."""
        rows = [audit("2026-01-05", 2, 4), audit("2026-06-05", 9)]
        assert Against.NOT_KNOWN is view(rows).now.against

    @pytest.mark.parametrize(("met", "expected"), [(4, Against.IMPROVED), (3, Against.NO_BETTER)])
    def test_results_alone_decide_for_a_thin_set(self, met: int, expected: Against) -> None:
        """Four of five results met is 80%, and needs no baseline; three is not."""
        rows = [
            {"id": f"e{n}", "date": "2026-06-05", "kind": "audit", "claims": ["c1"], "result": r}
            for n, r in enumerate(["met"] * met + ["not met"] * (5 - met))
        ]
        standing = view(rows).now
        assert (expected, True) == (standing.against, standing.by_results)

    def test_no_event_before_and_none_since_is_as_good_as_can_be_for_a_part(self) -> None:
        """A team with no fall before or since is at the improved position."""
        rows = [audit(d, 1, team="oak") for d in ("2025-12-01", "2026-01-01", "2026-02-01")]
        claim = view(rows, "count", teams=[{"id": "elm"}, {"id": "oak"}])
        assert claim.standing_at(Place(team="elm")).improved

    def test_no_event_before_and_some_since_is_worse_for_a_part(self) -> None:
        """A team without a fall before that now has one each month is no better, although it could not have been better before."""
        rows = [audit(d, 1, team="oak") for d in ("2025-12-01", "2026-01-01", "2026-02-01")]
        rows += [audit(d, 1, team="elm") for d in ("2026-04-01", "2026-05-01", "2026-06-01")]
        claim = view(rows, "count", teams=[{"id": "elm"}, {"id": "oak"}])
        assert Against.NO_BETTER is claim.standing_at(Place(team="elm")).against

    def test_the_wholes_target_is_no_parts(self) -> None:
        """Two falls a month at most is what the whole is held to: a part with none before and none since did not improve by it."""
        measure = Measure(id="m1", better="lower", summary="count", target=2.0)
        gauge = Gauge(measure, view([]).gauge.ledger, Terms())
        assert (True, False) == (gauge.improved(0.0, 0.0), gauge.improved(0.0, 0.0, part=True))


class TestSupport:
    """What supports a claim and what contradicts it, where the record does not say."""

    def bearing(self, record: dict[str, Any]) -> str:
        rows = [audit("2026-01-05", 50, 100)]
        rows.append({"id": "e1", "date": "2026-06-05", "kind": "audit", "claims": ["c1"], **record})
        claim = view(rows)
        if claim.supporting.ids():
            return "supports"
        return "contradicts" if claim.contradicting.ids() else "context"

    @pytest.mark.parametrize(
        ("record", "expected"),
        [
            ({"result": "met"}, "supports"),
            ({"result": "not met"}, "contradicts"),
            ({"result": "partly"}, "context"),
            ({}, "context"),
            ({"measure": "m1", "numerator": 55, "denominator": 100}, "supports"),
            ({"measure": "m1", "numerator": 52, "denominator": 100}, "context"),
            ({"measure": "m1", "numerator": 50, "denominator": 100}, "contradicts"),
            ({"measure": "m1", "numerator": 50, "denominator": 100, "result": "met"}, "supports"),
            ({"measure": "m1", "numerator": 50, "denominator": 100, "result": "partly"}, "contradicts"),
            ({"kind": "incident"}, "contradicts"),
            ({"kind": "compliment"}, "supports"),
            ({"kind": "feedback"}, "context"),
            ({"kind": "training", "result": "met"}, "context"),
            ({"kind": "feedback", "relation": "contradicts"}, "contradicts"),
            ({"result": "met", "relation": "context"}, "context"),
        ],
    )
    def test_one_record(self, record: dict[str, Any], expected: str) -> None:
        """Its relation says; else its result, else its figures, else its kind."""
        assert expected == self.bearing(record)

    def test_complaints_that_have_halved_no_longer_contradict(self) -> None:
        """Four a month before and two a month since are context; three are not."""

        def rows(each: int) -> Rows:
            days = [f"{month}-{day:02}" for month in ("2026-01", "2026-02") for day in range(1, 5)]
            days += [
                f"{month}-{day:02}"
                for month in ("2026-04", "2026-05", "2026-06")
                for day in range(1, each + 1)
            ]
            return [{"id": d, "date": d, "kind": "complaint", "claims": ["c1"]} for d in days]

        assert 0 == len(view(rows(2)).contradicting)
        assert 9 == len(view(rows(3)).contradicting)


class TestHours:
    """Out of hours is a shift so marked, or a weekend, for records judged by their hours."""

    @pytest.mark.parametrize(
        ("record", "expected"),
        [
            ({"date": "2026-06-05", "shift": "night"}, 1),
            ({"date": "2026-06-05", "shift": "day"}, 0),
            ({"date": "2026-06-06", "shift": "day"}, 1),
            ({"date": "2026-06-07"}, 1),
            ({"date": "2026-06-05"}, 0),
            ({"date": "2026-06-07", "kind": "complaint"}, -1),
            ({"date": "2026-06-05", "kind": "complaint", "shift": "night"}, 1),
        ],
    )
    def test_one_record(self, record: dict[str, Any], expected: int) -> None:
        """5 June 2026 is a Friday; a complaint that names no shift is not judged by its hours."""
        claim = view(
            [{"id": "e1", "kind": "audit", "claims": ["c1"], **record}],
            shifts=[{"id": "day"}, {"id": "night", "out_of_hours": True}],
        )
        assert [expected] == claim.ledger.out_of_hours.tolist()


class TestYearBefore:
    """All records of the year before the change, whatever was chosen as the baseline."""

    def test_it_reaches_back_a_year_to_the_day(self) -> None:
        """Changed on 1 March 2026, it holds 1 March 2025, and not the day before, the day of the change or later."""
        days = ["2025-02-28", "2025-03-01", "2026-02-28", "2026-03-01"]
        claim = view([audit(day, 5) for day in days], claim={"baseline_from": "2026-02-01"})
        assert ("2026-02-28-0-5--", "2025-03-01-0-5--") == claim.year_before.ids()
        assert claim.baseline_was_chosen

    def test_for_a_count_no_cycle_before_records_began_is_an_empty_one(self) -> None:
        """Six rings in two months are three a month, not a half, although the year has twelve months."""
        days = [f"2026-{month:02}-{day:02}" for month in (1, 2) for day in (3, 13, 23)]
        rings = [{"id": day, "date": day, "kind": "log", "claims": "c1", "measure": "m1"} for day in days]
        claim = view(rings, "count")
        assert 3.0 == claim.gauge.figure(claim.year_before).value
