"""The numbers of the specification that more than one criterion uses, each with its default."""

from __future__ import annotations

from typing import Final

MIN_RECORDS: Final = 3
MIN_DENOMINATOR: Final = 5
MIN_CYCLES: Final = 3
"""What enough means for a count or a sum, on each side."""
WINDOW: Final = 3
GAP_SHARE: Final = 0.5
MIN_CHANGE: Final = 0.10
RESULT_SHARE: Final = 0.8
TOLERANCE: Final = 0.10

CONDITION_GROUPS: Final = ("audit", "observation", "staff", "records")
GROUPS_OUTSIDE_ACTIVITY: Final = ("audit", "observation", "staff", "records", "experience", "outcomes")

EPS: Final = 1e-9
"""Two figures nearer than this are the same figure."""
