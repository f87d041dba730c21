"""`takehold explain` and `takehold schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.cli import main
from takehold.engine.plugins import installed
from takehold.engine.schemas import SCHEMAS

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    def ask(*words: str | Path) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return ask


class TestExplain:
    """What a check tests, and how it came out."""

    @pytest.mark.parametrize("check", sorted(installed().checks))
    def test_every_check_can_be_explained(self, run: Any, check: str) -> None:
        """Title, the four headed paragraphs and the sources are there, within 80 columns."""
        status, out, _ = run("explain", check)
        found = installed().checks[check]
        assert 0 == status
        for words in (found.title(), "Establishes", "Why it matters", "How it decides", "What to do"):
            assert words in out
        assert all(source in out for source in found.sources)
        assert max(map(len, out.splitlines()[1:])) <= 80

    def test_parameters_say_what_is_in_force(self, run: Any, tmp_path: Path) -> None:
        """A value that a ruleset sets is shown beside the usual one, and so is a fixed word's number."""
        ruleset = tmp_path / "mine.toml"
        ruleset.write_text(
            'version = "1"\nextends = ["ladder"]\n'
            "[check.evidence-current]\ncurrent_days = 60\nterms = { window = 4 }\n"
        )
        _, out, _ = run("explain", "evidence-current", "--ruleset", ruleset)
        assert "current_days = 60 (usually 90)" in out
        assert "window = 4 (usually 3)" in out
        assert "mine.toml:4" in out

    def test_it_says_which_stage_asks_for_it(self, run: Any) -> None:
        """A check of the ladder names its stage."""
        assert "asks for it at stage acted-on" in run("explain", "baseline-identified")[1]

    def test_with_a_case_every_subject_is_told(self, run: Any) -> None:
        """Each claim's outcome, figures and records are there."""
        status, out, _ = run("explain", "unscheduled-holds", FIXTURES / "overstated")
        assert 0 == status
        assert "✗ claim c1: not met" in out
        assert "Figures: " in out
        assert "evidence.csv rows" in out
        assert all(f"claim c{n}" in out for n in (1, 2, 3))

    def test_one_subject_can_be_chosen(self, run: Any) -> None:
        """The others are left out; one that is not there is refused with the nearest."""
        _, out, _ = run("explain", "unscheduled-holds", FIXTURES / "overstated", "--subject", "c2")
        assert "claim c2" in out and "claim c1" not in out
        status, _, err = run("explain", "unscheduled-holds", FIXTURES / "overstated", "--subject", "c9")
        assert 2 == status
        assert "judges no 'c9' here" in err

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("baseline-identifed",), "did you mean 'baseline-identified'"),
            (("baseline-identified", "nowhere"), "no such file or folder"),
            (("baseline-identifed", str(FIXTURES / "early")), "did you mean 'baseline-identified'"),
            (
                ("a2", str(FIXTURES / "early")),
                "a2 is an action: name the check that is to be explained, and --subject a2",
            ),
            (("action-owned", str(FIXTURES / "early"), "--ruleset", "ladder"), "does not run action-owned"),
        ],
    )
    def test_what_cannot_be_explained_is_refused(self, run: Any, words: tuple[str, ...], says: str) -> None:
        """A sentence, and status 2."""
        status, out, err = run("explain", *words)
        assert (2, "") == (status, out)
        assert says in err


class TestSchema:
    """The schemas, for editors and CI."""

    @pytest.mark.parametrize("name", SCHEMAS)
    def test_a_schema_is_printed_as_json(self, run: Any, name: str) -> None:
        """Standard output holds the schema and nothing else."""
        status, out, err = run("schema", name)
        assert (0, "") == (status, err)
        assert "https://json-schema.org/draft/2020-12/schema" == json.loads(out)["$schema"]

    def test_without_a_name_they_are_listed(self, run: Any) -> None:
        """Each name with what it is of."""
        lines = run("schema")[1].splitlines()
        assert list(SCHEMAS) == [line.split()[0] for line in lines]

    def test_a_name_that_is_none_names_the_nearest(self, run: Any) -> None:
        """Status 2, and what was probably meant."""
        status, _, err = run("schema", "rulset")
        assert 2 == status
        assert "did you mean 'ruleset'" in err
