"""What must not change a verdict: order, names, the century."""

from __future__ import annotations

from random import Random

import pytest

from takehold.engine.assess import assess
from takehold.engine.plugins import installed
from takehold.engine.ruleset import load

from .changing import DAYS_OF_28_YEARS, DAYS_OF_400_YEARS, moved, renamed, shuffled
from .services import SEEDS, fixture, judged, outcomes, rules, service, verdict


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_and_columns_does_not(seed: int) -> None:
    """Every outcome and the verdict are the same with the rows of all tables and the columns in another order."""
    case = service(seed)
    before, after = judged(case), judged(shuffled(case, Random(seed)))
    assert outcomes(before) == outcomes(after)
    assert verdict(before) == verdict(after)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_things_are_called_does_not(seed: int) -> None:
    """Every outcome is the same with new ids throughout and other names for those who record and are seen."""
    case = service(seed)
    changed, new = renamed(case, Random(seed))
    before = {(check, new.get(id, id)): outcome for (check, id), outcome in outcomes(judged(case)).items()}
    assert before == outcomes(judged(changed))


@pytest.mark.parametrize("days", [DAYS_OF_28_YEARS, DAYS_OF_400_YEARS, -DAYS_OF_28_YEARS])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_century_does_not(seed: int, days: int) -> None:
    """Every outcome is the same when all dates are moved by years after which weeks and months fall alike."""
    case = service(seed)
    before, after = judged(case), judged(moved(case, days))
    assert outcomes(before) == outcomes(after)
    assert verdict(before) == verdict(after)


def test_the_order_of_plugins_does_not() -> None:
    """The same findings, in the same order, whichever check was registered first."""
    found = installed()
    turned = load(["cqc-readiness"], found.find_ruleset, dict(reversed(found.checks.items())))
    case = fixture("early")
    assert assess(case, rules()) == assess(case, turned)
