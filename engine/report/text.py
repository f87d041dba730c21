"""The report a manager reads in a terminal: what is believed, how far it reaches, what stands in the way."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ..calendar import say_date
from ..result import ClaimVerdict, Finding, Outcome, Result
from .escape import clean
from .formats import Options
from .telling import BELIEVED, MARKS, PROBLEMATIC, counts_said, gravest_first, grouped, needed, records_said

_COLOURS = {
    Outcome.MET: "32",
    Outcome.CONCERN: "33",
    Outcome.NOT_MET: "31",
    Outcome.INSUFFICIENT: "36",
    Outcome.ERROR: "35",
}


def render(result: Result, options: Options) -> str:
    """The report as text no wider than asked for."""
    return "\n".join(_Text(result, options).lines()) + "\n"


class _Text:
    def __init__(self, result: Result, options: Options) -> None:
        self.result = result
        self.options = options

    def lines(self) -> Iterator[str]:
        result = self.result
        for line in self._wrap(f"{clean(result.service_name)}, as at {say_date(result.as_of)}", ""):
            yield self._bold(line)
        yield from self._wrap(f"{result.verdict.summary}.", "")
        need = needed(result.verdict)
        yield f"Verdict: {self._bold(result.verdict.readiness)} ({need[0].lower()}{need[1:]})"
        if result.verdict.readiness_without_waivers != result.verdict.readiness:
            yield f"Without waivers it would be: {result.verdict.readiness_without_waivers}"
        for claim in result.claims:
            yield ""
            yield from self._claim(claim)
        for question, claims in grouped(result, self.options.by).items():
            yield ""
            yield self._bold(question)
            for claim in claims:
                yield from self._wrap(f"{clean(claim.id)} {claim.position} at {claim.evidenced}", "    ")
        if not self.options.quiet:
            yield from self._others()
            yield ""
            yield from self._counts()

    def _claim(self, claim: ClaimVerdict) -> Iterator[str]:
        yield from self._wrap(f"{clean(claim.id)}  {clean(claim.statement)}", "    ", first="")
        reach = f"{BELIEVED[claim.position]}: says {claim.claimed}, evidence reaches {claim.evidenced}"
        for line in self._wrap(reach, "    "):
            yield self._bold(line)
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
                if check in by_check:
                    yield from self._finding(by_check[check])
        if self.options.quiet:
            return
        told = {*claim.blocked_by, *claim.reservations}
        rest = [f for f in mine if f.check not in told and f.outcome in PROBLEMATIC]
        if rest:
            yield "    Also found:"
            for finding in gravest_first(rest):
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
            shown = [f for f in found if f.outcome in PROBLEMATIC or self.options.verbose]
            if not shown:
                continue
            yield ""
            yield self._bold(heading)
            for finding in gravest_first(shown):
                yield from self._finding(finding, subject=kind != "service")

    def _finding(self, finding: Finding, *, subject: bool = False) -> Iterator[str]:
        mark = self._colour(MARKS[finding.outcome], _COLOURS.get(finding.outcome))
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
        if finding.outcome in PROBLEMATIC and (records := records_said(finding.locations)):
            yield from self._wrap(records, "          ", first="        ")

    def _counts(self) -> Iterator[str]:
        yield from self._wrap(f"{counts_said(self.result.findings)}.", "")
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
