"""Links to private corpora, and who gets what from every route of the app."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard import jobs, sharing, shelf
from dashboard.access import COOKIE, NOBODY, Person, may
from dashboard.routes import app_routes
from dashboard.secret import LEAST, NAME, secret_for
from dashboard.sharing import OpenLinks, address_of, link_of, problem, token_of
from geodata.library import ShareLink
from tests.dashboard.library import SIRTE, TARHUNA, built, made
from tests.dashboard.test_corpora import browser

OWNER, OTHER = "ab" * 16, "cd" * 16
PUBLIC = re.compile(
    r"/app/(static|vendor|basemap|tiles)(/|$)|/(healthz|readyz|metrics)$|/api$|/api/openapi.json$|/api/{path"
)
"""What is the same for everybody and speaks of no corpus."""


@pytest.fixture(autouse=True)
def own_data(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A library of this test's own, where each browser keeps corpora; the folder of articles has one."""
    articles = tmp_path_factory.mktemp("articles")
    (articles / "a.txt").write_text(TARHUNA, "utf-8")
    monkeypatch.setenv("TIMEMAP_CORPUS", str(articles))
    monkeypatch.setenv("TIMEMAP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TIMEMAP_EDITING", "on")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("TIMEMAP_SECRET", raising=False)
    yield
    for child in jobs._children:
        child.terminate()
        child.wait(timeout=30)


def link_to(corpus: str, **lasts: float) -> ShareLink:
    """Return a link to a corpus, for a week unless told otherwise."""
    return shelf.library().links.make(corpus, by="amal", lasts=timedelta(**(lasts or {"days": 7})))


def cookie_of(link: ShareLink) -> dict[str, str]:
    """Return the header of a browser that followed a link."""
    return {"cookie": f"{sharing.COOKIE}{link.corpus}={token_of(link)}"}


def addresses(digest: str, corpus: str) -> dict[str, list[str]]:
    """Return addresses of every route that could tell of a corpus, by the route's path."""
    fill = {
        "digest": digest,
        "corpus": corpus,
        "kind": "mention",
        "key": "0",
        "key:path": "0",
        "id": "0.txt",
        "id:path": "0.txt",
        "ref": "0",
        "ref:path": "event/0",
        "source": "none",
        "mode": "reported",
        "table": "events",
        "path:path": "x",
    }
    forms = {"form": ("geojson", "csv"), "format": ("geojson", "csv", "timemap")}
    found: dict[str, list[str]] = {}
    for route in app_routes():
        if PUBLIC.match(route.path):
            continue
        made_of = [route.path]
        for name, values in {**{name: (value,) for name, value in fill.items()}, **forms}.items():
            made_of = [
                one.replace(f"{{{name}}}", value)
                for one in made_of
                for value in (values if f"{{{name}}}" in one else ("",))
            ]
        assert not any("{" in one for one in made_of), f"{route.path}: tell this test what its parameters are"
        suffix = f"?corpus={corpus}" if route.path.startswith("/api") and route.path != "/api/corpora" else ""
        found[route.path] = [one + suffix for one in made_of]
    return found


def test_every_route_asks_for_the_same_right() -> None:
    """Owner and holder of a link get a private corpus, by data, evidence, export, search, API and saved file alike.

    The route table is walked whole: a new route is met here, or this test fails until it is told how to ask it.
    """
    key = made("Mine", [SIRTE], by=Person(browser(OWNER), "reviewer"))
    digest = built(key).digest
    client = TestClient(Starlette(routes=app_routes()))
    link = link_to(key)
    other_link = link_to(made("Other", by=Person(browser(OTHER), "reviewer")))
    gone = link_to(key)
    shelf.library().links.revoke(key, gone.id)
    owner = {"cookie": f"{COOKIE}={OWNER}"}
    strangers = {
        "anonymous": {},
        "another person": {"cookie": f"{COOKIE}={OTHER}"},
        "holder of another link": cookie_of(other_link),
        "holder of a link that was taken back": cookie_of(gone),
        "holder of a link that ended": cookie_of(link_to(key, microseconds=1)),
        "forger": {"cookie": f"{sharing.COOKIE}{key}={token_of(link)[:-2]}xx"},
        "holder who changed the name": {"cookie": f"{sharing.COOKIE}{key}={token_of(other_link)}"},
    }
    told = set()
    for path, asked in addresses(digest, key).items():
        for address in asked:
            allowed = {
                name: client.get(address, headers=head) for name, head in (("owner", owner), ("link", cookie_of(link)))
            }
            for name, answer in allowed.items():
                assert answer.status_code < 500, (address, name, answer.text[:200])
                assert "public" not in answer.headers.get("cache-control", ""), (address, name)
            if not path.startswith("/app/review/"):  # who holds a link changes nothing, and is asked nothing
                assert allowed["link"].status_code == allowed["owner"].status_code, address
                told |= {path} if allowed["link"].status_code == 200 else set()
            else:
                assert allowed["link"].status_code in (403, 405), address
            for name, head in strangers.items():
                answer = client.get(address, headers=head)
                assert SIRTE[:20] not in answer.text, (address, name)
                assert "Mine" not in answer.text, (address, name)
                if path != "/api/corpora":
                    assert answer.status_code in (403, 404, 405), (address, name, answer.status_code)
    assert {"payload.tmap", "control.json", "map.html", "search"} <= {path.rpartition("/")[2] for path in told}
    assert {"/api/corpora", "/api/articles", "/api/events"} <= told
    posts = [route.path for route in app_routes() if "POST" in (route.methods or ())]
    assert all(path.startswith("/app/review/") for path in posts)
    for path in posts:
        for head in (*strangers.values(), cookie_of(link)):
            answer = client.post(path.replace("{corpus}", key), json={}, headers=head)
            assert answer.status_code == 403, path


