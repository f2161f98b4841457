"""Builds in the background: a process of its own for each, seen by every worker on the same data folder.

A job is nothing but files in the corpus's folder: ``.lock`` (held as long as somebody builds, also gone after a kill),
``progress.json`` (how far) and ``.cancel`` (stop, please). So two workers never build one corpus twice at once, and
each sees what the other does.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from dashboard import shelf
from dashboard.settings import PROJECT
from geodata.errors import GeodataError

logger = logging.getLogger(__name__)

AT_ONCE = 2
"""Builds on one data folder at the same time; each reads with all processors."""
TELL_S = 0.25
START_S = 60.0
"""A job that did not take its lock after so long never started; a busy machine needs half of it to load the programs."""
LOCK_S = 3.0
ACTIVE = ("starting", "waiting", "reading", "drawing")


@dataclasses.dataclass(frozen=True, slots=True)
class Status:
    """How a build is getting on.

    Parameters
    ----------
    state
        ``none``, ``starting``, ``waiting`` (for other builds), ``reading``, ``drawing``, ``done``, ``cancelled``, ``stopped``
        (its process ended without a word) or ``failed``.
    version
        What it builds or built (`shelf.version_of`).
    reason
        One sentence, when it failed.
    """

    state: str
    done: int = 0
    total: int = 0
    version: str = ""
    reason: str = ""

    @property
    def active(self) -> bool:
        """Whether it is going on."""
        return self.state in ACTIVE


class CancelledError(GeodataError):
    """Somebody asked for the build to stop."""


_children: list[subprocess.Popen] = []
_spawning = threading.Lock()


def status(key: str) -> Status:
    """Return how the last build of a corpus is getting on."""
    found = shelf.read_json(shelf.home(key) / "progress.json")
    told = Status(
        str(found.get("state", "none")),
        int(found.get("done", 0)),
        int(found.get("total", 0)),
        str(found.get("version", "")),
        str(found.get("reason", "")),
    )
    young = time.time() - found.get("at", 0) < START_S
    if told.active and not (told.state == "starting" and young) and not _is_locked(key):
        return dataclasses.replace(told, state="stopped")
    return told


def start(key: str) -> None:
    """Build a corpus in the background, unless somebody does already."""
    with _spawning:
        _children[:] = [each for each in _children if each.poll() is None]
        if status(key).active:
            return
        home = shelf.home(key)
        home.mkdir(parents=True, exist_ok=True)
        (home / ".cancel").unlink(missing_ok=True)
        _tell(key, "starting", version=shelf.version_of(key))
        paths = [str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
        with (home / "build.log").open("wb") as log:
            child = subprocess.Popen(  # noqa: S603 -- this very program; the key is made of checked ids
                [sys.executable, "-m", "dashboard.jobs", shelf.key_of(shelf.ids_of(key))],
                # Processes share the work of drawing; threads of each would fight over the cores.
                env={"OPENBLAS_NUM_THREADS": "1", **os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        _children.append(child)


def cancel(key: str) -> None:
    """Ask the build of a corpus to stop; what was read is kept, so that starting again goes on from there."""
    if status(key).active:
        (shelf.home(key) / ".cancel").touch()


def run(key: str) -> None:
    """Build a corpus here and now, telling how far it is; does nothing while somebody else builds it."""
    try:
        with _held(_lock(key), LOCK_S):
            _run(key)
    except Timeout:
        logger.info("%s is being built by somebody else", key)


def _run(key: str) -> None:
    version = shelf.version_of(key)
    reporter = _Reporter(key, version)
    try:
        with _turn(reporter):
            reporter.tell("reading", 0, 0, force=True)
            stored = shelf.build(key, reporter)
        _tell(key, "done", reporter.done, reporter.total, version=stored.version)
    except CancelledError:
        _tell(key, "cancelled", reporter.done, reporter.total, version=version)
    except GeodataError as error:
        _tell(key, "failed", version=version, reason=str(error))
    except OSError as error:
        why = f"The files of this corpus could not be written ({error.strerror}); make room and try again."
        _tell(key, "failed", version=version, reason=why)
    except Exception:
        logger.exception("The build of %s failed", key)
        why = "Building this corpus failed for a reason that is in the server's log; the former state stays on screen."
        _tell(key, "failed", version=version, reason=why)


class _Reporter:
    """Tells how far a build is, now and then, and hears when it shall stop."""

    def __init__(self, key: str, version: str) -> None:
        self.done = self.total = 0
        self._key, self._version = key, version
        self._told = 0.0

    def __call__(self, done: int, total: int, name: str) -> None:
        del name
        self.tell("drawing" if done == total else "reading", done, total)

    def frames(self, done: int, total: int) -> None:
        """Look for who cancels while the front line is drawn; what is told are the articles read."""
        del done, total
        if time.monotonic() - self._told >= TELL_S:
            self.tell("drawing", self.total, self.total)

    def tell(self, state: str, done: int, total: int, *, force: bool = False) -> None:
        self.done, self.total = done, total
        if not force and done < total and time.monotonic() - self._told < TELL_S:
            return
        self._told = time.monotonic()
        if (shelf.home(self._key) / ".cancel").exists():
            (shelf.home(self._key) / ".cancel").unlink(missing_ok=True)
            raise CancelledError
        _tell(self._key, state, done, total, version=self._version)


@contextmanager
def _turn(reporter: _Reporter) -> Iterator[None]:
    """Wait until fewer than `AT_ONCE` others build."""
    while True:
        for number in range(AT_ONCE):
            lock = FileLock(shelf.shelf() / f".turn-{number}.lock")
            try:
                lock.acquire(timeout=0)
            except Timeout:
                continue
            try:
                yield
            finally:
                lock.release()
            return
        reporter.tell("waiting", 0, 0, force=True)
        time.sleep(0.5)


def _tell(key: str, state: str, done: int = 0, total: int = 0, *, version: str = "", reason: str = "") -> None:
    said = {"state": state, "done": done, "total": total, "version": version, "reason": reason, "at": time.time()}
    shelf.write_json(shelf.home(key) / "progress.json", said)


def _lock(key: str) -> FileLock:
    return FileLock(_lock_path(key))


def _lock_path(key: str) -> Path:
    home = shelf.home(key)
    home.mkdir(parents=True, exist_ok=True)
    return home / ".lock"


@contextmanager
def _held(lock: FileLock, seconds: float) -> Iterator[None]:
    with lock.acquire(timeout=seconds):
        yield


def _is_locked(key: str) -> bool:
    lock = _lock(key)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def main(key: str) -> None:
    """Build one corpus; the process's own way in."""
    logging.basicConfig(level=logging.INFO)
    os.nice(5)  # pages come first
    run(key)


if __name__ == "__main__":
    main(sys.argv[1])
