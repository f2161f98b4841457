"""The area and the parties of one conflict, read from data files."""

from __future__ import annotations

import csv
import dataclasses
import functools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.errors import TheatreError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

THEATRES = Path(__file__).parent / "theatres"

DERIVED = "derived"
"""Id of a theatre that no file describes: a corpus's own claims do (`geodata.conflict`)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Theatre:
    """A conflict's area, parties and sources.

    Parameters
    ----------
    id, name
        Folder name under ``theatres/`` and the title to show.
    countries
        ISO 3166-1 alpha-2 codes of the ground fought over.
    neighbours
        ISO codes that are likely referents too.
    bbox
        (left, bottom, right, top) in degrees, WGS84: the first view of the map.
    cues
        Words by which an article is known to speak of this theatre.
    actors
        Rows of ``actors.json``: id, name, short, kind, party, aliases, people.
    sources
        Rows of ``sources.json``: which party an outlet or speaker leans to, and why.
    record
        Rows of ``control.csv``: dated reference facts on who held which place.
    outline
        The ground fought over, EPSG:4326; ``None`` when it is in a file (`geodata.frontline.frames.outline_of`).
    """

    id: str
    name: str
    countries: tuple[str, ...]
    neighbours: tuple[str, ...]
    bbox: tuple[float, float, float, float]
    cues: tuple[str, ...] = ()
    actors: tuple[dict, ...] = ()
    sources: tuple[dict, ...] = ()
    record: tuple[dict, ...] = ()
    outline: BaseGeometry | None = None


@functools.cache
def load_theatre(theatre_id: str) -> Theatre:
    """Load one theatre.

    Raises
    ------
    TheatreError
        When there is no such theatre; the message lists those there are.
    """
    folder = THEATRES / theatre_id
    if theatre_id not in theatre_ids():
        msg = f"There is no theatre {theatre_id!r}; known theatres: {', '.join(theatre_ids()) or 'none'}."
        raise TheatreError(msg)
    about = json.loads((folder / "theatre.json").read_text("utf-8"))
    return Theatre(
        id=theatre_id,
        name=about["name"],
        countries=tuple(about["countries"]),
        neighbours=tuple(about["neighbours"]),
        bbox=tuple(about["bbox"]),
        cues=tuple(about["cues"]),
        actors=_rows(folder / "actors.json"),
        sources=_rows(folder / "sources.json"),
        record=_rows(folder / "control.csv"),
    )


@functools.cache
def theatre_ids() -> tuple[str, ...]:
    """Ids of all theatres that ship with the package, sorted."""
    return tuple(sorted(path.parent.name for path in THEATRES.glob("*/theatre.json")))


def theatre_as_json(theatre: Theatre) -> dict[str, Any]:
    """Return what a dataset's manifest keeps of a derived theatre: all but its outline."""
    fields = ("id", "name", "countries", "bbox", "actors")
    return {field: getattr(theatre, field) for field in fields}


def theatre_from_json(kept: dict[str, Any]) -> Theatre:
    """Return a derived theatre as kept in a manifest, without its outline."""
    return Theatre(
        id=kept["id"],
        name=kept["name"],
        countries=tuple(kept["countries"]),
        neighbours=(),
        bbox=tuple(kept["bbox"]),
        actors=tuple(kept["actors"]),
    )


MIN_CUES = 2
"""One passing mention of a country does not make an article one of its theatre."""


CHARACTERS_A_CUE = 2500
"""In a long text on another war a country is named in passing; in one on its own war it stands in most paragraphs."""


def detect_theatre(text: str) -> Theatre | None:
    """Return the theatre whose cues stand most often in `text`, ``None`` when they are few or far between."""
    counts = [(len(_cue_pattern(i).findall(text)), i) for i in theatre_ids()]
    count, theatre_id = max(counts, default=(0, ""))
    return load_theatre(theatre_id) if count >= max(MIN_CUES, len(text) / CHARACTERS_A_CUE) else None


@functools.cache
def _cue_pattern(theatre_id: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, load_theatre(theatre_id).cues)) + r")\b")


def _rows(path: Path) -> tuple[dict, ...]:
    if not path.exists():
        return ()
    if path.suffix == ".json":
        return tuple(json.loads(path.read_text("utf-8")))
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
