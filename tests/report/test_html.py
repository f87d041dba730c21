"""The page: self-contained, readable without sight or colour, nothing of the data's own obeyed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import attrs
import pytest

from takehold.engine.picture import Phase
from takehold.engine.report import Options, render
from takehold.engine.result import Result

from .making import HOSTILE, nothing, pictured, poisoned, result

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Element:
    def __init__(self, tag: str, attributes: dict[str, str], parents: tuple[Element, ...]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parents = parents
        self.text = ""


class Page(HTMLParser):
    """A page as a browser takes it: every element with its text, in order."""

    def __init__(self, of: Result) -> None:
        super().__init__()
        made = render(of, "html", Options())
        assert isinstance(made, str)
        self.source = made
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(made)
        assert [] == self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop().tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def classed(self, name: str) -> list[Element]:
        return [element for element in self.elements if name in element.attributes.get("class", "").split()]


PAGES = [result, nothing, pictured, poisoned]


@pytest.fixture(params=PAGES, ids=lambda made: str(made.__name__))
def page(request: Any) -> Page:
    return Page(request.param())


class TestSelfContained:
    """One file that needs nothing else."""

    def test_nothing_is_fetched_and_no_script_runs(self, page: Page) -> None:
        """There is no script, no picture or style from elsewhere, and the page's own policy forbids them."""
        assert [] == page.all("script", "img", "link", "iframe", "object", "embed", "form", "base")
        links = [element.attributes["href"] for element in page.all("a")]
        assert all(link.startswith("#") for link in links)
        assert not any(name.startswith("on") for element in page.elements for name in element.attributes)
        (policy,) = [e.attributes["content"] for e in page.all("meta") if "http-equiv" in e.attributes]
        assert policy.startswith("default-src 'none'")

    def test_the_style_asks_for_nothing(self, page: Page) -> None:
        """The style sheet names no address."""
        (style,) = page.all("style")
        assert not re.search(r"url\(|@import", style.text)

    def test_every_link_leads_somewhere(self, page: Page) -> None:
        """Each link within the page has its target, and no id stands twice."""
        ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
        assert len(set(ids)) == len(ids)
        assert {element.attributes["href"][1:] for element in page.all("a")} <= set(ids)

    def test_the_same_result_gives_the_same_page(self) -> None:
        """There is no clock and no chance in it."""
        assert Page(pictured()).source == Page(pictured()).source


class TestReadable:
    """For a screen reader, a keyboard, and eyes that do not tell red from green."""

    def test_it_says_its_language_and_title(self, page: Page) -> None:
        """British English, and a title that begins with the service."""
        assert "en-GB" == page.all("html")[0].attributes["lang"]
        assert page.all("title")[0].text

    def test_headings_go_down_one_step_at_a_time(self, page: Page) -> None:
        """One first heading, and no level is passed over."""
        levels = [int(element.tag[1]) for element in page.all("h1", "h2", "h3", "h4")]
        assert 1 == levels.count(1)
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_every_table_has_a_caption_and_headings(self, page: Page) -> None:
        """Each says what it is, and each heading says what it is the heading of."""
        for table in page.all("table"):
            inside = [element for element in page.elements if table in element.parents]
            assert [e.text for e in inside if e.tag == "caption"] != [""]
            assert all(e.attributes.get("scope") in ("col", "row") for e in inside if e.tag == "th")
            assert any(e.tag == "th" for e in inside)

    def test_a_chart_is_said_in_words_and_given_as_a_table(self) -> None:
        """The drawing has a name that says what it shows, and each mark has its own."""
        page = Page(pictured())
        (chart,) = page.all("svg")
        assert "img" == chart.attributes["role"]
        assert "Before the change on 1 March 2026: 50% (10 of 20)." in chart.attributes["aria-label"]
        marks = [e.text for e in page.all("title") if chart in e.parents]
        assert "April 2026: 90% (9 of 10); at the improved position" in marks
        assert "Calls answered, cycle by cycle" in [e.text for e in page.all("caption")]

    def test_the_cycle_of_the_change_is_told_apart_in_the_table(self) -> None:
        """A change in the middle of March leaves two rows of March, each of which says which part it is."""
        shown = pictured()
        (picture,) = shown.pictures
        first = next(n for n, point in enumerate(picture.points) if point.phase is Phase.AFTER)
        points = list(picture.points)
        points[first - 1] = attrs.evolve(points[first - 1], label="March 2026")
        page = Page(attrs.evolve(shown, pictures=(attrs.evolve(picture, points=tuple(points)),)))
        cycles = [e.text for e in page.all("th") if e.attributes.get("scope") == "row"]
        assert {"March 2026, before the change", "March 2026, since the change"} <= set(cycles)
        assert "March 2026" not in cycles
        assert "January 2026" in cycles

    def test_a_place_is_marked_by_sign_and_word_too(self) -> None:
        """A cell of the heat map says where it stands, besides its shade."""
        page = Page(pictured())
        said = [e.text for e in page.all("td") if e.attributes.get("class") == "improved"]
        assert said and all(text.startswith("✓") and "at the improved position" in text for text in said)

    def test_stages_say_what_their_shade_says(self) -> None:
        """Each rung of the ladder has its state in words."""
        states = [element.text for element in Page(pictured()).classed("state")]
        assert ["✓ reached", "✓ reached", "not reached", "not reached", "not reached"] == states


