"""`takehold explain`: what a check tests, why, how it decides, and how it came out for a case; or how a claim stands."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from .assess import read_sound
from .common import add_case, add_rules, plugged, rules, write_out
from .exit import ExitCode
from .terminal import width

if TYPE_CHECKING:
    from ..check import CheckClass
    from ..result import Finding
    from ..ruleset import Ruleset, Use


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "check",
        metavar="CHECK|CLAIM",
        help="a check's id, as `takehold checks` lists it, or with a case a claim's",
    )
    add_case(parser, optional=True)
    parser.add_argument("--subject", metavar="ID", help="with a case: only this claim, priority or action")
    parser.add_argument(
        "--without",
        nargs="+",
        metavar="ID",
        help="with a case and a claim: what the verdict would be without these records, documents, recorders, teams "
        "or shifts",
    )
    add_rules(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Explain a check and, with a case, ask it of every subject."""
    from ..names import hint

    found = plugged(args, everything=True)
    ruleset = rules(args, found)
    checks = {**found.checks, **{use.id: type(use.check) for use in ruleset.uses}}
    elsewhere = found.declared() if args.check not in checks else {}
    checks |= {id: check for id, (check, _) in elsewhere.items()}
    if args.check not in checks and args.case is not None:
        from .explain_claim import explain_claim

        return explain_claim(args, ruleset, checks)
    if args.without:
        raise UsageError("--without tells of a claim of a case: takehold explain CLAIM CASE --without ID")
    if args.check not in checks:
        raise UsageError(f"there is no check called {args.check!r}{hint(args.check, checks)}")
    by = elsewhere[args.check][1] if args.check in elsewhere else ""
    lines = list(_explained(checks[args.check], ruleset, by))
    status = ExitCode.PASSES
    if args.case is not None:
        more, status = _asked(args, checks[args.check], ruleset, by)
        lines += more
    write_out("\n".join(lines) + "\n")
    return status


def _explained(check: CheckClass, ruleset: Ruleset, by: str = "") -> Iterator[str]:
    """What a check is, as a ruleset has it; `by` is another, installed, that declares it."""
    use = ruleset.use(check.id)
    severity = use.severity if use is not None else check.severity
    yield f"{check.id}: {check.title()}"
    yield f"Judges one {check.subject}; severity {severity}; family {check.family}."
    stages = [stage.id for stage in ruleset.ladder.stages if check.id in stage.requires]
    if use is None:
        yield f"Ruleset {ruleset.id} does not run it{f'; ruleset {by} does' if by else ''}."
    elif stages:
        yield f"Ruleset {ruleset.id} asks for it at stage {stages[0]}."
    elif use.brought:
        yield "It is run because the command line names its file; no stage requires it."
    if use is not None and use.outright:
        yield "Only met will do under this ruleset: a concern counts as not met."
    if use is not None and use.giver is not None:
        yield f"Given by {use.giver}."
    for heading, text in check.explanation().items():
        yield ""
        yield heading
        yield from _wrapped(text, "  ")
    yield from _parameters(check, use, ruleset)
    sources = use.sources if use is not None else check.sources
    yield from ("", "Where it comes from") if sources else ()
    said = _said_by()
    for source in sources:
        yield from _wrapped(f"{source}  {said.get(source, '')}", "    ", first="  ")


def _parameters(check: CheckClass, use: Use | None, ruleset: Ruleset) -> Iterator[str]:
    """Each parameter as it is in force, and each of the fixed words whose number is not the usual one."""
    fields = check.parameters()
    if fields:
        yield ""
        yield f"Parameters, as ruleset {ruleset.id} {ruleset.version} sets them"
    for field in fields:
        value = getattr(use.check, field.name) if use is not None else field.default
        usual = "" if value == field.default else f" (usually {field.default})"
        told = f"{field.name} = {value}{usual}  {field.metadata.get('help', '')}"
        if said := ruleset.origins.get(("check", check.id, field.name)):
            told += f"; set in {said[-1]}"
        yield from _wrapped(told, "    ", first="  ")
    changed = dict(_changed_terms(use)) if use is not None else {}
    if changed:
        yield ""
        yield "Words with a fixed meaning, where they are not as usual"
        for name, (value, usual) in changed.items():
            yield f"  {name} = {value} (usually {usual})"


def _changed_terms(use: Use) -> Iterator[tuple[str, tuple[Any, Any]]]:
    import attrs

    for field in attrs.fields(type(use.terms)):
        value = getattr(use.terms, field.name)
        if value != field.default:
            yield field.name, (value, field.default)


def _said_by() -> Mapping[str, str]:
    """What each paragraph of the material says, in our words."""
    from ..docs import anchors

    return {anchor.id: anchor.says for _, _, paragraphs in anchors() for anchor in paragraphs}


def _asked(
    args: argparse.Namespace, check: CheckClass, ruleset: Ruleset, by: str
) -> tuple[list[str], ExitCode]:
    """How the check came out for a case: its lines, and the status to leave with."""
    from ..assess import assess
    from ..calendar import say_date
    from ..report.escape import clean
    from ..result import Outcome

    if ruleset.use(check.id) is None:
        raise UsageError(
            f"ruleset {ruleset.id} does not run {check.id}: name one that does with --ruleset{f' {by}' if by else ''}"
        )
    case = read_sound(args)
    if case is None:
        return [], ExitCode.BAD_INPUT
    result = assess(case, ruleset)
    findings = [f for f in result.findings if f.check == check.id]
    if args.subject is not None:
        known = [f.subject.id for f in findings]
        findings = [f for f in findings if f.subject.id == args.subject]
        if not findings:
            from ..names import hint

            raise UsageError(f"{check.id} judges no {args.subject!r} here{hint(args.subject, known)}")
    lines = ["", f"In {clean(result.service_name)}, as at {say_date(result.as_of)}"]
    if not findings:
        lines.append(f"  There is no {check.subject} to judge.")
    for finding in findings:
        lines += _told(finding)
    failed = any(finding.outcome is Outcome.ERROR for finding in findings)
    return lines, ExitCode.CHECK_ERRORED if failed else ExitCode.PASSES


def _told(finding: Finding) -> Iterator[str]:
    from ..report.escape import clean
    from ..report.telling import MARKS, about, outcome_of, records_said, sentence

    yield ""
    yield f"  {MARKS[finding.outcome]} {about(finding.subject)}: {outcome_of(finding).lower()}"
    yield from _wrapped(sentence(finding.message), "    ")
    if finding.remedy and not finding.outcome.satisfies:
        yield from _wrapped(f"→ {sentence(finding.remedy)}", "    ")
    figures = ", ".join(f"{name} {_figure(value)}" for name, value in sorted(finding.figures.items()))
    if figures:
        yield from _wrapped(f"Figures: {clean(figures)}", "    ")
    for word, ids in (("Records for", finding.supporting), ("Records against", finding.contradicting)):
        if ids:
            yield from _wrapped(f"{word} ({len(ids)}): {clean(', '.join(ids))}", "    ")
    if places := records_said(finding.locations, 20):
        yield from _wrapped(f"See {places}", "    ")


def _figure(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list | tuple):
        return " ".join(_figure(item) for item in value)
    return str(value)


def _wrapped(text: str, indent: str, *, first: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        width(),
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )
