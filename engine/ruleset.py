"""Rulesets: which checks run, with which parameters, and which of them each stage requires.

A ruleset is a TOML file. It may extend others, and inherits all that they say; a later one overrules an earlier.
Loading is strict: an unknown key, check or parameter, or a value out of bounds, is an error with file, line and
the nearest name, and all of them are reported.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import attrs

from .check import Check, CheckClass
from .errors import RulesetError
from .measure.terms import Terms
from .model import Level, Place, Problem
from .result import RulesetRef, Severity
from .verdict import Ladder, Stage

_KEYS: Final = (
    "id",
    "version",
    "title",
    "extends",
    "families",
    "checks",
    "required_stage",
    "max_waiver_days",
    "terms",
    "stage",
    "check",
)
_CHECK_KEYS: Final = ("on", "severity", "sources", "waivable", "terms")
_STAGE_KEYS: Final = ("id", "rank", "title", "requires")


@attrs.frozen
class Use:
    """One check as a ruleset uses it: its parameters set, its severity and sources, its own terms."""

    check: Check[Any]
    severity: Severity
    sources: tuple[str, ...]
    terms: Terms
    waivable: bool = True

    @property
    def id(self) -> str:
        """The check's id."""
        return self.check.id


@attrs.frozen
class Ruleset:
    """One ruleset with everything it extends resolved into it."""

    id: str
    version: str
    title: str
    digest: str
    ladder: Ladder
    uses: tuple[Use, ...]
    terms: Terms
    max_waiver_days: int

    @property
    def ref(self) -> RulesetRef:
        """What a result says of it."""
        return RulesetRef(self.id, self.version, self.digest)

    def use(self, check: str) -> Use | None:
        """How a check is used, None where it is not."""
        return next((use for use in self.uses if use.id == check), None)


@attrs.define
class _Draft:
    """What the files said so far, later ones overruling earlier."""

    version: str = "0"
    title: str = ""
    required: str = ""
    max_waiver_days: int = 180
    terms: dict[str, Any] = attrs.field(factory=dict)
    stages: dict[str, Stage] = attrs.field(factory=dict)
    chosen: dict[str, bool] = attrs.field(factory=dict)
    settings: dict[str, dict[str, Any]] = attrs.field(factory=dict)


Find = Callable[[str, str], tuple[str, str]]
"""From a ruleset's name and the file that asked for it, its file and text. Raises RulesetError where there is none."""


def load(names: Sequence[str], find: Find, checks: Mapping[str, CheckClass]) -> Ruleset:
    """Resolve one or several rulesets into one. Raises RulesetError with every problem found."""
    draft = _Draft()
    reader = _Reader(find, checks, draft)
    for name in names:
        reader.read(name, "", ())
    if not reader.problems:
        reader.finish()
    if reader.problems:
        raise RulesetError(tuple(reader.problems))
    uses = tuple(sorted(reader.uses, key=lambda use: use.id))
    ladder = Ladder(tuple(sorted(draft.stages.values(), key=lambda stage: stage.rank)), draft.required)
    id = "+".join(Path(name).stem for name in names)
    digest = _digest(ladder, uses, draft)
    return Ruleset(
        id, draft.version, draft.title, digest, ladder, uses, Terms(**draft.terms), draft.max_waiver_days
    )


