"""A claim's course drawn in characters: a column for each cycle, with baseline, change, limits and target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs

from takehold.engine.picture import ClaimPicture, Limits, Phase, Point

KEY: Final = (
    "● figure  ○ too few records  ◆ special cause  ─ mean  ┄ limits of usual variation  ═ target  │ change"
)


@attrs.frozen
class Drawn:
    """A chart as lines of characters, the figure at the head of each, and what it says in words."""

    lines: tuple[str, ...]
    notes: tuple[str, ...]


def chart(picture: ClaimPicture | None, width: int, height: int) -> Drawn:
    """Draw a claim's course. The newest cycles are kept where there is no room for all."""
    if picture is None:
        return Drawn((), ("The chart is being worked out",))
    points = [point for point in picture.points if point.value is not None]
    if not points:
        return Drawn((), (f"No record gives a figure for {picture.measure} yet",))
    room = max((width - 9) // 2, 4)
    points = points[-room:]
    low, high = _span(picture, points)
    grid = _grid(picture, points, low, high, max(height, 5))
    labels = [_figure(picture, high), *[""] * (len(grid) - 2), _figure(picture, low)]
    drawn = tuple(f"{label:>7} {''.join(row)}".rstrip() for label, row in zip(labels, grid, strict=True))
    return Drawn((*drawn, _axis(points)), tuple(_notes(picture, points)))


def _span(picture: ClaimPicture, points: Sequence[Point]) -> tuple[float, float]:
    values = [point.value for point in points if point.value is not None]
    values += [v for v in (picture.target, picture.baseline) if v is not None]
    for limits in picture.limits:
        values += [v for v in (limits.lower, limits.upper) if v is not None]
    low, high = min(values), max(values)
    if picture.percent:
        low, high = max(low, 0.0), min(high, 1.0)
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _grid(
    picture: ClaimPicture, points: Sequence[Point], low: float, high: float, height: int
) -> list[list[str]]:
    grid = [[" "] * (len(points) * 2) for _ in range(height)]

    def row(value: float) -> int:
        share = (min(max(value, low), high) - low) / (high - low)
        return round((1 - share) * (height - 1))

    for at, point in enumerate(points):
        for value, sign in _rules(picture, point):
            for column in (at * 2, at * 2 + 1):
                grid[row(value)][column] = sign
    change = next((at for at, point in enumerate(points) if point.phase is Phase.AFTER), None)
    if change is not None and 0 < change < len(points):
        for line in grid:
            line[change * 2 - 1] = "│"
    for at, point in enumerate(points):
        if point.value is not None:
            grid[row(point.value)][at * 2] = "◆" if point.causes else "●" if point.enough else "○"
    return grid


def _rules(picture: ClaimPicture, point: Point) -> list[tuple[float, str]]:
    """The lines that cross one cycle, the strongest last."""
    found: list[tuple[float, str]] = []
    for limits in picture.limits:
        if limits.start <= point.start <= limits.last:
            found += [(value, "┄") for value in (limits.lower, limits.upper) if value is not None]
            found.append((limits.mean, "─"))
    if picture.target is not None:
        found.append((picture.target, "═"))
    return found


def _figure(picture: ClaimPicture, value: float) -> str:
    return f"{value:.0%}" if picture.percent else f"{value:.3g}"


def _axis(points: Sequence[Point]) -> str:
    first, last = points[0].start, points[-1].start
    start, end = f"{first:%b %y}", f"{last:%b %y}"
    return f"{'':8}{start}{end:>{max(len(points) * 2 - len(start), len(end) + 1)}}"


def _notes(picture: ClaimPicture, points: Sequence[Point]) -> list[str]:
    better = "higher" if picture.higher else "lower"
    notes = [f"{picture.measure} ({better} is better)"]
    if picture.baseline_said:
        notes.append(f"Baseline: {picture.baseline_said}")
    newest = points[-1]
    notes.append(f"{newest.label[:1].upper()}{newest.label[1:]}: {newest.said}")
    if picture.target is not None:
        notes.append(f"Target: {_figure(picture, picture.target)}")
    notes += [_limits_said(picture, limits) for limits in picture.limits]
    for point in points:
        notes += [
            f"{point.label}: {cause.rule} ({'the way hoped for' if cause.favourable else 'the wrong way'})"
            for cause in point.causes
        ]
    return notes


def _limits_said(picture: ClaimPicture, limits: Limits) -> str:
    stretch = {Phase.BEFORE: "Before the change", Phase.AFTER: "Since the change"}.get(
        limits.phase, "Throughout"
    )
    if limits.lower is None or limits.upper is None:
        return f"{stretch}: mean {_figure(picture, limits.mean)}; {limits.reason or 'no limits'}"
    lower, upper = _figure(picture, limits.lower), _figure(picture, limits.upper)
    return f"{stretch}: mean {_figure(picture, limits.mean)}, usually between {lower} and {upper}"
