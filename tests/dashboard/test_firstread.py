"""The first reading of a folder: beside the server, told as it goes, tried again after a failure."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import apart, dataset, firstread, health
from dashboard.corpora import NotReadyError
from geodata.errors import DatasetError, GeodataError


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("TIMEMAP_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("TIMEMAP_CORPUS", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(firstread, "_last", None)
    yield
    dataset._load.cache_clear()


def test_visitors_are_told_how_far_it_is(tmp_path: Path) -> None:
    """While it is read: a sentence with the numbers, and "starting" for whoever asks whether the server is ready."""
    gate = threading.Event()
    apart._Reporter(apart._progress_file(tmp_path / "out"))(3, 10, "a.txt")
    firstread.begin(lambda: gate.wait(20), tmp_path / "out")
    try:
        with pytest.raises(NotReadyError, match="Reading 3 of 10 articles"):
            dataset.folder_corpus()
        answer = TestClient(Starlette(routes=health.health_routes()), client=("127.0.0.1", 1)).get("/readyz")
        assert (answer.status_code, answer.json()["status"]) == (503, "starting")
    finally:
        gate.set()
        assert firstread._last is not None
        firstread._last._thread.join(20)
    firstread.check()
    assert firstread.status() is None


def test_a_failure_is_said_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason stays for a while, so that not each visitor waits for the same failure; then it is tried again."""
    tried = []

    def load() -> None:
        tried.append(1)
        msg = "There is no room."
        raise DatasetError(msg)

    firstread.begin(load, tmp_path / "out")
    assert firstread._last is not None
    firstread._last._thread.join(20)
    for _ in range(3):
        with pytest.raises(DatasetError, match="There is no room"):
            firstread.check()
    assert len(tried) == 1
    monkeypatch.setattr(firstread, "RETRY_S", 0.0)
    with pytest.raises(GeodataError):
        firstread.check()
    firstread._last._thread.join(20)
    assert len(tried) == 2


def test_a_folder_is_read_once_and_then_taken_from_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first start reads beside the server, the second finds what is there; a reading's progress file goes with it."""
    corpus = tmp_path / "articles"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Tripoli, 3 June 2020. Government forces took the airport on Wednesday.", "utf-8")
    monkeypatch.setenv("TIMEMAP_CORPUS", str(corpus))
    there: list[dataset.Corpus] = []
    dataset.begin(there.append)
    assert firstread._last is not None
    firstread._last._thread.join(120)
    assert len(there) == 1
    assert not list((tmp_path / "data").glob(".*.progress*"))
    dataset._load.cache_clear()
    monkeypatch.setattr(firstread, "_last", None)
    dataset.begin(there.append)
    assert firstread._last is None
    assert there[1].dataset.digest == there[0].dataset.digest == dataset.folder_corpus().dataset.digest
