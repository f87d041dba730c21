"""Two guides open on one case, a file changed underneath, a disk that is full: said plainly, nothing overwritten."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import attrs
import pytest

from takehold.engine.casefile import Form, read_case, write_case
from takehold.engine.errors import CaseError
from takehold.engine.testing import small_case
from takehold.tui import records
from takehold.tui.session import ChangedOnDisk, Session

from .test_files import disk_of

CLAIMS = [
    {
        "id": "c1",
        "statement": "Bells are answered within five minutes",
        "stage": "improved",
        "owner": "Nobody",
    }
]


@pytest.fixture(params=[Form.FOLDER, Form.JSON, Form.XLSX])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    form: Form = request.param
    where = tmp_path / ("elm" if form is Form.FOLDER else f"elm.{form}")
    write_case(
        small_case({"as_of": "2026-06-30"}, claims=CLAIMS, evidence=[], teams=[{"id": "oak"}]), where, form
    )
    return where


def owned(session: Session, owner: str) -> Session:
    claim = records.find(session.case, "claims", "c1")
    session.put("claims", attrs.evolve(claim, owner=owner))
    return session


def owner(path: Path) -> str | None:
    return read_case(path).claims[0].owner


def test_the_second_of_two_guides_is_told(path: Path) -> None:
    """The guide that saves second is stopped, the first one's answer stays, and the second keeps its own in hand."""
    first, second = Session.open(path), Session.open(path)
    owned(first, "Deputy").save()
    owned(second, "Matron")

    with pytest.raises(ChangedOnDisk, match="was changed by another program"):
        second.save()

    assert ("Deputy", "Matron", False) == (owner(path), second.case.claims[0].owner, second.saved)


def test_asked_again_it_writes(path: Path) -> None:
    """Where somebody says so, the other's version is overwritten."""
    first, second = Session.open(path), Session.open(path)
    owned(first, "Deputy").save()

    assert owned(second, "Matron").save(over=True)
    assert "Matron" == owner(path)


def test_a_change_that_keeps_time_and_size_is_noticed(path: Path) -> None:
    """What a file holds decides, not when it was written or how long it is."""
    session = owned(Session.open(path), "Deputy")
    file = path / "claims.csv" if path.is_dir() else path
    status = file.stat()
    data = bytearray(file.read_bytes())
    data[-2] ^= 1
    file.write_bytes(data)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    with pytest.raises(ChangedOnDisk):
        session.save()


def test_a_file_that_was_only_touched_is_no_change(path: Path) -> None:
    """A backup that sets a new time stops nobody, nor does a report written beside the case."""
    session = owned(Session.open(path), "Deputy")
    os.utime(path / "claims.csv" if path.is_dir() else path, (1, 1))
    (path if path.is_dir() else path.parent).joinpath("verdict.html").write_text("a report")

    assert session.save()


def test_a_waiver_somebody_else_wrote_is_kept(path: Path) -> None:
    """The waivers beside a case are watched as the case is."""
    session = owned(Session.open(path), "Deputy")
    (path if path.is_dir() else path.parent).joinpath("waivers.toml").write_text("# theirs\n")

    with pytest.raises(ChangedOnDisk):
        session.save()


def test_a_case_that_was_taken_away_is_told(path: Path) -> None:
    """A case deleted or moved meanwhile is a change by somebody else, not something to write anew unasked."""
    session = owned(Session.open(path), "Deputy")
    file = path / "claims.csv" if path.is_dir() else path
    file.rename(file.with_name("moved"))

    with pytest.raises(ChangedOnDisk):
        session.save()


def test_a_full_disk_is_said_and_the_answers_stay(path: Path) -> None:
    """What does not fit is told; the file is as it was, the answers are in hand, and the next try succeeds."""
    session = owned(Session.open(path), "Deputy " * 2000)
    before = owner(path)

    with disk_of(1000), pytest.raises(CaseError, match=r"cannot be (written|saved)"):
        session.save()

    assert (before, False) == (owner(path), session.saved)
    assert session.save()
    assert owner(path).startswith("Deputy")  # type: ignore[union-attr]


def test_waivers_that_cannot_be_written_are_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails under the waivers is told as one that fails under the case is."""
    import datetime as dt

    session = Session.open(path)
    session.waive("long-enough", "c1", reason="Too early", by="Manager", until=dt.date(2026, 12, 1))

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(CaseError, match="No space left on device"):
        session.save()


def test_the_copy_kept_of_a_case_is_whole_and_no_more_open(tmp_path: Path) -> None:
    """Where the disk fills while a case with odd parts is copied before its first change, no half copy is taken for a whole
    one; the copy opens to nobody whom the case did not."""
    path = tmp_path / "elm.json"
    write_case(small_case({"as_of": "2026-06-30"}, claims=CLAIMS, evidence=[]), path)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"oddments": [{"x": "y" * 2000}]}))
    path.chmod(0o600)
    was = path.read_bytes()
    session = owned(Session.open(path), "Deputy")

    with disk_of(1000), pytest.raises(CaseError):
        session.save()
    session.save()

    copy = tmp_path / "elm-before-takehold.json"
    assert (was, 0o600) == (copy.read_bytes(), copy.stat().st_mode & 0o777)
