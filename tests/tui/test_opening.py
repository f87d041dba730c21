"""How work begins: a new case, a case that is there, and another system's export."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from takehold.engine.casefile import read_case
from takehold.engine.casefile.blank import write_blank
from takehold.engine.plugins import installed, use
from takehold.tui.app import Guide
from takehold.tui.exports import Export, Given, is_export, look_at
from takehold.tui.keeping import Superseded
from takehold.tui.screens.beginning import Beginning
from takehold.tui.screens.home import Home
from takehold.tui.screens.opening import Opening
from takehold.tui.screens.question import Question
from takehold.tui.session import Session

from .conftest import Walker, walk


async def test_a_case_begins_as_a_workbook_with_two_keys_more_than_its_name(tmp_path: Path) -> None:
    """The name alone is enough: Ctrl+S begins a workbook, and the screen says beforehand where it will be."""
    async with walk() as walker:
        await walker.press("enter")
        await walker.type("Elm House")
        assert str(tmp_path / "elm-house.xlsx") in walker.text.replace("\n", "").replace(" ", "")
        await walker.press("ctrl+s")
        assert isinstance(walker.app.screen, Home)
    assert "Elm House" == read_case(tmp_path / "elm-house.xlsx").service.name


async def test_the_button_that_begins_is_in_sight_on_a_small_screen(tmp_path: Path) -> None:
    """At 80x24 the button can be clicked without scrolling; what is wrong is said above it, and nothing is written."""
    async with walk() as walker:
        await walker.press("enter")
        await walker.click("#begin")
        assert isinstance(walker.app.screen, Beginning)
        assert "The service needs a name" in walker.flat
    assert [] == list(tmp_path.glob("*.xlsx"))


REGISTER = (
    "Incident register,,,,,,,\n"
    "Ref No,Date of incident,Location,Category,What happened,Staff name,Reported by,Standard met\n"
    "1,13/05/2026,Blue,Falls,Slipped,Aster Quill,Night senior,No\n"
    "2,14/05/2026,Red,Falls,Tripped,Bram Thistle,Night senior,Yes\n"
)
MAPPED = """
[[source]]
file = "register.csv"
table = "evidence"
[source.columns]
id = "Ref No"
date = "Date of incident"
kind = { value = "incident" }
"""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A register of incidents as another system gives it."""
    path = tmp_path / "incidents.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


async def test_an_export_becomes_a_case_beside_it(export: Path, tmp_path: Path) -> None:
    """How it would be read is proposed and shown with its first records; taken in, it is a case, and the export stays."""
    async with walk(export) as walker:
        assert "It gives 2 records" in walker.flat
        assert "Blue · not met · Slipped" in walker.flat
        await walker.press("ctrl+s")
        assert "The service needs a name" in walker.flat
        await walker.type("Elm House")
        await walker.press("ctrl+s")
        assert isinstance(walker.app.screen, Home)
    case = read_case(tmp_path / "incidents-case.xlsx")
    assert ("Elm House", ["1", "2"]) == (case.service.name, case.evidence["id"].to_list())
    assert ("Blue", "Red") == tuple(team.id for team in case.teams), (
        "the places its records name are its teams"
    )
    assert export.read_text(encoding="utf-8") == REGISTER


async def test_an_export_is_read_through_the_mapping_named(case_path: Path, tmp_path: Path) -> None:
    """With a mapping named and a service beside the export nothing is asked but the name of the case."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "register.csv").write_text(REGISTER, encoding="utf-8")
    (folder / "service.toml").write_bytes((case_path / "service.toml").read_bytes())
    (folder / "claims.csv").write_text(
        "id,statement,stage\nc1,Nobody fell twice,improved\n", encoding="utf-8"
    )
    mapping = tmp_path / "how.toml"
    mapping.write_text(MAPPED, encoding="utf-8")
    app = Guide(folder, mapping=str(mapping))
    async with app.run_test(size=(80, 24)) as pilot:
        walker = Walker(app, pilot)
        await walker.settle()
        assert "Read through the mapping" in walker.flat
        await walker.press("ctrl+s")
        assert isinstance(app.screen, Home)
    assert 2 == len(read_case(tmp_path / "out-case.xlsx").evidence)


async def test_an_export_with_errors_is_told_and_read_again(export: Path, tmp_path: Path) -> None:
    """A cell that does not fit stands first with its place; nothing can be taken in until it is mended and r pressed."""
    rows = [f"{n},{n}/05/2026,Blue,Falls,Slipped,Aster Quill,Night senior,No" for n in range(10, 20)]
    whole = REGISTER + "\n".join(rows) + "\n"
    export.write_text(whole.replace("12/05/2026", "12/15/2026"), encoding="utf-8")
    async with walk(export) as walker:
        assert "It cannot be taken in yet: 1 error" in walker.flat
        assert "'12/15/2026' is not a date" in walker.flat
        await walker.press("ctrl+s")
        assert [] == list(tmp_path.glob("*.xlsx"))
        export.write_text(whole, encoding="utf-8")
        walker.app.screen.query_one("#body").focus()
        await walker.press("r")
        assert "It gives 12 records" in walker.flat


async def test_what_a_proposal_lacks_is_asked(tmp_path: Path) -> None:
    """Where no heading and no name of a file tells the kind of record, it is asked; once said, the records are read."""
    path = tmp_path / "list.csv"
    path.write_text(REGISTER, encoding="utf-8")
    async with walk(path) as walker:
        assert "no heading looks like the kind" in walker.flat
        offers = [words for words, _ in walker.app.screen._export.lacks[0].offers]
        await walker.press("enter", *["down"] * (offers.index("incident, in every row") + 1), "enter")
        assert "It gives 2 records" in walker.flat
        assert "incident · Blue" in walker.flat
        await walker.type("Elm House")
        await walker.press("ctrl+s")
    assert ["incident"] * 2 == read_case(tmp_path / "list-case.xlsx").evidence["kind"].to_list()


async def test_reading_an_export_can_be_stopped(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Escape while an export is read goes back at once; what is read after that is dropped."""
    from takehold.tui.screens import taking_in

    begun, go_on = threading.Event(), threading.Event()
    seen: list[str] = []

    def slow(path: Path, named: str | None, given: Given, each: Callable[[str], None]) -> Export:
        begun.set()
        go_on.wait(30)
        try:
            each("incidents.csv")
        except Superseded:
            seen.append("stopped")
            raise
        raise AssertionError("it went on")

    monkeypatch.setattr(taking_in, "look_at", slow)
    app = Guide(export)
    async with app.run_test(size=(80, 24)) as pilot:
        while not begun.is_set():
            await pilot.pause()
        assert "Reading incidents.csv" in Walker(app, pilot).flat
        await pilot.press("escape")
        assert not isinstance(app.screen, taking_in.TakingIn)
        go_on.set()
        await Walker(app, pilot).settle()
    assert ["stopped"] == seen


