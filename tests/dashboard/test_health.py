"""Health: alive, ready, and figures that not everybody sees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import health, shelf
from dashboard.dataset import Corpus
from geodata.errors import DatasetError


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, corpus: Corpus) -> Iterator[TestClient]:
    """The routes as this computer itself asks them, over a data folder of the test's own."""
    monkeypatch.setenv("TIMEMAP_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("TIMEMAP_METRICS_TOKEN", raising=False)
    monkeypatch.setattr(health, "folder_corpus", lambda: corpus)
    yield asking("127.0.0.1")
    shelf._opened.cache_clear()


def asking(peer: str, host: str = "localhost") -> TestClient:
    """Return a client that comes from an address."""
    return TestClient(Starlette(routes=health.health_routes()), base_url=f"http://{host}", client=(peer, 40000))


def test_alive(client: TestClient) -> None:
    """A process that answers at all is alive."""
    assert client.get("/healthz").json() == {"status": "ok"}


def test_ready_with_dataset_and_database(client: TestClient) -> None:
    """Both there: visitors may come, and no proxy keeps that answer."""
    answer = client.get("/readyz")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


def test_not_ready_without_database(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that cannot be opened: 503; the reason is this computer's alone."""
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'folder'}")
    inside, outside = client.get("/readyz"), asking("192.0.2.7").get("/readyz")
    assert inside.status_code == outside.status_code == 503
    assert inside.json()["problems"].keys() == {"database"}
    assert outside.json()["problems"] == ["database"]


def test_not_ready_without_articles(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing to show: not ready, with the sentence that the page would say."""

    def nothing() -> Corpus:
        msg = "There is nothing here; put articles there."
        raise DatasetError(msg)

    monkeypatch.setattr(health, "folder_corpus", nothing)
    assert client.get("/readyz").json()["problems"] == {"dataset": "There is nothing here; put articles there."}
    assert 'timemap_ready{part="dataset"} 0.0' in client.get("/metrics").text


def test_figures_are_prometheus_text(client: TestClient, corpus: Corpus) -> None:
    """Prometheus's own parser reads the figures, and they are those of the dataset and of this process."""
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    samples = {
        (each.name, *each.labels.values()): each.value
        for family in text_string_to_metric_families(answer.text)
        for each in family.samples
    }
    assert samples["timemap_dataset_rows", "events"] == corpus.dataset.manifest["counts"]["events"]
    assert samples["timemap_ready", "database"] == 1
    assert samples["process_resident_memory_bytes",] > 10e6
    assert samples["timemap_data_free_bytes",] > 0
    assert samples["timemap_dataset_info", corpus.dataset.digest] == 1


@pytest.mark.parametrize(
    ("peer", "host", "headers"),
    [
        ("192.0.2.7", "localhost", {}),
        ("127.0.0.1", "map.example.org", {}),
        ("127.0.0.1", "localhost", {"X-Forwarded-For": "192.0.2.7"}),
        ("127.0.0.1", "localhost", {"X-Real-IP": "192.0.2.7"}),
    ],
)
def test_figures_are_closed_from_outside(client: TestClient, peer: str, host: str, headers: dict) -> None:
    """Another computer, another name, or a proxy between: there is no such page."""
    assert asking(peer, host).get("/metrics", headers=headers).status_code == 404


def test_token_opens_the_figures(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a token set, it alone decides."""
    monkeypatch.setenv("TIMEMAP_METRICS_TOKEN", "a-long-secret")
    outside = asking("192.0.2.7")
    right, wrong = {"Authorization": "Bearer a-long-secret"}, {"Authorization": "Bearer ä"}
    assert outside.get("/metrics", headers=right).status_code == 200
    assert outside.get("/metrics", headers={k: v.encode() for k, v in wrong.items()}).status_code == 404
    assert client.get("/metrics").status_code == 404
