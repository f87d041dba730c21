"""Reading ruleset files into a draft: every key looked at, every slip told with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from ..check import CheckClass
from ..costs import COSTS
from ..errors import RulesetError
from ..measure.terms import Terms
from ..model import Level, Place, Problem, SourceProblem
from ..names import hint
from ..result import Severity
from ..wording.words import joined
from .document import MIXED, Document, parse
from .draft import At, Draft
from .fit import as_toml, unfit
from .model import Find, Library

_STAGE: Final = ("id", "rank", "title", "requires", "also")


class Reader:
    """Reads rulesets, each once and after those it extends, into one draft."""

    def __init__(self, find: Find, checks: Mapping[str, CheckClass], library: Library | None) -> None:
        self.find = find
        self.library = library
        self.draft = Draft()
        self.problems: list[Problem] = []
        self.whole = True
        """Whether every file and plugin that was asked for is there: only then is it known what there is."""
        self._installed = checks
        self._read: set[tuple[str, str]] = set()
        self._takes: Mapping[str, Callable[[Any, At], None]] = {
            "plugins": self._plugins,
            "required_stage": self._text,
            "max_waiver_days": self._days,
            "time_limit": self._seconds,
            "terms": self._terms,
            "path": self._costs,
            "words": self._words,
            "stage": self._stages,
            "families": self._families,
            "checks": self._checks,
            "check": self._check,
            "mandatory": self._mandatory,
        }

    @property
    def checks(self) -> Mapping[str, CheckClass]:
        """Every check there is so far: those of the plugins that are loaded, and those declared in the rulesets."""
        return {**self._installed, **self.draft.declared}

    def known(self, id: str) -> bool:
        """Whether there is such a check; looks into the installed plugins that are not loaded yet."""
        found = id in self._installed or id in self.draft.declared
        if not found and self.library is not None and self.library.load_rest():
            found = id in self._installed
        return found

    # Files

    def read(
        self,
        name: str,
        asked_by: str,
        seen: tuple[tuple[str, str], ...],
        at: At | None = None,
        *,
        top: bool = True,
    ) -> None:
        """Read a ruleset after those it extends."""
        try:
            file, text = self.find(name, asked_by)
        except RulesetError as error:
            self.whole = False
            self.problems += [at.problem(p.message) for p in error.problems] if at else error.problems
            return
        this = (file, text)  # a file of the user's may have an installed one's name
        if this in seen:
            circle = [*(_name(other) for other, _ in seen), _name(file)]
            what = f"rulesets extend each other in a circle: {' → '.join(circle)}"
            self.problems.append(at.problem(what) if at else Problem(Level.ERROR, what, Place(file)))
            return
        if this in self._read:
            return
        self._read.add(this)
        document = parse(file, text)
        if isinstance(document, SourceProblem):
            self.whole = False
            self.problems.append(document)
            return
        whole = At(document, ())
        for base, place in self._texts(document.data.get("extends", ()), whole.below("extends")):
            self.read(base, file, (*seen, this), place, top=False)
        self.draft.sources.append(document.source)
        self._take(document, whole, top)

    def _take(self, document: Document, whole: At, top: bool) -> None:
        data = document.data
        self._known(data, (*self._takes, "id", "version", "title", "extends"), "key", whole)
        for name in ("id", "version", "title"):
            if top and name in data:
                self._text(data[name], whole.below(name))
        for name, take in self._takes.items():
            if name in data:
                take(data[name], whole.below(name))

    # Single values

    def _text(self, value: Any, at: At) -> None:
        if isinstance(value, str) and value:
            self.draft.put((str(at.path[-1]),), value, at)
        else:
            self._wrong(at, f"{at.path[-1]} is text in quotation marks, not {as_toml(value)}")

    def _days(self, value: Any, at: At) -> None:
        if type(value) is int and value >= 1:
            self.draft.put(("max_waiver_days",), value, at)
        else:
            self._wrong(at, f"max_waiver_days is a whole number of days from 1 on, not {as_toml(value)}")

    def _seconds(self, value: Any, at: At) -> None:
        if type(value) in (int, float) and value >= 0:
            self.draft.put(("time_limit",), float(value), at)
        else:
            self._wrong(at, f"time_limit is a number of seconds (0: none), not {as_toml(value)}")

    def _terms(self, value: Any, at: At, *start: str) -> None:
        fields = {field.name: field for field in attrs.fields(Terms)}
        if self._table(value, at):
            self._known(value, fields, "term", at)
            for name in value.keys() & fields.keys():
                if (fault := unfit(Terms, fields[name], value[name])) is None:
                    self.draft.put((*start, "terms", name), value[name], at.below(name))
                else:
                    self._wrong(at.below(name), fault)

    def _costs(self, value: Any, at: At) -> None:
        if not self._table(value, at):
            return
        self._known(value, ("cost",), "key of path", at)
        costs, at = value.get("cost", {}), at.below("cost")
        if self._table(costs, at):
            self._known(costs, COSTS, "kind of effort on the path", at)
            for name, cost in costs.items():
                if type(cost) not in (int, float) or cost < 0:
                    self._wrong(
                        at.below(name), f"path.cost.{name} is a number from 0 on, not {as_toml(cost)}"
                    )
                elif name in COSTS:
                    self.draft.put(("path", "cost", name), float(cost), at.below(name))

    def _words(self, value: Any, at: At) -> None:
        for name, place in self._texts(value, at):
            found = self.library.find_words(name, at.document.path) if self.library is not None else None
            if found is None:
                self._wrong(place, f"there is no word list {name!r}: name a .toml file, or a plugin's list")
                continue
            try:
                self.draft.words = joined(found[1](), _name(found[0]), self.draft.words)
                self.draft.put(("words",), name, place)
            except RulesetError as error:
                self.problems += error.problems

    def _plugins(self, value: Any, at: At) -> None:
        for name, place in self._texts(value, at):
            if self.library is None:
                self._wrong(place, f"the plugin {name!r} cannot be loaded here")
                continue
            self.draft.put(("plugins", name, "by"), name, place)
            for problem in self.library.need(name, at.document.path):
                if problem.level is Level.ERROR:
                    self.whole = False
                    self._wrong(place, problem.message)

    # Stages

    def _stages(self, value: Any, at: At) -> None:
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self._wrong(at, "a stage is written as [[stage]], with its keys below")
            return
        for number, told in enumerate(value):
            self._stage(told, at.below(number))

    def _stage(self, told: dict[str, Any], at: At) -> None:
        self._known(told, _STAGE, "key of a stage", at)
        id = told.get("id")
        if not isinstance(id, str) or not id:
            self._wrong(at, "a stage needs id, a name in quotation marks")
            return
        put = self.draft.put
        put(("stage", id, "id"), id, at.below("id"))
        if "rank" in told:
            if type(told["rank"]) is int and told["rank"] >= 1:
                put(("stage", id, "rank"), told["rank"], at.below("rank"))
            else:
                self._wrong(
                    at.below("rank"), f"rank is a whole number from 1 on, not {as_toml(told['rank'])}"
                )
        if "title" in told:
            put(("stage", id, "title"), str(told["title"]), at.below("title"))
        if "requires" in told:
            requires = tuple(self._names(told["requires"], at.below("requires")))
            put(("stage", id, "requires"), requires, at.below("requires"))
        if "also" in told:
            held = self.draft.get(("stage", id, "requires"), ())
            more = tuple(self._names(told["also"], at.below("also")))
            put(("stage", id, "requires"), tuple(dict.fromkeys((*held, *more))), at.below("also"))

    # Checks

    def _families(self, value: Any, at: At) -> None:
        for family, place in self._texts(value, at):
            if not self._of_family(family) and self.library is not None:
                self.library.load_rest()
            found = self._of_family(family)
            if not found:
                families = {check.family for check in self.checks.values()}
                self._wrong(place, f"there is no family of checks called {family!r}{hint(family, families)}")
            for id in found:
                self._switch(id, True, place)

    def _of_family(self, family: str) -> list[str]:
        return [id for id, check in self.checks.items() if check.family == family]

    def _checks(self, value: Any, at: At) -> None:
        for id, place in self._texts(value, at):
            if self._is_check(id, place):
                self._switch(id, True, place)

    def _check(self, value: Any, at: At) -> None:
        if isinstance(value, list) and all(isinstance(told, dict) for told in value):
            entries = [(told.get("id"), told, at.below(number)) for number, told in enumerate(value)]
        elif isinstance(value, dict) and any(isinstance(value.get(key), str) for key in ("id", "subject")):
            what = "a check is written as [[check]], in two pairs of brackets, or as [check.some-check]"
            self._wrong(at, what, key=True)
            return
        elif isinstance(value, dict):
            entries = [(id, told, at.below(id)) for id, told in value.items()]
        else:
            self._wrong(at, "check is written as [check.some-check], or as [[check]] with an id")
            return
        for id, told, place in entries:
            for name in [name for name in told if name in self.checks] if isinstance(value, list) else ():
                self._wrong(place.below(name), MIXED, key=True)
                told = {key: kept for key, kept in told.items() if key != name}
            if isinstance(value, list) and ("subject" in told or self._declares(id, told)):
                self._declare(told, place)
            elif isinstance(value, list) and id is None:
                self._wrong(place, "a [[check]] needs id: that of the check it sets, or a new one's")
            elif self._table(told, place) and self._is_check(id, place):
                self._settings(str(id), {k: v for k, v in told.items() if k != "id"}, place)

    def _declares(self, id: Any, told: Mapping[str, Any]) -> bool:
        """Whether a table without a subject is meant to make a check: it explains one, and there is none yet."""
        # Loaded here and below: few rulesets make a check, and to load what makes one takes its time.
        from ..declared import EXPLAINED

        return any(key in told for key in EXPLAINED) and not (isinstance(id, str) and self.known(id))

    def _declare(self, told: dict[str, Any], at: At) -> None:
        def wrong(path: tuple[str | int, ...], what: str, key: bool) -> None:
            self.problems.append(at.below(*path).problem(what, key=key))

        from ..declared import declare

        check = declare(told, wrong)
        if check is None:
            return
        if self.known(check.id):
            self._wrong(
                at.below("id"), f"there is a check called {check.id!r} already: give this one another id"
            )
            return
        self.draft.declared[check.id] = check
        self._switch(check.id, True, at.below("id"))

    def _settings(self, id: str, settings: dict[str, Any], at: At) -> None:
        from ..declared import SETTINGS

        fields = {field.name: field for field in self.checks[id].parameters()}
        self._known(settings, (*fields, *SETTINGS), f"parameter of {id}", at)
        for name, value in settings.items():
            place = at.below(name)
            if name in fields:
                value = tuple(value) if isinstance(value, list) else value
                if (fault := unfit(self.checks[id], fields[name], value)) is None:
                    self.draft.put(("check", id, name), value, place)
                else:
                    self._wrong(place, fault)
            elif name == "terms":
                self._terms(value, place, "check", id)
            elif name == "on":
                if isinstance(value, bool):
                    self._switch(id, value, place)
                else:
                    self._wrong(place, f"on is true or false, not {as_toml(value)}")
            elif name == "waivable":
                self._waivable(id, value, place)
            elif name == "outright":
                if isinstance(value, bool):
                    self.draft.put(("check", id, name), value, place)
                else:
                    self._wrong(place, f"outright is true or false, not {as_toml(value)}")
            elif name == "severity":
                if value in list(Severity):
                    self.draft.put(("check", id, name), value, place)
                else:
                    self._wrong(place, f"severity is one of {', '.join(Severity)}, not {as_toml(value)}")
            elif name == "sources":
                self.draft.put(("check", id, name), tuple(self._names(value, place)), place)

    def _switch(self, id: str, on: bool, at: At) -> None:
        by = self.draft.at(("mandatory", id, "by"))
        if by is not None and not on:
            where = by.document.origin(by.path, None)
            self._wrong(at, f"{id} cannot be switched off: {where} makes it mandatory")
        else:
            self.draft.put(("check", id, "on"), on, at)

    def _waivable(self, id: str, value: Any, at: At) -> None:
        by = self.draft.at(("mandatory", id, "by"))
        if not isinstance(value, bool):
            self._wrong(at, f"waivable is true or false, not {as_toml(value)}")
        elif by is not None and value:
            where = by.document.origin(by.path, None)
            self._wrong(at, f"{id} cannot be made waivable: {where} makes it mandatory")
        else:
            self.draft.put(("check", id, "waivable"), value, at)

    def _mandatory(self, value: Any, at: At) -> None:
        for id, place in self._texts(value, at):
            if self._is_check(id, place):
                self._switch(id, True, place)
                self.draft.put(("mandatory", id, "by"), id, place)

    # What values have to be

    def _is_check(self, id: Any, at: At) -> bool:
        if not isinstance(id, str) or not self.known(id):
            near = hint(id, self.checks) if isinstance(id, str) else ""
            self._wrong(at, f"there is no check called {id!r}{near}")
            return False
        return True

    def _known(self, table: Mapping[str, Any], known: Iterable[str], what: str, at: At) -> None:
        for key in table:
            if key not in known:
                self._wrong(at.below(key), f"{key!r} is no {what}{hint(key, known)}", key=True)

    def _table(self, value: Any, at: At) -> bool:
        if not isinstance(value, dict):
            self._wrong(at, f"{at.path[-1]} is a table, not {as_toml(value)}")
        return isinstance(value, dict)

    def _names(self, value: Any, at: At) -> Iterator[str]:
        return (text for text, _ in self._texts(value, at))

    def _texts(self, value: Any, at: At) -> Iterator[tuple[str, At]]:
        """A text, or a list of them, each with its place."""
        if isinstance(value, str):
            yield value, at
            return
        if not isinstance(value, list | tuple):
            self._wrong(at, f"{at.path[-1]} is a list of names in quotation marks, not {as_toml(value)}")
            return
        for number, item in enumerate(value):
            if isinstance(item, str):
                yield item, at.below(number)
            else:
                self._wrong(
                    at.below(number), f"{at.path[-1]} takes names in quotation marks, not {as_toml(item)}"
                )

    def _wrong(self, at: At, what: str, *, key: bool = False) -> None:
        self.problems.append(at.problem(what, key=key))


def _name(file: str) -> str:
    return file.replace("\\", "/").rsplit("/", 1)[-1]
