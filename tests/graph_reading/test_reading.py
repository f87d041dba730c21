"""Graphs that nobody here wrote: read in each form, and what is weak in them told."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.errors import UsageError
from takehold.engine.graph_reading import read_argument, report
from takehold.engine.graph_reading.dot import read as read_dot
from takehold.engine.graph_reading.gsn import read as read_gsn

GRAPHS = Path(__file__).parents[3] / "shared" / "data" / "graphs"
needs_shared = pytest.mark.skipif(not GRAPHS.exists(), reason="the shared graphs are not beside the project")


def told(path: Path) -> str:
    return " ".join(report(read_argument(path), 10_000).split())


@needs_shared
class TestAssuranceCase:
    """A real assurance case whose own authors say what it lacks."""

    def test_its_gaps_are_found(self) -> None:
        """273 statements, 267 links, 36 of them with neither evidence nor score, 20 isolated, 1 link suspect."""
        text = told(GRAPHS / "eclipse_tsf_nlohmann")
        assert "273 statements, 267 links" in text
        assert "36 stand on nothing and are no evidence: AOU-01, AOU-02" in text
        assert "20 are joined to nothing" in text
        assert "1 link marked suspect: TT-EXPECTATIONS on TA-CONSTRAINTS" in text
        assert "None stands on itself in a circle" in text

    def test_its_own_file_holds_the_same_graph(self) -> None:
        """The original in DOT has the statements and links of the tables."""
        table, dot = (read_argument(GRAPHS / "eclipse_tsf_nlohmann" / name) for name in ("", "dotstop.dot"))
        assert set(table.statements) == set(dot.statements)
        assert {(x.start, x.end) for x in table.links} == {(x.start, x.end) for x in dot.links}


@needs_shared
class TestGsn:
    def test_the_raw_files_say_what_the_tables_say(self) -> None:
        """Read from YAML or from the tables made of it, the examples are the same graph."""
        table, raw = (
            read_argument(GRAPHS / "gsn2x_examples"),
            read_argument(GRAPHS / "gsn2x_examples" / "raw"),
        )
        assert set(table.statements) == set(raw.statements)
        assert set(table.evidence) == set(raw.evidence)
        assert {(x.start, x.end, x.kind) for x in table.links} == {
            (x.start, x.end, x.kind) for x in raw.links
        }

    def test_undeveloped_goals_are_those_they_mark(self) -> None:
        """The four goals marked undeveloped stand on nothing, and only they and a goal whose module lies elsewhere do."""
        text = told(GRAPHS / "gsn2x_examples")
        assert (
            "3 stand on nothing and are no evidence: example.gsn.yaml#G7, modular/index.gsn.yaml#G2" in text
        )
        assert "2 are joined to nothing: minimalcss/min.gsn.yaml#G1 and modular/sub1.gsn.yaml#G3" in text
        assert "11 challenged" in text


class TestForms:
    def test_tables_tell_evidence_by_their_columns(self, tmp_path: Path) -> None:
        """A node with something under a heading of evidence is evidence; another that stands on nothing is a gap."""
        (tmp_path / "nodes.csv").write_text("id,evidence_type\na,\nb,audit\nc,\n")
        (tmp_path / "edges.csv").write_text("parent,child,kind\na,b,reviewed\na,c,reviewed\nc,d,\n")
        text = told(tmp_path)
        assert "1 stands on nothing and is no evidence: c" in text
        assert "b alone carries a" in text
        assert "1 link with an end that is not there, or in another module: c on d" in text

    def test_circles_are_named_whole(self, tmp_path: Path) -> None:
        """A circle made by hand is told from its smallest id on."""
        (tmp_path / "edges.csv").write_text("parent,child\nb,c\nc,a\na,b\nd,e\n")
        assert "1 circle of statements that stand on each other │ └─ a on b on c on a" in told(tmp_path)

    def test_dot_is_read_in_its_simple_part(self) -> None:
        """Quoted and bare ids, chains, attributes, comments and default attributes."""
        text = """strict digraph "my graph" { // what it is
          node [shape=box]; rankdir=LR;
          "a b" -> c -> d [label="supports", weight=2]; # a chain
          e; "say \\"x\\""
          /* over
          lines */ c -> e
        }"""
        ids, edges = read_dot(text)
        assert ["a b", "c", "d", "e", 'say "x"'] == ids
        assert [("a b", "c", "supports"), ("c", "d", "supports"), ("c", "e", "")] == edges

    def test_gsn_is_read_in_its_simple_part(self) -> None:
        """Lists in brackets, below, or a single id; texts, modules and comments are passed over."""
        text = """module:
  name: x
G1: # the top
  text: |
    supportedBy: [not this]
    - nor this
  supportedBy: [G2, "Sn1"]  # both
'G2':
  supportedBy:
    - Sn2
    - Sn3
  inContextOf: C1
C1: {}
"""
        expected = {
            "G1": {"supportedBy": ("G2", "Sn1")},
            "G2": {"supportedBy": ("Sn2", "Sn3"), "inContextOf": ("C1",)},
            "C1": {},
        }
        assert expected == read_gsn(text)

    @pytest.mark.parametrize(
        ("name", "text", "said"),
        [
            ("edges.csv", "from,to\na,b\n", "no column parent or child"),
            ("x.dot", "digraph {\n a -> <b> }", "line 2"),
            ("x.dot", "digraph { a [label=x", "not closed"),
            ("x.yaml", "- a\n- b\n", "line 1"),
            ("x.yaml", "G1:\n  supportedBy: [G2,\n   G3]\n", "line 2"),
            ("x.txt", "", "a graph is"),
        ],
    )
    def test_what_cannot_be_read_is_told(self, name: str, text: str, said: str, tmp_path: Path) -> None:
        """Neither a traceback nor a guess: what is wrong, and on which line."""
        (tmp_path / name).write_text(text)
        with pytest.raises(UsageError, match=said):
            read_argument(tmp_path / name)

    def test_a_folder_without_a_graph_is_told(self, tmp_path: Path) -> None:
        """An empty folder, and one that is not there, are said plainly."""
        with pytest.raises(UsageError, match="holds neither"):
            read_argument(tmp_path)
        with pytest.raises(UsageError, match="could not be read"):
            read_argument(tmp_path / "none.dot")
