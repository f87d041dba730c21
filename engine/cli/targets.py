"""Where `--write` writes: one file for each format asked for, none twice, all looked at before any work is done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import UsageError

if TYPE_CHECKING:
    from ..model import Case

SERVICE: Final = "{service}"
"""Stands for the service's id in a file's name."""

ONE_AT_A_TIME: Final = frozenset({"sarif", "junit", "html", "tap", "csv", "xlsx"})
"""Formats of which two in a row are not one."""


def check_targets(targets: Sequence[Path], *, cases: int) -> None:
    """See that every file can be meant. Raises UsageError for the first that cannot."""
    from ..report import format_of

    for at, path in enumerate(targets):
        format_of(path)
        if path in targets[:at]:
            raise UsageError(f"{path} is to be written twice")
        if cases > 1 and SERVICE not in str(path):
            raise UsageError(
                f"{path} would be written {cases} times over: name it with {SERVICE}, as in report-{SERVICE}.html"
            )
        folder = path.parent
        if SERVICE not in str(folder) and not folder.is_dir():
            raise UsageError(f"{path} cannot be written: there is no folder {folder}")


def check_format(format: str, *, cases: int, terminal: bool) -> None:
    """See that a format can go to standard output. Raises UsageError where it cannot."""
    if cases > 1 and format in ONE_AT_A_TIME:
        raise UsageError(
            f"{cases} cases cannot be one {format} report: assess one at a time, or --write a file for each"
        )
    if format == "xlsx" and terminal:
        raise UsageError("a workbook cannot be shown on a terminal: use --write pack.xlsx")


def target_for(path: Path, service: str) -> Path:
    """A target's own path for one service; what a file's name cannot hold becomes a hyphen."""
    name = re.sub(r"[^\w.-]+", "-", service).strip(".-") or "service"
    return Path(str(path).replace(SERVICE, name))


def spare(path: Path, case: Case, targets: Iterable[Path]) -> None:
    """See that nothing is written over what the case was read from. Raises UsageError for the first that would be."""
    folder = path if path.is_dir() else path.parent
    own = {path.resolve(), *((folder / read.file).resolve() for read in case.inputs)}
    for target in targets:
        if target_for(target, case.service.id).resolve() in own:
            raise UsageError(
                f"{target} is what the case is read from, and was not touched: choose another name"
            )


def write(path: Path, data: str | bytes) -> None:
    """Write a report whole or not at all. Raises UsageError where it cannot be written."""
    from ..files import write_whole

    try:
        write_whole(path, data if isinstance(data, bytes) else data.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"{path} could not be written: {error.strerror or error}") from None


def base_of(case: Path) -> str:
    """The folder of a case as seen from here, for addresses in reports; nothing where it lies elsewhere."""
    folder = (case if case.is_dir() else case.parent).resolve()
    try:
        inside = folder.relative_to(Path.cwd().resolve())
    except ValueError:
        return ""
    return "" if inside == Path() else inside.as_posix()
