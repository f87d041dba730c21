"""Three real exports read through their ready-made mappings; expected figures are counted with the csv module."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from takehold.engine.casefile import read_case
from takehold.engine.model import Case

from .writing_down import CLAIMS, SERVICE

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real exports are not beside this checkout")


def given(path: str) -> list[dict[str, str]]:
    """The rows of an export, as the csv module reads them."""
    with (DATA / path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read(folder: Path, path: str, like: str, more: str = "") -> Case:
    """The export through a mapping that is like a ready-made one."""
    (folder / Path(path).name).write_bytes((DATA / path).read_bytes())
    (folder / "service.toml").write_text(SERVICE)
    (folder / "claims.csv").write_text(CLAIMS)
    (folder / "mapping.toml").write_text(f'[[source]]\nlike = "{like}"\n{more}')
    return read_case(folder)


def test_grades(tmp_path: Path) -> None:
    """Each grade of an inspection of one home is an audit, 5 and 6 met, 4 partly, below not met."""
    path, home = "scotland/fixture_small_grades_long.csv", "CS2003009102"
    more = f'leave_out = [{{ heading = "CSNumber", is_not = "{home}" }}]\n'
    case = read(tmp_path, path, "care-inspectorate-grades", more)
    rows = [row for row in given(path) if row["CSNumber"] == home and row["inspection_date"]]
    last = {}
    for row in sorted(rows, key=lambda row: row["last_snapshot"]):
        last[row["inspection_date"], row["theme_raw"]] = row["grade"]
    results = {"1": "not met", "2": "not met", "3": "not met", "4": "partly", "5": "met", "6": "met"}

    assert case.sound
    assert Counter(results[grade] for grade in last.values()) == Counter(case.evidence["result"])
    assert sorted(map(float, last.values())) == sorted(case.evidence["value"])


def test_requirements(tmp_path: Path) -> None:
    """Each numbered requirement is an action, opened on the day of the inspection, its text in full."""
    path, home = "scotland/fixture_small_inspection_requirements.csv", "CS2003009090"
    more = f'leave_out = [{{ heading = "CSNumber", is_not = "{home}" }}]\n'
    case = read(tmp_path, path, "care-inspectorate-requirements", more)
    rows = [row for row in given(path) if row["CSNumber"] == home]
    written = [
        row["inspection_date"]
        for row in rows
        for name in ("requirements", "recommendations_or_areas_for_improvement")
        if row[name].strip(" .")
    ]

    assert set(written) == {action.opened.isoformat() for action in case.actions if action.opened}
    assert len(case.actions) > len(written)
    assert all(action.text[:2].strip("0123456789") != "." for action in case.actions)


def test_deficiencies(tmp_path: Path) -> None:
    """Each citation of one US home is a record that is not met, and an action where it has a date of correction."""
    path, home = "cms/cms_deficiencies_RI_raw_DEV36homes.csv", "415039"
    more = f'leave_out = [{{ heading = "cms_certification_number_ccn", is_not = "{home}" }}]\n'
    case = read(tmp_path, path, "cms-deficiencies", more)
    rows = [row for row in given(path) if row["cms_certification_number_ccn"] == home]

    assert case.sound
    assert Counter((row["survey_date"], "F" + row["deficiency_tag_number"]) for row in rows) == Counter(
        (date.isoformat(), theme) for date, theme in case.evidence.select("date", "theme").iter_rows()
    )
    assert sorted(row["correction_date"] for row in rows if row["correction_date"]) == sorted(
        str(action.due) for action in case.actions
    )


def test_feedback(tmp_path: Path) -> None:
    """Each theme marked on a comment is a record, met where its sentiment is 1 or 2; comments without a date are left out."""
    path = "feedback/fixture_NHFT_forensic_768.csv"
    case = read(tmp_path, path, "patient-feedback")
    rows = [row for row in given(path) if row["Date"].strip()]
    themes = list(rows[0])[list(rows[0]).index("Organisation & efficiency") :]
    themes = [theme for theme in themes if theme not in ("Labelling not possible",)]
    met = {"1": "met", "2": "met", "3": "partly", "4": "not met", "5": "not met", "": None}
    expected = Counter(
        (theme, row["Service type 2"].strip(), met[row["Comment sentiment"]])
        for row in rows
        for theme in themes
        if row[theme] == "1"
    )

    assert case.sound
    assert expected == Counter(case.evidence.select("theme", "team", "result").iter_rows())
