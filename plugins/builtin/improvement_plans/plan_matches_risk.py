"""The plan is about what is actually going wrong."""

from __future__ import annotations

import attrs

from takehold.engine.check import Judgement, ServiceCheck, concern, met, not_met, parameter
from takehold.engine.measure.newest import newest_two
from takehold.engine.measure.repeats import repeats
from takehold.engine.measure.say import listed
from takehold.engine.measure.value import Records
from takehold.engine.result import Severity
from takehold.engine.view import ServiceView


@attrs.frozen(kw_only=True)
class PlanMatchesRisk(ServiceCheck):
    """The plan is about what is actually going wrong.

    Establishes: That every theme in which things keep going wrong has an open priority in the improvement plan.
    Why it matters: A plan can be full and well kept and still not be about the service's real risks. An assessor
        compares it with the newest incidents, complaints and audits.
    How it decides: A theme is at risk where its newest two cycles hold three or more adverse records of it, and they are
        over a tenth (`risk_share`) of its records outside activity there. Met where each such theme has an open
        priority, a concern where all but one have, not met where none has, or two or more have none.
    What to do: Open a priority for the theme that has none, citing those records, or reopen the one that was closed.
    """

    id = "plan-matches-risk"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#intro/1",
        "improvement-plans#inspector/1",
        "improvement-plans#example-1/audit",
        "improvement-plans#commissioner/1",
        "improvement-plans#example-3/step-2",
    )

    risk_share: float = parameter(
        0.1, "Over what share of a theme's newest records adverse ones are a risk", at_least=0.0, at_most=1.0
    )

    def judge(self, service: ServiceView) -> Judgement:
        """Judge whether the plan is about the themes at risk."""
        risks = self._risks(service)
        covered = {theme: records for theme, records in risks.items() if theme in _in_the_plan(service)}
        uncovered = {theme: records for theme, records in risks.items() if theme not in covered}
        figures = {"themes": sorted(risks), "without_priority": sorted(uncovered)}
        recently = f"in its newest two {service.rhythm.cycle}s"
        if not risks:
            return met(f"No theme had three or more adverse records {recently}", figures=figures)
        if not uncovered:
            return met(
                f"Every theme in which things keep going wrong has an open priority: {listed(sorted(risks))}",
                figures=figures,
                supporting=_together(service, covered),
            )
        said = [
            f"{theme} ({len(uncovered[theme]):,} adverse records {recently})" for theme in sorted(uncovered)
        ]
        judged = concern if covered and len(uncovered) == 1 else not_met
        return judged(
            f"Things keep going wrong, and the plan has no open priority for {listed(said)}",
            f"Open a priority for {listed(sorted(uncovered))}, citing these records, or say in a review why not",
            figures=figures,
            supporting=_together(service, covered),
            contradicting=_together(service, uncovered),
        )

    def _risks(self, service: ServiceView) -> dict[str, Records]:
        """The themes in which things keep going wrong, each with its adverse records."""
        risks = {}
        for theme in service.ledger.words["theme"].words:
            records = Records(service.ledger, service.theme_rows(theme))
            newest = records.in_cycles(newest_two(records, service.rhythm, service.as_of))
            adverse = service.adverse(newest)
            if repeats(newest, adverse, self.risk_share):
                risks[theme] = adverse
        return risks


def _together(service: ServiceView, themes: dict[str, Records]) -> Records:
    return service.named(tuple(id for records in themes.values() for id in records.ids()))


def _in_the_plan(service: ServiceView) -> set[str | None]:
    """The themes of open priorities, and of their claims."""
    views = [service.priority(priority.id) for priority in service.case.priorities]
    return {
        theme
        for view in views
        if not view.is_closed
        for theme in (view.theme, *(claim.theme for claim in view.claims))
    }
