"""`python -m bench.mutation_page [--check]`: docs/mutation.md, from the figures in bench/mutation.json."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from takehold.engine.measure.intervals import wilson

ROOT: Final = Path(__file__).parents[1]
FOUND: Final = Path(__file__).with_name("mutation.json")
PAGE: Final = ROOT / "docs" / "mutation.md"
TITLES: Final = {
    "verdict": "`engine/verdict.py`: stages, positions, readiness",
    "measure": "`engine/measure`: figures, intervals, charts, chance",
    "builtin": "`plugins/builtin`: the eighty-odd checks",
}
OPENING: Final = """\
<!-- Written by `python -m bench.mutation_page`; edit that, or the reasons in bench/mutation.json. -->
# How well the tests notice

A test that passes says little unless it fails when the code is wrong. So the code is made wrong on purpose, one thing at
a time (a `<` becomes `<=`, an `and` an `or`, a number one more, an argument is left out, a word is spoilt), and the tests
are asked whether they notice. [mutmut](https://mutmut.readthedocs.io) makes the changes; each is tried by the tests of
its own part and by no others, so that a figure says how well a part is held by what is written about it.

| part | changes possible | tried | noticed | share | 95% interval | of the rest noticed since |
|---|---|---|---|---|---|---|
"""
HOW: Final = """
Where fewer were tried than are possible they were drawn by chance, with the seed that stands in `bench/mutation.json`. Tests were
written against what an earlier draw left unnoticed; these figures are of a later draw, as it came out. For what that one left, tests were
written again where it could matter: that is the last column, and what stays is listed below. A change that makes a test run
without end counts as noticed.

```sh
pip install 'mutmut>=3.8'
python -m bench.mutation verdict --into /tmp/verdict
python -m bench.mutation measure --into /tmp/measure --sample 400 --seed 4
python -m bench.mutation builtin --into /tmp/builtin --sample 250 --seed 3
python -m bench.mutation_page
```

## What was not noticed, and why

"""
CLOSING: Final = """
## What else is tried beyond plain tests

- **Any input**: `tests/fuzz` makes mappings, rulesets, waivers, earlier results and damaged case files (Hypothesis), and lets
  [atheris](https://github.com/google/atheris) look for bytes that reach new lines of each reader. Every day a hundred of each;
  `TAKEHOLD_FUZZ=20000 pytest tests/fuzz` tries so many. By the clock, one reader at a time:
  `python -m bench.fuzz xlsx --seconds 3600 --found /tmp`. Readers are `csv`, `small-csv`, `service`, `parquet`, `json`, `toml`,
  `xlsx`, `mapping`, `ruleset`, `waivers` and `earlier`.
- **Any instant**: `python -m bench.killed --kills 500` kills a process while it saves, and looks at the files.
- **A second reading**: `bench/reference` judges by the specification in the plainest way, and `tests/bench` compares the two
  over cases made by chance.
- **Every sentence**: `tests/plugins/said` holds what each check says in the cases kept for it, with its numbers masked, so that no sentence
  changes unread.
"""


def page(found: dict[str, Any]) -> str:
    """The page as text."""
    return OPENING + "".join(_rows(found)) + HOW + "".join(_survivors(found)) + CLOSING


def _rows(found: dict[str, Any]) -> Iterator[str]:
    for part, title in TITLES.items():
        told = found[part]
        noticed = told["tried"] - len(told["survived"]) - told["held_since"]
        interval = wilson(noticed, told["tried"])
        yield (
            f"| {title} | {told['mutants']:,} | {told['tried']:,} | {noticed:,} | {noticed / told['tried']:.1%} "
            f"| {interval.low:.1%} to {interval.high:.1%} | {told['held_since']} |\n"
        )


def _survivors(found: dict[str, Any]) -> Iterator[str]:
    for part, title in TITLES.items():
        survived = found[part]["survived"]
        if not survived:
            continue
        yield f"### {title}\n\n| where | was | became | why it may stay |\n|---|---|---|---|\n"
        for one in survived:
            was = _lines(one["change"], "-")
            became = _lines(one["change"], "+")
            yield f"| `{_where(one['name'])}` | {was} | {became} | {one['reason']} |\n"
        yield "\n"


def _where(name: str) -> str:
    """`engine.measure.value.x_lag__mutmut_29` as `measure.value.lag`."""
    module, _, function = name.rpartition("__mutmut_")[0].rpartition(".")
    parts = module.split(".")[-2:]
    return ".".join([*parts, function.removeprefix("x").replace("ǁ", ".").strip("._")])


def _lines(change: list[str], sign: str) -> str:
    told = " ".join(line[1:].strip() for line in change if line.startswith(sign))
    return f"`` {told.replace('|', chr(92) + '|')} ``" if told else "(nothing)"


def main() -> None:
    """Write the page, or say whether it is up to date."""
    text = page(json.loads(FOUND.read_text(encoding="utf-8")))
    if "--check" in sys.argv[1:]:
        sys.exit(0 if PAGE.read_text(encoding="utf-8") == text else "docs/mutation.md is out of date")
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
