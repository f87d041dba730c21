"""A shell can complete every command."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from takehold.engine.cli import main
from takehold.engine.cli.completion import SHELLS
from takehold.engine.cli.main import COMMANDS


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_knows_every_command(shell: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Each sub-command stands in the script."""
    assert 0 == main(["completion", shell])
    script = capfdbinary.readouterr().out.decode("utf-8")
    assert [] == [name for name in COMMANDS if name not in script]


def test_bash_takes_the_script(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Bash reads it without complaint."""
    main(["completion", "bash"])
    script = tmp_path / "takehold.sh"
    script.write_bytes(capfdbinary.readouterr().out)
    assert 0 == subprocess.run(["bash", "-n", str(script)], check=False).returncode
