"""Keeping what somebody else's code does to itself: time limits, printing, sys.exit, and where it went wrong.

The time limit is a signal in the main thread of a system that has them, and elsewhere a second thread that raises in
the first. Both stop Python code, also one that catches every Exception; neither can stop a single long call into a
library written in C before that call returns.
"""

from __future__ import annotations

import contextlib
import ctypes
import inspect
import io
import signal
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import attrs

_AGAIN = 1.0
"""After how many seconds code that swallowed the stop is stopped again."""


class Stopped(BaseException):
    """Raised in code that took longer than it may. No Exception, so that no check catches it by mistake."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise Stopped in the body once it has run for so many seconds; 0 sets no limit."""
    if seconds <= 0:
        yield
        return
    said = Stopped(f"it took longer than {seconds:g} seconds")
    if _signals():
        with _by_signal(seconds, said):
            yield
    else:
        with _by_thread(seconds):
            try:
                yield
            except Stopped as stopped:
                raise said.with_traceback(stopped.__traceback__) from None


_running: list[Stopped | None] = []
"""What each time limit that is running by signal would raise, innermost last; None once its body has ended."""
_listening = 0


def _stop(_: int, __: FrameType | None) -> None:
    if _running and (said := _running[-1]) is not None:
        raise said


@contextlib.contextmanager
def listening() -> Iterator[None]:
    """Listen for the signal throughout the body: each of many time limits in it then need only set the clock."""
    global _listening
    if not _signals() or _listening:
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    _listening += 1
    try:
        yield
    finally:
        _listening -= 1
        signal.signal(signal.SIGALRM, before)


def _signals() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


@contextlib.contextmanager
def _by_signal(seconds: float, said: Stopped) -> Iterator[None]:
    with listening() if not _listening else contextlib.nullcontext():
        _running.append(said)
        outer = signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        try:
            yield
        finally:
            _running[-1] = None
            signal.setitimer(signal.ITIMER_REAL, *outer)
            _running.pop()


@contextlib.contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    target = threading.get_ident()
    done, lock = threading.Event(), threading.Lock()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            with lock:
                if not done.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(
                        ctypes.c_ulong(target), ctypes.py_object(Stopped)
                    )
            wait = _AGAIN

    watcher = threading.Thread(target=watch, daemon=True, name="takehold-time-limit")
    watcher.start()
    try:
        yield
    finally:
        with lock:
            done.set()
        watcher.join()


@attrs.define
class Heard:
    """What was printed."""

    text: str = ""


@contextlib.contextmanager
def heard() -> Iterator[Heard]:
    """Keep what the body prints from standard output, and give it afterwards."""
    said = Heard()
    into = io.StringIO()
    try:
        with contextlib.redirect_stdout(into):
            yield said
    finally:
        said.text = into.getvalue()


def told(error: BaseException) -> str:
    """An exception in words."""
    if isinstance(error, SystemExit):
        return f"it called sys.exit({'' if error.code is None else repr(error.code)})"
    if isinstance(error, Stopped):
        return str(error) or "it took too long"
    return f"{type(error).__name__}: {error}"


def place_of(error: BaseException, home: str = "") -> tuple[str, int | None]:
    """The file and line that an exception came from: the innermost of all, or of those in a folder or file.

    Blank where none is in it: then the exception came from somebody else's code, called or given to.
    """
    if isinstance(error, SyntaxError) and error.filename:
        return Path(error.filename).name, error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return "", None
    own = [frame for frame in frames if not home or _within(frame.filename, home)]
    if not own:
        return "", None
    frame = own[-1]
    return Path(frame.filename).name, frame.lineno


def _within(file: str, home: str) -> bool:
    return Path(file).is_relative_to(home)


def stands(thing: Any) -> tuple[str, int | None]:
    """The file and line that a class or function stands at; blank where it has none."""
    try:
        file = inspect.getsourcefile(thing)
        return Path(file or "").name, inspect.getsourcelines(thing)[1]
    except (TypeError, OSError):
        return "", None
