"""The zip that an `.xlsx` workbook is: looked through before it is opened, so that nothing in it takes the machine.

The library that reads sheets sets aside memory for every cell between the first and the last one used, and
drops formula errors without a word; both are found here first.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator

import attrs

from ..errors import CaseError
from .limits import Limits, raised_by

_PIECE = 1 << 20
_OVERLAP = 512
_SMALL_PART = 10_000_000
_OLE = b"\xd0\xcf\x11\xe0"
_WIDE = b"([A-Za-z]{2,20})"
_LONG_ROW = rb"[A-Za-z]{0,20}(\d{%d,})"
_USUAL = rb' r="'
_UNUSUAL = rb"""\sr\s*=\s*["']"""
"""How a reference begins: as every spreadsheet writes it, and as XML allows, which takes thirty times as long to find."""
_SIGN = re.compile(rb' r(?:\s+=|=[^"])')
_SIGN_ON_A_LINE = re.compile(rb"[\n\r\t]r\s*=")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*\bt=["']e["'][^>]*>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)?<v>([^<]{1,20})"""
)
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3}\d{1,7})["']""")
_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@attrs.frozen
class Package:
    """What a workbook's sheets do not tell: which are hidden, how days are counted, and which cells show an error."""

    hidden: frozenset[str]
    from_1904: bool
    errors: dict[str, list[tuple[str, str]]]


def open_package(file: str, data: bytes, limits: Limits) -> Package:
    """Look a workbook through. Raises CaseError where it is none, is locked, or unpacks to more than the limits."""
    if data.startswith(_OLE):
        raise CaseError.at(file, "The workbook has a password, or is an old .xls; save it as a plain .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _look_through(file, package, limits)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        struct.error,
        LookupError,
        ET.ParseError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ):
        raise CaseError.at(file, "This is not an .xlsx workbook, or it is damaged; save it again") from None


def _look_through(file: str, package: zipfile.ZipFile, limits: Limits) -> Package:
    workbook = ET.fromstring(_small(package, "xl/workbook.xml"))
    sheets = _sheets(workbook, ET.fromstring(_small(package, "xl/_rels/workbook.xml.rels")))
    left = limits.max_expanded_bytes
    errors: dict[str, list[tuple[str, str]]] = {}
    for part in package.infolist():
        sheet = sheets.get(part.filename)
        scan = _Scan()
        for piece in _pieces(package, part):
            left -= len(piece)
            if left < 0:
                most = f"{limits.max_expanded_bytes:,} bytes"
                raise CaseError.at(
                    file, f"Unpacked, it is larger than {most} {raised_by('max_expanded_bytes')}"
                )
            if sheet is not None:
                scan.look(piece)
        if scan.cells > limits.max_cells:
            raise CaseError.at(
                f"{file}#{sheet}",
                f"The sheet reaches as far as column {scan.last_column}, some {scan.rows:,} rows down; delete the "
                f"columns and rows beyond the table {raised_by('max_cells')}",
            )
        if sheet is not None and scan.errors:
            errors[sheet] = list(scan.errors.items())
    properties = workbook.find(f"{_NAMESPACE}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    # LibreOffice says of every sheet that it is visible, Excel only of those that are not.
    hidden = [
        sheet.get("name", "")
        for sheet in workbook.iter(f"{_NAMESPACE}sheet")
        if sheet.get("state", "visible") != "visible"
    ]
    return Package(frozenset(hidden), from_1904, errors)


def _small(package: zipfile.ZipFile, name: str) -> bytes:
    """A part that describes the others. Raises ValueError where it is too large to be one."""
    if package.getinfo(name).file_size > _SMALL_PART:
        raise ValueError(name)
    return package.read(name)


def _sheets(workbook: ET.Element, relations: ET.Element) -> dict[str, str]:
    """The name of the sheet that each part of the zip holds."""
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    found = {}
    for sheet in workbook.iter(f"{_NAMESPACE}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        found[part] = sheet.get("name", "")
    return found


def _pieces(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(part) as unpacked:
        while piece := unpacked.read(_PIECE):
            yield piece


class _Scan:
    """How far a sheet reaches and which of its cells show an error, from its XML, piece by piece."""

    def __init__(self) -> None:
        self.errors: dict[str, str] = {}
        self._width = 26
        self._digits = 0
        self._tail = b""

    def look(self, piece: bytes) -> None:
        """Take in the next piece. Raises ValueError where it is no plain XML."""
        if b"\0" in piece:
            raise ValueError("a sheet in another encoding")
        piece = self._tail + piece
        begin = _UNUSUAL if _is_unusual(piece) else _USUAL
        for letters in set(re.findall(begin + _WIDE, piece)):
            self._width = max(self._width, _number(letters))
        while longer := re.search(begin + _LONG_ROW % (self._digits + 1), piece):
            self._digits = len(longer[1])
        if b't="e"' in piece or (b"'" in piece and b"t='e'" in piece):
            self._take_errors(piece)
        self._tail = piece[-_OVERLAP:]

    def _take_errors(self, piece: bytes) -> None:
        for cell in _ERROR.finditer(piece):
            if reference := _REFERENCE.search(cell[0]):
                self.errors[reference[1].decode()] = cell[1].decode("utf-8", "replace")

    @property
    def rows(self) -> int:
        """How far down the sheet may reach, from the length of its row numbers."""
        return int(10**self._digits - 1)

    @property
    def cells(self) -> int:
        """How many cells there may be between the first and the last one used."""
        return self.rows * self._width

    @property
    def last_column(self) -> str:
        """The letters of the last column used."""
        letters, left = "", self._width
        while left:
            left, digit = divmod(left - 1, 26)
            letters = chr(ord("A") + digit) + letters
        return letters


def _is_unusual(piece: bytes) -> bool:
    """Whether a reference in the piece may be written as no spreadsheet writes it."""
    lines = any(mark in piece for mark in (b"\n", b"\r", b"\t"))
    return bool(_SIGN.search(piece) or (lines and _SIGN_ON_A_LINE.search(piece)))


def _number(letters: bytes) -> int:
    """The number of a column by its letters: A is 1, AA 27."""
    number = 0
    for letter in letters.decode().upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
