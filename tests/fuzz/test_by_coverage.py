"""Inputs that atheris makes, each after what the ones before it reached: none is met by neither an answer nor a reason.

So many of each as keeps this short every day; `TAKEHOLD_FUZZ=20000` tries so many instead, and `bench.fuzz` runs by the clock.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..benches import bench

pytest.importorskip("atheris", reason="atheris is not to be had for this system")
ROOT = Path(__file__).parents[2]
MANY = os.environ.get("TAKEHOLD_FUZZ", "100")


@pytest.mark.parametrize("target", sorted(bench("fuzz").TARGETS))
def test_every_input_is_read_or_refused(target: str, tmp_path: Path) -> None:
    """A reader, a mapping, a ruleset or waivers: whatever the bytes, no exception but a refusal, and no input is kept as one that fails."""
    words = [sys.executable, "-m", "bench.fuzz", target, "--runs", MANY, "--found", str(tmp_path)]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)

    assert 0 == run.returncode, run.stderr[-3000:]
    assert [] == list(tmp_path.iterdir())
