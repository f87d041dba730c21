"""One cell: what fits, what it stands for, and what is said of what does not fit."""

import datetime as dt

import pytest

from takehold.engine.casefile.cells import (
    Unfit,
    date_of,
    date_or_words,
    hundredth,
    items_of,
    number_of,
    scope_of,
    share_of,
    text_of,
    word_of,
    yes_no_of,
)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-14",
        "2026-3-14",
        "2026-03-14T09:30:00",
        "2026-03-14 00:00:00",
        "2026-03-14T09:30:00+01:00",
        "14/03/2026",
        "14/3/2026",
        "14/03/2026 09:30",
        "14-03-2026",
        "14.03.2026",
        "14-Mar-2026",
        "14-MAR-2026",
        "14 March 2026",
        "14th March 2026",
    ],
)
def test_date_forms(text: str) -> None:
    """ISO and British dates stand for the same day, a time of day is dropped."""
    assert dt.date(2026, 3, 14) == date_of(text)


def test_day_comes_first() -> None:
    """A date that could be American is read as British."""
    assert dt.date(2026, 4, 3) == date_of("03/04/2026")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31/02/2026", "'31/02/2026' is not a date; write it as 2026-02-28 or 28/02/2026"),
        ("03/14/2026", "the day comes before the month"),
        ("2026-14-03", "is not a date"),
        ("14/03/26", "a year of two figures"),
        ("14-Mar-26", "a year of two figures"),
        ("14/03-2026", "is not a date"),
        ("14 Foo 2026", "is not a date"),
        ("31/12/9999", "leave the cell blank"),
        ("1900-01-01", "leave the cell blank"),
        ("0000-00-00", "is not a date"),
        ("99991231", "is not a date"),
        ("46095", "is not a date"),
        ("TBC", "is not a date"),
        ("n/a", "is not a date"),
        ("-", "is not a date"),
        ("٢٠٢٦-٠٣-١٤", "is not a date"),
    ],
)
def test_no_date(text: str, says: str) -> None:
    """What is no date is refused in a sentence that says why or what would fit."""
    with pytest.raises(Unfit, match=says.replace("(", r"\(")):
        date_of(text)


@pytest.mark.parametrize("text", ["ongoing", "ASAP", "TBC", "31/02/2026"])
def test_words_stay_where_a_due_date_belongs(text: str) -> None:
    """In `due`, words are kept as written."""
    assert text == date_or_words(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12.0),
        ("-0.5", -0.5),
        ("+3", 3.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1,234.5", 1234.5),
        ("1e3", 1000.0),
    ],
)
def test_numbers(text: str, number: float) -> None:
    """A number may have a sign, a fraction, thousands set off by commas, or an exponent."""
    assert number == number_of(text)


@pytest.mark.parametrize(
    "text",
    ["n/a", "-", "TBC", "nan", "inf", "1e999", "0,85", "12,34,567", "1 2", "0x10", "1_000", ".", "e5", "85%"],
)
def test_no_number(text: str) -> None:
    """What is no number is refused, `nan` and infinity too."""
    with pytest.raises(Unfit, match="is not a number"):
        number_of(text)


def test_decimal_comma_is_named() -> None:
    """A comma where the point belongs is answered with the number as it would fit."""
    with pytest.raises(Unfit, match=r"write it as 0\.85"):
        number_of("0,85")


def test_percentage() -> None:
    """85% is 0.85 where a share may stand."""
    assert (0.85, 0.85, 0.999) == (share_of("85%"), share_of("85 %"), share_of("99.9%"))


def test_hundredth_is_as_by_hand() -> None:
    """A hundredth carries no trace of binary arithmetic."""
    assert 0.07 == hundredth(7.0)
    assert 0.999 == hundredth(99.9)


@pytest.mark.parametrize("text", ["yes", "Y", "TRUE", "1"])
def test_yes(text: str) -> None:
    """Yes in its usual words."""
    assert yes_no_of(text) is True


@pytest.mark.parametrize("text", ["No", "n", "false", "0"])
def test_no(text: str) -> None:
    """No in its usual words: `false` is never taken for a text that is there, and so true."""
    assert yes_no_of(text) is False


@pytest.mark.parametrize("text", ["maybe", "2", "oui", "-"])
def test_neither_yes_nor_no(text: str) -> None:
    """Anything else is refused."""
    with pytest.raises(Unfit, match="neither yes nor no"):
        yes_no_of(text)


@pytest.mark.parametrize("text", ["not met", "Not Met", "NOT_MET", "not-met", "not  met"])
def test_words_are_alike_in_case_and_gaps(text: str) -> None:
    """A fixed word is matched ignoring case, with space, hyphen and underscore alike."""
    assert "not met" == word_of(text, ("met", "partly", "not met"))


def test_unknown_word_names_the_nearest() -> None:
    """A word that is not one of the fixed ones is answered with the nearest and with all."""
    with pytest.raises(Unfit, match=r"did you mean 'partly'\?; write met, partly or not met"):
        word_of("partial", ("met", "partly", "not met"))


def test_items_are_trimmed_and_stand_once() -> None:
    """A list's items are trimmed; blank ones and repeats are dropped."""
    assert ("e1", "e2") == items_of(" e1 ;; e2;e1;")


def test_scope() -> None:
    """`all` in any case means everywhere; names mean those; both together are refused."""
    assert scope_of("All") is None
    assert ("north", "south") == scope_of("north; south")
    with pytest.raises(Unfit, match="names all and some"):
        scope_of("all; north")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ((), None),
        (True, "yes"),
        (False, "no"),
        (12.0, "12"),
        (0.1, "0.1"),
        (1e22, "1e+22"),
        (dt.date(2026, 3, 14), "2026-03-14"),
        (("a", "b"), "a; b"),
        ("words", "words"),
    ],
)
def test_text_of_values(value: object, text: str | None) -> None:
    """Each value is written in the form that reads back as itself."""
    assert text == text_of(value)
