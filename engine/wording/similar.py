"""Texts that are nearly the same, case and punctuation aside.

Similarity is 1 less the share of insertions and deletions that turn one text into the other (the normalised
indel similarity of rapidfuzz, `fuzz.ratio`), 0 to 1.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_MARKS: Final = re.compile(r"[\W_]+")
_ROWS: Final = 512
"""How many texts are compared with the rest at a time: bounds the memory, not the answer."""
_KEPT: Final = 16
"""How many answers are kept: most states of a case that are judged one after another hold the very same notes."""


def plain(text: str) -> str:
    """A text in the form in which it is compared: lower case, words with single spaces between."""
    return _MARKS.sub(" ", text.lower()).strip()


def similarity(a: str, b: str) -> float:
    """How alike two texts are, 0 to 1; two empty ones are alike."""
    from rapidfuzz import fuzz  # loaded only where texts are compared

    return fuzz.ratio(plain(a), plain(b)) / 100


def nearly_same(a: str, b: str, threshold: float = 0.85) -> bool:
    """Whether two texts are alike to the threshold or more."""
    return similarity(a, b) >= threshold


def near_repeats(texts: Sequence[str], threshold: float = 0.9) -> frozenset[int]:
    """The positions of the texts that nearly repeat another one; each of a pair counts."""
    return _near_repeats(tuple(texts), threshold)


@lru_cache(maxsize=_KEPT)
def _near_repeats(texts: tuple[str, ...], threshold: float) -> frozenset[int]:
    as_written: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        as_written.setdefault(text, []).append(at)
    places: dict[str, list[int]] = {}
    for text, found in as_written.items():
        places.setdefault(plain(text), []).extend(found)
    # Sorted by length, only texts of a similar length can be alike, so that each is compared with its neighbours only.
    distinct = sorted(places, key=lambda text: (len(text), text))
    repeated = {text for text, found in places.items() if len(found) > 1} | _alike(distinct, threshold)
    return frozenset(at for text in repeated for at in places[text])


def _alike(distinct: Sequence[str], threshold: float) -> set[str]:
    """Those of some different texts, shortest first, that are alike to the threshold or more to another."""
    import numpy as np
    from rapidfuzz import fuzz, process

    lengths = [len(text) for text in distinct]
    alike: set[str] = set()
    for begin in range(0, len(distinct), _ROWS):
        rows = distinct[begin : begin + _ROWS]
        # ratio = 2 × common / (a + b), at most 2 × shorter / (shorter + longer).
        longest = lengths[begin + len(rows) - 1] * (2 - threshold) / threshold if threshold else float("inf")
        columns = distinct[begin : max(begin + len(rows), bisect_left(lengths, longest + 1))]
        scores = process.cdist(
            rows, columns, scorer=fuzz.ratio, score_cutoff=threshold * 100, dtype=np.float32
        )
        np.fill_diagonal(scores, 0)  # each is like itself
        alike.update(rows[at] for at in np.flatnonzero(scores.any(axis=1)).tolist())
        alike.update(columns[at] for at in np.flatnonzero(scores.any(axis=0)).tolist())
    return alike
