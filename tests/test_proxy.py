"""The shipped nginx configuration before two real workers on one data folder."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from benchmarks.visitor import Visitor
from benchmarks.workers import Worker, running_worker
from tests.apart import run
from tests.nginx import running_nginx
from tests.seeded import copied

MOST_S = 60
"""Seconds that a loaded machine may take; those that are promised are measured by ``benchmarks.load``."""


@pytest.fixture(scope="module")
def workers(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Worker]]:
    """Two workers on one data folder."""
    data = copied(seeded, tmp_path_factory.mktemp("data"))
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(running_worker(data)) for _ in range(2)]


@pytest.fixture(scope="module")
def site(workers: list[Worker]) -> Iterator[tuple[str, Path]]:
    """Address and folder of the proxy."""
    with running_nginx((workers[0].port, workers[1].port)) as site:
        yield site


@pytest.fixture
def client(site: tuple[str, Path]) -> Iterator[httpx2.Client]:
    """A browser without cookies."""
    with httpx2.Client(base_url=site[0], timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def digest(site: tuple[str, Path]) -> str:
    """Digest of the dataset on screen."""

    async def opened() -> str:
        async with Visitor(site[0]) as visitor:
            await visitor.open()
            return visitor.digest

    return run(opened())


def log_of(site: tuple[str, Path]) -> list[dict[str, str]]:
    """Return the lines of the proxy's log."""
    return [json.loads(line) for line in (site[1] / "access.log").read_text().splitlines()]


def test_a_visitor_stays_with_one_worker(site: tuple[str, Path]) -> None:
    """Websocket and HTTP reach the same worker, and among many visitors both workers have some."""

    async def visit() -> tuple[str, set[str]]:
        async with Visitor(site[0]) as visitor:
            before = len(log_of(site))
            await visitor.open(files=False)
            for _ in range(3):
                await visitor.fetch("/_stcore/host-config", keep=False)
            worker = visitor.worker
            await visitor.leave()
        # The proxy writes the websocket's line when it is closed.
        until = time.monotonic() + MOST_S
        while not any(line["path"] == "/_stcore/stream" for line in log_of(site)[before:]):
            assert time.monotonic() < until
            await asyncio.sleep(0.05)
        return worker, {line["worker"] for line in log_of(site)[before:] if line["worker"]}

    seen = set()
    for _ in range(20):
        worker, answered = run(visit())
        assert answered == {worker}
        seen.add(worker)
        if seen == {"a", "b"}:
            return
    pytest.fail(f"twenty visitors all went to {seen}")


def test_cookie_says_nothing_about_the_browser(client: httpx2.Client) -> None:
    """It is one letter, and it comes once."""
    first = [each for each in client.get("/").headers.get_list("set-cookie") if "timemap_worker" in each]
    assert len(first) == 1
    assert first[0].split(";")[0] in {"timemap_worker=a", "timemap_worker=b"}
    assert "HttpOnly" in first[0]
    assert not [each for each in client.get("/").headers.get_list("set-cookie") if "timemap_worker" in each]


def test_data_is_compressed_once_and_kept(client: httpx2.Client, digest: str) -> None:
    """The proxy passes the app's own gzip on, and serves the second request itself."""
    path = f"/app/data/{digest}/control.json"
    client.get(path)
    again = client.get(path)
    assert again.headers["content-encoding"] == "gzip"
    assert again.headers["x-cache"] == "HIT"
    assert "immutable" in again.headers["cache-control"]
    assert "set-cookie" not in again.headers
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json() == again.json()


def test_plain_files_of_streamlit_are_compressed(client: httpx2.Client) -> None:
    """Streamlit serves its scripts plain; over the proxy they are not."""
    page = client.get("/").text
    script = page.partition('src="')[2].partition('"')[0].removeprefix(".").removeprefix("/")
    assert script.endswith(".js")
    assert client.get(f"/{script}").headers["content-encoding"] == "gzip"


def test_pages_are_not_kept(client: httpx2.Client) -> None:
    """What changes is asked of the worker each time."""
    for path in ("/", "/healthz", "/_stcore/host-config"):
        assert "x-cache" not in client.get(path).headers
    assert "no-store" in client.get("/readyz").headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["/metrics", "/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json", "/%6detrics"]
)
def test_inside_routes_are_closed(client: httpx2.Client, path: str) -> None:
    """Figures and inspection are not for visitors."""
    assert client.get(path).status_code == 404


def test_too_large_is_refused_in_words(client: httpx2.Client) -> None:
    """More than the limit never reaches a worker, and the refusal says the limit."""
    for path, size in (("/_stcore/upload_file/session/file", 51), ("/healthz", 2)):
        answer = client.put(path, content=b"\0" * size * 2**20)
        assert answer.status_code == 413
        assert "up to 50 MB" in answer.json()["error"]


def test_log_has_no_search_words(site: tuple[str, Path], client: httpx2.Client) -> None:
    """What somebody looks for is written nowhere."""
    client.get("/healthz", params={"q": "a-secret-interest"})
    assert "a-secret-interest" not in (site[1] / "access.log").read_text()


def test_base_path(workers: list[Worker]) -> None:
    """Below a path of a site, without a setting of the workers."""
    with running_nginx((workers[0].port, workers[1].port), TIMEMAP_BASE_PATH="/libya/map") as (url, _):

        async def visit() -> int:
            async with Visitor(url) as visitor:
                await visitor.open()
                return len(await visitor.fetch(f"/app/data/{visitor.digest}/payload.tmap"))

        assert run(visit()) > 1000
        assert httpx2.get(f"{url}/metrics").status_code == 404
        assert httpx2.get(f"{url.removesuffix('/libya/map')}/healthz").status_code == 404


def test_view_is_back_after_its_worker_is_killed(site: tuple[str, Path], workers: list[Worker]) -> None:
    """The other worker shows the same view of the same dataset, and the browser's requests move there together."""
    query = "d=2020-01-15&lang=ar"

    async def visit() -> None:
        async with Visitor(site[0]) as visitor:
            await visitor.open(query)
            digest, worker = visitor.digest, visitor.worker
            before = await visitor.fetch(f"/app/data/{digest}/payload.tmap?fresh=1")
            workers["ab".index(worker)].kill()
            await visitor.wait_closed()
            await visitor.reconnect()
            await visitor.rerun(query)
            after = await visitor.fetch(f"/app/data/{visitor.digest}/payload.tmap?fresh=2")
            assert (visitor.digest, after) == (digest, before)
            assert visitor.worker == {"a": "b", "b": "a"}[worker]

    try:
        run(visit())
    finally:
        for worker in workers:
            worker.start()
