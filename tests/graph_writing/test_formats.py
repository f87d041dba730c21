"""The graph in every format: read back by outside readers, safe whatever the data says, and never too much to look at."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import networkx
import pytest

from takehold.engine.casefile import as_at, read_case
from takehold.engine.errors import UsageError
from takehold.engine.graph_writing import FORMATS, Options, render
from takehold.engine.graph_writing.mermaid import MOST_CHARACTERS, MOST_EDGES
from takehold.engine.measure.terms import Terms
from takehold.engine.model import KINDS
from takehold.engine.testing import small_case
from takehold.engine.view import ServiceView

yaml: Any = pytest.importorskip("yaml", reason="a reader of YAML is not installed")
FIXTURES = Path(__file__).parents[2] / "fixtures"
EVIL = (
    '"]; click n1 "javascript:alert(1)"',
    '%%{init: {"theme":"dark"}}%%',
    "```\n# heading",
    "</text><script>alert(1)</script>",
    "`**bold**`",
    "end",
    'a\\nb\\" ]',
    "\x1b[31mred",
    "#quot; #35; &amp;",
    "- x",
    "1. x",
    "key: [a, b]\n- c: !!python/object/apply:os.system ['x']",
    "*anchor &b",
    "=cmd|x",
    "\u202eabc",
    "[bold]x[/bold]",
    "subgraph x",
    "<<: *x",
    "a\x01",
    "a\x02",
    "é 漢 😀",
)
"""What any of the formats, or what shows them, might take for more than words."""


@pytest.fixture(scope="module")
def ready() -> ServiceView:
    return ServiceView(as_at(read_case(FIXTURES / "ready")), Terms())


@pytest.fixture(scope="module")
def evil() -> ServiceView:
    records = [
        {"id": f"e{n}", "date": "2026-03-10", "kind": "audit", "claims": "c1", "result": "met"}
        | {"source": words, "recorded_by": words}
        for n, words in enumerate(EVIL)
    ]
    records += [
        {"id": words.replace(";", ""), "date": "2026-03-11", "kind": "incident", "claims": "c1"}
        for words in EVIL
    ]
    claim = {"id": "c1", "statement": EVIL[3], "stage": "improved", "changed_on": "2026-03-01"}
    case = small_case(
        {"as_of": "2026-06-30", "name": EVIL[0]},
        claims=[claim | {"cause": EVIL[1], "problem": EVIL[2]}],
        evidence=records,
        actions=[{"id": "a1", "claims": "c1", "text": EVIL[4]}],
    )
    return ServiceView(case, Terms())


def both(service: ServiceView, options: Options) -> tuple[Any, Any]:
    """The graph as networkx reads it from GraphML and from node-link JSON."""
    xml = io.BytesIO(render(service, "graphml", options).encode())
    link = json.loads(render(service, "json", options))
    return networkx.read_graphml(xml, force_multigraph=True), networkx.node_link_graph(link, edges="edges")


def plain(graph: Any) -> tuple[Any, Any, Any]:
    """What a graph holds, whatever its edges are numbered by."""
    edges = sorted((a, b, data["kind"], data["records"]) for a, b, data in graph.edges(data=True))
    return graph.graph.get("service"), dict(graph.nodes(data=True)), edges


class TestForPrograms:
    @pytest.mark.parametrize("name", ["ready", "evil"])
    @pytest.mark.parametrize("options", [Options(), Options(records=True)])
    def test_networkx_reads_the_same_graph_from_both(
        self, name: str, options: Options, request: pytest.FixtureRequest
    ) -> None:
        """GraphML and JSON hold the same nodes, edges and attributes, and networkx writes and reads them unchanged."""
        xml, link = both(request.getfixturevalue(name), options)
        assert plain(xml)[1:] == plain(link)[1:]
        again = io.BytesIO()
        networkx.write_graphml(xml, again)
        again.seek(0)
        assert plain(networkx.read_graphml(again, force_multigraph=True)) == plain(xml)
        data = networkx.node_link_data(link, edges="edges")
        assert plain(networkx.node_link_graph(json.loads(json.dumps(data)), edges="edges")) == plain(link)

    def test_every_record_is_in_it(self, ready: ServiceView) -> None:
        """Rolled up or one by one, the records of all nodes add up to the case's."""
        for options in (Options(), Options(records=True), Options(by=("kind",))):
            _, graph = both(ready, options)
            assert sum(data["records"] for _, data in graph.nodes(data=True)) == len(ready.ledger)

    def test_weights_are_the_records_behind_an_edge(self, ready: ServiceView) -> None:
        """However records are rolled up, the edges from them to each document weigh as many records as it holds."""
        expected = dict.fromkeys(ready.ledger.words["source"].words, 0)
        for source in ready.table["source"].drop_nulls().to_list():
            expected[source] += 1
        for options in (Options(), Options(by=("kind",)), Options(by=())):
            _, graph = both(ready, options)
            found = dict.fromkeys(expected, 0)
            for _, end, data in graph.edges(data=True):
                if data["kind"] == "recorded in":
                    found[graph.nodes[end]["name"]] += data["records"]
            assert expected == found


