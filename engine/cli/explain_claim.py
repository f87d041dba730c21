"""The part of `takehold explain` that tells of a claim: how far its evidence reaches, and how far it would without some."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..errors import UsageError
from .assess import read_sound
from .common import write_out
from .exit import ExitCode
from .terminal import width

if TYPE_CHECKING:
    from ..model import Case
    from ..result import ClaimVerdict, Finding, Result
    from ..ruleset import Ruleset
    from ..withdraw import Withdrawn


def explain_claim(args: argparse.Namespace, ruleset: Ruleset, checks: Iterable[str]) -> ExitCode:
    """Tell of the claim that the command names; with `--without`, of the verdict when some evidence is withdrawn."""
    from ..assess import assess, errored
    from ..withdraw import withdraw

    case = read_sound(args)
    if case is None:
        return ExitCode.BAD_INPUT
    _known(args.check, case, checks)
    result = assess(case, ruleset)
    lines = list(_claim(_verdict(result, args.check), case, ruleset))
    results = [result]
    if args.without:
        left = withdraw(case, args.without)
        results.append(assess(left.case, ruleset))
        lines += ["", *_compared(result, results[1], args.check, left)]
    write_out("\n".join(lines) + "\n")
    failed = any(errored(one.findings) for one in results)
    return ExitCode.CHECK_ERRORED if failed else ExitCode.PASSES


def _known(id: str, case: Case, checks: Iterable[str]) -> None:
    from ..names import hint

    claims = [claim.id for claim in case.claims]
    if id in claims:
        return
    for what, rows in (("a priority", case.priorities), ("an action", case.actions)):
        if any(row.id == id for row in rows):
            raise UsageError(f"{id} is {what}: name the check that is to be explained, and --subject {id}")
    raise UsageError(f"there is no check and no claim called {id!r}{hint(id, [*claims, *checks])}")


def _verdict(result: Result, id: str) -> ClaimVerdict:
    return next(claim for claim in result.claims if claim.id == id)


def _claim(claim: ClaimVerdict, case: Case, ruleset: Ruleset) -> Iterator[str]:
    from ..graph_writing.doubting import doubts
    from ..report.telling import BELIEVED
    from ..view import ServiceView

    yield from _wrapped(f"{claim.id}: {claim.statement}", "    ", first="")
    yield f"{BELIEVED[claim.position]}: says {claim.claimed}, evidence reaches {claim.evidenced}."
    for word, checks in (
        ("Stands in the way", claim.blocked_by),
        ("With a reservation", claim.reservations),
    ):
        if checks:
            yield from _wrapped(f"{word}: {', '.join(checks)}", "    ", first="")
    service = ServiceView(case, ruleset.terms)
    graph = service.graph
    if claim.id not in graph.unsupported():
        cut, lines = graph.fewest_to_fall(claim.id), graph.lines_of_support(claim.id)
        yield from _wrapped(
            f"It stands on {_n(len(graph.supporting(claim.id)), 'record')}; at most {lines.by_both} of them share neither "
            f"document nor recorder, and it would fall without {_cut(cut.documents, cut.recorders, cut.records)}.",
            "    ",
            first="",
        )
    found = doubts(service, claim.id)
    if found:
        yield "What is weak about that:"
    for words in found:
        yield from _wrapped(words, "    ", first="  ")


def _n(n: int, noun: str) -> str:
    return f"{n:,} {noun if n == 1 else noun + 's'}"


def _cut(documents: Sequence[str], recorders: Sequence[str], records: Sequence[str]) -> str:
    from ..names import listed, quoted

    parts = [quoted(name) for name in documents]
    parts += [f"what {quoted(name)} recorded" for name in recorders]
    parts += list(records)
    return listed(parts, most=8)


def _compared(before: Result, after: Result, id: str, left: Withdrawn) -> Iterator[str]:
    was, now = _verdict(before, id), _verdict(after, id)
    yield from _wrapped(f"Without {left.said()}:", "    ", first="")
    if (was.evidenced, was.position) == (now.evidenced, now.position):
        yield f"  Its evidence would reach as far: {now.evidenced}."
    else:
        from ..report.telling import BELIEVED

        yield f"  Its evidence would reach {now.evidenced}, where it reaches {was.evidenced} now."
        yield f"  {BELIEVED[now.position]} it would be, and is now: {BELIEVED[was.position].lower()}."
    ready = [result.verdict.readiness for result in (before, after)]
    if ready[0] != ready[1]:
        yield f"  The service would be {ready[1]}, and is {ready[0]}."
    turned = list(_turned(before, after, id))
    yield "  No check of it would come out otherwise." if not turned else "  What would come out otherwise:"
    for finding, other in turned:
        yield from _told(finding, other)


def _turned(before: Result, after: Result, id: str) -> Iterator[tuple[Finding, Finding]]:
    others = {(finding.check, finding.subject): finding for finding in after.findings}
    for finding in before.findings:
        if finding.subject.type == "claim" and finding.subject.id == id:
            other = others[finding.check, finding.subject]
            if other.outcome is not finding.outcome:
                yield finding, other


def _told(finding: Finding, other: Finding) -> Iterator[str]:
    from ..report.telling import MARKS, outcome_of, sentence

    was, now = outcome_of(finding).lower(), outcome_of(other).lower()
    yield f"  {MARKS[other.outcome]} {finding.check}: {now} (is {was})"
    yield from _wrapped(sentence(other.message), "      ")


def _wrapped(text: str, indent: str, *, first: str | None = None) -> list[str]:
    from ..report.escape import clean

    return textwrap.wrap(
        clean(text), width(), initial_indent=indent if first is None else first, subsequent_indent=indent
    )
