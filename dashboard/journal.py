"""What the app writes down of itself: lines of JSON, and the last errors by the numbers that visitors were shown.

Neither holds what people read or ask for: of an error its kind and its places in the code, never its words; no
addresses, no query strings.
"""

from __future__ import annotations

import collections
import dataclasses
import json
import logging
import os
import secrets
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from dashboard.settings import PROJECT

log = logging.getLogger(__name__)

KEPT = 50
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
    """

    number: str
    moment: str
    kind: str
    place: str


_last: collections.deque[Noted] = collections.deque(maxlen=KEPT)
_noting = threading.Lock()


def note(error: BaseException) -> str:
    """Write an error down; return the number under which it stands."""
    number = secrets.token_hex(4)
    found = places(error.__traceback__)
    own = [place for place in found if place.startswith(_OURS)]
    with _noting:
        _last.appendleft(Noted(number, now(), type(error).__name__, next(reversed(own or found), "")))
    log.error("Error %s", number, exc_info=error)
    return number


def last_errors() -> list[Noted]:
    """Return the last errors of this process, the newest first."""
    with _noting:
        return list(_last)


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
