"""`python -m bench.reference CASE`, from the repository's root: every outcome, and how long judging took."""

from __future__ import annotations

import sys
import time

from takehold.engine.casefile import read_case

from .run import assess

case = read_case(sys.argv[1])
began = time.perf_counter()
result = assess(case)
seconds = time.perf_counter() - began
for (check, kind, id), (outcome, _, _) in result.findings.items():
    print(f"{kind:9}{id:12}{check:28}{outcome}")
for id, found in result.claims.items():
    print(f"{id}: {found.evidenced}, {found.position}; blocked by {', '.join(found.blocked_by) or 'nothing'}")
print(f"{result.readiness} as at {result.as_of}, judged in {seconds:.2f} s")
