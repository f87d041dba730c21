"""The case file's records: one attrs class per table, each field described by its column.

A class here is the only place that says which columns a table has, what fits in each and what it
is for. Reading, writing, the empty workbook, the guide's forms and the reference page all ask it
(`columns`, `TABLES`). Values are frozen: to change a case is to make another.
"""

from .case import NEEDED, TABLES, Case, Input, Level, Place, Problem, SourceProblem, columns
from .columns import Column, Fits
from .plan import Action, Gate, Monitoring, Priority, Review, Update, Variation
from .records import Claim, Evidence, Measure, Service, Shift, Team
from .words import (
    ACTION_KINDS,
    ALL,
    CYCLES,
    FINDINGS,
    GATES,
    GROUP_OF,
    GROUPS,
    KINDS,
    OVERSIGHT,
    PRESSURE,
    RELATIONS,
    RESULTS,
    STAFF_GROUPS,
    STAGES,
    SUMMARIES,
)

__all__ = [
    "ACTION_KINDS",
    "ALL",
    "CYCLES",
    "FINDINGS",
    "GATES",
    "GROUPS",
    "GROUP_OF",
    "KINDS",
    "NEEDED",
    "OVERSIGHT",
    "PRESSURE",
    "RELATIONS",
    "RESULTS",
    "STAFF_GROUPS",
    "STAGES",
    "SUMMARIES",
    "TABLES",
    "Action",
    "Case",
    "Claim",
    "Column",
    "Evidence",
    "Fits",
    "Gate",
    "Input",
    "Level",
    "Measure",
    "Monitoring",
    "Place",
    "Priority",
    "Problem",
    "Review",
    "Service",
    "Shift",
    "SourceProblem",
    "Team",
    "Update",
    "Variation",
    "columns",
]
