"""Where a claim holds: a table of places by cycles, each cell marked by sign, word and shade."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

from ...calendar import say_date
from ...picture import ClaimPicture, Phase, PlaceRow, Spot, Stand
from .chart import brief, short
from .markup import Child, data, e, table

NEWEST: Final = 12
"""How many of the newest cycles are shown; the window and the chart hold the rest."""

SIGNS: Final[Mapping[Stand, tuple[str, str]]] = {
    Stand.IMPROVED: ("✓", "at the improved position"),
    Stand.BETTER: ("↗", "better than before, short of the improved position"),
    Stand.NO_BETTER: ("✗", "no better than before"),
    Stand.NOT_KNOWN: ("?", "too few records to say"),
}


def heat(picture: ClaimPicture) -> ET.Element:
    """The table with its key; a sentence where no team or shift is listed, or nothing came after the change."""
    if not picture.places or not picture.after:
        return e("p", _nothing(picture))
    since = [point.start for point in picture.points if point.phase is Phase.AFTER][-NEWEST:]
    cycles = [short(day, picture.cycle) for day in since]
    headings = ["Where", f"Window, from {_from(picture)}", "Newest record", *cycles]
    made = table(
        f"Where it holds: the window, and {_cycles(picture, len(cycles))}",
        headings,
        [_row(row, len(cycles)) for row in picture.places],
        class_="heat",
    )
    return e("div", made, _key())


def _nothing(picture: ClaimPicture) -> str:
    if picture.changed_on is None:
        return "The date of the change is not given, so no place can be said to have improved since."
    if not picture.places:
        return "The case lists no team and no shift, so it cannot be shown where the improvement holds."
    return f"There is no cycle since the change on {say_date(picture.changed_on)} to show yet."


def _cycles(picture: ClaimPicture, shown: int) -> str:
    if shown == 1:
        return "the one cycle since the change"
    return f"the {'newest ' if len(picture.after) > shown else ''}{shown} cycles since the change"


def _from(picture: ClaimPicture) -> str:
    return say_date(picture.window_from) if picture.window_from else ""


def _row(row: PlaceRow, cycles: int) -> list[Child]:
    newest = brief(row.newest) if row.newest else "none in the window"
    return [
        data(row.name),
        _cell(row.window, full=True),
        newest,
        *(_cell(spot) for spot in row.cycles[-cycles:]),
    ]


def _cell(spot: Spot, *, full: bool = False) -> ET.Element:
    if spot.n == 0 and not spot.brief:
        return e(
            "td", e("span", "–", aria_hidden="true"), e("span", "no record", class_="said"), class_="none"
        )
    sign, words = SIGNS[spot.stand]
    figure = spot.said if full else spot.brief
    return e(
        "td",
        e("span", sign, class_="sign", aria_hidden="true"),
        f" {figure}",
        e("span", f", {words}", class_="said"),
        class_=str(spot.stand),
        title=f"{spot.said}; {words}",
    )


def _key() -> ET.Element:
    key = e("ul", class_="legend", aria_label="What the signs mean")
    for stand, (sign, words) in SIGNS.items():
        key.append(e("li", e("span", sign, class_=f"key {stand}", aria_hidden="true"), f" {words}"))
    key.append(e("li", e("span", "–", class_="key", aria_hidden="true"), " no record"))
    return key
