"""Help with words while they are typed: what is objected to, and the sentence made specific."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from takehold.engine.calendar import say_date
from takehold.engine.casefile.cells import Unfit, date_of
from takehold.engine.model import Case
from takehold.engine.wording import Owner, Use, judge_action, judge_owner, objection, suggestion, vagueness

USES: Final[Mapping[tuple[str, str], Use]] = {
    ("claims", "statement"): Use.STATEMENT,
    ("claims", "problem"): Use.PROBLEM,
    ("claims", "standard"): Use.STANDARD,
    ("priorities", "problem"): Use.PROBLEM,
    ("actions", "text"): Use.ACTION,
    ("actions", "check"): Use.CHECK,
    ("monitoring", "trigger"): Use.TRIGGER,
}
"""The columns whose words a criterion judges, and what each is judged as."""


def advice(case: Case, table: str, column: str, text: str) -> str:
    """What to say about words as they stand; empty where there is nothing to say."""
    if not text.strip():
        return ""
    if column == "owner":
        return _owner(case, text)
    if table in ("evidence", "reviews", "updates") and column == "date":
        return _later(case, text)
    use = USES.get((table, column))
    if use is None:
        return ""
    names = [place.name or place.id for rows in (case.teams, case.shifts) for place in rows]
    names += [measure.name or measure.id for measure in case.measures]
    judged = judge_action(text, names=names) if use is Use.ACTION else vagueness(text, use, names=names)
    if not (said := objection(judged)):
        return "✓ Specific enough to be followed and checked"
    return f"~ {said[:1].upper()}{said[1:]}. For example: {suggestion(judged)}"


def _later(case: Case, text: str) -> str:
    last = case.service.as_of
    try:
        day = date_of(text)
    except Unfit:
        return ""  # what is wrong with it is said once it is given
    if last is None or day <= last:
        return ""
    return f"~ This is after {say_date(last)}, the day the case is judged as at: it does not count until that day is moved"


def _owner(case: Case, text: str) -> str:
    places = [
        word for rows in (case.teams, case.shifts) for one in rows for word in (one.id, one.name) if word
    ]
    match judge_owner(text, places=places):
        case Owner.NOBODY:
            return "~ This is nobody in particular: name one person or one post"
        case Owner.SEVERAL:
            return "~ These are several: name the one who answers for it"
        case _:
            return "✓ One person or post"
