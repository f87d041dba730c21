"""`takehold new` makes an empty case file and says what to do next."""

from pathlib import Path

import pytest

from takehold.engine.cli import main


@pytest.mark.parametrize("name", ["s.xlsx", "my service"])
def test_new(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It leaves with 0, and validate then leaves with 2, for nothing is filled in yet."""
    assert 0 == main(["new", str(tmp_path / name)])
    assert "is ready" in capsys.readouterr().err
    assert 2 == main(["validate", str(tmp_path / name)])


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is taken is refused in a sentence."""
    (tmp_path / "s.xlsx").write_text("mine")

    assert 2 == main(["new", str(tmp_path / "s.xlsx")])
    assert "is there already" in capsys.readouterr().err


def test_from_mappings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder made for exports holds its mapping and no table that they feed; with the exports in it, it is a case."""
    dest = tmp_path / "elm"
    own = tmp_path / "mapping.toml"
    own.write_text(
        '[[source]]\nfile = "log*.csv"\ntable = "evidence"\n'
        'columns = { id = "No", date = "On", kind = { value = "log" } }\n'
    )

    assert 0 == main(["new", str(dest), "--from", "safetyculture-actions", str(own)])
    assert {"evidence.csv", "actions.csv"}.isdisjoint(path.name for path in dest.iterdir())
    assert 2 == main(["validate", str(dest)])
    assert "holds no file called 'actions*.csv'" in " ".join(capsys.readouterr().out.split())
    exports = Path(__file__).parents[1] / "mapping" / "exports" / "safetyculture-actions"
    (dest / "actions.csv").write_bytes((exports / "actions.csv").read_bytes())
    (dest / "log 1.csv").write_text("No,On\n1,01/05/2026\n")
    (dest / "service.toml").write_text('id = "elm"\nname = "Elm House"\n')
    assert 0 == main(["validate", str(dest)])
    assert 2 == main(["new", str(tmp_path / "x.xlsx"), "--from", "safetyculture-actions"])
    assert 2 == main(["new", str(tmp_path / "y"), "--from", "safetyculture"])
    assert "no such mapping" in capsys.readouterr().err
