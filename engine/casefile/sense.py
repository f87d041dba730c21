"""Values that fit their columns and make no sense together: scales, figures, and dates out of order."""

from __future__ import annotations

from typing import Any, Final

import attrs
import polars as pl

from ..model import Level, Measure, Place
from ..names import quoted
from .cells import hundredth, looks_like_date, text_of
from .problems import Problems
from .sheet import ROW
from .tables import Tables

_ORDER: Final = {
    "teams": (("opened", "closed"),),
    "claims": (("baseline_from", "baseline_to"),),
    "priorities": (("opened", "closed"), ("opened", "revised_on")),
    "actions": (("opened", "completed"), ("completed", "checked_on")),
}
"""Pairs of dates of which the first is usually the earlier."""


def check_sense(tables: Tables, problems: Problems) -> None:
    """Bring targets to their measure's scale, and tell what cannot be or is unlikely."""
    measures = {measure.id: measure for measure in tables.values("measures")}

    def measure_of(row: Any, place: Place) -> Any:
        if row.summary is None:  # what did not fit there may have been proportion
            return row
        return _scaled(tables, row, row, "measures", "target", place, problems)

    tables.change("measures", measure_of)
    claims = {claim.id: claim for claim in tables.values("claims")}
    # A measure whose own row did not fit may be of any kind: nothing is said of figures in it.
    unread = set(tables.ids("measures")) - set(measures) if tables.has("measures") else set()

    def priority(row: Any, place: Place) -> Any:
        if any(_unread(tables, "priorities", row, place, name) for name in ("measure", "claims")):
            return row
        named = row.measure or next((claims[id_].measure for id_ in row.claims if id_ in claims), None)
        if named in unread or (named is None and any(id_ not in claims for id_ in row.claims)):
            return row
        return _scaled(tables, row, measures.get(named or ""), "priorities", "target", place, problems)

    def watch(row: Any, place: Place) -> Any:
        if row.indicator in unread or _unread(tables, "monitoring", row, place, "indicator"):
            return row
        measure = measures.get(row.indicator or "")
        return _scaled(tables, row, measure, "monitoring", "threshold", place, problems)

    tables.change("priorities", priority)
    tables.change("monitoring", watch)
    _check_figures(tables, measures, unread, problems)
    _check_order(tables, problems)
    _check_topics(tables, problems)
    for action, place in tables.every("actions"):
        if isinstance(action.due, str) and looks_like_date(action.due):
            message = f"{quoted(action.due)} is no date there is, and was kept as words"
            problems.warning(message, Place(place.file, place.row, "due"), action.due, kind="due")


def _unread(tables: Tables, table: str, row: Any, place: Place, column: str) -> bool:
    """Whether something is written in a cell that did not fit, so that what was meant is not known."""
    return getattr(row, column) in (None, ()) and tables.text(table, place, column) is not None


def _scaled(
    tables: Tables,
    row: Any,
    measure: Measure | None,
    table: str,
    column: str,
    place: Place,
    problems: Problems,
) -> Any:
    """The row with its figure on its measure's scale: a proportion's lie between 0 and 1."""
    figure = getattr(row, column)
    if figure is None:
        return row
    here = Place(place.file, place.row, column)
    written = tables.text(table, place, column) or text_of(figure) or ""
    if measure is None or measure.summary != "proportion":
        if written.endswith("%"):
            problems.error(_percentage(written, measure), here, written, kind="scale")
        return row
    if figure > 1 and measure.unit == "%":
        figure = hundredth(figure)
        row = attrs.evolve(row, **{column: figure})
    if not 0 <= figure <= 1:
        message = f"{quoted(written)} is not a proportion, which lies between 0 and 1{_offer(figure)}"
        problems.error(message, here, written, kind="scale")
    return row


def _offer(figure: float) -> str:
    return f"; write {text_of(hundredth(figure))} if {text_of(figure)}% is meant" if 1 < figure <= 100 else ""


