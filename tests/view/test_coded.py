"""Records coded once stand behind one state of a case after another, and change nothing in what is judged."""

from __future__ import annotations

from random import Random

import attrs
import numpy as np
import pytest

from takehold.engine.assess import assess
from takehold.engine.casefile import as_at
from takehold.engine.cli.common import DEFAULT_RULESET
from takehold.engine.ledger import ARRAYS, as_day
from takehold.engine.model import Case
from takehold.engine.plugins import in_use
from takehold.engine.view import Coded
from tests.random_cases import random_case


def edited(case: Case, chance: Random) -> Case:
    """The case with a claim of another scope, an action of another day and a measure of another target."""
    claims = [attrs.evolve(one, teams=None, statement=one.statement + " It holds.") for one in case.claims]
    actions = [attrs.evolve(one, completed=None) for one in case.actions]
    measures = [attrs.evolve(one, target=chance.random()) for one in case.measures]
    return attrs.evolve(case, claims=tuple(claims), actions=tuple(actions), measures=tuple(measures))


@pytest.mark.parametrize("seed", range(12))
def test_the_verdict_is_that_of_records_coded_anew(seed: int) -> None:
    """After an edit of small tables the same coded records give the result that coding them again would."""
    chance = Random(seed)
    ruleset = in_use().ruleset([DEFAULT_RULESET])
    case = as_at(random_case(chance))
    coded = Coded.of(case)
    assert assess(case, ruleset, coded=coded) == assess(case, ruleset)

    later = edited(case, chance)

    assert coded.fits(later)
    assert assess(later, ruleset, pictures=True, coded=coded) == assess(later, ruleset, pictures=True)


def test_other_records_hours_or_cycles_are_coded_anew() -> None:
    """What the coding rests on is the records, which shifts are out of hours, and the review cycle: nothing else."""
    case = as_at(random_case(Random(1)))
    coded = Coded.of(case)
    others = {
        "records": attrs.evolve(case, evidence=case.evidence.head(3)),
        "shifts": attrs.evolve(case, shifts=()),
        "cycle": attrs.evolve(
            case,
            service=attrs.evolve(case.service, cycle="week" if case.service.cycle != "week" else "month"),
        ),
    }

    assert coded.fits(attrs.evolve(case, claims=()))
    assert [] == [name for name, other in others.items() if coded.fits(other)]


def test_cases_coded_together_are_coded_as_each_alone() -> None:
    """Of twenty cases, one without records and one out of order, each has its own words, codes, lists and rows."""
    cases = [as_at(random_case(Random(seed))) for seed in range(20)]
    cases[7] = attrs.evolve(cases[7], evidence=cases[7].evidence.clear())
    cases[9] = attrs.evolve(cases[9], evidence=cases[9].evidence.reverse())

    for case, together in zip(cases, Coded.each(cases), strict=True):
        alone = Coded.of(case)
        assert alone.ledger.words == together.ledger.words
        for name in ARRAYS:
            np.testing.assert_array_equal(getattr(alone.ledger, name), getattr(together.ledger, name), name)
        assert alone.naming.keys() == together.naming.keys()
        for id, rows in alone.naming.items():
            np.testing.assert_array_equal(rows, together.naming[id])
        assert alone.staff.words == together.staff.words
        np.testing.assert_array_equal(alone.staff.places, together.staff.places)
        np.testing.assert_array_equal(alone.staff.begins, together.staff.begins)


def test_a_coded_record_says_what_the_table_says() -> None:
    """Team, result, day, the claims named and the people seen of every record, coded among others, as it was entered."""
    cases = [as_at(random_case(Random(seed))) for seed in range(5)]
    for coded in Coded.each(cases):
        book, staff = coded.ledger, coded.staff
        for row, record in enumerate(coded.table.iter_rows(named=True)):
            assert record["id"] == book.ids[row]
            assert record["date"] == as_day(book.day[row])
            assert book.team[row] == book.words["team"].code(record["team"])
            assert book.result[row] == (
                -1 if record["result"] is None else book.code("result", record["result"])
            )
            seen = [staff.words[at] for at in staff.places[staff.begins[row] : staff.begins[row + 1]]]
            assert seen == (record["staff"] or [])
            named = {id for id, rows in coded.naming.items() if row in rows}
            assert named == set(record["claims"] or [])
