"""For authors of checks: build a small case in a few lines, ask one check, and keep cases as data.

A case for a check is a TOML file: a `base` (tables as CSV text, `service` as keys), then one `[[case]]` after
another, each changing the base by as little as possible and saying which outcome must come out.

```toml
check = "repeat-evidence"

[base]
service = { id = "elm", name = "Elm House", as_of = "2026-06-30" }
claims = '''
id, statement, stage, changed_on
c1, Calls are answered within five minutes, sustained, 2026-04-01
'''

[[case]]
name = "three good months in a row"
outcome = "met"
set.claims.c1 = { changed_on = "2026-03-01" }
add.evidence = '''
id, date, kind, result
e9, 2026-06-02, audit, met
'''
drop.evidence = ["e1"]
params = { cycles = 2 }
says = ["June 2026"]
```
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from .assess import judge, subjects
from .check import CheckClass
from .measure.terms import Terms
from .model import Case
from .result import Finding, Outcome
from .ruleset import Use
from .view import ServiceView

Rows = list[dict[str, Any]]


def rows(table: str | Rows) -> Rows:
    """A table's rows: as they are, or read from CSV text (cells trimmed, blanks left out)."""
    if not isinstance(table, str):
        return [dict(row) for row in table]
    found = csv.DictReader(io.StringIO(table.strip()), skipinitialspace=True)
    return [
        {name.strip(): cell.strip() for name, cell in row.items() if name and cell and cell.strip()}
        for row in found
    ]


def small_case(service: Mapping[str, Any] | None = None, **tables: str | Rows) -> Case:
    """A case from a few tables, read as a JSON case file is and taken as at its date.

    Raises AssertionError, with every problem, where the data has errors.
    """
    from .casefile import as_at, read_case

    told = {"id": "elm", "name": "Elm House", **(service or {})}
    document = {"service": told, **{name: rows(table) for name, table in tables.items()}}
    document.setdefault("claims", [])
    document.setdefault("evidence", [])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.json"
        path.write_text(json.dumps(document, default=str), encoding="utf-8")
        case = as_at(read_case(path), None)
    problems = [problem for problem in case.problems if problem.level == "error"]
    assert not problems, "\n".join(f"{p.place}: {p.message}" for p in problems)
    return case


def one_claim(evidence: str | Rows, **tables: str | Rows) -> Case:
    """A small case of one claim, `c1`, that its evidence belongs to: changed on 1 March 2026, judged on 30 June 2026.

    A record that names no claim is about `c1`.
    """
    claim = {"id": "c1", "statement": "Calls are answered sooner", "stage": "improved", "theme": "calls"}
    records = [{"claims": "c1", **row} for row in rows(evidence)]
    claims = [claim | {"changed_on": "2026-03-01"}]
    return small_case({"as_of": "2026-06-30"}, claims=claims, evidence=records, **tables)


def assess_one(
    check: CheckClass,
    case: Case,
    subject: str | None = None,
    *,
    terms: Terms | None = None,
    **parameters: Any,
) -> Finding:
    """One check's finding for one subject (the only one, where none is named)."""
    chosen = terms or Terms()
    use = Use(check(**parameters), check.severity, check.sources, chosen)
    service = ServiceView(case, chosen)
    found = [(s, view) for s, view in subjects(service, use) if subject in (None, s.id)]
    assert len(found) == 1, f"name the subject: there are {[s.id for s, _ in subjects(service, use)]}"
    return judge(service, use, *found[0])


def checks_in(*rulesets: str | Path, files: Iterable[str | Path] = ()) -> dict[str, CheckClass]:
    """The checks that some rulesets run, by id: those in Python and those that a ruleset declares without code.

    `files` are plugins that are single files. Raises RulesetError for a ruleset that cannot be used.
    """
    from .plugins import installed

    uses = installed(files=files).ruleset([str(name) for name in rulesets]).uses
    return {use.id: type(use.check) for use in uses}


