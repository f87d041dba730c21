"""Waivers: findings that somebody, by name, with a reason and until a day, has decided to live with.

A waiver never hides anything: the verdict is given with and without, and one that is expired, malformed, forbidden,
for something unknown, or of no use is a problem in the output and waives nothing.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import attrs

from .calendar import say_date
from .model import Level, Place, Problem
from .result import Finding, Outcome, Waiver
from .ruleset import Ruleset
from .toml_slips import slip

FILE: Final = "waivers.toml"
"""The file beside a case that waivers are read from unless another is named."""

_FIELDS: Final = ("check", "subject", "reason", "by", "until")
_WAIVABLE: Final = frozenset({Outcome.NOT_MET, Outcome.INSUFFICIENT, Outcome.CONCERN})


@attrs.frozen
class Entry:
    """One waiver as written: which check of which subject, and where it stands."""

    check: str
    subject: str
    waiver: Waiver
    place: Place


@attrs.frozen
class Waivers:
    """The waivers of one file, and what was wrong with those that could not be read."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()

    def apply(
        self, findings: Sequence[Finding], ruleset: Ruleset, as_of: dt.date
    ) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
        """The findings with those waived that may be, and a problem for each waiver that waives nothing."""
        problems = list(self.problems)
        used: dict[tuple[str, str], Waiver] = {}
        by_key = {(f.check, f.subject.id): f for f in findings}
        for entry in self.entries:
            key = (entry.check, _subject(entry.subject, findings))
            why = _refusal(entry, key, by_key, ruleset, as_of)
            if why is None and key in used:
                why = "is written twice; the first one stands"
            if why is None:
                used[key] = entry.waiver
            else:
                what = f"the waiver of {entry.check} for {entry.subject} {why}"
                problems.append(Problem(Level.WARNING, what, entry.place))
        return tuple(
            _waived(f, used[f.check, f.subject.id]) if (f.check, f.subject.id) in used else f
            for f in findings
        ), tuple(problems)


def _subject(told: str, findings: Sequence[Finding]) -> str:
    """A subject as written; `service` stands for the service whatever its id."""
    if told == "service":
        return next((f.subject.id for f in findings if f.subject.type == "service"), told)
    return told


def _refusal(
    entry: Entry,
    key: tuple[str, str],
    findings: Mapping[tuple[str, str], Finding],
    ruleset: Ruleset,
    as_of: dt.date,
) -> str | None:
    """Why a waiver waives nothing, None where it may."""
    use = ruleset.use(entry.check)
    if use is None:
        near = difflib.get_close_matches(entry.check, [use.id for use in ruleset.uses], n=1)
        return "names a check that is not in use" + (f"; the nearest is {near[0]}" if near else "")
    if key not in findings:
        near = difflib.get_close_matches(key[1], [subject for _, subject in findings], n=1, cutoff=0.4)
        return "names a subject that the check does not judge" + (
            f"; the nearest is {near[0]}" if near else ""
        )
    if not use.waivable:
        return "is not allowed: the ruleset forbids waiving that check"
    until = entry.waiver.until
    if until < as_of:
        return f"ended on {say_date(until)}, before {say_date(as_of)}"
    latest = as_of + dt.timedelta(days=ruleset.max_waiver_days)
    if until > latest:
        return f"runs to {say_date(until)}; the ruleset allows no later day than {say_date(latest)}"
    found = findings[key].outcome
    if found is Outcome.ERROR:
        return "cannot be: the check itself failed, and a failed check is never waived"
    if found not in _WAIVABLE:
        return f"is not needed: the check came out {found}"
    return None


def _waived(finding: Finding, waiver: Waiver) -> Finding:
    return attrs.evolve(finding, outcome=Outcome.WAIVED, found=finding.outcome, waiver=waiver)


def beside(case: Path) -> Path | None:
    """The file of waivers beside a case (in its folder, or next to its document), None where there is none."""
    path = (case if case.is_dir() else case.parent) / FILE
    return path if path.is_file() else None


def read_waivers(path: Path) -> Waivers:
    """Read a file of waivers; what is wrong with it is told, and fails closed."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        return _refused(path, f"it could not be read: {error.strerror or error}")
    except UnicodeDecodeError:
        return _refused(path, "it is not UTF-8 text")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = slip(str(error), text)
        return _refused(path, f"it is not TOML: {found.what}", found.row)
    lines = [n for n, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*waiver\s*\]\]", line)]
    told = data.get("waiver", [])
    if not isinstance(told, list) or set(data) - {"waiver"}:
        return _refused(path, "a file of waivers holds [[waiver]] tables and nothing else")
    entries: list[Entry] = []
    problems: list[Problem] = []
    for at, one in enumerate(told):
        place = Place(path.name, lines[at] if at < len(lines) else None)
        wrong = list(_wrong(one))
        if wrong:
            problems.append(
                Problem(Level.ERROR, f"the waiver is malformed and waives nothing: {'; '.join(wrong)}", place)
            )
        else:
            waiver = Waiver(one["reason"].strip(), one["by"].strip(), _date(one["until"]))
            entries.append(Entry(one["check"].strip(), one["subject"].strip(), waiver, place))
    return Waivers(tuple(entries), tuple(problems))


def _refused(path: Path, why: str, row: int | None = None) -> Waivers:
    what = f"no waiver is taken from {path.name}: {why}"
    return Waivers(problems=(Problem(Level.ERROR, what, Place(path.name, row)),))


def _wrong(told: Any) -> Iterator[str]:
    """Everything wrong with one waiver."""
    if not isinstance(told, dict):
        yield "it is not a table"
        return
    for field in _FIELDS:
        value = told.get(field)
        if value is None or (isinstance(value, str) and not value.strip()):
            yield f"{field} is missing"
        elif field == "until":
            try:
                _date(value)
            except ValueError:
                yield f"until is a date such as 2026-12-31, not {value!r}"
        elif not isinstance(value, str):
            yield f"{field} is text, not {value!r}"
    for key in told:
        if key not in _FIELDS:
            near = difflib.get_close_matches(key, _FIELDS, n=1)
            yield f"{key!r} is no field of a waiver" + (f"; the nearest is {near[0]}" if near else "")


def _date(value: Any) -> dt.date:
    """The last day of a waiver. Raises ValueError for anything but a date."""
    from .casefile.cells import date_of

    if isinstance(value, dt.datetime):
        raise ValueError("a time of day")  # noqa: TRY004 (the caller asks only whether it is a date)
    return value if isinstance(value, dt.date) else date_of(value if isinstance(value, str) else repr(value))
