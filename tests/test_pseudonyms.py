"""Names of people give way to stable pseudonyms, in the columns that hold them and where texts repeat them."""

import stat
from pathlib import Path

import pytest

from takehold.engine.casefile import read_case
from takehold.engine.errors import UsageError
from takehold.engine.model import Case
from takehold.engine.pseudonym_key import read_key, write_key
from takehold.engine.pseudonyms import Pseudonymised, looks_like_name, pseudonymise

SERVICE = 'id = "elm"\nname = "Elm House"\nas_of = 2026-06-30\n'
CLAIMS = "id,statement,stage,owner\nc1,Call bells are answered sooner,improved,Deputy manager\n"


def case_of(folder: Path, evidence: str, actions: str = "id,text\na1,x\n", claims: str = CLAIMS) -> Case:
    for name, text in (("service.toml", SERVICE), ("claims.csv", claims), ("evidence.csv", evidence)):
        (folder / name).write_text(text)
    (folder / "actions.csv").write_text(actions)
    (folder / "teams.csv").write_text("id,name\nrose,Rose Wing\n")
    return read_case(folder)


def staffed(folder: Path, *staff: str, note: str = "") -> Pseudonymised:
    """A record for each of these staff, the note in the first."""
    rows = "".join(
        f'e{at},2026-05-0{at},audit,"{name}","{note if at == 1 else ""}"\n'
        for at, name in enumerate(staff, 1)
    )
    return pseudonymise(case_of(folder, "id,date,kind,staff,note\n" + rows), {})


@pytest.mark.parametrize(
    "text",
    ["Aster Quill", "A. Quill", "Ms Aster Quill", "Aster O'Quill-Reed", "Åsa Øvre", "Aster"],
)
def test_names(text: str) -> None:
    """Capitalised words, initials, titles, hyphens and accents make a name."""
    assert looks_like_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "Deputy manager",
        "Registered Manager",
        "Night Senior",
        "person-001",
        "S12",
        "Team",
        "all staff",
        "aster quill",
        "N/A",
        "",
    ],
)
def test_no_names(text: str) -> None:
    """Posts, groups, pseudonyms and words without capitals are no names."""
    assert not looks_like_name(text)


def test_columns(tmp_path: Path) -> None:
    """Each name becomes one pseudonym, the same everywhere, and the post beside it stays."""
    case = case_of(
        tmp_path,
        "id,date,kind,staff,recorded_by\ne1,2026-05-01,audit,Aster Quill; bram,Aster Quill\ne2,2026-05-02,audit,s12,Night senior\n",
        'id,text,owner\na1,Buy mats,"aster  quill, Deputy manager"\na2,Lay mats,Rose Wing\n',
    )
    done = pseudonymise(case, {})

    assert [["person-001", "person-002"], ["s12"]] == done.case.evidence["staff"].to_list()
    assert ["person-001", "Night senior"] == done.case.evidence["recorded_by"].to_list()
    assert ["person-001, Deputy manager", "Rose Wing"] == [action.owner for action in done.case.actions]
    assert "Deputy manager" == done.case.claims[0].owner
    assert {"Aster Quill": "person-001", "bram": "person-002"} == done.key


def test_texts(tmp_path: Path) -> None:
    """A text loses whole names however written, and first names and surnames where they are capitalised."""
    note = "ASTER QUILL told Aster; Quill's aster was bought by Bram Quill. Mr Thistle came."
    done = staffed(tmp_path, "Aster Quill", "Bram Quill", "Mr Col Thistle", note=note)

    assert (
        "person-001 told person-001; someone's aster was bought by person-002. Mr person-003 came."
        == (done.case.evidence["note"][0])
    )


def test_everyday_words(tmp_path: Path) -> None:
    """A name that is also an everyday word is left in a text where it stands alone, and told."""
    done = staffed(tmp_path, "May Quill", note="In May, May Quill saw that calls may wait")

    assert "In May, person-001 saw that calls may wait" == done.case.evidence["note"][0]
    assert ("May",) == done.left


def test_other_columns(tmp_path: Path) -> None:
    """A column that takehold does not know is searched as texts are."""
    case = case_of(
        tmp_path, "id,date,kind,staff,seen with\ne1,2026-05-01,audit,Aster Quill,Aster and a visitor\n"
    )

    assert ["person-001 and a visitor"] == pseudonymise(case, {}).case.others["evidence"][
        "seen with"
    ].to_list()


def test_columns_named(tmp_path: Path) -> None:
    """In a column that is said to hold names everything but a post is one, capitals or not."""
    case = case_of(
        tmp_path, "id,date,kind,source\ne1,2026-05-01,audit,aster quill\ne2,2026-05-02,audit,deputy manager\n"
    )

    assert ["aster quill", "deputy manager"] == pseudonymise(case, {}).case.evidence["source"].to_list()
    assert ["person-001", "deputy manager"] == pseudonymise(case, {}, ["evidence.source"]).case.evidence[
        "source"
    ].to_list()
    with pytest.raises(UsageError, match=r"'evidence\.sorce' is no column; did you mean 'evidence\.source'"):
        pseudonymise(case, {}, ["evidence.sorce"])


def test_key(tmp_path: Path) -> None:
    """The key is read again, so that the same person keeps a pseudonym; only its owner can read the file."""
    path = tmp_path / "key.csv"
    write_key(path, {"Bram": "person-001", "Ofsted": "Ofsted", 'Quill, "A"': "person-002"})
    (tmp_path / "case").mkdir()
    case = case_of(
        tmp_path / "case",
        "id,date,kind,recorded_by\ne1,2026-05-01,audit,Aster\ne2,2026-05-02,audit,BRAM\ne3,2026-05-03,audit,Ofsted\n",
    )
    done = pseudonymise(case, read_key(path))

    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert ["person-004", "person-001", "Ofsted"] == done.case.evidence["recorded_by"].to_list()
    assert {} == read_key(tmp_path / "none.csv")
    path.write_text("a,b\nc\n")
    with pytest.raises(UsageError, match="is no key of pseudonyms"):
        read_key(path)


def test_nothing_to_do(tmp_path: Path) -> None:
    """Pseudonymised again, a case stays as it is."""
    once = staffed(tmp_path, "Aster Quill", note="Aster was there")
    twice = pseudonymise(once.case, once.key)

    assert 0 == twice.replaced
    assert once.key == twice.key
