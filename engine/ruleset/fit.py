"""Whether a value fits a parameter or a term, and how a message shows it."""

from __future__ import annotations

import re
from typing import Any, Final

import attrs


def as_toml(value: Any) -> str:
    """A value as TOML would have it."""
    if isinstance(value, bool):
        return str(value).lower()
    return repr(list(value)) if isinstance(value, tuple) else repr(value)


_BOUND = re.compile(r"^'\w+' must be (>=|<=|>|<) (\S+): ")
_WORDS: Final = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}


def unfit(cls: type[Any], field: attrs.Attribute[Any], value: Any) -> str | None:
    """Why a value does not fit a parameter or a term, in words; None where it does."""
    kind = type(field.default)
    if type(value) is not kind and not (kind is float and type(value) is int):
        return f"{field.name} takes {_KINDS.get(kind, kind.__name__)}, not {as_toml(value)}"
    try:
        cls(**{field.name: value})
    except (TypeError, ValueError) as error:
        told = str(error.args[0]) if error.args else str(error)
        bound = _BOUND.match(told)
        return f"{field.name} is {_WORDS[bound[1]]} {bound[2]}, not {as_toml(value)}" if bound else told
    return None


_KINDS: Final = {
    int: "a whole number",
    float: "a number",
    str: "text",
    bool: "true or false",
    tuple: "a list",
}
