"""A case and a ruleset in, a Result out: every check asked of every subject, and the verdict drawn."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import attrs

from .check import Judgement
from .isolation import PASSING, Stopped, file_of, heard, listening, place_of, stands, time_limit, told
from .measure.terms import Terms
from .measure.value import Records
from .model import Case, Level, Place, Problem
from .names import listed, quoted
from .outsiders import Outsiders, nonsense
from .people import without_people
from .result import (
    CITED,
    ClaimVerdict,
    Finding,
    Outcome,
    Readiness,
    Result,
    Subject,
    Verdict,
)
from .ruleset import Ruleset, Use
from .stopping import go_on
from .verdict import Ladder, claim_verdict, readiness
from .version import VERSION
from .view import Coded, NotKnown, ServiceView, letting_go
from .waivers import Waivers
from .wording.words import using

TABLE_OF = {"claim": "claims", "priority": "priorities", "action": "actions", "service": "service"}
"""Which table a subject's row stands in."""


Watch = Callable[[str, int, int, float], None]
"""Told of each check when it has judged: its id, how many are done and of how many, and the seconds it took."""

Each = Callable[[str], None]
"""Told of each claim, by its id, before its path is sought; what it raises ends the search."""


def assess(
    case: Case,
    ruleset: Ruleset,
    *,
    waivers: Waivers | None = None,
    pictures: bool = False,
    path: bool = False,
    watch: Watch | None = None,
    coded: Coded | None = None,
) -> Result:
    """Assess a case, already cut off at its as_of date (`casefile.as_at`).

    The verdict is given with the waivers and without. `pictures` adds what reports draw: each claim's course and
    places, the action register, the method; `path` what stands between each claim and the stage it needs, and how a
    claim could be narrowed. `coded` are the case's records where they are coded already. Raises ValueError for a case whose data has errors: nothing is judged
    on data that could not be read.
    """
    if not case.sound:
        raise ValueError("a case with errors in its data is not assessed")
    with using(ruleset.words), listening():
        result, service = _assessed(case, ruleset, waivers, watch, coded)
        with letting_go(service):
            return _with(result, service, ruleset, pictures=pictures, path=path, each=None)


def completed(
    result: Result,
    case: Case,
    ruleset: Ruleset,
    *,
    pictures: bool = False,
    path: bool = False,
    each: Each | None = None,
    coded: Coded | None = None,
) -> Result:
    """A result of this very case and ruleset, with what `assess` would have added had it been asked for at once.

    For a screen that shows the verdict first, and the rest as soon as it is there. `each` may end the search for paths.
    """
    with using(ruleset.words), listening():
        service = ServiceView(case, ruleset.terms, coded)
        with letting_go(service):
            return _with(result, service, ruleset, pictures=pictures, path=path, each=each)


def _with(
    result: Result, service: ServiceView, ruleset: Ruleset, *, pictures: bool, path: bool, each: Each | None
) -> Result:
    if path:
        result = _led(result, service, ruleset, each)
    return _drawn(result, service, ruleset) if pictures else result


def _assessed(
    case: Case, ruleset: Ruleset, waivers: Waivers | None, watch: Watch | None, coded: Coded | None
) -> tuple[Result, ServiceView]:
    service = ServiceView(case, ruleset.terms, coded)
    problems: list[Problem] = []
    raw = tuple(sorted(_findings(service, ruleset, watch, problems), key=_order))
    claims = claim_verdicts(case, raw, ruleset)
    plain = ready = readiness(case, claims, raw, ruleset.ladder)
    findings, unused = raw, tuple[Problem, ...]()
    if waivers is not None:
        findings, unused = waivers.apply(raw, ruleset, service.as_of)
        claims = claim_verdicts(case, findings, ruleset)
        ready = readiness(case, claims, findings, ruleset.ladder)
    result = Result(
        takehold=VERSION,
        service_id=case.service.id,
        service_name=case.service.name,
        as_of=service.as_of,
        ruleset=ruleset.ref,
        inputs=case.inputs,
        verdict=Verdict(ready, plain, ruleset.ladder.required, summary(ready, claims, ruleset.ladder)),
        claims=claims,
        findings=findings,
        problems=(*case.problems, *problems, *unused),
    )
    return result, service


def _led(result: Result, service: ServiceView, ruleset: Ruleset, each: Each | None) -> Result:
    from .narrow import with_narrowing
    from .path import with_path
    from .trying import trying

    with trying(ruleset.time_limit) as tries:
        result = with_narrowing(with_path(result, service, ruleset, each), service, ruleset, each)
    return attrs.evolve(result, problems=(*result.problems, *tries.problems()))


