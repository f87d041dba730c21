"""The figures that docs/calibration.md is written from, as they are kept in bench/calibration.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import attrs
import cattrs

from takehold.engine.model import STAGES

KEPT: Final = Path(__file__).with_name("calibration.json")

Stages = Mapping[str, int]
"""How many services reached each stage as their highest."""


def reached(stages: Stages, stage: str) -> int:
    """How many of them stand on a stage or on a higher one."""
    return sum(stages.get(name, 0) for name in STAGES[STAGES.index(stage) :])


@attrs.frozen
class Called:
    """What the services of one truth and size were called, as they are and once leaders state every weaker place."""

    truth: str
    size: str
    runs: int
    stages: Stages
    """Where leaders say nothing of any place that is weaker."""
    clean: Stages
    """The same, by the highest stage reached without a reservation."""
    passes: int
    """How many of them are ready, or ready with variation."""
    stated: Stages
    """Once every weaker place is stated, with a reason, a date and an action of its own."""
    blocked: Mapping[str, int]
    """Which checks then stand between the services and the stage that the truth deserves, the commonest."""


@attrs.frozen
class Chance:
    """How many services of one kind of measure, in which nothing changed, reach `improved`."""

    kind: str
    size: str
    runs: int
    reached: int
    clean: int
    """How many of them without a reservation: beyond chance and at the improved position."""


@attrs.frozen
class Stricter:
    """What the services of one truth (or kind of noise) are called under a ruleset that asks more than the default."""

    setting: str
    what: str
    runs: int
    stages: Stages


@attrs.frozen
class Became:
    """What became of the real improvements that stood at one stage."""

    stage: str
    told: int
    at_next: int
    """How many were worse again at the very next inspection: the same chance for each."""
    ever: int
    """How many at any later one: the more inspections, the more chances."""


@attrs.frozen
class Happened:
    """What became of the improvements of one source, by the stage that was evidenced at one moment."""

    title: str
    rows: tuple[Became, ...]
    already: int
    """How many were worse again by that moment."""
    untold: int
    """How many had no later inspection to tell by."""


@attrs.frozen
class Figures:
    """Everything that the page on calibration is written from."""

    called: tuple[Called, ...] = ()
    chance: tuple[Chance, ...] = ()
    stricter: tuple[Stricter, ...] = ()
    held: tuple[Called, ...] = ()
    held_chance: tuple[Chance, ...] = ()
    happened: tuple[Happened, ...] = ()


def kept(path: Path = KEPT) -> Figures:
    """The figures of the last time; none where there was none."""
    if not path.is_file():
        return Figures()
    return cattrs.structure(json.loads(path.read_text(encoding="utf-8")), Figures)


def keep(figures: Figures, path: Path = KEPT) -> None:
    """Write them, a line for each row, so that a change can be read."""
    told: dict[str, list[Any]] = cattrs.unstructure(figures)
    parts = [
        f'"{name}": [\n' + ",\n".join(json.dumps(row, sort_keys=True) for row in rows) + "\n]"
        for name, rows in told.items()
    ]
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")