def test_a_link_becomes_a_cookie_and_leaves_the_address() -> None:
    """One that is open; the others stay for the page to say why."""
    key = made("Mine")
    link = link_to(key)
    address = address_of(link, "http://localhost:8501/statistics?corpus=mine&year=2020")
    parts = urlsplit(address)
    assert (parts.netloc, parts.path) == ("localhost:8501", "/")
    asked = parse_qs(parts.query)
    assert asked["corpus"] == [key]

    async def page(scope, receive, send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": b"page"})

    client = TestClient(
        Starlette(routes=[Route("/{path:path}", page)], middleware=[Middleware(OpenLinks)]), follow_redirects=False
    )
    client.app.router.routes[0].app = page
    first = client.get(f"/?{parts.query}&lang=ar", headers={"x-forwarded-proto": "https"})
    assert first.status_code == 303
    assert first.headers["location"] == f"?corpus={key}&lang=ar"
    assert {"HttpOnly", "SameSite=lax", "Secure", "Path=/"} <= set(first.headers["set-cookie"].split("; "))
    assert "Secure" not in client.get(f"/?{parts.query}").headers["set-cookie"]
    for wrong in (
        f"/app/data/x?{parts.query}",
        "/?key=",
        "/?key=abc",
        f"/?key={'x' * 10_000}",
        "/?key=%00%ff",
        "/?monkey=1",
    ):
        assert client.get(wrong).status_code == 200, wrong
    shelf.library().links.revoke(key, link.id)
    assert client.get(f"/?{parts.query}").status_code == 200
    assert problem(key, asked["key"][0], {}) == "revoked"
    assert problem(key, "", {sharing.COOKIE + key: asked["key"][0]}) == "revoked"
    assert problem(key, token_of(link_to(key, microseconds=1)), {}) == "expired"
    assert problem(key, "abc", {}) == "broken"
    assert problem(key, token_of(link_to(made("Other"))), {}) == "broken"
    assert problem(key, "", {}) == ""


def test_a_key_is_only_what_this_app_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither longer than it was given for, nor for another corpus, nor of another secret."""
    key = made("Mine")
    link = link_to(key)
    assert link_of(token_of(link)) == link
    assert link_of(token_of(dataclasses.replace(link, expires_at="2999-01-01T00:00:00.000000+00:00"))) is None
    assert link_of(token_of(dataclasses.replace(link, corpus="other"))) is None
    token = token_of(link)
    monkeypatch.setenv("TIMEMAP_SECRET", "x" * LEAST)
    assert link_of(token) is None
    assert link_of(token_of(link)) == link


def test_the_secret_is_kept_for_the_servers_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made once for all workers on a data folder; a short one is not taken; each purpose has its own."""
    first = secret_for("links")
    path = tmp_path / "data" / NAME
    assert path.stat().st_mode & 0o777 == 0o600
    assert first not in path.read_text()
    assert secret_for("cookies") != first
    monkeypatch.setenv("TIMEMAP_SECRET", "short")
    assert secret_for("links") == first
    monkeypatch.setenv("TIMEMAP_SECRET", "y" * LEAST)
    assert secret_for("links") != first


def test_who_holds_a_link_reads_and_nothing_else() -> None:
    """Not even what everybody who may add can do with a public corpus."""
    record = shelf.library().corpora.get(made("Mine"))
    holder = dataclasses.replace(NOBODY, shared=frozenset([record.id]))
    assert {deed for deed in ("read", "add", "correct", "manage", "create") if may(holder, deed, record)} == {"read"}
    assert not may(dataclasses.replace(NOBODY, shared=frozenset(["another"])), "read", record)
