"""Backup and restore: everything comes back, a damaged archive touches nothing."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import backup
from dashboard.__main__ import main
from dashboard.dataset import Corpus
from dashboard.settings import Settings, settings_from_environment
from geodata.errors import LibraryError
from geodata.library import open_library
from geodata.store import read_dataset, write_dataset
from tests.postgres import binary, running_postgres


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, corpus: Corpus) -> Settings:
    """A data folder with a built dataset, a corpus of the library and its built state."""
    monkeypatch.setenv("TIMEMAP_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings = settings_from_environment()
    write_dataset(corpus.dataset, settings.data / "seeds")
    write_dataset(corpus.dataset, settings.data / "corpora" / "mine" / "0123456789abcdef")
    (settings.data / "corpora" / "mine" / "current.json").write_text('{"digest": "0123456789abcdef"}')
    (settings.data / "corpora" / "mine" / ".lock").touch()
    rows = settings.data / "imports" / "mine" / "0123456789abcdef0123456789abcdef.parquet"
    rows.parent.mkdir(parents=True)
    rows.write_bytes(b"PAR1 rows of a file")
    (settings.data / "seeds.readings.sqlite").write_bytes(b"made anew")
    keep(settings, "Before")
    return settings


def keep(settings: Settings, title: str) -> None:
    """Put a corpus into the library."""
    library = open_library(settings.database)
    library.corpora.create(title, by="local")
    library.close()


def titles(settings: Settings) -> list[str]:
    """Return the titles of the library's corpora."""
    library = open_library(settings.database)
    try:
        return [each.title for each in library.corpora.all()]
    finally:
        library.close()


def state(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder but the database's, which SQLite may write at any time."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("library.sqlite")
    }


def test_everything_comes_back(settings: Settings, tmp_path: Path, corpus: Corpus) -> None:
    """Over the command line, after datasets were lost and the library was changed."""
    archive = tmp_path / "backup.zip"
    assert main(["backup", str(archive)]) == 0
    assert archive.stat().st_mode & 0o077 == 0
    keep(settings, "After")
    (settings.data / "seeds" / "manifest.json").write_text("{}")
    (settings.data / "corpora" / "mine" / "current.json").unlink()
    next((settings.data / "imports" / "mine").iterdir()).unlink()
    assert main(["restore", str(archive)]) == 0
    assert titles(settings) == ["Before"]
    assert read_dataset(settings.data / "seeds").digest == corpus.dataset.digest
    assert "0123456789abcdef" in (settings.data / "corpora" / "mine" / "current.json").read_text()
    assert [path.read_bytes() for path in (settings.data / "imports" / "mine").iterdir()] == [b"PAR1 rows of a file"]
    assert not list(settings.data.glob(".restore-*"))


def test_only_what_is_not_made_anew(settings: Settings, tmp_path: Path) -> None:
    """Locks and kept readings stay out."""
    backup.back_up(settings, tmp_path / "backup.zip")
    names = backup.verify(tmp_path / "backup.zip")["files"]
    assert "database/library.sqlite" in names
    assert not [name for name in names if name.endswith((".lock", ".readings.sqlite"))]


def rewritten(archive: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Return an archive with other contents."""
    with zipfile.ZipFile(archive) as package:
        files = {name: package.read(name) for name in package.namelist()}
    change(files)
    other = archive.with_name("other.zip")
    with zipfile.ZipFile(other, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return other


CHANGES: dict[str, Callable[[dict[str, bytes]], object]] = {
    "a changed file": lambda files: files.update({"data/seeds/control.json": b"{}"}),
    "a file too few": lambda files: files.pop("data/seeds/control.json"),
    "a file too many": lambda files: files.update({"data/seeds/more": b""}),
    "no manifest": lambda files: files.pop("manifest.json"),
    "a way out": lambda files: files.update(
        {"manifest.json": files["manifest.json"].replace(b"data/seeds/control", b"data/../../control")}
        | {"data/../../control.json": files.pop("data/seeds/control.json")}
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_damaged_archive_touches_nothing(settings: Settings, tmp_path: Path, change: Callable) -> None:
    """Refused with a sentence; every file is as it was."""
    backup.back_up(settings, tmp_path / "backup.zip")
    other, before = rewritten(tmp_path / "backup.zip", change), state(settings.data)
    with pytest.raises(LibraryError, match=r"damaged|no backup"):
        backup.restore(settings, other)
    assert state(settings.data) == before
    assert titles(settings) == ["Before"]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_cut_archive_touches_nothing(settings: Settings, tmp_path: Path, share: float) -> None:
    """A copy that was stopped half-way."""
    archive = tmp_path / "backup.zip"
    backup.back_up(settings, archive)
    whole, before = archive.read_bytes(), state(settings.data)
    archive.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(LibraryError, match="cannot be read"):
        backup.restore(settings, archive)
    assert state(settings.data) == before


def test_a_refused_database_puts_the_datasets_back(settings: Settings, tmp_path: Path) -> None:
    """All or nothing: when somebody holds the database, the datasets stay the former ones too."""
    backup.back_up(settings, tmp_path / "backup.zip")
    (settings.data / "seeds" / "control.json").write_text("{}")
    before = state(settings.data)
    path = backup._sqlite_path(settings)
    path.unlink()
    for beside in path.parent.glob("library.sqlite-*"):
        beside.unlink()
    path.mkdir()  # nothing can be written there
    with pytest.raises(LibraryError, match="could not be copied"):
        backup.restore(settings, tmp_path / "backup.zip")
    assert state(settings.data) == before


def test_a_failed_backup_leaves_the_former_one(settings: Settings, tmp_path: Path) -> None:
    """A broken database is found while it is read, not when it is needed."""
    archive = tmp_path / "backup.zip"
    archive.write_bytes(b"the former one")
    path = backup._sqlite_path(settings)
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    with pytest.raises(LibraryError):
        backup.back_up(settings, archive)
    assert archive.read_bytes() == b"the former one"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["backup.zip", "data"]


def test_backup_while_somebody_writes(settings: Settings, tmp_path: Path) -> None:
    """A transaction under way is not in it, and does not stop it."""
    with sqlite3.connect(backup._sqlite_path(settings), isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM corpus")
        backup.back_up(settings, tmp_path / "backup.zip")
        writer.execute("ROLLBACK")
    assert backup.restore(settings, tmp_path / "backup.zip")
    assert titles(settings) == ["Before"]


def test_postgresql(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same with a server, by its own programs."""
    monkeypatch.setenv("PATH", str(binary("postgres").parent), prepend=":")
    with running_postgres() as server:
        monkeypatch.setenv("DATABASE_URL", server.url)
        other = settings_from_environment()
        keep(other, "On a server")
        backup.back_up(other, tmp_path / "backup.zip")
        keep(other, "Later")
        with pytest.raises(LibraryError, match="is of a library in postgresql"):
            backup.restore(settings, tmp_path / "backup.zip")
        backup.restore(other, tmp_path / "backup.zip")
        assert titles(other) == ["On a server"]
        assert sa.make_url(server.url).password is None
