"""What the evidence graph of one large service costs, beside reading the service: `python -m bench.graph CASE`.

Times are of the processor, the least of several runs: other work on the machine does not count.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from takehold.engine.casefile import as_at, read_case
from takehold.engine.graph import EvidenceGraph
from takehold.engine.graph_writing import FORMATS, render
from takehold.engine.measure.terms import Terms
from takehold.engine.model import Case
from takehold.engine.view import ServiceView

RUNS = 5


def least(work: Callable[[], object]) -> float:
    """The least processor time of several runs, in seconds."""
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def asked_by_checks(view: ServiceView) -> None:
    """Build the graph anew and ask what the checks ask."""
    graph = EvidenceGraph(view)
    for claim in view.claims_by_id:
        graph.circles_under(claim), graph.unsupported_under(claim)
        graph.single_points(claim), graph.supporting(claim)


def asked(view: ServiceView) -> None:
    """Build the graph anew and ask every question about every claim."""
    graph = EvidenceGraph(view)
    graph.unsupported(), graph.on_context_only(), graph.circles(), graph.records_serving_no_claim()
    for claim in view.claims_by_id:
        graph.single_points(claim), graph.lines_of_support(claim), graph.fewest_to_fall(claim)
        graph.used_twice(claim), graph.past_shelf_life(claim), graph.too_early(claim)
        graph.uncovered(claim), graph.unanswered(claim), graph.broken_links(claim)
        graph.has_golden_thread(claim)


def main() -> None:
    """Print a line for each."""
    path = Path(sys.argv[1])

    def load() -> Case:
        return as_at(read_case(path))

    case = load()
    view = ServiceView(case, Terms())
    loading = least(load) + least(lambda: _linked(case))
    print(f"{len(case.evidence):,} records, {len(case.claims)} claims")
    print(f"read, and each claim's records      {loading:.3f} s")
    asked(view)
    for what, ask in (("what the checks ask", asked_by_checks), ("every question", asked)):
        seconds = least(lambda ask=ask: ask(view))  # type: ignore[misc]
        print(f"graph built, {what:<21} {seconds:.3f} s, {seconds / loading:.0%} of reading")
    for format in FORMATS:
        print(f"  as {format:<8} {least(lambda f=format: render(view, f)):.3f} s")  # type: ignore[misc]


def _linked(case: Case) -> None:
    view = ServiceView(case, Terms())
    for claim in view.claims_by_id:
        assert view.claim(claim).supporting is not None


if __name__ == "__main__":
    main()
