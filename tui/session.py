"""An editing session: the case as it stands, every step back and forth, and the file it is kept in.

Nothing here knows a screen. A state is a frozen case and the text of the waivers beside it; undo and redo walk
through states. `save` writes the newest state whole, so that a kill at any instant leaves the case as it was
before the answer being typed, or after it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs
import tomli_w

from takehold.engine.casefile import Form, read_case, write_case
from takehold.engine.casefile.document import SERVICE
from takehold.engine.casefile.folder import TABLE_ENDINGS
from takehold.engine.casefile.reading import NO_SERVICE
from takehold.engine.errors import CaseError, TakeholdError, UsageError
from takehold.engine.files import alone, copy_whole, write_whole
from takehold.engine.model import TABLES, Case, Level, Place, Service
from takehold.engine.names import key
from takehold.engine.waivers import FILE, beside

from . import records

if TYPE_CHECKING:
    from takehold.engine.casefile.inplace import Book

_FILES: Final = frozenset({FILE, SERVICE, *(table + ending for table in TABLES for ending in TABLE_ENDINGS)})
"""The files of a folder that a case consists of; whatever else stands there is nobody's business here."""

_NAMES: Final = (None, "id", "name")
"""Where a file that nobody has begun to fill in is wrong."""

STEPS: Final = 500
"""How many steps back are kept."""


@attrs.frozen(eq=False)
class State:
    """The case and its waivers at one moment, and what was done to come here."""

    case: Case
    waivers: str | None = None
    done: str = ""


class ChangedOnDisk(UsageError):
    """Somebody else wrote to the case since it was read: nothing of theirs is overwritten unasked."""


