"""Keeping what somebody else's code does to itself: time limits, printing, ending the process, and where it went wrong.

The time limit is a signal in the main thread of a system that has them, and elsewhere a second thread that raises in
the first; one clock serves all the limits of an assessment. Both stop Python code, also one that catches every
Exception, and the signal one that catches everything; neither can stop a single long call into a library written in C
before that call returns.
"""

from __future__ import annotations

import contextlib
import ctypes
import inspect
import io
import os
import random
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Final, NoReturn

import attrs

from .names import hint


class Stopped(BaseException):
    """Raised in code that took longer than it may. No Exception, so that no check catches it by mistake."""


PASSING: Final = (KeyboardInterrupt, Stopped)
"""What is raised through somebody else's code and is not its fault."""

_TICK: Final = 0.25
"""How often, in seconds, it is seen whether a time is up; also after how many code that swallowed the stop is stopped again."""

_AT_ONCE: Final = (1e-6, 1e-5)
"""Between how many seconds it is then stopped time and again, at random: sooner or later between two of its `try`s."""


def time_limit(seconds: float) -> contextlib.AbstractContextManager[object]:
    """Raise Stopped in the body once it has run for so many seconds, or a moment more; 0 sets no limit."""
    if seconds <= 0:
        return contextlib.nullcontext()
    said = f"it took longer than {seconds:g} seconds"
    return _BySignal(seconds, said) if _signals() else _ByThread(seconds, said)


class _BySignal:
    """A time limit that runs by signal: when it ends, what it raises, how often it has, and whether its body has ended.

    A class, and the clock is set once for many, since there is one for each check of each service: to enter a generator
    takes several times as long, and so does setting a clock.
    """

    __slots__ = ("_listening", "_seconds", "ends", "over", "raised", "said")

    def __init__(self, seconds: float, said: str) -> None:
        self._seconds = seconds
        self._listening: contextlib.AbstractContextManager[None] | None = None
        self.said = Stopped(said)
        self.raised = 0
        self.over = False

    def __enter__(self) -> None:
        if not _listening:
            self._listening = listening()
            self._listening.__enter__()
        self.ends = time.monotonic() + self._seconds
        _running.append(self)
        if self._seconds < _TICK:
            _tick(self._seconds)

    def __exit__(self, *raised: object) -> None:
        self.over = True
        if self.raised > 1:
            _tick()
        _running.pop()
        if self._listening is not None:
            self._listening.__exit__(None, None, None)


_running: list[_BySignal] = []
"""The time limits that are running by signal, innermost last."""
_listening = 0
_OWN: Final = frozenset({__file__, contextlib.__file__})


def _tick(first: float = _TICK) -> tuple[float, float]:
    """Set the clock, its first tick after so many seconds; gives how it was set before."""
    return signal.setitimer(signal.ITIMER_REAL, first, _TICK)


def _stop(_: int, frame: FrameType | None) -> None:
    """Stop the body whose time is up. Never where a limit is just being taken away: then the next signal would find none."""
    limit = _running[-1] if _running else None
    if limit is None or limit.over or frame is None or frame.f_code.co_filename in _OWN:
        return
    if time.monotonic() < limit.ends:
        return
    limit.raised += 1
    if limit.raised > 1:
        _tick(random.uniform(*_AT_ONCE))
    raise limit.said


@contextlib.contextmanager
def listening() -> Iterator[None]:
    """Have one clock run throughout the body: each of many time limits in it then need only look at the time."""
    global _listening
    if not _signals():
        with _watched():
            yield
        return
    if _listening:
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    outer = _tick()
    _listening += 1
    try:
        yield
    finally:
        _listening -= 1
        signal.setitimer(signal.ITIMER_REAL, *outer)
        signal.signal(signal.SIGALRM, before)


def _signals() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


