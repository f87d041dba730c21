"""What a move on the path costs beside another. A ruleset may set it; the path leaves out the dearest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

COSTS: Final[Mapping[str, float]] = {
    "record": 1.0,
    "state": 2.0,
    "review": 3.0,
    "action": 4.0,
    "check": 5.0,
    "improve": 8.0,
    "again": 20.0,
}
"""What a move costs beside another, by its kind of effort; a ruleset's `[path.cost]` sets them.

`record` fills in what is known, `state` writes down a judgement, `review` takes it to governance, `action` opens or
does an action, `check` makes a few records of one kind, `improve` brings every record to the standard, `again` changes
something more and starts over.
"""
