"""Backup and restore: the library, the built datasets and the rows of imported files in one archive, written whole or not at all.

Left out is what is made anew by itself: readings kept for the next build, search indexes, uploads under way, locks.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

import sqlalchemy as sa

from dashboard.settings import Settings
from geodata.errors import LibraryError

FORMAT = 1
MANIFEST = "manifest.json"
DATABASES = {"sqlite": "database/library.sqlite", "postgresql": "database/library.dump"}
BLOCK = 1 << 20
MOST_MANIFEST = 64 << 20
MADE_ANEW = {"building", "tiles"}
LOCK_WAIT = "-c lock_timeout=30s"


def back_up(settings: Settings, archive: Path) -> int:
    """Write library and datasets to `archive`; return the number of files in it.

    Raises
    ------
    LibraryError
        When the database cannot be read; `archive` is then as it was.
    """
    with tempfile.TemporaryDirectory(prefix=f".{archive.name}.", dir=archive.parent) as folder:
        staged = Path(folder) / archive.name
        kind = _kind(settings)
        dump = Path(folder) / "database"
        _dump(settings, dump)
        listed: dict[str, Any] = {}
        with zipfile.ZipFile(staged, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as package:
            with dump.open("rb") as content:
                _add(package, DATABASES[kind], content, listed)
            for name, content in _datasets(settings.data):
                _add(package, f"data/{name}", content, listed)
            manifest = {"format": FORMAT, "made": _now(), "database": kind, "files": listed}
            package.writestr(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
        staged.chmod(0o600)  # it holds private corpora
        with staged.open("rb") as written:
            os.fsync(written.fileno())
        staged.replace(archive)
    return len(listed)


def restore(settings: Settings, archive: Path) -> int:
    """Put library and datasets back as they were; return the number of files.

    Raises
    ------
    LibraryError
        When the archive is damaged or of another kind of database, before anything is touched; or when the
        database refuses, and then everything is as it was.
    """
    manifest = verify(archive)
    kind = _kind(settings)
    if manifest["database"] != kind:
        msg = f"{archive} is of a library in {manifest['database']}, DATABASE_URL names one in {kind}; set it to the former."
        raise LibraryError(msg)
    settings.data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.data) as folder:
        staging = Path(folder)
        with zipfile.ZipFile(archive) as package:
            for name in manifest["files"]:
                _take_out(package, name, staging / name)
        with _swapped(staging / "data", settings.data, staging / "former"):
            _load(settings, staging / DATABASES[kind])
    return len(manifest["files"])


def verify(archive: Path) -> dict[str, Any]:
    """Return the manifest of an archive after holding each file in it against its digest.

    Raises
    ------
    LibraryError
        When anything is missing, added or changed.
    """
    try:
        with zipfile.ZipFile(archive) as package:
            manifest = _manifest(package, archive)
            changed = _changed(package, manifest["files"])
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, KeyError, TypeError, ValueError) as error:
        msg = f"{archive} cannot be read as a backup ({error}). Take another one."
        raise LibraryError(msg) from error
    if changed:
        msg = f"{archive} is damaged: {changed} is not what was backed up. Take another backup."
        raise LibraryError(msg)
    return manifest


def _changed(package: zipfile.ZipFile, files: dict[str, Any]) -> str:
    """Return the first file that is not what the manifest says, empty when all are."""
    wrong = (name for name, told in files.items() if _digest(package, name, told["bytes"]) != told["sha256"])
    return next(wrong, "")


def _manifest(package: zipfile.ZipFile, archive: Path) -> dict[str, Any]:
    names = package.namelist()
    if MANIFEST not in names or package.getinfo(MANIFEST).file_size > MOST_MANIFEST:
        msg = f"{archive} is no backup of this app: it has no {MANIFEST}."
        raise LibraryError(msg)
    manifest = json.loads(package.read(MANIFEST))
    files = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(files, dict) or manifest.get("format") != FORMAT or manifest.get("database") not in DATABASES:
        msg = f"{archive} is of another version of this app; restore it with that one."
        raise LibraryError(msg)
    whole = sorted([*files, MANIFEST]) == sorted(names) and DATABASES[manifest["database"]] in files
    if not whole or not all(map(_is_safe, files)):
        msg = f"{archive} is damaged: its files are not those that it lists. Take another backup."
        raise LibraryError(msg)
    return manifest


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    known = path.parts[0] == "data" and len(path.parts) > 2 if name not in DATABASES.values() else True
    return known and not path.is_absolute() and ".." not in path.parts and "\\" not in name and str(path) == name


def _digest(package: zipfile.ZipFile, name: str, most: int) -> str:
    """Return the digest of a file; nothing is read beyond the length that the manifest tells."""
    found, read = hashlib.sha256(), 0
    with package.open(name) as content:
        while block := content.read(BLOCK):
            read += len(block)
            if read > most:
                return ""
            found.update(block)
    return found.hexdigest()


def _add(package: zipfile.ZipFile, name: str, content: IO[bytes], listed: dict[str, Any]) -> None:
    found, length = hashlib.sha256(), 0
    with package.open(name, "w", force_zip64=True) as target:
        while block := content.read(BLOCK):
            found.update(block)
            length += len(block)
            target.write(block)
    listed[name] = {"sha256": found.hexdigest(), "bytes": length}


def _take_out(package: zipfile.ZipFile, name: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with package.open(name) as content, path.open("wb") as target:
        shutil.copyfileobj(content, target, BLOCK)


def _datasets(data: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield the files of each dataset, of what names the one to show, and the rows of imported files."""
    for manifest in sorted(data.glob("**/manifest.json")):
        folder = manifest.parent
        parts = folder.relative_to(data).parts
        if not parts or any(part.startswith(".") or part in MADE_ANEW for part in parts):
            continue
        with contextlib.ExitStack() as stack:
            try:  # open all of them first: a state that is taken away meanwhile stays readable, whole
                files = [(path, stack.enter_context(path.open("rb"))) for path in sorted(folder.iterdir())]
            except FileNotFoundError:
                continue
            yield from ((path.relative_to(data).as_posix(), content) for path, content in files)
    for kept in (*sorted(data.glob("corpora/*/current.json")), *sorted(data.glob("imports/*/[!.]*"))):
        with kept.open("rb") as content:
            yield kept.relative_to(data).as_posix(), content


