"""The ladder: how far a claim's evidence reaches, against how far it goes and how far it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from ...picture import Method, StageNote
from ...result import ClaimVerdict, Finding
from ..telling import MARKS, OUTCOMES
from .markup import add, e


def ladder(
    claim: ClaimVerdict, required: str, method: Method | None, findings: Sequence[Finding]
) -> ET.Element:
    """The stages in order, each with what is so of it and how its checks came out."""
    stages = method.stages if method else ()
    ranks = {stage.id: stage.rank for stage in stages}
    reached = ranks.get(claim.evidenced, 0)
    by_check = {finding.check: finding for finding in findings}
    made = e("ol", class_="ladder", aria_label="Stages, lowest first")
    for stage in stages:
        done = stage.rank <= reached
        tags = [
            word
            for word, id in (
                ("evidence reaches", claim.evidenced),
                ("says", claim.claimed),
                ("needed", required),
            )
            if id == stage.id
        ]
        item = e(
            "li",
            e("span", "✓ reached" if done else "not reached", class_="state"),
            e("strong", stage.id),
            *(e("span", tag, class_=f"tag {tag.split()[0]}") for tag in tags),
            e("span", stage.title, class_="title"),
            class_="reached" if done else "short",
        )
        add(item, _checks(stage, by_check))
        made.append(item)
    return made


def _checks(stage: StageNote, by_check: dict[str, Finding]) -> ET.Element:
    """A mark for each check that the stage requires."""
    marks = e("ul", class_="marks", aria_label=f"Checks for {stage.id}")
    for check in stage.requires:
        finding = by_check.get(check)
        if finding is None:
            marks.append(e("li", f"{check}: did not run", class_="error"))
            continue
        sign = e("span", MARKS[finding.outcome], aria_hidden="true")
        words = OUTCOMES[finding.outcome].lower()
        marks.append(
            e("li", sign, f" {check}", e("span", f": {words}", class_="said"), class_=str(finding.outcome))
        )
    return marks
