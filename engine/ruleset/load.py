"""Rulesets: which checks run, with which parameters, and which of them each stage requires.

A ruleset is a TOML file. It may extend others, and inherits all that they say; a later one overrules an earlier, but
never what an earlier one made mandatory. Loading is strict: an unknown key, check or parameter, or a value out of
bounds, is an error with file, line, character and the nearest name, and all of them are reported.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from ..check import CheckClass
from ..errors import RulesetError
from ..measure.terms import Terms
from ..model import Level, Place, Problem
from ..names import hint
from ..result import Severity
from ..verdict import Ladder, Stage
from .draft import Draft
from .model import Find, Library, Ruleset, Use
from .reading import Reader


def load(
    names: Sequence[str],
    find: Find,
    checks: Mapping[str, CheckClass],
    library: Library | None = None,
    *,
    alone: bool = False,
) -> Ruleset:
    """Resolve one or several rulesets into one. Raises RulesetError with every problem found.

    Without a `library`, a ruleset that needs plugins or words of its own cannot be loaded
    (`plugins.Installed.ruleset` gives one). The checks that it was `brought` are run too where no ruleset mentions
    them, unless the rulesets are asked for `alone`.
    """
    reader = Reader(find, checks, library)
    for name in names:
        reader.read(name, "", ())
    problems = reader.problems
    if not problems:
        problems += _contradictions(reader)
    elif reader.whole:
        problems += [*_unknown_required(reader), *_no_such_stage(reader.draft)]
    if problems:
        raise RulesetError(tuple(dict.fromkeys(problems)))
    draft = reader.draft
    brought = () if library is None or alone else library.brought()
    more = set(brought) - _chosen(reader).keys()
    terms = Terms(**draft.below("terms"))
    uses = (*_uses(reader, terms), *_brought(reader, more, terms))
    ladder = Ladder(tuple(sorted(_stages(draft), key=lambda stage: stage.rank)), _required(draft))
    made = Ruleset(
        id=draft.get(("id",)) if len(names) == 1 and ("id",) in draft.said else _id(names),
        version=draft.get(("version",), "0"),
        title=draft.get(("title",), ""),
        digest="",
        ladder=ladder,
        uses=tuple(sorted(uses, key=lambda use: use.id)),
        terms=terms,
        max_waiver_days=draft.get(("max_waiver_days",), 180),
        costs=draft.below("path", "cost"),
        time_limit=draft.get(("time_limit",), 60.0),
        words=draft.words,
        origins=draft.origins(),
        sources=tuple(draft.sources),
    )
    return attrs.evolve(made, digest=_digest(made))


def _id(names: Sequence[str]) -> str:
    return "+".join(Path(name).stem for name in names)


def _required(draft: Draft) -> str:
    return str(draft.get(("required_stage",), ""))


def _stages(draft: Draft) -> Iterator[Stage]:
    for id in draft.names("stage"):
        told = draft.below("stage", id)
        yield Stage(id, told["rank"], told["title"], tuple(told["requires"]))


def _chosen(reader: Reader) -> dict[str, bool]:
    """Every check that is on or off; one that a stage requires is on unless something says otherwise."""
    draft = reader.draft
    chosen = {id: on for id in draft.names("check") if (on := draft.get(("check", id, "on"))) is not None}
    for stage in _stages(draft):
        for check in stage.requires:
            chosen.setdefault(check, True)
    return chosen


def _contradictions(reader: Reader) -> list[Problem]:
    """What fits line by line and not as a whole."""
    draft = reader.draft
    problems: list[Problem] = []
    for id in draft.names("stage"):
        lacking = [key for key in ("rank", "title", "requires") if key not in draft.below("stage", id)]
        at = draft.at(("stage", id, "id"))
        if lacking and at is not None:
            others = [other for other in draft.names("stage") if ("stage", other, "rank") in draft.said]
            what = f"the stage {id!r} is new, and needs {', '.join(lacking)}"
            problems.append(at.problem(what + hint(id, {*others} - {id})))
    if problems:
        return problems
    problems += _unknown_required(reader)
    chosen = _chosen(reader)
    required = {check for stage in _stages(draft) for check in stage.requires}
    for id in sorted(required):
        at = draft.at(("check", id, "on"))
        if not chosen[id] and at is not None:
            problems.append(at.problem(f"{id} is switched off, but a stage requires it"))
    problems += _of_the_whole(draft, any(chosen.values()))
    return problems


def _unknown_required(reader: Reader) -> Iterator[Problem]:
    """The checks that a stage requires and nobody gives."""
    draft = reader.draft
    for id in draft.names("stage"):
        at = draft.at(("stage", id, "requires"))
        for check in draft.get(("stage", id, "requires"), ()):
            if not reader.known(check) and at is not None:
                yield at.problem(f"there is no check called {check!r}{hint(check, reader.checks)}")


def _no_such_stage(draft: Draft) -> Iterator[Problem]:
    """The required stage, where it is none."""
    stages = draft.names("stage")
    required = _required(draft)
    if stages and required not in stages:
        what = f"required_stage {required!r} is no stage{hint(required, stages)}"
        at = draft.at(("required_stage",))
        yield at.problem(what) if at else Problem(Level.ERROR, what, _anywhere(draft))


def _of_the_whole(draft: Draft, any_check: bool) -> Iterator[Problem]:
    yield from _no_such_stage(draft)
    if not any_check:
        yield Problem(Level.ERROR, "this ruleset has no check, so it could judge nothing", _anywhere(draft))


def _anywhere(draft: Draft) -> Place:
    return Place(draft.sources[-1].file if draft.sources else "")


def _uses(reader: Reader, terms: Terms) -> Iterator[Use]:
    return _used(reader, [id for id, on in _chosen(reader).items() if on], terms)


def _brought(reader: Reader, ids: Iterable[str], terms: Terms) -> Iterator[Use]:
    return (attrs.evolve(use, brought=True) for use in _used(reader, ids, terms))


def _used(reader: Reader, ids: Iterable[str], terms: Terms) -> Iterator[Use]:
    """Some checks as the ruleset uses them: under its terms, the very same object, unless they have some of their own."""
    draft = reader.draft
    givers = reader.library.givers if reader.library is not None else {}
    for id in ids:
        cls = reader.checks[id]
        held = draft.below("check", id)
        parameters = {field.name for field in cls.parameters()}
        own = draft.below("check", id, "terms")
        yield Use(
            check=cls(**{name: value for name, value in held.items() if name in parameters}),
            severity=Severity(held.get("severity", cls.severity)),
            sources=tuple(held.get("sources", cls.sources)),
            terms=attrs.evolve(terms, **own) if own else terms,
            waivable=held.get("waivable", True) and ("mandatory", id, "by") not in draft.said,
            outright=held.get("outright", False),
            mandatory=("mandatory", id, "by") in draft.said,
            giver=givers.get(id),
        )


def _digest(made: Ruleset) -> str:
    """A digest of everything that can change a verdict."""
    said = {
        "ladder": attrs.asdict(made.ladder),
        "uses": list(map(_told, made.uses)),
        "max_waiver_days": made.max_waiver_days,
        **({"costs": dict(made.costs)} if made.costs else {}),
        **({"words": made.words.digest} if made.words else {}),
    }
    text = json.dumps(said, sort_keys=True, default=_plain)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _told(use: Use) -> Iterable[Any]:
    own = [use.id, attrs.asdict(use.check), use.severity, use.sources, attrs.asdict(use.terms), use.waivable]
    own += ["outright"] if use.outright else []
    code = getattr(type(use.check), "declaration", None)
    giver = use.giver
    by = [giver.name, giver.source, giver.version] if giver is not None and giver.name != "builtin" else None
    return [*own, *([code] if code is not None else []), *([by] if by is not None else [])]


def _plain(value: Any) -> str:
    return str(value)
