"""A small case written down as a person might write it, for tests that change one thing in it."""

from collections.abc import Mapping
from pathlib import Path

from takehold.engine.casefile import read_case
from takehold.engine.model import Case, Problem

SERVICE = 'id = "elm"\nname = "Elm House"\nas_of = 2026-06-30\n'
CLAIMS = "id,statement,stage\nc1,Call bells are answered sooner,improved\n"
EVIDENCE = "id,date,kind\ne1,2026-05-04,audit\n"


def write_folder(folder: Path, files: Mapping[str, str | bytes | None]) -> Path:
    """A folder with the small case's files, and those given in their place (None: left out)."""
    plain: dict[str, str | bytes | None] = {
        "service.toml": SERVICE,
        "claims.csv": CLAIMS,
        "evidence.csv": EVIDENCE,
    }
    for name, content in (plain | dict(files)).items():
        if isinstance(content, str):
            content = content.encode()
        if content is not None:
            (folder / name).write_bytes(content)
    return folder


def read_folder(folder: Path, files: Mapping[str, str | bytes | None]) -> Case:
    """The small case with the files given, read."""
    return read_case(write_folder(folder, files))


def told(problem: Problem) -> str:
    """A problem on one line: level, place and message."""
    place = problem.place
    return f"{problem.level} {place.file}:{place.row}:{place.column} {problem.message}"


def all_told(case: Case) -> list[str]:
    """Every problem of a case, each on one line."""
    return [told(problem) for problem in case.problems]
