"""What was read, drawn and worked out, kept beside a dataset, so that only what is new or changed is done again."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path

from geodata.errors import DatasetError

COMMIT_S = 1.0
"""A crash costs at most the readings of this time; a commit an article costs more than reading does."""


class Cache:
    """Packed readings by key, and what was made of them: `frames`, `places` and `prints` (`geodata.duplicate`).

    Parameters
    ----------
    store
        An open database; use `open_cache`.
    reader
        Version of the code that reads; readings of another one are dropped.
    """

    def __init__(self, store: sqlite3.Connection, reader: str) -> None:
        self._store = store
        self._reader = reader
        self._kept_at = time.monotonic()
        store.execute("DROP TABLE IF EXISTS reading")  # of versions before 2
        store.execute(
            "CREATE TABLE IF NOT EXISTS packed (key TEXT PRIMARY KEY, reader TEXT NOT NULL, rows BLOB NOT NULL)"
        )
        store.execute("DELETE FROM packed WHERE reader != ?", (reader,))
        store.execute("DROP TABLE IF EXISTS frame")  # of versions before 4
        store.execute(
            "CREATE TABLE IF NOT EXISTS kept (kind TEXT, key TEXT, packed BLOB NOT NULL, PRIMARY KEY (kind, key))"
        )
        self.frames, self.places, self.prints = (
            Kept(store, kind, self._commit_if_due) for kind in ("frame", "place", "print")
        )
        store.commit()

    def keys(self) -> set[str]:
        """Return the keys of all readings there are."""
        return {key for (key,) in self._store.execute("SELECT key FROM packed")}

    def put(self, key: str, packed: bytes) -> None:
        """Keep a reading; within `COMMIT_S` it is on disk."""
        self._store.execute("INSERT OR REPLACE INTO packed VALUES (?, ?, ?)", (key, self._reader, packed))
        self._commit_if_due()

    def _commit_if_due(self) -> None:
        if time.monotonic() - self._kept_at > COMMIT_S:
            self.commit()

    def commit(self) -> None:
        """Write what was put."""
        self._store.commit()
        self._kept_at = time.monotonic()

    def get(self, key: str) -> bytes:
        """Return a reading that is there."""
        (packed,) = self._store.execute("SELECT rows FROM packed WHERE key = ?", (key,)).fetchone()
        return packed


class Kept(MutableMapping[str, bytes]):
    """What one step of a build made, by the digest of what it was made from.

    Parameters
    ----------
    kind
        Which step.
    written
        Called after each that is put here.
    """

    def __init__(self, store: sqlite3.Connection, kind: str, written: Callable[[], None]) -> None:
        self._store = store
        self._kind = kind
        self._written = written
        self._used: set[str] = set()

    def __contains__(self, key: object) -> bool:
        query = "SELECT 1 FROM kept WHERE kind = ? AND key = ?"
        return self._store.execute(query, (self._kind, key)).fetchone() is not None

    def __getitem__(self, key: str) -> bytes:
        query = "SELECT packed FROM kept WHERE kind = ? AND key = ?"
        row = self._store.execute(query, (self._kind, key)).fetchone()
        if row is None:
            raise KeyError(key)
        self._used.add(key)
        return row[0]

    def __setitem__(self, key: str, packed: bytes) -> None:
        self._store.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", (self._kind, key, packed))
        self._used.add(key)
        self._written()

    def __delitem__(self, key: str) -> None:
        self._store.execute("DELETE FROM kept WHERE kind = ? AND key = ?", (self._kind, key))

    def __iter__(self) -> Iterator[str]:
        return iter([key for (key,) in self._store.execute("SELECT key FROM kept WHERE kind = ?", (self._kind,))])

    def __len__(self) -> int:
        return self._store.execute("SELECT count(*) FROM kept WHERE kind = ?", (self._kind,)).fetchone()[0]

    def forget_unused(self) -> None:
        """Drop all that nobody asked for in this build: frames of claims that have changed since."""
        for key in set(self) - self._used:
            del self[key]


@contextlib.contextmanager
def open_cache(path: Path | None, reader: str) -> Iterator[Cache]:
    """Open the readings at `path`, ``None`` to keep them for this build only; whatever ends it, what was read is kept.

    Raises
    ------
    DatasetError
        When the file is no such database, or cannot be written.
    """
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
    store = sqlite3.connect(path or "", timeout=60)  # "" is a file of its own that is gone afterwards
    try:
        store.execute("PRAGMA journal_mode = WAL")
        store.execute("PRAGMA synchronous = NORMAL")
        cache = Cache(store, reader)
        try:
            yield cache
        finally:
            cache.commit()
    except sqlite3.Error as error:
        msg = (
            f"The readings in {path or 'a temporary file'} cannot be used ({error}); free some space, or delete "
            "the file and build again: the articles are then read anew."
        )
        raise DatasetError(msg) from error
    finally:
        store.close()
