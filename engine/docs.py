"""Reference pages written from the code: `python -m takehold.engine.docs [--check]`.

A page per check from its class, and a page that traces every paragraph of the material to the checks that answer
it. With `--check` nothing is written; the exit status says whether the pages in `docs/` are up to date.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import attrs

from .check import CheckClass
from .model import TABLES, Fits, columns
from .plugins import installed

DOCS = Path("docs")
_MADE = "<!-- Written by `python -m takehold.engine.docs`; edit the code it comes from, not this page. -->\n"


@attrs.frozen
class Anchor:
    """One paragraph of the material: where it stands and what it says, in our words."""

    id: str
    says: str
    wider_context: bool = False


def anchors() -> tuple[tuple[str, str, tuple[Anchor, ...]], ...]:
    """The documents of the material in order: key, title, and their paragraphs."""
    data = tomllib.loads((files("takehold.rulesets") / "material.toml").read_text(encoding="utf-8"))
    return tuple(
        (
            document["key"],
            document["title"],
            tuple(
                Anchor(f"{document['key']}#{told['anchor']}", told["says"], told.get("wider_context", False))
                for told in document["paragraph"]
            ),
        )
        for document in data["document"]
    )


def pages() -> Mapping[Path, str]:
    """Every generated page by its path."""
    from . import docs_authors  # only the pages need it

    checks = sorted(installed().checks.values(), key=lambda check: (check.family, check.id))
    made = {DOCS / "checks" / f"{check.id}.md": "".join(_check_page(check)) for check in checks}
    made[DOCS / "checks.md"] = "".join(_index(checks))
    made[DOCS / "material.md"] = "".join(_trace(checks))
    made[DOCS / "columns.md"] = "".join(_columns())
    made[DOCS / "authors.md"] = "".join(docs_authors.page(_MADE))
    return made


def _index(checks: list[CheckClass]) -> Iterator[str]:
    yield "# The checks\n\n" + _MADE
    yield f"\n{len(checks)} checks come with takehold. Each page says what the check establishes, why it matters,"
    yield " how it decides and what to do.\n"
    family = ""
    for check in checks:
        if check.family != family:
            family = check.family
            yield f"\n## {family}\n\n| check | judges | severity | establishes |\n|---|---|---|---|\n"
        yield f"| [{check.id}](checks/{check.id}.md) | {check.subject} | {check.severity} | {check.title()} |\n"


def _check_page(check: CheckClass) -> Iterator[str]:
    yield f"# {check.title()}\n\n{_MADE}\n"
    yield f"`{check.id}` judges one {check.subject}; severity {check.severity}; family {check.family}.\n"
    for heading, text in check.explanation().items():
        yield f"\n## {heading}\n\n{text}\n"
    if parameters := check.parameters():
        yield "\n## Parameters\n\n| name | default | meaning |\n|---|---|---|\n"
        for field in parameters:
            yield f"| `{field.name}` | {field.default} | {field.metadata['help']} |\n"
    yield "\n## Where it comes from\n\n"
    for source in check.sources:
        yield f"- [{source}](../material.md#{slug(source)})\n"


def _trace(checks: list[CheckClass]) -> Iterator[str]:
    yield "# The material, paragraph by paragraph\n\n" + _MADE
    yield "\nEach paragraph of the five documents, in our words, and the checks that answer it.\n"
    answered: dict[str, list[str]] = {}
    for check in checks:
        for source in check.sources:
            answered.setdefault(source, []).append(check.id)
    for _, title, paragraphs in anchors():
        yield f"\n## {title}\n"
        for anchor in paragraphs:
            names = ", ".join(f"[{id}](checks/{id}.md)" for id in sorted(answered.get(anchor.id, ())))
            by = names or ("wider context: nothing to check" if anchor.wider_context else "nothing yet")
            yield f'\n<a id="{slug(anchor.id)}"></a>\n**{anchor.id}** {anchor.says}\n\nAnswered by: {by}\n'


def _columns() -> Iterator[str]:
    yield "# Every table and column\n\n" + _MADE
    for table in TABLES:
        yield f"\n## {table}\n\n| column | fits | what it is |\n|---|---|---|\n"
        for column in columns(table):
            fits = ", ".join(column.words) if column.fits is Fits.WORD else column.fits.value
            name = f"**{column.name}**" if column.required else column.name
            yield f"| {name} | {fits} | {column.help} |\n"


def slug(anchor: str) -> str:
    """An anchor as a web address can hold it."""
    return anchor.replace("#", "-").replace("/", "-")


def main(argv: list[str] | None = None) -> int:
    """Write the pages, or check them. Gives 1 where a page is out of date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail where a page is out of date"
    )
    args = parser.parse_args(argv)
    made = pages()
    stale = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    left = [path for path in (DOCS / "checks").glob("*.md") if path not in made]
    if args.check:
        for path in [*stale, *left]:
            print(f"{path} is out of date: run python -m takehold.engine.docs", file=sys.stderr)
        return 1 if stale or left else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[path], encoding="utf-8")
    for path in left:
        path.unlink()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
