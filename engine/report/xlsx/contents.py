"""What stands on each sheet of the pack."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...model import GROUP_OF
from ...picture import Bears, ClaimPicture, PlaceRow, RecordLine, RegisterRow, Stand
from ...result import ClaimVerdict, Finding, Outcome, Position, Result
from ..telling import BELIEVED, STEPS, gravest_first, outcome_of, records_said
from .tables import Cell, Column, Marked

Row = list[Cell | Marked]

OUTCOME_SHADES: Final = {
    Outcome.MET: "good",
    Outcome.CONCERN: "part",
    Outcome.NOT_MET: "bad",
    Outcome.INSUFFICIENT: "part",
    Outcome.NOT_APPLICABLE: "none",
    Outcome.ERROR: "odd",
    Outcome.WAIVED: "part",
}
POSITION_SHADES: Final = {
    Position.SUPPORTED: "good",
    Position.OVERSTATED: "bad",
    Position.UNPROVEN: "part",
    Position.UNASSESSABLE: "odd",
}
STAND_SHADES: Final = {
    Stand.IMPROVED: "good",
    Stand.BETTER: "part",
    Stand.NO_BETTER: "bad",
    Stand.NOT_KNOWN: "none",
}
STANDS: Final = {
    Stand.IMPROVED: "at the improved position",
    Stand.BETTER: "better, short of the improved position",
    Stand.NO_BETTER: "no better than before",
    Stand.NOT_KNOWN: "too few records to say",
}
BEARS: Final = {
    Bears.SUPPORTS: ("supports", "good"),
    Bears.CONTRADICTS: ("contradicts", "bad"),
    Bears.CONTEXT: ("context", "none"),
    Bears.BASELINE: ("how it was before", "none"),
    Bears.EARLIER: ("older than the baseline", "none"),
}

CLAIM_COLUMNS: Final = (
    Column("Claim", 8),
    Column("What it says", 42),
    Column("Verdict", 16),
    Column("Says it is", 12),
    Column("Evidence reaches", 12),
    Column("What stands in the way", 28),
    Column("What could be said today", 30),
    Column("Before", 18),
    Column("Newest cycle", 20),
    Column("Earliest", 13),
    Column("Reservations", 28, printed=False),
)


def claims(result: Result) -> Iterator[Row]:
    """A row for each claim."""
    pictures = {picture.claim: picture for picture in result.pictures}
    for claim in result.claims:
        yield _claim(claim, pictures.get(claim.id))


def _claim(claim: ClaimVerdict, picture: ClaimPicture | None) -> Row:
    known = [point for point in picture.points if point.value is not None] if picture else []
    return [
        claim.id,
        claim.statement,
        Marked(BELIEVED[claim.position], POSITION_SHADES[claim.position]),
        claim.claimed,
        claim.evidenced,
        "; ".join(claim.blocked_by),
        claim.narrowed.statement if claim.narrowed else None,
        picture.baseline_said if picture else None,
        f"{known[-1].label}: {known[-1].said}" if known else None,
        claim.earliest,
        "; ".join(claim.reservations),
    ]


FINDING_COLUMNS: Final = (
    Column("About", 9),
    Column("Id", 9),
    Column("What is asked", 28),
    Column("Outcome", 16),
    Column("Severity", 9),
    Column("What was found", 52),
    Column("What would settle it", 40),
    Column("Where to look", 26),
    Column("Check", 26, printed=False),
    Column("Records for", 30, printed=False),
    Column("Records against", 30, printed=False),
    Column("Waived by", 16, printed=False),
    Column("Waived until", 13, printed=False),
    Column("Why waived", 24, printed=False),
)


def findings(result: Result) -> Iterator[Row]:
    """A row for each finding, gravest first."""
    titles = {check.id: check.title for check in result.method.checks} if result.method else {}
    for finding in gravest_first(result.findings):
        yield _finding(finding, titles.get(finding.check))


def _finding(finding: Finding, title: str | None) -> Row:
    waiver = finding.waiver
    return [
        finding.subject.type,
        finding.subject.id,
        title or finding.check,
        Marked(outcome_of(finding), OUTCOME_SHADES[finding.outcome]),
        str(finding.severity),
        finding.message,
        finding.remedy,
        records_said(finding.locations, 10),
        finding.check,
        "; ".join(finding.supporting),
        "; ".join(finding.contradicting),
        waiver.by if waiver else None,
        waiver.until if waiver else None,
        waiver.reason if waiver else None,
    ]


PATH_COLUMNS: Final = (
    Column("Claim", 10),
    Column("What", 80),
    Column("Kind", 24),
    Column("Earliest", 14),
    Column("Check", 26),
)


def path(result: Result) -> Iterator[Row]:
    """A row for each step of the way forward."""
    for step in result.path:
        yield [step.claim, step.what, STEPS[step.kind], step.earliest, step.check]


REGISTER_COLUMNS: Final = (
    Column("Action", 8),
    Column("What", 48),
    Column("Owner", 18),
    Column("Status", 10),
    Column("Due", 12),
    Column("Done", 12),
    Column("Checked", 12),
    Column("Days overdue", 10),
    Column("Days slipped", 10),
    Column("Done, not checked", 12),
    Column("First promised", 12, printed=False),
    Column("Where", 20, printed=False),
    Column("Priority", 10, printed=False),
    Column("Claims", 12, printed=False),
    Column("Opened", 12, printed=False),
)


def register(result: Result) -> Iterator[Row]:
    """A row for each action, those with something to look at first."""
    order = sorted(
        result.register,
        key=lambda row: (-(row.days_overdue or 0), not row.unchecked, -(row.days_slipped or 0)),
    )
    for row in order:
        yield _action(row)


def _action(row: RegisterRow) -> Row:
    return [
        row.id,
        row.text,
        row.owner,
        row.status,
        row.due,
        row.completed,
        row.checked_on,
        Marked(row.days_overdue, "bad") if row.days_overdue is not None else None,
        Marked(row.days_slipped, "part") if row.days_slipped is not None else None,
        Marked("not checked", "part") if row.unchecked else None,
        row.first_due,
        row.place,
        row.priority,
        "; ".join(row.claims),
        row.opened,
    ]


COVERAGE_COLUMNS: Final = (
    Column("Claim", 10),
    Column("Where", 30),
    Column("Team", 14),
    Column("Shift", 14),
    Column("Stands", 32),
    Column("Figure in the window", 28),
    Column("Records in the window", 12),
    Column("Newest record", 14),
    Column("Cycles with a record", 12),
    Column("Cycles since the change", 12),
)


def coverage(result: Result) -> Iterator[Row]:
    """A row for each place of each claim: where somebody looked, and where nobody did."""
    for picture in result.pictures:
        for place in picture.places:
            yield _place(picture, place)


def _place(picture: ClaimPicture, place: PlaceRow) -> Row:
    window = place.window
    words = STANDS[window.stand] if window.n else "nobody looked"
    return [
        picture.claim,
        place.name,
        place.team,
        place.shift,
        Marked(words, STAND_SHADES[window.stand] if window.n else "bad"),
        window.said,
        window.n,
        place.newest,
        sum(spot.n > 0 for spot in place.cycles),
        len(place.cycles),
    ]


RECORD_COLUMNS: Final = (
    Column("Claim", 8),
    Column("Bears", 13),
    Column("Record", 12),
    Column("Date", 12),
    Column("Kind", 15),
    Column("Team", 13),
    Column("Shift", 13),
    Column("Numerator", 10),
    Column("Denominator", 11),
    Column("Value", 9),
    Column("Result", 9),
    Column("Note", 44),
    Column("Row", 8),
    Column("File", 16, printed=False),
    Column("Group", 12, printed=False),
    Column("Measure", 14, printed=False),
    Column("Announced", 10, printed=False),
    Column("Oversight", 11, printed=False),
    Column("Pressure", 10, printed=False),
    Column("Recorded by", 18, printed=False),
    Column("Source", 18, printed=False),
)


def records(result: Result) -> Iterator[Row]:
    """A row for each record of each claim, oldest first."""
    for picture in result.pictures:
        for line in picture.records:
            yield _record(picture.claim, line)


def _record(claim: str, line: RecordLine) -> Row:
    words, shade = BEARS[line.bears]
    return [
        claim,
        Marked(words, shade),
        line.id,
        line.date,
        line.kind,
        line.team,
        line.shift,
        line.numerator,
        line.denominator,
        line.value,
        line.result,
        line.note,
        line.row,
        line.file,
        GROUP_OF.get(line.kind),
        line.measure,
        line.scheduled,
        line.oversight,
        line.pressure,
        line.recorded_by,
        line.source,
    ]
