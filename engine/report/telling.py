"""What several reports say the same way: the words for an outcome, the order of findings, where a reader should look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ..model import Place
from ..result import (
    CITED,
    ClaimVerdict,
    Finding,
    Outcome,
    Position,
    Readiness,
    Result,
    Severity,
    StepKind,
    Subject,
    Verdict,
)
from .escape import clean

BELIEVED: Final[Mapping[Position, str]] = {
    Position.SUPPORTED: "Believed",
    Position.OVERSTATED: "Goes further than the evidence",
    Position.UNPROVEN: "Cannot be told from the records",
    Position.UNASSESSABLE: "Could not be judged",
}
OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.MET: "Met",
    Outcome.CONCERN: "Met, with a reservation",
    Outcome.NOT_MET: "Not met",
    Outcome.INSUFFICIENT: "Cannot be told",
    Outcome.NOT_APPLICABLE: "Does not apply",
    Outcome.ERROR: "The check failed",
    Outcome.WAIVED: "Waived",
}
MARKS: Final[Mapping[Outcome, str]] = {
    Outcome.MET: "✓",
    Outcome.CONCERN: "~",
    Outcome.NOT_MET: "✗",
    Outcome.INSUFFICIENT: "?",
    Outcome.NOT_APPLICABLE: "-",
    Outcome.ERROR: "!",
    Outcome.WAIVED: "w",
}
READINESS: Final[Mapping[Readiness, str]] = {
    Readiness.NOT_ASSESSABLE: "Cannot be judged",
    Readiness.OVERSTATED: "Overstated",
    Readiness.UNPROVEN: "Unproven",
    Readiness.EARLY: "Early",
    Readiness.READY_WITH_VARIATION: "Ready, with variation stated",
    Readiness.READY: "Ready",
}
STEPS: Final[Mapping[StepKind, str]] = {
    StepKind.RECORD: "Write down what is known",
    StepKind.DO: "Do",
    StepKind.WAIT: "Wait",
}
PROBLEMATIC: Final = (
    Outcome.ERROR,
    Outcome.NOT_MET,
    Outcome.INSUFFICIENT,
    Outcome.CONCERN,
    Outcome.WAIVED,
)
"""The outcomes a reader has something to do about, or should know of, gravest first."""


def needed(verdict: Verdict) -> str:
    """Where every claim is needed, as a sentence; of a ruleset without stages, that there is none."""
    if not verdict.required_stage:
        return "The ruleset has no stages, so no claim can be placed"
    return f"Every claim is needed at {verdict.required_stage}"


_SEVERITIES: Final = tuple(Severity)
_OUTCOMES: Final = (*PROBLEMATIC, Outcome.NOT_APPLICABLE, Outcome.MET)


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Those a reader has something to do about first; by severity, then by outcome, then by subject."""
    return sorted(
        findings,
        key=lambda f: (
            f.outcome not in PROBLEMATIC,
            _SEVERITIES.index(f.severity),
            _OUTCOMES.index(f.outcome),
            f.subject.type,
            f.subject.id,
            f.check,
        ),
    )


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """By level (error, warning, note), then as `gravest_first`."""
    return sorted(gravest_first(findings), key=lambda f: LEVELS.index(level(f)))


LEVELS: Final = ("error", "warning", "note")


def level(finding: Finding) -> str:
    """How grave a finding is on the three steps that build tools know: error, warning or note."""
    if finding.outcome is Outcome.ERROR:
        return "error"
    if finding.outcome is Outcome.NOT_MET:
        return {Severity.BLOCKER: "error", Severity.MAJOR: "warning"}.get(finding.severity, "note")
    if finding.outcome is Outcome.INSUFFICIENT and finding.severity in (Severity.BLOCKER, Severity.MAJOR):
        return "warning"
    return "note"


def sentence(text: str) -> str:
    """A message as a sentence, with a full stop where it has no ending of its own."""
    line = clean(text)
    return line if line.rstrip("”’\"')").endswith((".", "?", "!")) else f"{line}."


