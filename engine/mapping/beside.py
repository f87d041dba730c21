"""The teams and shifts that stand beside an export: their names, as exports have them, brought to their ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import attrs

from ..casefile.csvfile import read_csv
from ..casefile.folder import load
from ..casefile.limits import Limits
from ..casefile.problems import Problems
from ..errors import CaseError
from ..model import Column
from ..names import key, listed, quoted
from .cells import is_nothing
from .export import export_files
from .guessing import A_GUESS, Guess

PLACES: Final = {"teams": "team", "shifts": "shift"}
"""The tables whose rows other tables name, and the column that does so."""

Known = Mapping[str, Mapping[str, str]]
"""By column, the id that each name or id, as `names.key` has it, stands for."""


def known_beside(path: Path, limits: Limits) -> Known:
    """The teams and shifts of the folder that an export is in; what is wrong with them is told where a case is read."""
    found: dict[str, dict[str, str]] = {}
    for file in export_files(path if path.is_dir() else path.parent):
        column = PLACES.get(key(file.stem))
        if column is None or file.suffix.lower() != ".csv" or file == path:
            continue
        try:
            sheet = read_csv(key(file.stem), file.name, load(file, file.name, limits), limits, Problems())
        except CaseError:
            continue
        if sheet is not None and {"id", "name"} <= set(sheet.frame.columns):
            found[column] = _ids(sheet.frame.select("name", "id").drop_nulls("id").rows())
    return found


def _ids(rows: Sequence[tuple[str | None, str]]) -> dict[str, str]:
    """The id of each name that only one has, and of each id."""
    names = [key(name) for name, _ in rows if name]
    ids = {key(name): id_ for name, id_ in rows if name and names.count(key(name)) == 1}
    return ids | {key(id_): id_ for _, id_ in rows}


def with_ids(guess: Guess, column: Column, texts: Sequence[str], known: Known) -> Guess:
    """The guess with words that bring each name among the cells to its id; in doubt where a cell is neither.

    Raises KeyError where nothing is known of what the column names.
    """
    ids = known[column.name]
    said = {key(text): text for text in reversed(texts) if not is_nothing(text, column)}
    words = {text: ids[word] for word, text in said.items() if word in ids and word != key(ids[word])}
    strange = [text for word, text in said.items() if word not in ids]
    why, told = guess.why, guess.told
    if words:
        why, told = f"{why}; each name stands for its id", told | {"words": dict(sorted(words.items()))}
    if strange:
        names = listed(map(quoted, reversed(strange)), most=6, last="or")
        why = f"{why}; no {column.name} is called {names}"
    return attrs.evolve(guess, told=told, why=why, sure=A_GUESS if strange else guess.sure)