class TestContents:
    """What a manager looks for."""

    def test_the_verdict_comes_before_the_claims(self) -> None:
        """The first section is the verdict, in a word and a sentence."""
        page = Page(result())
        headings = [element.text for element in page.all("h2")]
        assert "Verdict" == headings[0]
        assert ["Overstated"] == [element.text for element in page.classed("badge")]

    def test_a_claim_is_told_whole(self) -> None:
        """What stands in the way, the words to use instead, the way forward and the evidence are there."""
        text = Page(pictured()).all("main")[0].text
        for words in (
            "Goes further than the evidence: says embedded, evidence reaches improved.",
            "You could say: On Oak, calls are answered sooner",
            "What stands in the way, lowest stage first",
            "The earliest it could be “embedded”: 30 September 2026.",
            "6 records bear on this claim",
            "Waived until 1 September 2026 by Quality lead: Agreed at the board",
            "evidence.csv row 9, date: 2 records are later than the date",
        ):
            assert words in text, words

    def test_a_finding_shows_the_records_it_rests_on(self) -> None:
        """A record is shown with its date, figures and row."""
        page = Page(pictured())
        rows = [
            e.text
            for e in page.all("tr")
            if any("Two waited" in c.text for c in page.all("td") if e in c.parents)
        ]
        assert any(
            text.startswith("e52026-06-10auditelm, day8 of 10; Two waitedforevidence 6") for text in rows
        )

    def test_the_register_flags_what_to_look_at(self) -> None:
        """Overdue, slipped and unchecked actions are flagged in words."""
        flags = [element.text for element in Page(pictured()).classed("flag")]
        assert ["overdue by 10 days", "done, not checked"] == flags

    def test_an_empty_case_says_that_nothing_was_judged(self) -> None:
        """There is no claim to show, and the verdict says so."""
        text = Page(nothing()).all("main")[0].text
        assert "Cannot be judged" in text
        assert "The case makes no claim, so there is nothing to judge." in text


class TestHostile:
    """Texts from the data that a browser would obey, were they not escaped."""

    def test_texts_are_shown_as_they_are(self) -> None:
        """Each hostile text stands on the page as text."""
        page = Page(poisoned())
        shown = page.all("main")[0].text
        for text in ("<script>alert(1)</script>", "[link](javascript:alert(1))", "]]> <!-- --> &amp;"):
            assert text in shown

    def test_no_element_is_the_datas_own(self) -> None:
        """A page of hostile texts has no kind of element that a plain one has not."""
        plain = {element.tag for made in (result, pictured) for element in Page(made()).elements}
        assert {element.tag for element in Page(poisoned()).elements} <= plain

    def test_nothing_turns_writing_round_or_reaches_a_terminal(self) -> None:
        """No control character, no direction override and no half of a character is in the file."""
        source = Page(poisoned()).source
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe]", source)
        assert len(HOSTILE) < source.count("\ufffd")
