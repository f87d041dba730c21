"""What goes to whoever judges some services, and what comes back: plain values, sent from process to process."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from .dataset import Dataset
from .row import Row


@attrs.frozen
class Job:
    """Some services to judge together: cases by their paths, or services of one data set.

    `names` are what their results go by, and `known` the keys under which there are results already.
    """

    names: tuple[str, ...]
    cases: tuple[str, ...] = ()
    dataset: Dataset | None = None
    known: tuple[str, ...] = ()
    out: str | None = None
    """The folder to write results to; None: they are handed back."""

    def single(self) -> Iterator[Job]:
        """The same work, one service at a time."""
        for at, name in enumerate(self.names):
            yield attrs.evolve(
                self,
                names=(name,),
                cases=self.cases[at : at + 1],
                dataset=self.dataset.only(self.dataset.services[at : at + 1]) if self.dataset else None,
                known=self.known[at : at + 1],
            )


@attrs.frozen
class Done:
    """One service that was judged: its row and, where it was not written yet, its result. No row: nothing changed."""

    name: str
    row: Row | None
    result: bytes | None = None
