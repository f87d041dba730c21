"""Findings as cards: what was found, what would settle it, and the records it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from ...calendar import say_date
from ...picture import CheckNote, Method, RecordLine
from ...result import Finding, Outcome
from ..telling import MARKS, PROBLEMATIC, about, outcome_of, records_said, sentence
from .markup import add, data, e, folded, items, table

RECORDS: Final = 10
"""How many records of a finding are shown with what they say; the rest are named by file and row."""


class Cards:
    """Makes cards for one result's findings; `records` is what is known of each record, by id."""

    def __init__(self, method: Method | None, records: Mapping[str, RecordLine]) -> None:
        self.notes: dict[str, CheckNote] = {check.id: check for check in method.checks} if method else {}
        self.records = records

    def cards(self, findings: Iterable[Finding], *, subject: bool = False) -> ET.Element:
        """A list of cards."""
        return items(*(self.card(finding, subject=subject) for finding in findings), class_="cards")

    def card(self, finding: Finding, *, subject: bool = False) -> ET.Element:
        """One finding; with `subject`, also what it is about."""
        note = self.notes.get(finding.check)
        mark = e("span", MARKS[finding.outcome], class_="sign", aria_hidden="true")
        head = e("p", mark, " ", e("strong", note.title if note else finding.check), class_="head")
        told = f" {outcome_of(finding)} · {finding.severity}"
        add(head, e("span", told, class_="outcome"), " ", e("code", finding.check))
        made = e("article", head, class_=f"card {finding.outcome}")
        if subject:
            add(head, e("span", f" · {about(finding.subject)}", class_="outcome"))
        made.append(e("p", sentence(finding.message)))
        if finding.remedy and finding.outcome in PROBLEMATIC:
            made.append(
                e("p", e("span", "→ ", aria_hidden="true"), sentence(finding.remedy), class_="remedy")
            )
        if finding.waiver is not None:
            until = say_date(finding.waiver.until)
            made.append(
                e(
                    "p",
                    f"Waived until {until} by ",
                    data(finding.waiver.by),
                    ": ",
                    data(finding.waiver.reason),
                )
            )
        add(made, self._where(finding))
        return made

    def lines(self, findings: Sequence[Finding], caption: str, *, subject: bool = False) -> ET.Element:
        """Findings in little: a row each."""
        headings = [*(["About"] if subject else []), "Check", "Outcome", "What was found"]
        rows = [
            [
                *([about(f.subject)] if subject else []),
                f.check,
                f"{MARKS[f.outcome]} {outcome_of(f)}",
                sentence(f.message),
            ]
            for f in findings
        ]
        return table(caption, headings, rows, quiet=True)

    def _where(self, finding: Finding) -> ET.Element | None:
        """The records it rests on, or the rows to open."""
        if finding.outcome in (Outcome.MET, Outcome.NOT_APPLICABLE):
            return None
        cited = [(id, "against") for id in finding.contradicting] + [(id, "for") for id in finding.supporting]
        known = [(self.records[id], way) for id, way in cited if id in self.records]
        rows = records_said(finding.locations, 12)
        where = e("p", f"See {rows}.", class_="where") if rows else None
        if not known:
            return where
        shown = known[:RECORDS]
        more = len(cited) - len(shown)
        body = table(
            "Records cited",
            ("Record", "Date", "Kind", "Where", "Says", "Bears", "Row"),
            [self._record(line, way) for line, way in shown],
            quiet=True,
        )
        noun = "record" if len(cited) == 1 else "records"
        rest = e("p", f"{more:,} more are cited; the rows above name them.") if more > 0 else None
        return e("div", where, folded(f"{len(cited):,} {noun} cited", body, rest))

    def _record(self, line: RecordLine, way: str) -> list[ET.Element | str]:
        where = ", ".join(filter(None, (line.team, line.shift))) or "not said"
        row = f"{line.file.rpartition('#')[2] or line.file} {line.row}" if line.row is not None else line.file
        return [
            data(line.id),
            line.date.isoformat(),
            line.kind,
            data(where),
            data(says(line)),
            way,
            row,
        ]


def says(line: RecordLine) -> str:
    """What a record says, in few words: its figures, its result, its note."""
    parts = []
    if line.numerator is not None and line.denominator is not None:
        parts.append(f"{line.numerator:g} of {line.denominator:g}")
    elif line.value is not None:
        parts.append(f"{line.value:g}")
    if line.result:
        parts.append(line.result)
    if line.note:
        parts.append(line.note if len(line.note) <= 160 else f"{line.note[:159]}…")
    return "; ".join(parts) or "nothing further"
