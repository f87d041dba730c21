"""Text for the screen: what comes from the data is shown as it stands, and nothing in it is obeyed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from rich.text import Text

from takehold.engine.calendar import say_date
from takehold.engine.report.escape import clean
from takehold.engine.report.escape import shown as seen

if TYPE_CHECKING:
    from takehold.engine.model import Service


def shown(text: object, style: str = "") -> Text:
    """Text from the data as one line that a terminal shows and does not obey."""
    return Text(seen(str(text)), style=style)


def bold(words: str) -> Text:
    """Words in bold, to which others may be added that are not."""
    return Text().append(words, style="bold")


def lines(*parts: str | Text) -> Text:
    """Several lines as one text; plain words are taken as data."""
    return Text("\n").join(part if isinstance(part, Text) else shown(part) for part in parts)


def as_at(service: Service) -> str:
    """The day that a case is judged as at: where it says none, that of its newest record."""
    return f"as at {say_date(service.as_of)}" if service.as_of else "as at the day of its newest record"


def said(value: Any) -> str:
    """A value as a manager would write it; a blank one is `not recorded`."""
    match value:
        case None | () | "":
            return "not recorded"
        case bool():
            return "yes" if value else "no"
        case dt.date():
            return say_date(value)
        case float() if value.is_integer():
            return f"{int(value):,}"
        case tuple() | list():
            return ", ".join(str(item) for item in value)
        case _:
            return str(value)


def count(n: int, noun: str, many: str | None = None) -> str:
    """A count in words: 1 claim; 3 claims; no claims."""
    if n == 1:
        return f"1 {noun}"
    return f"{f'{n:,}' if n else 'no'} {many or noun + 's'}"


def short(text: str, width: int) -> str:
    """A text cut to a width, with a mark where it was cut."""
    line = clean(text)
    return line if len(line) <= width else line[: max(width - 1, 0)].rstrip() + "…"
