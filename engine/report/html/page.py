"""The whole page: the verdict first, then each claim, the plan, and how it was judged.

One file: no script, nothing fetched, its own style; the policy in its head forbids anything else. Records, tables
behind charts and checks that are met are folded, and stay off paper; all that a reader must act on is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Final
from xml.etree import ElementTree as ET

from ...calendar import say_date
from ...measure.say import counted
from ...result import ClaimVerdict, Finding, Outcome, Readiness, Result
from ..escape import clean
from ..formats import Options
from ..telling import BELIEVED, PROBLEMATIC, READINESS, STEPS, gravest_first, needed, of_claim, sentence
from .course import course
from .evidence import evidence
from .findings import Cards
from .heat import heat
from .ladder import ladder
from .markup import Child, add, data, e, folded, section, table, whole
from .method import method, problems
from .plan import plan

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_MEANS: Final = {
    Readiness.NOT_ASSESSABLE: "There is no claim, no evidence, no stage to place a claim on, or a check that is needed failed.",
    Readiness.OVERSTATED: "A claim goes further than its evidence, or something that outweighs the claims is wrong.",
    Readiness.UNPROVEN: "The records cannot tell whether what is claimed is so.",
    Readiness.EARLY: "What is claimed is supported, and has not yet come as far as it needs to.",
    Readiness.READY_WITH_VARIATION: "Every claim is supported as far as it needs to be, with reservations that are stated.",
    Readiness.READY: "Every claim is supported as far as it needs to be, or further.",
}


def render(result: Result, options: Options) -> str:
    """The page as text."""
    return whole(_Page(result).root())


class _Page:
    def __init__(self, result: Result) -> None:
        self.result = result
        self.pictures = {picture.claim: picture for picture in result.pictures}
        records = {line.id: line for picture in result.pictures for line in picture.records}
        self.cards = Cards(result.method, records)

    def root(self) -> ET.Element:
        """The page."""
        result = self.result
        title = f"{clean(result.service_name)}: {READINESS[result.verdict.readiness]}"
        head = e(
            "head",
            e("meta", charset="utf-8"),
            e("meta", name="viewport", content="width=device-width, initial-scale=1"),
            e("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            e("meta", name="color-scheme", content="light dark"),
            e("title", title),
            style(),
        )
        skip = e("a", "Skip to the verdict", href="#verdict", class_="skip")
        main = e("main", self._verdict(), self._claims_table(), id="content")
        for at, claim in enumerate(result.claims, 1):
            main.append(self._claim(at, claim))
        sections = list(plan(result, self.cards))
        if sections:
            main.append(section("The improvement plan", *sections, id="plan"))
        add(main, problems(result), method(result))
        body = e("body", skip, self._header(), self._contents(bool(sections)), main)
        return e("html", head, body, lang="en-GB")

    def _header(self) -> ET.Element:
        return e(
            "header",
            e("h1", data(self.result.service_name)),
            e("p", f"Has the improvement taken hold? Judged as at {say_date(self.result.as_of)}."),
        )

    def _contents(self, plan_shown: bool) -> ET.Element:
        links = [e("a", "Verdict", href="#verdict")]
        links += [
            e("a", data(claim.id), href=f"#claim-{at}") for at, claim in enumerate(self.result.claims, 1)
        ]
        links += [e("a", "Plan", href="#plan")] if plan_shown else []
        links.append(e("a", "How this was judged", href="#method"))
        return e("nav", e("ul", *(e("li", link) for link in links)), aria_label="On this page")

    def _verdict(self) -> ET.Element:
        verdict = self.result.verdict
        badge = e("p", READINESS[verdict.readiness], class_=f"badge {verdict.readiness}")
        parts: list[Child] = [badge, e("p", sentence(verdict.summary), class_="lead")]
        parts.append(e("p", f"{_MEANS[verdict.readiness]} {needed(verdict)}."))
        if verdict.readiness_without_waivers != verdict.readiness:
            parts.append(e("p", f"Without waivers: {READINESS[verdict.readiness_without_waivers].lower()}."))
        return section("Verdict", *parts, id="verdict")

    def _claims_table(self) -> ET.Element:
        if not self.result.claims:
            return e("p", "The case makes no claim, so there is nothing to judge.")
        rows: list[list[Child]] = [
            [
                e("th", e("a", data(claim.id), href=f"#claim-{at}"), scope="row"),
                BELIEVED[claim.position],
                claim.claimed,
                claim.evidenced,
                data(claim.statement),
            ]
            for at, claim in enumerate(self.result.claims, 1)
        ]
        headings = ("Claim", "Verdict", "Says it is", "Evidence reaches", "What it says")
        return table("The claims", headings, rows, class_="claims")

    # One claim

    def _claim(self, at: int, claim: ClaimVerdict) -> ET.Element:
        findings = of_claim(self.result, claim)
        reach = f"{BELIEVED[claim.position]}: says {claim.claimed}, evidence reaches {claim.evidenced}."
        picture = self.pictures.get(claim.id)
        made = e(
            "section",
            e("h2", data(claim.id), ". ", data(claim.statement), id=f"claim-{at}"),
            e("p", reach, class_=f"lead {claim.position}"),
            ladder(claim, self.result.verdict.required_stage, self.result.method, findings),
            class_="claim",
        )
        add(made, _narrowed(claim), *self._in_the_way(claim, findings), self._path(claim))
        if picture is not None:
            made.append(section("Course", course(picture), level=3))
            made.append(section("Where it holds", heat(picture), level=3))
            made.append(section("Evidence", evidence(picture), level=3))
        add(made, self._also(claim, findings), self._rest(findings, claim))
        return made

    def _in_the_way(self, claim: ClaimVerdict, findings: Sequence[Finding]) -> list[ET.Element]:
        by_check = {finding.check: finding for finding in findings}
        blocked = [by_check[check] for check in claim.blocked_by if check in by_check]
        reserved = [by_check[check] for check in claim.reservations if check in by_check]
        parts = (("What stands in the way, lowest stage first", blocked), ("Reservations", reserved))
        return [section(heading, self.cards.cards(some), level=3) for heading, some in parts if some]

    def _path(self, claim: ClaimVerdict) -> ET.Element | None:
        steps = [step for step in self.result.path if step.claim == claim.id]
        if not steps:
            return None
        rows = [
            (str(at), step.what, STEPS[step.kind], say_date(step.earliest) if step.earliest else "")
            for at, step in enumerate(steps, 1)
        ]
        stage = self.result.verdict.required_stage
        headings = ("Step", "What", "Kind", "Earliest")
        parts: list[Child] = [table(f"Steps to “{stage}”", headings, rows)]
        if claim.earliest is not None:
            parts.append(e("p", f"The earliest it could be “{stage}”: {say_date(claim.earliest)}."))
        return section("The way forward", *parts, level=3)

    def _also(self, claim: ClaimVerdict, findings: Sequence[Finding]) -> ET.Element | None:
        told = {*claim.blocked_by, *claim.reservations}
        other = gravest_first(f for f in findings if f.outcome in PROBLEMATIC and f.check not in told)
        return section("Also found", self.cards.cards(other), level=3) if other else None

    def _rest(self, findings: Sequence[Finding], claim: ClaimVerdict) -> ET.Element | None:
        rest = [f for f in findings if f.outcome in (Outcome.MET, Outcome.NOT_APPLICABLE)]
        if not rest:
            return None
        caption = f"Checks of {claim.id} that are met or do not apply"
        return folded(
            f"{counted(len(rest), 'check')} met, or that do not apply", self.cards.lines(rest, caption)
        )


def _narrowed(claim: ClaimVerdict) -> ET.Element | None:
    if claim.narrowed is None or not claim.narrowed.statement:
        return None
    return e(
        "aside",
        e("h3", "What today's evidence supports"),
        e("p", "You could say: ", data(claim.narrowed.statement)),
        class_="narrowed",
    )


def style() -> ET.Element:
    """The style sheet. It is this project's own text, so it is the one thing that is not escaped."""
    made = ET.Element("style")
    made.text = (files(__package__) / "style.css").read_text(encoding="utf-8")
    return made
