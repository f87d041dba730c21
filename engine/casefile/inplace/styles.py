"""The styles of a workbook, as far as they matter here: which of them show a number as a day."""

from __future__ import annotations

import re
from typing import Final

from .parts import attributes, plain

_BUILT_IN: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""The formats for dates and times that every spreadsheet has (ECMA-376, part 1, 18.8.30)."""
_ASIDE: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
"""What a format holds beside its signs: words in quotation marks, colours and places, spaces."""


def date_styles(data: bytes) -> list[int]:
    """The numbers of the styles that show a number as a day, in their order."""
    data = plain(data)
    told = [attributes(tag) for tag in re.findall(rb"<(?:\w+:)?numFmt\s([^>]*)>", data)]
    formats = {int(one["numFmtId"]): _ASIDE.sub("", one.get("formatCode", "")).lower() for one in told}
    found = re.search(rb"<(?:\w+:)?cellXfs[\s>].*?</(?:\w+:)?cellXfs\s*>", data, re.DOTALL)
    styles = re.findall(rb"<(?:\w+:)?xf(?=[\s/>])([^>]*)>", found[0]) if found else []
    numbers = [int(attributes(tag).get("numFmtId", "0")) for tag in styles]
    return [at for at, number in enumerate(numbers) if _shows_day(number, formats)]


def _shows_day(number: int, formats: dict[int, str]) -> bool:
    if number in formats:
        return "d" in formats[number] and "y" in formats[number]
    return number in _BUILT_IN and number not in (18, 19, 20, 21, 45, 46, 47)
