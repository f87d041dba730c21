"""A mapping is read strictly: whatever does not fit is told with its line, all of it at once."""

from pathlib import Path

import pytest

from takehold.engine.casefile import read_case
from takehold.engine.mapping import MappingError, read_mapping

from .writing_down import MAPPING, all_told, read_small, write_export


def refusals(text: str) -> list[str]:
    """What is wrong with a mapping, each with its line."""
    with pytest.raises(MappingError) as refused:
        read_mapping("mapping.toml", text.encode(), Path())
    return [f"{problem.place.row}: {problem.message}" for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[[source]]\n", "", "there"),
        ('table = "evidence"', 'tabel = "evidence"', "3: 'tabel' is no key here; did you mean 'table'?"),
        (
            'table = "evidence"',
            'table = "evidnce"',
            "3: 'evidnce' is no table that can be fed; did you mean 'evidence'?",
        ),
        ('table = "evidence"', 'table = "service"', "3: 'service' is no table that can be fed"),
        ("date =", "dat =", "7: 'dat' is no column of evidence; did you mean 'date'?"),
        ('date = "When"\n', "", "1: Nothing feeds 'date', which every row of evidence needs"),
        ('id = "Ref"\n', "", "1: Nothing feeds 'id', which every row of evidence needs; give it hash"),
        ("value =", "vlaue =", "8: 'vlaue' is no key here; did you mean 'value'?"),
        (
            '"incident"',
            '"incidents"',
            "8: 'incidents' is not one of the words that fit; did you mean 'incident'?",
        ),
        ('{ value = "incident" }', "{ }", "8: 'kind' says none of from, value and hash"),
        ('{ value = "incident" }', '{ value = "log", from = "X" }', "8: 'kind' says more than one of"),
        ('{ value = "incident" }', '{ value = ["log"] }', "8: 'value' takes a text in quotation marks"),
        ('"What"', '{ hash = ["What"] }', "9: hash makes ids and pseudonyms"),
        ('"What"', '{ from = "What", times = { day = "7-9" } }', "9: times tell a shift"),
        ('"What"', '{ from = "What", number = "per cent" }', "9: 'per cent' is no form of number"),
        ('"When"', '{ from = "When", dates = "dd/mm" }', "7: 'dd/mm' is no form of date"),
        ('"What"', '{ from = "What", pattern = "(.*)+" }', "9: '(.*)+' has not one {} in it"),
        ('"What"', '{ from = "What", pattern = "*{}" }', "9: '*{}' has two wildcards side by side"),
        (
            'table = "evidence"',
            'table = "evidence"\nleave_out = [{ heading = "What" }]',
            "4: A condition names",
        ),
        ('table = "evidence"', 'table = "evidence"\nunfold = { into = "x" }', "4: unfold names into"),
        ('table = "evidence"', 'like = "radar-event"', "3: 'radar-event' is no ready-made mapping"),
        (
            'table = "evidence"',
            'like = "radar-events"\ntable = "actions"',
            "4: 'radar-events' feeds no actions",
        ),
        ('table = "evidence"', 'table = "evidence"\nfile = "b.csv"', "4: this is not TOML"),
    ],
)
def test_refusals(old: str, new: str, told: str) -> None:
    """Each mistake is told with its line, and the nearest name where there is one."""
    assert old in MAPPING
    found = refusals(MAPPING.replace(old, new, 1))

    assert any(told in text for text in found), found


def test_all_at_once() -> None:
    """Every mistake of a mapping is told, not the first."""
    text = (
        MAPPING.replace("date =", "dat =").replace('"incident"', '"incidents"').replace("theme =", "thme =")
    )

    assert 4 == len(refusals(text))


def test_empty() -> None:
    """A mapping without a source maps nothing, and says so."""
    assert ["None: The mapping has no [[source]], so it maps nothing"] == refusals('title = "x"\n')


def test_times_that_no_clock_shows() -> None:
    """A span of time that cannot be is refused."""
    text = MAPPING + 'shift = { from = "When", times = { day = "07:00-25:00", night = "dusk" } }\n'

    assert 2 == len(refusals(text))


def test_a_circle_of_mappings(tmp_path: Path) -> None:
    """Mappings that are like one another without end are refused."""
    (tmp_path / "a.toml").write_text('[[source]]\nlike = "b.toml"\n')
    (tmp_path / "b.toml").write_text('[[source]]\nlike = "a.toml"\n')
    with pytest.raises(MappingError, match="go round in a circle"):
        read_mapping("a.toml", (tmp_path / "a.toml").read_bytes(), tmp_path)


def test_a_heading_that_is_not_there(tmp_path: Path) -> None:
    """A heading that the export does not have is an error of the mapping, with the nearest that it has."""
    assert (
        "error mapping.toml:7:None 'Wen' is no heading of incidents.csv; did you mean 'When'?; "
        "there are 'Ref', 'When', 'What'"
    ) == "".join(
        all_told(read_case(write_export(tmp_path, {"mapping.toml": MAPPING.replace('"When"', '"Wen"')})))
    )


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A source whose file is missing is an error, unless it may be absent."""
    mapping = MAPPING.replace("incidents*.csv", "accidents.csv")
    found = all_told(read_case(write_export(tmp_path, {"mapping.toml": mapping})))
    may_be = mapping.replace('table = "evidence"', 'table = "evidence"\noptional = true')
    absent = all_told(read_case(write_export(tmp_path, {"mapping.toml": may_be})))

    assert any(
        "holds no file called 'accidents.csv'; did you mean 'incidents.csv'?" in text for text in found
    )
    assert not any("accidents" in text for text in absent)


def test_problems_name_the_export(tmp_path: Path) -> None:
    """A cell that does not fit is told with the export's own file, row and heading, however many rows were left out."""
    more = 'numerator = "Score"\n'
    text = "Title,,,\nRef,When,What,Score\n1,2026-05-01,Falls,3\n2,2026-05-01,Falls,three\n"

    (problem,) = all_told(read_small(tmp_path, text, more))
    assert problem.startswith("error incidents.csv:4:Score 'three' is not a number")


def test_service_elsewhere(tmp_path: Path) -> None:
    """The service and its claims can stand in another folder, which the mapping names; without any it is refused."""
    write_export(tmp_path / "elm", {"incidents.csv": None, "mapping.toml": None})
    files = {"service.toml": None, "claims.csv": None, "mapping.toml": 'case = "../elm"\n' + MAPPING}
    case = read_case(write_export(tmp_path / "export", files))

    assert ("elm", 2, True) == (case.service.id, len(case.evidence), case.sound)
    (tmp_path / "export" / "mapping.toml").write_text(MAPPING)
    with pytest.raises(Exception, match="An export tells nothing of the service"):
        read_case(tmp_path / "export")


def test_a_single_file(tmp_path: Path) -> None:
    """A single file of an export is read by a mapping named, the service beside it."""
    write_export(tmp_path)
    case = read_case(tmp_path / "incidents.csv", mapping=str(tmp_path / "mapping.toml"))

    assert ("elm", 2) == (case.service.id, len(case.evidence))
    assert case.sound
