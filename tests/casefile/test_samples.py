"""Every sample case and every case of real public data reads without an error."""

from pathlib import Path

import pytest

from takehold.engine.casefile import as_at, read_case

SHARED = Path(__file__).parents[2].parent / "shared"
CASES = sorted([*SHARED.glob("cases/*/case*"), *SHARED.glob("data/cases/*")])


@pytest.mark.skipif(not CASES, reason="the specification's sample cases are not beside the project")
@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_sample_reads_without_errors(path: Path) -> None:
    """A case of the specification's samples has no error in its data."""
    case = as_at(read_case(path))

    assert [] == [problem for problem in case.problems if problem.level == "error"]
    assert case.claims
    assert not case.evidence.is_empty()
