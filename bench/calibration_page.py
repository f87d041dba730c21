"""The page on calibration, from its figures; what is said of them stands in calibration_notes.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bench.calibration_figures import Called, Chance, Figures, Happened, Stricter, reached
from bench.simulate import BY_ID, SIZES, TRUTHS
from bench.simulate.courses import FAVOURABLE, MENDED
from bench.simulate.making import COMPLAINTS, INCIDENTS
from bench.simulate.noise import NOISE
from bench.simulate.world import BAD, FLAT, GOOD, SPREAD, TARGET
from takehold.engine.measure.intervals import newcombe, wilson
from takehold.engine.model import STAGES

UNREAL_EMBEDDED: Final = 0.01
NOISE_IMPROVED: Final = 0.05
REAL_REACHED: Final = 0.9
"""What is asked of the default ruleset."""

SEASONS: Final = ("seasonal", "seasonal-mild", "seasonal-short")
"""The truths that no record short of the same season a year on tells from a real improvement."""
HELD_BACK: Final = ("real-open", "real-one-team")
"""The real improvements whose own records say that something is as it was."""

_NOTES: Final = Path(__file__).with_name("calibration_notes.md")

_INTRO: Final = f"""# How often takehold is right

<!-- Written by `python -m bench.calibrate`; the figures are kept in bench/calibration.json, the notes in bench/calibration_notes.md. -->

A simulator makes services whose truth is known, and takehold judges them by its default ruleset. Around each stands a complete
and well-kept plan: problem, cause, standard, owned and checked actions, a manager's review each month and a provider's each
quarter, monitoring, six kinds of check. The reviews are content whatever the records say, so governance catches nothing: only the
truth of practice decides. The services are the same each time.

