"""What every test starts from: no result of an earlier run, whoever ran it."""

from __future__ import annotations

import os

# Nothing can be kept below it, in this process or in one that a test starts.
os.environ["TAKEHOLD_CACHE"] = os.devnull
