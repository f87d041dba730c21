"""An export written down as a person might find it, for tests that change one thing in it."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from takehold.engine.casefile import read_case
from takehold.engine.model import Case, Problem

SERVICE = 'id = "elm"\nname = "Elm House"\nas_of = 2026-06-30\n'
CLAIMS = "id,statement,stage,theme\nc1,Falls are fewer,improved,falls\n"
INCIDENTS = "Ref,When,What\n17,01/05/2026 22:15,Falls\n18,02/05/2026 10:15,Falls\n"
MAPPING = """[[source]]
file = "incidents*.csv"
table = "evidence"

[source.columns]
id = "Ref"
date = "When"
kind = { value = "incident" }
theme = "What"
"""


def write_export(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """A folder with the small export, its mapping, and the files given in their place (None: left out)."""
    folder.mkdir(exist_ok=True)
    plain: dict[str, str | bytes | None] = {
        "service.toml": SERVICE,
        "claims.csv": CLAIMS,
        "incidents.csv": INCIDENTS,
        "mapping.toml": MAPPING,
    }
    for name, content in (plain | dict(files or {})).items():
        if isinstance(content, str):
            content = content.encode()
        if content is not None:
            (folder / name).write_bytes(content)
    return folder


def read_small(folder: Path, incidents: str | bytes = INCIDENTS, more: str = "") -> Case:
    """The small export with these incidents, read; `more` is put at the end of the mapping."""
    return read_case(write_export(folder, {"incidents.csv": incidents, "mapping.toml": MAPPING + more}))


def dates(*cells: str) -> str:
    """The small export with these dates."""
    return "Ref,When,What\n" + "".join(
        f"{number},{cell},Falls\n" for number, cell in enumerate(cells, start=1)
    )


def told(problem: Problem) -> str:
    """A problem on one line: level, place and message."""
    place = problem.place
    return f"{problem.level} {place.file}:{place.row}:{place.column} {problem.message}"


def all_told(case: Case) -> list[str]:
    """Every problem of a case, each on one line."""
    return [told(problem) for problem in case.problems]


def column(case: Case, name: str) -> list[object]:
    """One column of the evidence."""
    return case.evidence[name].to_list()


def rows(case: Case, *names: str) -> list[tuple[object, ...]]:
    """Some columns of the evidence, dates as ISO."""
    return (
        case.evidence.select(pl.col(names), pl.col("file", "row"))
        .with_columns(pl.col(pl.Date).cast(pl.String))
        .rows()
    )
