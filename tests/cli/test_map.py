"""`takehold map` proposes, shows, and writes only what it was asked to."""

from pathlib import Path

import pytest

from takehold.engine.cli import main

REGISTER = "Ref No,Date of incident,Category,Reported by\n1,13/05/2026,Falls,Aster Quill\n2,14/05/2026,Falls,Bram Thistle\n"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "incidents.csv").write_text(REGISTER)
    (folder / "service.toml").write_text('id = "elm"\nname = "Elm House"\nas_of = 2026-06-30\n')
    (folder / "claims.csv").write_text("id,statement,stage,theme\nc1,Falls are fewer,improved,falls\n")
    return folder


def test_shown(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without being told to, it writes nothing."""
    assert 0 == main(["map", str(export)])
    said = capsys.readouterr()
    assert "incidents.csv → evidence" in said.out
    assert "nothing was written" in said.err
    assert not (export / "mapping.toml").exists()


def test_accepted(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Accepted, the export is a case: it validates."""
    assert 0 == main(["map", str(export), "--accept"])
    assert 0 == main(["validate", str(export)])
    assert 2 == main(["map", str(export), "--accept"])
    assert "is there already" in capsys.readouterr().err


def test_not_accepted(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A proposal that lacks a needed column is not accepted; it can be written and changed."""
    (export / "incidents.csv").write_text("Ref No,Category\n1,Falls\n")

    assert 2 == main(["map", str(export), "--accept"])
    assert "was not accepted" in capsys.readouterr().err
    assert not (export / "mapping.toml").exists()
    assert 0 == main(["map", str(export), "--write", str(export / "draft.toml")])
    assert '# date = "…"' in (export / "draft.toml").read_text()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("30,soon,Falls,Aster Quill,", "incidents.csv, Date of incident, row 16"),
        ("30,,Falls,Aster Quill,", "incidents.csv, Date of incident, row 16"),
        ("13,15/05/2026,Falls,Aster Quill,", "'13' stands here and in incidents.csv, row 2"),
        ("30,15/05/2026,Falls,Aster Quill,Ash", "'Ash' is no team of this case"),
    ],
)
def test_not_accepted_where_validate_finds_errors(
    export: Path, row: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `validate` would refuse with the mapping in place is told, and not accepted."""
    rows = [f"{at},{at}/05/2026,Falls,Aster Quill,oak" for at in range(13, 27)]
    (export / "incidents.csv").write_text(
        "\n".join(["Ref No,Date of incident,Category,Reported by,Team", *rows, row])
    )
    (export / "teams.csv").write_text("id,name\noak,Oak unit\n")
    draft = export.parent / "mapping.toml"

    assert 2 == main(["map", str(export), "--accept"])
    told = " ".join(capsys.readouterr().out.split())
    assert not (export / "mapping.toml").exists()
    assert 0 == main(["map", str(export), "--write", str(draft)])
    draft.rename(export / "mapping.toml")
    capsys.readouterr()
    assert 2 == main(["validate", str(export)])
    validated = " ".join(capsys.readouterr().out.split())
    assert [True, True] == [says in told, says in validated]


def test_without_a_service(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An export alone is taken where its own records read; that no service and claim stand beside it is not told."""
    for name in ("service.toml", "claims.csv"):
        (export / name).unlink()

    assert 0 == main(["map", str(export / "incidents.csv"), "--accept"])
    assert "The data has" not in capsys.readouterr().out
    assert (export / "mapping.toml").is_file()


def test_pseudonyms(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Asked to, it puts pseudonyms in place of those who reported as well, and says what that is worth."""
    assert 0 == main(["map", str(export), "--pseudonymise"])
    said = capsys.readouterr()
    assert "Aster" not in said.out
    assert "no guarantee" in said.err


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    """It lists the ready-made mappings."""
    assert 0 == main(["map", "--list"])
    assert "safetyculture-actions" in capsys.readouterr().out
    assert 2 == main(["map"])
