"""From outcomes to stages, positions and readiness, by the published rules and nothing else."""

from __future__ import annotations

import attrs
import pytest

from takehold.engine.model import Case
from takehold.engine.result import Finding, Outcome, Position, Readiness, Severity, Subject
from takehold.engine.testing import small_case
from takehold.engine.verdict import Ladder, Stage, claim_verdict, readiness

LADDER = Ladder(
    (
        Stage("acted-on", 1, "", ("a",)),
        Stage("improved", 2, "", ("b",)),
        Stage("sustained", 3, "", ("c",)),
        Stage("embedded", 4, "", ("d",)),
        Stage("service-wide", 5, "", ("e",)),
    ),
    "embedded",
)
MET = dict.fromkeys("abcde", Outcome.MET)


def case(stage: str = "embedded", **tables: object) -> Case:
    return small_case(
        {"as_of": "2026-06-30"},
        claims=[{"id": "c1", "statement": "s", "stage": stage, "teams": ["elm"]}],
        evidence=[{"id": "e1", "date": "2026-06-01", "kind": "audit"}],
        teams=[{"id": "elm"}, {"id": "oak"}],
        shifts=[{"id": "day"}, {"id": "night"}],
        **tables,  # type: ignore[arg-type]
    )


def judged(
    stage: str, *, extra: tuple[Finding, ...] = (), of: Case | None = None, **outcomes: Outcome
) -> Readiness:
    found = case(stage) if of is None else of
    verdict = claim_verdict(found.claims[0], MET | outcomes, LADDER)
    findings = tuple(finding(check, outcome) for check, outcome in (MET | outcomes).items())
    return readiness(found, (verdict,), findings + extra, LADDER)


def finding(
    check: str, outcome: Outcome, subject: str = "claim", severity: Severity = Severity.BLOCKER
) -> Finding:
    return Finding(check, "f", Subject(subject, "x"), outcome, severity, "")


class TestStage:
    """The highest stage whose checks, and those of every stage below, are all satisfied."""

    @pytest.mark.parametrize(
        ("blocked", "expected"),
        [("a", "asserted"), ("b", "acted-on"), ("c", "improved"), ("d", "sustained"), ("e", "embedded")],
    )
    @pytest.mark.parametrize("outcome", [Outcome.NOT_MET, Outcome.INSUFFICIENT, Outcome.ERROR])
    def test_a_blocking_check_stops_just_below_its_stage(
        self, blocked: str, expected: str, outcome: Outcome
    ) -> None:
        """Not met, insufficient and error all block."""
        verdict = claim_verdict(case().claims[0], MET | {blocked: outcome}, LADDER)
        assert expected == verdict.evidenced

    @pytest.mark.parametrize(
        "outcome", [Outcome.MET, Outcome.CONCERN, Outcome.NOT_APPLICABLE, Outcome.WAIVED]
    )
    def test_what_satisfies(self, outcome: Outcome) -> None:
        """Met, concern, not applicable and waived satisfy."""
        verdict = claim_verdict(case().claims[0], dict.fromkeys("abcde", outcome), LADDER)
        assert "service-wide" == verdict.evidenced

    def test_a_check_that_was_not_asked_blocks(self) -> None:
        """Nothing passes because nobody looked."""
        outcomes = {check: outcome for check, outcome in MET.items() if check != "c"}
        verdict = claim_verdict(case().claims[0], outcomes, LADDER)
        assert ("improved", Position.UNASSESSABLE) == (verdict.evidenced, verdict.position)

    def test_reservations_are_the_concerns_up_to_the_evidenced_stage(self) -> None:
        """A concern above the stage reached is none."""
        outcomes = MET | {"b": Outcome.CONCERN, "d": Outcome.NOT_MET, "e": Outcome.CONCERN}
        assert ("b",) == claim_verdict(case().claims[0], outcomes, LADDER).reservations

    def test_a_stage_that_is_none_is_below_the_first(self) -> None:
        """What is only asserted has rank 0, and a claim that says no more is supported without any check."""
        assert (0, 1, 5) == tuple(LADDER.rank(stage) for stage in ("asserted", "acted-on", "service-wide"))
        found = claim_verdict(
            attrs.evolve(case().claims[0], stage="asserted"), dict.fromkeys("abcde", Outcome.NOT_MET), LADDER
        )
        assert ("asserted", Position.SUPPORTED) == (found.evidenced, found.position)

    def test_a_verdict_says_whose_it_is(self) -> None:
        """Id, statement, stage claimed and what it serves are the claim's own."""
        claim = attrs.evolve(case("improved").claims[0], quality_statement="safe-systems")
        found = claim_verdict(claim, MET, LADDER)
        assert ("c1", "s", "improved", "service-wide", "safe-systems") == (
            found.id,
            found.statement,
            found.claimed,
            found.evidenced,
            found.serves,
        )

    @pytest.mark.parametrize(
        ("claimed", "blocked_by"), [("improved", ("a", "d")), ("service-wide", ("a", "d", "e"))]
    )
    def test_what_blocks_is_told_up_to_the_higher_of_claimed_and_required(
        self, claimed: str, blocked_by: tuple[str, ...]
    ) -> None:
        """A claim of less is told what stands before the required stage, one of more what stands before its own."""
        outcomes = MET | {"a": Outcome.NOT_MET, "d": Outcome.INSUFFICIENT, "e": Outcome.ERROR}
        assert blocked_by == claim_verdict(case(claimed).claims[0], outcomes, LADDER).blocked_by


