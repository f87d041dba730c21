"""Results as they are kept from run to run: the whole `Result` as JSON and back, and asking for one that is there.

JSON, and not Python's own form, because whoever can write to a cache must not be able to run code by it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from functools import cache
from typing import Any, Final

import cattrs

from . import cache as store
from .result import Outcome, Result

_LIST, _DATE = "list", "date"
_MARK: Final = "\0"
"""Begins the pair that stands for a value that JSON has no form for; no text in a case holds it."""


def kept(key: str, make: Callable[[], Result]) -> Result:
    """The result that is kept under a key; where there is none that can be read, the one made, which is kept.

    One in which a check failed is not: what failed may have been the moment's doing.
    """
    body = store.load(key)
    if body is not None:
        try:
            return from_bytes(body)
        except (ValueError, KeyError, TypeError, AttributeError, cattrs.BaseValidationError):
            pass  # of another form than today's: made anew
    result = make()
    if not any(finding.outcome is Outcome.ERROR for finding in result.findings):
        store.save(key, to_bytes(result))
    return result


def to_bytes(result: Result) -> bytes:
    """The result as JSON."""
    return json.dumps(_converter().unstructure(result), ensure_ascii=False).encode()


def from_bytes(body: bytes) -> Result:
    """The result again. Raises ValueError or a cattrs error for anything else."""
    found: Result = _converter().structure(json.loads(body), Result)
    return found


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=False)
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    converter.register_structure_hook(dt.date, lambda value, _: dt.date.fromisoformat(value))
    converter.register_structure_hook(dt.date | str | None, lambda value, _: _unmarked(value))
    converter.register_unstructure_hook(dt.date | str | None, _marked)
    converter.register_structure_hook(Any, lambda value, _: _unmarked(value))
    converter.register_unstructure_hook(Any, _marked)
    return converter


def _marked(value: Any) -> Any:
    """A plain value, with a pair in place of what JSON would not give back as it was."""
    if isinstance(value, tuple):
        return [_MARK, _LIST, [_marked(item) for item in value]]
    if isinstance(value, list):
        return [_marked(item) for item in value]
    if isinstance(value, dict):
        return {name: _marked(item) for name, item in value.items()}
    return [_MARK, _DATE, value.isoformat()] if isinstance(value, dt.date) else value


def _unmarked(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _unmarked(item) for name, item in value.items()}
    if not isinstance(value, list):
        return value
    if value[:1] == [_MARK]:
        kind, held = value[1:]
        return dt.date.fromisoformat(held) if kind == _DATE else tuple(map(_unmarked, held))
    return [_unmarked(item) for item in value]
