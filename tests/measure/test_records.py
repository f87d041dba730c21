"""Sets of records: their ids, those that say something, and which of them a measure counts."""

from __future__ import annotations

import pytest

from takehold.engine.measure.terms import Terms
from takehold.engine.measure.value import Against, Figure, Gauge, Records, stand
from takehold.engine.model import Measure
from takehold.engine.testing import small_case
from takehold.engine.view import ServiceView

MINUTES = Measure(id="minutes", better="lower", summary="mean")
EVIDENCE = """
id, date, kind, measure, value, result
e1, 2026-05-01, audit, minutes, 4, met
e2, 2026-05-02, audit, minutes, 6, not met
e3, 2026-05-03, audit, minutes, 8, met
e4, 2026-05-04, audit, weight, 70, partly
e5, 2026-05-05, briefing, minutes, 90,
"""


def service() -> ServiceView:
    measures = [
        {"id": id, "better": "lower", "summary": "mean", "name": id, "theme": "t"}
        for id in ("minutes", "weight")
    ]
    return ServiceView(small_case({"as_of": "2026-06-30"}, measures=measures, evidence=EVIDENCE), Terms())


def test_ids_come_newest_first_and_at_most_so_many() -> None:
    """All of them, or the newest two."""
    assert ("e5", "e4", "e3", "e2", "e1") == service().records.ids()
    assert ("e5", "e4") == service().records.ids(2)


def test_those_that_say_a_word_are_found_by_column() -> None:
    """By one word, by either of two, and by none where nothing says it; a word that cannot be is refused."""
    records = service().records
    assert ("e2",) == records.saying("result", "not met").ids()
    assert ("e4", "e3", "e1") == records.saying("result", "met", "partly").ids()
    assert ("e4",) == records.saying("measure", "weight").ids()
    assert () == records.saying("oversight", "routine").ids()
    with pytest.raises(ValueError, match="not 'mett'"):
        records.saying("result", "mett")


def test_a_mean_counts_its_own_values_and_no_activity() -> None:
    """4, 6 and 8 minutes: neither a weight nor what an activity says is among them."""
    view = service()
    figure = Gauge(MINUTES, view.ledger, Terms()).figure(view.records)
    assert (6.0, 3, (4.0, 6.0, 8.0)) == (figure.value, figure.n, figure.values)


def test_against_a_thin_baseline_the_results_are_told_all_the_same() -> None:
    """Where the baseline is thin nobody knows the position; two of four results met are still two of four."""
    view = service()
    thin = Figure(10.0, 1, enough=False)
    found = stand(Gauge(MINUTES, view.ledger, Terms()), view.records, thin, view.records)
    assert (Against.NOT_KNOWN, 0.5, 4) == (found.against, found.share, found.results)


def test_no_better_than_before_is_told_with_the_results() -> None:
    """Six minutes against five: no better; two of four results were met all the same."""
    view = service()
    before = Figure(5.0, 10, enough=True)
    found = stand(Gauge(MINUTES, view.ledger, Terms()), view.records, before, view.records)
    assert (Against.NO_BETTER, 0.5, 4) == (found.against, found.share, found.results)


def counting(measure: Measure, evidence: str) -> tuple[ServiceView, Gauge]:
    told = {"id": "m1", "name": "m1", "theme": "t", "better": measure.better, "summary": measure.summary}
    view = ServiceView(small_case({"as_of": "2026-06-30"}, measures=[told], evidence=evidence), Terms())
    return view, Gauge(measure, view.ledger, Terms())


@pytest.mark.parametrize(
    ("better", "summary", "rows", "value"),
    [
        ("lower", "rate", "e1, 2026-05-01, incident, m1, 3, 100,\ne2, 2026-05-02, audit, m1, , , met", 0.03),
        ("higher", "proportion", "e1, 2026-05-01, audit, m1, 3, 4,\ne2, 2026-05-02, audit, m1, 0, 0,", 0.75),
    ],
)
def test_what_counted_nothing_is_no_part_of_a_figure(
    better: str, summary: str, rows: str, value: float
) -> None:
    """A result without figures beside a rate; an audit that looked at nobody beside a share: neither makes it enough."""
    view, gauge = counting(
        Measure(id="m1", better=better, summary=summary),
        f"id, date, kind, measure, numerator, denominator, result\n{rows}",
    )
    figure = gauge.figure(view.records)
    assert (value, 1) == (figure.value, figure.n)


def test_a_count_is_of_its_period_alone() -> None:
    """Two in April and one in May: over May alone one, also where the set holds those of April and June."""
    view, gauge = counting(
        Measure(id="m1", better="lower", summary="count"),
        "id, date, kind, measure\n"
        "e1, 2026-04-01, incident, m1\ne2, 2026-04-02, incident, m1\n"
        "e3, 2026-05-02, incident, m1\ne4, 2026-06-02, incident, m1",
    )
    may = int(view.ledger.cycle[2])
    figure = gauge.figure(Records(view.ledger, view.records.rows, (may,)))
    assert (1.0, 1, (1.0,)) == (figure.value, figure.n, figure.values)


def test_a_part_of_a_count_is_not_held_to_the_target_of_the_whole() -> None:
    """From 10 towards none: the whole at 5, half of the way; a part at 9, a tenth below its own baseline."""
    _, gauge = counting(Measure(id="m1", better="lower", summary="count", target=0.0), "id, date, kind\n")
    assert (5.0, 9.0) == (gauge.position(10), gauge.position(10, part=True))
