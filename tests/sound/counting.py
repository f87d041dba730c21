"""How often a worse record, or a source withdrawn, meets the rules named in the tests: `python -m tests.sound.counting 200`.

The figures of docs/soundness.md are from this. A check that comes to be satisfied by no rule that is named is counted as such.
"""

from __future__ import annotations

import sys
from collections import Counter
from random import Random

from takehold.engine.measure.terms import Terms
from takehold.engine.view import ServiceView
from takehold.engine.withdraw import withdraw

from .changing import worsened
from .services import judged, risen, satisfied, service
from .test_worse_records import RULES, sources, supporting


def worse(seeds: range, most: int) -> tuple[int, int, Counter[str], int]:
    """Changes tried; those that brought a check to be satisfied; how often by each rule; and stages or positions risen."""
    tried, brought, rules, higher = 0, 0, Counter[str](), 0
    for seed in seeds:
        case = service(seed)
        before = judged(case)
        for _, changed in worsened(case, Random(seed), most):
            after = judged(changed)
            turned = satisfied(before, after)
            tried, brought = tried + 1, brought + bool(turned)
            rules.update(f"{check}: {RULES.get(check, 'by no rule that is named')}" for check, _ in turned)
            higher += len(list(risen(before, after)))
    return tried, brought, rules, higher


def withdrawn(seeds: range) -> tuple[int, int]:
    """Documents and recorders withdrawn, and how many times a record came to support what it did not."""
    tried, more = 0, 0
    for seed in seeds:
        case = service(seed)
        view = ServiceView(case, Terms())
        for name in sources(case, Random(seed)):
            left = ServiceView(withdraw(case, [name]).case, Terms())
            tried += 1
            for claim in case.claims:
                if supporting(left, claim.id) - supporting(view, claim.id):
                    assert view.claim(claim.id).baseline != left.claim(claim.id).baseline, (seed, name)
                    more += 1
    return tried, more


def main() -> None:
    """Print the figures of so many services."""
    seeds = range(int(sys.argv[1]))
    tried, brought, rules, higher = worse(seeds, most=7)
    print(
        f"{tried:,} records of {len(seeds):,} services made worse: {higher} stages, positions or readinesses higher"
    )
    print(f"{brought:,} of them brought a check to be satisfied")
    for rule, n in rules.most_common():
        print(f"  {n:>5}  {rule}")
    taken, more = withdrawn(seeds)
    print(
        f"{taken:,} documents and recorders withdrawn: {more} claims gained a supporting record, all with another baseline"
    )


if __name__ == "__main__":
    main()
