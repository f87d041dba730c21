"""The fixed words of a case file, and the groups that kinds of evidence belong to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ALL: Final = "all"
"""The word that stands for every team, or every shift, in a claim's scope."""

STAGES: Final = ("acted-on", "improved", "sustained", "embedded", "service-wide")
"""What a claim can say has been reached, lowest first. Below the first, it is only `asserted`."""

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "audit": ("audit", "record-sample", "spot-check", "reassessment"),
    "observation": ("observation",),
    "staff": ("supervision", "competency", "staff-knowledge", "staff-feedback"),
    "records": ("care-record", "handover", "log"),
    "experience": ("feedback", "complaint", "concern", "compliment", "partner-feedback"),
    "outcomes": ("incident", "outcome", "trend-report"),
    "activity": ("briefing", "training", "coaching", "communication", "policy"),
}
"""Each group of evidence and its kinds. Activity says that something was done, never that it worked."""

KINDS: Final = tuple(kind for kinds in GROUPS.values() for kind in kinds)
GROUP_OF: Final[Mapping[str, str]] = {kind: group for group, kinds in GROUPS.items() for kind in kinds}

CYCLES: Final = ("week", "month", "quarter")

SUMMARIES: Final = ("proportion", "rate", "mean", "median", "count", "sum")

RESULTS: Final = ("met", "partly", "not met")

RELATIONS: Final = ("supports", "contradicts", "context")

OVERSIGHT: Final = ("routine", "enhanced", "intensive")

PRESSURE: Final = ("normal", "busy")

STAFF_GROUPS: Final = ("experienced", "new")

ACTION_KINDS: Final = (
    "reminder",
    "training",
    "policy",
    "supervision",
    "coaching",
    "process",
    "staffing",
    "equipment",
    "environment",
)

FINDINGS: Final = (
    "improved",
    "holding",
    "slipping",
    "not-improved",
    "closed",
    "extended",
    "escalated",
)

GATES: Final = ("information-return", "notification", "registered-manager", "breach")
"""What the regulator requires of every service whatever else is good: each row of the gates table is one of these."""
