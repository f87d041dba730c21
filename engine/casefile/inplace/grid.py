"""One sheet's XML: its cells looked up by row and column, and set so that every other byte stays as it was."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final
from xml.sax.saxutils import escape, unescape

import attrs

from .parts import Unable, attributes, plain

_BEGIN: Final = re.compile(rb"<((?:\w+:)?)sheetData(?:\s[^>]*?)?(/?)>")
_END: Final = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_ROW: Final = re.compile(rb"<(?:\w+:)?row(?=[\s/>])([^>]*?)(?:/>|>(.*?)</(?:\w+:)?row\s*>)", re.DOTALL)
_CELL: Final = re.compile(rb"<(?:\w+:)?c(?=[\s/>])([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c\s*>)", re.DOTALL)
_NUMBER: Final = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
_REFERENCE: Final = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})\d+["']""")
_STYLE: Final = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_KIND: Final = re.compile(rb"""\st\s*=\s*["'](\w+)["']""")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>(.*?)</(?:\w+:)?v\s*>", re.DOTALL)
_TEXT: Final = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>(.*?)</(?:\w+:)?t\s*>", re.DOTALL)
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f(?=[\s/>])([^>]*)")
_COLUMN: Final = re.compile(rb"<(?:\w+:)?col(?=[\s/])([^>]*)>")
_SPANS: Final = re.compile(rb"""\sspans\s*=\s*["'][^"']*["']""")
_DIMENSION: Final = re.compile(rb"""(<(?:\w+:)?dimension\s+ref=["'][A-Z]+\d+:)([A-Z]+)(\d+)""")
_ITEM: Final = re.compile(rb"<(?:\w+:)?si(?:\s[^>]*?)?(?:/>|>(.*?)</(?:\w+:)?si\s*>)", re.DOTALL)
_SOUND: Final = re.compile(rb"<(?:\w+:)?rPh\s.*?</(?:\w+:)?rPh\s*>", re.DOTALL)
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")


@attrs.frozen
class Cell:
    """A cell as it stands: its column's number (A is 1), the attributes of its tag, and what is inside."""

    column: int
    tag: bytes
    inside: bytes
    raw: bytes

    @property
    def style(self) -> int | None:
        """The number of its style; None where it has none."""
        found = _STYLE.search(self.tag)
        return int(found[1]) if found else None

    @property
    def formula(self) -> bool:
        """Whether what it shows is worked out."""
        return _FORMULA.search(self.inside) is not None

    @property
    def filled(self) -> bool:
        """Whether it shows anything."""
        return self.formula or bool(_VALUE.search(self.inside) or _TEXT.search(self.inside))


