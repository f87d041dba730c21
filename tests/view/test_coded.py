"""Records coded once stand behind one state of a case after another, and change nothing in what is judged."""

from __future__ import annotations

from random import Random

import attrs
import pytest

from takehold.engine.assess import assess
from takehold.engine.casefile import as_at
from takehold.engine.cli.common import DEFAULT_RULESET
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
