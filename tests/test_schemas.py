"""The schemas: valid themselves, true of what takehold writes, and as strict as what reads the files."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest

from takehold.engine.mapping import ready
from takehold.engine.measure.terms import Terms
from takehold.engine.model import TABLES, columns
from takehold.engine.plugins import installed
from takehold.engine.report import render
from takehold.engine.schemas import SCHEMAS, schema

from .report.making import hostile, nothing, pictured, result

ROOT = Path(__file__).parents[1]
RULESETS = sorted(installed().rulesets.items())
CASES = [ROOT / "fixtures" / name for name in ("ready", "overstated", "early")]


def faults(name: str, value: Any) -> list[str]:
    """What a validator has against a value."""
    made = schema(name)
    checker = jsonschema.Draft202012Validator(made, format_checker=jsonschema.FormatChecker())
    return [f"{list(error.absolute_path)}: {error.message}" for error in checker.iter_errors(value)]


def toml(text: str) -> Any:
    """A TOML document as an editor's validator sees it: dates are text."""
    return _plain(tomllib.loads(text))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    """Each holds by the rules of draft 2020-12 and has an address of its own."""
    made = schema(name)
    jsonschema.Draft202012Validator.check_schema(made)
    assert f"urn:takehold:schema:{name}" == made["$id"]


class TestResult:
    """The result document."""

    @pytest.mark.parametrize(
        "made", [result, nothing, hostile, pictured], ids=["every outcome", "nothing", "hostile", "pictured"]
    )
    def test_what_is_written_is_valid(self, made: Any) -> None:
        """Every kind of result holds."""
        assert [] == faults("result", json.loads(render(made(), "json")))

    @pytest.mark.parametrize("case", CASES, ids=lambda path: str(path.name))
    def test_a_real_result_is_valid(self, case: Path) -> None:
        """Each fixture's result holds, every figure and place of it."""
        from takehold.engine.assess import assess
        from takehold.engine.casefile import as_at, read_case
        from takehold.engine.ruleset import load

        found = installed()
        ruleset = load(["cqc-readiness"], found.find_ruleset, found.checks)
        made = assess(as_at(read_case(case), None), ruleset)
        assert [] == faults("result", json.loads(render(made, "json")))

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (("format",), "takehold-result/2"),
            (("verdict", "readiness"), "fine"),
            (("findings", 0, "outcome"), "passed"),
            (("findings", 0, "locations"), [{"file": "a.csv", "row": 0, "column": None}]),
            (("as_of",), "31/10/2026"),
            (("more",), 1),
        ],
    )
    def test_what_is_not_written_is_refused(self, path: tuple[Any, ...], value: Any) -> None:
        """A changed word, place or key does not hold."""
        document = json.loads(render(result(), "json"))
        inside = document
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = value
        assert faults("result", document)


class TestRuleset:
    """Rulesets, with the checks that are installed."""

    @pytest.mark.parametrize(("name", "entry"), RULESETS)
    def test_what_comes_with_takehold_is_valid(self, name: str, entry: Any) -> None:
        """Each ruleset holds."""
        assert [] == faults("ruleset", toml(entry.read_text("utf-8"))), name

    @pytest.mark.parametrize(
        "text",
        [
            "requird_stage = 'improved'",
            "[check.long-enough]\nmin_dayz = 3",
            "[check.long-enough]\nseverity = 'grave'",
            "[terms]\nwindoww = 3",
            "[[stage]]\nrank = 1",
            "max_waiver_days = 0",
        ],
    )
    def test_what_would_not_load_is_refused(self, text: str) -> None:
        """An unknown key, a word that does not fit, a number out of bounds."""
        assert faults("ruleset", toml(text))

    def test_every_parameter_is_there_with_its_default_and_help(self) -> None:
        """What an editor completes is what the check takes."""
        settings = schema("ruleset")["properties"]["check"]["properties"]
        checks = installed().checks
        assert set(checks) == set(settings)
        for id, check in checks.items():
            for field in check.parameters():
                told = settings[id]["properties"][field.name]
                assert (field.default, field.metadata["help"]) == (
                    tuple(told["default"]) if isinstance(field.default, tuple) else told["default"],
                    told["description"],
                )

    def test_every_fixed_word_is_there(self) -> None:
        """The numbers behind the fixed words can all be set."""
        assert {field.name for field in attrs.fields(Terms)} == set(
            schema("ruleset")["properties"]["terms"]["properties"]
        )


class TestPeoplesFiles:
    """What people write."""

    @pytest.mark.parametrize("case", CASES, ids=lambda path: str(path.name))
    def test_a_service_is_valid(self, case: Path) -> None:
        """Each fixture's service.toml holds, and so it does under a heading."""
        found = toml((case / "service.toml").read_text("utf-8"))
        assert [] == faults("service", found)
        bare = found.get("service", found)
        assert [] == faults("service", {"service": bare})

    def test_a_service_without_a_name_is_refused(self) -> None:
        """Id and name are needed; a cycle is one of three."""
        assert faults("service", {"id": "elm"})
        assert faults("service", {"id": "elm", "name": "Elm", "cycle": "year"})

    def test_a_document_knows_every_table_and_column(self) -> None:
        """The schema of a case names exactly the tables and columns that are read."""
        properties = schema("case")["properties"]
        assert set(TABLES) == set(properties)
        for name in TABLES:
            table = properties[name] if name == "service" else properties[name]["items"]
            assert [column.name for column in columns(name)] == list(table["properties"])

    def test_a_document_is_valid(self) -> None:
        """Lists as lists or as text, dates as text, words as words."""
        assert [] == faults(
            "case",
            toml(
                """
                [service]
                id = "elm"
                name = "Elm House"
                [[claims]]
                id = "c1"
                statement = "s"
                stage = "improved"
                teams = "all"
                changed_on = 2026-03-01
                [[evidence]]
                id = 1
                date = 2026-03-05
                kind = "audit"
                claims = ["c1"]
                scheduled = true
                """
            ),
        )

    def test_a_waiver_has_all_its_fields(self) -> None:
        """Check, subject, reason, by and until are needed, and nothing else is known."""
        waiver = {"check": "a", "subject": "c1", "reason": "r", "by": "b", "until": "2026-12-31"}
        assert [] == faults("waivers", {"waiver": [waiver]})
        for field in waiver:
            assert faults("waivers", {"waiver": [{k: v for k, v in waiver.items() if k != field}]})
        assert faults("waivers", {"waiver": [waiver | {"untill": "2026-12-31"}]})


class TestMapping:
    """A mapping, as an editor knows it."""

    @pytest.mark.parametrize("name", ready.names())
    def test_what_comes_with_takehold_is_valid(self, name: str) -> None:
        """Each ready-made mapping."""
        assert [] == faults("mapping", toml(ready.text(name)))

    @pytest.mark.parametrize(
        "told",
        [
            {"surce": []},
            {"source": [{"tabel": "evidence"}]},
            {"source": [{"columns": {"date": {"form": "Date"}}}]},
            {"source": [{"columns": {"date": 3}}]},
            {"source": [{"optional": "yes"}]},
        ],
    )
    def test_what_would_not_load_is_refused(self, told: Any) -> None:
        """A key that is none, and a value of another shape."""
        assert [] != faults("mapping", told)
