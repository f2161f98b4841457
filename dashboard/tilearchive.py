"""Files of map tiles: PMTiles and MBTiles, read one tile at a time."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import json
import re
import sqlite3
import zlib
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Protocol

from pmtiles.tile import (
    Compression,
    Entry,
    TileType,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)

VECTOR = "application/vnd.mapbox-vector-tile"
MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "pbf": VECTOR,
    "mvt": VECTOR,
}
GZIP_MAGIC = b"\x1f\x8b"
LONGEST_TEXT = 300
LARGEST_ZOOM = 22
LARGEST_TILE_BYTES = 8_000_000
LARGEST_METADATA_BYTES = 4_000_000
DEEPEST_DIRECTORY = 4
HEADER_BYTES = 127
WORLD = (-180.0, -85.06, 180.0, 85.06)


class TileFileError(Exception):
    """A file that cannot be used as a background; its message is one sentence for the user."""


@dataclasses.dataclass(frozen=True, slots=True)
class TileFacts:
    """What a file of tiles says of itself.

    Parameters
    ----------
    media_type
        Of every tile.
    first_zoom, last_zoom
        Zooms that it holds.
    bounds
        (left, bottom, right, top) in degrees, WGS84.
    attribution
        Who has to be named, plain text; empty where the file names nobody.
    name
        What the file calls itself, plain text; may be empty.
    """

    media_type: str
    first_zoom: int
    last_zoom: int
    bounds: tuple[float, float, float, float]
    attribution: str
    name: str

    @property
    def is_vector(self) -> bool:
        """Whether the tiles are shapes to be drawn, not pictures."""
        return self.media_type == VECTOR


class TileArchive(Protocol):
    """An open file of tiles."""

    facts: TileFacts

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """Return the tile as it is stored (perhaps compressed with gzip), None where there is none."""


def open_archive(path: Path) -> TileArchive:
    """Open a ``.pmtiles`` or ``.mbtiles`` file.

    Raises
    ------
    TileFileError
        If the file is not what its name says, is cut off, or holds tiles that cannot be drawn.
    """
    opener: Callable[[Path], TileArchive] = PmtilesArchive if path.suffix.lower() == ".pmtiles" else MbtilesArchive
    try:
        return opener(path)
    except TileFileError:
        raise
    except Exception as error:  # a foreign file may break its reader in any way
        kind = "PMTiles version 3" if opener is PmtilesArchive else "MBTiles"
        raise TileFileError(f"{path.name} is not a whole {kind} file; download or make it again.") from error


class PmtilesArchive:
    """One PMTiles file (version 3)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        header = deserialize_header(self._part(0, HEADER_BYTES))
        if header["tile_data_offset"] + header["tile_data_length"] > path.stat().st_size:
            raise TileFileError(f"{path.name} is cut off: it is smaller than it says; download or make it again.")
        if header["internal_compression"] is not Compression.GZIP:
            raise TileFileError(f"{path.name} is not packed with gzip inside; convert it with the pmtiles tool.")
        if header["tile_compression"] not in {Compression.NONE, Compression.GZIP, Compression.UNKNOWN}:
            packing = header["tile_compression"].name.lower()
            raise TileFileError(f"{path.name} has tiles packed with {packing}; allowed are gzip and none.")
        self._header = header
        self._directory = functools.lru_cache(maxsize=64)(self._read_directory)
        self._directory(header["root_offset"], header["root_length"])
        self.facts = self._facts(path)

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """Return the tile as it is stored, None where there is none."""
        if z > LARGEST_ZOOM or not (0 <= x < 2**z and 0 <= y < 2**z):
            return None
        tile_id = zxy_to_tileid(z, x, y)
        header = self._header
        offset, length = header["root_offset"], header["root_length"]
        for _ in range(DEEPEST_DIRECTORY):
            entry = find_tile(self._directory(offset, length), tile_id)
            if entry is None:
                return None
            if entry.run_length:
                return self._part(header["tile_data_offset"] + entry.offset, min(entry.length, LARGEST_TILE_BYTES))
            offset, length = header["leaf_directory_offset"] + entry.offset, entry.length
        return None

    def _facts(self, path: Path) -> TileFacts:
        header = self._header
        metadata = self._metadata()
        kind = header["tile_type"]
        if kind is TileType.UNKNOWN or kind.name.lower() not in MEDIA_TYPES:
            raise _foreign_tiles(path, kind.name.lower())
        degrees = [header[f"{side}_e7"] / 1e7 for side in ("min_lon", "min_lat", "max_lon", "max_lat")]
        return TileFacts(
            MEDIA_TYPES[kind.name.lower()],
            header["min_zoom"],
            min(header["max_zoom"], LARGEST_ZOOM),
            _bounds(degrees),
            plain_text(metadata.get("attribution")),
            plain_text(metadata.get("name")),
        )

    def _metadata(self) -> dict[str, Any]:
        packed = self._part(self._header["metadata_offset"], self._header["metadata_length"])
        if not packed:
            return {}
        text = zlib.decompressobj(wbits=31).decompress(packed, LARGEST_METADATA_BYTES)
        metadata = json.loads(text)
        return metadata if isinstance(metadata, dict) else {}

    def _read_directory(self, offset: int, length: int) -> list[Entry]:
        return deserialize_directory(self._part(offset, length))

    def _part(self, offset: int, length: int) -> bytes:
        # Not mapped into memory: a file cut short while it is mapped ends the whole app.
        with self._path.open("rb", buffering=0) as file:
            file.seek(offset)
            return file.read(length)


