"""Several services of which one is hostile, judged together: what comes out is shown, and obeyed by nothing."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest

from takehold.engine.cli import main
from takehold.engine.report.formats import FORMATS

from .test_outputs import NEVER, _commands, _formula, _Tags, case, said

__all__ = ["case"]


@pytest.fixture
def services(case: Path, tmp_path: Path) -> Path:
    """The hostile case twice over in a folder, one with an id that would lead elsewhere as a file's name."""
    folder = tmp_path / "services"
    folder.mkdir()
    document = json.loads(case.read_text(encoding="utf-8"))
    (folder / "one.json").write_text(json.dumps(document), encoding="utf-8")
    document["service"]["id"] = "../../\x1b[31mowned"
    (folder / "two.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"xlsx"}))
def test_no_table_of_services_holds_what_is_obeyed(
    services: Path, capsysbinary: pytest.CaptureFixture[bytes], format: str
) -> None:
    """No control character, escape or override stands in any of its forms, and no formula begins a cell of the CSV."""
    told = said(capsysbinary, "portfolio", str(services), "--jobs", "1", "--no-cache", "--format", format)

    assert len(told) > 100
    assert [] == NEVER.findall(told.removeprefix("\ufeff"))
    if format == "csv":
        rows = list(csv.reader(io.StringIO(told)))
        assert [] == [cell for row in rows for cell in row if _formula(cell)]
    if format == "junit":
        ET.fromstring(told[: told.rindex(">") + 1])
    if format == "html":
        tags = _Tags(told).found
        assert not {"script", "iframe", "object", "embed", "img", "form", "base"} & {tag for tag, _ in tags}
        assert not any(name.startswith("on") for _, attributes in tags for name in attributes)
        assert all((attributes.get("href") or "#").startswith("#") for _, attributes in tags)
    if format == "github":
        assert not any(line.startswith(("::set-output", "::error file=x::")) for line in _commands(told))
    elif format not in ("html", "junit"):
        assert [] == list(_commands(told))


def test_results_and_workbook_stay_where_they_are_meant_to(services: Path, tmp_path: Path) -> None:
    """An id with a path in it names a file in the folder that was named, and the workbook holds no formula and no link."""
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    out, book = tmp_path / "deep" / "out", tmp_path / "table.xlsx"
    main(["portfolio", str(services), "--jobs", "1", "--no-cache", "--out", str(out), "--write", str(book)])

    made = {path for path in tmp_path.rglob("*") if path.is_file()} - before - {book}
    assert made and all(path.parent == out for path in made)
    with zipfile.ZipFile(book) as package:
        tags = {
            element.tag.rpartition("}")[2]
            for name in package.namelist()
            for element in ET.fromstring(package.read(name)).iter()
        }
    assert not {"f", "hyperlink", "externalReference", "ddeLink"} & tags
