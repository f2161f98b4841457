"""Settings of the app, each from one environment variable (docs/hosting.md)."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
OFF = {"off", "0", "no", "false"}


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
    """

    corpus: Path
    data: Path
    title: str | None
    tiles: Path
    online_tiles: bool


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
    )
