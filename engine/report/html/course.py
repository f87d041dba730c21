"""A claim's course as a figure: the chart, what its marks mean, and the same in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from ...calendar import say_date
from ...measure.say import number, percent
from ...picture import ClaimPicture, Phase, Point, Stand
from .chart import chart, drawable, mark, special, stands
from .markup import add, data, e, folded, scrolls, table

LEGEND: Final = {
    "before": ("●", "before the change"),
    Stand.IMPROVED: ("●", "at the improved position"),
    Stand.BETTER: ("■", "better, short of the improved position"),
    Stand.NO_BETTER: ("▼", "no better than before"),
    Stand.NOT_KNOWN: ("●", "not to be judged: too little is known of how it was before"),
    "thin": ("○", "too few records to say anything"),
}


def course(picture: ClaimPicture) -> ET.Element:
    """The chart with its caption, legend and table; a sentence where there is nothing to draw."""
    if not drawable(picture):
        return e(
            "p",
            "No record of this claim has a figure in ",
            data(picture.measure),
            ", so there is no course to draw.",
        )
    said = _summary(picture)
    figure = e("figure", scrolls("Chart", chart(picture, f"{picture.measure}. {said}")))
    add(figure, _legend(picture), e("figcaption", e("strong", data(picture.measure), ". "), said))
    return e("div", figure, folded("The same as a table", _table(picture)))


def _summary(picture: ClaimPicture) -> str:
    newest = next(p for p in reversed(picture.points) if p.value is not None)
    said = []
    if picture.changed_on is not None and picture.baseline is not None:
        said.append(f"Before the change on {say_date(picture.changed_on)}: {picture.baseline_said}.")
    said.append(f"Newest, {newest.label}: {newest.said}.")
    if picture.target is not None:
        target = percent(picture.target) if picture.percent else number(picture.target)
        said.append(f"Target {target}; {'higher' if picture.higher else 'lower'} is better.")
    else:
        said.append(f"{'Higher' if picture.higher else 'Lower'} is better; no target is set.")
    said += _limits(picture)
    return " ".join(said)


_WHEN: Final = {Phase.BEFORE: "before the change", Phase.AFTER: "since the change", Phase.UNDATED: "overall"}


def _limits(picture: ClaimPicture) -> Iterator[str]:
    """What the limits are, or why there are none."""
    drawn = [limits for limits in picture.limits if limits.lower is not None]
    for limits in picture.limits:
        if limits.reason is not None:
            yield f"No limits of usual variation {_WHEN[limits.phase]}: {limits.reason}."
    if drawn:
        yield "The dashed lines are the limits of usual variation, the line between them the mean."
    if any(
        one.phase is Phase.BEFORE and picture.changed_on and one.last >= picture.changed_on for one in drawn
    ):
        yield "Those from before the change are carried on: there are too few cycles since for limits of their own."
    special = [cause for point in picture.points for cause in point.causes]
    if drawn and not special:
        yield "No cycle lies outside usual variation."


def _legend(picture: ClaimPicture) -> ET.Element:
    """Only the marks that are on this chart."""
    used = {mark(point) for point in picture.points if point.value is not None}
    made = e("ul", class_="legend", aria_label="What the marks mean")
    for kind, (sign, words) in LEGEND.items():
        if kind in used:
            made.append(e("li", e("span", sign, class_=f"key {kind}", aria_hidden="true"), f" {words}"))
    causes = {cause.favourable for point in picture.points for cause in point.causes}
    if True in causes:
        made.append(e("li", e("span", "◯", class_="key good", aria_hidden="true"), _SPECIAL, "hoped for"))
    if False in causes:
        made.append(e("li", e("span", "◇", class_="key bad", aria_hidden="true"), _SPECIAL, "not hoped for"))
    return made


_SPECIAL: Final = " more than usual variation, in the direction "


def _table(picture: ClaimPicture) -> ET.Element:
    times = Counter(point.label for point in picture.points)
    rows = [_row(point, parted=times[point.label] > 1) for point in picture.points]
    headings = ("Cycle", "Figure", "Records", "Where it stands", "More than usual variation")
    return table(f"{picture.measure}, cycle by cycle", headings, rows)


def _row(point: Point, *, parted: bool) -> tuple[str, ...]:
    """A cycle's row; the cycle that the change fell in has two, its records from before and those since."""
    label = f"{point.label}, {_WHEN[point.phase]}" if parted else point.label
    stand = "too few records to say" if not point.enough and point.stand is Stand.NOT_KNOWN else stands(point)
    return label, point.said, f"{point.n:,}", stand, special(point)
