"""A small case and declarations written down, for tests that change one thing in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from takehold.engine.assess import assess
from takehold.engine.model import Case
from takehold.engine.plugins import installed
from takehold.engine.result import Finding
from takehold.engine.ruleset import Ruleset
from takehold.engine.testing import small_case

FOUND = installed()
HEAD = """
[[check]]
id = "own"
title = "It is so"
subject = "claim"
establishes = "A thing."
why = "It matters."
how = "It looks."
remedy = "Do it before {next_review}"
"""
SAYS = 'says = { met = "{value} of {n}, at least {limit}", not_met = "only {value}" }\n'


def loaded(tmp_path: Path, body: str, head: str = HEAD) -> Ruleset:
    own = tmp_path / "own.toml"
    own.write_text(head + body, "utf-8")
    return FOUND.ruleset([str(own)])


def claims_of(tmp_path: Path, body: str, evidence: str, **more: Any) -> Finding:
    """What a declared check of one claim, changed on 1 March 2026, says on 31 May."""
    claim = {"id": "c1", "statement": "s", "stage": "improved", "theme": "t", "changed_on": "2026-03-01"}
    case = small_case(
        {"as_of": "2026-05-31"},
        claims=[claim],
        evidence=evidence,
        teams="id\nred\nblue\n",
        shifts="id\nday\n",
        **more,
    )
    return assess(case, loaded(tmp_path, body + SAYS)).findings[0]


EVIDENCE = """
id, date,       kind,        theme, result,  team, source, recorded_by
e1, 2026-01-10, audit,       t,     not met, red,  A,      Ann
e2, 2026-02-10, observation, t,     not met, blue, A,      Ann
e3, 2026-03-10, audit,       t,     met,     red,  B,      Ann
e4, 2026-03-20, observation, t,     met,     blue, B,
e5, 2026-04-10, observation, t,     met,     red,  C,      Bob
e6, 2026-05-10, observation, t,     not met, red,  D,      Ann
e7, 2026-05-20, briefing,    t,     ,        red,  E,      Ann
"""


def wings() -> Case:
    """The same claim and records, of two teams that have names."""
    return small_case(
        {"as_of": "2026-05-31"},
        claims=[
            {"id": "c1", "statement": "s", "stage": "improved", "theme": "t", "changed_on": "2026-03-01"}
        ],
        evidence=EVIDENCE,
        teams="id, name\nred, Red wing\nblue, Blue wing\n",
    )