class MbtilesArchive:
    """One MBTiles file: an SQLite database of tiles, rows counted from the south."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._connection() as connection:
            metadata = {str(key): str(value) for key, value in connection.execute("SELECT name, value FROM metadata")}
            first, last = connection.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles").fetchone()
        if first is None:
            raise TileFileError(f"{path.name} holds no tiles; make it again.")
        form = metadata.get("format", "").lower()
        if form not in MEDIA_TYPES:
            raise _foreign_tiles(path, form or "not named")
        with contextlib.suppress(ValueError):
            degrees = [float(each) for each in metadata.get("bounds", "").split(",")]
        self.facts = TileFacts(
            MEDIA_TYPES[form],
            int(first),
            min(int(last), LARGEST_ZOOM),
            _bounds(degrees if "degrees" in locals() else []),
            plain_text(metadata.get("attribution")),
            plain_text(metadata.get("name")),
        )

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """Return the tile as it is stored, None where there is none."""
        if z > LARGEST_ZOOM or not (0 <= x < 2**z and 0 <= y < 2**z):
            return None
        query = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
        with self._connection() as connection:
            row = connection.execute(query, (z, x, 2**z - 1 - y)).fetchone()
        data = row[0] if row else None
        return data if isinstance(data, bytes) and len(data) <= LARGEST_TILE_BYTES else None

    @contextlib.contextmanager
    def _connection(self):  # noqa: ANN202 -- a context manager of sqlite3.Connection
        # Only read, and without a lock file beside it: the folder may be read-only.
        connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            yield connection
        finally:
            connection.close()


def is_gzip(tile: bytes) -> bool:
    """Whether a stored tile is compressed."""
    return tile.startswith(GZIP_MAGIC)


def unpacked(tile: bytes) -> bytes:
    """Return a stored tile without its compression, at most as long as a tile may be."""
    return zlib.decompressobj(wbits=31).decompress(tile, LARGEST_TILE_BYTES) if is_gzip(tile) else tile


def plain_text(markup: object) -> str:
    """Return the words of a credit, which often comes with links as HTML.

    >>> plain_text('<a href="https://x.test">&copy; OpenStreetMap</a> contributors')
    '© OpenStreetMap contributors'
    """
    if not isinstance(markup, str):
        return ""
    reader = _Words()
    reader.feed(markup)
    reader.close()
    return re.sub(r"\s+", " ", "".join(reader.words)).strip()[:LONGEST_TEXT]


class _Words(HTMLParser):
    """Collects text, and nothing of what is script or style."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._hidden += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in {"script", "style"}))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def _bounds(degrees: list[float]) -> tuple[float, float, float, float]:
    """The bounds that a file gives, the whole world where it gives none that make sense."""
    if len(degrees) != len(WORLD):
        return WORLD
    left, bottom, right, top = degrees
    inside = -180 <= left < right <= 180 and -90 <= bottom < top <= 90
    return (left, bottom, right, top) if inside else WORLD


def _foreign_tiles(path: Path, kind: str) -> TileFileError:
    return TileFileError(f"{path.name} holds tiles of the kind {kind}; allowed are png, jpg, webp, avif and mvt (pbf).")