class TestDot:
    @pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
    @pytest.mark.parametrize("name", ["ready", "evil"])
    def test_graphviz_draws_it(self, name: str, request: pytest.FixtureRequest) -> None:
        """Graphviz takes it without a warning, and draws as many nodes as there are."""
        service = request.getfixturevalue(name)
        text = render(service, "dot")
        done = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=True)
        assert b"" == done.stderr
        nodes = re.findall(r'^  "(?:[^"\\]|\\.)*" \[label=', text, re.MULTILINE)
        assert len(nodes) == done.stdout.count(b'class="node"') > 10
        assert b"<script" not in done.stdout

    def test_nothing_in_it_is_markup(self, evil: ServiceView) -> None:
        """Outside quoted strings there is nothing of the data."""
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", render(evil, "dot", Options(records=True)))
        assert not re.search(r"click|script|alert|theme|bold\*", bare)


class TestMermaid:
    def test_labels_hold_letters_and_numbers_only(self, evil: ServiceView) -> None:
        """Whatever could be markup, a directive or the end of the block stands by its number."""
        text = render(evil, "mermaid", Options(records=True))
        first, second, *lines, last = text.splitlines()
        assert ("```mermaid", "flowchart LR", "```") == (first, second, last)
        label = r'"(?:[^"<>`{}\[\]|\\%&#;]|#\d+;)*"'
        ends = r"(?:\[/|\(\[|\{\{|>|\[|\()", r"(?:/\]|\]\)|\}\}|\]|\))"
        node = rf"  \w+{ends[0]}{label}{ends[1]}"
        edge = rf"  n\d+ (?:-->|==>|--x|-\.->)\|{label}\| n\d+"
        assert [] == [line for line in lines if not re.fullmatch(f"{node}|{edge}", line)]

    def test_a_picture_fits_what_mermaid_draws(self, ready: ServiceView) -> None:
        """The whole service and each claim are within its limits, and small enough to look at."""
        for claim in (None, "c1", "c2", "c3"):
            text = render(ready, "mermaid", Options(claim=claim))
            assert text.count("|") / 2 <= MOST_EDGES
            assert len(text) <= MOST_CHARACTERS
            assert len(text.splitlines()) < 300

    def test_what_would_not_be_drawn_is_refused(self, ready: ServiceView) -> None:
        """Every record one by one is more than it draws, and it is said what to do instead."""
        with pytest.raises(UsageError, match="--claim"):
            render(ready, "mermaid", Options(records=True))


class TestGsn:
    @pytest.mark.parametrize("name", ["ready", "evil"])
    def test_yaml_reads_what_was_meant(self, name: str, request: pytest.FixtureRequest) -> None:
        """Every element has a text and an id of its kind, and names only elements that are there."""
        service = request.getfixturevalue(name)
        found = yaml.safe_load(render(service, "gsn", Options()))
        module = found.pop("module")
        assert module["name"].startswith("Vellaby" if name == "ready" else '"]; click')
        for id, element in found.items():
            assert re.match(r"(G|Sn|CSn|C)", id)
            assert isinstance(element["text"], str)
            for column in ("supportedBy", "inContextOf", "challenges"):
                assert set(element.get(column, ())) <= set(found)
            assert not ("undeveloped" in element and "supportedBy" in element)

    def test_an_undeveloped_goal_is_marked(self) -> None:
        """A claim that nothing supports is undeveloped; one that says the opposite is challenged; a circle is cut."""
        claim = {"statement": "s", "stage": "improved", "changed_on": "2026-03-01"}
        case = small_case(
            {"as_of": "2026-06-30"},
            claims=[
                {"id": "c1", **claim, "rests_on": "c2"},
                {"id": "c2", **claim, "rests_on": "c1"},
                {"id": "c3", **claim, "rests_on": "c4"},
                {"id": "c4", **claim},
            ],
            evidence=[
                {"id": "e1", "date": "2026-03-10", "kind": "audit", "claims": "c4", "result": "met"},
                {"id": "e2", "date": "2026-03-10", "kind": "audit", "claims": "c3", "result": "not met"},
            ],
        )
        found = yaml.safe_load(render(ServiceView(case, Terms()), "gsn"))
        assert ["G_c2"] == [id for id, element in found.items() if element.get("undeveloped")]
        assert ["G_c2"] == found["G_c1"]["supportedBy"]
        assert ["G_c4"] == found["G_c3"]["supportedBy"]
        assert ["Sn_e1"] == found["G_c4"]["supportedBy"]
        assert ["G_c3"] == found["CSn_e2"]["challenges"]
        assert ["G_c1", "G_c3"] == found["G0"]["supportedBy"]


