"""What the guard lets through, and what it writes on every answer."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from dashboard.guard import CLOSED, Guard, embedding, policy, tile_hosts

SECRET = "the key is 4711"


def _html(request: Request) -> Response:
    return HTMLResponse("<p>page</p>")


def _text(request: Request) -> Response:
    return PlainTextResponse("text")


def _broken(request: Request) -> Response:
    raise RuntimeError(SECRET)


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("open")
    await socket.close()


ROUTES = [
    Route("/broken", _broken),
    Route("/", _html),
    WebSocketRoute("/_stcore/stream", _socket),
    Route("/{path:path}", _text),
]


def client(host: str = "localhost:8501", peer: str = "127.0.0.1") -> TestClient:
    """Return who asks from `peer` for `host`."""
    app = Starlette(routes=ROUTES, middleware=[Middleware(Guard)])
    return TestClient(app, base_url=f"http://{host}", client=(peer, 50000))


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings as on a fresh machine."""
    for name in ("TIMEMAP_HOSTS", "TIMEMAP_EMBED", "TIMEMAP_ONLINE_TILES"):
        monkeypatch.delenv(name, raising=False)


def test_every_answer_carries_the_headers() -> None:
    """Pages, data, and refusals too."""
    for path in ("/", "/app/data/0/payload.tmap", "/broken", "/static/js/index.js", "/_stcore/agent/mcp"):
        headers = client(peer="203.0.113.5").get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["Content-Security-Policy"].startswith("default-src 'none'"), path


@pytest.mark.parametrize("door", [*CLOSED, "/_stcore/agent/mcp", "/_stcore/agent/openapi.json"])
def test_streamlits_side_doors_are_for_this_computer_alone(door: str) -> None:
    """Neither from elsewhere, nor through a proxy, nor under a name that leads here."""
    assert client().get(door).status_code == 200
    assert client(peer="203.0.113.5").get(door).status_code == 404
    assert client(host="map.example").get(door).status_code == 404
    assert client().get(door, headers={"X-Forwarded-For": "203.0.113.5"}).status_code == 404
    assert client(peer="203.0.113.5").get("/_stcore/health").status_code == 200


@pytest.mark.parametrize(
    ("setting", "host", "status"),
    [
        (None, "anything.example", 200),
        ("map.example", "map.example", 200),
        ("map.example", "MAP.example:8443", 200),
        ("map.example", "evil.example", 400),
        ("map.example, *.map.example", "a.map.example", 200),
        ("*.map.example", "map.example", 400),
        ("*.map.example", "evilmap.example", 400),
        ("*", "anything.example", 200),
        ("::1", "[::1]:8501", 200),
        ("<script>", "anything.example", 400),
    ],
)
def test_hosts(monkeypatch: pytest.MonkeyPatch, setting: str | None, host: str, status: int) -> None:
    """`TIMEMAP_HOSTS` names them; a health check may come by number."""
    if setting:
        monkeypatch.setenv("TIMEMAP_HOSTS", setting)
    answer = client().get("/x", headers={"Host": host})
    assert answer.status_code == status
    assert status == 200 or "TIMEMAP_HOSTS" in answer.json()["error"]
    assert client().get("/healthz", headers={"Host": "10.0.0.7"}).status_code == 200


def test_a_server_for_this_computer_alone_answers_to_its_own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger's name that leads to 127.0.0.1 reaches nothing, no page, no data, no session."""
    monkeypatch.setattr(st.config, "get_option", {"server.address": "localhost", "server.baseUrlPath": ""}.get)
    assert client(host="127.0.0.1:8501").get("/").status_code == 200
    assert client(host="rebound.example").get("/").status_code == 400
    with client().websocket_connect("/_stcore/stream", headers={"Host": "localhost:8501"}) as socket:
        assert socket.receive_text() == "open"
    with (
        pytest.raises(WebSocketDisconnect),
        client().websocket_connect("/_stcore/stream", headers={"Host": "rebound.example"}),
    ):
        pass


def test_an_error_is_a_number_here_and_the_rest_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """Nothing of the inside goes out; the log says what the number stands for."""
    with caplog.at_level(logging.ERROR):
        answer = client().get("/broken")
    assert answer.status_code == 500
    number = re.search(r"error ([0-9a-f]{8})", answer.json()["error"])
    assert number
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text
    assert number[1] in caplog.text
    assert SECRET in caplog.text


def test_who_may_embed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody the pages that only show, when asked with `embed=true`; nobody the others; as the setting says."""
    assert "frame-ancestors" not in policy("/", "embed=true", "text/html")
    assert "frame-ancestors" not in policy("/statistics", "embed=true&lang=ar", "text/html")
    assert "frame-ancestors" not in policy("/component/a/index.html", "", "text/html")
    for path, query in (("/", ""), ("/", "embed=false"), ("/corpora", "embed=true"), ("/add", "embed=true")):
        assert "frame-ancestors 'self'" in policy(path, query, "text/html"), (path, query)
    assert "frame-ancestors 'none'" in policy("/app/data/0/control.json", "embed=true", "application/json")
    monkeypatch.setenv("TIMEMAP_EMBED", "https://news.example nonsense; script-src *")
    assert embedding() == "; frame-ancestors 'self' https://news.example"
    monkeypatch.setenv("TIMEMAP_EMBED", "off")
    assert "frame-ancestors 'self'" in policy("/", "embed=true", "text/html")
    assert "frame-ancestors 'self'" in policy("/component/a/index.html", "", "text/html")


def test_hosts_of_tiles_are_allowed_only_where_a_visitor_may_choose_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the map's frame alone, as images alone."""
    frame = "/component/streamlit_folium.st_folium/index.html"
    assert len(tile_hosts()) == 3
    assert all(host.startswith("https://") and host in policy(frame, "", "text/html") for host in tile_hosts())
    assert "https://" not in policy("/", "", "text/html")
    monkeypatch.setenv("TIMEMAP_ONLINE_TILES", "off")
    assert "https://" not in policy(frame, "", "text/html")


def test_no_page_of_ours_runs_text_as_script() -> None:
    """Only the frame of st_folium, which has nothing but the map in it."""
    for path in ("/", "/articles", "/api", "/app/data/0/map.html", "/media/a.html"):
        assert "'unsafe-eval'" not in policy(path, "", "text/html")
        assert "'unsafe-inline'" not in re.search(r"script-src[^;]*|$", policy(path, "", "text/html"))[0]


def test_streamlit_is_configured_as_promised() -> None:
    """Its own protection stands in the project's settings."""
    words = (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8")
    assert "enableXsrfProtection = true" in words
    assert "enableAgentApi = false" in words
    assert 'showErrorDetails = "none"' in words