def assert_conforms(check: CheckClass) -> None:
    """Fail, naming every rule of a check that this one does not keep (see `conformance`)."""
    from .conformance import faults

    found = faults(check)
    assert not found, f"{check.id} does not keep the rules:\n" + "\n".join(f"- {fault}" for fault in found)


@attrs.frozen
class CheckCase:
    """One case of a check, as data, and what must come out."""

    file: str
    check: str
    name: str
    tables: Mapping[str, Any]
    outcome: Outcome
    subject: str | None = None
    parameters: Mapping[str, Any] = attrs.field(factory=dict)
    says: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    contradicting: tuple[str, ...] = ()
    figures: Mapping[str, Any] = attrs.field(factory=dict)

    def run(self, checks: Mapping[str, CheckClass]) -> Finding:
        """Ask the check."""
        tables = {name: table for name, table in self.tables.items() if name != "service"}
        case = small_case(self.tables.get("service"), **tables)
        known = {field.name for field in attrs.fields(Terms)}
        terms = Terms(**{name: value for name, value in self.parameters.items() if name in known})
        own = {name: value for name, value in self.parameters.items() if name not in known}
        return assess_one(checks[self.check], case, self.subject, terms=terms, **own)

    def assert_holds(self, checks: Mapping[str, CheckClass]) -> None:
        """Fail with the finding's own words where something else came out."""
        finding = self.run(checks)
        assert finding.outcome == self.outcome, f"{finding.outcome}: {finding.message} {finding.remedy}"
        text = f"{finding.message} {finding.remedy}"
        for words in self.says:
            assert words in text, f"{words!r} is not in: {text}"
        assert set(self.supporting) <= set(finding.supporting), f"supporting: {finding.supporting}"
        assert set(self.contradicting) <= set(finding.contradicting), (
            f"contradicting: {finding.contradicting}"
        )
        found = {name: finding.figures.get(name) for name in self.figures}
        assert found == self.figures, f"figures: {dict(finding.figures)}"


_CASE_KEYS = frozenset(
    [
        "name",
        "outcome",
        "subject",
        "set",
        "add",
        "drop",
        "params",
        "says",
        "supporting",
        "contradicting",
        "figures",
    ]
)


def read_cases(path: Path) -> Iterator[CheckCase]:
    """The cases of one file. Raises ValueError for a key that is none, so that a slip cannot pass unseen."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    base = {name: table if name == "service" else rows(table) for name, table in data.get("base", {}).items()}
    for told in data["case"]:
        if unknown := set(told) - _CASE_KEYS:
            raise ValueError(f"{path.name}: {sorted(unknown)} are no keys of a case")
        yield CheckCase(
            file=path.name,
            check=data["check"],
            name=told["name"],
            tables=_changed(base, told),
            outcome=Outcome(told["outcome"]),
            subject=told.get("subject"),
            parameters=told.get("params", {}),
            says=tuple(told.get("says", ())),
            supporting=tuple(told.get("supporting", ())),
            contradicting=tuple(told.get("contradicting", ())),
            figures=told.get("figures", {}),
        )


def _changed(base: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """The base with a case's changes: rows dropped (`all`, or by id), cells set (`""` blanks one), rows added."""
    tables: dict[str, Any] = {
        name: dict(table) if name == "service" else [dict(row) for row in table]
        for name, table in base.items()
    }
    for table, ids in told.get("drop", {}).items():
        tables[table] = [row for row in tables[table] if ids != "all" and row["id"] not in ids]
    for table, changes in told.get("set", {}).items():
        if table == "service":
            tables[table] = {k: v for k, v in {**tables.get(table, {}), **changes}.items() if v != ""}
            continue
        for id, cells in changes.items():
            matching = [row for row in tables[table] if row["id"] == id]
            if not matching:
                raise ValueError(f"{told['name']}: {table} has no row {id!r}")
            for row in matching:
                row.update(cells)
                for name in [name for name, value in row.items() if value == ""]:
                    del row[name]
    for table, more in told.get("add", {}).items():
        tables[table] = [*tables.get(table, []), *rows(more)]
    return tables
