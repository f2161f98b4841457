"""Backgrounds of the map besides the built-in one: files of the user's own, and online tiles where the host allows them."""

from __future__ import annotations

import dataclasses
import hashlib
import logging
import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import xyzservices.providers

from dashboard.tilearchive import TileArchive, TileFileError, open_archive

SUFFIXES = {".pmtiles", ".mbtiles"}
MOST_FILES = 20
LARGEST_MAP_ZOOM = 18
IMAGERY = {"image/jpeg", "image/webp", "image/avif"}
"""Pictures in these formats are mostly taken from the air and carry no names."""

PROVIDERS = {"osm": "OpenStreetMap.Mapnik", "hot": "OpenStreetMap.HOT", "topo": "OpenTopoMap"}
"""Online tiles that need no key and whose operators allow light use by anyone, by their name in xyzservices."""

LABELS = {"osm": "OpenStreetMap", "hot": "Humanitarian (OpenStreetMap France)", "topo": "OpenTopoMap"}

log = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class LocalTiles:
    """One usable file.

    Parameters
    ----------
    key
        Its name in the link.
    digest
        16 hex digits that change with the file.
    """

    key: str
    label: str
    digest: str
    archive: TileArchive


@dataclasses.dataclass(frozen=True, slots=True)
class Shelf:
    """The files of a folder: those that can be used, and a sentence for each that cannot."""

    tiles: tuple[LocalTiles, ...]
    refused: tuple[str, ...]


def shelf_of(folder: Path) -> Shelf:
    """Return the tile files of a folder as they are now; a folder that is not there is an empty one."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    except OSError:
        return Shelf((), ())
    tiles: dict[str, LocalTiles] = {}
    refused = []
    for path in paths[:MOST_FILES]:
        found = _opened(path)
        if isinstance(found, str):
            refused.append(found)
        else:
            # Two files may differ in their ending alone.
            key = f"{found.key}-{path.suffix[1:].lower()}" if found.key in tiles else found.key
            tiles[key] = dataclasses.replace(found, key=key)
    if len(paths) > MOST_FILES:
        refused.append(f"There are {len(paths)} tile files; the first {MOST_FILES} by name are offered.")
    return Shelf(tuple(tiles.values()), tuple(refused))


def backgrounds(folder: Path, *, online: bool) -> dict[str, Any]:
    """Return what the browser can offer as background, as ``app/tiles/index.json`` gives it."""
    shelf = shelf_of(folder)
    offered = [_offer(tiles) for tiles in shelf.tiles]
    return {"backgrounds": offered + (_online() if online else []), "refused": list(shelf.refused)}


def find_tile(folder: Path, digest: str, zxy: tuple[int, int, int]) -> tuple[bytes | None, str] | None:
    """Return a stored tile (None where the file has none) and its media type; None when there is no such file."""
    found = next((tiles for tiles in shelf_of(folder).tiles if tiles.digest == digest), None)
    if found is None:
        return None
    try:
        return found.archive.tile(*zxy), found.archive.facts.media_type
    except Exception as error:  # noqa: BLE001 -- a broken file may fail in any way, and only here
        log.warning("Tile %s of %s could not be read (%s).", "/".join(map(str, zxy)), found.label, error)
        return None, found.archive.facts.media_type


def _opened(path: Path) -> LocalTiles | str:
    try:
        status = path.stat()
    except OSError:
        return f"{path.name} cannot be read; check its permissions."
    return _opened_as(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=64)
def _opened_as(path: Path, size: int, changed: int) -> LocalTiles | str:
    """Open a file once for each state that it has."""
    try:
        archive = open_archive(path)
    except TileFileError as error:
        log.warning("%s", error)
        return str(error)
    seen = f"{path.resolve()}\0{size}\0{changed}".encode()
    key = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:40] or "tiles"
    return LocalTiles(f"file-{key}", archive.facts.name or path.stem, hashlib.sha256(seen).hexdigest()[:16], archive)


def _offer(tiles: LocalTiles) -> dict[str, Any]:
    facts = tiles.archive.facts
    return {
        "id": tiles.key,
        "label": tiles.label,
        "kind": "vector" if facts.is_vector else "raster",
        "address": f"tiles/{tiles.digest}",
        "host": None,
        "bounds": list(facts.bounds),
        "first_zoom": facts.first_zoom,
        "last_zoom": facts.last_zoom,
        "map_zoom": LARGEST_MAP_ZOOM if facts.is_vector else min(max(facts.last_zoom, 13), LARGEST_MAP_ZOOM),
        "attribution": facts.attribution,
        "named": not facts.is_vector and facts.media_type not in IMAGERY,
    }


def _online() -> list[dict[str, Any]]:
    return [_provider(key, name) for key, name in PROVIDERS.items()]


def _provider(key: str, name: str) -> dict[str, Any]:
    known = xyzservices.providers.query_name(name)
    address = known["url"]
    return {
        "id": key,
        "label": LABELS[key],
        "kind": "raster",
        "address": address,
        "host": (urlsplit(address).hostname or "").removeprefix("{s}."),
        "bounds": None,
        "first_zoom": 0,
        "last_zoom": known.get("max_zoom", LARGEST_MAP_ZOOM),
        "map_zoom": min(known.get("max_zoom", LARGEST_MAP_ZOOM), LARGEST_MAP_ZOOM),
        "attribution": known["attribution"].replace("(C)", "©"),
        "named": True,
    }
