"""Each ready-made mapping reads a made-up export that has the real headings of the system it is for."""

import shutil
from pathlib import Path
from typing import Any

import attrs
import pytest

from takehold.engine.casefile import read_case
from takehold.engine.errors import CaseError
from takehold.engine.mapping import find_mapping, ready
from takehold.engine.model import Case

from .writing_down import CLAIMS, SERVICE, all_told

EXPORTS = Path(__file__).parent / "exports"
MADE_UP = sorted(path.name for path in EXPORTS.iterdir())
NO_TEAMS = "The case has no teams"
NO_SHIFTS = "The case has no shifts"


def read(name: str, folder: Path) -> Case:
    """The made-up export read by the mapping of its name, with a service and a claim beside it."""
    shutil.copytree(EXPORTS / name, folder, dirs_exist_ok=True)
    (folder / "service.toml").write_text(SERVICE)
    (folder / "claims.csv").write_text(CLAIMS)
    return read_case(folder, mapping=name)


def records(case: Case) -> list[dict[str, Any]]:
    """The evidence, blank cells and made ids left out, dates as ISO."""
    found = []
    for row in case.evidence.iter_rows(named=True):
        kept = {name: value for name, value in row.items() if value is not None and name != "file"}
        kept["date"] = kept["date"].isoformat()
        if "-" in kept["id"]:
            kept["id"] = kept["id"].rpartition("-")[0]
        found.append(kept)
    return found


def values(rows: tuple[Any, ...]) -> list[dict[str, Any]]:
    """A small table's rows, blank cells and ids left out, dates as ISO."""
    return [
        {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in attrs.asdict(row).items()
            if value and name != "id"
        }
        for row in rows
    ]


def test_every_mapping_is_sound() -> None:
    """Every ready-made mapping loads, says what it is for, and feeds something."""
    assert 11 <= len(ready.names())
    for name in ready.names():
        mapping = find_mapping(name)
        assert mapping.title
        assert mapping.sources


def test_inspections(tmp_path: Path) -> None:
    """A finished inspection is an audit with its points; the later state of it counts, archived and open ones do not."""
    case = read("safetyculture-inspections", tmp_path)

    assert [
        {
            "id": "audit_01",
            "date": "2026-05-04",
            "kind": "audit",
            "numerator": 18.0,
            "denominator": 20.0,
            "recorded_by": "Deputy manager",
            "source": "Meals walk 4 May",
            "note": "Meals walk · Dining room",
            "row": 3,
        }
    ] == records(case)
    assert 3 == len(case.problems)
    assert case.sound


def test_inspection_items(tmp_path: Path) -> None:
    """Each question answered is a record; N/A is neither met nor not met, and an inactive question is left out."""
    case = read("safetyculture-inspection-items", tmp_path)

    assert [("met", 1.0, 3), ("not met", 1.0, 4), (None, None, 5)] == [
        (row.get("result"), row.get("denominator"), row["row"]) for row in records(case)
    ]
    assert "Were drinks in reach? · No · Two of nine were not" == records(case)[1]["note"]


def test_actions(tmp_path: Path) -> None:
    """An action exported twice is there once, as it stood last; several owners in one cell are a list."""
    case = read("safetyculture-actions", tmp_path)

    assert [
        {
            "text": "Put a jug on each table: Blue unit first",
            "owner": "Deputy manager",
            "opened": "2026-05-04",
            "due": "2026-05-20",
            "completed": "2026-05-18",
            "status": "complete",
        },
        {
            "text": "Mend the lift",
            "owner": "Head of care; Estates lead",
            "opened": "2026-05-04",
            "status": "cancelled",
        },
    ] == values(case.actions)


def test_issues(tmp_path: Path) -> None:
    """An issue is an incident on the day it occurred, a complaint where its category says so."""
    case = read("safetyculture-issues", tmp_path)

    assert [
        ("x1", "2026-05-06", "incident", "Slips", "Blue unit", "Wet floor: By the sluice"),
        ("x2", "2026-05-07", "complaint", "Complaint", "Red unit", "Cold soup"),
    ] == [
        (row["id"], row["date"], row["kind"], row["theme"], row["team"], row["note"]) for row in records(case)
    ]
    assert all(NO_TEAMS in text for text in all_told(case))


def test_radar_events(tmp_path: Path) -> None:
    """Below the title lines of a Windows-1252 file, 22:15 and 06:59 are at night, and a complaint is one."""
    case = read("radar-events", tmp_path)

    assert [
        ("2026-05-02", "incident", "Fall", "night", 5),
        ("2026-05-03", "complaint", "Call bell", "night", 6),
    ] == [(row["date"], row["kind"], row["theme"], row["shift"], row["row"]) for row in records(case)]
    assert [True, True] == ["Windows-1252" in "".join(all_told(case)), NO_SHIFTS in "".join(all_told(case))]
    assert 2 == len(case.problems)
    assert "Found on the floor beside the bed – no injury" == records(case)[0]["note"]


