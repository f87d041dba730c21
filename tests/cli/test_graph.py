"""`takehold graph` and `takehold explain CLAIM --without`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.cli import main

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    def ask(*words: str | Path) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return ask


class TestGraph:
    def test_a_tree_is_what_comes_unasked(self, run: Any) -> None:
        """Each claim with what it stands on, within 80 columns."""
        status, out, _ = run("graph", FIXTURES / "ready")
        assert 0 == status
        assert "├─ Supported by" in out and "The service as a whole" in out
        assert max(map(len, out.splitlines())) <= 80

    @pytest.mark.parametrize(
        ("format", "begins"),
        [
            ("mermaid", "```mermaid\nflowchart"),
            ("dot", "digraph"),
            ("graphml", "<?xml"),
            ("gsn", "module:"),
            ("json", "{"),
        ],
    )
    def test_every_format_can_be_asked_for(self, run: Any, format: str, begins: str) -> None:
        """Standard output is the graph and nothing else."""
        status, out, err = run("graph", FIXTURES / "early", "--format", format)
        assert (0, "") == (status, err)
        assert out.startswith(begins)

    def test_it_is_the_graph_as_at_a_date(self, run: Any) -> None:
        """Nothing dated later is in it."""
        _, out, _ = run("graph", FIXTURES / "ready", "--as-of", "2026-06-30", "--format", "json")
        assert "2026-06-30" == json.loads(out)["graph"]["as_of"]

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            ((), "one of the two"),
            ((FIXTURES / "ready", "--from", "x"), "one of the two"),
            ((FIXTURES / "ready", "--claim", "c9"), "did you mean 'c"),
            ((FIXTURES / "ready", "--around", "nothing at all"), "nothing in the graph"),
            ((FIXTURES / "ready", "--by", "colour"), "choose from kind"),
            ((FIXTURES / "ready", "--depth", "3"), "name it with --around ID"),
            (("--from", "nowhere.dot"), "could not be read"),
        ],
    )
    def test_what_cannot_be_shown_is_refused(self, run: Any, words: tuple[Any, ...], says: str) -> None:
        """A sentence, and status 2."""
        status, out, err = run("graph", *words)
        assert (2, "") == (status, out)
        assert says in err

    def test_a_graph_from_elsewhere_is_reported_on(self, run: Any, tmp_path: Path) -> None:
        """What it lacks is told as of our own."""
        (tmp_path / "g.dot").write_text('digraph { a -> b; b -> a; c -> "d e" }')
        status, out, _ = run("graph", "--from", tmp_path / "g.dot")
        assert 0 == status
        assert "g.dot: 4 statements, 3 links" in out
        assert "a on b on a" in out


class TestWithout:
    def test_a_claim_is_told(self, run: Any) -> None:
        """How far its evidence reaches, and what it would fall without."""
        status, out, _ = run("explain", "c3", FIXTURES / "ready")
        assert 0 == status
        assert "Believed: says embedded, evidence reaches" in out
        assert "it would fall without" in out

    def test_what_the_verdict_would_be(self, run: Any) -> None:
        """Without everything recorded at night the claim of every shift is not what it was."""
        status, out, _ = run("explain", "c1", FIXTURES / "ready", "--without", "shift:night")
        assert 0 == status
        assert "records of the shift 'night':" in out
        assert "where it reaches service-wide now" in out
        assert "✗ spread-mapped: not met (is met)" in out

    def test_without_one_record_of_many_nothing_turns(self, run: Any) -> None:
        """One record more or less is not what a broad claim hangs on."""
        _, out, _ = run("explain", "c1", FIXTURES / "ready", "--without", "vh0192")
        assert "Without record vh0192:" in out
        assert "would reach as far: service-wide" in out

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("c9", FIXTURES / "ready"), "no check and no claim called 'c9'"),
            (("c1", FIXTURES / "ready", "--without", "vh-none"), "is called 'vh-none'"),
            (("claim-supported", "--without", "e1"), "takehold explain CLAIM CASE --without ID"),
        ],
    )
    def test_what_cannot_be_told_is_refused(self, run: Any, words: tuple[Any, ...], says: str) -> None:
        """A sentence, and status 2."""
        status, _, err = run("explain", *words)
        assert 2 == status
        assert says in " ".join(err.split())
