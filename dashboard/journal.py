"""What the app writes down of itself: lines of JSON, and the last errors by the numbers that visitors were shown.

Neither holds what people read or ask for: of an error its kind and its places in the code, never its words; no
addresses, no query strings.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import json
import logging
import os
import secrets
import socket
import sys
import threading
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from dashboard.settings import PROJECT, settings_from_environment

log = logging.getLogger(__name__)

KEPT = 50
KEPT_S = 7 * 24 * 3600
"""Errors of a worker that met none since are forgotten after so long."""
PLACES = 8
"""The innermost calls of an error that are told."""
LONGEST_MESSAGE = 500
_OURS = ("dashboard", "geodata", "pages")


@dataclasses.dataclass(frozen=True, slots=True)
class Noted:
    """An error as it is kept.

    Parameters
    ----------
    number
        What the visitor was shown.
    kind
        Class of the error.
    place
        Where in this app's own code it arose, as ``file:line function``.
    process
        Of the worker that met it.
    """

    number: str
    moment: str
    kind: str
    place: str
    process: int


_last: collections.deque[Noted] = collections.deque(maxlen=KEPT)
_noting = threading.Lock()
_STARTED = f"{socket.gethostname()}-{os.getpid()}-{int(time.time())}"
"""Which worker this is, and since when: the number of a process may come back."""


def note(error: BaseException) -> str:
    """Write an error down; return the number under which it stands."""
    number = secrets.token_hex(4)
    found = places(error.__traceback__)
    own = [place for place in found if place.startswith(_OURS)]
    with _noting:
        _last.appendleft(Noted(number, now(), type(error).__name__, next(reversed(own or found), ""), os.getpid()))
        _share()
    log.error("Error %s", number, exc_info=error)
    return number


def last_errors() -> list[Noted]:
    """Return the last errors of all workers on this data folder, the newest first; those of this one where it cannot be read."""
    with _noting:
        found = {one.number: one for one in _last}
    for path in _folder().glob("*.json"):
        with contextlib.suppress(OSError, ValueError, TypeError):
            found |= {one["number"]: Noted(**one) for one in json.loads(path.read_text("utf-8"))}
    return sorted(found.values(), key=lambda one: one.moment, reverse=True)[:KEPT]


def _folder() -> Path:
    return settings_from_environment().data / ".errors"


def _share() -> None:
    """Write this worker's last errors down for the others; a full disk costs no more than that."""
    folder = _folder()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{_STARTED}.part"
        part.write_text(json.dumps([dataclasses.asdict(one) for one in _last]), "utf-8")
        part.replace(folder / f"{_STARTED}.json")
        for each in folder.iterdir():
            if time.time() - each.stat().st_mtime > KEPT_S:
                each.unlink(missing_ok=True)


def places(trace: TracebackType | None) -> list[str]:
    """Return the calls that led to an error, the innermost last."""
    frames = traceback.extract_tb(trace)[-PLACES:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def now() -> str:
    """Return the present moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage().partition("?")[0][:LONGEST_MESSAGE],
            "process": record.process,
        }
        if record.exc_info and record.exc_info[0] is not None:
            line |= {"error": record.exc_info[0].__name__, "places": places(record.exc_info[2])}
        return json.dumps(line)


def keep_journal() -> None:
    """Have all that this process logs written as lines of JSON, where ``TIMEMAP_LOG`` says ``json``."""
    if os.environ.get("TIMEMAP_LOG", "").strip().lower() != "json":
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.root.handlers = [handler]
    for name in list(logging.root.manager.loggerDict):
        for each in logging.getLogger(name).handlers:  # Streamlit gives every logger of its own one
            each.setFormatter(JsonLines())


def _short(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(PROJECT) and "site-packages" not in path.parts:
        return path.relative_to(PROJECT).as_posix()
    return "/".join(path.parts[-2:])
