"""Which heading probably feeds which column: by what it is called, and by whether its cells fit."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

import attrs
import polars as pl
from rapidfuzz import fuzz

from ..casefile.cells import Unfit, date_of, number_of, reader_of, yes_no_of
from ..casefile.sheet import ROW
from ..model import Column, Fits, Place, columns
from ..names import key, listed, quoted
from .cells import is_nothing, reader
from .model import Feed
from .words import dated, is_stand_in

SAMPLE: Final = 500
"""Distinct cells of a column that are looked at."""
_ALIKE: Final = 84
"""How alike (of 100) a heading and a known word must be to count as the same."""
_FITTING: Final = 0.9
"""The share of cells that must fit a date, number or yes and no; of rows that must have an id of their own."""
_CALLED_SO: Final = 97
"""How alike a heading must be to a known word to be proposed, in doubt, where fewer of its cells fit."""
_HALF: Final = 0.5
"""The share that must fit then; of a date that every row needs, none must."""
_SPARED: Final = 2
"""Rows that may lack an id of their own in a file of so few that they are more than one in ten."""
_MEASURED: Final = (Fits.DATE, Fits.NUMBER, Fits.YES_NO)
_DOUBT: Final = 10
_MISFIT: Final = 20
"""By how much a heading's likeness is lowered where its cells can be read in two ways, and where some do not fit."""
_FORMS: Final = ("DD/MM/YYYY", "MM/DD/YYYY", "DD/MM/YY", "YYYYMMDD", "serial", "DD MMM YY")
SURE: Final = "sure"
LIKELY: Final = "likely"
A_GUESS: Final = "a guess"


@attrs.frozen
class Guess:
    """One column's proposed feed: what the mapping would say, how sure that is, and why."""

    column: str
    heading: str
    told: dict[str, Any]
    sure: str
    why: str
    score: float


@cache
def known_words() -> dict[str, Any]:
    """What systems call things: `rulesets/heading-words.toml`."""
    return tomllib.loads((files("takehold.rulesets") / "heading-words.toml").read_text("utf-8"))


def guess_columns(table: str, frame: pl.DataFrame, headings: Sequence[str]) -> list[Guess]:
    """A guess for each column of a table that some heading seems to feed; no heading feeds two."""
    every = [
        guess
        for column in columns(table)
        for heading in headings
        if (guess := _guess(table, column, heading, frame)) is not None
    ]
    taken: dict[str, Guess] = {}
    used: set[str] = set()
    for guess in sorted(every, key=lambda one: -one.score):
        if guess.column not in taken and guess.heading not in used:
            taken[guess.column] = guess
            used.add(guess.heading)
    return [taken[column.name] for column in columns(table) if column.name in taken]


def _guess(table: str, column: Column, heading: str, frame: pl.DataFrame) -> Guess | None:
    """The guess that one heading feeds one column, None where name or cells speak against it."""
    alike, word = _alike(heading, [column.name, *known_words().get(table, {}).get(column.name, ())])
    if alike < _ALIKE:
        return None
    texts = [
        text
        for text in frame[heading].drop_nulls().unique(maintain_order=True).head(SAMPLE)
        if not is_nothing(text, column)
    ]
    enough = _FITTING if alike < _CALLED_SO else 0.0 if column.required else _HALF
    fit = _ids(frame, heading) if column.name == "id" else _fit(column, texts, enough)
    if fit is None:
        return None
    told, doubt, what = fit
    score = alike - (_DOUBT if doubt else 0) - (5 if not texts else 0)
    if odd := _misfits(column, told, texts) if column.fits in _MEASURED else []:
        row = frame.filter(pl.col(heading) == odd[0])[ROW][0]
        what = f"{what}, but {quoted(odd[0])} in row {row} does not fit"
        score -= _MISFIT if len(odd) > (1 - _FITTING) * len(texts) else 0
    sure = SURE if score >= 97 else LIKELY if score >= 90 else A_GUESS
    named = f"called {quoted(word)}" if key(word) == key(heading) else f"its name is like {quoted(word)}"
    return Guess(column.name, heading, told, sure, f"{named}; {what}" if what else named, score)


def _alike(heading: str, words: Sequence[str]) -> tuple[float, str]:
    """How alike a heading is to the likeliest of some words, of 100; earlier words count a little more."""
    plain = key(heading).replace("-", " ")
    scores = []
    for at, word in enumerate(words):
        said = key(word).replace("-", " ")
        score = (
            100.0 if said == plain else max(fuzz.ratio(said, plain), fuzz.token_sort_ratio(said, plain) - 2)
        )
        if score < 100 and f" {said} " in f" {plain} " and len(said) > 3:
            score = max(score, 88.0)
        scores.append((score - min(at, 20) * 0.1, word))
    return max(scores)


