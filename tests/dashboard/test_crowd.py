"""How many may have the app open at once."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from dashboard import crowd
from dashboard.crowd import USUAL, Crowd, limit
from tests.dashboard.test_guard import client

PAGE = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A browser that comes when as many are there as may be."""
    monkeypatch.setenv("TIMEMAP_SESSIONS", "3")
    monkeypatch.setattr(crowd, "present", lambda: Crowd(3, 9))
    return client()


@pytest.mark.parametrize(
    ("given", "meant"), [("", USUAL), ("3", 3), ("0", USUAL), ("-1", USUAL), ("many", USUAL), ("٣", USUAL)]
)
def test_the_setting(monkeypatch: pytest.MonkeyPatch, given: str, meant: int) -> None:
    """What is no positive number is the default: a server without a limit would be the worse mistake."""
    monkeypatch.setenv("TIMEMAP_SESSIONS", given)
    assert limit() == meant


def test_the_next_one_is_told_to_wait(full: TestClient) -> None:
    """In words, in both languages, by a page that tries again; what is open already goes on being served."""
    answer = full.get("/", headers=PAGE)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "20"
    assert "Too many people have this map open" in answer.text
    assert "shows it to 3 at a time" in answer.text
    assert 'lang="ar" dir="rtl"' in answer.text
    assert full.get("/statistics", headers=PAGE).status_code == 503
    for path in ("/app/data/0/payload.tmap", "/api/corpora", "/static/js/index.js", "/healthz", "/_stcore/health"):
        assert full.get(path, headers=PAGE).status_code == 200, path
    assert full.get("/", headers={"accept": "*/*"}).status_code == 200  # no browser that opens a page
    with pytest.raises(WebSocketDisconnect), full.websocket_connect("/_stcore/stream"):
        pass


def test_with_room_everybody_comes_in(full: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """One place less, and the next one is in."""
    monkeypatch.setattr(crowd, "present", lambda: Crowd(2, 9))
    assert full.get("/", headers=PAGE).status_code == 200
    with full.websocket_connect("/_stcore/stream") as socket:
        assert socket.receive_text() == "open"
