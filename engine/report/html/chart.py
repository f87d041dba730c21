"""The chart of a claim's measure, cycle by cycle, as SVG.

Drawn by hand rather than by a chart library: it needs gaps where nobody looked, limits that change at one date, a
text for every mark, colours that follow the reader's light or dark page and the same bytes for the same input. Of
the kept libraries that are pure Python, one writes a random id and the day's date into each chart and the other
cannot leave a point out; neither names its marks for a screen reader.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from ...calendar import say_date
from ...measure.say import number, percent
from ...picture import ClaimPicture, Limits, Phase, Point, Stand
from .markup import add, e
from .scale import Scale, bounds

WIDTH: Final = 760.0
HEIGHT: Final = 320.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 656.0, 30.0, 276.0
_LABELS: Final = 9
"""How many dates are written below the chart at most."""


def drawable(picture: ClaimPicture) -> bool:
    """Whether any cycle has a figure to draw."""
    return any(point.value is not None for point in picture.points)


def chart(picture: ClaimPicture, about: str) -> ET.Element:
    """The chart of one claim; `about` is what a screen reader says of it."""
    return _Chart(picture).drawing(about)


class _Chart:
    def __init__(self, picture: ClaimPicture) -> None:
        self.picture = picture
        self.points = picture.points
        figures = [point.value for point in self.points if point.value is not None]
        figures += [figure for figure in (picture.target, picture.baseline) if figure is not None]
        figures += [f for one in picture.limits for f in (one.lower, one.upper) if f is not None]
        low, high = bounds([*figures, 0.0], percent=picture.percent)
        if min(figures) >= 0.0:
            low = 0.0
        self.y = Scale(low, high, _BOTTOM, _TOP)
        self.x = Scale(-0.5, len(self.points) - 0.5, _LEFT, _RIGHT)
        self.taken: list[float] = []

    def drawing(self, about: str) -> ET.Element:
        """Everything, back to front."""
        made = e("svg", viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}", role="img", class_="chart", aria_label=about)
        add(made, *self._axes(), *self._baseline())
        for limits in self.picture.limits:
            add(made, *self._limits(limits))
        add(made, *self._target(), *self._change(), *self._lines())
        for at, point in enumerate(self.points):
            if point.value is not None:
                made.append(self._mark(at, point, point.value))
        return made

    # What stands still

    def _axes(self) -> Iterator[ET.Element]:
        for figure in self.y.ticks():
            y = self.y(figure)
            yield e("line", class_="grid", x1=_LEFT, x2=_RIGHT, y1=y, y2=y)
            yield e("text", self._said(figure), x=_LEFT - 8, y=y + 4, text_anchor="end")
        if self.picture.unit and not self.picture.percent:
            yield e("text", self.picture.unit, x=4.0, y=_TOP - 14)
        step = -(-len(self.points) // _LABELS)
        for at in range(0, len(self.points), step):
            label = short(self.points[at].start, self.picture.cycle)
            yield e("text", label, x=self.x(at), y=_BOTTOM + 18, text_anchor="middle")

    def _baseline(self) -> Iterator[ET.Element]:
        inside = [at for at, point in enumerate(self.points) if point.in_baseline]
        if not inside or self.picture.baseline is None:
            return
        start, stop = self.x(inside[0] - 0.5), self.x(inside[-1] + 0.5)
        yield e("rect", class_="baseline", x=start, y=_TOP, width=stop - start, height=_BOTTOM - _TOP)
        y = self.y(self.picture.baseline)
        yield e("line", class_="baseline-value", x1=start, x2=_RIGHT, y1=y, y2=y)
        yield self._label(f"before {self._said(self.picture.baseline)}", y)

    def _target(self) -> Iterator[ET.Element]:
        if self.picture.target is None:
            return
        y = self.y(self.picture.target)
        yield e("line", class_="target", x1=_LEFT, x2=_RIGHT, y1=y, y2=y)
        yield self._label(f"target {self._said(self.picture.target)}", y)

    def _label(self, text: str, y: float) -> ET.Element:
        """A word at the end of a line, moved off the others."""
        while any(abs(y - other) < 14 for other in self.taken):
            y += 4
        self.taken.append(y)
        return e("text", text, x=_RIGHT + 6, y=y + 4)

    def _change(self) -> Iterator[ET.Element]:
        after = next((at for at, point in enumerate(self.points) if point.phase is Phase.AFTER), None)
        if after is None or self.picture.changed_on is None:
            return
        x = self.x(after - 0.5)
        yield e("line", class_="change", x1=x, x2=x, y1=_TOP - 6, y2=_BOTTOM)
        near_end = x > _RIGHT - 150
        anchor = "end" if near_end else "start"
        text = f"changed {say_date(self.picture.changed_on)}"
        yield e("text", text, x=x + (-4 if near_end else 4), y=_TOP - 8, text_anchor=anchor)

    def _limits(self, limits: Limits) -> Iterator[ET.Element]:
        if limits.lower is None or limits.upper is None:
            return
        span = [at for at, point in enumerate(self.points) if limits.start <= point.start <= limits.last]
        start, stop = self.x(span[0] - 0.4), self.x(span[-1] + 0.4)
        for figure, class_ in ((limits.mean, "mean"), (limits.lower, "limit"), (limits.upper, "limit")):
            y = self.y(figure)
            yield e("line", class_=class_, x1=start, x2=stop, y1=y, y2=y)

    # What moves

    def _lines(self) -> Iterator[ET.Element]:
        """A line through the cycles with enough records, broken at the change."""
        for phase in Phase:
            at = [
                (self.x(i), self.y(point.value))
                for i, point in enumerate(self.points)
                if point.phase is phase and point.enough and point.value is not None
            ]
            if len(at) > 1:
                yield e("polyline", class_="course", points=_path(at))

    def _mark(self, at: int, point: Point, value: float) -> ET.Element:
        x, y = self.x(at), self.y(value)
        made = e("g", e("title", spoken(point)), class_=f"mark {mark(point)}")
        for favourable in sorted({cause.favourable for cause in point.causes}):
            made.append(_ring(x, y, favourable))
        made.append(_shape(mark(point), x, y))
        return made

    def _said(self, figure: float) -> str:
        return percent(figure) if self.picture.percent else number(figure)


def mark(point: Point) -> str:
    """Which mark a cycle has: thin, before, or where it stands."""
    if not point.enough:
        return "thin"
    return "before" if point.phase is not Phase.AFTER else str(point.stand)


def _shape(kind: str, x: float, y: float) -> ET.Element:
    """Each kind has its own shape, so that nothing rests on colour."""
    match kind:
        case "thin":
            return e("circle", cx=x, cy=y, r=3.0)
        case Stand.NO_BETTER:
            return e("path", d=f"M{x - 5:.1f} {y - 4:.1f}h10l-5 9z")
        case Stand.BETTER:
            return e("rect", x=x - 4, y=y - 4, width=8.0, height=8.0)
        case _:
            return e("circle", cx=x, cy=y, r=4.5)


def _ring(x: float, y: float, favourable: bool) -> ET.Element:
    if favourable:
        return e("circle", class_="cause good", cx=x, cy=y, r=8.5)
    return e("path", class_="cause bad", d=f"M{x:.1f} {y - 11:.1f}l11 11l-11 11l-11 -11z")


def _path(at: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in at)


STANDS: Final = {
    Stand.IMPROVED: "at the improved position",
    Stand.BETTER: "better than before, short of the improved position",
    Stand.NO_BETTER: "no better than before",
    Stand.NOT_KNOWN: "too few records to say",
}
RULES: Final = {
    "beyond-limits": "beyond the limits of usual variation",
    "trend": "part of a trend",
    "two-of-three": "one of two in three near a limit",
    "shift": "part of a run on one side of the mean",
}


def stands(point: Point) -> str:
    """Where a cycle stands, in words."""
    if point.phase is not Phase.AFTER:
        return "before the change" if point.phase is Phase.BEFORE else "not to be told: no date of change"
    return STANDS[point.stand]


def special(point: Point) -> str:
    """The special causes that a cycle is part of, in words."""
    return "; ".join(
        f"{RULES.get(cause.rule, cause.rule)} ({'' if cause.favourable else 'not '}the direction hoped for)"
        for cause in point.causes
    )


def spoken(point: Point) -> str:
    """A cycle as one line."""
    causes = f"; {special(point)}" if point.causes else ""
    return f"{point.label}: {point.said}; {stands(point)}{causes}"


_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def short(day: dt.date, cycle: str) -> str:
    """A cycle's beginning in few letters: Mar 26; 2 Mar 26; Q1 26."""
    year = f"{day.year % 100:02}"
    if cycle == "week":
        return brief(day)
    if cycle == "quarter":
        return f"Q{(day.month + 2) // 3} {year}"
    return f"{_MONTHS[day.month - 1]} {year}"


def brief(day: dt.date) -> str:
    """A day in few letters: 2 Mar 26."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year % 100:02}"
