"""GitHub workflow commands: a finding becomes an annotation on the row of the file that it is about.

GitHub shows ten errors, ten warnings and ten notices of a step, and fifty annotations of a job; what comes after is
dropped without a word. So the gravest are kept, and a closing notice counts the rest and gives the verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from ..model import Level, Place
from ..result import Result
from .escape import clean, command, property_
from .formats import Options
from .telling import PROBLEMATIC, READINESS, about, level, line_of, parts, sentence, worst_first

MOST: Final = 10
"""How many annotations of one kind GitHub shows of a step."""

_COMMAND: Final = {"error": "error", "warning": "warning", "note": "notice"}


def render(result: Result, options: Options) -> str:
    """The annotations, gravest first, and the closing notice."""
    shown: Counter[str] = Counter(notice=1)
    left: Counter[str] = Counter()
    lines = []
    for kind, properties, message in _annotations(result, options):
        if shown[kind] < MOST:
            shown[kind] += 1
            told = ",".join(f"{name}={property_(value)}" for name, value in properties.items())
            lines.append(f"::{kind} {told}::{command(message)}")
        else:
            left[kind] += 1
    title = property_(f"takehold: {READINESS[result.verdict.readiness]}")
    lines.append(f"::notice title={title}::{command(_closing(result, left))}")
    return "\n".join(lines) + "\n"


def _annotations(result: Result, options: Options) -> Iterator[tuple[str, dict[str, str], str]]:
    """Each annotation: its kind, its properties, its message."""
    for problem in sorted(result.problems, key=lambda p: p.level is not Level.ERROR):
        kind = "error" if problem.level is Level.ERROR else "warning"
        yield kind, {**_at(problem.place, options), "title": "takehold: the data"}, problem.message
    for finding in worst_first(f for f in result.findings if f.outcome in PROBLEMATIC):
        place = finding.locations[:1]
        properties = _at(place[0], options) if place else {}
        remedy = f" To settle it: {sentence(finding.remedy)}" if finding.remedy else ""
        title = f"{finding.check}, {about(finding.subject)}"
        yield _COMMAND[level(finding)], {**properties, "title": title}, sentence(finding.message) + remedy


def _at(place: Place, options: Options) -> dict[str, str]:
    file, _ = parts(place)
    line = line_of(place)
    path = f"{options.base}/{file}" if options.base else file
    return {"file": path, **({"line": str(line)} if line is not None else {})}


def _closing(result: Result, left: Counter[str]) -> str:
    said = f"{clean(result.service_name)}: {clean(result.verdict.summary)}."
    if left:
        words = [f"{n} {kind if n == 1 else kind + 's'}" for kind, n in sorted(left.items())]
        said += f" Not shown here, because GitHub shows no more of one step: {', '.join(words)}."
    return said
