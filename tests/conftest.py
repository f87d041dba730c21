"""What every test starts from: no result of an earlier run, whoever ran it."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Nothing can be kept below it, in this process or in one that a test starts.
os.environ["TAKEHOLD_CACHE"] = os.devnull

# No limit by the clock: how long an example takes is the machine's business, not a fact about the code.
settings.register_profile("takehold", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("takehold")