def _ids(frame: pl.DataFrame, heading: str) -> tuple[dict[str, Any], bool, str] | None:
    """Whether nearly every row has an id of its own, rows that are the same throughout counted once; else None."""
    rows = frame.unique(pl.exclude(ROW), keep="first", maintain_order=True)
    blank = rows.filter(pl.col(heading).is_null())
    doubled = rows.filter(pl.col(heading).is_not_null() & pl.col(heading).is_duplicated())
    wrong = rows.height - rows[heading].drop_nulls().n_unique()
    few = wrong <= _SPARED and wrong * 3 <= rows.height
    if not (few or wrong <= (1 - _FITTING) * rows.height):
        return None
    if not wrong:
        return {}, False, "no two rows have the same"
    texts = doubled[heading].unique(maintain_order=True)
    what = [f"no id in row {row}" for row in blank[ROW].head(_SPARED)]
    for text in texts.head(_SPARED):
        same = doubled.filter(pl.col(heading) == text)[ROW]
        what.append(f"{quoted(text)} in rows {listed(map(str, same))}")
    if left := blank.height + len(texts) - len(what):
        what.append(f"{left:,} more")
    return {}, True, f"but {listed(what)}"


def not_an_id(table: str, frame: pl.DataFrame, headings: Sequence[str]) -> str | None:
    """The heading that is called as an id is, and does not tell the rows apart; None where none is called so."""
    words = ["id", *known_words().get(table, {}).get("id", ())]
    called = [heading for heading in headings if _alike(heading, words)[0] >= _CALLED_SO]
    return next((heading for heading in called if _ids(frame, heading) is None), None)


def _fit(column: Column, texts: Sequence[str], enough: float) -> tuple[dict[str, Any], bool, str] | None:
    """How the cells would be read, whether that is in doubt, and what was seen; None where fewer fit than enough."""
    match column.fits:
        case Fits.DATE:
            return _dates(texts, enough)
        case Fits.DATE_OR_WORDS:
            return _dates(texts, _FITTING) or ({}, True, "not all of it is dates")
        case Fits.NUMBER:
            return _numbers(column, texts, enough)
        case Fits.YES_NO:
            return ({}, False, "yes and no") if texts and _share(texts, yes_no_of) >= enough else None
        case Fits.WORD:
            return _words(column, texts)
        case Fits.LIST:
            return {"split": [",", "/", " and "]} if any("," in text for text in texts) else {}, False, ""
        case _:
            return {}, False, ""


def _misfits(column: Column, told: dict[str, Any], texts: Sequence[str]) -> list[str]:
    """The cells that could not be read as proposed."""
    dates = (told["dates"],) if "dates" in told else ()
    feed = Feed(column=column.name, place=Place(""), dates=dates, number=told.get("number"))
    fed, read = reader(feed, column), reader_of(column)

    def read_whole(text: str) -> None:
        if (found := fed(text)) is not None:
            read(found)

    return [text for text in texts if not _reads(text, read_whole)]


def _share(texts: Sequence[str], read: Any) -> float:
    """The share of the texts that a function reads."""
    if not texts:
        return 0.0
    return sum(_reads(text, read) for text in texts) / len(texts)


def _reads(text: str, read: Any) -> bool:
    try:
        read(text)
    except Unfit:
        return False
    return True


def _dates(texts: Sequence[str], enough: float) -> tuple[dict[str, Any], bool, str] | None:
    """No form where ISO or British dates are written, else the form that fits most; a tie is doubted aloud."""
    real = [text for text in texts if not is_stand_in(text)]
    if not real:
        return ({}, True, "no cell holds a date yet") if not texts else None
    plain = _share(real, date_of)
    shares = [(_share(real, lambda one, form=form: dated(one, [form])), form) for form in _FORMS]
    most, form = max(shares, key=lambda pair: pair[0])
    if plain >= min(_FITTING, max(most, enough)):
        twofold = all(_reads(text, lambda one: dated(one, ["MM/DD/YYYY"])) for text in real)
        return {}, twofold, "dates, read day first: no cell tells" if twofold else "dates"
    if most < enough:
        return None
    return {"dates": form}, form == "DD/MM/YY", f"dates written {form}"


def _numbers(column: Column, texts: Sequence[str], enough: float) -> tuple[dict[str, Any], bool, str] | None:
    plain = [text.removesuffix("%").strip() for text in texts]
    if not texts or _share(plain, number_of) < enough:
        return None
    signed = any(text.endswith("%") for text in texts)
    if not signed:
        return {}, False, "numbers"
    if column.name != "value":
        return None
    return {"number": "percent"}, not all(text.endswith("%") for text in texts), "percentages"


def _words(column: Column, texts: Sequence[str]) -> tuple[dict[str, Any], bool, str] | None:
    """A word for each text that has a usual meaning; the others are named, for the manager to give them one."""
    usual = known_words()["words"].get(column.name, {})
    meant = {key(said): word for word, every in usual.items() for said in every}
    meant |= {key(word): word for word in column.words}
    known = {text: meant[key(text)] for text in texts if key(text) in meant}
    if not known or len(known) < len(texts) / 2 or len(texts) > 30:
        return None
    unknown = [text for text in texts if text not in known]
    words = {text: word for text, word in known.items() if key(text) != key(word)}
    what = (
        f"give a word for {listed(map(quoted, unknown), most=6)}"
        if unknown
        else "every word has a usual meaning"
    )
    return {"words": words} if words else {}, bool(unknown), what
