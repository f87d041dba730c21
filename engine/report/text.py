"""The report a manager reads in a terminal: what is believed, how far it reaches, what stands in the way."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from ..calendar import say_date
from ..result import ClaimVerdict, Finding, Outcome, Position, Result
from .formats import Options

_MARKS = {
    Outcome.MET: "✓",
    Outcome.CONCERN: "~",
    Outcome.NOT_MET: "✗",
    Outcome.INSUFFICIENT: "?",
    Outcome.NOT_APPLICABLE: "-",
    Outcome.ERROR: "!",
    Outcome.WAIVED: "w",
}
_COLOURS = {
    Outcome.MET: "32",
    Outcome.CONCERN: "33",
    Outcome.NOT_MET: "31",
    Outcome.INSUFFICIENT: "36",
    Outcome.ERROR: "35",
}
_BELIEVED = {
    Position.SUPPORTED: "Believed",
    Position.OVERSTATED: "Goes further than the evidence",
    Position.UNPROVEN: "Cannot be told from the records",
    Position.UNASSESSABLE: "Could not be judged: a check failed",
}
_ORDER = (Outcome.ERROR, Outcome.NOT_MET, Outcome.INSUFFICIENT, Outcome.CONCERN, Outcome.WAIVED)
_RECORDS_SHOWN = 6


def render(result: Result, options: Options) -> str:
    """The report as text no wider than asked for."""
    return "\n".join(_Text(result, options).lines()) + "\n"


class _Text:
    def __init__(self, result: Result, options: Options) -> None:
        self.result = result
        self.options = options
        self.titles = {finding.check: finding for finding in result.findings}

    def lines(self) -> Iterator[str]:
        result = self.result
        yield self._bold(f"{clean(result.service_name)}, as at {say_date(result.as_of)}")
        yield from self._wrap(f"{result.verdict.summary}.", "")
        yield f"Verdict: {self._bold(result.verdict.readiness)} (needs every claim at {result.verdict.required_stage})"
        if result.verdict.readiness_without_waivers != result.verdict.readiness:
            yield f"Without waivers it would be: {result.verdict.readiness_without_waivers}"
        for claim in result.claims:
            yield ""
            yield from self._claim(claim)
        if not self.options.quiet:
            yield from self._others()
            yield ""
            yield from self._counts()

    def _claim(self, claim: ClaimVerdict) -> Iterator[str]:
        yield from self._wrap(f"{clean(claim.id)}  {clean(claim.statement)}", "    ", first="")
        reach = f"{_BELIEVED[claim.position]}: says {claim.claimed}, evidence reaches {claim.evidenced}"
        yield "    " + self._bold(reach)
        if claim.narrowed is not None and claim.narrowed.statement:
            yield from self._wrap(f"You could say: {clean(claim.narrowed.statement)}", "    ")
        mine = [f for f in self.result.findings if f.subject.type == "claim" and f.subject.id == claim.id]
        by_check = {finding.check: finding for finding in mine}
        if claim.blocked_by:
            yield "    What stands in the way, lowest stage first:"
            for check in claim.blocked_by:
                if check in by_check:
                    yield from self._finding(by_check[check])
        if claim.reservations:
            yield "    With reservations:"
            for check in claim.reservations:
                yield from self._finding(by_check[check])
        if self.options.quiet:
            return
        told = {*claim.blocked_by, *claim.reservations}
        rest = [f for f in mine if f.check not in told and f.outcome in _ORDER]
        if rest:
            yield "    Also found:"
            for finding in _sorted(rest):
                yield from self._finding(finding)
        if self.options.verbose:
            yield "    Satisfied, or not applicable:"
            for finding in mine:
                if finding.outcome in (Outcome.MET, Outcome.NOT_APPLICABLE):
                    yield from self._finding(finding)
        if claim.earliest is not None:
            yield f"    Earliest it could be {self.result.verdict.required_stage}: {say_date(claim.earliest)}"

    def _others(self) -> Iterator[str]:
        kinds = {"priority": "Improvement plan: priorities", "action": "Improvement plan: actions"}
        for kind, heading in (*kinds.items(), ("service", "The service as a whole")):
            found = [f for f in self.result.findings if f.subject.type == kind]
            shown = [f for f in found if f.outcome in _ORDER or self.options.verbose]
            if not shown:
                continue
            yield ""
            yield self._bold(heading)
            for finding in _sorted(shown):
                yield from self._finding(finding, subject=kind != "service")

    def _finding(self, finding: Finding, *, subject: bool = False) -> Iterator[str]:
        mark = self._colour(_MARKS[finding.outcome], _COLOURS.get(finding.outcome))
        about = f"{clean(finding.subject.id)} " if subject else ""
        head = f"{about}{finding.check}: {clean(finding.message)}"
        lines = list(self._wrap(head, "        "))
        yield f"      {mark} {lines[0].lstrip()}"
        yield from lines[1:]
        if finding.remedy and not finding.outcome.satisfies:
            yield from self._wrap(f"→ {clean(finding.remedy)}", "          ", first="        ")
        if finding.waiver is not None:
            until = say_date(finding.waiver.until)
            said = f"Waived until {until} by {clean(finding.waiver.by)}: {clean(finding.waiver.reason)}"
            yield from self._wrap(said, "        ")
        if finding.outcome in _ORDER and (records := _records(finding)):
            yield from self._wrap(records, "          ", first="        ")

    def _counts(self) -> Iterator[str]:
        counts = {o: sum(f.outcome is o for f in self.result.findings) for o in Outcome}
        said = ", ".join(f"{n} {outcome}" for outcome, n in counts.items() if n)
        yield from self._wrap(f"{len(self.result.findings)} findings: {said}.", "")
        rules = self.result.ruleset
        yield f"Ruleset {rules.id} {rules.version}; takehold {self.result.takehold}."

    def _wrap(self, text: str, indent: str, *, first: str | None = None) -> Iterator[str]:
        yield from textwrap.wrap(
            text,
            self.options.width,
            initial_indent=indent if first is None else first,
            subsequent_indent=indent,
            break_on_hyphens=False,
        )

    def _bold(self, text: str) -> str:
        return self._colour(text, "1")

    def _colour(self, text: str, code: str | None) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.options.colour and code else text


def _sorted(findings: Sequence[Finding]) -> list[Finding]:
    """Gravest first: by severity, then by outcome, then by subject."""
    rank = {outcome: at for at, outcome in enumerate((*_ORDER, *Outcome))}
    severities = ("blocker", "major", "minor", "info")
    return sorted(
        findings, key=lambda f: (severities.index(f.severity), rank[f.outcome], f.subject.id, f.check)
    )


def _records(finding: Finding) -> str:
    """The places a reader should open: file and rows, a few of them."""
    by_file: dict[str, list[int]] = {}
    for place in finding.locations:
        if place.row is not None:
            rows = by_file.setdefault(place.file, [])
            if place.row not in rows:
                rows.append(place.row)
    said = []
    for file, rows in by_file.items():
        shown = ", ".join(str(row) for row in rows[:_RECORDS_SHOWN])
        more = f" and {len(rows) - _RECORDS_SHOWN} more" if len(rows) > _RECORDS_SHOWN else ""
        said.append(f"{clean(file)} {'row' if len(rows) == 1 else 'rows'} {shown}{more}")
    return "; ".join(said)


def clean(text: str) -> str:
    """Text from the data as plain text: control characters, which a terminal would obey, are shown as �."""
    return "".join(c if c.isprintable() or c == " " else " " if c in "\n\t\r" else "\ufffd" for c in text)
