"""The first reading of the folder of articles, beside a server that answers already and says how far it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from dashboard import apart, jobs
from dashboard.corpora import NotReadyError
from geodata.errors import GeodataError

RETRY_S = 30.0
"""After so long a reading that failed is tried again when somebody comes: there may be room now, or articles."""


class FirstReading:
    """One attempt.

    Parameters
    ----------
    load
        Builds the dataset and takes it into memory.
    output
        Folder that it is built into.
    """

    def __init__(self, load: Callable[[], object], output: Path) -> None:
        self.load, self.output = load, output
        self.error: GeodataError | None = None
        self.ended = 0.0
        self._thread = threading.Thread(target=self._run, name="first reading", daemon=True)
        self._thread.start()

    @property
    def going_on(self) -> bool:
        """Whether it has not ended."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            self.load()
        except GeodataError as error:
            self.error = error
        finally:
            self.ended = time.monotonic()


_last: FirstReading | None = None
_beginning = threading.Lock()


def begin(load: Callable[[], object], output: Path) -> None:
    """Begin to read beside the server."""
    global _last  # noqa: PLW0603 -- one folder of articles a server
    with _beginning:
        if _last is None or not _last.going_on:
            _last = FirstReading(load, output)


def status() -> jobs.Status | None:
    """Return how far the reading is, ``None`` when none is going on."""
    if _last is None or not _last.going_on:
        return None
    done, total = apart.progress(_last.output)
    return jobs.Status("drawing" if 0 < total == done else "reading", done, total)


def check() -> None:
    """Raise an error while the articles are read, or when they could not be.

    Raises
    ------
    NotReadyError
        While they are read.
    GeodataError
        Why they could not be read a moment ago.
    """
    last = _last
    if last is None:
        return
    if last.error and not last.going_on and time.monotonic() - last.ended >= RETRY_S:
        begin(last.load, last.output)
    under_way = status()
    if under_way is not None:
        raise NotReadyError("", under_way)
    if _last is not None and _last.error:
        raise _last.error