class TestAnyFormat:
    @pytest.mark.parametrize("format", FORMATS)
    def test_it_is_the_same_each_time(self, format: str, ready: ServiceView) -> None:
        """The same case gives the same text, from a view made anew."""
        again = ServiceView(ready.case, Terms())
        assert render(ready, format) == render(again, format)

    @pytest.mark.parametrize("format", FORMATS)
    def test_nothing_a_terminal_obeys_is_left(self, format: str, evil: ServiceView) -> None:
        """No control character and nothing that turns writing round comes through."""
        text = render(evil, format, Options(records=True))
        assert all(char.isprintable() or char == "\n" for char in text)

    @pytest.mark.parametrize("format", ["text", "mermaid", "dot", "gsn"])
    def test_one_claim_brings_what_it_rests_on(self, format: str, ready: ServiceView) -> None:
        """The picture of c2, which rests on c1, shows both and not c3."""
        text = render(ready, format, Options(claim="c2"))
        assert "Falls have come down" in text and "On Kiln, Lantern" in text
        assert "People who ring now" not in text

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (Options(claim="c9"), "did you mean 'c"),
            (Options(around="Quality Ledger"), "nothing in the graph is called"),
            (Options(around="c3", claim="c1"), "'c3' has no part in what 'c1' stands on"),
            (Options(by=("colour",)), "choose from kind, team, shift, cycle"),
        ],
    )
    def test_a_name_that_is_none_is_told(self, options: Options, said: str, ready: ServiceView) -> None:
        """An unknown claim, node or column is said plainly, with what would do."""
        with pytest.raises(UsageError, match=said):
            render(ready, "json", options)

    def test_a_name_of_several_things_is_asked_about(self) -> None:
        """Where a document and a recorder share a name, the kind before it tells them apart."""
        case = small_case(
            {"as_of": "2026-06-30"},
            claims=[{"id": "c1", "statement": "s", "stage": "improved", "changed_on": "2026-03-01"}],
            evidence=[
                {"id": "e1", "date": "2026-03-10", "kind": "audit", "claims": "c1", "result": "met"}
                | {"source": "Lead", "recorded_by": "Lead"}
            ],
        )
        service = ServiceView(case, Terms())
        with pytest.raises(UsageError, match="document:Lead, recorder:Lead"):
            render(service, "text", Options(around="Lead"))
        found = json.loads(render(service, "json", Options(around="recorder:Lead")))
        assert {"records:e1", "recorder:Lead"} == {node["id"] for node in found["nodes"]}

    @pytest.mark.parametrize("format", FORMATS)
    def test_what_is_looked_at_is_never_left_out(self, format: str) -> None:
        """Around a document of so many records that documents would be left out, the document is shown all the same."""
        records = [
            {"id": f"e{n}", "date": f"2026-{n % 3 + 1:02}-{n % 28 + 1:02}", "claims": f"c{n % 30}"}
            | {"kind": KINDS[n % len(KINDS)], "result": "met", "source": "Book", "recorded_by": f"R{n % 40}"}
            for n in range(1_000)
        ]
        claims = [
            {"id": f"c{n}", "statement": "s", "stage": "improved", "changed_on": "2026-02-01"}
            for n in range(30)
        ]
        service = ServiceView(small_case({"as_of": "2026-06-30"}, claims=claims, evidence=records), Terms())
        if format == "gsn":
            with pytest.raises(UsageError, match="'Book' is a document"):
                render(service, format, Options(around="Book"))
        else:
            assert "Book" in render(service, format, Options(around="Book"))
