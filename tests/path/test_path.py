"""The path: its steps are enough, none of them can be left out, and its dates are the service's own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from random import Random

import attrs
import polars as pl
import pytest

from takehold.engine.assess import assess
from takehold.engine.casefile import as_at, read_case
from takehold.engine.errors import RulesetError
from takehold.engine.model import Case, Measure
from takehold.engine.path import Route, route_of, walked
from takehold.engine.path.moves import Move
from takehold.engine.path.world import Base
from takehold.engine.plugins import installed
from takehold.engine.result import StepKind
from takehold.engine.ruleset import Ruleset, load
from takehold.engine.testing import small_case
from takehold.engine.view import ServiceView
from tests.random_cases import random_case

SEEDS = range(8)
FIXTURES = Path(__file__).parents[2] / "fixtures"


def rules(*names: str) -> Ruleset:
    found = installed()
    return load(names or ("ladder",), found.find_ruleset, found.checks)


LADDER = rules()


def routes(case: Case, ruleset: Ruleset = LADDER) -> list[tuple[ServiceView, Route, int]]:
    """Each claim's route, with the rank it leads to."""
    result = assess(case, ruleset)
    service = ServiceView(case, ruleset.terms)
    found = [(verdict, route_of(service, ruleset, verdict, result.findings)) for verdict in result.claims]
    ladder = ruleset.ladder
    return [
        (service, route, max(ladder.rank(verdict.claimed), ladder.rank(ladder.required)))
        for verdict, route in found
        if route is not None
    ]


def rank_then(service: ServiceView, route: Route, moves: list[Move], day: dt.date) -> int:
    """The rank that a claim reaches in the whole case, read anew on a day with some moves made."""
    case = walked(service, route.claim, moves, day)
    result = assess(case, LADDER)
    verdict = next(claim for claim in result.claims if claim.id == route.claim)
    return LADDER.ladder.rank(verdict.evidenced)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_path_is_sound(seed: int) -> None:
    """With every step of a path taken, the whole case assessed at its earliest date has the claim at the stage."""
    for service, route, goal in routes(random_case(Random(seed))):
        if route.earliest is not None:
            assert goal <= rank_then(service, route, list(route.plan.moves), route.earliest)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_path_is_minimal(seed: int) -> None:
    """With any one step left out, or a cycle earlier, the claim does not reach the stage."""
    for service, route, goal in routes(random_case(Random(seed))):
        if route.earliest is None:
            continue
        for moves in filter(None, route.moves):
            rest = [move for move in route.plan.moves if move not in moves]
            assert goal > rank_then(service, route, rest, route.earliest)
        if route.earliest > service.as_of:
            began = service.claim(route.claim).rhythm
            sooner = began.start(began.index(route.earliest)) - dt.timedelta(days=1)
            made = [m for m in route.plan.moves if sooner > service.as_of or m.kind is StepKind.RECORD]
            assert goal > rank_then(service, route, made, max(sooner, service.as_of))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_earliest_date_is_that_of_the_latest_step(seed: int) -> None:
    """A claim is there when its last step is, and every blocked check has a step in the ladder's order."""
    case = random_case(Random(seed))
    for service, route, _ in routes(case):
        dates = [step.earliest for step in route.steps]
        if route.earliest is not None:
            assert route.earliest == max(date for date in dates if date is not None)
            assert all(date is not None and date >= service.as_of for date in dates)
        else:
            assert None in dates
        order = [LADDER.ladder.checks.index(step.check) for step in route.steps]
        stages = [
            next(s.rank for s in LADDER.ladder.stages if LADDER.ladder.checks[n] in s.requires) for n in order
        ]
        assert stages == sorted(stages)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_path_is_the_same_each_time(seed: int) -> None:
    """The same case gives the same steps."""
    case = random_case(Random(seed))
    assert [r.steps for _, r, _ in routes(case)] == [r.steps for _, r, _ in routes(case)]


def held(**claim: str) -> Case:
    """A claim that has been better since 1 April 2026, checked every month as at 30 April 2026."""
    row = {
        "id": "c1",
        "statement": "Calls are answered within five minutes",
        "stage": "acted-on",
        "problem": "Half of calls waited over ten minutes",
        "cause": "One person was left on at meals",
        "changed_on": "2026-04-01",
    }
    before = [
        {"id": f"b{n}", "date": f"2026-0{1 + n % 3}-10", "kind": "audit", "result": "not met", "claims": "c1"}
        for n in range(12)
    ]
    after = [
        {"id": f"a{n}", "date": f"2026-04-{n + 6:02}", "kind": "audit", "result": "met", "claims": "c1"}
        for n in range(12)
    ]
    return small_case(
        {"as_of": "2026-04-30"},
        claims=[{k: v for k, v in (row | claim).items() if v}],
        evidence=[*before, *after],
    )


