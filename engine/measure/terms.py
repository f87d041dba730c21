"""The numbers behind the words with a fixed meaning; each a default that a ruleset can set."""

from __future__ import annotations

import attrs
from attrs.validators import and_, ge, gt, le

_share = and_(ge(0.0), le(1.0))


@attrs.frozen(kw_only=True, cache_hash=True)
class Terms:
    """Every number in the case file's definitions, settable for all checks or for one."""

    gap_share: float = attrs.field(default=0.5, validator=_share)
    """How much of the way from the baseline to the target is the improved position."""

    min_change: float = attrs.field(default=0.10, validator=_share)
    """Without a target: how much better than the baseline, relative to it, is the improved position."""

    min_records: int = attrs.field(default=3, validator=ge(1))
    """How many records are enough."""

    min_denominator: float = attrs.field(default=5.0, validator=gt(0.0))
    """What denominator is enough, however few the records."""

    window: int = attrs.field(default=3, validator=ge(1))
    """How many of the newest cycles make the window."""

    result_share: float = attrs.field(default=0.8, validator=_share)
    """What share of results met is the improved position, where the measure's own figures are thin."""

    points: float = attrs.field(default=0.10, validator=_share)
    """Tolerance between two proportions, as a difference (0.10 is ten percentage points)."""

    tolerance_share: float = attrs.field(default=0.10, validator=_share)
    """Tolerance between two figures that are not proportions, relative to the baseline value."""

    halved: float = attrs.field(default=0.5, validator=_share)
    """What share of the former incidents, complaints and concerns per cycle no longer contradicts."""