def test_radar_audits(tmp_path: Path) -> None:
    """An audit with a major non-conformity is not met; archived and abandoned ones are left out, and that is told."""
    case = read("radar-audits", tmp_path)

    assert [
        ("2026-05-04", "met", "approved by its own author"),
        ("2026-05-11", "not met", "approved by another"),
    ] == [(row["date"], row["result"], row["note"]) for row in records(case)]
    assert ["left out", "left out"] == [text[text.index("left") :][:8] for text in all_told(case)]


def test_alwaysready(tmp_path: Path) -> None:
    """Incidents, feedback and training are evidence, actions actions, and signed-off meetings and key questions reviews."""
    case = read("alwaysready", tmp_path)

    assert [
        ("incident", "2026-05-04", "incident", "safety"),
        ("feedback", "2026-05-05", "feedback", "responsive"),
        ("feedback", "2026-05-06", "compliment", "effective"),
        ("training", "2026-05-11", "training", "Moving and handling"),
    ] == [(row["id"], row["date"], row["kind"], row["theme"]) for row in records(case)]
    assert "Quick referral" == records(case)[2]["note"]
    assert ["staff"] == [name.partition("-")[0] for name in records(case)[3]["staff"]]
    assert [
        {
            "text": "Buy mats: Non-slip, four",
            "owner": "Deputy manager; Housekeeper",
            "due": "ASAP",
            "status": "open",
        }
    ] == values(case.actions)
    assert [
        {
            "date": "2026-05-29",
            "level": "manager",
            "forum": "May quality meeting",
            "about": ("c1",),
            "decision": "Order mats",
        },
        {
            "date": "2026-05-20",
            "level": "manager",
            "forum": "Complaints are listened to",
            "about": ("responsive",),
            "decision": "Ask families at the June meeting",
        },
    ] == [{name: row[name] for name in row if name != "recorded_by"} for row in values(case.reviews)]
    assert case.reviews[1].recorded_by is not None and case.reviews[1].recorded_by.startswith("staff-")
    assert case.sound


def test_asc_wds(tmp_path: Path) -> None:
    """A course completed is activity of a worker's unique id, once however often it was exported."""
    case = read("asc-wds-training", tmp_path)

    assert [("2026-05-11", "training", ["w12"], "Hydration and meals", 2)] == [
        (row["date"], row["kind"], row["staff"], row["note"], row["row"]) for row in records(case)
    ]


@pytest.mark.parametrize("name", MADE_UP)
def test_exported_again(name: str, tmp_path: Path) -> None:
    """A second copy of every file of the export beside the first changes no record: ids are stable."""
    once = read(name, tmp_path / "once")
    for path in (EXPORTS / name).iterdir():
        (tmp_path / "twice").mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / "twice" / f"{path.stem} (2){path.suffix}")
    twice = read(name, tmp_path / "twice")

    assert once.evidence.drop("file", "row").rows() == twice.evidence.drop("file", "row").rows()
    assert (once.actions, once.reviews) == (twice.actions, twice.reviews)


def test_like(tmp_path: Path) -> None:
    """A mapping can be like a ready-made one, with a file, words and conditions of its own on top."""
    shutil.copytree(EXPORTS / "safetyculture-issues", tmp_path, dirs_exist_ok=True)
    (tmp_path / "issues.csv").rename(tmp_path / "May.csv")
    (tmp_path / "service.toml").write_text(SERVICE)
    (tmp_path / "claims.csv").write_text(CLAIMS)
    (tmp_path / "teams.csv").write_text("id\nblue\n")
    (tmp_path / "mapping.toml").write_text(
        '[[source]]\nlike = "safetyculture-issues"\nfile = "May.csv"\n'
        'leave_out = [{ heading = "site_name", is_not = "Blue unit" }]\n'
        '[source.columns]\nteam = { pattern = "{} unit" }\nkind = { words = { Slips = "concern" } }\n'
    )
    case = read_case(tmp_path)

    assert [("x1", "blue", "concern")] == [(row["id"], row["team"], row["kind"]) for row in records(case)]
    assert ["mapping.toml says: 'site_name' is not 'Blue unit'"] == [
        text[text.index("mapping") :] for text in all_told(case)
    ]


def test_unknown_mapping(tmp_path: Path) -> None:
    """A mapping that is neither a file nor ready-made is refused with the names there are."""
    with pytest.raises(CaseError, match="safetyculture-actions"):
        read_case(tmp_path, mapping="safety-culture")
