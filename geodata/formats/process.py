"""Processes that read files for this one, kept for the next file."""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geodata.formats import frame
from geodata.formats.limits import Limits

PROJECT = Path(__file__).resolve().parents[2]

MOST_AT_ONCE = 4
"""Files read at the same time, whoever asks; the next one waits."""

KEPT = 2
"""Idle processes kept; each holds 60 to 150 MB once it has read pages."""

BUSY_SECONDS = 60.0

CHUNK = 1 << 16


class Ended(Exception):  # noqa: N818 -- what happened to a process, not a fault of ours
    """The reading process ended or fell silent; the message says what the file did, as the end of a sentence."""


class Busy(Exception):  # noqa: N818
    """All processes read for others."""


class Process:
    """A reading process, and the pipe to it."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(  # noqa: S603 -- this very interpreter, with fixed arguments
            [sys.executable, "-m", "geodata.formats.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=PROJECT,
            env=bare_environment(),
        )
        assert self._child.stdout is not None  # a pipe, as asked for
        self._out = self._child.stdout.fileno()

    def ask(self, request: dict[str, Any], limits: Limits) -> Iterator[tuple[bytes, Any, str]]:
        """Yield the frames of the answer.

        Raises
        ------
        Ended
            When the process is no more; it cannot be asked again.
        """
        assert self._child.stdin is not None  # a pipe, as asked for
        line = json.dumps(request | {"limits": dataclasses.asdict(limits)}) + "\n"
        try:
            self._child.stdin.write(line.encode("ascii"))
            self._child.stdin.flush()
            while True:
                kind, head, text = frame.unpacked(lambda count: self._read(count, limits), limits.text_bytes)
                if kind == frame.DONE:
                    return
                yield kind, head, text
        except (OSError, ValueError, KeyError) as error:
            raise Ended(self._why()) from error

    def lives(self) -> bool:
        """Whether the process can be asked; the system may have ended it while it waited."""
        return self._child.poll() is None

    def end(self) -> None:
        """End the process, whatever it does."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _read(self, count: int, limits: Limits) -> bytes:
        found = bytearray()
        until = time.monotonic() + limits.wall_seconds
        while len(found) < count:
            left = until - time.monotonic()
            ready = select.select([self._out], [], [], max(0.0, left))[0] if left > 0 else []
            if not ready:
                raise Ended(_TOO_LONG)
            piece = os.read(self._out, min(CHUNK, count - len(found)))
            if not piece:
                raise Ended(self._why())
            found += piece
        return bytes(found)

    def _why(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(1.0)
        slow = self._child.returncode in {-signal.SIGPROF, -signal.SIGXCPU}
        return _TOO_LONG if slow else _TOO_MUCH


_TOO_LONG = "takes longer to read than one file may"
_TOO_MUCH = "is damaged, or needs more memory than one file may have"


def bare_environment() -> dict[str, str]:
    """Return what the process has to know, and nothing that is secret."""
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV") if key in os.environ}
    one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MALLOC_ARENA_MAX"), "1")
    return kept | one_thread | {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}


_places = threading.BoundedSemaphore(MOST_AT_ONCE)
_idle: list[Process] = []
_parents: list[Process] = []
_lock = threading.Lock()


def _waiting() -> Process | None:
    while _idle:
        process = _idle.pop()
        if process.lives():
            return process
        process.end()
    return None


@contextlib.contextmanager
def lent_process() -> Iterator[Process]:
    """Lend a process; it is kept for the next file unless the block fails or is left early.

    Raises
    ------
    Busy
        When none is free for `BUSY_SECONDS`.
    """
    if not _places.acquire(timeout=BUSY_SECONDS):
        raise Busy
    try:
        with _lock:
            process = _waiting()
        process = process or Process()
        try:
            yield process
        except BaseException:
            process.end()
            with _lock:
                if not _idle:
                    _idle.append(Process())  # starts while the caller goes on
            raise
        with _lock:
            keep = len(_idle) < KEPT
            if keep:
                _idle.append(process)
        if not keep:
            process.end()
    finally:
        _places.release()


@atexit.register
def end_idle() -> None:
    """End the processes that wait."""
    with _lock:
        waiting = _idle.copy()
        _idle.clear()
    for process in waiting:
        process.end()


def _forget() -> None:
    """Leave the parent's processes to the parent."""
    global _places, _lock  # noqa: PLW0603 -- a lock held in the parent at the fork is never released here
    _parents.extend(_idle)  # not let go of: that would ask after children of another
    _idle.clear()
    _places, _lock = threading.BoundedSemaphore(MOST_AT_ONCE), threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
