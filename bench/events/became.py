"""What became of real improvements, by the stage that takehold would have given them: `python -m bench.calibrate happened`.

A regulator's table is not a case file: it has no reviews, no monitoring, no conditions of checks. So no stage above `improved`,
which ask for those, can be reached from it, whatever is true.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from bench.calibration_figures import Became, Happened
from takehold.engine.model import STAGES
from takehold.engine.verdict import ASSERTED

from . import scotland, vermont
from .reading import DATA

FILES: Final = (scotland.EVENTS, vermont.EVENTS, vermont.CITATIONS)
_ORDER: Final = (ASSERTED, *STAGES)

Told = Iterator[tuple[str, bool, list[bool]]]
"""For each improvement: its stage, whether it was worse again already, and whether so at each later look, in order."""


def happened() -> Iterator[Happened]:
    """Every table; none where the data is not at hand."""
    if not all((DATA / file).is_file() for file in FILES):
        return
    quarter, following = scotland.as_at_quarter, scotland.as_at_next
    yield _table("Scotland, each theme that rose, one quarter on", _grades(quarter, whole=False))
    yield _table(
        "Scotland, the themes that rose at one inspection as one claim, one quarter on",
        _grades(quarter, whole=True),
    )
    yield _table("Scotland, each theme that rose, as at the next inspection", _grades(following, whole=False))
    yield _table(
        "Scotland, the themes that rose at one inspection as one claim, as at the next inspection",
        _grades(following, whole=True),
    )
    for quarters in (1, 2, 4):
        when = f"{quarters} quarter{'s' * (quarters > 1)} on"
        yield _table(
            f"Vermont, each corrected citation, every survey counted as a look, {when}",
            _citations(quarters, False),
        )
    yield _table(
        "Vermont, each corrected citation, only standard surveys counted as a clean look, 4 quarters on",
        _citations(4, True),
    )


def _table(title: str, told: Told) -> Happened:
    found: dict[str, list[list[bool]]] = defaultdict(list)
    already = untold = 0
    for stage, fallen, later in told:
        if fallen:
            already += 1
        elif not later:
            untold += 1
        else:
            found[stage].append(later)
    rows = tuple(
        Became(
            stage,
            len(found[stage]),
            sum(one[0] for one in found[stage]),
            sum(any(one) for one in found[stage]),
        )
        for stage in sorted(found, key=_ORDER.index)
    )
    return Happened(title, rows, already, untold)


def _grades(day: Callable[[scotland.Group], dt.date | None], *, whole: bool) -> Told:
    for group in scotland.groups():
        as_of = day(group)
        if as_of is None:
            yield from ((ASSERTED, False, []) for _ in group)
            continue
        each, together = scotland.judged(group, as_of)
        for event in group:
            stage = together if whole else each[event["theme"]]
            yield stage, scotland.fallen(event, as_of), scotland.later(event, as_of)


def _citations(quarters: int, standard_only: bool) -> Told:
    for group in vermont.groups():
        as_of = dt.date.fromisoformat(group[0]["correction_date"]) + dt.timedelta(
            days=quarters * scotland.QUARTER
        )
        found = vermont.judged(group, as_of, standard_only=standard_only)
        seen: set[str] = set()
        for event in group:
            if event["ftag"] not in seen:
                seen.add(event["ftag"])
                yield found[event["ftag"]], vermont.cited_again(event, as_of), vermont.later(event, as_of)
