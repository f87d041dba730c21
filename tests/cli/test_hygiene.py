"""The command line answers at once, and nothing of ours is imported under two names."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {"textual", "networkx", "polars", "numpy", "scipy", "rapidfuzz", "xlsxwriter", "fastexcel"}


def modules_after(code: str) -> set[str]:
    script = f"import json, sys\n{code}\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_nothing_heavy_is_loaded_to_answer(option: str) -> None:
    """Help and version load no screen, no graph, no table."""
    code = f"from takehold.engine.cli import main\ntry:\n    main([{option!r}])\nexcept SystemExit:\n    pass"
    assert set() == HEAVY.intersection(modules_after(code))


def test_the_engine_is_imported_once() -> None:
    """No second copy of a folder under its bare name."""
    loaded = modules_after("import takehold.engine.cli, takehold.engine.assess, takehold.plugins.builtin")
    assert set() == {"engine", "plugins", "rulesets", "tui"}.intersection(loaded)


def test_judging_loads_no_screen() -> None:
    """An assessment needs no Textual."""
    assert "textual" not in modules_after("import takehold.engine.assess")
