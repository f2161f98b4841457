"""Where articles are read: the same order and the same bytes, whoever reads and whoever is lost."""

from __future__ import annotations

import dataclasses
import filecmp
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata import scheduler, version
from geodata.article import Article
from geodata.errors import DatasetError
from geodata.pipeline import build_dataset
from geodata.scheduler import read_articles, unpack
from geodata.store import COLUMNS
from geodata.version import ROOT, digest_of_code
from tests.test_architecture import imported

TOWNS = ("Sirte", "Misrata", "Tobruk", "Derna", "Sabha", "Zawiya", "Ghat", "Hun")
START_S = "120"
"""Seconds that a loaded machine may take to start a worker, as Dask's commands take them."""
FILES = [*(f"{name}.parquet" for name in COLUMNS), "control.json", "manifest.json"]


def write_articles(folder: Path, count: int) -> None:
    """Write short articles, no two alike, the same at each call."""
    folder.mkdir()
    rng = random.Random(count)
    for number in range(count):
        one, other = rng.sample(TOWNS, 2)
        day = f"{1 + number % 28} March 2020"
        text = f"TRIPOLI, {day} - Report {number}.\n\n"
        text += (
            f"The army captured {one} on {day}, a spokesman said. Rebels shelled {other} for {2 + number % 9} days.\n"
        )
        (folder / f"{number:03d}.txt").write_text(text, "utf-8")


def same_bytes(one: Path, other: Path) -> bool:
    """Whether two datasets are alike to the byte."""
    return filecmp.cmpfiles(one, other, FILES, shallow=False) == (FILES, [], [])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder ``corpus`` and its dataset ``set``, read in one process."""
    root = tmp_path_factory.mktemp("scheduler")
    write_articles(root / "corpus", 120)
    build_dataset(root / "corpus", root / "set", processes=1)
    return root


def test_a_lost_process_costs_nothing(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles of a process that was killed are read again, and the dataset is the same to the byte."""
    read_one = scheduler._read_one
    killed = tmp_path / "killed"

    def end_once(article: Article, theatre: str | None) -> bytes:
        if article.id == "050.txt" and not killed.exists():
            killed.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return read_one(article, theatre)

    monkeypatch.setattr(scheduler, "_read_one", end_once)
    build_dataset(built / "corpus", tmp_path / "set", processes=2)
    assert killed.exists()
    assert same_bytes(built / "set", tmp_path / "set")


def test_an_article_that_always_ends_its_process_stops_the_build_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """No endless loop: the second loss at the same place is the last."""

    def end(article: Article, theatre: str | None) -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError((article, theatre))

    monkeypatch.setattr(scheduler, "_read_one", end)
    articles = [Article(f"{n}.txt", "A text.") for n in range(16)]
    with pytest.raises(DatasetError, match=r"ended twice while it read the articles from 0\.txt on"):
        list(read_articles(articles, None, processes=2))


def test_half_a_character_is_refused_in_words() -> None:
    """Text that no file could hold costs its article alone."""
    article = Article("odd.txt", "Half \ud83d a character.")
    (packed,) = read_articles([article], None, processes=1)
    assert unpack(packed, article)["refused"][0]["reason"].startswith("odd.txt holds half a character at position 5")


@dataclasses.dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler that listens and the processes that read for it."""

    address: str
    workers: list[subprocess.Popen]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A Dask cluster of two workers on the loopback interface, started by the commands that docs/building.md gives."""
    distributed = pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("cluster")
    told = ["--scheduler-file", str(folder / "scheduler.json")]
    commands = [
        ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", *told],
        *[["worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", START_S, *told]] * 2,
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "dask", *one], cwd=ROOT.parent, env={**os.environ, "TMPDIR": str(folder)}
        )
        for one in commands
    ]
    try:
        with distributed.Client(scheduler_file=told[1], timeout=START_S) as client:
            client.wait_for_workers(2, timeout=int(START_S))
            address = client.scheduler.address
        yield Cluster(address, running[1:])
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            process.wait(timeout=60)


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(built: Path, tmp_path: Path, cluster: Cluster) -> None:
    """A worker killed in mid-run has its articles read by the other; the dataset is the one built on one machine."""
    seen: list[int] = []
    killed = threading.Event()

    def kill_in_mid_run(done: int, total: int, name: str) -> None:
        assert total == 120
        assert not name or int(name[:3]) == done - 1
        seen.append(done)
        if 16 <= done < total and not killed.is_set():
            killed.set()
            cluster.workers[0].kill()

    build_dataset(built / "corpus", tmp_path / "set", scheduler=cluster.address, progress=kill_in_mid_run)
    assert killed.is_set()
    assert seen == list(range(121))
    assert same_bytes(built / "set", tmp_path / "set")


def test_an_address_without_a_scheduler_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was given, and what to give."""
    pytest.importorskip("distributed")
    monkeypatch.setattr(scheduler, "WORKERS_S", 0.5)
    with pytest.raises(DatasetError, match=r"no scheduler at tcp://127\.0\.0\.1:9; give the address"):
        list(read_articles([Article("a.txt", "A text.")], None, processes=1, scheduler="tcp://127.0.0.1:9"))


def test_a_worker_with_another_reader_is_refused(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two versions of the reader in one dataset would give bytes that nobody can repeat."""
    monkeypatch.setattr(scheduler, "reader_version", lambda: "0" * 16)
    with pytest.raises(DatasetError, match="another version of the reader"):
        list(read_articles([Article("a.txt", "A text.")], None, processes=1, scheduler=cluster.address))


def test_the_readers_version_covers_what_reading_imports() -> None:
    """Walks the imports from reading and rows: other code may change and no article is read again."""
    seen: set[str] = set()
    pending = ["reading", "rows"]
    while pending:
        name = pending.pop()
        if name in seen:
            continue
        seen.add(name)
        package = ROOT / name
        for path in package.rglob("*.py") if package.is_dir() else [ROOT / f"{name}.py"]:
            pending += [used.split(".")[1] for used in imported(path) if used.startswith("geodata.")]
    assert {*seen, "theatres"} == set(scheduler.READS)  # theatres: the data of `theatre`


def test_the_version_of_a_part_follows_its_files_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change within it makes another version, one beside it does not."""
    monkeypatch.setattr(version, "ROOT", tmp_path)
    (tmp_path / "read").mkdir()
    (tmp_path / "read" / "words.txt").write_text("a")
    (tmp_path / "draw.py").write_text("b")

    def versions() -> tuple[str, str]:
        digest_of_code.cache_clear()
        return digest_of_code(tmp_path / "read"), digest_of_code(tmp_path)

    part, whole = versions()
    (tmp_path / "draw.py").write_text("c")
    assert (versions()[0] == part, versions()[1] == whole) == (True, False)
    (tmp_path / "read" / "words.txt").write_text("d")
    assert versions()[0] != part
    monkeypatch.undo()
    digest_of_code.cache_clear()
