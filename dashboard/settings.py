"""Settings of the app, each from one environment variable (docs/hosting.md)."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
OFF = {"off", "0", "no", "false"}


ON = {"on", "1", "yes", "true"}


@dataclasses.dataclass(frozen=True, slots=True)
class UploadLimits:
    """Megabytes (10^6 bytes) that may be uploaded.

    Parameters
    ----------
    file
        In one file; `maxUploadSize` in ``.streamlit/config.toml`` bounds it too.
    session
        By one session that were not added or thrown away yet.
    total
        By all sessions together at one time.
    events
        In one file of events, which may be larger than an article.
    """

    file: float
    session: float
    total: float
    events: float = 200


@dataclasses.dataclass(frozen=True, slots=True)
class Settings:
    """Where the app finds its articles and keeps what it builds.

    Parameters
    ----------
    corpus
        Folder of articles (``TIMEMAP_CORPUS``; default: the two seed articles).
    data
        Folder for built datasets (``TIMEMAP_DATA``; default: ``.cache`` in the project).
    title
        Name of the corpus as shown (``TIMEMAP_TITLE``).
    tiles
        Folder of map tiles of the user's own (``TIMEMAP_TILES``; default: ``tiles`` in the data folder).
    online_tiles
        Whether a visitor may choose online tiles (``TIMEMAP_ONLINE_TILES``; ``off`` takes them away).
    database
        SQLAlchemy address of the library (``DATABASE_URL``; default: ``library.sqlite`` in the data folder).
    editing
        ``on``: every browser may keep corpora of its own; ``off``: nobody; ``auto``: the one person at this
        computer, as long as the server listens to nobody else (``TIMEMAP_EDITING``; see `dashboard.access`).
    upload_limits
        What may be uploaded (``TIMEMAP_UPLOAD_FILE_MB``, ``TIMEMAP_UPLOAD_EVENTS_MB``, ``TIMEMAP_UPLOAD_SESSION_MB``,
        ``TIMEMAP_UPLOAD_TOTAL_MB``).
    """

    corpus: Path
    data: Path
    title: str | None
    tiles: Path
    online_tiles: bool
    database: str
    editing: str
    upload_limits: UploadLimits


def settings_from_environment() -> Settings:
    """Read the settings; unset variables take their defaults."""
    corpus = os.environ.get("TIMEMAP_CORPUS")
    title = os.environ.get("TIMEMAP_TITLE") or (None if corpus else "Libya 2019-2020")
    data = Path(os.environ.get("TIMEMAP_DATA") or PROJECT / ".cache")
    return Settings(
        corpus=Path(corpus) if corpus else PROJECT / "seeds",
        data=data,
        title=title,
        tiles=Path(os.environ.get("TIMEMAP_TILES") or data / "tiles"),
        online_tiles=os.environ.get("TIMEMAP_ONLINE_TILES", "").strip().lower() not in OFF,
        database=os.environ.get("DATABASE_URL") or f"sqlite:///{data.resolve() / 'library.sqlite'}",
        editing=_switch(os.environ.get("TIMEMAP_EDITING", "")),
        upload_limits=UploadLimits(
            file=_megabytes("TIMEMAP_UPLOAD_FILE_MB", 50),
            session=_megabytes("TIMEMAP_UPLOAD_SESSION_MB", 200),
            total=_megabytes("TIMEMAP_UPLOAD_TOTAL_MB", 1000),
            events=_megabytes("TIMEMAP_UPLOAD_EVENTS_MB", 200),
        ),
    )


def _switch(words: str) -> str:
    words = words.strip().lower()
    return "on" if words in ON else "off" if words in OFF else "auto"


def _megabytes(name: str, default: float) -> float:
    """Return a limit; what is no positive number is the default, since an app without limits would be the worse mistake."""
    try:
        given = float(os.environ.get(name, ""))
    except ValueError:
        return default
    return given if 0 < given < float("inf") else default