def about(subject: Subject) -> str:
    """A subject as a label: claim c1; the service."""
    return "the service" if subject.type == "service" else f"{subject.type} {clean(subject.id)}"


def of_claim(result: Result, claim: ClaimVerdict) -> tuple[Finding, ...]:
    """The findings on one claim."""
    return tuple(f for f in result.findings if f.subject == Subject("claim", claim.id))


def outcome_of(finding: Finding) -> str:
    """An outcome in words; of a waived finding, also what the check itself said."""
    if finding.found is not None:
        return f"{OUTCOMES[finding.outcome]} (found: {OUTCOMES[finding.found].lower()})"
    return OUTCOMES[finding.outcome]


# Where a reader should look


def parts(place: Place) -> tuple[str, str | None]:
    """A place's file and, for a workbook or a document of several tables, the sheet or table in it."""
    file, _, table = place.file.rpartition("#")
    return (file, table) if file.endswith(_MANY_TABLES) else (place.file, None)


def line_of(place: Place) -> int | None:
    """The line of a text file that a place stands on; None where rows are not lines."""
    file, table = parts(place)
    return place.row if table is None and not is_binary(file) else None


def is_binary(file: str) -> bool:
    """Whether a file has no lines at all."""
    return file.endswith((".parquet", ".xlsx"))


_MANY_TABLES: Final = (".xlsx", ".toml", ".json")


def place_said(place: Place) -> str:
    """A place as somebody would look it up: claims.csv row 3, changed_on."""
    file, table = parts(place)
    said = clean(file) + (f", {clean(table)}" if table else "")
    if place.row is not None:
        said += f" row {place.row}"
    return said + (f", {clean(place.column)}" if place.column else "")


def records_said(places: Sequence[Place], most: int = 6) -> str:
    """The rows a reader should open, by file, a few of each: audits.csv rows 4, 9 and 3 more."""
    by_file: dict[str, list[int]] = {}
    for place in places:
        if place.row is not None:
            file, table = parts(place)
            rows = by_file.setdefault(clean(file) + (f", {clean(table)}" if table else ""), [])
            if place.row not in rows:
                rows.append(place.row)
    said = []
    for name, rows in by_file.items():
        shown = ", ".join(str(row) for row in rows[:most])
        least = "at least " if len(places) >= CITED else ""  # of more, only the newest are cited
        more = f" and {least}{len(rows) - most} more" if len(rows) > most else ""
        said.append(f"{name} {'row' if len(rows) == 1 else 'rows'} {shown}{more}")
    return "; ".join(said)


def counts_said(findings: Sequence[Finding]) -> str:
    """How many findings there are of each outcome: 12 findings: 9 met, 2 not-met, 1 insufficient."""
    counts = {outcome: sum(f.outcome is outcome for f in findings) for outcome in Outcome}
    said = ", ".join(f"{n} {outcome}" for outcome, n in counts.items() if n)
    noun = "finding" if len(findings) == 1 else "findings"
    return f"{len(findings)} {noun}: {said}" if findings else "0 findings"


NOT_SAID: Final = "Serving no topic that is known"


def grouped(result: Result, framework: str | None) -> dict[str, tuple[ClaimVerdict, ...]]:
    """The claims by the key questions of a framework, in its order; none where no framework is named.

    A claim that names no topic, or one that the framework has no answer to, stands last.
    """
    from ..frameworks import find, frameworks, key_question

    if framework is None:
        return {}
    topics = next(known.topics for known in frameworks() if known.id == framework)
    groups: dict[str, list[ClaimVerdict]] = {topic.key_question: [] for topic in topics if topic.key_question}
    for claim in result.claims:
        topic = find(claim.serves) if claim.serves else None
        question = key_question(topic, framework) if topic else None
        groups.setdefault(question or NOT_SAID, []).append(claim)
    return {question: tuple(claims) for question, claims in groups.items() if claims}
