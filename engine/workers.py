"""The processes that share the work: how they are begun, and as early as can be.

Workers are never forked from a process that has begun to work: polars keeps threads, and a fork would copy their
locks. They come from a server in which everything they need is imported already.
"""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing.context import BaseContext
from typing import Final

_METHOD: Final = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def context() -> BaseContext:
    """How workers are begun, each with one thread of polars and numpy: faster than one process with several threads."""
    for library in ("POLARS_MAX_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(library, "1")
    found = multiprocessing.get_context(_METHOD)
    if _METHOD == "forkserver":
        found.set_forkserver_preload([f"{__package__}.portfolio.preload"])
    return found


def make_ready() -> None:
    """Begin the server that workers come from, where the system has it: it imports while this process does."""
    if _METHOD == "forkserver":
        from multiprocessing.forkserver import ensure_running

        context()
        ensure_running()