@contextlib.contextmanager
def _swapped(new: Path, data: Path, former: Path) -> Iterator[None]:
    """Put the restored folders in the place of the former ones; back again if what follows fails."""
    done: list[str] = []
    former.mkdir()
    try:
        for each in sorted(new.iterdir()) if new.is_dir() else ():
            if (data / each.name).exists():
                (data / each.name).rename(former / each.name)
            done.append(each.name)
            each.rename(data / each.name)
        yield
    except BaseException:
        for name in done:
            shutil.rmtree(data / name, ignore_errors=True)
        for each in former.iterdir():
            each.rename(data / each.name)
        raise


def _kind(settings: Settings) -> str:
    try:
        kind = sa.make_url(settings.database).get_backend_name()
    except sa.exc.ArgumentError:
        kind = ""
    if kind not in DATABASES:
        msg = "DATABASE_URL is neither sqlite:///PATH nor postgresql://USER@HOST/NAME; only these can be backed up."
        raise LibraryError(msg)
    return kind


def _dump(settings: Settings, target: Path) -> None:
    if _kind(settings) == "postgresql":
        _postgresql(settings, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(target))
        return
    source = _sqlite_path(settings)
    if not source.exists():  # nobody kept anything yet
        _copy(sqlite3.connect(":memory:"), target)
        return
    _copy(sqlite3.connect(f"file:{source}?mode=ro", uri=True), target)


def _load(settings: Settings, source: Path) -> None:
    if _kind(settings) == "postgresql":
        options = ("--clean", "--if-exists", "--single-transaction", "--exit-on-error", "--no-owner")
        name = sa.make_url(settings.database).database or ""
        _postgresql(settings, "pg_restore", *options, "--dbname", name, str(source))
        return
    target = _sqlite_path(settings)
    target.parent.mkdir(parents=True, exist_ok=True)
    _copy(sqlite3.connect(f"file:{source}?mode=ro", uri=True), target)


def _copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database in one transaction, while others use either."""
    try:
        with contextlib.closing(source), contextlib.closing(sqlite3.connect(target, timeout=30)) as copy:
            source.backup(copy)
            if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
                msg = "The library's database is damaged; restore an earlier backup."
                raise LibraryError(msg)
    except sqlite3.Error as error:
        msg = f"The library's database could not be copied ({error})."
        raise LibraryError(msg) from error


def _sqlite_path(settings: Settings) -> Path:
    return Path(sa.make_url(settings.database).database or "library.sqlite")


def _postgresql(settings: Settings, program: str, *options: str) -> None:
    found = shutil.which(program)
    if found is None:
        msg = f"{program} was not found; install PostgreSQL's client programs (Debian: postgresql-client)."
        raise LibraryError(msg)
    url = sa.make_url(settings.database)
    given = {"PGHOST": url.host, "PGPORT": url.port, "PGUSER": url.username, "PGPASSWORD": url.password}
    environment = {**os.environ, "PGOPTIONS": LOCK_WAIT, "PGDATABASE": url.database or ""}
    environment |= {name: str(value) for name, value in given.items() if value is not None}
    done = subprocess.run([found, *options], env=environment, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        msg = f"{program} failed: {said[-1]}"
        raise LibraryError(msg)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
