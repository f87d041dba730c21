"""What a fresh Python has loaded."""

from __future__ import annotations

import subprocess
import sys


def loaded(code: str, *modules: str) -> set[str]:
    """Which of some modules are loaded once some code was run."""
    script = f"{code}\nimport sys\nprint(*{set(modules)!r} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())