def required(stage: str, tmp_path: Path, more: str = "") -> Ruleset:
    file = tmp_path / "own.toml"
    file.write_text(f'extends = ["ladder"]\nrequired_stage = "{stage}"\n{more}', encoding="utf-8")
    return rules(str(file))


def test_what_is_known_can_be_written_today(tmp_path: Path) -> None:
    """A problem that is left blank is a record step, and its earliest date is the day of the assessment."""
    [(_, route, _)] = routes(held(problem=""), required("acted-on", tmp_path))
    assert [("baseline-identified", StepKind.RECORD, dt.date(2026, 4, 30))] == [
        (step.check, step.kind, step.earliest) for step in route.steps
    ]


def test_days_that_must_pass_are_waited_for(tmp_path: Path) -> None:
    """Better from 1 April, half of 90 days have passed on 16 May; the end of that month's cycle is the date."""
    [(_, route, _)] = routes(held(), required("sustained", tmp_path))
    waited = {step.check: step.earliest for step in route.steps if step.kind is StepKind.WAIT}
    assert dt.date(2026, 4, 1) + dt.timedelta(days=45) <= dt.date(2026, 5, 31)
    assert dt.date(2026, 5, 31) == waited["long-enough"]


def test_a_review_is_something_to_do(tmp_path: Path) -> None:
    """What governance has not confirmed takes a review, which nobody can hold today for records of later."""
    [(_, route, _)] = routes(held(), required("sustained", tmp_path))
    [step] = [step for step in route.steps if step.check == "governance-confirms"]
    assert (StepKind.DO, dt.date(2026, 5, 31)) == (step.kind, step.earliest)


def test_a_baseline_that_meets_the_target_has_no_path(tmp_path: Path) -> None:
    """A claim whose first records, chosen as its baseline, were at the target already cannot be shown to be better."""
    case = held(baseline_from="2026-01-01", baseline_to="2026-03-31")
    perfect = attrs.evolve(
        case,
        evidence=case.evidence.with_columns(
            measure=pl.lit("m1"), result=pl.lit("met"), numerator=pl.lit(10.0), denominator=pl.lit(10.0)
        ),
        claims=(attrs.evolve(case.claims[0], measure="m1"),),
        measures=(Measure(id="m1", better="higher", summary="proportion", target=0.5),),
    )
    [(_, route, _)] = routes(perfect, required("improved", tmp_path))
    [step] = [step for step in route.steps if step.earliest is None]
    assert (None, "measurable-improvement") == (route.earliest, step.check)
    assert "withdraw" in step.what


def test_a_ruleset_sets_what_a_step_costs(tmp_path: Path) -> None:
    """Costs are read from a ruleset, change its digest, and a slip in one is told."""
    plain = required("improved", tmp_path)
    dear = required("improved", tmp_path, "[path.cost]\nrecord = 9\n")
    assert {"record": 9.0} == dict(dear.costs)
    assert plain.digest != dear.digest
    with pytest.raises(RulesetError):
        required("improved", tmp_path, "[path.cost]\nrecrod = 9\n")


def test_a_claim_that_is_there_has_no_path() -> None:
    """Where every claim is at its stage and the required one, there are no steps and no date."""
    case = as_at(read_case(FIXTURES / "ready"))
    result = assess(case, rules("cqc-readiness"), path=True)
    assert () == result.path
    assert {None} == {claim.earliest for claim in result.claims}


def test_a_waived_check_is_on_no_path_until_its_waiver_ends(tmp_path: Path) -> None:
    """What is waived past the earliest date asks for no step."""
    from takehold.engine.waivers import read_waivers

    file = tmp_path / "waivers.toml"
    file.write_text(
        '[[waiver]]\ncheck = "baseline-identified"\nsubject = "c1"\nreason = "Lost in a flood"\n'
        'by = "Nominated Individual"\nuntil = 2026-06-30\n',
        encoding="utf-8",
    )
    result = assess(held(problem=""), required("acted-on", tmp_path), waivers=read_waivers(file), path=True)
    assert () == result.path


@pytest.mark.parametrize(
    ("id", "prefix"), [("path-1", "path--"), ("path--", "path---"), ("my-path-1", "path-")]
)
def test_a_record_of_the_service_is_never_taken_for_a_made_up_one(id: str, prefix: str) -> None:
    """Made-up records are called as no record of the service begins."""
    case = held()
    first = case.evidence["id"][0]
    case = attrs.evolve(case, evidence=case.evidence.with_columns(pl.col("id").replace(first, id)))
    service = ServiceView(case, LADDER.terms)
    assert prefix == Base(service.claim("c1")).prefix