class Grid:
    """The cells of one sheet. Raises Unable for XML of a kind that no spreadsheet writes."""

    def __init__(self, data: bytes, strings: Strings) -> None:
        begin = _BEGIN.search(plain(data))
        if begin is None:
            raise Unable("a sheet without cells")
        end = begin if begin[2] else _END.search(data, data.rfind(b"<", 0, data.rfind(b"sheetData")))
        if end is None:
            raise Unable("a sheet that does not end")
        self._head, self._tail = data[: begin.start()], data[end.end() :]
        self._prefix = begin[1]
        self._strings = strings
        self._rows: dict[int, bytes] = {}
        self._columns = [attributes(tag) for tag in _COLUMN.findall(self._head)]
        self.formulas_lost = False
        """Whether a cell that held a formula holds something else now."""
        self._take_rows(data, begin.end(), end.start() if not begin[2] else begin.end())

    def _take_rows(self, data: bytes, at: int, last: int) -> None:
        for row in _ROW.finditer(data, at, last):
            number = _NUMBER.search(row[1])
            if number is None or data[at : row.start()].strip() or int(number[1]) in self._rows:
                raise Unable("a sheet whose rows bear no number")
            self._rows[int(number[1])] = row[0]
            at = row.end()
        if data[at:last].strip():
            raise Unable("a sheet with more than rows in it")

    # Looking

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows that are written down, filled or not."""
        return sorted(self._rows)

    def cells(self, row: int) -> list[Cell]:
        """The cells of a row, filled or not."""
        found = _ROW.fullmatch(self._rows[row]) if row in self._rows else None
        if found is None:
            return []
        cells = []
        for cell in _CELL.finditer(found[2] or b""):
            reference = _REFERENCE.search(cell[1])
            if reference is None:
                raise Unable("a cell that does not say where it stands")
            cells.append(Cell(number_of(reference[1].decode()), cell[1], cell[2] or b"", cell[0]))
        if b"".join(cell.raw for cell in cells) != (found[2] or b"").strip():
            raise Unable("a row with more than cells in it")
        return cells

    def texts(self, row: int) -> dict[int, str]:
        """What the filled cells of a row show, by column."""
        return {cell.column: text for cell in self.cells(row) if (text := self._text(cell).strip())}

    def _text(self, cell: Cell) -> str:
        kind = _KIND.search(cell.tag)
        if kind is not None and kind[1] == b"inlineStr":
            return unescape(b"".join(_TEXT.findall(cell.inside)).decode("utf-8"))
        value = _VALUE.search(cell.inside)
        if value is None:
            return ""
        if kind is not None and kind[1] == b"s":
            return self._strings[int(value[1])]
        return unescape(value[1].decode("utf-8"))

    def blank(self, row: int, columns: Collection[int]) -> bool:
        """Whether nothing shows in some columns of a row."""
        return not any(cell.filled and cell.column in columns for cell in self.cells(row))

    def style_at(self, row: int, column: int) -> int | None:
        """The style that a cell has, else its row's, else its column's; None where there is none of its own."""
        for cell in self.cells(row):
            if cell.column == column:
                return cell.style
        tag = _ROW.match(self._rows[row]) if row in self._rows else None
        if tag is not None and b"customFormat" in tag[1] and (found := _STYLE.search(tag[1])):
            return int(found[1])
        for told in self._columns:
            if int(told["min"]) <= column <= int(told["max"]) and told.get("style", "0") != "0":
                return int(told["style"])
        return None

    # Setting

    def put(self, row: int, column: int, value: str | float | None, style: int | None) -> None:
        """Put a value into a cell: a text, a number, or nothing. Raises Unable where other cells' formulas live in it."""
        cells = {cell.column: cell.raw for cell in self.cells(row)}
        old = next((cell for cell in self.cells(row) if cell.column == column), None)
        if old is not None and (formula := _FORMULA.search(old.inside)):
            if b"ref" in formula[1]:
                raise Unable("a formula of several cells")
            self.formulas_lost = True
        made = self._cell(row, column, value, style)
        if made:
            cells[column] = made
        else:
            cells.pop(column, None)
        self._set(row, [cells[at] for at in sorted(cells)], wider=old is None)

    def _cell(self, row: int, column: int, value: str | float | None, style: int | None) -> bytes:
        tag = f'r="{letters_of(column)}{row}"' + (f' s="{style}"' if style is not None else "")
        p = self._prefix.decode()
        if value is None:
            return f"<{p}c {tag}/>".encode() if style is not None else b""
        if isinstance(value, str):
            if _UNWRITABLE.search(value):
                raise Unable("a text that a workbook's XML cannot hold as it is")
            text = f'<{p}is><{p}t xml:space="preserve">{escape(value)}</{p}t></{p}is>'
            return f'<{p}c {tag} t="inlineStr">{text}</{p}c>'.encode()
        return f"<{p}c {tag}><{p}v>{value:.16G}</{p}v></{p}c>".encode()

    def _set(self, row: int, cells: Sequence[bytes], *, wider: bool) -> None:
        p = self._prefix
        tag = _ROW.match(self._rows[row]) if row in self._rows else None
        told = tag[1] if tag is not None else f' r="{row}"'.encode()
        if wider:
            told = _SPANS.sub(b"", told)
        self._rows[row] = b"<%brow%b>%b</%brow>" % (p, told.rstrip(), b"".join(cells), p)

    def xml(self) -> bytes:
        """The sheet, with the cells that were put in."""
        p = self._prefix
        body = b"".join(self._rows[row] for row in sorted(self._rows))
        return b"%b<%bsheetData>%b</%bsheetData>%b" % (self._reach(), p, body, p, self._tail)

    def _reach(self) -> bytes:
        """What stands before the cells, with how far down they reach brought up to date."""
        found = _DIMENSION.search(self._head)
        if found is None or not self._rows or max(self._rows) <= int(found[3]):
            return self._head
        return self._head.replace(found[0], b"%b%b%d" % (found[1], found[2], max(self._rows)), 1)


def number_of(letters: str) -> int:
    """The number of a column by its letters: A is 1, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def letters_of(number: int) -> str:
    """The letters of a column by its number."""
    letters = ""
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


class Strings:
    """The texts that a workbook's sheets share, each found when it is first asked for; how they sound is left out."""

    def __init__(self, data: bytes | None) -> None:
        self._items = _ITEM.finditer(plain(data)) if data is not None else iter(())
        self._found: list[str] = []

    def __getitem__(self, at: int) -> str:
        while len(self._found) <= at:
            item = next(self._items, None)
            if item is None:
                raise Unable("a text that is not there")
            spoken = _SOUND.sub(b"", item[1] or b"")
            self._found.append(unescape(b"".join(_TEXT.findall(spoken)).decode("utf-8")))
        return self._found[at]
