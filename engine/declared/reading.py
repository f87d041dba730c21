"""Taking values out of a declaration's tables, each held to what fits."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from ..model import Fits
from ..names import hint, listed
from ..names import key as alike
from .fields import ROWS, TABLE_OF, columns_of, fits, names
from .select import CODES, COLUMNS, FLAGS, FREE
from .spec import COMPARED, PERIODS, SAME, Condition, Limit, Selection

Path = tuple[str | int, ...]
Wrong = Callable[[Path, str, bool], None]
"""Told of something wrong: where in the declaration, what, and whether it is the key."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RELATIONS = ("supporting", "contradicting")
_CITED = ("evidence", "check_evidence")
_SELECTED = (
    "period", "rows", "where", "relation", "through", "filled", "blank", "beyond_activity", "own_measure", "days",
    "cited",
)  # fmt: skip


def spelt(word: str, words: Collection[str]) -> str | None:
    """One of a few words as those spell it, whatever its case, spaces and hyphens; None where it is none of them."""
    if word in words:
        return word
    return next((one for one in words if alike(one) == alike(word)), None)


def is_number(value: Any) -> bool:
    """Whether a value is a number that something can be compared with: neither true nor false, nor inf, nor nan."""
    return type(value) in (int, float) and math.isfinite(value)


