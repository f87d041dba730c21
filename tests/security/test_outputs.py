"""A case in which every text is hostile, through every command: what comes out is shown, and obeyed by nothing."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from takehold.engine.cli import main
from takehold.engine.graph_writing.formats import FORMATS as GRAPHS
from takehold.engine.report.formats import FORMATS

EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://x.example";"y")',
    "@SUM(A1)",
    "+1+1",
    "\x1b]0;owned\x07\x1b[31mred\x9b31m",
    "a\u202eevil\u2066 \u200e",
    "::error file=x::boo\n::set-output name=x::y",
    "##[error]boo ##vso[task.complete] ##teamcity[x]",
    "[bold red]x[/] [@click=app.quit]here[/]",
    "![i](http://x.example/i.png) [l](javascript:alert(1)) | a |",
    'end"]\nclick A href "javascript:alert(1)"\n%%{init: {}}%%',
    '"; rankdir=LR; x [URL="http://x.example"]; "',
    "- !!python/object/apply:os.system ['true']\n...\n---",
    "END:VEVENT\r\nBEGIN:VALARM",
    "not ok 9\nBail out!",
    "]]></failure><!-- &x; %0A::error::x",
)
NEVER = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]")
"""What no output may hold as it is: control characters, and what turns the direction of writing round."""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case whose every text is hostile, and that can still be judged."""
    text = iter(EVIL * 50)
    every = " ".join(EVIL)
    evidence = [
        {"id": f"e{n}", "date": f"2026-{n % 6 + 1:02}-11", "kind": ("audit", "feedback", "incident", "observation")[n % 4],
         "theme": every, "team": "t", "shift": "s", "measure": "m", "numerator": 3 + (n % 6) // 2, "denominator": 6,
         "recorded_by": next(text), "source": next(text), "note": next(text), "staff": [next(text).replace(";", ",")]}
        for n in range(36)
    ]  # fmt: skip
    document = {
        "service": {"id": every.replace(";", ","), "name": every, "as_of": "2026-06-30", "provider": every, "kind": every},
        "teams": [{"id": "t", "name": every}, {"id": "u", "name": every}],
        "shifts": [{"id": "s", "name": every, "out_of_hours": True}],
        "measures": [{"id": "m", "name": every, "theme": every, "unit": every, "better": "higher", "summary": "proportion", "target": 0.9}],
        "claims": [
            {"id": f"c{n}", "statement": evil, "theme": every, "stage": "embedded", "measure": "m", "problem": evil,
             "cause": evil, "standard": evil, "owner": evil, "changed_on": "2026-03-01"}
            for n, evil in enumerate(EVIL)
        ],
        "evidence": evidence,
        "priorities": [{"id": "p1", "theme": every, "problem": every, "why": every, "owner": every, "opened": "2026-02-01"}],
        "actions": [
            {"id": f"a{n}", "priority": "p1", "text": evil, "owner": evil, "opened": "2026-02-01", "due": evil, "check": evil, "outcome": evil}
            for n, evil in enumerate(EVIL)
        ],
        "updates": [{"id": "u1", "about": "p1", "date": "2026-05-01", "text": every, "author": every}],
        "reviews": [{"id": "r1", "date": "2026-05-01", "level": "manager", "about": ["c1"], "finding": "holding", "challenge": every, "decision": every, "forum": every}],
        "monitoring": [{"id": "w1", "claim": "c1", "indicator": every, "trigger": every, "owner": every, "response": every}],
        "variation": [{"id": "v1", "claim": "c1", "team": "t", "explanation": every, "material": True}],
        every[:60]: [{"x": every}],
    }  # fmt: skip
    path = tmp_path_factory.mktemp("evil") / "case.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def reports(case: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every report that is a file, by its format."""
    folder = tmp_path_factory.mktemp("reports")
    files = {format: folder / f"r{ending}" for format, ending in FORMATS.items() if ending}
    words = [word for path in files.values() for word in ("--write", str(path))]
    assert main(["assess", str(case), *words]) in (1, 3)
    return {format: path.read_bytes() for format, path in files.items()}


