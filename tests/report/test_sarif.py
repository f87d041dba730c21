"""SARIF: valid against the standard, within what GitHub takes, and right where a schema cannot say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest

from takehold.engine.model import Input, Place
from takehold.engine.report import Options, render
from takehold.engine.result import Outcome, Result, Subject

from .making import EVERY_OUTCOME, finding, hostile, many, nothing, result

SCHEMA = Path(__file__).parents[3] / "shared" / "facts" / "schemas" / "sarif-2.1.0.json"


def run(of: Result, **options: Any) -> dict[str, Any]:
    """The one run of a result's log."""
    (found,) = json.loads(render(of, "sarif", Options(**options)))["runs"]
    assert isinstance(found, dict)
    return found


def by_check(of: Result, **options: Any) -> dict[str, dict[str, Any]]:
    return {one["ruleId"]: one for one in run(of, **options)["results"]}


@pytest.mark.skipif(not SCHEMA.exists(), reason="the shared folder with the standard's schema is not there")
@pytest.mark.parametrize("made", [result, nothing, hostile], ids=lambda made: made.__name__)
@pytest.mark.parametrize("verbose", [False, True])
def test_it_is_valid_by_the_schema_of_the_standard(made: Any, verbose: bool) -> None:
    """A log holds against the published schema (OASIS, Errata 01)."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    log = json.loads(render(made(), "sarif", Options(verbose=verbose)))
    problems = jsonschema.validators.validator_for(schema)(schema).iter_errors(log)
    assert [] == [f"{list(problem.absolute_path)}: {problem.message}" for problem in problems]


class TestWhatASchemaCannotSay:
    """Rules of the standard that its schema does not hold."""

    def test_a_level_is_given_only_where_the_kind_is_fail(self) -> None:
        """Section 3.27.10: where the kind is not fail, the level is none."""
        for one in by_check(result(), verbose=True).values():
            assert (one["kind"] == "fail") == (one["level"] != "none")

    def test_each_outcome_has_its_kind(self) -> None:
        """Met passes, not met and a reservation fail, what cannot be told is open."""
        kinds = {check: one["kind"] for check, one in by_check(result(), verbose=True).items()}
        assert {
            "baseline-identified": "pass",
            "change-introduced": "fail",
            "no-recurrence": "notApplicable",
            "repeat-evidence": "fail",
            "sources-aligned": "open",
            "evidence-current": "open",
            "slippage-indicators": "fail",
            "action-owned": "fail",
            "evidence-linked": "fail",
        } == kinds

    def test_every_rule_that_a_result_names_is_where_it_says(self) -> None:
        """A ruleIndex points at the rule of that id."""
        found = run(result(), verbose=True)
        rules = found["tool"]["driver"]["rules"]
        assert [one["ruleId"] for one in found["results"]] == [
            rules[one["ruleIndex"]]["id"] for one in found["results"]
        ]

    def test_the_edges_of_the_graph_join_its_nodes(self) -> None:
        """Each edge starts and ends at a node, and no id stands twice."""
        (graph,) = run(result())["graphs"]
        nodes = [node["id"] for node in graph["nodes"]]
        edges = [edge["id"] for edge in graph["edges"]]
        assert len(set(nodes)) == len(nodes)
        assert len(set(edges)) == len(edges)
        assert {
            end for edge in graph["edges"] for end in (edge["sourceNodeId"], edge["targetNodeId"])
        } <= set(nodes)

    def test_the_sources_of_a_rule_are_in_its_taxonomy(self) -> None:
        """Each paragraph that a rule answers is a taxon of the document it names."""
        found = run(result())
        taxa = [{taxon["id"] for taxon in one["taxa"]} for one in found["taxonomies"]]
        for rule in found["tool"]["driver"]["rules"]:
            for relation in rule["relationships"]:
                assert relation["target"]["id"] in taxa[relation["target"]["toolComponent"]["index"]]


class TestGitHub:
    """What GitHub code scanning asks for beyond the standard."""

    def test_what_is_met_is_no_alert(self) -> None:
        """GitHub lists every result as an alert whatever its kind, so what passes is left out unless asked for."""
        assert not {"baseline-identified", "no-recurrence"} & set(by_check(result()))

    def test_every_result_has_a_place(self) -> None:
        """One result without a place makes GitHub refuse the whole file."""
        bare = tuple(attrs.evolve(one, locations=()) for one in EVERY_OUTCOME)
        for one in by_check(result(bare), verbose=True).values():
            (place,) = one["locations"]
            assert place["physicalLocation"]["artifactLocation"]["uri"]

    def test_a_finding_without_a_place_points_at_its_own_table(self) -> None:
        """A claim's finding belongs in the file of the claims."""
        one = by_check(result((finding("x", Outcome.NOT_MET),)))["x"]
        assert "claims.csv" == one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    def test_the_first_place_is_where_the_alert_stands(self) -> None:
        """The subject's own row is the place, the records are related places."""
        one = by_check(result())["repeat-evidence"]
        assert [2] == [place["physicalLocation"]["region"]["startLine"] for place in one["locations"]]
        lines = [place["physicalLocation"]["region"]["startLine"] for place in one["relatedLocations"]]
        assert [4, 5, 6] == lines

    def test_a_workbook_has_sheets_and_no_lines(self) -> None:
        """A place in a workbook names sheet and row in words and has no region."""
        one = by_check(result())["slippage-indicators"]
        (place,) = one["locations"]
        assert "case.xlsx" == place["physicalLocation"]["artifactLocation"]["uri"]
        assert "region" not in place["physicalLocation"]
        assert "claims, row 2, owner" == place["logicalLocations"][0]["fullyQualifiedName"]

    def test_addresses_start_from_the_repository(self) -> None:
        """The case's folder is put before each file, and what an address cannot hold is escaped."""
        of = result((finding("x", Outcome.NOT_MET, locations=(Place("a b#1.csv", 3),)),))
        one = by_check(of, base="services/elm house")["x"]
        uri = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert "services/elm%20house/a%20b%231.csv" == uri

    def test_a_fingerprint_stays_when_rows_and_words_change(self) -> None:
        """The fingerprint rests on service, check and subject alone, and differs where one of them does."""
        first = finding("x", Outcome.NOT_MET, message="one", locations=(Place("claims.csv", 2),))
        moved = attrs.evolve(first, message="two", locations=(Place("claims.csv", 9),))
        other = attrs.evolve(first, subject=Subject("claim", "c2"))
        prints = [
            by_check(result((one,)))["x"]["partialFingerprints"]["primaryLocationLineHash"]
            for one in (first, moved, other)
        ]
        assert prints[0] == prints[1] != prints[2]

    def test_rules_have_what_an_alert_shows(self) -> None:
        """Each rule has both descriptions, within 1,024 characters, and help, and at most ten tags."""
        for rule in run(hostile(), verbose=True)["tool"]["driver"]["rules"]:
            for name in ("shortDescription", "fullDescription"):
                assert 0 < len(rule[name]["text"]) <= 1024
            assert rule["help"]["text"]
            assert len(rule["properties"]["tags"]) <= 10

    def test_the_category_tells_services_apart(self) -> None:
        """The id of the run ends in a slash: all of it is the category, and it names service and ruleset."""
        assert "takehold/elm/cqc-readiness/" == run(result())["automationDetails"]["id"]

    def test_no_more_results_than_github_takes(self) -> None:
        """At most 25,000 results, the rest counted."""
        found = run(many(25_003))
        assert 25_000 == len(found["results"])
        assert 3 == found["properties"]["resultsLeftOut"]


