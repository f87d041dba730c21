"""JUnit XML as Jenkins (xunit2) and GitLab both read it: a suite for each subject, a case for each check.

| outcome | becomes |
|---|---|
| met, concern | a case that passes; a reservation is said in its output |
| not-met | a failure, whose type is its severity |
| insufficient | a failure where it is one of those that the run fails on, else skipped |
| not-applicable, waived | skipped, with the reason |
| error | an error |

The first suite holds one case for the verdict, so that a report with nothing in it cannot pass. No times are
written: the same result gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree as ET

from ..calendar import say_date
from ..model import Level
from ..result import Finding, Outcome, Readiness, Result, Subject
from .escape import clean
from .formats import Options
from .telling import OUTCOMES, READINESS, about, place_said, records_said

_KINDS: Final = ("service", "claim", "priority", "action")


def render(result: Result, options: Options) -> str:
    """The result as one `testsuites` document."""
    suites = ET.Element("testsuites", name=clean(f"takehold {result.service_name}"))
    suites.append(_verdict(result))
    for subject in sorted({f.subject for f in result.findings}, key=lambda s: (_KINDS.index(s.type), s.id)):
        findings = [finding for finding in result.findings if finding.subject == subject]
        suites.append(_suite(result, subject, findings, options))
    _make_unique(suites)
    _count(suites, *suites)
    del suites.attrib["skipped"]  # Jenkins' schema knows it of a suite, not of the whole.
    ET.indent(suites, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _verdict(result: Result) -> ET.Element:
    suite = ET.Element("testsuite", name="verdict")
    properties = ET.SubElement(suite, "properties")
    told = {
        "takehold": result.takehold,
        "ruleset": f"{result.ruleset.id} {result.ruleset.version}",
        "ruleset digest": result.ruleset.digest,
        "as of": result.as_of.isoformat(),
        "required stage": result.verdict.required_stage,
    }
    for name, value in told.items():
        ET.SubElement(properties, "property", name=name, value=clean(value))
    case = ET.SubElement(suite, "testcase", name="readiness", classname=_class(result, "verdict"))
    readiness = result.verdict.readiness
    summary = clean(result.verdict.summary)
    if not readiness.passes:
        tag = "error" if readiness is Readiness.NOT_ASSESSABLE else "failure"
        broken = ET.SubElement(case, tag, type=str(readiness), message=f"{READINESS[readiness]}: {summary}")
        broken.text = "\n".join(_problems(result, Level.ERROR)) or summary
    said = [summary, *_problems(result, Level.WARNING)]
    ET.SubElement(case, "system-out").text = "\n".join(said)
    _count(suite, case)
    return suite


def _problems(result: Result, level: Level) -> list[str]:
    return [f"{place_said(p.place)}: {clean(p.message)}" for p in result.problems if p.level is level]


def _suite(result: Result, subject: Subject, findings: Sequence[Finding], options: Options) -> ET.Element:
    suite = ET.Element("testsuite", name=about(subject))
    cases = [_case(result, finding, options) for finding in findings]
    suite.extend(cases)
    _count(suite, *cases)
    return suite


def _case(result: Result, finding: Finding, options: Options) -> ET.Element:
    case = ET.Element("testcase", name=finding.check, classname=_class(result, about(finding.subject)))
    message = clean(finding.message)
    match finding.outcome:
        case Outcome.ERROR:
            ET.SubElement(case, "error", type="error", message=message).text = _told(finding)
        case Outcome.NOT_MET:
            ET.SubElement(case, "failure", type=str(finding.severity), message=message).text = _told(finding)
        case Outcome.INSUFFICIENT if options.fail_on.counts(finding, result):
            ET.SubElement(case, "failure", type="insufficient", message=message).text = _told(finding)
        case Outcome.INSUFFICIENT | Outcome.NOT_APPLICABLE | Outcome.WAIVED:
            said = f"{OUTCOMES[finding.outcome]}: {_waiver(finding) or message}"
            ET.SubElement(case, "skipped", message=said)
        case Outcome.CONCERN:
            ET.SubElement(case, "system-out").text = f"With a reservation. {_told(finding)}"
        case _:
            ET.SubElement(case, "system-out").text = message
    return case


def _waiver(finding: Finding) -> str:
    if finding.waiver is None:
        return ""
    waiver = finding.waiver
    return f"until {say_date(waiver.until)} by {clean(waiver.by)}, because {clean(waiver.reason)}"


def _told(finding: Finding) -> str:
    """The whole of a finding: what was found, what would settle it, where to look."""
    lines = [clean(finding.message)]
    lines += [f"To settle it: {clean(finding.remedy)}"] if finding.remedy else []
    lines += [f"See {records}"] if (records := records_said(finding.locations, 20)) else []
    return "\n".join(lines)


def _class(result: Result, name: str) -> str:
    """The class a case is filed under: Jenkins takes what stands before the last full stop for its package."""
    service = clean(result.service_id).replace(".", "_")
    return f"{service}.{name.replace('.', '_')}"


def _make_unique(suites: ET.Element) -> None:
    """GitLab ignores a second case of one class and name: ids that differ only in a full stop are told apart."""
    seen: Counter[tuple[str, str]] = Counter()
    for case in suites.iter("testcase"):
        key = case.get("classname", ""), case.get("name", "")
        seen[key] += 1
        if seen[key] > 1:
            case.set("name", f"{key[1]} ({seen[key]})")


def _count(suite: ET.Element, *inside: ET.Element) -> None:
    """Write how many cases there are and how each kind came out: of cases by their children, of suites by their sums."""
    for name, tag in (("tests", None), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        n = 0
        for part in inside:
            if part.tag == "testsuite":
                n += int(part.get(name, "0"))
            else:
                n += tag is None or part.find(tag) is not None
        suite.set(name, str(n))
