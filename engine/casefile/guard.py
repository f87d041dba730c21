"""Holding what a damaged file does to the libraries that read it away from everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import CaseError


@contextmanager
def refusing(file: str, message: str) -> Iterator[None]:
    """Turn whatever goes wrong inside into a CaseError for the file.

    The libraries that read Parquet and workbooks raise many kinds of exception on damaged bytes, and panics,
    which are no `Exception` at all.
    """
    try:
        yield
    except (CaseError, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001  a panic is a BaseException of its own
        raise CaseError.at(file, message) from None
