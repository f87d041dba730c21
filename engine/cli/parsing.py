"""The parser of the command line: argparse, saying what was probably meant where a word is not known."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NoReturn

_CHOICE: Final = re.compile(r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)", re.DOTALL)


class Parser(argparse.ArgumentParser):
    """A parser that names the nearest command, option or choice; a sub-command's parser is one too."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Parse, and refuse what is left over here, where the options that were meant are known."""
        found, left = super().parse_known_args(args, namespace)
        if left:
            self.error(self._unknown(left))
        return found, left

    def error(self, message: str) -> NoReturn:
        """Leave with status 2 and a sentence that names what was probably meant."""
        if (told := _CHOICE.fullmatch(message)) is not None:
            name, word, known = told[1], told[2].strip("'\""), _words(told[3])
            what = f"{name} takes no {word!r}" if name.startswith("-") else f"there is no command {word!r}"
            message = what + (_near(word, known) or f"; choose from {', '.join(known)}")
        super().error(message)

    def _unknown(self, left: Sequence[str]) -> str:
        """What is wrong with words that nothing takes."""
        word = next((word.partition("=")[0] for word in left if word.startswith("-")), None)
        if word is None:
            return f"nothing takes {' '.join(left)}"
        options = [option for option in self._option_string_actions if option.startswith("--")]
        return f"there is no option {word}{_near(word, options) if word.startswith('--') else ''}"


class Command(Parser):
    """A sub-command's parser, which learns what the command takes when it is used: the other commands stay unread."""

    def __init__(self, *, declare: Callable[[argparse.ArgumentParser], None], **words: Any) -> None:
        super().__init__(**words)
        self._declare: Callable[[argparse.ArgumentParser], None] | None = declare

    def whole(self) -> None:
        """Learn what the command takes."""
        if self._declare is not None:
            declare, self._declare = self._declare, None
            declare(self)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Parse, knowing what the command takes."""
        self.whole()
        return super().parse_known_args(args, namespace)

    def add_subparsers(self, **words: Any) -> Any:
        """What follows a sub-command is read with it."""
        return super().add_subparsers(parser_class=Parser, **words)


def _words(listed: str) -> list[str]:
    return [word.strip(" '\"") for word in listed.split(",")]


def _near(word: str, known: Iterable[str]) -> str:
    from ..names import hint  # not needed until somebody mistypes

    return hint(word, known)
