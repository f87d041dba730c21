"""Finding anything: claims, checks, records and every other row, by words that stand in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import attrs

from takehold.engine.model import TABLES, Case, Fits, columns
from takehold.engine.picture import Method

from .words import said, short

MOST: Final = 60


@attrs.frozen
class Hit:
    """One thing found: what kind (a table's name, or `check`), its id, and a line to know it by."""

    kind: str
    id: str
    line: str


def search(case: Case, method: Method, text: str, most: int = MOST) -> tuple[Hit, ...]:
    """What holds every word of a text, claims and checks before records; nothing for a blank text."""
    words = text.casefold().split()
    if not words:
        return ()
    found: list[Hit] = []
    for hit, hay in _rows(case, method):
        if all(word in hay for word in words):
            found.append(hit)
            if len(found) == most:
                return tuple(found)
    return (*found, *_records(case, words, most - len(found)))


def _rows(case: Case, method: Method) -> Iterator[tuple[Hit, str]]:
    for claim in case.claims:
        yield Hit("claims", claim.id, claim.statement), _hay(claim)
    for check in method.checks:
        says = " ".join(check.explanation.values())
        yield Hit("check", check.id, check.title), f"{check.id} {check.title} {says}".casefold()
    for table in TABLES:
        if table not in ("claims", "evidence", "service"):
            for row in getattr(case, table):
                yield Hit(table, row.id, line_of(table, row)), _hay(row)


def _hay(row: Any) -> str:
    return " ".join(said(value) for value in attrs.astuple(row, recurse=False) if value).casefold()


def _records(case: Case, words: list[str], most: int) -> tuple[Hit, ...]:
    """The newest records that hold every word, asked of the table as a whole."""
    import polars as pl

    texts = [c.name for c in columns("evidence") if c.fits in (Fits.TEXT, Fits.ID, Fits.WORD)]
    hay = pl.concat_str([*texts, pl.col("date").cast(pl.String)], separator=" ", ignore_nulls=True)
    low = hay.str.to_lowercase()
    hits = case.evidence.filter(*(low.str.contains(word, literal=True) for word in words))
    shown = hits.sort("date", descending=True).head(max(most, 0)).to_dicts()
    return tuple(Hit("evidence", row["id"], record_line(row)) for row in shown)


def record_line(row: dict[str, Any]) -> str:
    """A record as one line: 3 June 2026 · audit · harbour, bed · met · note."""
    place = ", ".join(str(row[name]) for name in ("team", "shift") if row.get(name))
    parts = [said(row["date"]), str(row["kind"]), place, figure_said(row), row.get("result") or ""]
    return short(" · ".join(part for part in (*parts, row.get("note") or "") if part), 160)


def figure_said(row: dict[str, Any]) -> str:
    """A record's own figure: 9 of 10, or 12; empty where it has none."""
    if row.get("numerator") is not None and row.get("denominator") is not None:
        return f"{said(row['numerator'])} of {said(row['denominator'])}"
    return said(row["value"]) if row.get("value") is not None else ""


_TELLING: Final = (
    "statement",
    "text",
    "problem",
    "name",
    "explanation",
    "trigger",
    "indicator",
    "forum",
    "about",
)


def line_of(table: str, row: Any) -> str:
    """A row of a small table as one line to know it by."""
    names = [column.name for column in columns(table)]
    telling = next(
        (said(getattr(row, name)) for name in _TELLING if name in names and getattr(row, name)), row.id
    )
    date = getattr(row, "date", None)
    return short(f"{said(date)} · {telling}" if date else telling, 160)