def _percentage(written: str, measure: Measure | None) -> str:
    what = (
        f"{quoted(measure.id)} is no proportion"
        if measure
        else "it belongs to no measure that is a proportion"
    )
    return f"{quoted(written)} is a percentage, and {what}; write the number alone"


def _check_figures(
    tables: Tables, measures: dict[str, Measure], unread: set[str], problems: Problems
) -> None:
    """Tell records whose numerator, denominator or value cannot be."""
    proportions = [measure.id for measure in measures.values() if measure.summary == "proportion"]
    over, under = pl.col("numerator"), pl.col("denominator")
    share = pl.col("measure").is_in(proportions)
    below = "is below 0; count what was looked at, or the exposure"
    more = "is more than the denominator, and the measure is a proportion: how many of those looked at"
    wrongs = (
        (over < 0, "numerator", below),
        (under < 0, "denominator", below),
        (share & (over > under) & (under >= 0), "numerator", more),
    )
    there = tables.every_record.select(where.any().alias(str(at)) for at, (where, _, _) in enumerate(wrongs))
    for (where, column, what), wrong in zip(wrongs, there.row(0), strict=True):
        if wrong:
            _tell(tables, where, column, what, problems)
    _percent_values(tables, measures, [*proportions, *unread], problems)


def _tell(tables: Tables, where: pl.Expr, column: str, what: str, problems: Problems) -> None:
    wrong = tables.every_record.filter(where).sort(ROW)
    place = Place(tables.sheets["evidence"].file, None, column)
    room = problems.room(Level.ERROR, place, what)
    for figure, row in wrong.select(column, ROW).head(room).iter_rows():
        written = text_of(figure) or ""
        problems.error(f"{quoted(written)} {what}", Place(place.file, row, column), written, kind=what)
    problems.uncounted(Level.ERROR, place, max(0, wrong.height - room), what)


def _percent_values(
    tables: Tables, measures: dict[str, Measure], may_be: list[str], problems: Problems
) -> None:
    """Tell values written as a percentage where the measure is none of those that are, or may be, proportions."""
    sheet = tables.sheets.get("evidence")
    if sheet is None or "value" not in sheet.frame.columns:
        return
    names = pl.col("measure") if "measure" in sheet.frame.columns else pl.lit(None, pl.String)
    written = sheet.frame.filter(pl.col("value").str.ends_with("%")).select(
        ROW, names.alias("named"), pl.col("value").alias("written")
    )
    if written.is_empty():
        return
    rows = tables.every_record.drop_nulls("value").select(ROW, "measure").join(written, on=ROW).sort(ROW)
    # Where a measure is named that did not fit, which one it is is not known.
    rows = rows.remove(pl.col("measure").is_null() & pl.col("named").is_not_null())
    rows = rows.remove(pl.col("measure").is_in(may_be).fill_null(False))
    for row, measure, text in rows.select(ROW, "measure", "written").iter_rows():
        message = _percentage(text, measures.get(measure or ""))
        problems.error(message, Place(sheet.file, row, "value"), text, kind="scale")


def _check_topics(tables: Tables, problems: Problems) -> None:
    """Warn of a quality statement that no framework knows: results could not be grouped by it."""
    from ..frameworks import find, suggest

    for claim, place in tables.every("claims"):
        told = claim.quality_statement
        if told is not None and find(told) is None:
            near = suggest(told)
            message = (
                f"{quoted(told)} is no quality statement, key line of enquiry or regulation that is known"
                + (f"; the nearest is {quoted(near)}" if near else "")
            )
            problems.warning(message, Place(place.file, place.row, "quality_statement"), told, kind="topic")


def _check_order(tables: Tables, problems: Problems) -> None:
    for table, pairs in _ORDER.items():
        for row, place in tables.every(table):
            for first, second in pairs:
                early, late = getattr(row, first), getattr(row, second)
                if early and late and late < early:
                    problems.warning(
                        f"{second} ({late}) lies before {first} ({early}); is one of them mistyped?",
                        Place(place.file, place.row, second),
                        text_of(late),
                        kind="order",
                    )
