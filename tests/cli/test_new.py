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
