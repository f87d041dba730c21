"""GitHub Markdown for a comment on a pull request or a job's summary: the verdict, the claims, the way forward, the rest folded.

A comment holds at most 65,536 characters and a job's summary 1 MiB; what does not fit is counted, never cut in half.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..calendar import say_date
from ..result import ClaimVerdict, Finding, Result, Step
from .escape import markdown
from .formats import Options
from .telling import (
    BELIEVED,
    MARKS,
    OUTCOMES,
    PROBLEMATIC,
    READINESS,
    STEPS,
    about,
    counts_said,
    gravest_first,
    grouped,
    needed,
    of_claim,
    place_said,
    records_said,
    sentence,
)

MOST: Final = 60_000
"""How many characters are written at most: a comment takes 65,536, and a little may be put before or after."""


def render(result: Result, options: Options) -> str:
    """The report, no longer than GitHub takes."""
    page = _Page()
    page.all(_verdict(result))
    page.all(_claims(result))
    page.all(_by_key_question(result, options))
    for claim in result.claims:
        page.some(_claim(result, claim))
    if not options.quiet:
        page.some(_path(result.path))
        page.some(_findings(result), closing="</details>")
        page.some(_problems(result))
    return page.text(_footer(result))


def _by_key_question(result: Result, options: Options) -> Iterator[str]:
    groups = grouped(result, options.by)
    if groups:
        yield from ("", "| key question | claims |", "|---|---|")
    for question, claims in groups.items():
        said = "; ".join(f"{markdown(claim.id)} {claim.position} at {claim.evidenced}" for claim in claims)
        yield f"| {question} | {said} |"


class _Page:
    """Lines within the limit; what did not fit is counted."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.room = MOST - 1_000
        self.left_out = 0

    def all(self, lines: Iterator[str]) -> None:
        """Lines that are always there."""
        for line in lines:
            self.room -= len(line) + 1
            self.lines.append(line)

    def some(self, lines: Iterator[str], closing: str = "") -> None:
        """Lines as far as there is room; a line that closes a block is kept for it."""
        began = False
        for line in lines:
            if line and len(line) + len(closing) + 2 > self.room:
                self.left_out += 1
                continue
            began = True
            self.room -= len(line) + 1
            self.lines.append(line)
        if closing and began:
            self.lines += ["", closing]

    def text(self, footer: Iterator[str]) -> str:
        """The whole page."""
        if self.left_out:
            self.lines += ["", f"*{self.left_out:,} more lines did not fit here.*"]
        return "\n".join([*self.lines, "", *footer]) + "\n"


def _verdict(result: Result) -> Iterator[str]:
    verdict = result.verdict
    yield f"## {markdown(result.service_name)}: {READINESS[verdict.readiness]}"
    yield ""
    yield f"**{markdown(verdict.summary)}.**"
    yield ""
    said = f"As at {say_date(result.as_of)}. {markdown(needed(verdict))}."
    if verdict.readiness_without_waivers != verdict.readiness:
        said += f" Without waivers it would be: {READINESS[verdict.readiness_without_waivers].lower()}."
    yield said


def _claims(result: Result) -> Iterator[str]:
    if not result.claims:
        return
    yield from ("", "| Claim | Says | Evidence reaches | |", "|---|---|---|---|")
    for claim in result.claims:
        yield (
            f"| **{markdown(claim.id)}** {_short(claim.statement)} | {markdown(claim.claimed)} "
            f"| {markdown(claim.evidenced)} | {BELIEVED[claim.position]} |"
        )


def _short(text: str, most: int = 300) -> str:
    return markdown(text if len(text) <= most else text[: most - 1] + "…")


def _claim(result: Result, claim: ClaimVerdict) -> Iterator[str]:
    findings = {finding.check: finding for finding in of_claim(result, claim)}
    blocked = [findings[check] for check in claim.blocked_by if check in findings]
    reserved = [findings[check] for check in claim.reservations if check in findings]
    narrowed = claim.narrowed.statement if claim.narrowed else ""
    if not blocked and not reserved and not narrowed:
        return
    yield from ("", f"### {markdown(claim.id)}: {_short(claim.statement)}", "")
    if narrowed:
        yield f"You could say: *{markdown(narrowed)}*"
        yield ""
    for heading, some in (
        ("What stands in the way, lowest stage first:", blocked),
        ("With reservations:", reserved),
    ):
        if some:
            yield from (heading, "")
            for finding in some:
                yield _item(finding)
            yield ""
    if claim.earliest is not None:
        stage = markdown(result.verdict.required_stage)
        yield f"Earliest it could be {stage}: {say_date(claim.earliest)}."


def _item(finding: Finding) -> str:
    said = f"- {MARKS[finding.outcome]} `{finding.check}` {markdown(sentence(finding.message))}"
    if finding.remedy:
        said += f" **→ {markdown(sentence(finding.remedy))}**"
    if records := records_said(finding.locations):
        said += f" <sub>{markdown(records)}</sub>"
    return said


def _path(path: Sequence[Step]) -> Iterator[str]:
    if not path:
        return
    yield from ("", "### The way forward", "", "| Claim | What | Kind | Earliest |", "|---|---|---|---|")
    for step in path:
        when = say_date(step.earliest) if step.earliest else ""
        yield f"| {markdown(step.claim)} | {markdown(step.what)} | {STEPS[step.kind]} | {when} |"


def _findings(result: Result) -> Iterator[str]:
    shown = gravest_first(f for f in result.findings if f.outcome in PROBLEMATIC)
    if not shown:
        return
    yield ""
    yield f"<details><summary>Every finding that is not simply met ({len(shown):,})</summary>"
    yield from (
        "",
        "| About | Check | Outcome | Severity | What was found | Where |",
        "|---|---|---|---|---|---|",
    )
    for finding in shown:
        yield (
            f"| {markdown(about(finding.subject))} | {finding.check} | {OUTCOMES[finding.outcome]} "
            f"| {finding.severity} | {markdown(finding.message)} | {markdown(records_said(finding.locations))} |"
        )


def _problems(result: Result) -> Iterator[str]:
    if not result.problems:
        return
    yield from ("", "### Problems in what was read", "")
    for problem in result.problems:
        yield f"- {problem.level}: {markdown(place_said(problem.place))}: {markdown(problem.message)}"


def _footer(result: Result) -> Iterator[str]:
    rules = result.ruleset
    yield (
        f"<sub>{counts_said(result.findings)}. Ruleset {markdown(rules.id)} {markdown(rules.version)}; "
        f"takehold {markdown(result.takehold)}.</sub>"
    )
