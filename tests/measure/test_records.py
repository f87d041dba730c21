"""Sets of records: their ids, those that say something, and which of them a measure counts."""

from __future__ import annotations

import pytest

from takehold.engine.measure.terms import Terms
from takehold.engine.measure.value import Against, Figure, Gauge, stand
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