def said(capsysbinary: pytest.CaptureFixture[bytes], *words: str) -> str:
    """What a command writes, on both streams."""
    main(list(words))
    out, err = capsysbinary.readouterr()
    return out.decode("utf-8") + err.decode("utf-8")


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"xlsx"}))
def test_no_report_holds_what_cannot_be_seen(
    case: Path, capsysbinary: pytest.CaptureFixture[bytes], format: str
) -> None:
    """No control character, terminal escape or direction override stands in any report that is text."""
    assert [] == NEVER.findall(
        said(capsysbinary, "assess", str(case), "--format", format).removeprefix("\ufeff")
    )


@pytest.mark.parametrize("format", GRAPHS)
def test_no_graph_holds_what_cannot_be_seen(
    case: Path, capsysbinary: pytest.CaptureFixture[bytes], format: str
) -> None:
    """The same of every form of the graph."""
    assert [] == NEVER.findall(said(capsysbinary, "graph", str(case), "--format", format))


@pytest.mark.parametrize(
    "words",
    [
        ("validate", "CASE"),
        ("path", "CASE"),
        ("explain", "repeat-evidence", "CASE"),
        ("explain", "claim-specific", "CASE"),
        ("waivers", "CASE"),
        ("compare", "CASE", "CASE"),
        ("assess", "CASE", "--verbose"),
        ("assess", "CASE", "--ruleset", "\x1b[31mred"),
        ("assess", "\x1b[31mred\u202e"),
        ("explain", "\x1b[31mred"),
    ],
    ids=" ".join,
)
def test_no_command_says_what_a_terminal_obeys(
    case: Path, capsysbinary: pytest.CaptureFixture[bytes], words: tuple[str, ...]
) -> None:
    """Standard output and standard error are both free of it, also where an argument is hostile."""
    told = said(capsysbinary, *(str(case) if word == "CASE" else word for word in words))

    assert told
    assert [] == NEVER.findall(told)