class TestPosition:
    """Supported, overstated, unproven or unassessable, by what blocks up to the claimed stage."""

    @pytest.mark.parametrize(
        ("claimed", "outcomes", "expected"),
        [
            ("embedded", {}, Position.SUPPORTED),
            ("improved", {"c": Outcome.NOT_MET}, Position.SUPPORTED),
            ("embedded", {"c": Outcome.NOT_MET}, Position.OVERSTATED),
            ("embedded", {"c": Outcome.INSUFFICIENT}, Position.UNPROVEN),
            ("embedded", {"c": Outcome.INSUFFICIENT, "d": Outcome.NOT_MET}, Position.OVERSTATED),
            ("sustained", {"c": Outcome.INSUFFICIENT, "d": Outcome.NOT_MET}, Position.UNPROVEN),
            ("embedded", {"c": Outcome.ERROR, "d": Outcome.NOT_MET}, Position.UNASSESSABLE),
            ("improved", {"c": Outcome.ERROR}, Position.SUPPORTED),
            ("acted-on", {"a": Outcome.NOT_MET}, Position.OVERSTATED),
        ],
    )
    def test_by_what_blocks(self, claimed: str, outcomes: dict[str, Outcome], expected: Position) -> None:
        """One blocking check that is not met makes the claim overstated; an error makes it unassessable."""
        assert expected is claim_verdict(case(claimed).claims[0], MET | outcomes, LADDER).position