Each service has three teams and three shifts. Where practice is bad, {BAD:.0%} of points are right, where good {GOOD:.0%}, where nothing
changes {FLAT:.0%}; the target is {TARGET:.0%}. The points of one check are alike (intraclass correlation {SPREAD}). A bad month has
on average {INCIDENTS:g} incidents and {COMPLAINTS:g} complaints, a good one {MENDED:.2f} times as many; of 100 voices {100 * FAVOURABLE[0]:.0f} are favourable in a bad
month, {100 * FAVOURABLE[1]:.0f} in a good one. Brackets hold 95% intervals (Wilson).
"""


_ASKED: Final = (
    "## What is asked, and what is so\n\n"
    f"At most {UNREAL_EMBEDDED:.0%} of the unreal may reach `embedded`, at most {NOISE_IMPROVED:.0%} of pure noise `improved`; at "
    f"least {REAL_REACHED:.0%} of the real, at ordinary sizes, must reach their stage. The unreal are judged as they stand: the "
    "claim is made for all and nothing is said of weaker places. The real are judged as a well-kept plan would have them: every "
    "place that is weaker in the figures is stated, with a reason, a date and an action. Both are given for each truth below.\n"
)
_HELD: Final = (
    "## Under `year-and-beyond-chance`\n\n"
    "This ruleset comes with takehold, for whoever would sooner wait than be wrong. It differs from the default in two settings: "
    "measurable-improvement has to be met outright (`outright = true`: a change within chance is no reservation but not met), and "
    "long-enough asks for a year (`min_days = 365`).\n"
)


def page(figures: Figures) -> str:
    """The whole page; a part that has no figures yet is left out."""
    parts = [_INTRO, _sizes()]
    if figures.called:
        parts += [_ASKED, _reaching(figures.called), *_unreal(figures.called), *_real(figures.called)]
    if figures.chance:
        parts.append(_chance(figures.chance, "## Chance alone, by kind of measure"))
    if figures.stricter:
        parts.append(_stricter(figures.stricter))
    if figures.held:
        parts += [
            _HELD,
            _reaching(figures.held),
            "",
            _chance(figures.held_chance, "### Chance alone under it"),
        ]
    parts += _happened(figures.happened)
    if _NOTES.is_file():
        parts.append(_NOTES.read_text(encoding="utf-8"))
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _sizes() -> str:
    rows = [[size.id, str(size.checks), str(size.points), str(size.said)] for size in SIZES]
    return "A month of records, by how much of the service is looked at:\n\n" + _table(
        ["size", "checks", "points in each", "voices"], rows
    )


def _reaching(called: Sequence[Called]) -> str:
    """What is asked, and what is so."""
    heads = ["asked", *(size.id for size in SIZES)]
    unreal = [one for one in called if not BY_ID[one.truth].real]
    steady = [one for one in unreal if one.truth not in SEASONS]
    noise = [one for one in called if one.truth == "noise"]
    real = [one for one in called if BY_ID[one.truth].real]
    rows = [
        ["unreal that reach `embedded` (at most 1%)", *_sized(unreal, "embedded")],
        ["… without the three that are judged before a year is round", *_sized(steady, "embedded")],
        ["… the same, every weaker place stated", *_sized(steady, "embedded", stated=True)],
        ["two good months, all that has passed so far (`real-new`), that reach `embedded`",
         *_sized([one for one in real if one.truth == "real-new"], "embedded")],
        ["nothing changed, that reaches `improved` (at most 5%)", *_sized(noise, "improved")],
        ["… without a reservation", *_sized(noise, "improved", clean=True)],
        ["`real` that reaches `service-wide` (at least 90%)",
         *_sized([one for one in real if one.truth == "real"], "service-wide", stated=True)],
        ["all real ones that reach their stage", *_sized(real, None, stated=True)],
        ["… without the two that their own records hold back",
         *_sized([one for one in real if one.truth not in HELD_BACK], None, stated=True)],
    ]  # fmt: skip
    return _table(heads, rows)


def _sized(
    called: Sequence[Called], stage: str | None, *, stated: bool = False, clean: bool = False
) -> list[str]:
    """For each size the share that reaches a stage, or (without one) the stage that its truth deserves."""
    cells = []
    for size in SIZES:
        mine = [one for one in called if one.size == size.id]
        found = sum(
            reached(one.stated if stated else one.clean if clean else one.stages, stage or BY_ID[one.truth].deserves)
            for one in mine
        )  # fmt: skip
        cells.append(_share(found, sum(one.runs for one in mine)))
    return cells


def _unreal(called: Sequence[Called]) -> Iterator[str]:
    """Each truth that deserves less than embedded."""
    told = "\n".join(
        f"- `{one.id}`: {one.title} (deserves: {one.deserves})" for one in TRUTHS if not one.real
    )
    yield f"## Improvements that are not what they seem\n\n{told}\n\n{_each(called, real=False)}"


def _real(called: Sequence[Called]) -> Iterator[str]:
    """Each truth that is real, and what holds it back."""
    told = "\n".join(f"- `{one.id}`: {one.title} (deserves: {one.deserves})" for one in TRUTHS if one.real)
    rows = []
    for one in called:
        truth = BY_ID[one.truth]
        short = one.runs - reached(one.stated, truth.deserves)
        if truth.real and short > one.runs * (1 - REAL_REACHED):
            held = ", ".join(f"{check} {count}" for check, count in one.blocked.items())
            rows.append([one.truth, one.size, f"{short} of {one.runs}", held])
    yield f"## Improvements that are real\n\n{told}\n\n{_each(called, real=True)}"
    if rows:
        yield (
            "Where more than one in ten fall short, weaker places stated: how many, and the checks that most often stood in the "
            "way.\n\n" + _table(["truth", "size", "short", "in the way"], rows)
        )


def _each(called: Sequence[Called], *, real: bool) -> str:
    """Of each hundred services, how many reach each stage."""
    rows = []
    for one in called:
        truth = BY_ID[one.truth]
        if truth.real is not real:
            continue
        first = f"`{truth.id}`" if one.size == SIZES[0].id else ""
        shares = [_hundred(reached(one.stages, stage), one.runs) for stage in STAGES]
        wanted = truth.deserves if real else "embedded"
        rows.append(
            [first, one.size, *shares, _hundred(one.passes, one.runs), _share(reached(one.stages, wanted), one.runs),
             _share(reached(one.stated, wanted), one.runs)]
        )  # fmt: skip
    wanted = "its stage" if real else "embedded"
    heads = ["truth", "size", *STAGES, "passes", wanted, f"{wanted}, weaker places stated"]
    runs = max(one.runs for one in called)
    return (
        f"Of each 100 services (from {runs} of each truth and size), how many reach a stage or a higher one, and how many pass "
        f"(ready, or ready with variation):\n\n{_table(heads, rows)}"
    )


def _chance(chance: Sequence[Chance], heading: str) -> str:
    """Pure noise, by kind of measure."""
    found = {(one.kind, one.size): one for one in chance}
    rows = []
    for kind in NOISE:
        cells = [found[kind.id, size.id] for size in SIZES]
        rows.append(
            [kind.title, *(f"{_share(one.reached, one.runs)}; {one.clean / one.runs:.1%}" for one in cells)]
        )
    return (
        f"{heading}\n\nNothing changed ({chance[0].runs} services each). How many reach `improved`; and "
        "after the semicolon, how many without a reservation:\n\n"
        + _table(["measure", *(size.id for size in SIZES)], rows)
    )


def _stricter(stricter: Sequence[Stricter]) -> str:
    """What other settings would do."""
    rows = []
    titles = {kind.id: f"chance alone: {kind.title}" for kind in NOISE}
    last = ""
    for one in stricter:
        shares = [_hundred(reached(one.stages, stage), one.runs) for stage in STAGES[1:]]
        name = titles.get(one.what) or f"`{one.what}`"
        rows.append([one.setting if one.setting != last else "", name, *shares])
        last = one.setting
    return (
        f"## What asking more would do\n\nOf each 100 services of ordinary size (from {stricter[0].runs} each; weaker places stated), how "
        "many reach a stage or a higher one under a ruleset with one setting changed:\n\n"
        + _table(["setting", "services", *STAGES[1:]], rows)
    )


def _happened(happened: Sequence[Happened]) -> Iterator[str]:
    """What became of real improvements."""
    if happened:
        yield "## Against what really happened\n"
    for one in happened:
        rows = [
            [row.stage, str(row.told), _share(row.at_next, row.told), _share(row.ever, row.told)] for row in one.rows
        ]  # fmt: skip
        left = f"left out: {one.already} worse again by then, {one.untold} without a later inspection"
        yield (
            f"{one.title} ({left}).\n\n"
            + _table(["evidenced", "improvements", "worse again at the next", "ever worse again"], rows)
            + difference(one)
        )


def difference(one: Happened) -> str:
    """Those at `improved` or above against those below it: how much more or less often they were worse again."""
    risen = [row for row in one.rows if row.stage in STAGES[1:]]
    below = [row for row in one.rows if row not in risen]
    if not risen or not below:
        return "\nAll stand on one side of `improved`: there is nothing to compare.\n"
    n, of = sum(row.told for row in risen), sum(row.told for row in below)
    fell, fell_below = sum(row.at_next for row in risen), sum(row.at_next for row in below)
    interval = newcombe(fell_below, of, fell, n)
    points = 100 * (fell / n - fell_below / of)
    return (
        f"\nWorse again at the next, `improved` or above against below it: {points:+.1f} points "
        f"({100 * interval.low:+.1f} to {100 * interval.high:+.1f}).\n"
    )


def _share(count: int, n: int) -> str:
    if not n:
        return "–"
    interval = wilson(count, n)
    return f"{count / n:.1%} ({interval.low:.1%} to {interval.high:.1%})"


def _hundred(count: int, n: int) -> str:
    return f"{100 * count / n:.0f}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (heads, ["---"] * len(heads), *rows)]
    return "\n".join(lines) + "\n"
