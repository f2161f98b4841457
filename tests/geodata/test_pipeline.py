"""A folder of articles to a dataset."""

from __future__ import annotations

import filecmp
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from geodata import scheduler, store
from geodata.article import Article
from geodata.errors import DatasetError
from geodata.pipeline import build_dataset, corpus_version
from geodata.store import COLUMNS, read_dataset
from tests.conftest import PROJECT

ENDS = ("", "-shm", "-wal")
FILES = [*(f"{name}.parquet" for name in COLUMNS), "control.json", "manifest.json"]


@pytest.fixture
def folder(tmp_path: Path, seeds: Path) -> Path:
    """A folder with one seed article and what else lies in real folders."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    shutil.copy(seeds / "003_a5deb6ba971d89e7.txt", corpus / "good.txt")
    (corpus / "empty.txt").write_text("")
    (corpus / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (corpus / "binary.txt").write_bytes(b"\x00\x01\x02")
    (corpus / "latin.txt").write_bytes("Café".encode("latin-1"))
    (corpus / ".hidden.txt").write_text("not meant for reading")
    return corpus


def test_what_cannot_be_read_is_named_and_the_rest_loads(folder: Path) -> None:
    """Each refused file has its reason; the readable article is there."""
    dataset = build_dataset(folder, processes=1, theatre="none")
    assert dataset.tables["articles"]["id"].tolist() == ["good.txt"]
    reasons = {row["name"]: row["reason"] for row in dataset.manifest["refused"]}
    assert set(reasons) == {"empty.txt", "photo.jpg", "binary.txt", "latin.txt"}
    assert all(name in reason for name, reason in reasons.items())


def test_same_input_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Two builds of one folder are alike to the byte, read in one process or in two."""
    for copy in range(8):
        (folder / f"copy{copy}.txt").write_text((folder / "good.txt").read_text("utf-8") + f"\nCopy {copy}.", "utf-8")
    build_dataset(folder, tmp_path / "one", processes=1, theatre="none")
    build_dataset(folder, tmp_path / "two", processes=2, theatre="none")
    assert filecmp.cmpfiles(tmp_path / "one", tmp_path / "two", FILES, shallow=False) == (FILES, [], [])


def test_added_articles_give_the_bytes_of_a_build_from_nothing(folder: Path, tmp_path: Path) -> None:
    """What is kept of earlier builds (readings, places, frames, prints of texts) changes nothing, wherever articles come in."""
    story = (folder / "good.txt").read_text("utf-8")
    (folder / "copy.txt").write_text(f"From our wire.\n{story}", "utf-8")
    (folder / "m.txt").write_text("The army retook Sirte on 6 January 2020, officials said in Tripoli.", "utf-8")
    build_dataset(folder, tmp_path / "set", processes=1, theatre="libya")
    (folder / "a.txt").write_text(
        "Fighters of the LNA took Sirte on 5 January 2020 and the port of Ras Lanuf.", "utf-8"
    )
    (folder / "n.txt").write_text("Clashes broke out east of Misrata on 9 January 2020, officials said.", "utf-8")
    (folder / "z.txt").write_text(f"{story}\nThis version corrects the headline.", "utf-8")
    (folder / "m.txt").unlink()
    added = build_dataset(folder, tmp_path / "set", processes=1, theatre="libya")
    build_dataset(folder, tmp_path / "new", processes=1, theatre="libya")
    assert added.control["modes"]["articles"]["frames"]
    assert added.tables["articles"]["report"].nunique() < len(added.tables["articles"])
    assert filecmp.cmpfiles(tmp_path / "set", tmp_path / "new", FILES, shallow=False) == (FILES, [], [])


KILLED = """
import os, signal, sys
from pathlib import Path
from geodata import pipeline, store
folder, output, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
write = store._write_table
if step == "tables":
    store._write_table = lambda table, path: die() if path.stem == "toponyms" else write(table, path)
draw = (lambda done, total: 2 * done >= total and die()) if step == "frames" else None
pipeline.build_dataset(folder, output, processes=1, theatre="libya", frames=draw)
"""


def test_a_killed_build_leaves_nothing_half_written(tmp_path: Path) -> None:
    """Whether it dies as frames are drawn or as tables are written: the old dataset stands, and the next build goes on."""
    folder, output = tmp_path / "corpus", tmp_path / "set"
    folder.mkdir()
    (folder / "m.txt").write_text("The army retook Sirte on 6 January 2020, officials said in Tripoli.", "utf-8")
    before = build_dataset(folder, output, processes=1, theatre="libya")
    (folder / "n.txt").write_text("The LNA took Sirte on 4 January 2020, officials said in Tripoli.", "utf-8")
    for step in ("frames", "tables"):
        command = [sys.executable, "-c", KILLED, str(folder), str(output), step]
        assert subprocess.run(command, cwd=PROJECT, check=False).returncode == -signal.SIGKILL
        assert read_dataset(output).digest == before.digest
    told: list[tuple[int, int]] = []
    after = build_dataset(folder, output, processes=1, theatre="libya", frames=lambda *done: told.append(done))
    assert told[0][0] == told[0][1]  # the killed one drew all
    assert read_dataset(output).digest == after.digest != before.digest
    assert {path.name for path in tmp_path.iterdir()} <= {"corpus", "set", *(f"set.readings.sqlite{e}" for e in ENDS)}


