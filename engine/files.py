"""Writing a file so that a reader, or a power cut, finds the old one or the new one and never half of one."""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

LEFT_BEHIND: Final = 3600
"""How much older than a new file, in seconds, one in the making must be to be somebody's who was stopped."""


def write_whole(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Write beside the target, flush to the disk, then take its place in one step. Raises OSError.

    The previous file stays until then; a file that is replaced keeps its permissions. What can be made again need
    not be `lasting`: it is whole or absent for every reader, but a power cut may take it.
    """
    write_together({path: data}, lasting=lasting)


def write_together(files: Mapping[Path, bytes], *, lasting: bool = True) -> None:
    """Write several files, each whole; none takes its place before all are on the disk. Raises OSError.

    So a full disk leaves every one as it was.
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            ready.append((_beside(path, data, lasting), path))
        for new, path in ready:
            os.replace(new, path)
    except BaseException:
        for new, _ in ready:
            new.unlink(missing_ok=True)
        raise
    if lasting:
        for folder in dict.fromkeys(path.parent for path in files):
            _sync_folder(folder)
        for path in files:
            _sweep(path)


def copy_whole(source: Path, dest: Path) -> None:
    """Copy a file under another name, whole, and open to nobody whom the file itself does not. Raises OSError."""
    os.replace(_beside(dest, source.read_bytes(), lasting=True, like=source), dest)
    _sync_folder(dest.parent)


def write_new_folder(dest: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder that is not there yet, with its files by name: all of it appears in one step. Raises OSError."""
    beside = Path(tempfile.mkdtemp(prefix=f".{dest.name}.", dir=dest.parent))
    try:
        for name, data in files.items():
            write_whole(beside / name, data)
        beside.chmod(0o777 & ~_umask())
        os.rename(beside, dest)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _beside(path: Path, data: bytes, lasting: bool, like: Path | None = None) -> Path:
    """A file beside the target, written and flushed, of its permissions or those of the file that it is to be like."""
    like = like or path
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            if lasting:
                os.fsync(out.fileno())
        mode = like.stat().st_mode & 0o777 if like.exists() else 0o666 & ~_umask()
        os.chmod(name, mode)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _sweep(path: Path) -> None:
    """Take away what somebody who was killed while writing this file left beside it: it holds records of care."""
    made = path.stat().st_mtime
    for left in path.parent.glob(f".{glob.escape(path.name)}.{'?' * 8}"):
        with suppress(OSError):
            if left.stat().st_mtime < made - LEFT_BEHIND:
                left.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last, where the system lets a folder be flushed."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def append_line(path: Path, line: str) -> None:
    """Add one line to a text file so that runs side by side lose none, and none is ever half there. Raises OSError."""
    with alone(path):
        before = path.read_bytes() if path.exists() else b""
        if before and not before.endswith(b"\n"):
            before += b"\n"
        write_whole(path, before + line.encode("utf-8") + b"\n")


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the file's folder for ourselves, where the system knows such locks. Raises OSError."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(path.parent if str(path.parent) else Path(), os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
