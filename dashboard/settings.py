"""Settings of the app, each from one environment variable (docs/hosting.md)."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


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
    """

    corpus: Path
    data: Path
    title: str | None


def settings_from_environment() -> Settings:
    """Read the settings; unset variables take their defaults."""
    corpus = os.environ.get("TIMEMAP_CORPUS")
    title = os.environ.get("TIMEMAP_TITLE") or (None if corpus else "Libya 2019-2020")
    return Settings(
        corpus=Path(corpus) if corpus else PROJECT / "seeds",
        data=Path(os.environ.get("TIMEMAP_DATA") or PROJECT / ".cache"),
        title=title,
    )
