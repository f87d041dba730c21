"""The guide in a browser answers its own page on this machine, and no page that another site shows there."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from takehold.engine.cli.guide import only_for_here

server = pytest.importorskip("textual_serve.server", reason="what serves the guide is not installed")
PORT = 8123
OWN = f"http://127.0.0.1:{PORT}"


def statuses(path: str, *asked: dict[str, str]) -> list[int]:
    """What requests with these headers are answered, where whatever is let through would get 204."""
    from aiohttp.test_utils import TestClient, TestServer

    async def reached(_: Any, __: Any) -> Any:
        return server.web.Response(status=204)

    async def ask() -> list[int]:
        handlers = dict.fromkeys(("handle_index", "handle_websocket", "handle_download"), reached)
        guarded = only_for_here(
            type("Module", (), {"Server": type("S", (server.Server,), handlers), "web": server.web})
        )
        app = await guarded("true", host="127.0.0.1", port=PORT)._make_app()
        app.on_startup.clear()
        async with TestClient(TestServer(app)) as client:
            return [(await client.get(path, headers=headers)).status for headers in asked]

    return asyncio.run(ask())


@pytest.mark.parametrize("path", ["/", "/ws", "/download/x"])
def test_its_own_page_is_answered(path: str) -> None:
    """A browser on this machine that shows the guide's own page is let through, by number or by name."""
    assert [204, 204, 204] == statuses(
        path,
        {"Host": f"127.0.0.1:{PORT}"},
        {"Host": f"127.0.0.1:{PORT}", "Origin": OWN},
        {"Host": f"localhost:{PORT}", "Origin": f"http://localhost:{PORT}"},
    )


@pytest.mark.parametrize("path", ["/", "/ws", "/download/x"])
def test_another_sites_page_is_refused(path: str) -> None:
    """A page of another site, another port or no site, and a name made to lead here, are told nothing."""
    assert [403, 403, 403, 403, 403] == statuses(
        path,
        {"Host": f"127.0.0.1:{PORT}", "Origin": "https://site.example"},
        {"Host": f"127.0.0.1:{PORT}", "Origin": "http://127.0.0.1:9"},
        {"Host": f"127.0.0.1:{PORT}", "Origin": "null"},
        {"Host": f"site.example:{PORT}"},
        {"Host": f"site.example:{PORT}", "Origin": f"http://site.example:{PORT}"},
    )
