"""The page for authors is written from the code, and what it says can be asked can be asked."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest

from takehold.engine import docs_authors
from takehold.engine.docs import pages
from takehold.engine.measure.terms import Terms
from takehold.engine.testing import small_case
from takehold.engine.view import NotKnown, ServiceView

PAGE = "".join(docs_authors.page(""))


def asked(title: str) -> list[str]:
    """What a class of the page can be asked, without what is in brackets."""
    section = PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `(\w+)", section, re.MULTILINE)


def test_the_page_is_one_of_those_that_are_checked() -> None:
    """So it cannot go stale."""
    assert Path("docs/authors.md") in pages()


@pytest.mark.parametrize(("title", "least"), [("ClaimView", 60), ("ServiceView", 30), ("Records", 12)])
def test_everything_on_it_is_there(title: str, least: int) -> None:
    """Each name that a class is said to have, one of it has."""
    case = small_case(
        {"as_of": "2026-06-30"},
        claims="id, statement, stage, changed_on\nc1, s, improved, 2026-03-01",
        evidence="id, date, kind, claims, result\ne1, 2026-05-05, audit, c1, met",
    )
    service = ServiceView(case, Terms())
    views = {"ServiceView": service, "ClaimView": service.claim("c1"), "Records": service.records}
    assert least <= len(asked(title))
    for name in asked(title):
        with contextlib.suppress(NotKnown):
            getattr(views[title], name)


def test_what_nobody_has_told_is_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A view that gains an attribute without a word about it fails the page, and so the build."""
    without = {name: told for name, told in docs_authors._OWN.items() if name != "linked"}
    monkeypatch.setattr(docs_authors, "_OWN", without)
    with pytest.raises(LookupError, match="what linked of ClaimView is"):
        "".join(docs_authors.page(""))


class TestSaying:
    """Records are chosen by the words of a column."""

    RECORDS = ServiceView(
        small_case(
            {"as_of": "2026-06-30"},
            teams=[{"id": "north"}],
            evidence="id, date, kind, team, result, scheduled\ne1, 2026-05-05, audit, north, met, no\n"
            "e2, 2026-05-06, log, , not met, yes\ne3, 2026-05-07, audit, north, partly,",
        ),
        Terms(),
    ).records

    @pytest.mark.parametrize(
        ("column", "words", "ids"),
        [
            ("result", ("not met",), ("e2",)),
            ("result", ("met", "partly"), ("e3", "e1")),
            ("team", ("north",), ("e3", "e1")),
            ("team", ("nobody",), ()),
            ("group", ("records",), ("e2",)),
            ("scheduled", ("no",), ("e1",)),
        ],
    )
    def test_by_words(self, column: str, words: tuple[str, ...], ids: tuple[str, ...]) -> None:
        """Fixed words, a service's own, and yes or no; a blank is none of them."""
        assert ids == self.RECORDS.saying(column, *words).ids()

    @pytest.mark.parametrize(
        ("column", "word", "says"),
        [
            ("result", "good", "result holds met, partly, not met, not 'good'"),
            ("ward", "x", "ward is none of"),
        ],
    )
    def test_a_word_that_none_can_have_is_told(self, column: str, word: str, says: str) -> None:
        """A slip in a check is an error that names what would fit, and never an empty set."""
        with pytest.raises(ValueError, match=says):
            self.RECORDS.saying(column, word)
