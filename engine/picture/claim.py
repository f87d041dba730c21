"""Makes the picture of a claim from the view that the checks saw: nothing is worked out a second way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import attrs
import numpy as np

from ..ledger import BLANK, GROUP_NAMES, Ints, Words
from ..measure.say import number, percent, say_figure
from ..measure.value import Records, Standing
from ..model import GROUP_OF, KINDS
from ..stopping import go_on
from ..view import ClaimView, Place, ServiceView
from ..view.claim import say_standing
from .course import STAND, course
from .values import Bears, ClaimPicture, PlaceRow, RecordLine, Roll, Spot, Stand


def pictures(service: ServiceView) -> tuple[ClaimPicture, ...]:
    """The picture of every claim, in the order of the case."""
    return tuple(picture(service.claim(claim.id)) for claim in service.case.claims)


def picture(claim: ClaimView) -> ClaimPicture:
    """The picture of one claim."""
    go_on()
    gauge = claim.gauge
    bears = _bearings(claim)
    points, limits = course(claim)
    return ClaimPicture(
        claim=claim.id,
        cycle=claim.rhythm.cycle,
        changed_on=claim.claim.changed_on,
        window_from=max(claim.window_from, claim.changed_on) if claim.changed else None,
        measure=(gauge.measure.name or gauge.measure.id) if gauge.measure else "Results met",
        unit=(gauge.measure.unit or "") if gauge.measure else "",
        percent=gauge.summary == "proportion",
        higher=gauge.higher,
        target=gauge.target,
        baseline=claim.baseline.value if claim.changed else None,
        baseline_said=say_figure(gauge.measure, claim.baseline) if claim.changed else "",
        points=points,
        limits=limits,
        after=tuple(claim.rhythm.say(cycle) for cycle in claim.after_cycles) if claim.changed else (),
        places=tuple(_places(claim)) if claim.changed else (),
        groups=_groups(claim, bears),
        rolls=tuple(_rolls(claim, bears)),
        records=tuple(_lines(claim, bears)),
    )


def places(claim: ClaimView) -> tuple[Place, ...]:
    """The smallest places in the claim's scope: cells, or teams or shifts where the service lists only those."""
    return (
        claim.cells
        or tuple(Place(team=team) for team in claim.teams)
        or tuple(Place(shift=shift) for shift in claim.shifts)
    )


def place_name(service: ServiceView, place: Place) -> str:
    """A place as people know it: Maple, nights."""
    names = [service.team_name(place.team)] if place.team is not None else []
    names += [service.shift_name(place.shift)] if place.shift is not None else []
    return ", ".join(names)


def _places(claim: ClaimView) -> Iterator[PlaceRow]:
    for place in places(claim):
        before, after = claim.at(place, claim.before), claim.at(place, claim.after)
        window = after.in_cycles(claim.window_cycles)
        yield PlaceRow(
            team=place.team,
            shift=place.shift,
            name=place_name(claim.service, place),
            cycles=tuple(_spot(claim, after.in_cycles((cycle,)), before) for cycle in claim.after_cycles),
            window=_spot(claim, window, before),
            newest=window.beyond_activity.last_day,
        )


def _spot(claim: ClaimView, records: Records, before: Records) -> Spot:
    """Where one place's records stand, against its own share of the baseline where parts have one."""
    n = len(records.beyond_activity)
    if not n and not claim.gauge.per_cycle:
        return Spot(stand=Stand.NOT_KNOWN, n=0, said="no record")
    standing = claim.standing(records, part=before)
    return Spot(
        stand=STAND[standing.against],
        n=n,
        said=say_standing(claim.gauge, standing),
        brief=_brief(claim, standing),
    )


def _brief(claim: ClaimView, standing: Standing) -> str:
    """The figure that decided, without unit or count; nothing where there is none."""
    figure = standing.share if standing.by_results else standing.figure.value
    if figure is None:
        return ""
    return percent(figure) if standing.by_results or claim.gauge.summary == "proportion" else number(figure)


# What bears on the claim

_BEARS = tuple(Bears)
_CODE = {bears: code for code, bears in enumerate(_BEARS)}


def _bearings(claim: ClaimView) -> Ints:
    """How each linked record bears on the claim, as a code of `Bears`, aligned with `linked`."""
    rows = claim.linked.rows
    if not claim.changed:
        return np.full(len(rows), _CODE[Bears.CONTEXT])
    codes = np.full(len(rows), _CODE[Bears.EARLIER])
    for bears, records in (
        (Bears.BASELINE, claim.before),
        (Bears.CONTEXT, claim.after),
        (Bears.SUPPORTS, claim.supporting),
        (Bears.CONTRADICTS, claim.contradicting),
    ):
        codes[np.isin(rows, records.rows)] = _CODE[bears]
    return codes


def _groups(claim: ClaimView, bears: Ints) -> Mapping[str, Mapping[Bears, int]]:
    counted: Counter[tuple[int, int]] = Counter(
        zip(claim.linked.column("group").tolist(), bears.tolist(), strict=True)
    )
    return {
        group: {way: counted[code, at] for at, way in enumerate(_BEARS)}
        for code, group in enumerate(GROUP_NAMES)
        if any(counted[code, at] for at in range(len(_BEARS)))
    }


def _rolls(claim: ClaimView, bears: Ints) -> Iterator[Roll]:
    go_on()
    words = claim.ledger.words
    columns = [claim.linked.column(name).tolist() for name in ("kind", "team", "shift", "cycle")]
    counted = Counter(zip(bears.tolist(), *columns, strict=True))
    for (way, kind, team, shift, cycle), records in sorted(counted.items()):
        yield Roll(
            bears=_BEARS[way],
            group=GROUP_OF[KINDS[kind]],
            kind=KINDS[kind],
            team=_word(words["team"], team),
            shift=_word(words["shift"], shift),
            cycle=claim.rhythm.say(cycle),
            records=records,
        )


def _word(words: Words, code: int) -> str | None:
    return None if code == BLANK else words.words[code]


_TOLD = tuple(field.name for field in attrs.fields(RecordLine) if field.name != "bears")


def _lines(claim: ClaimView, bears: Ints) -> Iterator[RecordLine]:
    """Column by column, since a claim may have tens of thousands."""
    go_on()
    table = claim.service.table[claim.linked.rows]
    columns = [table[name].to_list() for name in _TOLD]
    return map(RecordLine, [_BEARS[way] for way in bears.tolist()], *columns)
