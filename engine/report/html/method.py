"""How the verdict was arrived at: the rules, what was read, what the words mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from ...picture import CheckNote, Method
from ...result import Outcome, Result
from ..telling import MARKS, OUTCOMES, counts_said, place_said
from .markup import Child, data, e, folded, items, section, table

_MEANS: Final = {
    Outcome.MET: "what the check establishes is so",
    Outcome.CONCERN: "it is so, with a reservation",
    Outcome.NOT_MET: "it is not so",
    Outcome.INSUFFICIENT: "the records cannot tell; what is missing is named",
    Outcome.NOT_APPLICABLE: "the question does not arise here",
    Outcome.ERROR: "the check itself failed; it is never read as met",
    Outcome.WAIVED: "somebody, by name and until a day, has decided to live with it",
}


def method(result: Result) -> ET.Element:
    """The section."""
    rules = result.ruleset
    title = f" ({result.method.title})" if result.method and result.method.title else ""
    return section(
        "How this was judged",
        e(
            "p",
            f"takehold {result.takehold} read the files below as at {result.as_of.isoformat()} and asked each check "
            f"of ruleset {rules.id}, version {rules.version}{title}, of every claim, priority and action, and of the "
            "service. A claim's evidence reaches the highest stage whose checks, and those of every stage below it, "
            "are all satisfied. Missing data is its own answer: it is never read as a pass and never as a failure. "
            "Nothing here predicts a rating.",
        ),
        e("p", f"{counts_said(result.findings)}."),
        _words(),
        _inputs(result),
        _checks(result.method) if result.method else None,
        e("p", "Digest of the rules: ", e("code", rules.digest, class_="digest")),
        id="method",
    )


def _words() -> ET.Element:
    rows = [(f"{MARKS[o]} {OUTCOMES[o]}", _MEANS[o]) for o in Outcome]
    return folded(
        "What the outcomes mean", table("Outcomes", ("Outcome", "Means that"), rows, quiet=True), printed=True
    )


def _inputs(result: Result) -> ET.Element:
    rows: list[list[Child]] = [
        [data(one.file), f"{one.records:,}", e("td", e("code", one.digest, class_="digest"))]
        for one in result.inputs
    ]
    return folded(
        f"What was read: {len(result.inputs)} files",
        table("Files", ("File", "Records", "SHA-256"), rows, quiet=True),
        printed=True,
    )


def _checks(notes: Method) -> ET.Element:
    return folded(f"The {len(notes.checks)} checks", items(*(_check(note) for note in notes.checks)))


def _check(note: CheckNote) -> ET.Element:
    made = e("div", e("strong", note.title), " ", e("code", note.id))
    for heading, text in note.explanation.items():
        if heading in ("Establishes", "How it decides"):
            made.append(e("p", e("em", f"{heading}: "), text))
    set_here = list(_parameters(note))
    if set_here:
        made.append(e("p", e("em", "With: "), "; ".join(set_here)))
    return made


def _parameters(note: CheckNote) -> Iterator[str]:
    for parameter in note.parameters:
        changed = "" if parameter.value == parameter.default else f" (usually {parameter.default})"
        yield f"{parameter.name} {parameter.value}{changed}"


def problems(result: Result) -> ET.Element | None:
    """What was wrong with the files or the waivers, where anything was."""
    if not result.problems:
        return None
    return section(
        "Problems in what was read",
        items(
            *(
                e("span", e("strong", str(p.level)), f" {place_said(p.place)}: ", data(p.message))
                for p in result.problems
            )
        ),
    )
