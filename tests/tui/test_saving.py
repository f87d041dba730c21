"""How answers reach the disk: a workbook in place, folders that cannot be written, disks that are full, two at once."""

from __future__ import annotations

import errno
import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import attrs
import pytest

from takehold.engine.casefile import read_case, write_case
from takehold.engine.casefile.blank_workbook import blank_workbook
from takehold.engine.casefile.inplace import open_book
from takehold.engine.errors import TakeholdError
from takehold.engine.model import Service, Team, Variation
from takehold.tui import records
from takehold.tui.screens.question import Question
from takehold.tui.screens.unsaved import Unsaved
from takehold.tui.session import ChangedOnDisk, Session

from .conftest import walk
from .test_session import KILLED


@pytest.fixture
def book_path(case_path: Path) -> Path:
    """The small case in takehold's own empty workbook, with its drop-downs and notes."""
    path = case_path.parent / "book.xlsx"
    made = open_book("book.xlsx", blank_workbook()).holding(read_case(case_path))
    assert made is not None
    path.write_bytes(made.data)
    return path


def owned(session: Session, owner: str) -> None:
    claim = records.find(session.case, "claims", "c1")
    session.put("claims", attrs.evolve(claim, owner=owner), "the owner")


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_workbook_keeps_everything_but_the_answer(book_path: Path) -> None:
    """An answer changes one part of the workbook: drop-downs, notes, empty sheets and other sheets stay, and no copy is made."""
    old = parts(book_path)
    session = Session.open(book_path)
    owned(session, "Deputy")
    session.save()
    new = parts(book_path)
    assert list(old) == list(new)
    assert 1 == sum(old[name] != new[name] for name in old)
    assert ["book.xlsx"] == [path.name for path in book_path.parent.glob("book*")]
    assert "Deputy" == read_case(book_path).claims[0].owner


def test_undo_and_redo_reach_the_workbook(book_path: Path) -> None:
    """A record taken out, given back and taken out again stands or stands not in the workbook, the others where they were."""
    session = Session.open(book_path)
    rows = dict(session.case.evidence.select("id", "row").iter_rows())
    session.remove("evidence", "e41")
    session.save()
    assert "e41" not in records.ids(read_case(book_path), "evidence")
    session.undo()
    session.save()
    assert rows == dict(read_case(book_path).evidence.select("id", "row").iter_rows())
    session.redo()
    session.save()
    left = read_case(book_path).evidence
    assert {id: row for id, row in rows.items() if id != "e41"} == dict(left.select("id", "row").iter_rows())


def test_places_in_a_workbook_are_those_of_its_rows(book_path: Path) -> None:
    """Rows put in and taken out have the same row in the session as in the workbook once it is read again."""
    session = Session.open(book_path)
    action = records.find(session.case, "actions", "a1")
    session.put("actions", attrs.evolve(action, id="a2"))
    session.remove("actions", "a1")
    session.remove("evidence", "e10")
    record = records.find(session.case, "evidence", "e11")
    session.put("evidence", attrs.evolve(record, id="e99"))
    session.save()
    again = read_case(book_path)
    assert again.places["actions", "a2"] == session.case.places["actions", "a2"]
    assert again.evidence["row"].to_list() == session.case.evidence["row"].to_list()


def test_what_cannot_be_edited_in_place_is_kept_as_it_was(book_path: Path) -> None:
    """Where the workbook has to be written anew, it stays beside the new one as it was before the first change."""
    was = book_path.read_bytes()
    session = Session.open(book_path)
    owned(session, "a\x01b")
    session.save()
    assert session.copy is not None
    assert was == session.copy.read_bytes()
    assert "a\x01b" == read_case(book_path).claims[0].owner


def test_a_new_workbook_has_its_drop_downs(tmp_path: Path) -> None:
    """A case begun as a workbook is takehold's own empty workbook with the service filled in, without worked examples."""
    path = tmp_path / "elm.xlsx"
    Session.begin(path, Service(id="elm", name="Elm House"))
    case = read_case(path)
    assert Service(id="elm", name="Elm House") == case.service
    assert not any("worked example" in problem.message for problem in case.problems)
    assert any(b"<dataValidation " in part for part in parts(path).values())


def test_another_programs_work_elsewhere_in_the_workbook_stays(book_path: Path) -> None:
    """Told to write over a workbook that changed meanwhile, only the case's own cells are written: the rest is the other's."""
    session = Session.open(book_path)
    owned(session, "Deputy")
    session.save()
    told = parts(book_path)
    name = next(name for name, part in told.items() if b"Has the improvement" in part)
    told[name] = told[name].replace(b"Has the improvement", b"Had the improvement")
    with zipfile.ZipFile(book_path, "w") as package:
        for one, part in told.items():
            package.writestr(one, part)
    owned(session, "Matron")
    with pytest.raises(ChangedOnDisk):
        session.save()
    assert session.save(over=True)
    assert b"Had the improvement" in parts(book_path)[name]
    assert "Matron" == read_case(book_path).claims[0].owner


def test_a_plain_workbook_gains_the_sheets_it_needs(case_path: Path) -> None:
    """A workbook without a sheet for a table gets one when its first row is given."""
    path = case_path.parent / "plain.xlsx"
    write_case(read_case(case_path), path)
    session = Session.open(path)
    session.put("variation", Variation(id="v1", claim="c1", team="elm", explanation="Half its staff are new"))
    session.save()
    assert session.copy is None
    assert ("v1",) == tuple(row.id for row in read_case(path).variation)


WAIVERS = '[[waiver]]\ncheck = "long-enough"\nsubject = "c9"\nreason = "r"\nby = "b"\nuntil = 2026-12-01\n'


