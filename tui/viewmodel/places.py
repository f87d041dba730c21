"""The heat map as letters: where each place stood in each cycle, and in the window."""

from __future__ import annotations

from typing import Final

import attrs

from takehold.engine.picture import ClaimPicture, Spot, Stand

MARKS: Final = {Stand.IMPROVED: "●", Stand.BETTER: "◐", Stand.NO_BETTER: "○", Stand.NOT_KNOWN: "·"}
KEY: Final = "● at the improved position   ◐ better, not there yet   ○ no better   · cannot be told"
STYLES: Final = {
    Stand.IMPROVED: "green",
    Stand.BETTER: "yellow",
    Stand.NO_BETTER: "red",
    Stand.NOT_KNOWN: "dim",
}


@attrs.frozen
class HeatRow:
    """One place: its name, a spot for each cycle shown, the window's, and what the window says in words."""

    name: str
    cycles: tuple[Spot, ...]
    window: Spot


@attrs.frozen
class HeatMap:
    """The places of a claim by cycle: the newest `most` cycles, and in words why there is nothing to show."""

    cycles: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    empty: str = ""


def heat_map(picture: ClaimPicture | None, most: int = 12) -> HeatMap:
    """The heat map of a claim, cut to its newest cycles."""
    if picture is None:
        return HeatMap((), (), "The places are being worked out")
    if picture.changed_on is None:
        return HeatMap((), (), "No date of change is given, so nothing lies after it to show")
    if not picture.places:
        return HeatMap((), (), "The case names no team and no shift to show this by")
    if not picture.after:
        return HeatMap((), (), "No review cycle has passed since the change")
    rows = tuple(HeatRow(row.name, row.cycles[-most:], row.window) for row in picture.places)
    return HeatMap(picture.after[-most:], rows)


def cycle_heading(label: str) -> str:
    """A cycle's words cut to a column's head: March 2026 → Mar 26; the week of 2 March 2026 → 2 Mar."""
    parts = label.removeprefix("the week of ").split()
    if len(parts) == 3 and parts[0].isdigit():
        return f"{parts[0]} {parts[1][:3]}"
    return f"{parts[0][:3]} {parts[-1][-2:]}" if len(parts) > 1 else label


def weakest_first(heat: HeatMap) -> list[HeatRow]:
    """The rows by where they stand in the window, weakest first."""
    order = (Stand.NO_BETTER, Stand.BETTER, Stand.NOT_KNOWN, Stand.IMPROVED)
    return sorted(heat.rows, key=lambda row: (order.index(row.window.stand), row.name))
