"""The keys that a mapping may hold, and the shape of what each takes."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Map
from typing import Any, Final

import attrs


@attrs.frozen
class Shape:
    """What a key takes: a test, how to say it, and the same for an editor (JSON Schema)."""

    fits: Callable[[Any], bool]
    what: str
    schema: Map[str, Any] = attrs.field(factory=dict)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and bool(value) and all(map(_is_text, value)))


def _is_words(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _is_times(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_texts, value.values()))


def _is_columns(value: Any) -> bool:
    return isinstance(value, dict) and all(
        _is_texts(feed) or isinstance(feed, dict) for feed in value.values()
    )


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


_TEXT = {"type": "string"}
_TEXTS = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
_TABLE = {"type": "object"}

TEXT: Final = Shape(_is_text, "a text in quotation marks", _TEXT)
TEXTS: Final = Shape(_is_texts, "a text, or a list of texts", _TEXTS)
WORDS: Final = Shape(
    _is_words,
    'a table of words: { "as the export has it" = "as takehold has it" }',
    _TABLE | {"additionalProperties": _TEXT},
)
TIMES: Final = Shape(
    _is_times,
    'a table of shifts and their times: { night = "21:00-07:00" }',
    _TABLE | {"additionalProperties": _TEXTS},
)
COLUMNS: Final = Shape(_is_columns, "a table of columns, each with the heading that feeds it", _TABLE)
TABLES: Final = Shape(_is_tables, "a list of tables", {"type": "array", "items": _TABLE})
TABLE: Final = Shape(lambda value: isinstance(value, dict), "a table", _TABLE)
YES_NO: Final = Shape(lambda value: isinstance(value, bool), "true or false", {"type": "boolean"})

TOP_KEYS: Final = {
    "title": TEXT,
    "about": TEXT,
    "case": TEXT,
    "source": Shape(_is_tables, "[[source]] tables", {"type": "array", "items": _TABLE}),
}
SOURCE_KEYS: Final = {
    "name": TEXT,
    "like": TEXT,
    "file": TEXTS,
    "sheet": TEXT,
    "table": TEXT,
    "newest": TEXT,
    "optional": YES_NO,
    "columns": COLUMNS,
    "unfold": TABLE,
    "leave_out": TABLES,
}
COLUMN_KEYS: Final = {
    "from": TEXTS,
    "join": TEXT,
    "value": TEXT,
    "hash": TEXTS,
    "words": WORDS,
    "otherwise": TEXT,
    "none": TEXTS,
    "pattern": TEXTS,
    "times": TIMES,
    "dates": TEXTS,
    "number": TEXT,
    "split": TEXTS,
    "prefix": TEXT,
}
CONDITION_KEYS: Final = {"heading": TEXT, "is": TEXTS, "is_not": TEXTS, "holds": TEXTS, "blank": YES_NO}
UNFOLD_KEYS: Final = {"into": TEXT, "headings": TEXTS, "marks": TEXTS, "numbered": TEXT}
