"""Two results side by side: what is new, what is settled, what got worse, and which records moved it.

A finding is known by its check and its subject, never by its message or a row. Both sides are result documents, so
that last month's file and today's assessment compare alike.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import attrs

from .errors import UsageError
from .result import FORMAT, Outcome, Result

_GRAVITY: Final[Mapping[str, int]] = {
    Outcome.MET: 0,
    Outcome.NOT_APPLICABLE: 0,
    Outcome.WAIVED: 1,
    Outcome.CONCERN: 2,
    Outcome.INSUFFICIENT: 3,
    Outcome.NOT_MET: 4,
    Outcome.ERROR: 5,
}
"""How grave an outcome is. Waived is not settled: what somebody lives with is still there."""


class Move(enum.StrEnum):
    """What became of one finding, what matters most first."""

    NEW = "new"
    WORSE = "worse"
    EASED = "eased"
    UNCHANGED = "unchanged"
    SETTLED = "settled"
    GONE = "gone"


@attrs.frozen
class Moved:
    """One finding on both sides; `records` are those cited on one side only, the new ones first."""

    move: Move
    check: str
    subject: str
    before: str | None
    after: str | None
    message: str
    new_records: tuple[str, ...] = ()
    old_records: tuple[str, ...] = ()


@attrs.frozen
class ClaimMoved:
    """One claim on both sides: its evidenced stage and position; None where it was not there."""

    id: str
    statement: str
    stage: tuple[str | None, str | None]
    position: tuple[str | None, str | None]

    @property
    def changed(self) -> bool:
        """Whether its stage or position moved, or it came or went."""
        return self.stage[0] != self.stage[1] or self.position[0] != self.position[1]


@attrs.frozen
class Comparison:
    """What moved from one result to another; `rules` says what else differs and must be known first."""

    as_of: tuple[str, str]
    readiness: tuple[str, str]
    rules: tuple[str, ...]
    claims: tuple[ClaimMoved, ...]
    findings: tuple[Moved, ...]

    def of(self, move: Move) -> tuple[Moved, ...]:
        """The findings that moved in one way."""
        return tuple(moved for moved in self.findings if moved.move is move)


Document = Mapping[str, Any]


def is_document(path: Path) -> bool:
    """Whether a file says that it is a result document, of whatever form; a case in JSON does not."""
    if path.suffix.lower() != ".json" or not path.is_file():
        return False
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(told, dict) and "format" in told


def read_document(path: Path) -> Document:
    """A result document from a file. Raises UsageError for a file that is none, saying why."""
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path}: it could not be read: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise UsageError(
            f"{path}: this is no result document: takehold assess --format json writes one"
        ) from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise UsageError(f"{path}: this is no result document of the form {FORMAT}")
    try:
        _checked(told)
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path}: the result document lacks something: {error}") from None
    return told


def _checked(told: Document) -> None:
    """Touch everything that a comparison asks for. Raises KeyError or TypeError where something is missing."""
    _ = told["as_of"], told["takehold"], told["service"]["id"], told["verdict"]["readiness"]
    _ = told["ruleset"]["id"], told["ruleset"]["version"], told["ruleset"]["digest"]
    for claim in told["claims"]:
        _ = claim["id"], claim["statement"], claim["evidenced"], claim["position"]
    for finding in told["findings"]:
        _ = _key(finding), _GRAVITY[finding["outcome"]], finding["message"], _cited(finding)


def document_of(result: Result) -> Document:
    """A result as a document."""
    from .report.json import document

    found: Document = document(result)
    return found


def compare(old: Document, new: Document) -> Comparison:
    """What moved from an older result to a newer one. Raises UsageError for results of two services."""
    if old["service"]["id"] != new["service"]["id"]:
        raise UsageError(
            f"these are results of two services, {old['service']['id']} and {new['service']['id']}: compare one with itself"
        )
    return Comparison(
        as_of=(old["as_of"], new["as_of"]),
        readiness=(old["verdict"]["readiness"], new["verdict"]["readiness"]),
        rules=tuple(_rules(old, new)),
        claims=tuple(_claims(old["claims"], new["claims"])),
        findings=tuple(sorted(_findings(old["findings"], new["findings"]), key=_order)),
    )


def _order(moved: Moved) -> tuple[int, str, str]:
    return list(Move).index(moved.move), moved.subject, moved.check


def _rules(old: Document, new: Document) -> Iterator[str]:
    one, two = old["ruleset"], new["ruleset"]
    if one["digest"] != two["digest"]:
        yield (
            f"The rules differ ({one['id']} {one['version']} before, {two['id']} {two['version']} now), so part of what "
            "moved may be the rules and not the service"
        )
    if old["takehold"] != new["takehold"]:
        yield f"takehold itself differs ({old['takehold']} before, {new['takehold']} now)"


def _claims(old: Sequence[Document], new: Sequence[Document]) -> Iterator[ClaimMoved]:
    before, after = {claim["id"]: claim for claim in old}, {claim["id"]: claim for claim in new}
    for id in dict.fromkeys([*after, *before]):
        one, two = before.get(id), after.get(id)
        told = two or one
        assert told is not None
        yield ClaimMoved(
            id,
            told["statement"],
            (_of(one, "evidenced"), _of(two, "evidenced")),
            (_of(one, "position"), _of(two, "position")),
        )


def _of(told: Document | None, key: str) -> str | None:
    """What one side says under a key, None where it says nothing at all."""
    return str(told[key]) if told is not None else None


def _key(finding: Document) -> tuple[str, str, str]:
    return finding["check"], finding["subject"]["type"], finding["subject"]["id"]


def _cited(finding: Document | None) -> dict[str, None]:
    return dict.fromkeys((*finding["supporting"], *finding["contradicting"])) if finding else {}


def _findings(old: Sequence[Document], new: Sequence[Document]) -> Iterator[Moved]:
    before, after = {_key(f): f for f in old}, {_key(f): f for f in new}
    for key in dict.fromkeys([*after, *before]):
        one, two = before.get(key), after.get(key)
        move = _move(one, two)
        told = two or one
        if move is None or told is None:
            continue
        cited, known = _cited(two), _cited(one)
        yield Moved(
            move,
            key[0],
            key[2],
            _of(one, "outcome"),
            _of(two, "outcome"),
            told["message"],
            tuple(id for id in cited if id not in known) if one else (),
            tuple(id for id in known if id not in cited) if two else (),
        )


def _move(old: Document | None, new: Document | None) -> Move | None:
    """What became of a finding; None where it was satisfied and still is."""
    was = _GRAVITY[old["outcome"]] if old else 0
    now = _GRAVITY[new["outcome"]] if new else 0
    if not was and not now:
        return None
    if new is None:
        return Move.GONE
    if not was:
        return Move.NEW
    if not now:
        return Move.SETTLED
    if now == was:
        return Move.UNCHANGED
    return Move.WORSE if now > was else Move.EASED
