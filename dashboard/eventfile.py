"""A file of events that was given and is not added yet: read by a process of its own, kept in a folder until then."""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import io
import json
import secrets
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from dashboard import shelf
from dashboard.settings import PROJECT, settings_from_environment
from geodata.exchange.mapping import FIELDS, format_of
from geodata.formats.process import bare_environment

SUFFIXES = (".csv", ".tsv", ".txt", ".geojson", ".json", ".jsonld", ".gpkg", ".kml", ".parquet")
"""Endings of files of events (`geodata.exchange.imported.SUFFIXES`, which takes its libraries along)."""
ALWAYS = (".geojson", ".gpkg", ".kml", ".parquet")
"""Endings that no file of articles has."""
HEAD = 65_536
AT_ONCE = 2
"""Files of events read at the same time, whoever gave them; each takes up to a gigabyte."""
KEPT_S = 24 * 3600
"""What was given and forgotten is thrown away after so long."""
BLOCK = 1_000_000
_POINT = ({"latitude", "longitude"}, {"lat", "lon"}, {"lat", "lng"}, {"lat", "long"})
_TEXT = {"text", "content", "body", "full text", "fulltext", "article text", "story"}


@dataclasses.dataclass(frozen=True, slots=True)
class State:
    """How far the reading of a file is.

    Parameters
    ----------
    kind
        ``waiting`` (for other files), ``reading``, ``asks`` (which column is what), ``ready`` or ``refused``.
    share, rows
        Of the file so far.
    outcome
        What the process found (`geodata.exchange.worker`), empty before its end.
    """

    kind: str
    share: float = 0.0
    rows: int = 0
    outcome: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def active(self) -> bool:
        """Whether it is going on."""
        return self.kind in ("waiting", "reading")


class EventFile:
    """A file of events in a folder of its own, and the process that reads it."""

    def __init__(self, name: str, content: Any) -> None:
        """Copy a file to disk.

        Raises
        ------
        OSError
            When there is no room.
        """
        self.name = name
        self.folder = _room() / secrets.token_hex(8)
        self.folder.mkdir(parents=True)
        self._file = f"file{Path(name.lower()).suffix}"
        self._asked: dict[str, Any] | None = None
        self._child: subprocess.Popen | None = None
        self._turn: FileLock | None = None
        try:
            with (self.folder / self._file).open("wb") as copy:
                shutil.copyfileobj(content, copy, BLOCK)
        except OSError:
            self.throw_away()
            raise
        self.size = (self.folder / self._file).stat().st_size

    def read(self, mapping: dict[str, Any] | None = None) -> None:
        """Have the file read, by a mapping or by what its columns say; what was read before is forgotten."""
        self.stop()
        for path in self.folder.iterdir():
            if path.name != self._file:
                path.unlink()
        self._asked = {"file": self._file, "name": self.name, "mapping": mapping}
        self.state()

    def state(self) -> State:
        """Return how far it is; a file that waits is begun when it is its turn."""
        outcome = shelf.read_json(self.folder / "outcome.json")
        if outcome:
            self.stop()
            return State("ready" if "id" in outcome else "asks" if outcome.get("asks") else "refused", outcome=outcome)
        if self._child is None and not self._begun():
            return State("waiting")
        if self._child is not None and self._child.poll() is not None and not (self.folder / "outcome.json").exists():
            why = (
                f"{self.name} takes longer to read, or more memory, than one file may have; split it into smaller ones."
            )
            return State("refused", outcome={"refused": why})
        told = shelf.read_json(self.folder / "progress.json")
        return State("reading", float(told.get("share", 0.0)), int(told.get("rows", 0)))

    def stop(self) -> None:
        """End the process, if one is at it."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None
        if self._turn is not None:
            self._turn.release()
            self._turn = None

    def throw_away(self) -> None:
        """Forget the file."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __del__(self) -> None:
        """A session that ended takes its files along."""
        with contextlib.suppress(Exception):
            self.throw_away()

    def _begun(self) -> bool:
        for number in range(AT_ONCE):
            lock = FileLock(_room() / f".turn-{number}.lock", thread_local=False)
            try:
                lock.acquire(timeout=0)
            except Timeout:
                continue
            self._turn = lock
            (self.folder / "request.json").write_text(json.dumps(self._asked), "ascii")
            self._child = _asked_process(self.folder.resolve())
            return True
        return False


_spare: list[subprocess.Popen] = []
_lending = threading.Lock()


def prepare() -> None:
    """Have a process load what reading a file of events needs, for the next one that is given; it ends when none comes."""
    with _lending:
        if not _spare:
            _spare.append(_process())
        elif _spare[0].poll() is not None:
            _spare[0] = _process()


def _asked_process(folder: Path) -> subprocess.Popen:
    """Return a process that was told to read what is in a folder: one that waits, or a new one."""
    with _lending:
        child = _spare.pop() if _spare else None
    if child is not None:
        with contextlib.suppress(OSError):  # it ended a moment ago
            return _told(child, folder)
        child.wait()
    return _told(_process(), folder)


def _told(child: subprocess.Popen, folder: Path) -> subprocess.Popen:
    assert child.stdin is not None  # a pipe, as asked for
    with child.stdin as channel:
        channel.write(f"{folder}\n".encode())
    return child


def _process() -> subprocess.Popen:
    return subprocess.Popen(  # noqa: S603 -- this very interpreter, with fixed arguments
        [sys.executable, "-m", "geodata.exchange.worker"],
        cwd=PROJECT,
        env=bare_environment() | {"ARROW_DEFAULT_MEMORY_POOL": "system", "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def may_hold_events(name: str) -> bool:
    """Whether a file's ending leaves it open that it holds events."""
    return Path(name.lower()).suffix in {*SUFFIXES} - {".txt"}


def is_event_file(name: str, head: bytes) -> bool:
    """Whether a dropped file holds events with places rather than articles, by its ending and its first bytes."""
    suffix = Path(name.lower()).suffix
    if suffix in ALWAYS:
        return True
    if suffix in (".json", ".jsonld"):
        start = head[:2000].replace(b" ", b"")
        return b'"FeatureCollection"' in start or b"anno.jsonld" in start
    if suffix not in (".csv", ".tsv"):
        return False
    header = {cell.strip().lower() for cell in _header(head)}
    if format_of(sorted(header)) != "table":
        return True
    return any(pair <= header for pair in _POINT) and not header & _TEXT


def columns_of(outcome: dict[str, Any]) -> dict[str, str]:
    """Return which column of a file stands for which of `FIELDS`, as it was read or as it is proposed."""
    mapping = outcome.get("read_by") or outcome.get("mapping") or {}
    return {field: column for field, column in mapping.get("columns", {}).items() if field in FIELDS}


def _header(head: bytes) -> list[str]:
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    line = head.decode(encoding, "replace").splitlines()[:1]
    if not line:
        return []
    delimiter = max(",;\t|", key=line[0].count)
    return next(csv.reader(io.StringIO(line[0]), delimiter=delimiter), [])


def _room() -> Path:
    """Return the folder of all files that were given; what nobody came back for is taken away."""
    room = settings_from_environment().data / ".events"
    room.mkdir(parents=True, exist_ok=True)
    for each in room.iterdir():
        with contextlib.suppress(OSError):
            if each.is_dir() and time.time() - each.stat().st_mtime > KEPT_S:
                shutil.rmtree(each, ignore_errors=True)
    return room