def _drawn(result: Result, service: ServiceView, ruleset: Ruleset) -> Result:
    from .picture.claim import pictures
    from .picture.method import method
    from .picture.register import register

    return attrs.evolve(
        result, pictures=pictures(service), register=register(service), method=method(ruleset)
    )


def claim_verdicts(case: Case, findings: Iterable[Finding], ruleset: Ruleset) -> tuple[ClaimVerdict, ...]:
    """Each claim's verdict, in the order of the case."""
    outcomes: dict[str, dict[str, Outcome]] = {}
    for finding in findings:
        if finding.subject.type == "claim":
            outcomes.setdefault(finding.subject.id, {})[finding.check] = finding.outcome
    return tuple(claim_verdict(claim, outcomes.get(claim.id, {}), ruleset.ladder) for claim in case.claims)


def _order(finding: Finding) -> tuple[str, str, str]:
    return finding.subject.type, finding.subject.id, finding.check


def _findings(
    service: ServiceView, ruleset: Ruleset, watch: Watch | None, problems: list[Problem]
) -> Iterator[Finding]:
    """Every check asked of every subject; what a plugin printed becomes a problem."""
    outsiders = Outsiders(service)
    asked = _Asked()
    for done, use in enumerate(ruleset.uses, 1):
        go_on()
        began = time.perf_counter()
        if use.outside:
            yield from _apart(outsiders, use, ruleset.time_limit, problems)
        else:
            yield from _judged(service, use, ruleset.time_limit, asked.subjects(service, use))
        if watch is not None:
            watch(use.id, done, len(ruleset.uses), time.perf_counter() - began)


class _Asked:
    """The subjects of checks of one sort, gathered once for all of them."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, bool, Terms], list[tuple[Subject, Any]]] = {}

    def subjects(self, service: ServiceView, use: Use) -> list[tuple[Subject, Any]]:
        """Everything a check judges, with its view."""
        key = use.check.subject, getattr(use.check, "also_priorities", False), use.terms
        if key not in self._found:
            self._found[key] = list(subjects(service, use))
        return self._found[key]


def _judged(
    service: ServiceView, use: Use, seconds: float, todo: Sequence[tuple[Subject, Any]]
) -> list[Finding]:
    """One check's findings; what it has not judged when its time is up are errors."""
    found: list[Finding] = []
    try:
        with time_limit(seconds):
            for subject, view in todo:
                found.append(judge(service, use, subject, view))
    except Stopped as stopped:
        failed = _failed(use, stopped)
        found += [_finding(service, use, subject, failed) for subject, _ in todo[len(found) :]]
    return found


def _apart(outsiders: Outsiders, use: Use, seconds: float, problems: list[Problem]) -> list[Finding]:
    """The findings of a check that did not come with takehold: on views of its own, and listened to."""
    service = outsiders.service(use)
    with heard() as said:
        found = _judged(service, use, seconds, list(subjects(service, use)))
    if said.text:
        first = without_people(" ".join(said.text.split()), service.case)[:200]
        what = f"the check {use.id} of {use.giver} printed: {first}"
        problems.append(Problem(Level.WARNING, what, Place(use.giver.source if use.giver else use.id)))
    changed = outsiders.changed(use)
    if changed is None:
        return found
    failed = _error(use, f"it changed what it was given: {changed}")
    return [_finding(service, use, finding.subject, failed) for finding in found]


def subjects(service: ServiceView, use: Use) -> Iterator[tuple[Subject, Any]]:
    """Everything a check judges, with its view."""
    case, kind = service.case, use.check.subject
    if kind == "service":
        yield Subject(kind, service.id), service.under(use.terms)
    elif kind == "claim":
        for claim in case.claims:
            yield Subject(kind, claim.id), service.claim(claim.id, use.terms)
    elif kind == "priority":
        for priority in case.priorities:
            yield Subject(kind, priority.id), service.priority(priority.id, use.terms)
    else:
        for action in case.actions:
            yield Subject(kind, action.id), service.action(action.id, use.terms)
        if getattr(use.check, "also_priorities", False):
            for priority in case.priorities:
                yield Subject("priority", priority.id), service.priority(priority.id, use.terms)


def judge(service: ServiceView, use: Use, subject: Subject, view: Any) -> Finding:
    """One check's finding for one subject; a check that fails gives an error, and the rest go on."""
    return _finding(service, use, subject, answer(use, view))