class TestWhatWentWrong:
    """Waivers, failed checks and problems in the data."""

    def test_a_waiver_is_an_accepted_suppression(self) -> None:
        """A waived finding keeps its level and says who waived it, why and until when."""
        one = by_check(result())["slippage-indicators"]
        (suppression,) = one["suppressions"]
        assert ("external", "accepted") == (suppression["kind"], suppression["status"])
        assert (
            "Agreed at the board (waived by Quality lead until 1 September 2026)"
            == suppression["justification"]
        )
        assert "warning" == one["level"]

    def test_a_failed_check_makes_the_run_unsuccessful(self) -> None:
        """It is a notification that names its rule, and no result."""
        found = run(result())
        (invocation,) = found["invocations"]
        assert invocation["executionSuccessful"] is False
        failed = [one for one in invocation["toolExecutionNotifications"] if one["level"] == "error"]
        assert ["priority-live"] == [one["associatedRule"]["id"] for one in failed]
        assert "priority-live" not in by_check(result(), verbose=True)

    def test_a_sound_run_is_successful(self) -> None:
        """Findings that are not met do not make it unsuccessful."""
        (invocation,) = run(result((finding("x", Outcome.NOT_MET),)))["invocations"]
        assert invocation["executionSuccessful"] is True

    def test_the_files_read_are_artifacts_with_their_digests(self) -> None:
        """Each input is there with its SHA-256."""
        of = result(inputs=(Input("claims.csv", "sha256:" + "b" * 64, 1),))
        assert [{"location": {"uri": "claims.csv"}, "hashes": {"sha-256": "b" * 64}}] == run(of)["artifacts"]
