"""The evidence graph: what stands on what, what would fall with one source, and where a story breaks."""

from __future__ import annotations

from typing import Any

import networkx
import pytest

from takehold.engine.doubts import Uncovered
from takehold.engine.edges import EdgeKind, NodeKind
from takehold.engine.graph import Argument, EvidenceGraph
from takehold.engine.independence import Cut, Lines, SinglePoints
from takehold.engine.view.thread import Link

from .asking import audit, service


class TestSupport:
    def test_a_claim_with_context_only_is_unsupported(self) -> None:
        """Activity, records from before the change and records that say the opposite lead to no claim."""
        records = [
            audit("e1"),
            audit("e2", "c2", kind="training"),
            audit("e3", "c2", date="2026-02-10"),
            audit("e4", "c2", result="not met"),
        ]
        assert ("c2",) == service(records, [{}, {}]).graph.unsupported()

    def test_support_reaches_through_claims(self) -> None:
        """A claim without a record is supported through one that it rests on, at any remove."""
        found = service([audit("e1", "c3")], [{"rests_on": "c2"}, {"rests_on": "c3"}, {}, {}]).graph
        assert ("c4",) == found.unsupported()
        assert ("e1",) == found.supporting("c1")

    def test_a_claim_of_no_such_id_is_a_key_error(self) -> None:
        """Asking for a claim that the case does not hold raises KeyError, as the views do."""
        found = service([audit("e1")]).graph
        for ask in (found.circles_under, found.unsupported_under, found.lines_of_support, found.broken_links):
            with pytest.raises(KeyError):
                ask("c9")
        with pytest.raises(KeyError):
            found.single_points("c9")

    def test_records_serving_no_claim_are_told(self) -> None:
        """A record linked to no claim is named, activity too."""
        records = [audit("e1"), audit("e3", ""), audit("e2", "", kind="training")]
        assert ("e2", "e3") == service(records).graph.records_serving_no_claim()


class TestCircles:
    def test_each_circle_is_named_whole_from_its_smallest_id(self) -> None:
        """Circles are told once each, in the order of resting."""
        rests = [
            {"rests_on": "c3"},
            {"rests_on": "c1"},
            {"rests_on": "c2"},
            {"rests_on": "c4"},
            {"rests_on": "c4"},
        ]
        assert (("c1", "c3", "c2"), ("c4",)) == service([audit("e1")], rests).graph.circles()

    def test_a_claim_that_ends_in_a_circle_stands_on_it(self) -> None:
        """A circle further down counts for every claim that reaches it, and for no other."""
        found = service([audit("e1")], [{"rests_on": "c2"}, {"rests_on": "c3"}, {"rests_on": "c2"}, {}]).graph
        assert (("c2", "c3"),) == found.circles_under("c1")
        assert () == found.circles_under("c4")