class TestReadiness:
    """The first rule that applies."""

    @pytest.mark.parametrize(
        ("claimed", "outcomes", "expected"),
        [
            ("embedded", {}, Readiness.READY),
            ("embedded", {"e": Outcome.NOT_MET}, Readiness.READY),
            ("embedded", {"e": Outcome.CONCERN}, Readiness.READY),
            ("service-wide", {"e": Outcome.CONCERN}, Readiness.READY_WITH_VARIATION),
            ("improved", {"d": Outcome.CONCERN}, Readiness.READY_WITH_VARIATION),
            ("improved", {"d": Outcome.NOT_MET}, Readiness.EARLY),
            ("embedded", {"d": Outcome.INSUFFICIENT}, Readiness.UNPROVEN),
            ("embedded", {"d": Outcome.NOT_MET}, Readiness.OVERSTATED),
            ("embedded", {"d": Outcome.ERROR}, Readiness.NOT_ASSESSABLE),
            ("improved", {"e": Outcome.ERROR}, Readiness.NOT_ASSESSABLE),
        ],
    )
    def test_by_the_claims(self, claimed: str, outcomes: dict[str, Outcome], expected: Readiness) -> None:
        """From not assessable down to ready."""
        assert expected is judged(claimed, **outcomes)

    @pytest.mark.parametrize(
        ("severity", "outcome", "expected"),
        [
            (Severity.BLOCKER, Outcome.NOT_MET, Readiness.OVERSTATED),
            (Severity.BLOCKER, Outcome.INSUFFICIENT, Readiness.READY),
            (Severity.MAJOR, Outcome.NOT_MET, Readiness.READY),
        ],
    )
    def test_a_blocker_outside_the_claims(
        self, severity: Severity, outcome: Outcome, expected: Readiness
    ) -> None:
        """A priority closed without proof makes the whole case overstated."""
        assert expected is judged("embedded", extra=(finding("closure", outcome, "priority", severity),))

    @pytest.mark.parametrize(
        ("place", "expected"),
        [
            ({"team": "elm"}, Readiness.READY_WITH_VARIATION),
            ({"shift": "day"}, Readiness.READY_WITH_VARIATION),
            ({"team": "oak"}, Readiness.READY),
        ],
    )
    def test_variation_counts_inside_the_scope(self, place: dict[str, str], expected: Readiness) -> None:
        """A statement about a team that the claim leaves out changes nothing."""
        stated = case(variation=[{"id": "v1", "claim": "c1", **place}])
        assert expected is judged("embedded", of=stated)

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            ([{"team": "elm", "shift": "night"}], Readiness.READY),
            ([{"team": "oak", "shift": "day"}], Readiness.READY),
            ([{"team": "elm", "shift": "day"}], Readiness.READY_WITH_VARIATION),
            ([{"shift": "night"}, {"shift": "day"}], Readiness.READY_WITH_VARIATION),
        ],
    )
    def test_variation_counts_in_team_and_shift_alike(
        self, rows: list[dict[str, str]], expected: Readiness
    ) -> None:
        """Where a claim is of one team by day, a statement outside either changes nothing, and the next one still may."""
        stated = case(variation=[{"id": f"v{n}", "claim": "c1", **row} for n, row in enumerate(rows)])
        by_day = attrs.evolve(stated, claims=(attrs.evolve(stated.claims[0], shifts=("day",)),))
        assert expected is judged("embedded", of=by_day)

    def test_variation_of_a_claim_that_is_not_there_is_passed_over(self) -> None:
        """A statement about another claim hides none that follows it."""
        stated = case(variation=[{"id": "v1", "claim": "c1"}, {"id": "v2", "claim": "c1", "team": "elm"}])
        odd = attrs.evolve(
            stated, variation=(attrs.evolve(stated.variation[0], claim="c9"), *stated.variation[1:])
        )
        assert Readiness.READY_WITH_VARIATION is judged("embedded", of=odd)
        assert Readiness.READY is judged("embedded", of=attrs.evolve(odd, variation=odd.variation[:1]))

    def test_nothing_checked_is_never_ready(self) -> None:
        """No claim, no evidence, or no required check cannot be assessed."""
        found = case()
        verdict = claim_verdict(found.claims[0], MET, LADDER)
        no_evidence = attrs.evolve(found, evidence=found.evidence.head(0))
        without = claim_verdict(found.claims[0], MET, Ladder((), "embedded"))
        assert Position.UNASSESSABLE is without.position
        assert {Readiness.NOT_ASSESSABLE} == {
            readiness(found, (), (), LADDER),
            readiness(no_evidence, (verdict,), (), LADDER),
            readiness(found, (verdict,), (), Ladder((), "embedded")),
        }
