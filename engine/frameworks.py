"""The regulator's frameworks as data: what a claim can say it serves, and how one framework's words map to another's.

Titles only, and never a predicted rating. Which key line of enquiry took up which quality statement, which
regulation it bears on and which kinds of record feed which category are our own judgement (see the files).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import attrs

from .errors import RulesetError
from .model import Level, Place, Problem
from .names import nearest
from .plugins import in_use

STATEMENTS: Final = "saf"
"""The quality statements of the single assessment framework."""
KEY_LINES: Final = "kloe-2026-draft"
"""The draft key lines of enquiry of 2026."""
REGULATIONS: Final = "regulations"
"""The fundamental standards."""


@attrs.frozen
class Topic:
    """One quality statement, key line of enquiry or regulation, by its title."""

    framework: str
    name: str
    key_question: str | None = None
    """Safe, Effective, Caring, Responsive or Well-led; None for a regulation."""


@attrs.frozen
class Framework:
    """One framework: its title, what it calls its topics, and whether it is still a draft."""

    id: str
    title: str
    kind: str
    draft: bool
    topics: tuple[Topic, ...]


@attrs.frozen
class Crosswalk:
    """Our reading of which topic of one framework answers to which of another, the nearest first."""

    key_lines: Mapping[str, tuple[str, ...]]
    """Key lines of enquiry by quality statement."""
    regulations: Mapping[str, tuple[str, ...]]
    """Regulations by key line of enquiry."""


def frameworks() -> tuple[Framework, ...]:
    """Every framework, in the order in which a name is looked up: the shipped ones, then those of loaded plugins."""
    return (*_shipped(), *(_of_plugin(name) for name in sorted(in_use().frameworks)))


@cache
def _shipped() -> tuple[Framework, ...]:
    return tuple(_framework(_read(id)) for id in (STATEMENTS, KEY_LINES, REGULATIONS))


def _of_plugin(name: str) -> Framework:
    """A framework that a plugin gives. Raises RulesetError where its file is none."""
    entry = in_use().frameworks[name]
    try:
        return _framework(tomllib.loads(entry.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = f"this is no framework, which has id, title, kind, draft and [[group]] with topics: {error!r}"
        raise RulesetError((Problem(Level.ERROR, what, Place(entry.name)),)) from error


@cache
def crosswalk() -> Crosswalk:
    """The crosswalk from quality statements to key lines of enquiry to regulations."""
    data = _read("crosswalk")
    titles = {_number(topic.name): topic.name for topic in _of(REGULATIONS).topics}
    return Crosswalk(
        key_lines={row["name"]: tuple(row["key_lines"]) for row in data["statement"]},
        regulations={
            row["name"]: tuple(titles[str(n)] for n in row["regulations"]) for row in data["key_line"]
        },
    )


@cache
def categories() -> Mapping[str, tuple[str, ...]]:
    """The six categories of evidence, and the kinds of record that feed each."""
    return {row["name"]: tuple(row["kinds"]) for row in _read("evidence-categories")["category"]}


def categories_of(kind: str) -> tuple[str, ...]:
    """The categories of evidence that a kind of record feeds; none for a word that is not a kind."""
    return tuple(name for name, kinds in categories().items() if kind in kinds)


def find(name: str, framework: str | None = None) -> Topic | None:
    """The topic of that name in any framework, or in one; case, spaces and punctuation aside.

    A regulation is also found by its number alone ("Regulation 12", "reg. 12") and its title alone.
    """
    wanted = _plain(name)
    for known in frameworks() if framework is None else (_of(framework),):
        for topic in known.topics:
            if wanted in _ways_to_say(topic):
                return topic
    return None


def suggest(name: str) -> str | None:
    """The topic's name that was probably meant, or None where nothing comes close."""
    return nearest(name, [topic.name for known in frameworks() for topic in known.topics])


def key_question(topic: Topic, framework: str) -> str | None:
    """Under which key question a topic falls in a framework: its own, or the nearest by the crosswalk.

    None for a regulation: one regulation bears on several key questions.
    """
    same = find(topic.name, framework)
    if same is not None:
        return same.key_question
    for other in answering(topic, framework):
        return other.key_question
    return None


def answering(topic: Topic, framework: str) -> tuple[Topic, ...]:
    """The topics of another framework that answer to this one, the nearest first. Ours to judge, not theirs."""
    walk = crosswalk()
    if topic.framework == STATEMENTS and framework == KEY_LINES:
        names = walk.key_lines[topic.name]
    elif topic.framework == KEY_LINES and framework == STATEMENTS:
        names = _backwards(walk.key_lines, topic.name)
    elif framework == REGULATIONS and topic.framework != REGULATIONS:
        lines = walk.key_lines[topic.name] if topic.framework == STATEMENTS else (topic.name,)
        names = tuple(dict.fromkeys(name for line in lines for name in walk.regulations[line]))
    else:
        names = ()
    known = {other.name: other for other in _of(framework).topics}
    return tuple(known[name] for name in names)


def _backwards(links: Mapping[str, tuple[str, ...]], name: str) -> tuple[str, ...]:
    """Who points at a name: first those to whom it is the nearest, then the rest."""
    pointing = [start for start, ends in links.items() if name in ends]
    return tuple(sorted(pointing, key=lambda start: links[start].index(name)))


def _framework(data: dict[str, Any]) -> Framework:
    topics = [
        Topic(data["id"], name, group.get("key_question"))
        for group in data["group"]
        for name in group["topics"]
    ]
    return Framework(data["id"], data["title"], data["kind"], data["draft"], tuple(topics))


def _of(id: str) -> Framework:
    return next(known for known in frameworks() if known.id == id)


def _ways_to_say(topic: Topic) -> set[str]:
    whole = _plain(topic.name)
    if topic.framework != REGULATIONS:
        return {whole}
    number, title = _number(topic.name), topic.name.partition(": ")[2]
    return {whole, f"regulation{number}", f"reg{number}", _plain(title)}


def _number(regulation: str) -> str:
    return regulation.removeprefix("Regulation ").partition(":")[0]


def _plain(text: str) -> str:
    """Letters and figures only, `&` read as `and`."""
    return re.sub(r"[^a-z0-9]", "", text.casefold().replace("&", "and"))


def _read(name: str) -> dict[str, Any]:
    source = files("takehold.rulesets") / "frameworks" / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
