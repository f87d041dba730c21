"""Choosing a file: typed, or picked from the folders of this computer."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import DirectoryTree, Input, Static

from takehold.engine.casefile.document import SERVICE

from ..widgets.plain import Plain
from .window import Window


class Folders(DirectoryTree):
    """The folders of this computer; signs that any terminal can draw."""

    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "
    ICON_FILE = "  "


class ChooseFile(Window[Path | None]):
    """Which case to open."""

    HELP = (
        "Type where the case is, or pick it below: a folder that holds service.toml, a workbook (.xlsx), or a .toml or "
        ".json document. What another system exported (.csv, .xlsx, or a folder of them) can be taken in too. Enter on a folder in the list opens and closes it; o takes the folder itself as the case."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", id="back"),
        Binding(
            "o", "folder", "Take this folder", id="folder", tooltip="The folder under the cursor is the case"
        ),
    ]

    def __init__(self, start: Path) -> None:
        super().__init__()
        self._start = start

    def body(self) -> ComposeResult:
        """A line to type in, and a tree to pick from."""
        with Vertical(classes="window"):
            yield Static("Which case? Type where it is, or press Tab and pick it below.", classes="asked")
            yield Input(placeholder="for example elm-house or C:\\Quality\\elm-house.xlsx")
            yield Plain("", classes="wrong")
            yield Folders(self._start)

    def on_mount(self) -> None:
        """Begin at the line to type in."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed, if it is there."""
        text = event.value.strip().strip('"')
        self._take((self._start / Path(text).expanduser()) if text else None)

    @on(DirectoryTree.FileSelected)
    def _file(self, event: DirectoryTree.FileSelected) -> None:
        path = event.path
        part = path.suffix in (".toml", ".csv", ".parquet") and (path.parent / SERVICE).is_file()
        self._take(path.parent if part else path)

    def action_folder(self) -> None:
        """Take the folder under the cursor."""
        node = self.query_one(DirectoryTree).cursor_node
        if node is not None and node.data is not None:
            self._take(node.data.path)

    def _take(self, path: Path | None) -> None:
        if path is not None and path.exists():
            self.dismiss(path)
            return
        said = f"There is nothing at {path}" if path else "Type where the case is"
        self.query_one(".wrong", Static).update(said)

    def action_cancel(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
