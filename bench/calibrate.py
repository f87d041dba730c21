"""How often each truth is called what: `python -m bench.calibrate [PART…]`, which writes docs/calibration.md.

The truths, and the services made of them, are in `bench.simulate`; what really happened to real services is in
`bench.events`. The parts are `called`, `chance`, `stricter` and `happened`; those not named keep the figures of the last
time; `held` and `held_chance` are `called` and `chance` under the stricter ruleset that comes with takehold. Every service has a seed of its own, made of its truth, size and number: the same figures each time.
"""

from __future__ import annotations

import argparse
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs

from bench.calibration_figures import Called, Chance, Happened, Stricter, keep, kept
from bench.calibration_page import page
from bench.events import happened
from bench.simulate import BY_ID, SIZES, TRUTHS, Size, Truth, made, well_led
from bench.simulate.noise import NOISE, Noise, noise
from bench.simulate.settings import SETTINGS, Setting
from takehold.engine.assess import assess
from takehold.engine.plugins import installed
from takehold.engine.result import Result, Severity
from takehold.engine.ruleset import Ruleset, load
from takehold.engine.verdict import ASSERTED

PAGE: Final = Path(__file__).parents[1] / "docs" / "calibration.md"
RUNS: Final = 400
DEFAULT: Final = "cqc-readiness"
HELD: Final = "year-and-beyond-chance"
NAMED: Final = 5
"""How many checks are kept of those that stood in the way."""


@cache
def rules(name: str = DEFAULT, more: str = "") -> Ruleset:
    """A ruleset with some settings, without the checks that neither a stage nor a verdict turns on."""
    found = installed()

    def find(name: str, asked_by: str) -> tuple[str, str]:
        return ("stricter.toml", more) if name == "stricter.toml" else found.find_ruleset(name, asked_by)

    full = load([name, *(["stricter.toml"] if more else [])], find, found.checks)
    needed = {*full.ladder.checks}
    uses = [use for use in full.uses if use.id in needed or use.severity is Severity.BLOCKER]
    return attrs.evolve(full, uses=tuple(uses))


def seed(id: str, size: Size, run: int) -> int:
    """What one service's chances are drawn from."""
    return zlib.crc32(f"{id}/{size.id}/{run}".encode())


def called(truth: Truth, size: Size, runs: int, ruleset: str = DEFAULT) -> Called:
    """The services of one truth and size, judged as they are and once their leaders state what is weaker."""
    by = rules(ruleset)
    stages: Counter[str] = Counter()
    clean: Counter[str] = Counter()
    stated: Counter[str] = Counter()
    blocked: Counter[str] = Counter()
    passes = 0
    for run in range(runs):
        case = made(truth, size, seed(truth.id, size, run))
        result = assess(case, by)
        stages[result.claims[0].evidenced] += 1
        clean[unreserved(result)] += 1
        passes += result.verdict.readiness.passes
        led = well_led(case)
        if led is not case:
            result = assess(led, by)
        stated[result.claims[0].evidenced] += 1
        blocked.update(in_the_way(result, truth.deserves))
    return Called(truth.id, size.id, runs, stages, clean, passes, stated, dict(blocked.most_common(NAMED)))


def in_the_way(result: Result, stage: str) -> set[str]:
    """The checks on the claim that are not satisfied, up to a stage."""
    ladder = rules().ladder
    asked = ladder.up_to(ladder.rank(stage))
    return {one.check for one in result.findings if one.check in asked and not one.outcome.satisfies}


def unreserved(result: Result) -> str:
    """The highest stage that the claim of a simulated service reaches without a reservation."""
    (claim,) = result.claims
    ladder = rules().ladder
    stages = [stage for stage in ladder.stages if stage.rank <= ladder.rank(claim.evidenced)]
    clean = [stage.id for stage in stages if not {*ladder.up_to(stage.rank)} & {*claim.reservations}]
    return clean[-1] if clean else ASSERTED


def chance(kind: Noise, size: Size, runs: int, ruleset: str = DEFAULT) -> Chance:
    """The services of one kind of measure and size in which nothing changed, judged."""
    ladder = rules().ladder
    wanted = ladder.rank("improved")
    reached = clean = 0
    for run in range(runs):
        result = assess(noise(kind, size, seed(kind.id, size, run)), rules(ruleset))
        reached += ladder.rank(result.claims[0].evidenced) >= wanted
        clean += ladder.rank(unreserved(result)) >= wanted
    return Chance(kind.id, size.id, runs, reached, clean)


def stricter(setting: Setting, what: str, runs: int) -> Stricter:
    """Services of the ordinary size under a setting, of a truth or of a kind of noise."""
    ordinary = next(size for size in SIZES if size.id == "ordinary")
    kinds = {kind.id: kind for kind in NOISE}
    stages: Counter[str] = Counter()
    for run in range(runs):
        drawn = seed(what, ordinary, run)
        if what in BY_ID:
            case = well_led(made(BY_ID[what], ordinary, drawn))
        else:
            case = noise(kinds[what], ordinary, drawn)
        stages[assess(case, rules(more=setting.toml)).claims[0].evidenced] += 1
    return Stricter(setting.id, what, runs, stages)


def all_called(runs: int) -> Iterator[Called]:
    """Every truth at every size."""
    yield from (called(truth, size, runs) for truth in TRUTHS for size in SIZES)


def all_chance(runs: int) -> Iterator[Chance]:
    """Every kind of measure at every size."""
    yield from (chance(kind, size, runs) for kind in NOISE for size in SIZES)


def all_held(runs: int) -> Iterator[Called]:
    """Every truth at every size under the stricter ruleset; half as many services do."""
    yield from (called(truth, size, runs // 2, HELD) for truth in TRUTHS for size in SIZES)


def all_held_chance(runs: int) -> Iterator[Chance]:
    """Every kind of measure at every size under the stricter ruleset."""
    yield from (chance(kind, size, runs // 2, HELD) for kind in NOISE for size in SIZES)


def all_stricter(runs: int) -> Iterator[Stricter]:
    """Every setting, on what it is to keep out and on what it should let through; half as many services do."""
    yield from (stricter(setting, what, runs // 2) for setting in SETTINGS for what in setting.tried_on)


def all_happened(runs: int) -> Iterator[Happened]:
    """What became of real improvements; as the last time where the data is not at hand."""
    yield from tuple(happened()) or kept().happened


PARTS: Final[dict[str, Callable[[int], Iterator[Any]]]] = {
    "called": all_called,
    "chance": all_chance,
    "stricter": all_stricter,
    "held": all_held,
    "held_chance": all_held_chance,
    "happened": all_happened,
}


def main() -> None:
    """Work out the parts that are named, else all, and write the page."""
    parser = argparse.ArgumentParser(description="Simulate services whose truth is known, and judge them.")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all where none is named")
    parser.add_argument("--runs", type=int, default=RUNS, help="services of each truth and size")
    parser.add_argument(
        "--page-only", action="store_true", help="write the page from the figures of the last time"
    )
    args = parser.parse_args()
    for name in [] if args.page_only else args.parts or PARTS:
        rows = []
        for row in PARTS[name](args.runs):
            print(row, flush=True)
            rows.append(row)
        keep(attrs.evolve(kept(), **{name: tuple(rows)}))
    PAGE.write_text(page(kept()), encoding="utf-8")


if __name__ == "__main__":
    main()
