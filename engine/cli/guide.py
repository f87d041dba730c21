"""`takehold guide`: the guided self-assessment, on this terminal or in a browser on this machine."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from ..errors import UsageError
from .common import add_rules, plugged
from .exit import ExitCode
from .terminal import on_terminal


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "case", metavar="CASE", nargs="?", type=Path, help="a case file to open; none: choose or begin"
    )
    add_rules(parser)
    parser.add_argument(
        "--mapping",
        metavar="M",
        help="how to read another system's export: a .toml file, or the name of a ready-made mapping",
    )
    parser.add_argument(
        "--web", action="store_true", help="show it in a browser, reachable from this machine alone"
    )
    parser.add_argument(
        "--port", type=int, default=8000, metavar="N", help="with --web: which port (default: 8000)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Open the guide; comes back when it is left."""
    if args.mapping is not None and args.case is None:
        raise UsageError("--mapping says how to read an export: name the export too")
    if args.plugin:
        plugged(args)
    if args.web:
        serve(args)
    elif not (on_a_terminal() or in_a_browser()):
        raise UsageError("the guide needs a terminal; `takehold assess CASE` prints the verdict anywhere")
    else:
        open_guide(args.case, tuple(args.ruleset or ()), args.mapping)
    return ExitCode.PASSES


def on_a_terminal() -> bool:
    """Whether somebody sits at this program: the guide reads from one end of a terminal and draws on the others."""
    return all(map(on_terminal, (sys.stdin, sys.stdout, sys.stderr)))


def in_a_browser() -> bool:
    """Whether a browser shows what is drawn: what serves it there tells Textual so in the environment."""
    return "TEXTUAL_DRIVER" in os.environ


def open_guide(case: Path | None, rulesets: tuple[str, ...] = (), mapping: str | None = None) -> None:
    """The one place where the engine's side knows of the screen: by name, when somebody asks for it."""
    import_module("takehold.tui.app").run(case, rulesets, mapping)


def serve(args: argparse.Namespace) -> None:
    """Serve the guide to a browser on this machine alone. Raises UsageError where what serves it is not installed."""
    try:
        server: Any = import_module("textual_serve.server")
    except ImportError:
        raise UsageError(
            "showing the guide in a browser needs one more package: pip install 'takehold[web]'"
        ) from None
    words = [sys.executable, "-m", "takehold.engine.cli", "guide"]
    for ruleset in args.ruleset or ():
        words += ["--ruleset", ruleset]
    for file in args.plugin:
        words += ["--plugin", file]
    if args.mapping is not None:
        words += ["--mapping", args.mapping]
    if args.case is not None:
        words.append(str(args.case))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(server.__file__).parent / "templates" / "app_index.html"
        served = at_the_keyboard(without_strangers(page.read_text("utf-8")))
        (Path(folder) / page.name).write_text(served, encoding="utf-8")
        guarded = only_for_here(server)
        guarded(
            shlex.join(words), host="127.0.0.1", port=args.port, title="takehold", templates_path=folder
        ).serve()


def only_for_here(server: Any) -> Any:
    """The server, answering nobody but the page that it gave itself.

    A browser lets any page that it shows open a socket to this machine, and another site's name can be made to lead
    here; so what a request says of where it comes from is looked at before anything of a case is told.
    """

    class OnlyForHere(server.Server):  # type: ignore[misc]
        async def handle_index(self, request: Any) -> Any:
            self._admit(request)
            return await super().handle_index(request)

        async def handle_websocket(self, request: Any) -> Any:
            self._admit(request)
            return await super().handle_websocket(request)

        async def handle_download(self, request: Any) -> Any:
            self._admit(request)
            return await super().handle_download(request)

        def _admit(self, request: Any) -> None:
            here = {f"{name}:{self.port}" for name in ("127.0.0.1", "localhost")}
            origin = request.headers.get("Origin")
            if request.host not in here or origin not in {None, *(f"http://{one}" for one in here)}:
                raise server.web.HTTPForbidden(text="takehold answers its own page on this machine alone")

    return OnlyForHere


def without_strangers(page: str) -> str:
    """The page without what it would fetch from elsewhere: nothing a manager does is told to anybody."""
    return re.sub(r"<link[^>]*https?://[^>]*>", "", page)


def at_the_keyboard(page: str) -> str:
    """The page named, and such that keys work at once: as it comes, they do so only after a click on it."""
    begun = "document.body.classList.contains('-first-byte')"
    listens = (
        f"<script>new MutationObserver((_, watch) => {{ if ({begun}) {{ watch.disconnect();"
        " document.querySelector('textarea').focus(); } }).observe(document.body, {attributes: true});</script>"
    )
    named = page.replace("<html>", '<html lang="en">').replace("<head>", "<head><title>takehold</title>")
    return named.replace("</body>", f"{listens}</body>")
