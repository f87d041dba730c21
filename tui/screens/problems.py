"""A file that cannot be judged yet: every error in it, with its place and what would fit."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets.option_list import Option

from takehold.engine.model import Level, Problem
from takehold.engine.report.telling import place_said

from ..viewmodel.words import count, lines, shown
from ..widgets.lines import Lines
from ..widgets.plain import Plain
from .step import Step


class Problems(Step):
    """What is wrong with a file."""

    STEP = "Errors in the file"
    HELP = (
        "Nothing is judged on data that could not be read, and the guide does not write over it. Mend these cells in the "
        "program the file came from, save it there, and press r to read it again."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "again", "Read it again", id="again", tooltip="Read the file again, once it is mended")
    ]

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self._path = path
        self._problems = sorted(problems, key=lambda problem: problem.level is not Level.ERROR)

    def body(self) -> ComposeResult:
        """How many, and each of them."""
        errors = sum(problem.level is Level.ERROR for problem in self._problems)
        said = f"{self._path.name} cannot be judged yet: {count(errors, 'error')}. Mend them there, then press r."
        yield Plain(said, classes="lead")
        yield Lines(
            *(
                Option(lines(f"{one.level}: {place_said(one.place)}", shown(f"    {one.message}")))
                for one in self._problems
            ),
            id="body",
            enter="",
        )

    def action_again(self) -> None:
        """Read the file again."""
        self.dismiss()
        self.guide.open_case(self._path)
