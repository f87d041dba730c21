"""Waivers: all fields required, inclusive last day, never longer than allowed, and none of them unseen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import attrs
import pytest

from takehold.engine.plugins import installed
from takehold.engine.result import Finding, Outcome, Severity, Subject
from takehold.engine.ruleset import Ruleset, load
from takehold.engine.waivers import Waivers, read_waivers

AS_OF = dt.date(2026, 10, 31)
WHOLE = {
    "check": '"baseline-identified"',
    "subject": '"c1"',
    "reason": '"the old records burned"',
    "by": '"Nominated Individual"',
    "until": "2026-12-31",
}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    file = tmp_path_factory.mktemp("rules") / "own.toml"
    file.write_text('checks = ["baseline-identified"]', encoding="utf-8")
    found = installed()
    return load([str(file)], found.find_ruleset, found.checks)


def written(tmp_path: Path, **changes: str) -> Waivers:
    file = tmp_path / "waivers.toml"
    told = {k: v for k, v in (WHOLE | changes).items() if v}
    file.write_text("[[waiver]]\n" + "\n".join(f"{k} = {v}" for k, v in told.items()), encoding="utf-8")
    return read_waivers(file)


def applied(
    waivers: Waivers, rules: Ruleset, outcome: Outcome = Outcome.NOT_MET
) -> tuple[Outcome, list[str]]:
    finding = Finding("baseline-identified", "f", Subject("claim", "c1"), outcome, Severity.MAJOR, "m")
    findings, problems = waivers.apply([finding], rules, AS_OF)
    return findings[0].outcome, [problem.message for problem in problems]


@pytest.mark.parametrize("outcome", [Outcome.NOT_MET, Outcome.INSUFFICIENT, Outcome.CONCERN])
def test_a_whole_waiver_waives(tmp_path: Path, rules: Ruleset, outcome: Outcome) -> None:
    """What is not met, unknown or a concern can be set aside."""
    assert (Outcome.WAIVED, []) == applied(written(tmp_path), rules, outcome)


@pytest.mark.parametrize(
    ("until", "outcome"),
    [
        ("2026-10-30", Outcome.NOT_MET),
        ("2026-10-31", Outcome.WAIVED),
        # 180 days after 31 October 2026 is 29 April 2027.
        ("2027-04-29", Outcome.WAIVED),
        ("2027-04-30", Outcome.NOT_MET),
        ('"31/12/2026"', Outcome.WAIVED),
    ],
)
def test_the_last_day_is_inclusive_and_bounded(
    tmp_path: Path, rules: Ruleset, until: str, outcome: Outcome
) -> None:
    """Judged against as_of, to at most 180 days after it."""
    found, problems = applied(written(tmp_path, until=until), rules)
    assert (outcome, outcome is Outcome.NOT_MET) == (found, bool(problems))


@pytest.mark.parametrize("field", list(WHOLE))
def test_every_field_is_required(tmp_path: Path, rules: Ruleset, field: str) -> None:
    """A waiver that lacks one waives nothing and is named."""
    found, problems = applied(written(tmp_path, **{field: ""}), rules)
    assert Outcome.NOT_MET is found
    assert [f"the waiver is malformed and waives nothing: {field} is missing"] == problems


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"until": "2026-12-31T10:00:00"}, "until is a date"),
        ({"until": '"soon"'}, "until is a date"),
        ({"until": "20261231"}, "until is a date"),
        ({"reason": "5"}, "reason is text"),
        ({"untill": "2026-12-31"}, "nearest is until"),
        ({"check": '"baseline"'}, "names a check that is not in use"),
        ({"subject": '"c2"'}, "names a subject that the check does not judge; the nearest is c1"),
    ],
)
def test_a_slip_waives_nothing_and_is_named(
    tmp_path: Path, rules: Ruleset, changes: dict[str, str], says: str
) -> None:
    """It fails closed."""
    found, problems = applied(written(tmp_path, **changes), rules)
    assert Outcome.NOT_MET is found
    assert says in problems[0]


@pytest.mark.parametrize("outcome", [Outcome.MET, Outcome.NOT_APPLICABLE])
def test_a_waiver_of_no_use_is_named(tmp_path: Path, rules: Ruleset, outcome: Outcome) -> None:
    """What needs no waiver keeps its outcome."""
    found, problems = applied(written(tmp_path), rules, outcome)
    assert (outcome, True) == (found, "is not needed" in problems[0])


def test_a_failed_check_is_never_waived(tmp_path: Path, rules: Ruleset) -> None:
    """An error stays an error."""
    found, problems = applied(written(tmp_path), rules, Outcome.ERROR)
    assert (Outcome.ERROR, True) == (found, "never waived" in problems[0])


def test_a_ruleset_can_forbid_a_waiver(tmp_path: Path, rules: Ruleset) -> None:
    """A check that is not waivable stays as it came out."""
    strict = attrs.evolve(rules, uses=tuple(attrs.evolve(use, waivable=False) for use in rules.uses))
    found, problems = applied(written(tmp_path), strict)
    assert (Outcome.NOT_MET, True) == (found, "forbids" in problems[0])


@pytest.mark.parametrize("text", ["[[waiver", "waiver = 3", "[[waivers]]\ncheck = 'x'"])
def test_a_file_that_is_no_list_of_waivers_fails_closed(tmp_path: Path, rules: Ruleset, text: str) -> None:
    """Nothing is waived, and the file is named."""
    file = tmp_path / "waivers.toml"
    file.write_text(text, encoding="utf-8")
    found, problems = applied(read_waivers(file), rules)
    assert (Outcome.NOT_MET, True) == (found, "waivers.toml" in problems[0])
