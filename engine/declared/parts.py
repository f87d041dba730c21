"""The parts of a declaration: what is measured, how it is compared, and what is said of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from ..measure.say import number
from .fields import ROWS, TABLE_OF, columns_of, names
from .reading import Taker, is_number
from .select import COLUMNS
from .spec import OVER, POSITIONS, QUANTITIES, SAME, Limit, Part, Selection

PART_KEYS: Final = (
    "quantity", "of", "which", "other", "by", "over", "take", "last", "field", "dates", "from", "to", "enough", "met",
    "concern", "otherwise", "unknown", "none", "says",
)  # fmt: skip
"""The keys of a part; in a check of one part they stand beside its own."""

_ANSWERS: Final = ("met", "concern", "not-met", "insufficient", "not-applicable")
_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "share": ("which",),
    "largest-share": ("by",),
    "distinct": ("by",),
    "lines": ("by",),
    "days": ("from",),
    "words": ("field",),
    "field": ("field",),
    "gap": ("other",),
}
"""What a quantity cannot do without."""

_OF_CLAIMS: Final = ("value", "position", "gap", "trend", "run", "agreeing", "lines")
"""Quantities that are a claim's."""


def read_parts(taker: Taker, subject: str, *, single: bool) -> tuple[Part, ...]:
    """The parts of a declaration: the check's own keys, or those of each `[[check.part]]`."""
    if single:
        return (_part(taker, subject),)
    parts = []
    for inner in taker.tables("part"):
        inner.known((*PART_KEYS, "remedy"), "key of a part")
        parts.append(_part(inner, subject))
    if not parts:
        taker.say(("part",), "a check has at least one part")
    return tuple(parts)


def _part(taker: Taker, subject: str) -> Part:
    told = taker.told
    quantity = taker.one_of("quantity", tuple(QUANTITIES), "count") or "count"
    for needed in _NEEDS.get(quantity, ()):
        if needed not in told:
            taker.say((), f"the quantity {quantity} needs {needed}")
    if quantity in _OF_CLAIMS and subject != "claim":
        taker.say(("quantity",), f"the quantity {quantity} is asked of a claim only")
    of = taker.selection("of", subject) if _selects(told, quantity) else Selection()
    over = taker.one_of("over", OVER) if "over" in told else None
    if over is not None and subject != "claim":
        taker.say(("over",), "over is asked of a claim only", key=True)
    field = taker.one_of("field", names(subject)) if "field" in told else None
    met = _limits(taker, "met", quantity, field, subject)
    concern = _limits(taker, "concern", quantity, field, subject) if "concern" in told else None
    _reachable(taker, met, concern)
    says = taker.table("says")
    says.known([*_ANSWERS, "not_met", "not_applicable"], "outcome")
    return Part(
        quantity=quantity,
        of=of,
        which=taker.selection("which", subject) if "which" in told else None,
        other=taker.selection("other", subject) if "other" in told else None,
        by=taker.one_of("by", _by(quantity, of)) if "by" in told else None,
        over=over,
        take=taker.one_of("take", ("least", "most"), "least") or "least",
        last=taker.number("last", missing=True) or 3,
        field=field,
        dates=_dates(taker, "dates", subject),
        start=_dates(taker, "from", subject),
        end=_dates(taker, "to", subject) or ("as_of",),
        enough=taker.flag("enough"),
        met=met,
        concern=concern,
        otherwise=taker.one_of("otherwise", _ANSWERS, "not-met") or "not-met",
        unknown=taker.one_of("unknown", _ANSWERS, "insufficient") or "insufficient",
        none=taker.one_of("none", _ANSWERS) if "none" in told else None,
        says={name.replace("_", "-"): says.text(name) or "" for name in says.told},
        remedy=(taker.text("remedy") or "") if "remedy" in told else "",
    )


def _selects(told: Mapping[str, Any], quantity: str) -> bool:
    """Whether a part selects records or rows at all."""
    without = quantity in ("days", "words", "field", "run", "agreeing", "lines")
    return "of" in told or not (without or "dates" in told)


def _by(quantity: str, of: Selection) -> tuple[str, ...]:
    if quantity == "lines":
        return ("source", "recorded_by", "both")
    if quantity == "trend":
        return ("count", "value")
    return columns_of(of.rows) if of.rows else (*COLUMNS, "weekday")


def _limits(taker: Taker, name: str, quantity: str, field: str | None, subject: str) -> tuple[Limit, ...]:
    inner = taker.table(name)
    inner.known(("at_least", "at_most", "more_than", "less_than", "is", "not", "in"), "comparison")
    found = tuple(inner.limits())
    if quantity == "field":
        found = inner.held(field, TABLE_OF[subject], found)
    elif quantity == "position":
        found = inner.worded("position", POSITIONS, found)
    if name == "met" and not found:
        taker.say((), f"{name} says what the quantity is compared with, such as {{ at_least = 3 }}")
    return found


def _reachable(taker: Taker, met: tuple[Limit, ...], concern: tuple[Limit, ...] | None) -> None:
    """See that met and concern can come true: of numbers, with each parameter at its default."""
    spans = {}
    for name, limits in (("met", met), ("concern", concern or ())):
        if not limits or any(
            limit.how in SAME or not is_number(limit.bound(taker.params)) for limit in limits
        ):
            continue  # words, or a parameter that is at fault itself
        spans[name] = span = _span(limits, taker.params)
        if span[0][0] > -span[1][0]:
            taker.say((name,), f"{name} can never come true: nothing is {_said(limits, taker.params)}")
            return
    if len(spans) < 2:
        return
    within = all(one >= other for one, other in zip(spans["concern"], spans["met"], strict=True))
    settable = any(limit.param is not None for limit in (*met, *(concern or ())))
    if within and not (settable and spans["concern"] == spans["met"]):
        said, held = _said(concern or (), taker.params), _said(met, taker.params)
        taker.say(
            ("concern",), f"concern can never come true: what is {said} is met already, for met is {held}"
        )


_Bound = tuple[float, bool]


def _span(limits: tuple[Limit, ...], params: Mapping[str, float]) -> tuple[_Bound, _Bound]:
    """The lower and the (negated) upper bound of limits, and whether each is left out itself: the greater, the tighter."""
    lower, upper = [(-math.inf, False)], [(-math.inf, False)]
    for limit in limits:
        bound = limit.bound(params)
        if limit.how in ("at_least", "more_than"):
            lower.append((bound, limit.how == "more_than"))
        else:
            upper.append((-bound, limit.how == "less_than"))
    return max(lower), max(upper)


def _said(limits: tuple[Limit, ...], params: Mapping[str, float]) -> str:
    return " and ".join(f"{limit.how.replace('_', ' ')} {number(limit.bound(params))}" for limit in limits)


def _dates(taker: Taker, name: str, subject: str) -> tuple[str, ...]:
    """Names of dates: `as_of`, a field of the subject, or a column of rows that belong to it (actions.opened)."""
    known = {"as_of", *names(subject)}
    known |= {f"{table}.{column}" for table in ROWS[subject] for column in columns_of(table)}
    return tuple(taker.texts(name, known))
