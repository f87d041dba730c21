"""What people say: how much of it is favourable, before a change and since."""

from __future__ import annotations

import attrs
import numpy as np

from ..ledger import BLANK, KIND_CODE, SCORE, Floats
from .intervals import newcombe
from .terms import Terms
from .value import Records

_COMPLAINT, _CONCERN, _COMPLIMENT = (KIND_CODE[kind] for kind in ("complaint", "concern", "compliment"))
_NEAR = 1e-9


def favour(records: Records) -> Floats:
    """Each record's favour: 1, a half, 0, or NaN where it says neither.

    Favourable is a compliment or a result met; unfavourable is a complaint or a concern without a result, or
    a result not met; partly met counts half.
    """
    kind, result = records.column("kind"), records.column("result")
    favour: Floats = SCORE[result]
    favour[((kind == _COMPLAINT) | (kind == _CONCERN)) & (result == BLANK)] = 0.0
    favour[kind == _COMPLIMENT] = 1.0
    return favour


@attrs.frozen(eq=False)
class Said:
    """The records of a set that say something either way, and how favourable they are."""

    records: Records
    scores: Floats
    enough: bool

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.records)

    @property
    def favourable(self) -> float:
        """How many are favourable, partly counted as half."""
        return float(self.scores.sum())

    @property
    def share(self) -> float:
        """What share is favourable; 0 where there are none."""
        return self.favourable / self.n if self.n else 0.0

    @property
    def unhappy(self) -> Records:
        """Those that are not wholly favourable."""
        return self.records.keep(self.scores < 1)

    @property
    def happy(self) -> Records:
        """Those that are favourable."""
        return self.records.keep(self.scores == 1)


def said(records: Records, terms: Terms) -> Said:
    """What a set of records says."""
    scores = favour(records)
    which = ~np.isnan(scores)
    kept = records.keep(which)
    return Said(kept, scores[which], len(kept) >= terms.min_records)


@attrs.frozen(eq=False)
class Felt:
    """What people said before a change, held against what they say now."""

    before: Said
    now: Said
    terms: Terms

    @property
    def enough(self) -> bool:
        """Whether both sides have enough to say."""
        return self.before.enough and self.now.enough

    @property
    def better(self) -> bool:
        """Whether the favourable share is better by `min_change` or more, relative to what it was."""
        gain = self.now.share - self.before.share
        return gain > _NEAR and gain >= self.terms.min_change * self.before.share - _NEAR

    @property
    def worse(self) -> bool:
        """Whether it is worse by more than the tolerance."""
        return self.before.share - self.now.share > self.terms.points + _NEAR

    @property
    def high(self) -> bool:
        """Whether what is said now is favourable nearly throughout (`result_share` or more)."""
        return self.now.share >= self.terms.result_share - _NEAR

    @property
    def most_of_the_way(self) -> bool:
        """Whether the share has come `gap_share` or more of the way from what it was to all."""
        gain = self.now.share - self.before.share
        return gain >= self.terms.gap_share * (1 - self.before.share) - _NEAR

    @property
    def beyond_chance(self) -> bool:
        """Whether the rise is more than chance would give (Newcombe, 95%)."""
        low = newcombe(self.before.favourable, self.before.n, self.now.favourable, self.now.n).low
        return low > 0
