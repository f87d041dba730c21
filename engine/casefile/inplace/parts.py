"""The parts of an `.xlsx` file: read, replaced, added, and zipped again with every other part as it was."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence
from functools import cached_property
from typing import Final
from xml.sax.saxutils import quoteattr, unescape

WORKBOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
TYPES: Final = "[Content_Types].xml"
MAIN: Final = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SHEET_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_TAG: Final = rb"<(?:\w+:)?%s(?=[\s/>])([^>]*)>"
_ATTRIBUTE: Final = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class Unable(Exception):
    """The workbook is put together in a way that is not edited in place; it has to be written anew."""


def plain(data: bytes) -> bytes:
    """A part that can be looked through as text: no declaration of any kind, no comment, no other encoding."""
    if b"<!" in data or b"\0" in data or not re.match(rb"(?:\xef\xbb\xbf)?\s*<", data):
        raise Unable("a part with declarations or in another encoding")
    told = re.match(rb"""[^<]*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)""", data)
    if told is not None and told[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise Unable("a part in another encoding")
    return data


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a tag, by name as written."""
    found = _ATTRIBUTE.findall(tag.decode("utf-8"))
    return {name: unescape(one or other, {"&quot;": '"', "&apos;": "'"}) for name, one, other in found}


class Parts:
    """The parts of one workbook, by name; those that are put in take the place of what was there."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._changed: dict[str, bytes] = {}
        self._gone: set[str] = set()

    @property
    def names(self) -> list[str]:
        """Every part, in the order of the file."""
        old = [name for name in self._zip.namelist() if name not in self._gone]
        return [*old, *(name for name in self._changed if name not in old)]

    def get(self, name: str) -> bytes:
        """The bytes of a part. Raises Unable where there is none."""
        if name in self._changed:
            return self._changed[name]
        if name not in self.names:
            raise Unable(f"no {name}")
        return self._zip.read(name)

    def put(self, name: str, data: bytes) -> None:
        """Put a part in."""
        self._changed[name] = data

    def zipped(self) -> bytes:
        """The file, its parts in their order; what was not put in holds the bytes that it held."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for info in self._zip.infolist():
                if info.filename not in self._gone:
                    made.writestr(info, self.get(info.filename), compress_type=info.compress_type)
            stamp = self._zip.getinfo(WORKBOOK).date_time
            for name in self.names[len(self._zip.namelist()) - len(self._gone) :]:
                made.writestr(zipfile.ZipInfo(name, stamp), self._changed[name], zipfile.ZIP_DEFLATED)
        return out.getvalue()

    # What the workbook says of its sheets

    @cached_property
    def _relations(self) -> list[dict[str, str]]:
        tags = re.findall(_TAG % b"Relationship", plain(self.get(RELATIONS)))
        return [attributes(tag) for tag in tags]

    def related(self, ending: str) -> str | None:
        """The part that the workbook relates to by a kind of relation, such as `styles`; None where there is none."""
        for relation in self._relations:
            if relation.get("Type", "").endswith(f"/{ending}"):
                return _part(relation["Target"])
        return None

    def sheets(self) -> dict[str, str]:
        """The part that holds each sheet, by the sheet's name, in the order of the workbook."""
        targets = {one["Id"]: one["Target"] for one in self._relations if "Id" in one and "Target" in one}
        found = {}
        for tag in re.findall(_TAG % b"sheet", plain(self.get(WORKBOOK))):
            told = attributes(tag)
            id = next((value for name, value in told.items() if name.endswith(":id")), "")
            if id in targets:
                found[told["name"]] = _part(targets[id])
        return found

    @property
    def from_1904(self) -> bool:
        """Whether days are counted from 1904, as old workbooks of one kind of computer do."""
        told = re.search(_TAG % b"workbookPr", plain(self.get(WORKBOOK)))
        return told is not None and attributes(told[1]).get("date1904") in ("1", "true")

    def add_sheet(self, name: str, xml: bytes) -> None:
        """Add a sheet behind the others."""
        at = 1
        while (part := f"xl/worksheets/table{at}.xml") in self.names:
            at += 1
        ids = [int(found) for found in re.findall(rb'\ssheetId="(\d+)"', self.get(WORKBOOK))]
        prefix = re.search(rb'\s(\w+):id="', self.get(WORKBOOK))
        if not ids or prefix is None or MAIN not in self.get(WORKBOOK):
            raise Unable("no sheet to add another to")
        relation = f"tableId{at}"
        told = (
            f'<sheet name={quoteattr(name)} sheetId="{max(ids) + 1}" {prefix[1].decode()}:id="{relation}"/>'
        )
        self._append(WORKBOOK, "sheets", told)
        target = quoteattr(posixpath.relpath(part, "xl"))
        self._append(
            RELATIONS,
            "Relationships",
            f'<Relationship Id="{relation}" Type="{_SHEET_RELATION}" Target={target}/>',
        )
        self._append(TYPES, "Types", f'<Override PartName="/{part}" ContentType="{_SHEET_TYPE}"/>')
        self.put(part, xml)
        del self._relations

    def _append(self, name: str, element: str, xml: str) -> None:
        """Put an element in before the end of another. Raises Unable where that is written with a prefix."""
        end = f"</{element}>".encode()
        before, found, after = self.get(name).rpartition(end)
        if not found:
            raise Unable(f"no {element} in {name}")
        self.put(name, before + xml.encode("utf-8") + end + after)

    def stretch(self, sheet: str, last: int, to: int) -> None:
        """Have the frames that a spreadsheet calls tables, where they end with a sheet's last row, end with another."""
        relations = posixpath.join(posixpath.dirname(sheet), "_rels", f"{posixpath.basename(sheet)}.rels")
        if to <= last or relations not in self.names:
            return
        for tag in re.findall(_TAG % b"Relationship", plain(self.get(relations))):
            told = attributes(tag)
            if not told.get("Type", "").endswith("/table"):
                continue
            part = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), told["Target"])).lstrip("/")
            frame = plain(self.get(part))
            if b"totalsRowCount" not in frame:
                reach = rb"""(\sref=["'][A-Z]+\d+:[A-Z]+)%d(["'])""" % last
                self.put(part, re.sub(reach, rb"\g<1>%d\g<2>" % to, frame))

    # Formulas

    def forget_order(self) -> None:
        """Take out the list of the order in which formulas are worked out: a spreadsheet makes it anew."""
        part = self.related("calcChain")
        if part is None or part not in self.names:
            return
        for name, kind, key in ((RELATIONS, b"Relationship", "Target"), (TYPES, b"Override", "PartName")):
            for found in re.finditer(_TAG % kind, self.get(name)):
                if _part(attributes(found[1]).get(key, "")) == part:
                    self.put(name, self.get(name).replace(found[0], b""))
        self._gone.add(part)
        self._changed.pop(part, None)
        del self._relations

    def ask_to_work_out(self, sheets: Sequence[str]) -> None:
        """Where there are formulas, have a spreadsheet work them out when it opens the file: what they name may change."""
        if not any(re.search(rb"<(?:\w+:)?f[\s>/]", self.get(part)) for part in sheets):
            return
        data = plain(self.get(WORKBOOK))
        if found := re.search(_TAG % b"calcPr", data):
            if b"fullCalcOnLoad" in found[0]:
                return
            end = -2 if found[0].endswith(b"/>") else -1
            self.put(
                WORKBOOK, data.replace(found[0], found[0][:end] + b' fullCalcOnLoad="1"' + found[0][end:])
            )


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
