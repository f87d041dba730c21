"""The report for a terminal, and the result document: whole, narrow, and safe to print."""

from __future__ import annotations

import json
import re
from pathlib import Path

import attrs
import pytest

from takehold.engine.report import Options, format_of, known, render
from takehold.engine.report.escape import clean
from takehold.engine.result import Readiness, Result, Verdict

from .making import HOSTILE, hostile, nothing, pictured, result

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def text(of: Result, format: str = "text", options: Options | None = None) -> str:
    made = render(of, format, options)
    assert isinstance(made, str)
    return made


class TestText:
    """The report for a terminal."""

    @pytest.mark.parametrize("width", [60, 80, 100])
    def test_it_is_no_wider_than_asked_for(self, width: int) -> None:
        """Every line fits."""
        lines = text(result(), options=Options(width=width, verbose=True)).splitlines()
        assert max(map(len, lines)) <= width

    def test_what_a_manager_needs_comes_first(self) -> None:
        """The verdict, then each claim with what may be said, what stands in the way, and until when."""
        words = text(result())
        order = [
            "Elm House, as at 30 June 2026",
            "The case says more than its evidence shows.",
            "Verdict: overstated",
            "Goes further than the evidence: says embedded, evidence reaches improved",
            "You could say: On Oak, calls are answered sooner",
            "✗ repeat-evidence",
            "? sources-aligned",
            "~ change-introduced",
            "w slippage-indicators",
            "Earliest it could be embedded: 30 September 2026",
            "action a1",
        ]
        places = [words.find(part) for part in order[:-1]] + [words.find("a1 action-owned")]
        assert -1 not in places
        assert sorted(places) == places

    def test_the_verdict_without_waivers_is_said_where_it_differs(self) -> None:
        """A waiver never hides what the verdict would be."""
        verdict = Verdict(Readiness.READY, Readiness.OVERSTATED, "embedded", "The case stands")
        assert "Without waivers it would be: overstated" in text(attrs.evolve(result(), verdict=verdict))
        assert "Without waivers" not in text(result())

    def test_colour_comes_only_when_asked_for(self) -> None:
        """Without it there is no escape sequence at all."""
        assert "\x1b[" not in text(result())
        assert "\x1b[1m" in text(result(), options=Options(colour=True))

    @pytest.mark.parametrize("format", ["text", "markdown", "github", "tap", "junit", "sarif", "json"])
    @pytest.mark.parametrize("made", [hostile, nothing, pictured], ids=["hostile", "nothing", "pictured"])
    def test_nothing_in_it_is_obeyed_by_a_terminal(self, format: str, made: object) -> None:
        """No control character, no direction override and no half of a character, in any format of text."""
        assert callable(made)
        assert not CONTROL.search(text(made(), format, Options(verbose=True)))

    @pytest.mark.parametrize("format", ["text", "tap", "json", "sarif"])
    def test_a_build_server_takes_no_order_from_it(self, format: str) -> None:
        """No line begins with a workflow command, and none holds a logging command."""
        for line in text(hostile(), format, Options(verbose=True)).splitlines():
            assert not line.lstrip().startswith("::")
            assert "##[" not in line


class TestJson:
    """The result document."""

    def test_it_reads_back_as_what_was_said(self) -> None:
        """Every text comes back as it was in the data, halves of characters apart."""
        document = json.loads(text(hostile(), "json"))
        messages = {finding["message"] for finding in document["findings"]}
        assert set(HOSTILE) == messages

    def test_its_keys_stand_in_the_published_order(self) -> None:
        """The document begins with its form and version."""
        assert [
            "format",
            "takehold",
            "service",
            "as_of",
            "ruleset",
            "inputs",
            "verdict",
            "claims",
            "findings",
            "path",
            "problems",
        ] == list(json.loads(text(result(), "json")))

    def test_pictures_are_no_part_of_it(self) -> None:
        """Drawn or not, the document is the same."""
        plain = attrs.evolve(pictured(), pictures=(), register=(), method=None)
        assert text(plain, "json") == text(pictured(), "json")


class TestFormats:
    """Which formats there are."""

    def test_an_unknown_format_names_the_nearest(self) -> None:
        """What was probably meant is said."""
        with pytest.raises(Exception, match="the nearest is sarif"):
            known("sarf")

    @pytest.mark.parametrize("name", ["a.docx", "a", "a."])
    def test_an_ending_that_is_none_is_refused(self, name: str) -> None:
        """Every known ending is said."""
        with pytest.raises(Exception, match=r"\.html"):
            format_of(Path(name))

    @pytest.mark.parametrize(
        ("dirty", "expected"),
        [
            ("a\nb\tc", "a b c"),
            ("\x1b[31mred", "�[31mred"),
            ("a\u202eb", "a�b"),
            ("can\u2019t", "can\u2019t"),
            ("میخواهم\u200c", "میخواهم\u200c"),
            ("a\u00a0b", "a b"),
            ("x ::error::y", "x : :error: :y"),
            ("##[group]", "# #[group]"),
        ],
    )
    def test_clean_shows_and_never_obeys(self, dirty: str, expected: str) -> None:
        """Spaces are spaces, what cannot be seen is �, scripts that need joiners keep them."""
        assert expected == clean(dirty)