class TestSinglePoints:
    def test_one_document_and_one_recorder_on_every_path(self) -> None:
        """What all supporting records share lies on every path; what only some share does not."""
        records = [
            audit("e1", source="Book", recorded_by="Lead"),
            audit("e2", source="Book", recorded_by="Lead", date="2026-03-11"),
            audit("e3", source="Book", recorded_by="Deputy"),
        ]
        assert SinglePoints(documents=("Book",)) == service(records).graph.single_points("c1")
        assert SinglePoints(documents=("Book",), recorders=("Lead",)) == service(
            records[:2]
        ).graph.single_points("c1")

    def test_an_unsupported_claim_has_none(self) -> None:
        """Where nothing supports a claim there is nothing to withdraw."""
        assert SinglePoints() == service([audit("e1", "")]).graph.single_points("c1")

    def test_lines_share_neither_document_nor_recorder(self) -> None:
        """Two documents and two recorders, crossed by three records, are two lines; one recorder is one line."""
        records = [
            audit("e1", source="Book", recorded_by="Lead"),
            audit("e2", source="Book", recorded_by="Deputy"),
            audit("e3", source="Log", recorded_by="Lead"),
        ]
        assert Lines(by_document=2, by_recorder=2, by_both=2) == service(records).graph.lines_of_support("c1")
        records[1]["recorded_by"] = "Lead"
        assert Lines(by_document=2, by_recorder=1, by_both=1) == service(records).graph.lines_of_support("c1")

    def test_what_falls_with_what(self) -> None:
        """c1 hangs on the book, c2 on the record e3, c3 on neither alone; c4, resting on c1, falls with the book too."""
        records = [
            audit("e1", source="Book", recorded_by="Lead"),
            audit("e2", source="Book", recorded_by="Deputy"),
            audit("e3", "c2; c3", source="Log", recorded_by="Lead"),
            audit("e4", "c3", source="Book", recorded_by="Deputy"),
        ]
        found = service(records, [{}, {}, {}, {"rests_on": "c1"}]).graph
        assert ("c1", "c4") == found.fall_with(NodeKind.DOCUMENT, "Book")
        assert ("c2",) == found.fall_with(NodeKind.RECORDS, "e3")
        assert ("c2",) == found.fall_with(NodeKind.RECORDER, "Lead")
        assert () == found.fall_with(NodeKind.RECORDER, "Deputy")

    def test_a_cut_is_smaller_than_what_it_fells(self) -> None:
        """Of four records in three documents by three recorders, one recorder and the document of the rest will do."""
        records = [
            audit("e1", source="A", recorded_by="Lead"),
            audit("e2", source="B", recorded_by="Lead"),
            audit("e3", source="C", recorded_by="Deputy"),
            audit("e4", source="C", recorded_by="Cook"),
        ]
        found = service(records).graph
        assert Cut(documents=("C",), recorders=("Lead",)) == found.fewest_to_fall("c1")
        assert Lines(by_document=3, by_recorder=3, by_both=2) == found.lines_of_support("c1")

    def test_records_without_a_source_are_withdrawn_one_by_one(self) -> None:
        """Where document and recorder are blank nothing is shared, and only the records themselves can be taken away."""
        assert Cut(records=("e1", "e2")) == service([audit("e1"), audit("e2")]).graph.fewest_to_fall("c1")

    def test_one_record_by_two_paths_is_one_line(self) -> None:
        """c1 rests on c2 and c3, which both stand on e1: it is used twice, and is one line; e2 is used once."""
        records = [audit("e1", "c2; c3", source="Book"), audit("e2", "c2", source="Log")]
        found = service(records, [{"rests_on": "c2; c3"}, {}, {}]).graph
        assert ("e1",) == found.used_twice("c1")
        assert () == found.used_twice("c2")
        assert 2 == found.lines_of_support("c1").by_document

    def test_a_claim_below_another_by_two_ways_is_used_twice(self) -> None:
        """c1 rests on c2 and c3, and both on c4: what supports c4 reaches c1 twice."""
        rests = [{"rests_on": "c2; c3"}, {"rests_on": "c4"}, {"rests_on": "c4"}, {}]
        found = service([audit("e1", "c4")], rests).graph
        assert ("e1",) == found.used_twice("c1")
        assert () == found.used_twice("c2")


