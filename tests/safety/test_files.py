"""Whatever happens while a file is written, it is the old one or the new one, and nothing is lost unsaid."""

from __future__ import annotations

import errno
import os
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs
import pytest

from takehold.engine.casefile import read_case, write_case
from takehold.engine.casefile.blank import write_blank
from takehold.engine.errors import CaseError
from takehold.engine.files import LEFT_BEHIND, append_line, write_together, write_whole
from takehold.engine.testing import small_case

from ..benches import bench


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes: the system refuses in the middle of a write, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("kind", ["document", "folder"])
def test_killed_at_random_instants_every_file_is_whole(tmp_path: Path, kind: str) -> None:
    """After each of twenty kills while saving, no file is anything but one of the two versions (500: `bench.killed`)."""
    killed = bench("killed")
    found = killed.kill_while_saving(tmp_path, killed.versions_of(kind), 20)

    assert (20, []) == (found.kills, found.broken)


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """Where the new bytes do not all fit, the old file is as it was and nothing is left beside it."""
    path = tmp_path / "case.json"
    write_whole(path, b"old")

    with disk_of(1000), pytest.raises(OSError):
        write_whole(path, b"n" * 5000)

    assert (b"old", ["case.json"]) == (path.read_bytes(), names(tmp_path))


def test_a_full_disk_leaves_every_file_of_several(tmp_path: Path) -> None:
    """Where the last of several files does not fit, the first is not replaced either."""
    paths = tmp_path / "claims.csv", tmp_path / "evidence.csv"
    write_together(dict.fromkeys(paths, b"old"))

    with disk_of(1000), pytest.raises(OSError):
        write_together({paths[0]: b"new", paths[1]: b"n" * 5000})

    assert [b"old", b"old"] == [path.read_bytes() for path in paths]
    assert ["claims.csv", "evidence.csv"] == names(tmp_path)


@pytest.mark.parametrize("trouble", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_a_case_that_cannot_be_written_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: int
) -> None:
    """A full disk, a read-only folder and a used-up allowance are each told in the system's words, with the file's name."""
    case = small_case({"as_of": "2026-06-30"}, claims=[], evidence=[])

    def refuse(*_: object, **__: object) -> None:
        raise OSError(trouble, os.strerror(trouble))

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(CaseError, match=f"cannot be written: {os.strerror(trouble)}"):
        write_case(case, tmp_path / "case.json")

    assert [] == names(tmp_path)


@contextmanager
def nobody() -> Iterator[None]:
    """As a user whom permissions hold back, also where the tests run as the superuser."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


NOBODY = 65534


def test_a_read_only_folder_is_told() -> None:
    """A folder that nobody may write to is told, and the case in it stays as it was, with nothing beside it."""
    case = small_case({"as_of": "2026-06-30"}, claims=[], evidence=[])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_case(case, folder / "case.json")
        before = (folder / "case.json").read_bytes()
        folder.chmod(0o555)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
            os.chown(folder / "case.json", NOBODY, NOBODY)

        with nobody(), pytest.raises(CaseError, match="Permission denied"):
            write_case(attrs.evolve(case, claims=()), folder / "case.json")
        with nobody(), pytest.raises(CaseError, match="Permission denied"):
            write_case(case, folder / "elm")

        assert (before, ["case.json"]) == ((folder / "case.json").read_bytes(), names(folder))
        folder.chmod(0o755)


def test_what_somebody_killed_left_behind_is_swept_up(tmp_path: Path) -> None:
    """Half a file of long ago, which holds records of care, goes at the next save; one in the making stays."""
    old, fresh, other = (
        tmp_path / name for name in (".case.json.abcdefgh", ".case.json.stillnow", ".case.json.x")
    )
    for path in (old, fresh, other):
        path.write_bytes(b"half")
    os.utime(old, (1, 1))

    write_whole(tmp_path / "case.json", b"new")

    assert [".case.json.stillnow", ".case.json.x", "case.json"] == names(tmp_path)
    assert LEFT_BEHIND >= 600, "nobody writes one file for ten minutes"


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    """A case that only its owner may read is still so after it is saved."""
    path = tmp_path / "case.json"
    path.write_bytes(b"old")
    path.chmod(0o600)

    write_whole(path, b"new")

    assert 0o600 == path.stat().st_mode & 0o777


@pytest.mark.parametrize(("mask", "mode"), [(0o077, 0o700), (0o022, 0o755)])
def test_a_new_case_opens_to_whom_its_owner_chose(tmp_path: Path, mask: int, mode: int) -> None:
    """A folder of records is as open as any other file that its owner makes, and no more."""
    before = os.umask(mask)
    try:
        write_case(small_case({"as_of": "2026-06-30"}, claims=[], evidence=[]), tmp_path / "elm")
        write_blank(tmp_path / "oak")
    finally:
        os.umask(before)

    assert [mode, mode] == [(tmp_path / name).stat().st_mode & 0o777 for name in ("elm", "oak")]
    assert {mode & 0o666} == {path.stat().st_mode & 0o777 for path in tmp_path.glob("*/*")}


def test_a_line_is_added_whole_or_not_at_all(tmp_path: Path) -> None:
    """Where a line does not fit on the disk, the history is as it was."""
    path = tmp_path / "history.jsonl"
    append_line(path, "first")

    with disk_of(100), pytest.raises(OSError):
        append_line(path, "x" * 5000)
    append_line(path, "second")

    assert "first\nsecond\n" == path.read_text()


def test_tables_that_did_not_change_are_not_written(tmp_path: Path) -> None:
    """Saving touches the files of a folder whose content differs, so that one changed table is one step."""
    case = small_case({"as_of": "2026-06-30"}, claims=[], evidence=[], teams=[{"id": "oak"}])
    write_case(case, tmp_path / "elm")
    os.utime(tmp_path / "elm" / "teams.csv", (1, 1))

    write_case(
        small_case(
            {"name": "Elm Lodge", "as_of": "2026-06-30"}, claims=[], evidence=[], teams=[{"id": "oak"}]
        ),
        tmp_path / "elm",
    )

    assert 1 == (tmp_path / "elm" / "teams.csv").stat().st_mtime
    assert "Elm Lodge" == read_case(tmp_path / "elm").service.name
