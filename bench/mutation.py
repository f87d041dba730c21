"""Mutation testing: `python -m bench.mutation measure --into DIR`, with mutmut (3.8 or newer) installed.

mutmut changes one thing at a time in a copy of the code and asks whether a test notices. The copy is laid out as the
wheel is (`takehold/engine` and so on), so that a mutant's name is the module's name. Each mutant is tested in a process
forked from a server that has imported the tests and run none: polars keeps threads, and threads do not survive a fork.
Figures go into `bench/mutation.json`, from which `bench.mutation_page` writes docs/mutation.md.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import attrs

ROOT: Final = Path(__file__).parents[1]
FOUND: Final = Path(__file__).with_name("mutation.json")
FOLDERS: Final = ("engine", "plugins", "rulesets", "tui")
_SURVIVED: Final = (0, 33)
"""mutmut's codes for a mutant that its tests pass, and for one that no test reaches. What times out is noticed."""


@attrs.frozen
class Part:
    """What is mutated, and the tests that must notice."""

    mutated: tuple[str, ...]
    tests: tuple[str, ...]


CHECKS: Final = ("tests/plugins/test_check_cases.py", "tests/plugins/test_what_checks_say.py")
PARTS: Final = {
    "measure": Part(("engine/measure/*",), ("tests/measure", "tests/view", *CHECKS)),
    "verdict": Part(("engine/verdict.py",), ("tests/test_verdict.py",)),
    "builtin": Part(("plugins/builtin/*/*",), CHECKS),
}


def lay_out(dest: Path, part: Part) -> None:
    """A copy to mutate: the code under `src/takehold`, the tests and what they read beside it."""
    package = dest / "src" / "takehold"
    ignore = shutil.ignore_patterns("__pycache__")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, package / folder, dirs_exist_ok=True, ignore=ignore)
    for folder in ("tests", "fixtures", "bench"):
        shutil.copytree(ROOT / folder, dest / folder, dirs_exist_ok=True, ignore=ignore)
    (dest / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\nasyncio_mode = auto\n")
    lines = [
        "[mutmut]",
        "source_paths=src",
        "only_mutate=" + "".join(f"\n    src/takehold/{one}" for one in part.mutated),
        "also_copy=\n    fixtures\n    bench\n    pytest.ini",
        "pytest_add_cli_args_test_selection=" + "".join(f"\n    {one}" for one in part.tests),
        "pytest_add_cli_args=\n    -p\n    no:cacheprovider",
        "process_isolation=forkserver",
        "use_git_change_detection=false",
    ]
    (dest / "setup.cfg").write_text("\n".join(lines) + "\n")


def codes(into: Path) -> dict[str, int | None]:
    """Every mutant's name and what became of it, None where it was not tried."""
    found: dict[str, int | None] = {}
    for path in sorted((into / "mutants").rglob("*.py.meta")):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def mutmut(into: Path, *words: str) -> None:
    """Run mutmut there. One thread each: the processes are as many as the machine bears."""
    quiet = os.environ | {
        "POLARS_MAX_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    subprocess.run([sys.executable, "-m", "mutmut", *words], cwd=into, env=quiet, check=False)


def changed(into: Path, name: str) -> list[str]:
    """The lines that a mutant takes away and puts in their place."""
    shown = subprocess.run(
        [sys.executable, "-m", "mutmut", "show", name], cwd=into, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [line for line in shown if line[:1] in ("-", "+") and not line.startswith(("---", "+++"))]


def report(
    into: Path, seed: int, chosen: list[str], every: int, reasons: dict[tuple[str, ...], str]
) -> dict[str, Any]:
    """What came out: how many were tried and noticed, and each that was not, with the reason known from before."""
    found = codes(into)
    tried = [name for name in chosen if found[name] is not None]
    survived = sorted(name for name in tried if found[name] in _SURVIVED)
    changes = {name: changed(into, name) for name in survived}
    entries = [
        {"name": name.removeprefix("takehold."), "change": change, "reason": reasons.get(tuple(change), "")}
        for name, change in changes.items()
    ]
    return {
        "mutmut": version("mutmut"), "seed": seed, "mutants": every, "tried": len(tried),
        "held_since": 0, "by_code": dict(sorted(Counter(str(found[name]) for name in tried).items())), "survived": entries,
    }  # fmt: skip


def main() -> None:
    """Lay a part out, mutate it, try all or some of the mutants, and write down what survived."""
    parser = argparse.ArgumentParser(
        description="Mutate a part of takehold and see whether its tests notice."
    )
    parser.add_argument("part", choices=sorted(PARTS))
    parser.add_argument("--into", type=Path, required=True, help="an empty folder to work in")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--sample", type=int, help="how many mutants, drawn by chance; all where not given")
    parser.add_argument("--seed", type=int, default=1, help="which of them (default: 1)")
    args = parser.parse_args()
    lay_out(args.into, PARTS[args.part])
    run = ("run", "--max-children", str(args.processes))
    mutmut(args.into, *run, "none of them")  # makes them all and learns which test reaches which
    names = sorted(codes(args.into))
    chosen = sorted(random.Random(args.seed).sample(names, min(args.sample or len(names), len(names))))
    mutmut(args.into, *run, *chosen)
    known = json.loads(FOUND.read_text(encoding="utf-8")) if FOUND.exists() else {}
    before = known.get(args.part, {}).get("survived", [])
    reasons = {tuple(one["change"]): one["reason"] for one in before}
    known[args.part] = report(args.into, args.seed, chosen, len(names), reasons)
    FOUND.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
