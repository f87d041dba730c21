"""The command that opens the guide, where there is no terminal to open it on."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.cli.main import main

from ..loading import loaded
from ..plugging.making import plugin


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "takehold.engine.cli", *words]
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)


def test_without_a_terminal_the_guide_says_what_to_do_instead() -> None:
    """In a pipe the guide does not open: one sentence names the command that works there, and the status is 2."""
    done = run("guide")
    assert (2, "") == (done.returncode, done.stdout)
    assert "the guide needs a terminal; `takehold assess CASE`" in done.stderr


def test_without_a_command_and_a_terminal_help_is_printed() -> None:
    """`takehold` alone prints help where there is nobody to guide."""
    done = run()
    assert 0 == done.returncode
    assert done.stdout.startswith("usage: takehold")


def test_the_command_line_loads_no_screen() -> None:
    """Neither help nor the commands' declarations load the library that draws screens."""
    assert set() == loaded("from takehold.engine.cli.main import parser; parser(whole=True)", "textual")


def test_the_first_screen_waits_for_nothing_that_reads_or_judges() -> None:
    """The guide and its first screen load neither polars nor numpy nor networkx: those come while it is looked at."""
    code = "import takehold.tui.app, takehold.tui.screens.opening"
    heavy = ("polars", "numpy", "networkx", "takehold.engine.model", "takehold.engine.result")
    assert set() == loaded(code, *heavy)


def test_a_browser_needs_one_more_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the package that serves it is not installed, the sentence says which extra to install."""
    real = importlib.import_module

    def missing(name: str, *rest: Any) -> Any:
        if name.startswith("textual_serve"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr("takehold.engine.cli.guide.import_module", missing)
    assert 2 == main(["guide", "--web"])
    assert "takehold[web]" in capsys.readouterr().err


def test_the_browser_is_served_from_this_machine_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The server listens on the loopback address, runs this very guide with the case given, and asks no stranger."""
    told: dict[str, Any] = {}
    page = tmp_path / "templates" / "app_index.html"
    page.parent.mkdir()
    page.write_text(
        '<link\n href="https://fonts.example/css" />\n<link href="{{ config.static.url }}a.css" />',
        encoding="utf-8",
    )

    class Server:
        def __init__(self, command: str, **more: Any) -> None:
            told.update(command=command, **more)

        def serve(self) -> None:
            told["served"] = True
            told["page"] = (Path(told["templates_path"]) / page.name).read_text(encoding="utf-8")

    module = type(sys)("textual_serve.server")
    module.__file__ = str(tmp_path / "server.py")
    module.Server = Server  # type: ignore[attr-defined]
    monkeypatch.setattr("takehold.engine.cli.guide.import_module", lambda name: module)
    own = plugin(tmp_path, "return met('So')")
    given = ["--ruleset", "cqc-readiness", "--plugin", str(own)]
    assert 0 == main(["guide", "my case", "--web", "--port", "8123", *given])
    assert ("127.0.0.1", 8123, True) == (told["host"], told["port"], told["served"])
    assert told["command"].endswith(f"guide --ruleset cqc-readiness --plugin {own} 'my case'")
    assert '\n<link href="{{ config.static.url }}a.css" />' == told["page"]


def test_what_serves_it_to_a_browser_needs_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Started by the server, which draws in a browser and says so in the environment, the guide opens without a terminal."""
    opened: list[Any] = []
    monkeypatch.setattr("takehold.engine.cli.guide.on_a_terminal", lambda: False)
    monkeypatch.setattr("takehold.engine.cli.guide.open_guide", lambda case, *_: opened.append(case))
    assert 2 == main(["guide", "case"])
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
    assert 0 == main(["guide", "case"])
    assert [Path("case")] == opened


def test_the_page_has_a_name_and_listens_to_the_keyboard() -> None:
    """The page that is served says its language and name, and puts the cursor into the guide once it is there."""
    from takehold.engine.cli.guide import at_the_keyboard

    page = at_the_keyboard("<html><head></head><body></body></html>")
    assert page.startswith('<html lang="en"><head><title>takehold</title></head><body><script>')
    assert ".focus()" in page
