"""Whatever bytes a case file holds, reading gives a case with its problems or a refusal, and never anything else."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.engine.casefile import Limits, describe, listing, read_case
from takehold.engine.errors import CaseError, UsageError
from takehold.engine.model import TABLES, columns

from .writing_down import CLAIMS, EVIDENCE, SERVICE, all_told, read_folder, write_folder


def read_anything(path: Path) -> None:
    """Read, and hold the reader to what it promises: problems that can be shown, or a refusal."""
    try:
        problems = read_case(path).problems
    except CaseError as error:
        problems = error.problems
        assert problems
    (describe(problems) + listing(problems)).encode()
    assert not any(str(path.parent) in problem.message + problem.place.file for problem in problems)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["service.toml", "claims.csv", "evidence.csv", "teams.csv", "evidence.parquet"]),
    st.binary(max_size=200) | st.text(max_size=200).map(str.encode),
)
def test_any_bytes_in_a_folder(name: str, content: bytes) -> None:
    """Any bytes in any of a folder's files."""
    with tempfile.TemporaryDirectory() as folder:
        read_anything(write_folder(Path(folder), {name: content}))


@settings(max_examples=150, deadline=None)
@given(st.text("idatekn,;\t\"'\n\r -/123ae\0\ufeffé", max_size=120))
def test_any_table(content: str) -> None:
    """Anything that looks like a table: delimiters, quotation marks and line breaks in any order."""
    with tempfile.TemporaryDirectory() as folder:
        read_anything(write_folder(Path(folder), {"evidence.csv": "id,date,kind\n" + content}))


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["\0", "all", ";"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
NAMES = sorted({column.name for table in TABLES for column in columns(table)})
RECORDS = st.lists(
    st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=4), ANYTHING, max_size=6), max_size=3
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from([*TABLES, "oddity"]), RECORDS | ANYTHING, max_size=5))
def test_any_document(content: dict[str, Any]) -> None:
    """A JSON document with the right names and anything at all under them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.json"
        path.write_text(json.dumps(content))
        read_anything(path)


@pytest.mark.parametrize(
    ("limits", "files", "says"),
    [
        (Limits(max_rows=1), {"evidence.csv": EVIDENCE + "e2,2026-05-04,audit\n"}, "TAKEHOLD_MAX_ROWS"),
        (Limits(max_cell=10), {"claims.csv": CLAIMS}, "TAKEHOLD_MAX_CELL"),
        (Limits(max_columns=2), {"evidence.csv": EVIDENCE}, "TAKEHOLD_MAX_COLUMNS"),
        (Limits(max_file_bytes=60), {"service.toml": SERVICE + "#" * 60}, "TAKEHOLD_MAX_FILE_BYTES"),
        (Limits(max_depth=3), {"service.toml": "a = [[[[1]]]]"}, "TAKEHOLD_MAX_DEPTH"),
    ],
)
def test_limits(tmp_path: Path, limits: Limits, files: dict[str, str | bytes | None], says: str) -> None:
    """A file over a limit is refused in a sentence that names the setting which raises it."""
    case = read_case(write_folder(tmp_path, files), limits=limits)

    assert not case.sound
    assert any(says in line for line in all_told(case))


def test_limits_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The environment raises and lowers a limit; what is no number there is refused."""
    monkeypatch.setenv("TAKEHOLD_MAX_CELL", "5")
    assert not read_folder(tmp_path, {}).sound
    monkeypatch.setenv("TAKEHOLD_MAX_CELL", "a lot")
    with pytest.raises(UsageError, match="TAKEHOLD_MAX_CELL is 'a lot'"):
        read_case(tmp_path)


def test_device_is_not_read(tmp_path: Path) -> None:
    """A pipe or device under a file's name is never opened."""
    import os

    (tmp_path / "case").mkdir()
    os.mkfifo(tmp_path / "c.toml")

    with pytest.raises(CaseError, match="This is not a file"):
        read_case(tmp_path / "c.toml")
