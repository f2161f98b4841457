"""The proxy before a corpus that turns private: what it kept while all might read it is not passed on any more."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import uvicorn
from starlette.applications import Starlette

from dashboard import jobs, respond, shelf
from dashboard.routes import app_routes
from tests.browser.conftest import free_port
from tests.dashboard.library import SIRTE, built, made
from tests.nginx import running_nginx

MOST_S = 30


@pytest.fixture
def worker(server: uvicorn.Server) -> int:
    """The port of the app's routes."""
    return server.config.port


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[uvicorn.Server]:
    """The app's routes on a port; a cache between asks again after a second, so that the test need not wait a minute."""
    monkeypatch.setenv("TIMEMAP_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(respond, "PUBLISHED", respond.PUBLISHED.replace("s-maxage=60", "s-maxage=1"))
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=app_routes()), host="127.0.0.1", port=port, log_level="error", ws="none")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server
    server.should_exit = True
    thread.join()
    for child in jobs._children:
        child.terminate()
        child.wait(timeout=30)


def test_what_turned_private_is_not_passed_on(worker: int) -> None:
    """Kept while it was public; a moment after the change nobody gets it, by whatever address."""
    key = made("News", [SIRTE], visibility="public")
    data = f"/app/data/{built(key).digest}"
    addresses = [f"{data}/payload.tmap", f"{data}/control.json", f"{data}/evidence/mention/0", f"{data}/map.html"]
    with running_nginx((worker, free_port())) as (url, _), httpx2.Client(base_url=url, timeout=60) as client:
        for address in addresses:
            assert client.get(address).status_code == 200, address
        assert client.get(addresses[0]).headers["x-cache"] in ("HIT", "EXPIRED")
        shelf.library().corpora.change(key, visibility="private")
        until = time.monotonic() + MOST_S
        for address in addresses:
            while client.get(address).status_code == 200 and time.monotonic() < until:
                time.sleep(0.2)
            assert client.get(address).status_code == 404, address


def test_nothing_past_its_time_is_passed_on_while_no_worker_answers(worker: int, server: uvicorn.Server) -> None:
    """It may have turned private since: a sentence comes in its place."""
    key = made("News", [SIRTE], visibility="public")
    payload = f"/app/data/{built(key).digest}/payload.tmap"
    with running_nginx((worker, free_port())) as (url, _), httpx2.Client(base_url=url, timeout=60) as client:
        assert client.get(payload).status_code == 200
        server.should_exit = True
        until = time.monotonic() + MOST_S
        while (answer := client.get(payload)).status_code == 200 and time.monotonic() < until:
            time.sleep(0.2)
        assert answer.status_code == 502
        assert "is being restarted" in answer.text


def test_only_what_cannot_turn_private_is_kept_for_good(worker: int) -> None:
    """A public corpus of the library is asked for again; a private one is not kept at all."""
    key = made("News", [SIRTE], visibility="public")
    payload = f"/app/data/{built(key).digest}/payload.tmap"
    with httpx2.Client(base_url=f"http://127.0.0.1:{worker}", timeout=60) as client:
        assert "s-maxage=1" in client.get(payload).headers["cache-control"]
        assert "immutable" in client.get(payload).headers["cache-control"]
