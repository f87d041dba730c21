"""A service's history: one line of JSON a run, and the trend that they show."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import attrs

from .errors import UsageError
from .files import append_line
from .model import STAGES
from .report.escape import clean
from .result import Outcome, Readiness, Result
from .verdict import ASSERTED

_BARS: Final = "▁▂▃▄▅▆▇█"
_STEPS: Final = (ASSERTED, *STAGES)


@attrs.frozen(kw_only=True)
class Run:
    """One run as the history keeps it: what came out, and digests of what it was made from."""

    date: dt.date
    service: str
    verdict: str
    without_waivers: str
    stages: Mapping[str, str]
    counts: Mapping[str, int]
    ruleset: str
    inputs: str
    takehold: str


def run_of(result: Result) -> Run:
    """A result as one run. The date is the day that the case was assessed as at: there is no clock in it."""
    counts = Counter(str(finding.outcome) for finding in result.findings)
    inputs = hashlib.sha256("\n".join(f"{one.file} {one.digest}" for one in result.inputs).encode())
    return Run(
        date=result.as_of,
        service=result.service_id,
        verdict=str(result.verdict.readiness),
        without_waivers=str(result.verdict.readiness_without_waivers),
        stages={claim.id: claim.evidenced for claim in result.claims},
        counts={str(outcome): counts[str(outcome)] for outcome in Outcome},
        ruleset=result.ruleset.digest,
        inputs=f"sha256:{inputs.hexdigest()}",
        takehold=result.takehold,
    )


def append(path: Path, result: Result) -> None:
    """Add a result to a history as one more line, whole or not at all. Raises UsageError where that fails."""
    line = json.dumps(attrs.asdict(run_of(result)), ensure_ascii=True, default=str)
    try:
        append_line(path, line)
    except OSError as error:
        raise UsageError(f"{path} could not be written: {error.strerror or error}") from None


def read_history(path: Path) -> tuple[Run, ...]:
    """The runs of a history, in the order they were made. Raises UsageError with every line that is none."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UsageError(f"{path}: it could not be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: this is not UTF-8 text, so it is no history") from None
    runs, wrong = [], []
    for row, line in enumerate(lines, 1):
        if line.strip():
            try:
                runs.append(_run(json.loads(line)))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                wrong.append(str(row))
    if wrong:
        raise UsageError(f"{path}: line {', '.join(wrong)} is no run that takehold assess --history wrote")
    return tuple(runs)


def _run(told: Any) -> Run:
    names = [field.name for field in attrs.fields(Run)]
    run = Run(**{name: told[name] for name in names} | {"date": dt.date.fromisoformat(told["date"])})
    if str(run.verdict) not in list(Readiness) or not set(run.stages.values()) <= set(_STEPS):
        raise ValueError("a word that takehold does not use")
    if not all(isinstance(run.counts[str(outcome)], int) for outcome in Outcome):
        raise ValueError("a count that is no number")
    return run


def table(runs: Sequence[Run]) -> Iterator[str]:
    """The trend: a row a run, by date, and below it how far each claim came, lowest stage to highest, as bars.

    Each service has a table of its own: two of them make no trend.
    """
    if not runs:
        yield "No run is in this history yet."
        return
    services = list(dict.fromkeys(run.service for run in runs))
    for service in services:
        if service != services[0]:
            yield ""
        if len(services) > 1:
            yield f"{clean(service)}:"
        own = [run for run in runs if run.service == service]
        yield from _trend(sorted(own, key=lambda run: run.date))


def _trend(runs: Sequence[Run]) -> Iterator[str]:
    head = ("date", "verdict", "met", "concern", "not met", "cannot tell", "waived", "rules")
    rows = [head, *(_row(runs, at) for at in range(len(runs)))]
    widths = [max(len(row[n]) for row in rows) for n in range(len(head))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    yield ""
    claims = list(dict.fromkeys(id for run in runs for id in run.stages))
    wide = max([len(clean(id)) for id in claims] + [len("not met")])
    for id in claims:
        stages = [run.stages.get(id) for run in runs]
        ranks = [None if stage is None else _STEPS.index(stage) for stage in stages]
        newest = next((stage for stage in reversed(stages) if stage is not None), ASSERTED)
        yield f"{clean(id):<{wide}}  {sparkline(ranks, len(_STEPS) - 1)}  {newest}"
    failing = [run.counts[str(Outcome.NOT_MET)] for run in runs]
    yield f"{'not met':<{wide}}  {sparkline(failing, max(failing))}  {failing[-1]}"


def _row(runs: Sequence[Run], at: int) -> tuple[str, ...]:
    run = runs[at]
    outcomes = (Outcome.MET, Outcome.CONCERN, Outcome.NOT_MET, Outcome.INSUFFICIENT, Outcome.WAIVED)
    same = at == 0 or (run.ruleset, run.takehold) == (runs[at - 1].ruleset, runs[at - 1].takehold)
    return (
        run.date.isoformat(),
        run.verdict,
        *(str(run.counts[str(outcome)]) for outcome in outcomes),
        "" if same else "changed",
    )


def sparkline(values: Sequence[int | None], most: int) -> str:
    """Values from 0 to `most` as bars of rising height, a gap for one that is not there."""
    top = len(_BARS) - 1
    return "".join(" " if v is None else _BARS[round(v * top / most) if most else 0] for v in values)
