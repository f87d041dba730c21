"""The questions asked about a claim, one at a time: plain words, an example, and the criterion each serves."""

from __future__ import annotations

from typing import Final

import attrs


@attrs.frozen
class Question:
    """One question: the column of the claim it fills, its words, an example answer, and the check it serves."""

    column: str
    ask: str
    example: str
    check: str


QUESTIONS: Final = (
    Question(
        "statement",
        "What do you say has improved?",
        "Nobody waits longer than five minutes for help at night in Birch",
        "claim-specific",
    ),
    Question(
        "problem",
        "What was wrong before, where, and how did it show?",
        "At night in Birch 4 in 10 bells waited over ten minutes from January to March 2026",
        "baseline-identified",
    ),
    Question("identified_on", "When was that found?", "2026-03-31", "prompt-response"),
    Question(
        "theme",
        "Which theme do its records belong to? Records of that theme are linked to this claim.",
        "call bells",
        "claim-supported",
    ),
    Question(
        "measure",
        "Which figure shows it?",
        "Bells answered within five minutes",
        "measurable-improvement",
    ),
    Question(
        "baseline_from",
        "From which day do records show how it was before? Leave it blank to take every earlier record.",
        "2026-01-01",
        "baseline-identified",
    ),
    Question("baseline_to", "Until which day?", "2026-03-31", "baseline-identified"),
    Question(
        "cause",
        "Why was it so?",
        "Both night staff were doing the ten o'clock round in the far corridor",
        "change-introduced",
    ),
    Question("changed_on", "On which day did the change take effect?", "2026-04-14", "change-introduced"),
    Question(
        "standard",
        "What does good look like, so that anyone could check it?",
        "Every bell is answered in person within five minutes",
        "standard-defined",
    ),
    Question("standard_set_on", "When was that standard set?", "2026-04-10", "standard-defined"),
    Question("teams", "In which teams does it hold?", "birch; elm", "scope-not-overstated"),
    Question("shifts", "In which shifts does it hold?", "all", "out-of-hours-parity"),
    Question(
        "stage",
        "How far do you say it has come? A smaller claim that is true stands better than a large one.",
        "improved",
        "repeat-evidence",
    ),
    Question("owner", "Who keeps it going?", "Night lead", "maintenance-owned"),
    Question(
        "kind",
        "Is it about how staff work (practice), or about what came of it (outcome)?",
        "outcome",
        "practice-rechecked",
    ),
    Question(
        "rests_on",
        "Is it built on another of your claims? Leave it blank if not.",
        "c1",
        "support-grounded",
    ),
    Question(
        "quality_statement",
        "Which quality statement or key line of enquiry does it serve?",
        "Safe and effective staffing",
        "golden-thread",
    ),
    Question("made_on", "When was this claim made?", "2026-10-30", "evidence-current"),
    Question(
        "cycle",
        "Has it a review cycle of its own? Leave it blank to use the service's.",
        "week",
        "repeat-evidence",
    ),
)

STAGES_SAID: Final = {
    "acted-on": "we know how it was, and we changed something",
    "improved": "before and after differ, in results",
    "sustained": "it has held for several cycles, and governance confirmed it",
    "embedded": "it is routine: it stands without being held up",
    "service-wide": "everywhere, and people feel it",
}
"""What each stage means, as a claim could say it."""

EXAMPLES: Final = {
    ("service", "name"): "Elm House",
    ("service", "kind"): "care home",
    ("service", "as_of"): "2026-10-31",
    ("teams", "name"): "Birch",
    ("shifts", "name"): "Nights",
    ("measures", "name"): "Bells answered within five minutes",
    ("measures", "unit"): "% of bells",
    ("measures", "target"): "0.9",
    ("measures", "theme"): "call bells",
    ("evidence", "date"): "2026-06-14",
    ("evidence", "numerator"): "9",
    ("evidence", "denominator"): "10",
    ("evidence", "recorded_by"): "Night lead",
    ("evidence", "source"): "Bell log, June 2026",
    ("actions", "text"): "The senior on nights splits the ten o'clock round between two staff from 14 April",
    ("actions", "owner"): "Night lead",
    ("actions", "due"): "2026-04-14",
    ("actions", "check"): "Bell log sampled weekly: 9 in 10 within five minutes",
    (
        "priorities",
        "problem",
    ): "At night in Birch 4 in 10 bells waited over ten minutes from January to March 2026",
    ("reviews", "forum"): "Monthly quality meeting",
    ("reviews", "decision"): "Sample weekend nights as well from May",
    ("monitoring", "trigger"): "Two weeks in a row under 85%",
    ("variation", "explanation"): "Weir was opened in August and half its staff are new",
}
"""An example beside a form's question, by table and column."""