class Session:
    """One case being edited, with the file it is kept in."""

    def __init__(self, path: Path, state: State, form: Form, *, new: bool = False) -> None:
        self.path = path
        self.form = form
        self._back: list[State] = [state]
        self._forth: list[State] = []
        self._written: State | None = None if new else state
        self._seen = None if new else _fingerprint(path)
        self._lock = threading.Lock()
        self._book: Book | None = None
        """The workbook as it was last written, where the case is one."""
        self._like: Path | None = None
        """The workbook that a new one is a copy of, where the case was moved."""
        self.copy: Path | None = None
        """Where the file was copied before its first change, where what takehold does not know in it would be lost."""

    @classmethod
    def open(cls, path: Path) -> Session:
        """Open a case file. Raises CaseError where there is nothing to read."""
        case = read_case(path)
        form = Form.of(path)
        if form is Form.FOLDER and (path / "evidence.parquet").is_file():
            form = Form.PARQUET
        return cls(path, State(case, _waivers_beside(path)), form)

    @classmethod
    def begin(cls, path: Path, service: Service) -> Session:
        """Begin a case of which only the service is known, and write it. Raises UsageError where a file is in the way."""
        return cls.take_in(path, records.new_case(service))

    @classmethod
    def take_in(cls, path: Path, case: Case) -> Session:
        """Write a case that has no file of its own yet. Raises UsageError where a file is in the way."""
        if path.exists():
            raise UsageError(f"{path.name} is there already; open it, or choose another name")
        path.parent.mkdir(parents=True, exist_ok=True)
        waivers = _waivers_beside(path) if path.suffix else None
        form = Form.of(path)
        if not case.places:
            file = SERVICE if form in (Form.FOLDER, Form.PARQUET) else f"{path.name}#service"
            case = attrs.evolve(case, places={("service", case.service.id): Place(file)})
        session = cls(path, State(case, waivers), form, new=True)
        session.save()
        return session

    # What is there

    @property
    def state(self) -> State:
        """The newest state."""
        return self._back[-1]

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.state.case

    @property
    def saved(self) -> bool:
        """Whether the newest state is on the disk."""
        return self._written is self.state

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return len(self._back) > 1

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._forth)

    # What is done to it

    @property
    def nameless(self) -> bool:
        """Whether all that is wrong is that nobody has said yet who the service is."""
        errors = [problem.place for problem in self.case.problems if problem.level is Level.ERROR]
        about = [place.file.endswith(("#service", SERVICE)) and place.column in _NAMES for place in errors]
        return self.case.service == NO_SERVICE and bool(errors) and all(about)

    def name(self, service: Service) -> None:
        """Say who the service of an empty case is, and write it. Raises CaseError where it cannot be written."""
        told = tuple(problem for problem in self.case.problems if problem.level is not Level.ERROR)
        case = attrs.evolve(self.case, service=service, problems=told)
        self._back = [attrs.evolve(self.state, case=case)]
        self.save()

    def put(self, table: str, row: Any, done: str = "") -> bool:
        """Put a row in: in the place of the one of its id, or at the end. Says whether that changed anything."""
        try:
            if records.find(self.case, table, row.id) == row:
                return False
        except KeyError:
            pass
        self._step(
            attrs.evolve(
                self.state, case=records.put(self.case, table, row), done=done or f"{table} {row.id}"
            )
        )
        return True

    def remove(self, table: str, id: str) -> None:
        """Take a row out. Raises UsageError, naming them, where other rows name it."""
        naming = [name for name in records.named_by(self.case, table, id) if name != f"{table} {id}"]
        if naming:
            raise UsageError(f"{id} is named by {', '.join(naming[:3])}; change that first")
        self._step(
            attrs.evolve(
                self.state, case=records.without(self.case, table, id), done=f"{table} {id} taken out"
            )
        )

    def waive(self, check: str, subject: str, *, reason: str, by: str, until: dt.date) -> None:
        """Add a waiver to the file of waivers, whose other words stay as they are."""
        waiver = {"check": check, "subject": subject, "reason": reason, "by": by, "until": until}
        before = self.state.waivers or ""
        gap = "\n" if before and not before.endswith("\n\n") else ""
        text = before + gap + tomli_w.dumps({"waiver": [waiver]})
        self._step(attrs.evolve(self.state, waivers=text, done=f"{check} waived for {subject}"))

    def undo(self) -> str | None:
        """Take the last step back; says what it was, None where there is none."""
        if not self.can_undo:
            return None
        taken = self._back.pop()
        self._forth.append(taken)
        return taken.done

    def redo(self) -> str | None:
        """Take the step again that was last taken back; says what it is, None where there is none."""
        if not self._forth:
            return None
        self._back.append(self._forth.pop())
        return self.state.done

    def _step(self, state: State) -> None:
        self._back.append(state)
        del self._back[: -STEPS - 1]
        self._forth.clear()

    # Keeping it

    def save(self, *, over: bool = False) -> bool:
        """Write the newest state where it is not written yet; says whether it wrote.

        Safe to call from any thread; while one call writes, another waits and then writes only what is newer.
        Raises ChangedOnDisk where somebody else wrote meanwhile (unless `over`), CaseError where it cannot be written.
        """
        with self._lock:
            state, before = self.state, self._written
            if before is state:
                return False
            try:
                with alone(self.path):
                    self._save(state, before, over)
            except OSError as error:
                raise CaseError.at(self.path.name, f"It cannot be saved: {error.strerror or error}") from None
            return True

    def move(self, path: Path) -> None:
        """Keep the case in another place from now on, in the form that its name asks for. Raises UsageError, CaseError."""
        if path.exists():
            raise UsageError(f"{path.name} is there already; choose another name")
        if _waivers_of(path).exists() and _waivers_of(path) != _waivers_of(self.path):
            raise UsageError(f"{FILE} of another case is in that folder; choose another")
        form = Form.of(path)
        before = self.path, self.form, self._written, self._seen
        with self._lock:
            self._like = self.path if self.form is form is Form.XLSX else None
            self.path, self.form, self._written, self._seen = path, form, None, None
        try:
            self.save()
        except TakeholdError:
            self.path, self.form, self._written, self._seen = before
            raise

    def _save(self, state: State, before: State | None, over: bool) -> None:
        """Write a state, unless somebody else wrote meanwhile. Nobody else saves here at the same time."""
        if not over and self._seen is not None and _fingerprint(self.path) != self._seen:
            raise ChangedOnDisk(f"{self.path.name} was changed by another program since it was opened")
        if before is not None and self.form is not Form.XLSX:
            self._keep_copy()
        if before is None or before.case is not state.case:
            self._write(state.case, before.case if before is not None else None)
        if state.waivers != (before.waivers if before is not None else _waivers_beside(self.path)):
            self._write_waivers(state.waivers)
        self._written, self._seen = state, _fingerprint(self.path)

    def _write(self, case: Case, since: Case | None) -> None:
        """Write the case: a workbook in place, so that all else in it stays; where that cannot be done, a copy is kept."""
        if self.form is Form.XLSX:
            book = self._opened()
            made = book.holding(case) if book is not None else None
            if made is not None:
                write_whole(self.path, made.data)
                self._book = made
                return
            if self.path.exists():
                self._keep_copy()
        write_case(case, self.path, self.form, since=since)

    def _opened(self) -> Book | None:
        """The workbook as it is on the disk, an empty one with its drop-downs where there is none; None for a damaged one."""
        from takehold.engine.casefile.inplace import open_book

        like = next((path for path in (self.path, self._like) if path is not None and path.is_file()), None)
        data = like.read_bytes() if like is not None else _empty_workbook()
        if self._book is not None and self._book.data == data:
            return self._book
        try:
            return open_book(self.path.name, data)
        except CaseError:
            return None

    def _write_waivers(self, text: str | None) -> None:
        path = _waivers_of(self.path)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            write_whole(path, text.encode())

    def _keep_copy(self) -> None:
        """Before the first change, a copy of what may hold more than takehold knows and writes back."""
        if self.copy is not None or not (self.form is Form.XLSX or self.state.case.problems):
            return
        copy = self.path.with_name(f"{self.path.stem}-before-takehold{self.path.suffix}")
        if not copy.exists() and self.path.is_dir():
            shutil.copytree(self.path, beside := copy.with_name(f".{copy.name}"), dirs_exist_ok=True)
            beside.rename(copy)
        elif not copy.exists():
            copy_whole(self.path, copy)
        self.copy = copy


def _empty_workbook() -> bytes:
    from takehold.engine.casefile.blank_workbook import blank_workbook  # what makes it is of no use otherwise

    return blank_workbook(examples=False)


def _waivers_beside(path: Path) -> str | None:
    """The text of the waivers beside a case; None where there are none. Raises CaseError for what is no text."""
    found = beside(path)
    try:
        return found.read_text(encoding="utf-8-sig") if found else None
    except (OSError, UnicodeDecodeError):
        raise CaseError.at(FILE, "It cannot be read as text; save it as UTF-8") from None


def _waivers_of(path: Path) -> Path:
    return (path if path.is_dir() else path.parent) / FILE


def _fingerprint(path: Path) -> dict[str, str]:
    """The digest of each of a case's files: differs once anybody has changed what is in one of them."""
    files = [path, _waivers_of(path)]
    if path.is_dir():
        files = [file for file in path.iterdir() if key(file.name) in _FILES]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()}
