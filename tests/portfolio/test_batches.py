"""How services are put together to be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.portfolio import find, portfolio

from .making import dataset, services

NAMES = tuple(f"home-{at:02}" for at in range(30))


def test_every_service_is_in_one_batch_and_the_last_are_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty services of like size, ten at most together: each once, in order, fewer together towards the end."""
    found = find([str(dataset(tmp_path / "set", services(NAMES)))])
    weight = found.datasets[0][0].weight(NAMES[0])
    monkeypatch.setattr(portfolio, "MOST", 10 * weight)
    monkeypatch.setattr(portfolio, "LEAST", 2 * weight)
    batches = [job.names for job in found.jobs({}, None)]
    sizes = [len(names) for names in batches]
    assert NAMES == tuple(name for names in batches for name in names)
    # A fifth of those left each time: of 30, 24, 20, 16; then two at a time, and the one that remains.
    assert [6, 4, 4, 3, 2, 2, 2, 2, 2, 2, 1] == sizes
