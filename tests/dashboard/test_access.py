"""Who asks, and what they may do."""

from __future__ import annotations

import pytest
import streamlit as st
from starlette.requests import Request
from starlette.testclient import TestClient

from dashboard.access import COOKIE, LOCAL, NOBODY, KnowBrowser, Person, may, request_person
from geodata.library import CorpusRecord

AMAL, BASIL, ADMIN = Person("amal", "reviewer"), Person("basil", "reviewer"), Person("root", "admin")
PRIVATE = CorpusRecord("a", "A", "private", "2020-01-01", "amal")
PUBLIC = CorpusRecord("b", "B", "public", "2020-01-01", "amal")


@pytest.mark.parametrize(
    ("person", "corpus", "deeds"),
    [
        (AMAL, PRIVATE, {"read", "add", "correct", "manage", "create"}),
        (ADMIN, PRIVATE, {"read", "add", "correct", "manage", "create"}),
        (BASIL, PRIVATE, {"create"}),
        (NOBODY, PRIVATE, set()),
        (BASIL, PUBLIC, {"read", "add", "correct", "create"}),
        (NOBODY, PUBLIC, {"read"}),
        (NOBODY, None, {"read"}),
        (ADMIN, None, {"read", "create"}),
    ],
)
def test_rights(person: Person, corpus: CorpusRecord | None, deeds: set[str]) -> None:
    """What each may do with each corpus; nobody may change the folder of articles."""
    assert {deed for deed in ("read", "add", "correct", "manage", "create") if may(person, deed, corpus)} == deeds


def test_nobody_is_not_the_maker_of_a_corpus_without_one() -> None:
    """A corpus whose maker is not known is not everybody's."""
    assert not may(NOBODY, "read", CorpusRecord("a", "A", "private", "2020-01-01", ""))


def request(host: str = "localhost:8501", peer: str = "127.0.0.1", **headers: str) -> Request:
    """Return a request as it would come in."""
    named = {"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    raw = [(name.encode(), value.encode()) for name, value in named.items()]
    return Request({"type": "http", "headers": raw, "client": (peer, 5), "path": "/", "query_string": b""})


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the server listens to."""
    options: dict[str, object] = {"server.address": "localhost", "secrets.files": []}
    monkeypatch.setattr(st.config, "get_option", options.get)
    monkeypatch.delenv("TIMEMAP_EDITING", raising=False)
    return options


def test_one_person_at_this_computer(address: dict[str, object]) -> None:
    """A server for this computer alone knows one person; behind a proxy or under another name it knows nobody."""
    assert request_person(request()) == LOCAL
    assert request_person(request(host="[::1]:8501", peer="::1")) == LOCAL
    assert request_person(request(host="evil.example:8501")) == NOBODY
    assert request_person(request(x_forwarded_for="10.1.1.1")) == NOBODY
    assert request_person(request(peer="192.168.1.7")) == NOBODY
    for anything in (None, "0.0.0.0", "192.168.1.5"):  # noqa: S104 -- such servers are the ones to tell apart
        address["server.address"] = anything
        assert request_person(request()) == NOBODY


@pytest.mark.usefixtures("address")
def test_the_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Off: nobody, not even here. On: each browser by its cookie, whose value the library never sees."""
    monkeypatch.setenv("TIMEMAP_EDITING", "off")
    assert request_person(request()) == NOBODY
    monkeypatch.setenv("TIMEMAP_EDITING", "on")
    assert request_person(request()) == NOBODY
    token = "ab" * 16
    one = request_person(request(cookie=f"{COOKIE}={token}"))
    assert one.role == "reviewer"
    assert token not in one.id
    assert one == request_person(request(cookie=f"{COOKIE}={token}", host="maps.example", peer="10.0.0.1"))
    assert one != request_person(request(cookie=f"{COOKIE}={'cd' * 16}"))
    assert request_person(request(cookie=f"{COOKIE}=../../x")) == NOBODY


def test_a_page_brings_the_cookie_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a page, only where editing is on, and never in the place of one that is there."""

    async def page(scope, receive, send) -> None:  # noqa: ANN001 -- an ASGI application
        del receive
        kind = b"text/html; charset=utf-8" if scope["path"] == "/" else b"application/json"
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
        await send({"type": "http.response.body", "body": b""})

    client = TestClient(KnowBrowser(page))
    monkeypatch.setenv("TIMEMAP_EDITING", "auto")
    assert "set-cookie" not in client.get("/").headers
    monkeypatch.setenv("TIMEMAP_EDITING", "on")
    assert "set-cookie" not in client.get("/app/data").headers
    cookie = client.get("/").headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "set-cookie" not in client.get("/").headers
