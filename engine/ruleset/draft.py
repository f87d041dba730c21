"""What the files of a ruleset have said so far, later ones overruling earlier, with every line that said it."""

from __future__ import annotations

from typing import Any

import attrs

from ..check import CheckClass
from ..model import SourceProblem
from ..wording import Words
from .document import Document
from .model import Origin, Source
from .places import Path

Key = tuple[str, ...]


@attrs.frozen
class At:
    """A place in a document."""

    document: Document
    path: Path

    def problem(self, message: str, *, key: bool = False) -> SourceProblem:
        """Something wrong here."""
        return self.document.problem(message, self.path, key=key)

    def below(self, *more: str | int) -> At:
        """A place inside this one."""
        return At(self.document, (*self.path, *more))


@attrs.define
class Draft:
    """Settings by name, each with everything that was said of it, the newest last.

    Names: `("required_stage",)`, `("terms", "window")`, `("stage", "embedded", "requires")`,
    `("check", "long-enough", "min_days")`, `("check", "long-enough", "terms", "window")`.
    """

    said: dict[Key, list[tuple[Any, At]]] = attrs.field(factory=dict)
    declared: dict[str, CheckClass] = attrs.field(factory=dict)
    words: Words | None = None
    sources: list[Source] = attrs.field(factory=list)

    def put(self, key: Key, value: Any, at: At) -> None:
        """Set something."""
        self.said.setdefault(key, []).append((value, at))

    def get(self, key: Key, default: Any = None) -> Any:
        """What is in force."""
        return self.said[key][-1][0] if key in self.said else default

    def at(self, key: Key) -> At | None:
        """Where what is in force was said."""
        return self.said[key][-1][1] if key in self.said else None

    def below(self, *start: str) -> dict[str, Any]:
        """Everything in force one step below a name: `below("check", "x")` gives its settings."""
        depth = len(start)
        return {
            key[depth]: held[-1][0]
            for key, held in self.said.items()
            if key[:depth] == start and len(key) == depth + 1
        }

    def names(self, start: str) -> tuple[str, ...]:
        """The second part of every name that begins so, in order of first mention: the checks, the stages."""
        return tuple(dict.fromkeys(key[1] for key in self.said if key[0] == start and len(key) > 2))

    def origins(self) -> dict[Key, tuple[Origin, ...]]:
        """Who set what, and where."""
        return {
            key: tuple(at.document.origin(at.path, value) for value, at in held)
            for key, held in self.said.items()
        }
