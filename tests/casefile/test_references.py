"""Ids that name something elsewhere are settled in the spelling declared; those that name nothing are told."""

from pathlib import Path

import pytest

from .writing_down import all_told, read_folder

MEASURES = "id,better,summary,theme,unit,target\nm1,higher,proportion,Call bells,%,90\n"


def test_spelling_declared_is_taken(tmp_path: Path) -> None:
    """A reference that differs only in case, space, hyphen or underscore takes the declared id's spelling."""
    case = read_folder(
        tmp_path,
        {
            "teams.csv": "id\nNorth-Wing\n",
            "claims.csv": "id,statement,stage,teams\nC1,Bells are answered sooner,improved,north wing\n",
            "evidence.csv": "id,date,kind,team,claims\ne1,2026-05-04,audit,NORTH_WING,c1; C1\n",
        },
    )

    assert [] == all_told(case)
    assert ("North-Wing",) == case.claims[0].teams
    assert [("North-Wing", ["C1"])] == case.evidence.select("team", "claims").rows()


def test_exact_spelling_goes_first(tmp_path: Path) -> None:
    """Where two ids differ only in case, each reference means the one spelled as it is."""
    case = read_folder(
        tmp_path,
        {"teams.csv": "id\nn1\nN1\n", "evidence.csv": "id,date,kind,team\ne1,2026-05-04,audit,N1\n"},
    )

    assert [] == all_told(case)
    assert ["N1"] == case.evidence["team"].to_list()


def test_themes_take_their_first_spelling(tmp_path: Path) -> None:
    """Themes are equal under the same rule, and are spelled as the measures, then claims, plan and records do."""
    case = read_folder(
        tmp_path,
        {
            "measures.csv": MEASURES,
            "claims.csv": "id,statement,stage,theme\nc1,Bells are answered sooner,improved,call_bells\n",
            "evidence.csv": "id,date,kind,theme\ne1,2026-05-04,audit,CALL-BELLS\ne2,2026-05-04,log,Meals\ne3,2026-05-05,log,meals\n",
            "reviews.csv": "id,date,level,about\nr1,2026-05-30,manager,call-bells; MEALS\n",
        },
    )

    assert [] == all_told(case)
    assert "Call bells" == case.claims[0].theme
    assert ["Call bells", "Meals", "Meals"] == case.evidence["theme"].to_list()
    assert ("Call bells", "Meals") == case.reviews[0].about


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"evidence.csv": "id,date,kind,claims\ne1,2026-05-04,audit,c2\n"},
            "error evidence.csv:2:claims 'c2' is no claim of this case; did you mean 'c1'?",
        ),
        (
            {"teams.csv": "id\nnorth\n", "evidence.csv": "id,date,kind,team\ne1,2026-05-04,audit,nroth\n"},
            "error evidence.csv:2:team 'nroth' is no team of this case; did you mean 'north'?",
        ),
        (
            {"measures.csv": MEASURES, "evidence.csv": "id,date,kind,measure\ne1,2026-05-04,audit,m9\n"},
            "error evidence.csv:2:measure 'm9' is no measure of this case; did you mean 'm1'?",
        ),
        (
            {
                "evidence.csv": "id,date,kind,team,shift\ne1,2026-05-04,audit,north,\ne2,2026-05-05,audit,south,\n"
            },
            "warning evidence.csv:None:team The case has no teams to look 'north' and 'south' up in",
        ),
        (
            {"teams.csv": "id,name\n", "evidence.csv": "id,date,kind,team\ne1,2026-05-04,audit,north\n"},
            "warning evidence.csv:None:team The case has no teams to look 'north' up in",
        ),
        (
            {"evidence.csv": "id,date,kind,measure\ne1,2026-05-04,audit,m1\ne2,2026-05-04,audit,m1\n"},
            "error evidence.csv:None:measure 'm1' cannot be looked up: the case has no measures",
        ),
        (
            {
                "updates.csv": "id,about,date,text\nu1,a1,2026-05-04,Done\n",
                "actions.csv": "id,text\na2,Buy a car\n",
            },
            "error updates.csv:2:about 'a1' is no action or priority of this case; did you mean 'a2'?",
        ),
        (
            {"monitoring.csv": "id,claim\nmo1,c7\n"},
            "error monitoring.csv:2:claim 'c7' is no claim of this case",
        ),
        (
            {"variation.csv": "id,claim,actions\nv1,c1,a1\n", "actions.csv": "id,text\na2,Buy a car\n"},
            "error variation.csv:2:actions 'a1' is no action",
        ),
        (
            {"claims.csv": "id,statement,stage,rests_on\nc1,It is better,improved,c0\n"},
            "error claims.csv:2:rests_on 'c0' is no claim",
        ),
        (
            {"actions.csv": "id,text,evidence\na1,Buy a car,e1; e9\n"},
            "warning actions.csv:2:evidence 'e9' is no record of this case; did you mean 'e1'?",
        ),
        (
            {"reviews.csv": "id,date,level,about\nr1,2026-05-30,manager,laundry\n"},
            "warning reviews.csv:2:about 'laundry' is no claim, priority or theme of this case",
        ),
    ],
)
def test_references_to_nothing(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    """A reference that resolves to nothing is an error with the nearest id; a citation, a warning."""
    told = all_told(read_folder(tmp_path, files))

    assert 1 == len(told)
    assert told[0].startswith(expected)


def test_row_left_out_is_still_named(tmp_path: Path) -> None:
    """A claim whose row does not fit is told once, not again at every record that names it."""
    case = read_folder(
        tmp_path,
        {
            "claims.csv": "id,statement,stage\nc1,It is better,bettered\n",
            "evidence.csv": "id,date,kind,claims\ne1,2026-05-04,audit,c1\n",
        },
    )

    assert ["stage"] == [problem.place.column for problem in case.problems]


def test_citation_in_another_spelling(tmp_path: Path) -> None:
    """A cited record's id takes the spelling of the record."""
    case = read_folder(
        tmp_path,
        {
            "actions.csv": "id,text,evidence\na1,Buy a car,E-1\n",
            "evidence.csv": "id,date,kind\ne_1,2026-05-04,audit\n",
        },
    )

    assert ("e_1",) == case.actions[0].evidence
    assert [] == all_told(case)


PLACES = {
    "teams.csv": "id,name\nt1,Elm\nt2,Oak\n",
    "shifts.csv": "id,name\ndays,Days\nnights,Nights\n",
}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            "shifts,Days and nights",
            "'Days and nights' is no shift of this case; where several are meant put a ",
        ),
        ('shifts,"Days, Nights"', "put a semicolon between: 'Days; Nights'"),
        ("teams,Elm unit", "'Elm unit' is no team of this case; did you mean 't1'?"),
        ("teams,Oka", "'Oka' is no team of this case; did you mean 't2'?"),
    ],
)
def test_what_people_write_for_a_place(tmp_path: Path, cell: str, expected: str) -> None:
    """Several names held together by commas are told the semicolon, and a place is known by its name too."""
    column, text = cell.split(",", 1)
    claims = f"id,statement,stage,{column}\nc1,It is better,improved,{text}\n"
    [told] = all_told(read_folder(tmp_path, PLACES | {"claims.csv": claims}))
    assert expected in told


