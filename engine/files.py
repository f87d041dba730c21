"""Writing a file so that a reader, or a power cut, finds the old one or the new one and never half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_whole(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Write beside the target, flush to the disk, then take its place in one step. Raises OSError.

    The previous file stays until then; a file that is replaced keeps its permissions. What can be made again need
    not be `lasting`: it is whole or absent for every reader, but a power cut may take it.
    """
    folder = path.parent if str(path.parent) else Path()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=folder)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            if lasting:
                os.fsync(out.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if lasting:
        _sync_folder(folder)


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
    with _alone(path):
        before = path.read_bytes() if path.exists() else b""
        if before and not before.endswith(b"\n"):
            before += b"\n"
        write_whole(path, before + line.encode("utf-8") + b"\n")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the file's folder for ourselves, where the system knows such locks."""
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