async def test_a_case_is_read_while_the_screen_lives(
    case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case that takes long to read shows its name and is let go of with Escape; nothing is opened then."""
    begun, go_on = threading.Event(), threading.Event()
    real = Session.open

    def slow(path: Path) -> Session:
        begun.set()
        go_on.wait(30)
        return real(path)

    monkeypatch.setattr(Session, "open", slow)
    app = Guide(case_path)
    async with app.run_test(size=(80, 24)) as pilot:
        while not begun.is_set():
            await pilot.pause()
        await pilot.pause()
        assert "Reading elm-house" in Walker(app, pilot).flat
        await pilot.press("escape")
        go_on.set()
        await Walker(app, pilot).settle()
        assert app.session is None
        assert isinstance(app.screen, Opening)


@pytest.mark.parametrize(
    ("name", "text", "theirs"),
    [
        ("a.csv", "Ref,Date\n1,2\n", True),
        ("a.toml", "[service]\n", False),
        ("a.xlsx", "damaged", False),
    ],
)
def test_what_is_taken_for_an_export(tmp_path: Path, name: str, text: str, theirs: bool) -> None:
    """A table without a service is an export; a document and a workbook that cannot be looked into are cases."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert theirs is is_export(tmp_path / name)


def test_folders_that_are_exports(case_path: Path, tmp_path: Path, export: Path) -> None:
    """A case's folder is a case, with a mapping in it an export; a folder of tables without a service is one too."""
    assert not is_export(case_path)
    assert is_export(export.parent)
    (case_path / "mapping.toml").write_text(MAPPED, encoding="utf-8")
    assert is_export(case_path)


async def test_work_goes_on_at_the_very_question_it_was_left_at(case_path: Path) -> None:
    """Left in the middle of a claim's questions, the guide opens again at that question of that claim."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Question("c1", "standard"))
        await walker.settle()
        await walker.press("ctrl+q")
    async with walk(case_path) as walker:
        screen = walker.app.screen
        assert isinstance(screen, Question)
        assert "What does good look like" in walker.flat
        assert "c1 · question" in walker.flat


PLUGIN = """
from takehold.engine.hookspecs import Loader, Rows, hookimpl
TAKEHOLD_API = 1

def read(path):
    return {
        "service": Rows("x.own", [(1, {"id": "elm", "name": "Elm", "as_of": "2026-06-30"})]),
        "claims": Rows("x.own", [(2, {"id": "c1", "statement": "s", "stage": "improved"})]),
        "evidence": Rows("x.own", [(3, {"id": "e1", "date": "2026-05-01", "kind": "audit"})]),
    }

@hookimpl
def takehold_loaders():
    return [Loader(name="own", title="Own", recognises=lambda path: path.suffix == ".own", read=read)]
"""


def test_what_a_plugin_reads_is_taken_in_and_not_written_over(tmp_path: Path) -> None:
    """A form that only a plugin knows is read by it and becomes a case of its own: the guide cannot write that form."""
    (tmp_path / "loads.py").write_text(PLUGIN, encoding="utf-8")
    path = tmp_path / "x.own"
    path.write_text("1", encoding="utf-8")
    use(installed(files=[str(tmp_path / "loads.py")]))
    assert is_export(path)
    found = look_at(path, None, {}, lambda file: None)
    assert found.case is not None
    assert ("Elm", True, 0) == (found.case.service.name, found.named, found.errors)
    assert found.says[-1].startswith("Read by")


@pytest.mark.parametrize("name", ["new.xlsx", "new"])
async def test_an_empty_case_file_is_begun_by_its_name(tmp_path: Path, name: str) -> None:
    """What `takehold new` made can be opened at once: only the service's name is asked, and the file has it then."""
    write_blank(tmp_path / name)
    async with walk(tmp_path / name) as walker:
        assert "What is the service called?" in walker.flat
        await walker.answer("Elm House")
        assert isinstance(walker.app.screen, Home)
    assert ("elm-house", "Elm House") == (
        read_case(tmp_path / name).service.id,
        read_case(tmp_path / name).service.name,
    )
