"""JUnit: read by an outside reader, each outcome where build servers look for it."""

from __future__ import annotations

import io
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import pytest
from junitparser import Error, Failure, JUnitXml, Skipped

from takehold.engine.fail_on import FailOn
from takehold.engine.report import Options, render
from takehold.engine.result import Outcome, Readiness, Result, Severity, Subject, Verdict

from .making import finding, hostile, nothing, result

TESTCASE = {"name", "classname", "time", "group"}
TESTSUITE = {
    "name",
    "tests",
    "failures",
    "errors",
    "skipped",
    "time",
    "timestamp",
    "hostname",
    "id",
    "package",
}


def text(of: Result, **options: Any) -> str:
    made = render(of, "junit", Options(**options))
    assert isinstance(made, str)
    return made


def read(of: Result, **options: Any) -> JUnitXml:
    return JUnitXml.fromfile(io.BytesIO(text(of, **options).encode("utf-8")))


def outcomes(of: Result, **options: Any) -> dict[str, str]:
    """How each case came out, as junitparser reads it."""
    found = {}
    for suite in read(of, **options):
        for case in suite:
            kinds = {Failure: "failure", Error: "error", Skipped: "skipped"}
            said = [word for kind, word in kinds.items() for one in case.result if isinstance(one, kind)]
            found[case.name] = said[0] if said else "passed"
    return found


def test_each_outcome_is_where_a_build_server_looks() -> None:
    """Not met fails, a failed check errs, what does not apply or is waived is skipped, a reservation passes."""
    assert {
        "readiness": "failure",
        "baseline-identified": "passed",
        "change-introduced": "passed",
        "no-recurrence": "skipped",
        "repeat-evidence": "failure",
        "sources-aligned": "failure",
        "evidence-current": "skipped",
        "slippage-indicators": "skipped",
        "action-owned": "failure",
        "priority-live": "error",
        "evidence-linked": "passed",
    } == outcomes(result())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "failure"),
        (("verdict",), "failure"),
        (("blocker",), "skipped"),
        (("never",), "skipped"),
        (("sources-aligned",), "failure"),
    ],
)
def test_what_cannot_be_told_follows_what_the_run_fails_on(words: tuple[str, ...], expected: str) -> None:
    """An insufficient finding is a failure only where it makes the run fail."""
    fail_on = FailOn.of(words, ["sources-aligned"])
    assert expected == outcomes(result(), fail_on=fail_on)["sources-aligned"]


def test_the_counts_are_those_of_the_cases() -> None:
    """Each suite, and the whole, says how many cases there are and how each kind came out."""
    whole = read(result())
    assert (11, 4, 1) == (whole.tests, whole.failures, whole.errors)
    told = {suite.name: (suite.tests, suite.failures, suite.errors, suite.skipped) for suite in whole}
    assert {
        "verdict": (1, 1, 0, 0),
        "the service": (1, 0, 0, 0),
        "claim c1": (7, 2, 0, 3),
        "priority p1": (1, 0, 1, 0),
        "action a1": (1, 1, 0, 0),
    } == told


def test_class_and_name_are_unique() -> None:
    """GitLab ignores a second case of the same class and name, also where ids differ only in a full stop."""
    same = (
        finding("x", Outcome.NOT_MET, Subject("claim", "a.b")),
        finding("x", Outcome.NOT_MET, Subject("claim", "a_b")),
    )
    for of in (result(), result(same), hostile()):
        keys = [(case.classname, case.name) for suite in read(of) for case in suite]
        assert len(set(keys)) == len(keys)


def test_a_class_has_one_full_stop() -> None:
    """Jenkins takes what stands before the last full stop for a package: it is the service."""
    dotted = attrs.evolve(
        result((finding("x", Outcome.MET, Subject("claim", "v1.2")),)), service_id="elm.oak"
    )
    classes = {case.classname for suite in read(dotted) for case in suite}
    assert {"elm_oak.verdict", "elm_oak.claim v1_2"} == classes


def test_it_holds_only_what_both_dialects_know() -> None:
    """No attribute and no child beyond those of the schema that Jenkins publishes; properties only in a suite."""
    root = ET.fromstring(text(hostile()))
    assert set(root.attrib) <= {"name", "time", "tests", "failures", "errors", "disabled"}
    for suite in root:
        assert set(suite.attrib) <= TESTSUITE
        assert {child.tag for child in suite} <= {"properties", "testcase", "system-out", "system-err"}
        for case in suite.iter("testcase"):
            assert set(case.attrib) <= TESTCASE
            assert {child.tag for child in case} <= {"skipped", "error", "failure", "system-out"}
            assert len([child for child in case if child.tag != "system-out"]) <= 1


def test_a_case_in_which_nothing_was_judged_is_no_pass() -> None:
    """The verdict is a case of its own, so an empty result has one that errs."""
    assert {"readiness": "error"} == outcomes(nothing())


def test_a_verdict_that_passes_is_a_case_that_passes() -> None:
    """Readiness passes where the verdict does."""
    ready = Verdict(Readiness.READY, Readiness.READY, "embedded", "The case stands")
    assert "passed" == outcomes(result((), verdict=ready))["readiness"]


def test_a_failure_says_what_where_and_what_to_do() -> None:
    """Message, remedy and the rows to open are in the failure; its type is the severity."""
    (failure,) = [
        one
        for suite in read(result())
        for case in suite
        if case.name == "repeat-evidence"
        for one in case.result
    ]
    assert Severity.BLOCKER == failure.type
    assert [
        "repeat-evidence came out not-met",
        "To settle it: Settle repeat-evidence",
        "See claims.csv row 2; evidence.csv rows 4, 5, 6",
    ] == failure.text.splitlines()
