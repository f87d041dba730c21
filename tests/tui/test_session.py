"""The editing session: steps back and forth, and a case that is on the disk after every answer."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import attrs
import pytest

from takehold.engine.casefile import Form, read_case
from takehold.engine.errors import UsageError
from takehold.engine.model import Claim, Service, Team
from takehold.tui import records
from takehold.tui.session import ChangedOnDisk, Session
from takehold.tui.typed import read_row

from .conftest import make_case


def renamed(session: Session, owner: str) -> None:
    claim = records.find(session.case, "claims", "c1")
    session.put("claims", attrs.evolve(claim, owner=owner), "the owner")


def test_undo_gives_back_what_was_there(case_path: Path) -> None:
    """After undo the case is the very one that was there before the step, and the step is named."""
    session = Session.open(case_path)
    before = session.case
    renamed(session, "Deputy")
    assert "the owner" == session.undo()
    assert before is session.case


def test_redo_takes_the_step_again_until_something_else_is_done(case_path: Path) -> None:
    """Redo goes forward along the steps taken back; a new step ends that way."""
    session = Session.open(case_path)
    renamed(session, "Deputy")
    session.undo()
    session.redo()
    assert "Deputy" == session.case.claims[0].owner
    session.undo()
    renamed(session, "Matron")
    assert not session.can_redo


def test_nothing_to_take_back_is_said_with_none(case_path: Path) -> None:
    """A session that has just begun has no step back and none forward."""
    session = Session.open(case_path)
    assert (None, None) == (session.undo(), session.redo())


def test_a_row_as_it_was_is_no_step(case_path: Path) -> None:
    """Giving the same answer again changes nothing and leaves nothing to undo."""
    session = Session.open(case_path)
    assert not session.put("claims", session.case.claims[0])
    assert not session.can_undo


@pytest.mark.parametrize("form", [Form.FOLDER, Form.TOML, Form.JSON, Form.XLSX])
def test_what_is_saved_is_read_again(case_path: Path, tmp_path: Path, form: Form) -> None:
    """In every form, a session that is opened anew stands where the last one was saved."""
    from takehold.engine.casefile import write_case

    path = tmp_path / ("copy" if form is Form.FOLDER else f"copy.{form}")
    write_case(read_case(case_path), path, form)
    session = Session.open(path)
    renamed(session, "Deputy")
    assert session.save()
    assert not session.save(), "nothing is newer than what was written"
    assert "Deputy" == Session.open(path).case.claims[0].owner


def test_undo_is_saved_too(case_path: Path) -> None:
    """The file follows the session backwards as well."""
    session = Session.open(case_path)
    renamed(session, "Deputy")
    session.save()
    session.undo()
    session.save()
    assert "Night lead" == Session.open(case_path).case.claims[0].owner


def test_a_new_case_is_on_the_disk_at_once(tmp_path: Path) -> None:
    """A case begun from nothing can be opened again before any question is answered."""
    service = Service(id="elm", name="Elm House", as_of=dt.date(2026, 9, 30))
    Session.begin(tmp_path / "new" / "elm", service)
    assert service == Session.open(tmp_path / "new" / "elm").case.service


@pytest.mark.parametrize("name", ["elm", "elm.xlsx"])
def test_places_in_a_new_case_are_those_of_its_file(tmp_path: Path, name: str) -> None:
    """What is said of a row of a case begun from nothing names the file and row in which it will be found."""
    session = Session.begin(tmp_path / name, Service(id="elm", name="Elm House", as_of=dt.date(2026, 9, 30)))
    session.put("claims", Claim(id="c1", statement="Falls are fewer", stage="improved"))
    session.put("teams", Team(id="birch", name="Birch"))
    session.save()

    again = read_case(tmp_path / name)
    for row in (("claims", "c1"), ("teams", "birch")):
        assert again.places[row] == session.case.places[row]


def test_a_new_case_overwrites_nothing(case_path: Path) -> None:
    """Beginning where a file is already is refused."""
    with pytest.raises(UsageError, match="is there already"):
        Session.begin(case_path, Service(id="x", name="X"))


def test_what_others_wrote_meanwhile_is_not_overwritten(case_path: Path) -> None:
    """Where another program changed the case, saving stops and says so; asked again, it writes."""
    session = Session.open(case_path)
    renamed(session, "Deputy")
    (case_path / "teams.csv").write_text("id,name\nbirch,Birch\nelm,Elm Wing\n", encoding="utf-8")
    with pytest.raises(ChangedOnDisk, match="changed by another program"):
        session.save()
    assert session.save(over=True)


def test_a_row_that_others_name_stays(case_path: Path) -> None:
    """Taking a row out that others name is refused, and those are named."""
    session = Session.open(case_path)
    with pytest.raises(UsageError, match="actions a1"):
        session.remove("priorities", "p1")
    session.remove("actions", "a1")
    session.remove("priorities", "p1")
    assert () == session.case.priorities


def test_a_waiver_is_added_and_taken_back(case_path: Path) -> None:
    """Waivers are written beside the case, one after another, and undo takes the last one out again."""
    session = Session.open(case_path)
    session.waive("repeat-evidence", "c1", reason="Too early", by="Manager", until=dt.date(2026, 12, 1))
    session.waive("long-enough", "c1", reason="Too early", by="Manager", until=dt.date(2026, 12, 1))
    session.save()
    assert 2 == (case_path / "waivers.toml").read_text(encoding="utf-8").count("[[waiver]]")
    session.undo()
    session.undo()
    session.save()
    assert not (case_path / "waivers.toml").exists()


def test_a_record_keeps_its_place_among_the_others(case_path: Path) -> None:
    """Correcting a record leaves the order and the number of the records as they were."""
    session = Session.open(case_path)
    ids = records.ids(session.case, "evidence")
    record = records.find(session.case, "evidence", ids[4])
    session.put("evidence", attrs.evolve(record, note="seen twice"))
    assert ids == records.ids(session.case, "evidence")
    assert "seen twice" == records.find(session.case, "evidence", ids[4]).note


def test_places_are_those_of_the_file_as_written(case_path: Path) -> None:
    """After a row is put in or taken out, each row's place is the one its file shows once it is read again."""
    session = Session.open(case_path)
    action = records.find(session.case, "actions", "a1")
    session.put("actions", attrs.evolve(action, id="a2"))
    session.remove("actions", "a1")
    session.remove("evidence", "e10")
    session.save()
    again = read_case(case_path)
    assert again.places[("actions", "a2")] == session.case.places[("actions", "a2")]
    assert again.evidence["row"].to_list() == session.case.evidence["row"].to_list()