class Taker:
    """One table of a declaration: takes its values, and tells of each that does not fit."""

    def __init__(
        self, told: Mapping[str, Any], path: Path, wrong: Wrong, params: Mapping[str, float] | None = None
    ) -> None:
        self.told = told
        self.path = path
        self.wrong = wrong
        self.params = dict(params or {})
        """The parameters that a limit can name, and their defaults."""

    def say(self, path: Path, what: str, *, key: bool = False) -> None:
        """Tell of something wrong."""
        self.wrong((*self.path, *path), what, key)

    def known(self, keys: Collection[str], what: str) -> None:
        """See that no key is unknown."""
        for name in self.told:
            if name not in keys:
                self.say((name,), f"{name!r} is no {what}{hint(name, keys)}", key=True)

    # Single values

    def text(self, name: str, default: str | None = None) -> str | None:
        """A sentence or a name; None where it is missing, which is told."""
        value = self.told.get(name, default)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        self.say((name,) if name in self.told else (), f"a check needs {name}, text in quotation marks")
        return None

    def name(self, key: str) -> str | None:
        """An id."""
        value = self.told.get(key)
        if isinstance(value, str) and _ID.fullmatch(value):
            return value
        self.say(
            (key,) if key in self.told else (),
            f"{key} is small letters, figures and hyphens, such as wound-care-seen, not {value!r}",
        )
        return None

    def one_of(
        self, name: str, words: Sequence[str], default: str | None = None, *, what: str | None = None
    ) -> str | None:
        """One of a few words; None where it is none of them, which is told (as of `what`, where given)."""
        value = self.told.get(name, default)
        found = spelt(value, words) if isinstance(value, str) else None
        if found is not None:
            return found
        where: Path = (name,) if name in self.told else ()
        near = hint(value, words) if isinstance(value, str) else ""
        known = listed(words, last="or", most=20)
        if value is None:
            self.say(where, f"{what or name} is missing: one of {known}")
        else:
            self.say(where, f"{what or name} is one of {known}, not {value!r}{near}")
        return None

    def number(self, name: str, *, missing: bool = False) -> Any:
        """A number; None where it is missing (told, unless it may be) or none."""
        value = self.told.get(name)
        if is_number(value) or (value is None and missing):
            return value
        if value is None:
            self.say((), f"{name} is missing, a number")
        else:
            self.say((name,), f"{name} is a number, not {value!r}")
        return None

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false."""
        value = self.told.get(name, default)
        if not isinstance(value, bool):
            self.say((name,), f"{name} is true or false, not {value!r}")
        return value is True

    def texts(self, name: str, words: Collection[str] | None = None) -> Iterator[str]:
        """A list of words (or one), each one of a few, where those are given."""
        value = self.told.get(name, ())
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list | tuple):
            self.say((name,), f"{name} is a list of words in quotation marks, not {value!r}")
            return
        for number, item in enumerate(items):
            where: Path = (name,) if isinstance(value, str) else (name, number)
            if not isinstance(item, str):
                self.say(where, f"{name} takes words in quotation marks, not {item!r}")
            elif words is None:
                yield item
            elif (found := spelt(item, words)) is not None:
                yield found
            else:
                self.say(where, f"{item!r} does not fit in {name}{hint(item, words)}")

    def table(self, name: str) -> Taker:
        """A table inside this one; an empty one where it is missing."""
        value = self.told.get(name, {})
        if not isinstance(value, dict):
            self.say((name,), f"{name} is a table, not {value!r}")
            value = {}
        return Taker(value, (*self.path, name), self.wrong, self.params)

    def tables(self, name: str) -> Iterator[Taker]:
        """A list of tables inside this one."""
        value = self.told.get(name, [])
        items = [value] if isinstance(value, dict) else value
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            self.say((name,), f"{name} is a list of tables, not {value!r}")
            return
        for number, item in enumerate(items):
            at: Path = () if isinstance(value, dict) else (number,)
            yield Taker(item, (*self.path, name, *at), self.wrong, self.params)

    # Limits, conditions, selections

    def limits(self, extra: Collection[str] = ()) -> Iterator[Limit]:
        """The comparisons of this table: with numbers, words, or parameters (`{ param = "x", times = 2, plus = -1 }`)."""
        for how in COMPARED:
            if how not in self.told:
                continue
            value = self.told[how]
            if isinstance(value, dict):
                inner = self.table(how)
                inner.known(("param", "times", "plus"), "key of a limit")
                param = inner.one_of("param", tuple(self.params))
                times, plus = (inner.number(name, missing=True) for name in ("times", "plus"))
                yield Limit(how, param=param, times=1.0 if times is None else times, plus=plus or 0.0)
            elif how == "in":
                yield Limit(how, tuple(self.texts(how)))
            elif how in ("is", "not"):
                yield Limit(how, value)
            elif isinstance(value, str) and value in self.params:
                yield Limit(how, param=value)
            elif is_number(value):
                yield Limit(how, value)
            else:
                near = hint(value, self.params) if isinstance(value, str) else ""
                self.say((how,), f"{how} is a number or the name of a parameter, not {value!r}{near}")

    def held(self, field: str | None, table: str, limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
        """Comparisons of a field in the words that it can hold; what it can never hold is told."""
        kind, words = (None, ()) if field is None else fits(table, field)
        if words:
            return self.worded(field or "", words, limits)
        for how in (limit.how for limit in limits if limit.how in SAME):
            value = self.told[how]
            if kind in (Fits.LIST, Fits.SCOPE):
                self.say((how,), f"{field} is a list, which no word is equal to: say filled = true or false")
            elif kind is Fits.YES_NO and not isinstance(value, bool):
                self.say((how,), f"{field} is true or false, not {value!r}")
            elif kind in (Fits.TEXT, Fits.ID) and how != "in" and not isinstance(value, str):
                self.say((how,), f"{field} is text in quotation marks, not {value!r}")
        return limits

    def worded(self, what: str, words: Sequence[str], limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
        """Comparisons with a few fixed words, as those are spelt; any other word is told."""
        return tuple(
            limit
            if limit.how not in SAME
            else Limit("in", tuple(self.texts("in", words)))
            if limit.how == "in"
            else Limit(limit.how, self.one_of(limit.how, words, what=what))
            for limit in limits
        )

    def conditions(self, name: str, subject: str, table: str | None = None) -> Iterator[Condition]:
        """Conditions on a subject's fields, or on the columns of a table's rows."""
        for inner in self.tables(name):
            inner.known(
                ("field", "filled", "known", "any", "records", "else", *COMPARED), "key of a condition"
            )
            yield inner.condition(subject, table)

    def condition(self, subject: str, table: str | None) -> Condition:
        """This table as one condition."""
        told = self.told
        otherwise = told.get("else")
        if "any" in told:
            return Condition(any=tuple(self.conditions("any", subject, table)), otherwise=otherwise)
        if "records" in told and table is None:
            chosen = self.selection("records", subject)
            return Condition(records=chosen, limits=tuple(self.limits()), otherwise=otherwise)
        field = self.one_of("field", columns_of(table) if table else names(subject))
        limits = self.held(field, table or TABLE_OF[subject], tuple(self.limits()))
        filled = self.flag("filled") if "filled" in told else None
        known = self.flag("known")
        if filled is None and not limits and not known:
            ways = listed((*COMPARED, "filled", "known"), last="or")
            self.say((), f"a condition says what {field or 'the field'} has to be: {ways}")
        return Condition(field, limits, filled, known, otherwise=otherwise)

    def selection(self, name: str, subject: str) -> Selection:
        """A selection of records, or of the rows of another table."""
        inner = self.table(name)
        inner.known((*_SELECTED, *CODES, *FREE, *FLAGS), "key of a selection")
        told = inner.told
        rows = inner.one_of("rows", tuple(ROWS[subject])) if "rows" in told else None
        if subject == "action" and rows is None and "cited" not in told:
            inner.say((), "an action has no records but those it cites: say cited or rows")
        if subject != "claim":
            for key in ("relation", "through", "own_measure"):
                if key in told and not (subject == "priority" and key == "own_measure"):
                    inner.say((key,), f"{key} is asked of a claim's records only", key=True)
        relation = tuple(inner.texts("relation", _RELATIONS))
        return Selection(
            period=inner.one_of("period", PERIODS, "after" if relation else "linked") or "linked",
            rows=rows,
            where=tuple(inner.conditions("where", subject, rows)) if rows else (),
            words={
                column: tuple(inner.texts(column, CODES.get(column)))
                for column in (*CODES, *FREE)
                if column in told
            },
            flags={column: inner.flag(column) for column in FLAGS if column in told},
            relation=relation,
            through=inner.flag("through"),
            filled=tuple(inner.texts("filled", COLUMNS)),
            blank=tuple(inner.texts("blank", COLUMNS)),
            beyond_activity=inner.flag("beyond_activity"),
            own_measure=inner.flag("own_measure"),
            days=inner.number("days", missing=True),
            cited=inner.one_of("cited", _CITED) if "cited" in told else None,
        )
