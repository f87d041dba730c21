"""Names of the case in a declaration: found in any spelling, and no reason for a verdict where the case has none such."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.assess import assess

from .making import EVIDENCE, SAYS, claims_of, loaded, wings

NAMES = {
    "a team of records": ('of = {team = "rde"}', "the team 'rde'", "'red'"),
    "a shift": ('of = {shift = ["day", "dya"]}', "the shift 'dya'", "'day'"),
    "a theme": ('of = {theme = "tt"}', "the theme 'tt'", "'t'"),
    "a team of rows": (
        'of = {rows = "variation", where = [{any = [{field = "team", is = "bleu"}]}]}',
        "the team 'bleu'",
        "'blue'",
    ),
    "a theme of the subject": ('applies = [{field = "theme", not = "tt"}]', "the theme 'tt'", "'t'"),
    "a theme that is compared": (
        'quantity = "field"\nfield = "theme"\nconcern = {is = "t"}\nmet = {in = ["tt"]}',
        "the theme 'tt'",
        "'t'",
    ),
    "whatever an unknown comes out at": ('unknown = "not-met"\nof = {team = "rde"}', "'rde'", "'red'"),
}


@pytest.mark.parametrize(("body", "asked", "near"), NAMES.values(), ids=NAMES)
def test_a_name_that_the_case_lacks_decides_nothing(tmp_path: Path, body: str, asked: str, near: str) -> None:
    """A misspelt team is no reason to say that its records are missing."""
    met = "" if "met = " in body else "\nmet = {at_least = 1}"
    finding = claims_of(tmp_path, f"{body}{met}\n", EVIDENCE)
    assert "insufficient" == finding.outcome, finding.message
    assert asked in finding.message
    assert f"did you mean {near}?" in finding.message
    assert "in the ruleset" in finding.remedy


def test_names_of_the_case_fit_in_any_spelling(tmp_path: Path) -> None:
    """A team is known by its id and by its name, whatever the case and the hyphens."""
    case = wings()
    for word in ("red", "RED", "Red wing", "red-wing"):
        own = loaded(tmp_path, f'of = {{period = "after", team = "{word}"}}\nmet = {{at_least = 4}}\n{SAYS}')
        assert "4 of 4, at least 4" == assess(case, own).findings[0].message
