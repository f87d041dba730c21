"""The 80 criteria: whom each judges, how grave it is, its function and its parameters' defaults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs

from . import (
    breadth,
    embedded,
    evidence_graph,
    over_time,
    over_time_governance,
    plan_actions,
    plan_priorities,
    staff_practice,
)
from .answer import Answer

Rule = Callable[[Any, Any, dict[str, float]], Answer]


@attrs.frozen
class Criterion:
    """One criterion of the specification."""

    id: str
    subjects: tuple[str, ...]
    severity: str
    rule: Rule
    params: dict[str, float]


def _of(module: Any, subjects: str, rows: str) -> list[Criterion]:
    """Criteria from lines of `id severity [param=value …]`; each is the module's function of that name."""
    found = []
    for line in rows.strip().splitlines():
        id, severity, *params = line.split()
        values = {name: float(value) for name, value in (pair.split("=") for pair in params)}
        rule = getattr(module, id.replace("-", "_"))
        found.append(Criterion(id, tuple(subjects.split()), severity, rule, values))
    return found


CRITERIA: Final = (
    *_of(
        over_time,
        "claim",
        """
        baseline-identified blocker
        claim-specific major
        change-introduced blocker
        prompt-response minor prompt_days=28
        staff-guided major guided_before=14 guided_after=42
        change-monitored major follow_up_days=28
        measurable-improvement blocker confidence=0.95
        improvement-holding blocker
        evidence-triangulated major min_groups=3
        no-recurrence major recurrence_share=0.5 repeat_share=0.1
        """,
    ),
    *_of(
        over_time_governance,
        "claim",
        """
        governance-confirms blocker
        review-cadence major manager_days=35 provider_days=100
        trigger-acted-on major trigger_days=28
        golden-thread major
        """,
    ),
    *_of(
        over_time_governance,
        "service",
        """
        complaint-learning major learning_days=28 learning_share=0.9
        backlog-not-growing minor
        """,
    ),
    *_of(
        embedded,
        "claim",
        """
        repeat-evidence blocker cycles=3
        long-enough major min_days=90
        practical-transfer major
        oversight-independence blocker
        oversight-tapered minor tapered_share=0.25
        unscheduled-holds major
        holds-under-pressure major
        sources-aligned major contradicted_share=0.15
        stable-outcomes major min_points=10 shift=7 trend=7
        new-staff-parity minor
        formal-and-routine-agree minor
        slippage-indicators blocker
        maintenance-owned minor
        not-one-observer minor observer_share=0.8
        evidence-not-bunched minor bunch_days=28 bunch_share=0.6
        checks-not-predictable minor min_checks=6
        """,
    ),
    *_of(
        breadth,
        "claim",
        """
        spread-mapped blocker mapped_share=0.75
        scope-not-overstated blocker
        not-one-team major
        team-gap-narrowing major narrowing=0.25
        out-of-hours-parity major
        shifts-consistent minor
        multi-point-checking major min_groups=3
        lived-experience blocker confidence=0.95
        lived-experience-spread minor confidence=0.95
        residual-variation-stated major
        lagging-areas-supported major
        """,
    ),
    *_of(
        staff_practice,
        "claim",
        """
        weakness-specific major
        standard-defined major
        action-targeted major
        practice-rechecked blocker live_checks=3
        same-staff-rechecked minor rechecked_share=0.8
        not-activity-only blocker
        notes-not-formulaic minor formulaic_share=0.2 similarity=0.9
        staff-know-standard minor known_share=0.8
        """,
    ),
    *_of(
        plan_priorities,
        "priority",
        """
        problem-stated major min_words=6
        rationale-given minor
        priority-evidenced major
        priority-has-actions major
        priority-live major live_days=35
        outcome-reviewed major
        closure-earned blocker
        no-return-after-closure major repeat_share=0.1
        stalled-challenged major stalled_days=180 provider_days=100
        stalled-revised major stalled_days=180 revised_days=90
        provider-oversight minor provider_days=100 oversight_days=90
        progress-honest blocker
        """,
    ),
    *_of(plan_priorities, "service", "plan-matches-risk major risk_share=0.1"),
    *_of(
        plan_actions,
        "action",
        """
        action-owned major
        action-timed major max_days=366
        action-checkable major
        action-specific major min_words=5
        action-on-time major grace_days=14
        action-age major old_days=90 stale_days=180
        due-date-slipping minor slip_days=28
        action-checked major check_days=28
        """,
    ),
    *_of(
        plan_actions,
        "action priority",
        """
        updates-not-repeating minor similarity=0.85
        updates-show-outcome minor
        """,
    ),
    *_of(
        evidence_graph,
        "claim",
        """
        claim-supported blocker
        support-independent major
        support-grounded blocker
        claim-not-contradicted blocker contradicted_share=0.15
        evidence-current major current_days=90
        """,
    ),
    *_of(evidence_graph, "service", "evidence-linked info linked_share=0.8"),
)
"""In the order in which they are judged, which decides nothing."""