KILLED = """
import attrs, sys
from pathlib import Path
from takehold.tui.session import Session
session = Session.open(Path(sys.argv[1]))
print("open", flush=True)
for n in range(100_000):
    session.put("claims", attrs.evolve(session.case.claims[0], owner=f"Owner {n}"))
    session.save()
    print(n, flush=True)
"""


def test_a_kill_loses_at_most_the_answer_being_given(case_path: Path) -> None:
    """Killed while it saves one answer after another, the case is whole and holds the last one that was saved, or the next."""
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(case_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    told = ""
    while told.strip() != "7":
        told = process.stdout.readline()
    time.sleep(0.003)
    os.kill(process.pid, signal.SIGKILL)
    rest = process.stdout.read().split()
    process.wait()
    last = int(rest[-1]) if rest and rest[-1].isdigit() else 7
    case = read_case(case_path)
    assert case.sound
    assert case.claims[0].owner in (f"Owner {last}", f"Owner {last + 1}")


def test_ids_are_given_in_the_order_of_their_table(case_path: Path) -> None:
    """A new row's id follows the highest number; a place's is made from its name."""
    case = Session.open(case_path).case
    given = [records.next_id(case, "claims"), records.next_id(case, "teams", "Oak Wing")]
    assert ["c2", "oak-wing"] == given
    assert "birch-2" == records.next_id(case, "teams", "Birch")


def test_an_answer_is_read_by_the_rules_of_a_file(case_path: Path) -> None:
    """What does not fit is refused in the engine's own words, at its column; what fits comes back as a row."""
    case = Session.open(case_path).case
    cells = records.texts(records.find(case, "claims", "c1"), "claims")
    assert case.claims[0] == read_row(case, "claims", cells).row
    wrong = read_row(case, "claims", {**cells, "changed_on": "13/31/2026"}).wrong
    assert ["changed_on"] == list(wrong)
    assert "the day comes before the month" in wrong["changed_on"] or "is not a date" in wrong["changed_on"]


def test_a_reference_that_names_nothing_is_refused(case_path: Path) -> None:
    """An action for a team that is not there is told, with the nearest one."""
    case = Session.open(case_path).case
    cells = {"id": "a2", "text": "Check the bells", "team": "brich"}
    assert "did you mean 'birch'" in read_row(case, "actions", cells).wrong["team"]


def test_the_small_case_is_sound(tmp_path: Path) -> None:
    """The case of these tests has no error of its own."""
    assert read_case(make_case(tmp_path)).sound