def _digest(ladder: Ladder, uses: Iterable[Use], draft: _Draft) -> str:
    """A digest of everything that can change a verdict."""
    said = {
        "ladder": attrs.asdict(ladder),
        "uses": [
            [
                use.id,
                attrs.asdict(use.check),
                use.severity,
                use.sources,
                attrs.asdict(use.terms),
                use.waivable,
            ]
            for use in uses
        ],
        "max_waiver_days": draft.max_waiver_days,
    }
    return "sha256:" + hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class _Reader:
    def __init__(self, find: Find, checks: Mapping[str, CheckClass], draft: _Draft) -> None:
        self.find = find
        self.checks = checks
        self.draft = draft
        self.problems: list[Problem] = []
        self.uses: list[Use] = []
        self._file = ""
        self._text = ""

    def read(self, name: str, asked_by: str, seen: tuple[str, ...]) -> None:
        """Read a ruleset after those it extends."""
        if name in seen:
            self._problem(f"rulesets extend each other in a circle: {' → '.join([*seen, name])}", name)
            return
        try:
            file, text = self.find(name, asked_by)
        except RulesetError as error:
            self.problems.extend(error.problems)
            return
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"line (\d+)", str(error))
            place = Place(Path(file).name, int(at[1]) if at else None)
            self.problems.append(Problem(Level.ERROR, f"this is not TOML: {error}", place))
            return
        for base in _texts(data.get("extends", ())):
            self.read(base, file, (*seen, name))
        self._file, self._text = Path(file).name, text
        self._take(data)

    def _take(self, data: dict[str, Any]) -> None:
        draft = self.draft
        self._known(data, _KEYS, "key")
        draft.version = str(data.get("version", draft.version))
        draft.title = str(data.get("title", draft.title))
        draft.required = str(data.get("required_stage", draft.required))
        days = data.get("max_waiver_days", draft.max_waiver_days)
        if not isinstance(days, int) or isinstance(days, bool) or days < 1:
            self._problem(f"max_waiver_days is a whole number of days, not {days!r}", "max_waiver_days")
        else:
            draft.max_waiver_days = days
        self._take_terms(data.get("terms", {}), draft.terms)
        for stage in data.get("stage", ()):
            self._known(stage, _STAGE_KEYS, "key of a stage")
            if missing := [key for key in _STAGE_KEYS if key not in stage]:
                self._problem(f"a stage needs {', '.join(missing)}", str(stage.get("id", "stage")))
                continue
            draft.stages[stage["id"]] = Stage(
                stage["id"], stage["rank"], stage["title"], tuple(stage["requires"])
            )
        families = {check.family for check in self.checks.values()}
        for family in _texts(data.get("families", ())):
            if family not in families:
                self._problem(
                    f"there is no family of checks called {family!r}{_nearest(family, families)}", family
                )
            draft.chosen |= {id: True for id, check in self.checks.items() if check.family == family}
        for id in _texts(data.get("checks", ())):
            if self._is_check(id):
                draft.chosen[id] = True
        for id, settings in data.get("check", {}).items():
            if self._is_check(id):
                self._take_settings(id, settings)

    def _take_terms(self, terms: Any, into: dict[str, Any]) -> None:
        known = [field.name for field in attrs.fields(Terms)]
        if not isinstance(terms, dict):
            self._problem("terms is a table", "terms")
            return
        self._known(terms, known, "term")
        for name, value in terms.items():
            if name in known:
                try:
                    Terms(**{name: value})
                    into[name] = value
                except (TypeError, ValueError) as error:
                    self._problem(f"{name}: {_bounds(error)}", name)

    def _take_settings(self, id: str, settings: Any) -> None:
        if not isinstance(settings, dict):
            self._problem(f"check.{id} is a table of settings", id)
            return
        parameters = [field.name for field in self.checks[id].parameters()]
        self._known(settings, [*parameters, *_CHECK_KEYS], f"parameter of {id}")
        if "on" in settings:
            self.draft.chosen[id] = bool(settings["on"])
        held = self.draft.settings.setdefault(id, {})
        for name, value in settings.items():
            if name == "terms":
                self._take_terms(value, held.setdefault("terms", {}))
            elif name == "severity" and value not in list(Severity):
                self._problem(f"severity is one of {', '.join(Severity)}, not {value!r}", "severity")
            elif name in parameters:
                try:
                    self.checks[id](**{name: value})
                    held[name] = value
                except (TypeError, ValueError) as error:
                    self._problem(_bounds(error), name)
            elif name in _CHECK_KEYS and name != "on":
                held[name] = value

    def finish(self) -> None:
        """Make the checks, once every file is read."""
        draft = self.draft
        required = {check for stage in draft.stages.values() for check in stage.requires}
        for id in sorted(required):
            if self._is_check(id):
                draft.chosen.setdefault(id, True)
                if not draft.chosen[id]:
                    self._problem(f"{id} is switched off, but a stage requires it", id)
        if draft.stages and draft.required not in draft.stages:
            near = _nearest(draft.required, draft.stages)
            self._problem(f"required_stage {draft.required!r} is no stage{near}", "required_stage")
        if not any(draft.chosen.values()):
            self._problem("this ruleset has no check, so it could judge nothing", "checks")
        terms = dict(draft.terms)
        for id, on in draft.chosen.items():
            if on and id in self.checks:
                held = dict(draft.settings.get(id, {}))
                own = Terms(**terms | held.pop("terms", {}))
                cls = self.checks[id]
                severity = Severity(held.pop("severity", cls.severity))
                sources = tuple(held.pop("sources", cls.sources))
                waivable = bool(held.pop("waivable", True))
                self.uses.append(Use(cls(**held), severity, sources, own, waivable))

    def _is_check(self, id: str) -> bool:
        if id not in self.checks:
            self._problem(f"there is no check called {id!r}{_nearest(id, self.checks)}", id)
        return id in self.checks

    def _known(self, table: Mapping[str, Any], known: Sequence[str], what: str) -> None:
        for key in table:
            if key not in known:
                self._problem(f"{key!r} is no {what}{_nearest(key, known)}", key)

    def _problem(self, message: str, near: str) -> None:
        row = next((n for n, line in enumerate(self._text.splitlines(), 1) if near in line), None)
        self.problems.append(Problem(Level.ERROR, message, Place(self._file, row)))


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(item) for item in value)


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"; the nearest is {near[0]!r}" if near else ""


def _bounds(error: Exception) -> str:
    """A validator's message without its Python trappings."""
    return str(error.args[0]) if error.args else str(error)
