"""What a check sees of the whole service."""

from __future__ import annotations

import weakref
from typing import Any

from takehold.engine.measure.terms import Terms
from takehold.engine.testing import small_case
from takehold.engine.view import ServiceView, letting_go

MEASURE = {"id": "m1", "better": "higher", "summary": "proportion", "target": 0.9}
CLAIM = {"id": "c1", "statement": "s", "stage": "improved", "measure": "m1", "changed_on": "2026-03-01"}


def audit(id: str, date: str, top: int, **cells: Any) -> dict[str, Any]:
    figures = {"measure": "m1", "numerator": top, "denominator": 10}
    return {"id": id, "date": date, "kind": "audit", "claims": "c1", **figures, **cells}


class TestUnder:
    """A service judged with other numbers behind the fixed words."""

    def test_support_is_worked_out_anew(self) -> None:
        """Three quarters of the way asked for, 70% no longer supports; the first view stays as it was."""
        evidence = [audit("b1", "2026-01-10", 5), audit("a1", "2026-04-10", 7)]
        service = ServiceView(
            small_case({"as_of": "2026-06-30"}, claims=[CLAIM], measures=[MEASURE], evidence=evidence),
            Terms(),
        )
        assert {"c1"} == service.supported_claims
        strict = service.under(Terms(gap_share=0.75))
        assert frozenset() == strict.supported_claims
        assert ("c1",) == strict.graph.unsupported()
        assert () == service.graph.unsupported()

    def test_all_are_let_go_of_together(self) -> None:
        """Views that hold each other are gone with the body, without the collector: a batch of services is large."""
        service = ServiceView(
            small_case({"as_of": "2026-06-30"}, claims=[CLAIM], measures=[MEASURE]), Terms()
        )
        other = service.under(Terms(window=6))
        with letting_go(service):
            held = [weakref.ref(one.claim("c1")) for one in (service, other)]
            assert None not in [one() for one in held]
        assert [None, None] == [one() for one in held]

    def test_each_is_made_once(self) -> None:
        """The same numbers give the same view, and its own numbers the service itself."""
        service = ServiceView(small_case({"as_of": "2026-06-30"}), Terms())
        other = service.under(Terms(window=6))
        assert other is service.under(Terms(window=6))
        assert service is other.under(Terms())


class TestIdle:
    """Records that are put to no use."""

    def test_a_priority_uses_what_it_cites_and_what_is_of_its_theme(self) -> None:
        """What belongs to a claim, is cited by a priority or has its theme is in use; activity never counts."""
        evidence = [
            audit("e1", "2026-04-10", 7),
            {"id": "e2", "date": "2026-04-10", "kind": "audit", "theme": "meals"},
            {"id": "e3", "date": "2026-04-10", "kind": "audit", "theme": "falls"},
            {"id": "e4", "date": "2026-04-10", "kind": "audit", "theme": "dust"},
            {"id": "e5", "date": "2026-04-10", "kind": "training", "theme": "dust"},
        ]
        priorities = [{"id": "p1", "theme": "meals", "evidence": "e3"}]
        case = small_case(
            {"as_of": "2026-06-30"},
            claims=[CLAIM],
            measures=[MEASURE],
            evidence=evidence,
            priorities=priorities,
        )
        assert ("e4",) == ServiceView(case, Terms()).idle.ids()


class TestStaff:
    """Who was seen, in which records."""

    def service(self) -> ServiceView:
        seen = {"e1": "ann;ben", "e2": "ben", "e3": None, "e4": "cy"}
        evidence = [audit(id, f"2026-04-0{id[1]}", 5, staff=staff) for id, staff in seen.items()]
        return ServiceView(
            small_case({"as_of": "2026-06-30"}, claims=[CLAIM], measures=[MEASURE], evidence=evidence),
            Terms(),
        )

    def test_each_record_has_its_own(self) -> None:
        """Two people, one, nobody and another, in the order of the records."""
        service = self.service()
        assert [("ann", "ben"), ("ben",), (), ("cy",)] == service.staff(service.records)

    def test_people_are_named_once(self) -> None:
        """Ben was seen twice in the first two records, and is one of two people there."""
        service = self.service()
        assert {"ann", "ben"} == service.people(service.named(("e1", "e2")))

    def test_the_records_that_saw_somebody(self) -> None:
        """Of the first three records, newest first, those in which Ben or Cy was seen."""
        service = self.service()
        assert ("e2", "e1") == service.seeing(service.named(("e1", "e2", "e3")), {"ben", "cy"}).ids()

    def test_a_place_for_each_record_that_there_is(self) -> None:
        """An id that is no record has no place; the others keep their order."""
        service = self.service()
        places = service.record_places(("e2", "nobody", "e1"))
        rows = dict(zip(service.table["id"].to_list(), service.table["row"].to_list(), strict=True))
        assert [rows["e2"], rows["e1"]] == [place.row for place in places]
