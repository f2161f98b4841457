"""Uploads are counted while they arrive; what is too much is refused before it is in memory."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard import uploads
from dashboard.guard import Guard

HOST = {"host": "localhost:8501"}
MB = 1_000_000
taken: list[int] = []


async def _take(request: Request) -> Response:
    taken.append(0)
    async for piece in request.stream():
        taken[-1] += len(piece)
    return PlainTextResponse("taken", 204)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A server that takes uploads of up to 2 MB a file, 5 a session, 8 in all."""
    for name, most in (("FILE", "1"), ("EVENTS", "2"), ("SESSION", "5"), ("TOTAL", "8")):
        monkeypatch.setenv(f"TIMEMAP_UPLOAD_{name}_MB", most)
    taken.clear()
    routes = [Route("/_stcore/upload_file/{session}/{file}", _take, methods=["PUT"])]
    with TestClient(Starlette(routes=routes, middleware=[Middleware(Guard)]), headers=HOST) as client:
        yield client


def pieces(count: int) -> Iterator[bytes]:
    """Yield megabytes, so that no length is told beforehand."""
    for _ in range(count):
        yield bytes(MB)


def test_what_fits_is_taken(client: TestClient) -> None:
    assert client.put("/_stcore/upload_file/s/f", content=bytes(2 * MB)).status_code == 204
    assert client.put("/_stcore/upload_file/s/f", content=pieces(2)).status_code == 204
    assert taken == [2 * MB, 2 * MB]


def test_a_length_that_is_told_is_refused_before_anything_is_read(client: TestClient) -> None:
    answer = client.put("/_stcore/upload_file/s/f", content=bytes(4 * MB))
    assert answer.status_code == 413
    assert "2 MB" in answer.json()["error"]
    assert taken == []


def test_a_length_that_is_not_told_is_counted(client: TestClient) -> None:
    answer = client.put("/_stcore/upload_file/s/f", content=pieces(50))
    assert answer.status_code == 413
    assert "2 MB" in answer.json()["error"]
    assert taken[0] <= 4 * MB
    assert client.put("/_stcore/upload_file/s/f", content=pieces(1)).status_code == 204


@pytest.mark.parametrize(("held", "words"), [({"s": 5}, "add what is in the list"), ({"a": 4, "b": 4}, "All visitors")])
def test_what_is_held_counts_too(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, held: dict[str, int], words: str
) -> None:
    """Of this session, and of all sessions together."""
    monkeypatch.setattr(uploads, "_held", lambda: {session: mb * MB for session, mb in held.items()})
    answer = client.put("/_stcore/upload_file/s/f", content=bytes(2 * MB))
    assert answer.status_code == 413
    assert words in answer.json()["error"]


def test_streamlits_store_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it keeps is found where it keeps it: a new version that keeps it elsewhere is noticed here."""
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
    from streamlit.runtime.uploaded_file_manager import UploadedFileRec

    manager = MemoryUploadedFileManager("/_stcore/upload_file")
    manager.add_file("s", UploadedFileRec("f", "a.csv", "text/csv", bytes(7)))
    monkeypatch.setattr(uploads.runtime, "exists", lambda: True)
    monkeypatch.setattr(uploads.runtime, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=manager))
    assert uploads._held() == {"s": 7}  # noqa: SLF001