def answer(use: Use, view: Any) -> Judgement:
    """What one check says of one view, without the places a reader should look at."""
    try:
        judgement: Judgement = use.check.judge(view)
        if use.outside and (wrong := nonsense(judgement)) is not None:
            return _error(use, wrong)
        if not isinstance(judgement, Judgement):
            raise TypeError(f"a check returns a Judgement, not {type(judgement).__name__}")
    except NotKnown as unknown:
        return Judgement(Outcome.INSUFFICIENT, unknown.message, unknown.remedy, columns=unknown.columns)
    except PASSING:
        raise
    except BaseException as error:  # noqa: BLE001 (a check may fail in any way)
        return _failed(use, error)
    if use.outright and judgement.outcome is Outcome.CONCERN:
        return attrs.evolve(judgement, outcome=Outcome.NOT_MET)
    return judgement


def _failed(use: Use, error: BaseException) -> Judgement:
    """The answer of a check that did not come to one: what went wrong in it, at which file and line."""
    home = use.giver.home if use.giver is not None else file_of(type(use.check))
    file, row = place_of(error, home)
    return _error(use, told(error), f" at {file}:{row}" if file else "")


def cited_in_vain(service: ServiceView, judgement: Judgement) -> str | None:
    """What is wrong where a judgement rests on records that there are not; None where each is there."""
    cited = (*_ids(judgement.supporting), *_ids(judgement.contradicting))
    strange = [quoted(id) for id in cited if id not in service.row_of]
    return f"it rests on {listed(strange, most=3)}, and there is no such record" if strange else None


def _error(use: Use, what: str, at: str = "") -> Judgement:
    if not at:
        file, row = stands(type(use.check))
        at = f" at {file}:{row}" if file else ""
    by = f", in {use.giver}" if use.giver is not None else ""
    return Judgement(
        Outcome.ERROR, f"The check itself failed ({what}){at}{by}", "Tell whoever looks after this check"
    )


def _finding(service: ServiceView, use: Use, subject: Subject, judgement: Judgement) -> Finding:
    if judgement.outcome is Outcome.ERROR:
        judgement = attrs.evolve(judgement, message=without_people(judgement.message, service.case))
    supporting, contradicting = _ids(judgement.supporting), _ids(judgement.contradicting)
    if use.outside and (strange := cited_in_vain(service, judgement)) is not None:
        return _finding(service, use, subject, _error(use, strange))
    return Finding(
        check=use.id,
        family=use.check.family,
        subject=subject,
        outcome=judgement.outcome,
        severity=use.severity,
        message=judgement.message,
        remedy=judgement.remedy,
        figures=judgement.figures,
        supporting=supporting,
        contradicting=contradicting,
        locations=_locations(service, subject, judgement, (*contradicting, *supporting)),
        sources=use.sources,
    )


def _ids(records: Records | tuple[str, ...]) -> tuple[str, ...]:
    return records.ids(CITED) if isinstance(records, Records) else records[:CITED]


def _locations(
    service: ServiceView, subject: Subject, judgement: Judgement, records: Sequence[str]
) -> tuple[Place, ...]:
    """Where a reader should look: the subject's own cells, other rows named, then the records."""
    places = service.case.places
    found: list[Place] = []
    own = places.get((TABLE_OF[subject.type], subject.id))
    if own is not None:
        found += [Place(own.file, own.row, column) for column in judgement.columns] or [own]
    found += [places[key] for key in judgement.about if key in places]
    if judgement.outcome not in (Outcome.MET, Outcome.NOT_APPLICABLE):
        found += service.record_places(records)
    return tuple(found)


_READINESS = {
    Readiness.NOT_ASSESSABLE: "This case cannot be judged as it stands",
    Readiness.OVERSTATED: "The case says more than its evidence shows",
    Readiness.UNPROVEN: "The case says more than anyone could tell from its records",
    Readiness.EARLY: "What the case says is supported, but it has not come far enough yet",
    Readiness.READY_WITH_VARIATION: "The case stands, with reservations that are stated",
    Readiness.READY: "The case stands",
}


def summary(ready: Readiness, claims: Sequence[ClaimVerdict], ladder: Ladder) -> str:
    """The verdict in one sentence, counting the claims that are believed."""
    if not claims:
        return f"{_READINESS[ready]}: it makes no claim"
    if not ladder.stages:
        return f"{_READINESS[ready]}: the ruleset has no stages to place a claim on, only checks"
    believed = sum(claim.position == "supported" for claim in claims)
    if len(claims) == 1:
        return f"{_READINESS[ready]}: its one claim is {'' if believed else 'not '}supported by the evidence"
    verb = "is" if believed == 1 else "are"
    return f"{_READINESS[ready]}: {believed} of {len(claims)} claims {verb} supported by the evidence"


def errored(findings: Iterable[Finding]) -> bool:
    """Whether any check failed."""
    return any(finding.outcome is Outcome.ERROR for finding in findings)