def test_a_dataset_put_aside_stands_again(tmp_path: Path) -> None:
    """A process killed between the two steps in which the new dataset takes the place of the old one loses neither."""
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f".set.{dead.pid}{store.OLD}").mkdir()
    (tmp_path / f".set.{dead.pid}{store.WRITING}").mkdir()
    (tmp_path / f".set.other{store.WRITING}").mkdir()
    store._tidy(tmp_path / "set")
    assert sorted(path.name for path in tmp_path.iterdir()) == [f".set.other{store.WRITING}", "set"]


def test_a_dataset_reads_back_as_it_was_built(folder: Path, tmp_path: Path) -> None:
    """Tables, control and manifest survive the disk."""
    built = build_dataset(folder, tmp_path / "set", processes=1, theatre="none")
    read = read_dataset(tmp_path / "set")
    assert read.manifest == built.manifest
    assert read.control == built.control
    for name, table in built.tables.items():
        assert read.tables[name].equals(table), name


def test_a_stopped_build_goes_on_where_it_was(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read before the stop is not read again."""
    (folder / "second.txt").write_text("The army retook Sirte on 6 January 2020, officials said in Tripoli.", "utf-8")
    read: list[str] = []
    read_one = scheduler._read_one

    def stop_at_second(article: Article, theatre: str | None) -> bytes:
        if article.id == "second.txt" and len(read) < 2:
            read.append("stopped")
            raise KeyboardInterrupt
        read.append(article.id)
        return read_one(article, theatre)

    monkeypatch.setattr(scheduler, "_read_one", stop_at_second)
    with pytest.raises(KeyboardInterrupt):
        build_dataset(folder, tmp_path / "set", processes=1, theatre="none")
    assert not (tmp_path / "set").exists()
    build_dataset(folder, tmp_path / "set", processes=1, theatre="none")
    assert read == ["good.txt", "stopped", "second.txt"]


def test_an_article_that_trips_the_reader_is_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the reader costs one article, named with the fault, and no other."""
    (folder / "bad.txt").write_text("An article.", "utf-8")
    read_article = scheduler.read_article

    def trip(article: Article, *rest: object) -> object:
        if article.id == "bad.txt":
            msg = "a fault"
            raise ZeroDivisionError(msg)
        return read_article(article, *rest)

    monkeypatch.setattr(scheduler, "read_article", trip)
    dataset = build_dataset(folder, processes=1, theatre="none")
    assert dataset.tables["articles"]["id"].tolist() == ["good.txt"]
    assert "ZeroDivisionError" in next(r["reason"] for r in dataset.manifest["refused"] if r["name"] == "bad.txt")


def test_quotes_are_verbatim(seeds: Path) -> None:
    """For every finding ``text[start:end]`` is what the tables say it is."""
    dataset = build_dataset(seeds, processes=1, theatre="none")
    assert dataset.manifest["refused"] == []
    texts = dict(zip(dataset.tables["articles"]["id"], dataset.tables["articles"]["text"], strict=True))
    for name in ("toponyms", "timexes", "actors"):
        for row in dataset.tables[name].itertuples():
            assert texts[row.article][row.start : row.end] == row.text
    for name in ("events", "claims"):
        for row in dataset.tables[name].itertuples():
            assert row.start <= row.trigger_start < row.trigger_end <= row.end <= len(texts[row.article])


def test_version_follows_the_articles(folder: Path) -> None:
    """A changed article makes the dataset old."""
    before = corpus_version(folder)
    (folder / "good.txt").write_text("Another text.", "utf-8")
    assert corpus_version(folder) != before


@pytest.mark.parametrize("content", [{}, {"a.png": b"\x89PNG"}])
def test_a_folder_without_articles_is_refused_in_words(tmp_path: Path, content: dict[str, bytes]) -> None:
    """An empty folder, or one without a readable article, is an error that says what to do."""
    for name, data in content.items():
        (tmp_path / name).write_bytes(data)
    with pytest.raises(DatasetError, match=r"is empty; put articles there|holds no readable article"):
        build_dataset(tmp_path)


def test_a_missing_folder_is_refused_in_words(tmp_path: Path) -> None:
    """A folder that is not there is named."""
    with pytest.raises(DatasetError, match="nowhere is not a folder"):
        build_dataset(tmp_path / "nowhere")


def test_other_files_are_not_replaced_by_a_dataset(folder: Path, tmp_path: Path) -> None:
    """A dataset is never written over a folder that holds something else."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Do not delete.")
    with pytest.raises(DatasetError, match="holds other files"):
        build_dataset(folder, tmp_path / "mine", processes=1, theatre="none")
    assert (tmp_path / "mine" / "letter.txt").read_text() == "Do not delete."
