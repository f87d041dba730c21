"""Code runs only from what is installed or a file the user names: nothing in the source could do otherwise."""

from __future__ import annotations

import ast
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.cli import main

ROOT = Path(__file__).parents[2]
SOURCES = [path for folder in ("engine", "plugins", "tui") for path in sorted((ROOT / folder).rglob("*.py"))]
READY = ROOT / "fixtures" / "ready"

CALLS = {"eval", "exec", "compile", "__import__", "breakpoint"}
MODULES = {
    "pickle", "cPickle", "dill", "shelve", "marshal", "socket", "ssl", "http", "ftplib", "smtplib", "telnetlib",
    "xmlrpc", "requests", "httpx", "aiohttp", "urllib3", "subprocess", "pty", "webbrowser", "yaml", "code",
    "urllib.request", "os.system",
}  # fmt: skip
ATTRIBUTES = {
    "system",
    "popen",
    "spawnl",
    "spawnv",
    "execv",
    "execvp",
    "exec_module",
    "read_pickle",
    "allow_pickle",
}
ALLOWED = {("engine/plugins.py", "exec_module"): "a plugin's file that the user names"}
DYNAMIC = {
    "engine/cli/guide.py": "the guide and its server, each by a name written there",
    "engine/cli/main.py": "the command that was asked for, of those beside it",
    "engine/graph_writing/formats.py": "the writer of a known format, beside it",
    "engine/report/formats.py": "the writer of a known format, beside it",
    "plugins/builtin/__init__.py": "the families of checks, beside it",
}
"""Where a module is imported by a name that is worked out, and which it can be."""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def used(tree: ast.AST) -> Iterator[str]:
    """Every module imported, and every function called or attribute used that could run or reach something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from (alias.name, alias.name.partition(".")[0])
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from (node.module, node.module.partition(".")[0])
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield f"{node.func.id}()"
        elif isinstance(node, ast.Attribute):
            yield f".{node.attr}"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nothing_runs_what_it_read_or_speaks_to_a_network(path: Path) -> None:
    """No source evaluates text, unpickles, starts a program or opens a connection."""
    found = set(used(ast.parse(path.read_text(encoding="utf-8"))))
    forbidden = MODULES | {f"{call}()" for call in CALLS} | {f".{attribute}" for attribute in ATTRIBUTES}
    excused = {f".{what}" for where, what in ALLOWED if where == name(path)}

    assert set() == (found & forbidden) - excused


def test_modules_are_imported_by_name_in_few_places() -> None:
    """A module whose name is worked out is imported only where the names are takehold's own."""
    found = {name(path) for path in SOURCES if "import_module(" in path.read_text(encoding="utf-8")}

    assert set(DYNAMIC) == found


def test_assessing_opens_no_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole run, with every report, asks the network for nothing."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a connection was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    reports = [tmp_path / f"r{ending}" for ending in (".html", ".xlsx", ".sarif", ".xml", ".md")]

    assert 0 == main(["assess", str(READY), *(word for path in reports for word in ("--write", str(path)))])
    assert all(path.stat().st_size for path in reports)


@pytest.mark.parametrize(
    "file",
    [
        "plugin.py",
        "conftest.py",
        "checks.py",
        "sitecustomize.py",
        "takehold.py",
        "__init__.py",
        "plugins/own.py",
    ],
)
def test_code_beside_a_case_is_not_run(tmp_path: Path, file: str) -> None:
    """Python files in a case's folder are nobody's plugins until somebody names them."""
    case = tmp_path / "case"
    for path in READY.iterdir():
        (case / path.name).parent.mkdir(exist_ok=True)
        (case / path.name).write_bytes(path.read_bytes())
    (case / file).parent.mkdir(exist_ok=True)
    (case / file).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")

    assert 0 == main(["assess", str(case)])
    assert not (tmp_path / "ran").exists()


def test_the_guide_in_a_browser_listens_on_this_machine_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The server is given the loopback address, whatever is asked, and a page that fetches nothing from elsewhere."""
    import sys
    from types import ModuleType

    given: dict[str, Any] = {}

    class Server:
        def __init__(self, command: str, **more: Any) -> None:
            given.update(more, page=(Path(more["templates_path"]) / "app_index.html").read_text())

        def serve(self) -> None:
            given["served"] = True

    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "app_index.html").write_text(
        '<link rel="x" href="https://fonts.example/f.css"><p>here</p>'
    )
    module = ModuleType("textual_serve.server")
    module.__dict__.update(Server=Server, __file__=str(tmp_path / "server.py"))
    monkeypatch.setitem(sys.modules, "textual_serve", ModuleType("textual_serve"))
    monkeypatch.setitem(sys.modules, "textual_serve.server", module)

    main(["guide", "--web", "--port", "8123"])

    assert ("127.0.0.1", 8123, True) == (given["host"], given["port"], given["served"])
    assert "<p>here</p>" == given["page"]
