"""Each check's cases, kept as data beside the fixtures, come out as they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.plugins import installed
from takehold.engine.testing import CheckCase, read_cases

FOLDER = Path(__file__).parents[2] / "fixtures" / "checks"
CASES = [case for path in sorted(FOLDER.rglob("*.toml")) for case in read_cases(path)]
CHECKS = installed().checks


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}: {case.name}")
def test_the_case_comes_out_as_it_says(case: CheckCase) -> None:
    """A check gives the outcome, the words and the records that its case says."""
    case.assert_holds(CHECKS)