def test_a_new_case_leaves_another_ones_waivers_alone(tmp_path: Path) -> None:
    """A workbook begun beside a file of waivers does not take it away."""
    (tmp_path / "waivers.toml").write_text(WAIVERS, encoding="utf-8")
    session = Session.begin(tmp_path / "elm.xlsx", Service(id="elm", name="Elm House"))
    session.put("teams", Team(id="birch"))
    session.save()
    assert WAIVERS == (tmp_path / "waivers.toml").read_text(encoding="utf-8")


def test_a_workbook_that_moves_takes_all_its_contents_along(book_path: Path, tmp_path: Path) -> None:
    """Kept in another place from now on, a workbook is the whole workbook with the answers; the old one stays as it was."""
    was = book_path.read_bytes()
    session = Session.open(book_path)
    owned(session, "Deputy")
    (tmp_path / "new").mkdir()
    session.move(tmp_path / "new" / "elm.xlsx")
    assert was == book_path.read_bytes()
    assert 1 == sum(parts(book_path)[name] != part for name, part in parts(session.path).items())
    assert "Deputy" == read_case(session.path).claims[0].owner


def test_a_case_that_cannot_move_stays_where_it_is(book_path: Path) -> None:
    """Where the new place cannot be written, the session goes on with the old one."""
    session = Session.open(book_path)
    owned(session, "Deputy")
    with pytest.raises(TakeholdError):
        session.move(book_path.parent / "nowhere" / "elm.xlsx")
    assert book_path == session.path
    assert session.save()


def full(self: Session, state: object, before: object, over: bool) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


async def test_answers_that_cannot_be_saved_are_kept_and_asked_about_once(
    case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk the screen says NOT SAVED and asks what to do, once; when there is room again, all is saved."""
    real = Session._save
    async with walk(case_path) as walker:
        monkeypatch.setattr(Session, "_save", full)
        walker.app.push_screen(Question("c1", "owner"))
        await walker.settle()
        await walker.answer(" of Birch")
        assert isinstance(walker.app.screen, Unsaved)
        assert "No space left on device" in walker.flat
        await walker.press("escape")
        assert "NOT SAVED" in walker.flat
        await walker.press("pageup", "pageup")
        await walker.press("up", "enter")
        assert not isinstance(walker.app.screen, Unsaved)
        monkeypatch.setattr(Session, "_save", real)
        owned(walker.app.session, "Deputy")
        walker.app.changed()
        await walker.settle()
        assert "NOT SAVED" not in walker.flat
        assert walker.app.session.saved
    assert "Deputy" == read_case(case_path).claims[0].owner


async def test_one_can_leave_without_saving(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be saved one is asked before leaving, and can leave all the same."""
    async with walk(case_path) as walker:
        monkeypatch.setattr(Session, "_save", full)
        owned(walker.app.session, "Deputy")
        await walker.press("ctrl+q")
        assert "are lost" in walker.flat
        assert walker.app.is_running
        await walker.press("down", "enter")
        assert not walker.app.is_running
    assert "Night lead" == read_case(case_path).claims[0].owner


async def test_the_case_can_be_kept_elsewhere(
    case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the same question the case goes on in another place, with every answer."""
    real = Session._save

    def refused(self: Session, state: Any, before: Any, over: bool) -> None:
        if self.path == case_path:
            raise OSError(errno.EACCES, "Permission denied")
        real(self, state, before, over)

    async with walk(case_path) as walker:
        monkeypatch.setattr(Session, "_save", refused)
        owned(walker.app.session, "Deputy")
        walker.app.changed()
        await walker.settle()
        await walker.press("enter")
        walker.app.screen.query_one("Input").value = str(tmp_path / "mine.xlsx")
        await walker.press("enter")
        assert tmp_path / "mine.xlsx" == walker.app.session.path
    assert "Deputy" == read_case(tmp_path / "mine.xlsx").claims[0].owner


async def test_what_another_program_wrote_can_be_taken_up(case_path: Path) -> None:
    """Where the file changed under the guide, its new contents can be taken up in place of the answers since."""
    async with walk(case_path) as walker:
        (case_path / "teams.csv").write_text("id,name\nbirch,Birch House\nelm,Elm\n", encoding="utf-8")
        owned(walker.app.session, "Deputy")
        walker.app.changed()
        await walker.settle()
        await walker.press("down", "enter")
        case = walker.app.session.case
        assert ("Birch House", "Night lead") == (case.teams[0].name, case.claims[0].owner)


async def test_two_guides_on_one_case_lose_nothing_unasked(case_path: Path) -> None:
    """What one guide saved, the other does not write over before it is told to."""
    async with walk(case_path) as one, walk(case_path) as other:
        owned(one.app.session, "Deputy")
        one.app.changed()
        await one.settle()
        owned(other.app.session, "Matron")
        other.app.changed()
        await other.settle()
        assert isinstance(other.app.screen, Unsaved)
        assert "Deputy" == read_case(case_path).claims[0].owner
        await other.press("enter")
        assert "Matron" == read_case(case_path).claims[0].owner


def test_a_kill_while_a_workbook_is_written_leaves_it_whole(book_path: Path) -> None:
    """Killed while it saves one answer after another into a workbook, the workbook is whole and loses at most one."""
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(book_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    told = ""
    while told.strip() != "3":
        told = process.stdout.readline()
    process.kill()
    rest = process.stdout.read().split()
    process.wait()
    last = int(rest[-1]) if rest and rest[-1].isdigit() else 3
    case = read_case(book_path)
    assert case.sound
    assert case.claims[0].owner in (f"Owner {last}", f"Owner {last + 1}")