class _Tags(html.parser.HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_html(reports: dict[str, bytes]) -> None:
    """The page has no script, no handler, nothing to fetch and no address but its own places."""
    for tag, attributes in _Tags(reports["html"].decode("utf-8")).found:
        assert tag not in ("script", "iframe", "object", "embed", "img", "form", "base")
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
        assert attributes.get("src") is None


def test_xlsx(reports: dict[str, bytes]) -> None:
    """The pack holds no formula, no link and no part that leads out of it."""
    with zipfile.ZipFile(io.BytesIO(reports["xlsx"])) as package:
        for name in package.namelist():
            assert name.endswith((".xml", ".rels"))
            for element in ET.fromstring(package.read(name)).iter():
                assert element.tag.rpartition("}")[2] not in (
                    "f",
                    "hyperlink",
                    "externalReference",
                    "ddeLink",
                )
                assert element.get("TargetMode") != "External"
                assert not NEVER.search((element.text or "").replace("\r", ""))


def _formula(text: str) -> bool:
    return text.lstrip().startswith(("=", "+", "-", "@"))


def test_csv(reports: dict[str, bytes]) -> None:
    """No cell begins as a formula does."""
    rows = list(csv.reader(io.StringIO(reports["csv"].decode("utf-8-sig"))))

    assert len(rows) > 100
    assert [] == [cell for row in rows for cell in row if _formula(cell)]


@pytest.mark.parametrize("ending", ["csv", "ics"])
def test_a_diary(case: Path, tmp_path: Path, ending: str) -> None:
    """The steps as a diary hold no formula, and no entry or property but their own."""
    path = tmp_path / f"plan.{ending}"
    main(["path", str(case), "--write", str(path)])
    text = path.read_text(encoding="utf-8-sig")

    assert [] == NEVER.findall(text)
    if ending == "csv":
        assert [] == [cell for row in csv.reader(io.StringIO(text)) for cell in row if _formula(cell)]
    else:
        known = ("BEGIN:VCALENDAR", "BEGIN:VEVENT", "BEGIN:VTODO", "END:VCALENDAR", "END:VEVENT", "END:VTODO")
        lines = text.splitlines()
        assert set(known) >= {line for line in lines if line.startswith(("BEGIN:", "END:"))}


def test_xml(reports: dict[str, bytes]) -> None:
    """JUnit is one well-formed document without entities of its own."""
    assert b"<!DOCTYPE" not in reports["junit"] and b"<!ENTITY" not in reports["junit"]
    ET.fromstring(reports["junit"])


@pytest.mark.parametrize("format", ["json", "sarif"])
def test_json(reports: dict[str, bytes], format: str) -> None:
    """What was said is read back from the document as it was."""
    assert "<script>alert(1)</script>" in str(json.loads(reports[format]))


def _commands(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if re.match(r"\s*::[a-zA-Z-]+", line) or re.search(r"##(\[|vso\[|teamcity\[)", line):
            yield line


def test_github(case: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Every command to the build server is one of ours: an annotation, with all of its text inside it."""
    found = list(_commands(said(capsysbinary, "assess", str(case), "--format", "github")))

    assert found
    assert all(re.match(r"::(error|warning|notice|group|endgroup)\b", line) for line in found)
    assert not any("::boo" in line and not line.startswith("::") for line in found)
    assert not any(line.startswith(("::set-output", "::error file=x::")) for line in found)


@pytest.mark.parametrize("format", ["text", "json", "markdown", "tap", "csv", "sarif"])
def test_a_build_server_that_reads_the_log_obeys_nothing(
    case: Path, capsysbinary: pytest.CaptureFixture[bytes], format: str
) -> None:
    """No report on standard output holds a line that a build server takes as an order."""
    assert [] == list(_commands(said(capsysbinary, "assess", str(case), "--format", format)))


def test_tap(reports: dict[str, bytes]) -> None:
    """The data bails out of nothing, and every test line is one of the plan's."""
    lines = reports["tap"].decode("utf-8").splitlines()
    plan = int(next(line for line in lines if re.match(r"1\.\.\d+", line)).partition("..")[2])

    assert not any(line.startswith("Bail out!") for line in lines)
    assert plan == sum(bool(re.match(r"(not )?ok \d+", line)) for line in lines)


def test_markdown(reports: dict[str, bytes]) -> None:
    """No image, no link and no element of the data's own."""
    from markdown_it import MarkdownIt

    tokens = [
        child
        for token in MarkdownIt("commonmark").enable("table").parse(reports["markdown"].decode())
        for child in (token, *(token.children or ()))
    ]
    assert not any(token.type in ("image", "link_open") for token in tokens)
    assert {"<sub>", "</sub>"} >= {token.content for token in tokens if token.type == "html_inline"}
    blocks = [token.content for token in tokens if token.type == "html_block"]
    assert not any(re.search(r"<(?!/?(details|summary|br|b|sub)\b|!--)", block) for block in blocks)


def test_mermaid(case: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """No line clicks, configures or links anything, and no label ends early."""
    main(["graph", str(case), "--format", "mermaid"])
    lines = capsysbinary.readouterr()[0].decode().splitlines()

    assert not any(re.match(r"\s*(click|%%\{|linkStyle|style)\b", line) for line in lines)
    assert all(line.count('"') in (0, 2, 4) for line in lines)
    assert not any("<" in line for line in lines if not line.startswith("```"))


def test_dot(case: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Outside quoted texts the file has no attribute but its own."""
    main(["graph", str(case), "--format", "dot"])
    outside = re.sub(r'"(?:\\.|[^"\\])*"', '""', capsysbinary.readouterr()[0].decode())

    assert not re.search(r"\b(URL|href|image|rankdir=LR; x)\b", outside)
    assert "<" not in outside


def test_graphml(case: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """The file is one well-formed document without entities of its own."""
    main(["graph", str(case), "--format", "graphml"])
    text = capsysbinary.readouterr()[0].decode()

    assert "<!ENTITY" not in text
    assert "<script>alert(1)</script>" in "".join(ET.fromstring(text).itertext())


def test_yaml(case: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """No tag stands outside a quoted text of the GSN file, so that no reader of YAML builds anything from it."""
    main(["graph", str(case), "--format", "gsn"])
    outside = re.sub(r'"(?:\\.|[^"\\])*"', '""', capsysbinary.readouterr()[0].decode())

    assert "!!" not in outside and "\n---" not in outside and "\n..." not in outside
