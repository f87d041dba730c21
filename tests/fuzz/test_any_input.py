"""Whatever a mapping, a ruleset, a file of waivers or an earlier result holds: it is read, or what is wrong is told.

Each test is bounded for every day; `TAKEHOLD_FUZZ=20000` tries so many examples of each instead.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from takehold.engine.casefile import as_at, describe, listing, read_case, write_case
from takehold.engine.errors import CaseError, ProblemsError, RulesetError, TakeholdError
from takehold.engine.plugins import installed
from takehold.engine.ruleset import load
from takehold.engine.testing import small_case
from takehold.engine.waivers import read_waivers

MANY = int(os.environ.get("TAKEHOLD_FUZZ", "100"))
FOUND = installed()
bounded = settings(
    max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

SMALL = st.text(max_size=8) | st.sampled_from(
    ["", "\0", "all", "met", "long-enough", "c1", "evidence", "2026-05-04"]
)
SCALAR = SMALL | st.integers(-(2**70), 2**70) | st.floats() | st.booleans() | st.dates()
ANY = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SMALL, inner, max_size=3),
    max_leaves=6,
)


def toml(value: Any) -> str:
    """A value as TOML, and for one that has no such form something like it."""
    import tomli_w

    try:
        return tomli_w.dumps(value)
    except (TypeError, ValueError, OverflowError):
        return repr(value)


def table(*keys: str) -> st.SearchStrategy[dict[str, Any]]:
    """A table with some keys that are known, and some that are not."""
    return st.dictionaries(st.sampled_from(keys) | SMALL, ANY, max_size=5)


def shown(error: ProblemsError) -> None:
    """What a refusal says can be shown, and says something."""
    assert error.problems
    (str(error) + describe(error.problems) + listing(error.problems)).encode()


WAIVER = table("check", "subject", "reason", "by", "until")
RULESET = st.fixed_dictionaries(
    {},
    optional={
        "version": ANY, "title": ANY, "extends": ANY | st.lists(st.sampled_from(["ladder", "cqc-readiness"]), max_size=2),
        "checks": ANY, "families": ANY, "mandatory": ANY, "required_stage": ANY, "max_waiver_days": ANY, "terms": ANY,
        "check": ANY | st.dictionaries(st.sampled_from(["long-enough", "repeat-evidence"]), table("min_days", "severity", "on", "cycles")),
        "stage": ANY | st.lists(table("id", "rank", "title", "requires"), max_size=3), "words": ANY, "plugins": st.integers(),
    },
)  # fmt: skip
MAPPING = st.fixed_dictionaries(
    {},
    optional={
        "service": ANY, "title": ANY,
        "source": ANY | st.lists(table("file", "sheet", "table", "columns", "fixed", "words", "dates", "leave_out", "like", "unfold"), max_size=3),
    },
)  # fmt: skip


@bounded
@given(
    st.binary(max_size=150)
    | st.builds(lambda rows: toml({"waiver": rows}).encode(), ANY | st.lists(WAIVER, max_size=3))
)
def test_any_waivers(content: bytes) -> None:
    """A file of waivers gives waivers and problems, and never an exception."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "waivers.toml"
        path.write_bytes(content)
        found = read_waivers(path)
    (describe(found.problems) + listing(found.problems)).encode()


@bounded
@given(st.binary(max_size=150) | RULESET.map(toml).map(lambda text: text.encode("utf-8", "replace")))
def test_any_ruleset(content: bytes) -> None:
    """A ruleset is read, or refused with every reason."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.toml"
        path.write_bytes(content)
        try:
            load([str(path)], FOUND.find_ruleset, FOUND.checks)
        except RulesetError as error:
            shown(error)
        except TakeholdError as error:
            str(error).encode()


@bounded
@given(st.binary(max_size=150) | MAPPING.map(toml).map(lambda text: text.encode("utf-8", "replace")))
def test_any_mapping(content: bytes) -> None:
    """An export with any mapping gives a case with its problems, or a refusal."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "export.csv").write_text("Ref,When,Kind\n1,04/05/2026,audit\n")
        (Path(folder) / "mapping.toml").write_bytes(content)
        try:
            problems = read_case(Path(folder)).problems
        except CaseError as error:
            shown(error)
            return
    (describe(problems) + listing(problems)).encode()


def sound() -> dict[str, Any]:
    rows = [
        {"id": f"e{n}", "date": f"2026-05-{n + 10}", "kind": "audit", "claims": ["c1"], "result": "met"}
        for n in range(6)
    ]
    return {
        "claims": [{"id": "c1", "statement": "Bells are answered", "stage": "improved", "changed_on": "2026-05-12"}],
        "evidence": rows, "teams": [{"id": "oak"}],
    }  # fmt: skip


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A sound case in each form that is one file."""
    folder = tmp_path_factory.mktemp("forms")
    case = small_case({"as_of": "2026-06-30"}, **sound())
    for form in ("json", "toml", "xlsx"):
        write_case(case, folder / f"case.{form}")
    return {form: (folder / f"case.{form}").read_bytes() for form in ("json", "toml", "xlsx")}


@pytest.mark.parametrize("form", ["json", "toml", "xlsx"])
def test_any_damage(forms: dict[str, bytes], form: str, tmp_path: Path) -> None:
    """A sound file with some bytes changed, cut out, doubled or cut off gives a case or a refusal; a case can be cut off at its date."""
    chance = random.Random(form)
    path = tmp_path / f"case.{form}"
    for _ in range(MANY):
        data = bytearray(forms[form])
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(max(1, len(data)))
            what = chance.randrange(4)
            if what == 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            elif what == 1:
                del data[at : at + chance.randint(1, 30)]
            elif what == 2:
                data[at:at] = data[at : at + chance.randint(1, 30)]
            else:
                data[at:] = b"" if chance.random() < 0.2 else data[at:]
        path.write_bytes(data)
        try:
            case = read_case(path)
            if case.sound:
                as_at(case, None)
            (describe(case.problems) + listing(case.problems)).encode()
        except CaseError as error:
            shown(error)


@bounded
@given(st.binary(max_size=100) | ANY.map(lambda value: json.dumps(value, default=str).encode()))
def test_any_earlier_result(content: bytes) -> None:
    """What `--previous` and `compare` are given is a result, or is refused in a sentence."""
    from takehold.engine.cli import main

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "old.json"
        path.write_bytes(content)
        assert 2 == main(["compare", str(path), str(path)])
