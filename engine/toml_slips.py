"""What is wrong with a text that is not TOML, in plain words: of the commonest slips; of the rest, as the reader has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import attrs

from .names import quoted

_POSITION: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_KEY: Final = re.compile(r"""\s*([\w."'-]+)\s*=""")
_HEADING: Final = re.compile(r"\s*\[")
_LIST: Final = re.compile(r"""\s*[\w."'-]+\s*=\s*\[""")
_CURLY: Final = ("“", "”", "„", "‘", "’")


@attrs.frozen
class Slip:
    """What is wrong, and where: line and character, counted from 1, where that is known."""

    what: str
    row: int | None = None
    character: int | None = None
    ended: bool = False
    """Whether the text ended before what was begun: the place is then its end."""


def slip(said: str, text: str) -> Slip:
    """What `tomllib` said of a text, in words that name the slip."""
    found = _POSITION.search(said)
    lines = text.splitlines()
    if found is None:
        return Slip(said)
    what = said[: found.start()]
    if found[1] is not None:
        at = Slip(what, int(found[1]), int(found[2]))
    else:
        at = Slip(what, len(lines), len(lines[-1]) + 1, ended=True) if lines else Slip(what)
    for begins, told in _TOLD.items():
        if at.what.startswith(begins):
            return told(at, lines)
    return at


def _twice(at: Slip, lines: Sequence[str]) -> Slip:
    """A key that stands twice under one heading. The reader points behind its second value."""
    row = at.row or 1
    while row > 0 and not (key := _KEY.match(lines[row - 1])):
        if _HEADING.match(lines[row - 1]):
            return at
        row -= 1
    if row == 0 or key is None:
        return at
    first = row - 1
    while first > 0 and not _HEADING.match(lines[first - 1]):
        if (other := _KEY.match(lines[first - 1])) and other[1] == key[1]:
            return Slip(f"{key[1]} stands twice, first in line {first}: keep one", row, key.start(1) + 1)
        first -= 1
    return Slip(f"{key[1]} has a value already: keep one", row, key.start(1) + 1)


def _heading(at: Slip, lines: Sequence[str]) -> Slip:
    """A heading that stands twice."""
    name = ".".join(re.findall(r"'([^']*)'", at.what))
    heading = f"[{name}]"
    first = next((row for row, line in enumerate(lines, 1) if line.strip().startswith(heading)), None)
    if first is None or first == at.row:
        return at
    what = f"{heading} stands twice, first in line {first}: put all its keys below one"
    return Slip(what, at.row, 1)


def _within(at: Slip, lines: Sequence[str]) -> Slip:
    key = at.what.removeprefix("Duplicate inline table key ")
    return attrs.evolve(at, what=f"{key} stands twice in the same braces: keep one")


def _illegal(at: Slip, lines: Sequence[str]) -> Slip:
    if at.what != r"Illegal character '\n'":
        return at
    return attrs.evolve(at, what="a quotation mark is missing: the text is not closed on its line")


def _open(at: Slip, lines: Sequence[str]) -> Slip:
    return attrs.evolve(at, what="a quotation mark is missing: the text is not closed before the file ends")


def _list(at: Slip, lines: Sequence[str]) -> Slip:
    """A list that is not closed; where it runs to the end, it is the last that was opened."""
    what = "a list is not closed: a ] is missing, or a comma between two of its items"
    if not at.ended:
        return attrs.evolve(at, what=what)
    opened = [(row, found) for row, line in enumerate(lines, 1) if (found := _LIST.match(line))]
    return Slip(what, opened[-1][0], opened[-1][1].end()) if opened else attrs.evolve(at, what=what)


def _braces(at: Slip, lines: Sequence[str]) -> Slip:
    what = "braces are not closed: a } is missing on this line, or a comma between two keys"
    return attrs.evolve(at, what=what)


def _value(at: Slip, lines: Sequence[str]) -> Slip:
    rest = _rest(at, lines)
    if rest.startswith(_CURLY):
        return attrs.evolve(at, what='a curly quotation mark: text stands in straight ones, "so"')
    if at.row is not None and rest == lines[at.row - 1].strip() and _KEY.match(rest):
        what = "a list that was opened above is not closed: a ] is missing before this line"
        return attrs.evolve(at, what=what)
    what = "no value: text stands in straight quotation marks, and true and false are in small letters"
    return attrs.evolve(at, what=what)


def _more(at: Slip, lines: Sequence[str]) -> Slip:
    return attrs.evolve(at, what=f"{quoted(_rest(at, lines))} cannot follow the value: take it out")


def _rest(at: Slip, lines: Sequence[str]) -> str:
    """What stands on the line from the place on."""
    if at.row is None or at.character is None or at.row > len(lines):
        return ""
    return lines[at.row - 1][at.character - 1 :].strip()


def _bracket(at: Slip, lines: Sequence[str]) -> Slip:
    return attrs.evolve(at, what="a heading is not closed: a ] is missing")


_TOLD: Final[Mapping[str, Callable[[Slip, Sequence[str]], Slip]]] = {
    "Cannot overwrite a value": _twice,
    "Cannot declare": _heading,
    "Duplicate inline table key": _within,
    "Illegal character": _illegal,
    "Unterminated string": _open,
    "Unclosed array": _list,
    "Unclosed inline table": _braces,
    "Invalid value": _value,
    "Expected newline or end of document": _more,
    "Expected ']": _bracket,
}
"""How the reader begins what it says of the commonest slips, and what tells each in plain words."""
