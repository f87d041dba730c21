"""Reading bytes from wherever a portfolio lies: a disk, or any address that fsspec knows (`s3://…`).

fsspec and the package for a kind of address are asked for only when such an address is given.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from ..errors import CaseError, UsageError


def is_address(place: str) -> bool:
    """Whether a place is an address such as `s3://bucket/folder`, and no path on this machine."""
    return "://" in place


def name_of(place: str) -> str:
    """The last part of a place."""
    return PurePosixPath(place.rstrip("/")).name if is_address(place) else Path(place).name


def inside(place: str) -> list[str]:
    """What lies in a folder, sorted; nothing where it is no folder. Raises CaseError where it cannot be looked into."""
    try:
        if is_address(place):
            files = _filesystem(place)
            return sorted(files.unstrip_protocol(found) for found in files.ls(place, detail=False))
        folder = Path(place)
        return sorted(str(found) for found in folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise CaseError.at(name_of(place), f"This cannot be looked into: {error.strerror or error}") from None


def is_folder(place: str) -> bool:
    """Whether a place is a folder."""
    return bool(_filesystem(place).isdir(place)) if is_address(place) else Path(place).is_dir()


def size(place: str) -> int:
    """How many bytes a file has."""
    return int(_filesystem(place).size(place)) if is_address(place) else Path(place).stat().st_size


@contextlib.contextmanager
def opened(place: str) -> Iterator[IO[bytes]]:
    """A file, open for reading. Raises CaseError where it cannot be read."""
    try:
        with (
            cast(IO[bytes], _filesystem(place).open(place))
            if is_address(place)
            else open(place, "rb") as file
        ):
            yield file
    except OSError as error:
        raise CaseError.at(name_of(place), f"The file cannot be read: {error.strerror or error}") from None


def part(place: str, start: int, end: int) -> bytes:
    """Some of a file's bytes."""
    with opened(place) as file:
        file.seek(start)
        return file.read(end - start)


def whole(place: str) -> bytes:
    """All of a file's bytes."""
    with opened(place) as file:
        return file.read()


def _filesystem(place: str) -> Any:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise UsageError(f"{place} is an address, and to read one the package fsspec is needed") from None
    try:
        return url_to_fs(place)[0]
    except (ImportError, ValueError) as error:
        raise UsageError(f"{place} cannot be read: {error}") from None