class TestDoubts:
    def test_on_context_only(self) -> None:
        """A claim with a briefing and nothing else stands on context; one without a record stands on nothing."""
        found = service([audit("e1", kind="briefing"), audit("e2", "c3")], [{}, {}, {}]).graph
        assert ("c1", "c2") == found.unsupported()
        assert ("c1",) == found.on_context_only()

    def test_past_shelf_life(self) -> None:
        """As at 30 June a record of 1 April is 90 days old, which is its last day."""
        found = service([audit("e1", date="2026-03-31"), audit("e2", date="2026-04-01")]).graph
        assert ("e1",) == found.past_shelf_life("c1")
        assert () == found.past_shelf_life("c1", 91)

    def test_too_early(self) -> None:
        """A record cannot prove what was done after it: neither the change, nor an action completed later."""
        records = [
            audit("e1", date="2026-02-27", relation="supports"),
            audit("e2", date="2026-03-19"),
            audit("e3", date="2026-03-20"),
        ]
        action = {"id": "a1", "claims": "c1", "text": "Fit bells", "opened": "2026-03-01"}
        done = action | {"completed": "2026-03-20", "check_evidence": "e2; e3"}
        assert (("a1", "e2"), ("c1", "e1")) == service(records, actions=[done]).graph.too_early("c1")
        asked = action | {"check_evidence": "e1; e2"}
        assert (("a1", "e1"), ("c1", "e1")) == service(records, actions=[asked]).graph.too_early("c1")

    def test_uncovered(self) -> None:
        """A claim for every team and shift is wider than records of one team by day."""
        places = {"teams": [{"id": "elm"}, {"id": "oak"}], "shifts": [{"id": "day"}, {"id": "night"}]}
        found = service([audit("e1", team="elm", shift="day"), audit("e2")], **places).graph
        assert Uncovered(("oak",), ("night",)) == found.uncovered("c1")

    def test_unanswered(self) -> None:
        """An action or a decision within 28 days answers a record that says the opposite, and so does citing it."""
        records = [audit(f"e{n}", date=f"2026-0{n}-02", result="not met") for n in (3, 4, 5, 6)]
        action = {"id": "a1", "claims": "c1", "text": "Fit bells", "opened": "2026-03-30"}
        reviews = [
            {"id": "r1", "date": "2026-05-03", "level": "manager", "about": "c1", "decision": "carry on"},
            {
                "id": "r2",
                "date": "2026-06-30",
                "level": "manager",
                "about": "c1",
                "decision": "Move the bells",
            }
            | {"evidence": "e5"},
        ]
        found = service(records, actions=[action], reviews=reviews).graph
        assert ("e4",) == found.unanswered("c1")
        assert ("e3", "e4", "e6") == found.unanswered("c1", 27)


class TestArgument:
    def test_unsupported_circular_and_single(self) -> None:
        """A graph from elsewhere is asked the same: what stands on nothing, in a circle, or on one piece alone."""
        stands = [
            ("a", "b"),
            ("b", "e"),
            ("a", "c"),
            ("c", "d"),
            ("d", "c"),
            ("f", "e"),
            ("f", "g"),
            ("a", "z"),
        ]
        found = Argument("abcdefghi", [*stands, ("h", "x")], ["e", "g"])
        assert ("c", "d", "h", "i") == found.unsupported()
        assert ("h", "i") == found.ends()
        assert ("h", "i") == found.alone()
        assert (("c", "d"),) == found.circles()
        assert {"a": "e", "b": "e"} == found.single_support()


STORY: dict[str, Any] = {
    "claims": [
        {"problem": "Half of calls waited over ten minutes", "cause": "Bells could not be heard upstairs"}
    ],
    "actions": [{"id": "a1", "claims": "c1", "text": "Fit bells upstairs", "opened": "2026-02-20"}],
    "reviews": [{"id": "r1", "date": "2026-03-20", "level": "manager", "about": "c1", "evidence": "e1"}],
}


class TestGoldenThread:
    def test_a_whole_story_is_a_path(self) -> None:
        """With all six links in order, none is broken and a path runs from the problem to the review."""
        found = service([audit("e1")], **STORY).graph
        assert () == found.broken_links("c1")
        assert found.has_golden_thread("c1")

    @pytest.mark.parametrize(
        ("change", "broken"),
        [
            ({"claims": [{"cause": "Bells could not be heard"}]}, Link.PROBLEM),
            ({"claims": [{"problem": "Calls waited"}]}, Link.CAUSE),
            ({"actions": []}, Link.ACTION),
            ({"actions": [STORY["actions"][0] | {"opened": "2026-03-11"}]}, Link.ACTION),
            ({"reviews": []}, Link.REVIEW),
            ({"reviews": [STORY["reviews"][0] | {"date": "2026-03-09"}]}, Link.REVIEW),
        ],
    )
    def test_a_broken_link_breaks_the_path(self, change: dict[str, Any], broken: Link) -> None:
        """Whatever link is missing or out of order is named, and no path runs through."""
        found = service([audit("e1")], **(STORY | change)).graph
        assert (broken,) == found.broken_links("c1")
        assert not found.has_golden_thread("c1")


