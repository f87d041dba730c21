"""Text from the data as each format takes it: shown, never obeyed.

Every writer passes what a case file says through one of these. Control characters, which a terminal would obey,
and characters that turn the direction of writing round are shown as �; so are the halves of characters that no
file can hold.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

_JOINERS: Final = "\u200c\u200d"
"""Invisible, but part of how some scripts spell a name."""

_LOG_COMMANDS: Final = re.compile(r"#(?=#(?:\[|vso\[|teamcity\[))")
_COMMANDS: Final = re.compile(rf":(?=:[A-Za-z])|{_LOG_COMMANDS.pattern}")
"""What a build server would take as an order to itself in a line of its log."""


def clean(text: str) -> str:
    """One line of plain text."""
    return _COMMANDS.sub(lambda found: found[0] + " ", shown(text).strip())


def spoken(text: str) -> str:
    """Lines of plain text for a terminal or a log, each indented as it is."""
    return "\n".join(_COMMANDS.sub(lambda found: found[0] + " ", shown(line)) for line in text.split("\n"))


def shown(text: str) -> str:
    """Text with nothing in it but what can be seen, a space for every kind of space."""
    return text if text.isprintable() else "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char.isprintable() or char in _JOINERS:
        return char
    return " " if char.isspace() else "\ufffd"


def json_text(value: Any) -> str:
    """A value as indented JSON, ending in a line break; what cannot be seen is written as an escape."""
    return seen_json(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def seen_json(text: str) -> str:
    """JSON, a document or a part of one, in which what cannot be seen, or a build server would obey, is written as an escape."""
    if "##" in text:
        text = _LOG_COMMANDS.sub(r"\\u0023", text)
    if text.isascii():  # in which JSON itself escapes all that cannot be seen, but for one
        return text.replace("\x7f", "\\u007f")
    if _beyond_ascii(text).isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)


_PLAIN: Final = bytes(range(ord(" "), ord("~") + 1)) + b"\n"


def _beyond_ascii(text: str) -> str:
    """What is left of a text without line breaks and what ASCII can show: little, and soon looked through."""
    return text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")


_MARKUP: Final = re.compile(r"([\\`*_{}\[\]|~$^=])")
_LEADING: Final = re.compile(r"^(?:[-+>]|#{1,6}(?= )|\d+(?=[.)]))")
_LIVE: Final = re.compile(r"(@|#(?=\d)|(?<=://)|(?<=\bwww)(?=\.)|(?<=\bGH-))(?=\S)", re.IGNORECASE)
_APART: Final = "&#8203;"
"""A space of no width: keeps GitHub from making a mention, an issue or a link of what stands around it."""


def markdown(text: str) -> str:
    """One line of GitHub Markdown that reads as the text does: no markup, table cell, mention, link or HTML of its own."""
    line = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _MARKUP.sub(r"\\\1", line)
    line = _LIVE.sub(lambda found: found[0] + _APART, line)
    return _LEADING.sub(lambda found: "\\" + found[0] if not found[0].isdigit() else found[0] + "\\", line)


_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take a cell's text as a formula."""
    return text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA)


def cell(text: str) -> str:
    """A cell of a CSV file: what a spreadsheet would take as a formula is kept as text by an apostrophe before it."""
    line = clean(text)
    return f"'{line}" if is_formula(text) or is_formula(line) else line


def command(text: str) -> str:
    """The message of a GitHub workflow command."""
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_(text: str) -> str:
    """The value of a property of a GitHub workflow command."""
    return command(text).replace(":", "%3A").replace(",", "%2C")
