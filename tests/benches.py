"""The modules of `bench/`, by their place: the repository's root must stay off the import path."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[1]


def bench(module: str) -> Any:
    """One of them, by its name below `bench`."""
    if "bench" not in sys.modules:
        package = ModuleType("bench")
        package.__path__ = [str(ROOT / "bench")]
        sys.modules["bench"] = package
    return import_module(f"bench.{module}")
