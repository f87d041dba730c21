"""What a hostile file could try when it is read: each attempt gives a case with its problem, or a refusal."""

from __future__ import annotations

import io
import json
import os
import time
import zipfile
from pathlib import Path

import pytest

from takehold.engine.casefile import Limits, read_case, write_case
from takehold.engine.errors import CaseError, RulesetError
from takehold.engine.ruleset import load
from takehold.engine.testing import small_case
from takehold.engine.waivers import read_waivers

from ..casefile.writing_down import all_told, read_folder, write_folder


def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "case.xlsx"
    claims = [{"id": "c1", "statement": "Bells are answered sooner", "stage": "improved"}]
    write_case(small_case({"as_of": "2026-06-30"}, claims=claims, evidence=[]), path)
    return path


def with_part(path: Path, name: str, data: bytes) -> Path:
    """The workbook with one part of its zip replaced or added."""
    parts = {}
    with zipfile.ZipFile(path) as package:
        parts = {one: package.read(one) for one in package.namelist()}
    parts[name] = data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for one, content in parts.items():
            package.writestr(one, content)
    path.write_bytes(out.getvalue())
    return path


class TestArchives:
    """A workbook is a zip of XML, and both can be made to swallow a machine."""

    def test_a_bomb_is_refused_before_it_is_opened(self, tmp_path: Path) -> None:
        """A small file that unpacks to more than the limit is refused, naming the limit."""
        path = with_part(workbook(tmp_path), "xl/worksheets/sheet9.xml", b"\x20" * 30_000_000)
        assert path.stat().st_size < 100_000

        with pytest.raises(CaseError, match="TAKEHOLD_MAX_EXPANDED_BYTES"):
            read_case(path, limits=Limits(max_expanded_bytes=10_000_000))

    def test_a_cell_far_away_is_refused(self, tmp_path: Path) -> None:
        """One cell at the end of the sheet makes no room for the billions before it."""
        sheet = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
            <row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>
            <row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>"""
        path = with_part(workbook(tmp_path), "xl/worksheets/sheet1.xml", sheet)

        with pytest.raises(CaseError, match="reaches as far as column XFD"):
            read_case(path)

    @pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
    def test_entities_are_not_expanded(self, tmp_path: Path, part: str) -> None:
        """Neither entities within entities nor a file of the machine find their way into a case."""
        secret = tmp_path / "secret"
        secret.write_text("hidden treasure")
        path = workbook(tmp_path)
        with zipfile.ZipFile(path) as package:
            body = package.read(part).decode().partition("?>")[2]
        rows = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
        evil = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "boom">{rows}<!ENTITY f SYSTEM "file://{secret}">]>'
        with_part(path, part, (evil + body.replace("improved", "&e9;&f;").replace("c1", "&e9;&f;")).encode())

        began = time.process_time()
        try:
            case = read_case(path)
            said = str(case.claims) + str(case.problems) + str(case.service)
        except CaseError as error:
            said = str(error)

        assert "hidden treasure" not in said and "boomboom" not in said
        assert time.process_time() - began < 20, "a billion words take longer"

    @pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
    def test_an_encoding_that_nobody_knows_is_refused(self, tmp_path: Path, part: str) -> None:
        """A part that says it is written in an encoding that is none is a damaged workbook, not a fault of ours."""
        path = workbook(tmp_path)
        with zipfile.ZipFile(path) as package:
            body = package.read(part).partition(b"?>")[2]
        with_part(path, part, b'<?xml version="1.0" encoding="UTF-4"?>' + body)

        with pytest.raises(CaseError, match="it is damaged"):
            read_case(path)

    @pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil", "xl\\..\\..\\evil.txt"])
    def test_a_part_with_a_path_is_written_nowhere(self, tmp_path: Path, name: str) -> None:
        """Nothing of a workbook is unpacked to the disk."""
        inner = tmp_path / "a" / "b"
        inner.mkdir(parents=True)
        read_case(with_part(workbook(inner), name, b"evil"))

        assert [] == list(tmp_path.rglob("*evil*"))


class TestPaths:
    """A path in the data leads nowhere outside the case's folder."""

    @pytest.mark.parametrize("file", ["claims.csv", "service.toml", "evidence.parquet"])
    def test_a_link_out_of_the_folder_is_not_followed(self, tmp_path: Path, file: str) -> None:
        """A table that is a link to a file elsewhere is refused, and nothing of that file is shown."""
        (tmp_path / "secret").write_text("id,statement,stage\nc1,hidden treasure,improved\n")
        folder = tmp_path / "case"
        folder.mkdir()
        write_folder(folder, {file: None, "claims.csv": None} if file == "claims.csv" else {file: None})
        (folder / file).symlink_to(tmp_path / "secret")

        try:
            said = "\n".join(all_told(read_case(folder)))
        except CaseError as error:
            said = str(error)

        assert "hidden treasure" not in said
        assert "leads out of the case's folder" in said or "no service.toml" in said

    @pytest.mark.parametrize(
        "source", ["/etc/passwd", "../../secret", "file:///etc/passwd", "\\\\host\\share"]
    )
    def test_a_record_that_names_a_path_opens_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
    ) -> None:
        """A document that a record says it comes from is a name, not a file to open."""
        folder = write_folder(
            tmp_path, {"evidence.csv": f"id,date,kind,source\ne1,2026-05-04,audit,{source}\n"}
        )
        opened = []
        real = os.open
        monkeypatch.setattr(
            os, "open", lambda path, *more, **other: opened.append(str(path)) or real(path, *more, **other)
        )

        assert read_case(folder).sound
        assert not any("passwd" in path or "secret" in path for path in opened)

    @pytest.mark.parametrize(
        "file", ["../secret.csv", "/etc/passwd", "sub/../../secret.csv", "*/../../secret.csv"]
    )
    def test_a_mapping_reads_only_its_own_folder(self, tmp_path: Path, file: str) -> None:
        """A mapping that names a file elsewhere reads nothing of it."""
        (tmp_path / "secret.csv").write_text("id,statement,stage\nc1,hidden treasure,improved\n")
        folder = tmp_path / "export"
        (folder / "sub").mkdir(parents=True)
        write_folder(folder, {"claims.csv": None})
        (folder / "mapping.toml").write_text(
            f'[[source]]\nfile = {json.dumps(file)}\ntable = "claims"\n[source.columns]\nid = "id"\n'
            'statement = "statement"\nstage = "stage"\n'
        )

        try:
            case = read_case(folder)
            said = "\n".join(all_told(case)) + str(case.claims)
        except CaseError as error:
            said = str(error)

        assert "hidden treasure" not in said and "root:" not in said