class _ByThread:
    """A time limit where there are no signals: the second thread that watches this one looks when it ends."""

    def __init__(self, seconds: float, said: str) -> None:
        self._seconds = seconds
        self._said = said
        self._watching: contextlib.AbstractContextManager[_Watch] = _watched()

    def __enter__(self) -> None:
        self._watch = self._watching.__enter__()
        self.ends = time.monotonic() + self._seconds
        with self._watch.lock:
            self._watch.running.append(self)

    def __exit__(self, kind: object, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self._watch.leave(self)
        except Stopped as stopped:  # just as the body ended
            self._watch.leave(self)
            error = stopped
        self._watching.__exit__(None, None, None)
        if isinstance(error, Stopped) and not error.args:
            raise Stopped(self._said).with_traceback(error.__traceback__) from None


class _Watch:
    """What raises Stopped in a thread whose innermost time limit is over, from a second one."""

    def __init__(self) -> None:
        self.running: list[_ByThread] = []
        self.lock = threading.Lock()
        self._target = threading.get_ident()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True, name="takehold-time-limit")
        self._thread.start()

    def _look(self) -> None:
        while not self._ended.wait(_TICK):
            with self.lock:
                if self.running and time.monotonic() >= self.running[-1].ends:
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(
                        ctypes.c_ulong(self._target), ctypes.py_object(Stopped)
                    )

    def leave(self, limit: _ByThread) -> None:
        """Look no longer when a limit ends: nothing is raised for it from here on."""
        with self.lock:
            if limit in self.running:
                self.running.remove(limit)

    def end(self) -> None:
        """Watch no longer."""
        self._ended.set()
        self._thread.join()


_here = threading.local()


@contextlib.contextmanager
def _watched() -> Iterator[_Watch]:
    """Watch this thread throughout the body, unless it is watched already."""
    watch: _Watch | None = getattr(_here, "watch", None)
    if watch is not None:
        yield watch
        return
    _here.watch = watch = _Watch()
    try:
        yield watch
    finally:
        _here.watch = None
        watch.end()


@attrs.define
class Heard:
    """What was printed."""

    text: str = ""


class _Kept(io.StringIO):
    """Where print goes meanwhile: whoever closes it harms nobody."""

    def close(self) -> None:
        """Stay open."""


class _Left(SystemExit):
    """Raised in place of ending the process at once."""


@contextlib.contextmanager
def heard() -> Iterator[Heard]:
    """Keep what the body prints from standard output, and give it afterwards; and keep it from ending the process.

    What it sets for the whole process, the working folder, the limit of recursion and the clock, is set back.

    `os._exit` would end it with the status that the body likes, and nothing would be told. A process that the body has
    started may end itself.
    """
    said = Heard()
    into = _Kept()
    own, leave, deep, here = os.getpid(), os._exit, sys.getrecursionlimit(), _folder()
    alarm = signal.getsignal(signal.SIGALRM) if _signals() else None

    def refused(status: int) -> NoReturn:
        if os.getpid() != own:
            leave(status)
        raise _Left(status)

    os._exit = refused
    try:
        with contextlib.redirect_stdout(into):
            yield said
    finally:
        os._exit = leave
        sys.setrecursionlimit(deep)
        if here and _folder() != here:
            os.chdir(here)
        if alarm is not None:
            signal.signal(signal.SIGALRM, alarm)
            if _listening:
                _tick()
        said.text = writable(into.getvalue())


def _folder() -> str:
    """The working folder; blank where it has been deleted."""
    try:
        return os.getcwd()
    except OSError:
        return ""


def writable(text: str) -> str:
    """A text as a file can hold it: with a question mark for each half of a character."""
    return text.encode(errors="replace").decode()


def told(error: BaseException) -> str:
    """An exception in words."""
    if isinstance(error, SystemExit):
        how = "os._exit" if isinstance(error, _Left) else "sys.exit"
        return f"it called {how}({'' if error.code is None else repr(error.code)})"
    try:
        said = writable(str(error))
    except Exception:  # noqa: BLE001 (the exception is somebody else's too)
        said = "what it says cannot be shown"
    if isinstance(error, Stopped):
        return said or "it took too long"
    if isinstance(error, AttributeError) and error.name:
        # A name that begins with an underscore is nobody's to ask.
        said += hint(error.name, [name for name in dir(type(error.obj)) if not name.startswith("_")])
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


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
        return Path(file_of(thing)).name, inspect.getsourcelines(thing)[1]
    except (TypeError, OSError):
        return "", None


def file_of(thing: Any) -> str:
    """The file that a class or function stands in; blank where it has none."""
    try:
        return inspect.getsourcefile(thing) or ""
    except TypeError:
        return ""
