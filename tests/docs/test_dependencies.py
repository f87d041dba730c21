"""What takehold imports is what it declares, and what it declares is justified."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
DISTRIBUTION = {"tomli_w": "tomli-w"}
"""Where a module is named otherwise than the package that brings it."""


def named(requirements: list[str]) -> set[str]:
    """The packages of some requirements."""
    return {re.split(r"[<>=!~\[; ]", one)[0] for one in requirements}


def imported() -> set[str]:
    """Every package that takehold's own code imports, now or when it is needed."""
    found = set()
    for folder in ("engine", "plugins", "tui"):
        for path in (ROOT / folder).rglob("*.py"):
            if "templates" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                    found.add(node.module)
    tops = {name.partition(".")[0] for name in found} - set(sys.stdlib_module_names) - {"takehold"}
    return {DISTRIBUTION.get(name, name) for name in tops}


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    """No package comes in by way of another unsaid, and none is asked for that nothing uses."""
    assert named(PROJECT["dependencies"]) | named(PROJECT["optional-dependencies"]["dask"]) == imported()


def test_each_has_its_line() -> None:
    """Every dependency and every package of an extra for users stands on the page."""
    extras = named(
        [one for name in ("web", "dask", "docs") for one in PROJECT["optional-dependencies"][name]]
    )
    rows = set(re.findall(r"^\| ([\w-]+) \|", PAGE, re.MULTILINE)) - {"package", "extra"}

    assert named(PROJECT["dependencies"]) == rows
    assert [] == [name for name in sorted(extras) if name not in PAGE]


def test_each_has_a_lower_bound_and_none_an_upper_one() -> None:
    """Every requirement names the lowest version that was tried, and forbids no newer one."""
    asked = PROJECT["dependencies"] + [
        one for extra in PROJECT["optional-dependencies"].values() for one in extra
    ]
    assert [] == [one for one in asked if not re.fullmatch(r"[\w-]+>=[\d.]+", one.partition(";")[0])]