class TestShapes:
    """Depth, size and odd characters."""

    @pytest.mark.parametrize("depth", [100, 100_000])
    @pytest.mark.parametrize("ending", ["json", "toml"])
    def test_deep_documents_are_refused(self, tmp_path: Path, depth: int, ending: str) -> None:
        """Lists within lists are told as too deep, and nothing overflows."""
        path = tmp_path / f"case.{ending}"
        nested = "[" * depth + "]" * depth
        path.write_text(f"a = {nested}" if ending == "toml" else f'{{"a": {nested}}}')

        try:
            told = "\n".join(all_told(read_case(path)))
        except CaseError as error:
            told = str(error)

        assert "TAKEHOLD_MAX_DEPTH" in told or "deep" in told or "nest" in told

    def test_a_giant_cell_is_refused(self, tmp_path: Path) -> None:
        """A cell of a million characters is told by its row, and not echoed."""
        case = read_folder(tmp_path, {"claims.csv": f"id,statement,stage\nc1,{'x' * 1_000_000},improved\n"})

        assert not case.sound
        assert any("TAKEHOLD_MAX_CELL" in line for line in all_told(case))
        assert all(len(line) < 1000 for line in all_told(case))

    @pytest.mark.parametrize("text", ["a\0b", "\0", "\x1b[31m", "\u202eevil", "\u2066x", "\x07", "\x9b31m"])
    @pytest.mark.parametrize("table", ["claims.csv", "service.toml", "evidence.csv"])
    def test_characters_that_cannot_be_seen_harm_nothing(self, tmp_path: Path, table: str, text: str) -> None:
        """A NUL, an escape or an override gives a case or a problem, and is never spoken back raw."""
        content = {
            "claims.csv": f"id,statement,stage\nc1,{text},{text}\n",
            "service.toml": f"id = {json.dumps(text)}\nname = {json.dumps(text)}\nas_of = {json.dumps(text)}\n",
            "evidence.csv": f"id,date,kind\n{text},{text},{text}\n",
        }[table]
        try:
            from takehold.engine.casefile import describe

            said = describe(read_folder(tmp_path, {table: content}).problems)
        except CaseError as error:
            said = str(error)

        assert not any(char in said for char in "\0\x1b\x07\x9b\u202e\u2066")

    def test_a_number_of_a_million_digits_is_refused(self, tmp_path: Path) -> None:
        """A figure too long to be one is told as a cell that does not fit."""
        path = tmp_path / "case.json"
        path.write_text(
            '{"service": {"id": "s", "name": "S", "as_of": '
            + "9" * 1_000_000
            + '}, "claims": [], "evidence": []}'
        )

        try:
            told = all_told(read_case(path))
        except CaseError as error:
            told = [str(error)]

        assert told
        assert all(len(line) < 1000 for line in told)


class TestOtherFiles:
    """Waivers and rulesets are read by people's hands too."""

    @pytest.mark.parametrize(
        "content", ["a = " + "[" * 100_000, "waiver = 3", "\0", "[[waiver]]\ncheck = '\x1b[31m'"]
    )
    def test_waivers(self, tmp_path: Path, content: str) -> None:
        """A file of waivers that is none waives nothing, and says so."""
        path = tmp_path / "waivers.toml"
        path.write_text(content)

        found = read_waivers(path)

        assert () == found.entries
        assert found.problems

    @pytest.mark.parametrize(
        "content", ["a = " + "[" * 100_000, "\0", "extends = ['../../../etc/passwd']", "extends = 3"]
    )
    def test_rulesets(self, tmp_path: Path, content: str) -> None:
        """A ruleset that is none is refused in its own words."""
        from takehold.engine.plugins import installed

        path = tmp_path / "own.toml"
        path.write_text(content)
        found = installed()

        with pytest.raises(RulesetError) as refused:
            load([str(path)], found.find_ruleset, found.checks)
        assert "root:" not in str(refused.value)
