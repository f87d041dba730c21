"""GitHub annotations: parsed as the runner parses them, within what it shows."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from takehold.engine.report import Options, render
from takehold.engine.result import Outcome, Result, Severity, Subject

from .making import finding, hostile, many, nothing, result

COMMAND = re.compile(r"::(?P<kind>\w+) (?P<properties>[^:]*)::(?P<message>.*)")


def lines(of: Result, **options: Any) -> list[str]:
    made = render(of, "github", Options(**options))
    assert isinstance(made, str)
    return made.splitlines()


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """A line as the runner takes it: command, properties, message, each unescaped."""
    found = COMMAND.fullmatch(line)
    assert found, line
    properties = dict(part.split("=", 1) for part in found["properties"].split(","))
    return found["kind"], {name: plain(value) for name, value in properties.items()}, plain(found["message"])


def plain(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_a_blocker_is_an_error_on_its_row() -> None:
    """The annotation stands on the subject's own row and says what was found and what would settle it."""
    told = {"file": "claims.csv", "line": "2", "title": "repeat-evidence, claim c1"}
    message = "repeat-evidence came out not-met. To settle it: Settle repeat-evidence."
    assert ("error", told, message) in [parsed(line) for line in lines(result())]


def test_severity_and_outcome_decide_the_kind() -> None:
    """Blockers and failed checks are errors, majors warnings, the rest notices; what is met is not shown."""
    kinds = {}
    for line in lines(result()):
        kind, properties, _ = parsed(line)
        kinds[properties["title"].partition(",")[0]] = kind
    assert {
        "takehold: the data": "warning",
        "repeat-evidence": "error",
        "priority-live": "error",
        "action-owned": "warning",
        "sources-aligned": "warning",
        "change-introduced": "notice",
        "evidence-current": "notice",
        "slippage-indicators": "notice",
        "evidence-linked": "notice",
        "takehold: Overstated": "notice",
    } == kinds


def test_no_more_than_github_shows_of_a_step() -> None:
    """Ten of each kind, the closing notice counted, and the rest counted in it."""
    findings = tuple(
        finding("x", Outcome.NOT_MET, Subject("claim", f"c{at}"), severity=severity)
        for severity in (Severity.BLOCKER, Severity.MAJOR, Severity.MINOR)
        for at in range(13)
    )
    told = [parsed(line) for line in lines(result(findings, problems=()))]
    assert {"error": 10, "warning": 10, "notice": 10} == Counter(kind for kind, _, _ in told)
    assert told[-1][2].endswith(
        "Not shown here, because GitHub shows no more of one step: 3 errors, 4 notices, 3 warnings."
    )


def test_the_gravest_are_those_shown() -> None:
    """Blockers come before what cannot be told, and that before reservations."""
    kinds = [parsed(line)[0] for line in lines(result())]
    assert sorted(kinds[1:-1], key=["error", "warning", "notice"].index) == kinds[1:-1]


def test_the_case_folder_leads_to_the_file() -> None:
    """Paths start at the root of the repository."""
    first = next(parsed(line) for line in lines(result(), base="services/elm") if line.startswith("::error"))
    assert "services/elm/claims.csv" == first[1]["file"]


def test_an_empty_case_still_gives_its_verdict() -> None:
    """The closing notice is always there."""
    ((kind, properties, message),) = [parsed(line) for line in lines(nothing())]
    assert ("notice", "takehold: Cannot be judged", "Elm House: It makes no claim.") == (
        kind,
        properties["title"],
        message,
    )


def test_text_from_the_data_starts_no_command_of_its_own() -> None:
    """Hostile texts stay inside the message or property that they are given in."""
    made = lines(hostile())
    assert len(made) == 30
    for line in made:
        kind, _, message = parsed(line)
        assert kind in ("error", "warning", "notice")
        assert "::" not in message and "##[" not in line and "\x1b" not in line


def test_many_findings_take_no_more_lines() -> None:
    """A thousand errors give ten, and the closing notice."""
    assert 12 == len(lines(many(1000, severity=Severity.BLOCKER)))