class TestShape:
    def test_every_row_is_a_node_and_bears_as_drawn(self) -> None:
        """Rows, documents and recorders are nodes, and edges run the way the drawing says."""
        found = service(
            [audit("e1", source="Book", recorded_by="Lead"), audit("e2", date="2026-02-01")],
            measures=[{"id": "m1", "better": "higher", "summary": "proportion"}],
            monitoring=[{"id": "w1", "claim": "c1", "indicator": "m1"}],
            variation=[{"id": "v1", "claim": "c1"}],
            **STORY,
        ).graph
        assert ("Book",) == found.nodes(NodeKind.DOCUMENT)
        assert (("e1", "Lead"),) == found.edges(EdgeKind.RECORDED_BY)
        assert (("e2", "c1"),) == found.edges(EdgeKind.BASELINE_OF)
        assert (("w1", "m1"),) == found.edges(EdgeKind.WATCHES)
        assert (("c1", "v1"),) == found.edges(EdgeKind.QUALIFIED_BY)
        assert (("r1", "e1"),) == found.edges(EdgeKind.CITES)
        assert (("claims/c1", "a1"),) == found.edges(EdgeKind.ADDRESSED_BY)
        assert ("claims/c1",) == found.nodes(NodeKind.PROBLEM)

    def test_rows_of_the_plan_cite_records(self) -> None:
        """What led to a problem or an action, and what showed that it worked, are edges of their own."""
        found = service(
            [audit("e1"), audit("e2"), audit("e3")],
            priorities=[{"id": "p1", "problem": "Calls waited", "evidence": "e1"}],
            actions=[{"id": "a1", "text": "Fit bells", "evidence": "e2", "check_evidence": "e3"}],
        ).graph
        assert ("priorities/p1",) == found.nodes(NodeKind.PROBLEM)
        assert {("priorities/p1", "e1"), ("a1", "e1")} == set(found.edges(EdgeKind.CITES))
        assert (("a1", "e1"),) == found.edges(EdgeKind.SHOWN_BY)

    def test_an_action_leads_to_its_own_check(self) -> None:
        """Of several actions, each is checked by its own check and by the claim's records, never by another's."""
        actions = [
            {"id": f"a{n}", "claims": "c1", "text": "Fit bells", "opened": "2026-02-20"}
            | {"checked_on": f"2026-04-0{n}"}
            for n in (1, 2)
        ]
        found = service([audit("e1")], STORY["claims"], actions=actions).graph
        expected = {("a1", "actions/a1"), ("a1", "claims/c1"), ("a2", "actions/a2"), ("a2", "claims/c1")}
        assert expected == set(found.edges(EdgeKind.CHECKED_BY))

    def test_nothing_of_networkx_comes_out(self) -> None:
        """What the graph gives back is made of plain values of our own."""
        found = service([audit("e1")], **STORY).graph
        answers = [
            found.circles(),
            found.single_points("c1"),
            found.lines_of_support("c1"),
            found.nodes(NodeKind.CLAIM),
        ]
        assert not any(type(answer).__module__.startswith(networkx.__name__) for answer in answers)

    def test_it_is_built_once_per_service(self) -> None:
        """The service keeps its graph, and its claims ask the same one."""
        view = service([audit("e1")])
        assert isinstance(view.graph, EvidenceGraph)
        assert view.graph is view.claim("c1").graph
