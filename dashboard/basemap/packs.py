"""Packs of map data as the browser fetches them."""

from __future__ import annotations

import dataclasses
import functools
import gzip
import hashlib
import itertools
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).with_name("data")
INDEX = "index.json"
TILE_NAME = re.compile(r"(\d{1,2})-(\d{1,4})-(\d{1,4})\.bin", re.ASCII)
MAX_LAT = 85.0511287798066


@dataclasses.dataclass(frozen=True, slots=True)
class Pack:
    """One file of the basemap.

    Attributes
    ----------
    content
        Bytes, compressed with gzip.
    media_type
        Of the content when it is decompressed.
    """

    content: bytes
    media_type: str


@functools.cache
def digest() -> str:
    """Return 16 hex digits that change with the map data."""
    seen = hashlib.sha256()
    for path in sorted(DATA.iterdir()):
        seen.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return seen.hexdigest()[:16]


def address() -> str:
    """Return the folder of the packs under the app's routes, such as ``basemap/0123456789abcdef``."""
    return f"basemap/{digest()}"


def pack(name: str) -> Pack | None:
    """Return the pack of a name, or None when there is none.

    Parameters
    ----------
    name
        ``index.json``, or ``{level}-{x}-{y}.bin`` for a tile that the index lists.
    """
    if name == INDEX:
        return Pack(_browser_index(), "application/json")
    found = TILE_NAME.fullmatch(name)
    if found is None:
        return None
    level, x, y = map(int, found.groups())
    place = _offsets().get((level, x, y))
    if place is None:
        return None
    offset, length = place
    return Pack(_level_bytes(level)[offset : offset + length], "application/octet-stream")


def packs_within(bbox: tuple[float, float, float, float], *, last_zoom: int) -> dict[str, Pack]:
    """Return all packs that a map of an area needs, for a file that is read without a server.

    Parameters
    ----------
    bbox
        (left, bottom, right, top) in degrees, WGS84; right is greater than left.
    last_zoom
        Largest zoom that shall be in full detail.
    """
    names = [INDEX]
    for number, level in enumerate(_index()["levels"]):
        if level["first_zoom"] <= last_zoom:
            left, top, right, bottom = _tile_range(bbox, level["tile_zoom"])
            names += [f"{number}-{x}-{y}.bin" for y in range(top, bottom + 1) for x in range(left, right + 1)]
    return {name: found for name in names if (found := pack(name))}


@functools.cache
def _index() -> dict:
    return json.loads((DATA / INDEX).read_text(encoding="utf-8"))


@functools.cache
def _offsets() -> dict[tuple[int, int, int], tuple[int, int]]:
    """(offset, length) in bytes of each (level, x, y)."""
    offsets = {}
    for number, level in enumerate(_index()["levels"]):
        ends = itertools.accumulate(level["lengths"])
        for (x, y), length, end in zip(_tiles(level), level["lengths"], ends, strict=True):
            offsets[number, x, y] = end - length, length
    return offsets


def _tiles(level: dict) -> Iterator[tuple[int, int]]:
    """(x, y) of each tile, in the order of the file: row by row from the north-west."""
    for y, row in enumerate(level["rows"]):
        bits = int(row, 16)
        yield from ((x, y) for x in range(bits.bit_length()) if bits >> x & 1)


@functools.cache
def _browser_index() -> bytes:
    """The index without sizes: what the browser needs to know which tiles there are."""
    shown = ("tile_zoom", "first_zoom", "extent", "rows")
    levels = [{key: level[key] for key in shown} for level in _index()["levels"]]
    return gzip.compress(json.dumps({"levels": levels}, separators=(",", ":")).encode(), mtime=0)


@functools.cache
def _level_bytes(level: int) -> bytes:
    return (DATA / f"level{level}.packs").read_bytes()


def _tile_range(bbox: tuple[float, float, float, float], zoom: int) -> tuple[int, int, int, int]:
    """First column, first row, last column and last row of the tiles that a bbox touches."""
    left, bottom, right, top = bbox
    last = 2**zoom - 1
    columns = (min(max(math.floor((lon + 180) / 360 * 2**zoom), 0), last) for lon in (left, right))
    rows = (min(max(_row(lat, zoom), 0), last) for lat in (top, bottom))
    (first_x, last_x), (first_y, last_y) = columns, rows
    return first_x, first_y, last_x, last_y


def _row(lat: float, zoom: int) -> int:
    sine = math.sin(math.radians(max(-MAX_LAT, min(MAX_LAT, lat))))
    return math.floor((0.5 - math.atanh(sine) / (2 * math.pi)) * 2**zoom)
