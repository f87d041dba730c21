"""The processes that share the work: how they are begun, and as early as can be.

Workers are never forked from a process that has begun to work: polars keeps threads, and a fork would copy their
locks. They come from a server in which everything they need is imported already.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from multiprocessing.context import BaseContext
from typing import Final

_INTERRUPT: Final = (signal.SIGINT,)
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
    """Begin the server that workers come from, where the system has it: it imports while this process does.

    An interrupt from the keyboard goes to every process of a command. The server is to pass over it from its first
    moment on, or it shows where in its imports it was; this process stops for all of them.
    """
    if _METHOD == "forkserver":
        from multiprocessing import resource_tracker
        from multiprocessing.forkserver import ensure_running

        context()
        resource_tracker.ensure_running()  # else begun below, and with it what is blocked here unblocked again
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPT)  # which the server inherits
        try:
            ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def settle() -> None:
    """What a worker does first: it hears of an interrupt, and lets its collector pass over what stays for good.

    The rest is looked through less often: little of it is circular.
    """
    if _METHOD == "forkserver":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPT)
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