def test_several_where_one_belongs(tmp_path: Path) -> None:
    """A record is of one shift: two in its cell are refused as that."""
    evidence = 'id,date,kind,shift\ne1,2026-05-04,audit,"days, nights"\n'
    [told] = all_told(read_folder(tmp_path, PLACES | {"evidence.csv": evidence}))
    assert told.endswith("'days, nights' is no shift of this case; this column takes one")


def test_all_that_is_wrong_with_a_row_is_told_at_once(tmp_path: Path) -> None:
    """Names in a row that is left out for another cell are looked up all the same, in a small table and in the evidence."""
    case = read_folder(
        tmp_path,
        PLACES
        | {
            "claims.csv": "id,statement,stage,teams\nc1,It is better,bettered,t9; t1\n",
            "evidence.csv": "id,date,kind,claims,team\ne1,TBC,audit,c1; c9,t9\ne2,2026-05-04,audit,c8,t1\n",
        },
    )
    assert [
        ("claims.csv", 2, "stage", "bettered"),
        ("claims.csv", 2, "teams", "t9"),
        ("evidence.csv", 2, "claims", "c9"),
        ("evidence.csv", 2, "date", "TBC"),
        ("evidence.csv", 2, "team", "t9"),
        ("evidence.csv", 3, "claims", "c8"),
    ] == [(p.place.file, p.place.row, p.place.column, p.value) for p in case.problems]


def test_thousands_that_name_nothing(tmp_path: Path) -> None:
    """Of twenty thousand records of an unknown team the first thousand are listed, and all are counted once."""
    evidence = "id,date,kind,team\n" + "".join(f"e{n},2026-05-04,audit,t{n}x\n" for n in range(20_000))
    told = all_told(read_folder(tmp_path, PLACES | {"evidence.csv": evidence}))
    assert 1_001 == len(told)
    assert "error evidence.csv:2:team 't0x' is no team of this case" in told[0]
    assert "19,000 more of the same kind; the first 1,000 are listed" in told[-1]
