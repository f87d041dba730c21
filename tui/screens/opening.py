"""Where one begins: the last case, a file, a made-up service, or nothing at all."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from .. import recent
from ..samples import SAMPLES, copy_to
from ..viewmodel.words import lines, shown
from ..widgets.lines import Lines
from ..widgets.plain import Plain
from .step import Step

WELCOME = """Has the improvement taken hold?
takehold asks what you say has improved, and shows how far your own records bear it out: which checks it \
passes, what is missing, and what to do next. Nothing leaves this computer.
Move with the arrow keys, choose with Enter. F1 explains any screen."""


class Opening(Step):
    """Begin, or go on."""

    STEP = "Begin"
    HELP = (
        "Choose what to work on. A new case needs nothing but your answers. A file can be a folder of tables, an "
        "Excel workbook, a .toml or .json document, or what another system exported. A made-up service is opened as a copy, to try things on. "
        "Everything you answer is saved to the case itself as you go."
    )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to go back to from here."""
        return action != "back"

    def body(self) -> ComposeResult:
        """The welcome, and what there is to choose."""
        yield Plain(WELCOME, classes="lead")
        yield Lines(id="body")

    def show(self) -> None:
        """The cases opened lately are looked up anew."""
        listed = self.query_one(OptionList)
        at = listed.highlighted
        listed.set_options(self._options())
        listed.highlighted = at if at is not None and at < listed.option_count else 0

    def _options(self) -> list[Option]:
        found = [
            Option(lines(f"Go on with {one.name}", shown(f"    {one.path}", "dim")), f"recent:{one.path}")
            for one in recent.recent()
        ]
        found.append(Option("Begin a new case by answering questions", "new"))
        found.append(Option("Open a case file, a workbook, or what another system exported", "file"))
        found += [
            Option(f"Look round a made-up service: {one.says}", f"sample:{one.name}") for one in SAMPLES
        ]
        return found

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what was chosen."""
        kind, _, what = (event.option.id or "").partition(":")
        if kind == "recent":
            self.guide.open_case(Path(what))
        elif kind == "new":
            from .beginning import Beginning

            self.app.push_screen(Beginning())
        elif kind == "file":
            from .choosing import ChooseFile

            self.app.push_screen(ChooseFile(Path.cwd()), self._chosen)
        elif kind == "sample":
            self._sample(what)

    def _chosen(self, path: Path | None) -> None:
        if path is not None:
            self.guide.open_case(path)

    def _sample(self, name: str) -> None:
        sample = next(one for one in SAMPLES if one.name == name)
        try:
            path = copy_to(sample, Path.cwd())
        except OSError as error:
            self.guide.say(f"A copy could not be written here: {error.strerror or error}", wrong=True)
            return
        self.guide.say(f"A copy to try things on is in {path.name}")
        self.guide.open_case(path)
