"""What breaks while people use the app: the database is started anew, the disk is full."""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import corpora, dataset, jobs, shelf
from dashboard.routes import app_routes
from geodata.errors import LibraryError
from geodata.store import read_dataset
from tests.dashboard.library import AMAL, VISITOR, built, made
from tests.postgres import Server, running_postgres
from tests.seeded import copied, dataset_in

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A database server of the test's own, with the app's library in it."""
    with running_postgres() as server:
        monkeypatch.setenv("TIMEMAP_DATA", str(tmp_path))
        monkeypatch.setenv("DATABASE_URL", server.url)
        yield server
        for child in jobs._children:
            child.wait(60)
        if shelf._opened.cache_info().currsize:
            shelf.library().close()
        shelf._opened.cache_clear()
        dataset._opened.cache_clear()


def test_readers_do_not_notice_that_the_database_is_started_anew(server: Server) -> None:
    """A public map and its quotes are there throughout; who writes is told to try again, and then can."""
    stored, private = built(made("Sirte", visibility="public")), made("Mine")
    client = TestClient(Starlette(routes=app_routes()), client=("192.0.2.7", 40000))
    event = str(dataset.named_corpus(stored.key, VISITOR).dataset.tables["claims"]["id"].iloc[0])
    paths = [
        f"/app/data/{stored.digest}/{name}" for name in ("payload.tmap", "control.json", f"evidence/claim/{event}")
    ]
    seen: Counter[int] = Counter()
    failed: list[Exception] = []
    over = threading.Event()

    def read() -> None:
        try:
            while not over.is_set():
                seen.update(client.get(path).status_code for path in paths)
                assert corpora.readable_state(stored.key, VISITOR) == stored
        except Exception as error:  # noqa: BLE001 -- told below, in the test's own thread
            failed.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for each in readers:
        each.start()
    try:
        server.stop(at_once=True)
        before = seen.total()
        with pytest.raises(LibraryError, match="nothing was changed. Try again in a moment"):
            shelf.library().corpora.create("Later", by=AMAL.id)
        assert not corpora.may_open(AMAL, private)  # who may read it cannot be asked now
        while seen.total() < before + 12 and not failed:  # they go on reading while it is down
            over.wait(0.05)
        server.start()
        shelf.library().corpora.create("Later", by=AMAL.id)
    finally:
        over.set()
        for each in readers:
            each.join(60)
    assert not failed
    assert set(seen) == {200}


def on_a_full_disk(code: str, *arguments: object, room: int) -> subprocess.CompletedProcess[str]:
    """Run Python where no file can grow beyond `room` bytes: each write beyond fails, as on a full disk."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=PROJECT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        capture_output=True,
        text=True,
    )


REBUILD = """
import dataclasses, sys
from pathlib import Path
from geodata.errors import DatasetError
from geodata.store import read_dataset, write_dataset
read = read_dataset(Path(sys.argv[1]))
try:
    write_dataset(dataclasses.replace(read, manifest={**read.manifest, "title": "Newer"}), Path(sys.argv[1]))
except DatasetError as error:
    print(error)
"""


def test_a_build_on_a_full_disk_leaves_the_former_dataset(seeded: Path, tmp_path: Path) -> None:
    """It says what to do; what was shown before is still there, whole, and nothing half-written beside it."""
    folder = dataset_in(copied(seeded, tmp_path))
    beside = sorted(path.name for path in folder.parent.iterdir())
    former = read_dataset(folder)
    done = on_a_full_disk(REBUILD, folder, room=10_000)
    assert "could not be written" in done.stdout, done.stderr
    assert "free some space" in done.stdout
    assert sorted(path.name for path in folder.parent.iterdir()) == beside
    again = read_dataset(folder)
    assert again.manifest == former.manifest
    assert again.packed_control == former.packed_control


FIRST = """
import sys
from dashboard.apart import main
sys.exit(main(*sys.argv[1:]))
"""


def test_a_first_reading_on_a_full_disk_is_refused(seeds: Path, tmp_path: Path) -> None:
    """One sentence, and no dataset that only seems to be there."""
    done = on_a_full_disk(FIRST, seeds, tmp_path / "seeds", "", room=2_000)
    assert done.returncode == 3, done.stderr
    assert "free some space" in done.stdout
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "seeds").exists()


ADD = """
import sys
from geodata.correction import Correction, Target
from geodata.errors import LibraryError
from geodata.formats import Draft
from geodata.library import open_library
library = open_library(sys.argv[1])
deeds = {
    "article": lambda: library.articles.add("sirte", [Draft("b.txt", "x" * 2_000_000)], by="amal"),
    "correction": lambda: library.corrections.add("sirte", [
        Correction(f"{n:032x}", "reject", Target("toponyms", "ab" * 32, 10, 17, "Sirte" * 2000, "gn:1"), {}, "one", "amal",
                   "2026-11-22T10:00:00+00:00") for n in range(200)]),
}
try:
    deeds[sys.argv[2]]()
    print("added")
except LibraryError as error:
    print(error)
"""


@pytest.mark.parametrize("deed", ["article", "correction"])
def test_adding_on_a_full_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str) -> None:
    """One sentence says that nothing was changed, and nothing was; with room again the same goes through."""
    monkeypatch.setenv("TIMEMAP_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    made("Sirte")
    library, url = shelf.library(), f"sqlite:///{tmp_path / 'library.sqlite'}"

    def held() -> tuple[object, ...]:
        return library.articles.version("sirte"), library.corrections.version("sirte")

    try:
        before = held()
        refused = on_a_full_disk(ADD, url, deed, room=300_000)
        assert "nothing was changed. Try again" in refused.stdout, refused.stderr
        assert held() == before
        assert on_a_full_disk(ADD, url, deed, room=2**30).stdout.strip() == "added"
        assert held() != before
    finally:
        library.close()
        shelf._opened.cache_clear()
