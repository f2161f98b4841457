"""Small files of map tiles: an invented town by the sea, as pictures and as shapes."""

from __future__ import annotations

import gzip
import io
import math
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import mapbox_vector_tile
from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from shapely import affinity, transform
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

CENTRE = (1.0, 3.6)
"""Longitude and latitude: at Northport, on the island of the plugin's tests."""
HALF = 0.03
"""Degrees from the town's centre to its edge."""
BOUNDS = (CENTRE[0] - HALF, CENTRE[1] - HALF, CENTRE[0] + HALF, CENTRE[1] + HALF)
FIRST_ZOOM, LAST_ZOOM = 10, 14
CREDIT = '<a href="https://example.test">&copy; Town &amp; surveyors</a><script>alert(1)</script>'
GRID = 4096
PICTURE = (20, 140, 220)

# Layer and tags of each thing, as three makers of tiles call it.
SCHEMAS = {
    "openmaptiles": {
        "sea": ("water", {"class": "ocean"}),
        "park": ("landcover", {"class": "grass", "subclass": "park"}),
        "highway": ("transportation", {"class": "motorway"}),
        "avenue": ("transportation", {"class": "primary"}),
        "street": ("transportation", {"class": "minor"}),
        "rail": ("transportation", {"class": "rail"}),
        "named": ("transportation_name", {"class": "primary"}),
        "house": ("building", {"render_height": 5}),
        "border": ("boundary", {"admin_level": 2}),
        "place": ("place", {"class": "city"}),
        "quarter": ("place", {"class": "suburb"}),
    },
    "protomaps": {
        "land": ("earth", {"kind": "earth"}),
        "park": ("landuse", {"kind": "park"}),
        "highway": ("roads", {"kind": "highway"}),
        "avenue": ("roads", {"kind": "major_road", "kind_detail": "primary"}),
        "street": ("roads", {"kind": "minor_road"}),
        "rail": ("roads", {"kind": "rail"}),
        "named": ("roads", {"kind": "major_road"}),
        "house": ("buildings", {"kind": "building"}),
        "border": ("boundaries", {"kind": "country"}),
        "place": ("places", {"kind": "locality", "kind_detail": "city"}),
        "quarter": ("places", {"kind": "neighbourhood", "kind_detail": "suburb"}),
    },
    "shortbread": {
        "sea": ("ocean", {}),
        "park": ("land", {"kind": "park"}),
        "highway": ("streets", {"kind": "motorway", "rail": False}),
        "avenue": ("streets", {"kind": "primary", "rail": False}),
        "street": ("streets", {"kind": "residential", "rail": False}),
        "rail": ("streets", {"kind": "rail", "rail": True}),
        "named": ("street_labels", {"kind": "primary"}),
        "house": ("buildings", {}),
        "border": ("boundaries", {"admin_level": 2}),
        "place": ("place_labels", {"kind": "city"}),
        "quarter": ("place_labels", {"kind": "suburb"}),
    },
}


def town() -> list[tuple[str, BaseGeometry, str | None]]:
    """Return what stands in the town: (thing, geometry in degrees, name)."""
    x, y = CENTRE
    left, bottom, right, top = BOUNDS
    things: list[tuple[str, BaseGeometry, str | None]] = [
        ("sea", box(left, y + 0.02, right, top), None),
        ("land", box(left, bottom, right, y + 0.02), None),
        ("park", Point(x + 0.012, y - 0.008).buffer(0.004), None),
        ("highway", LineString([(left, y - 0.02), (x, y - 0.012), (right, y - 0.018)]), "M1"),
        ("rail", LineString([(left, y + 0.004), (right, y - 0.004)]), None),
        ("border", LineString([(left, bottom + 0.002), (right, bottom + 0.004)]), None),
        ("place", Point(x, y), "Testhaven"),
        ("quarter", Point(x - 0.014, y - 0.004), "Old Quarter"),
    ]
    for i in range(-4, 5):
        across = LineString([(left + 0.004, y + i * 0.004), (right - 0.004, y + i * 0.004)])
        up = affinity.rotate(across, 90, origin=(x, y))
        things += [("avenue", across, None), ("named", across, f"Avenue {i + 5}"), ("street", up, None)]
    for i in range(-9, 9):
        for j in range(-9, 4):
            corner = (x + i * 0.002 + 0.0004, y + j * 0.002 + 0.0005)
            things.append(("house", box(*corner, corner[0] + 0.001, corner[1] + 0.0009), None))
    return things


def vector_pmtiles(path: Path, schema: str = "openmaptiles") -> Path:
    """Write the town as shapes, named as one of the makers does."""
    with path.open("wb") as file:
        writer = Writer(file)
        for z, x, y in sorted(_tiles(), key=lambda zxy: zxy_to_tileid(*zxy)):
            writer.write_tile(zxy_to_tileid(z, x, y), gzip.compress(_vector_tile(z, x, y, SCHEMAS[schema]), mtime=0))
        writer.finalize(_header(TileType.MVT, Compression.GZIP), {"name": f"Town, {schema}", "attribution": CREDIT})
    return path


def picture_pmtiles(path: Path) -> Path:
    """Write the town as pictures of one colour."""
    with path.open("wb") as file:
        writer = Writer(file)
        for z, x, y in sorted(_tiles(), key=lambda zxy: zxy_to_tileid(*zxy)):
            writer.write_tile(zxy_to_tileid(z, x, y), picture())
        writer.finalize(_header(TileType.PNG, Compression.NONE), {"name": "Town pictures", "attribution": CREDIT})
    return path


def picture_mbtiles(path: Path, *, form: str = "png") -> Path:
    """Write the town as pictures in an SQLite database, rows counted from the south."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE metadata (name text, value text)")
        connection.execute("CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
        said = {"name": "Town database", "format": form, "attribution": CREDIT, "bounds": ",".join(map(str, BOUNDS))}
        connection.executemany("INSERT INTO metadata VALUES (?, ?)", said.items())
        rows = ((z, x, 2**z - 1 - y, picture()) for z, x, y in _tiles())
        connection.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
    connection.close()
    return path


def picture(colour: tuple[int, int, int] = PICTURE) -> bytes:
    """Return a picture of one colour, 256 pixels square."""
    content = io.BytesIO()
    Image.new("RGB", (256, 256), colour).save(content, "png")
    return content.getvalue()


def tile_at(zoom: int, lon: float = CENTRE[0], lat: float = CENTRE[1]) -> tuple[int, int]:
    """Return column and row of the tile that holds a point."""
    sine = math.sin(math.radians(lat))
    row = (0.5 - math.atanh(sine) / (2 * math.pi)) * 2**zoom
    return math.floor((lon + 180) / 360 * 2**zoom), math.floor(row)


def _tiles() -> Iterator[tuple[int, int, int]]:
    left, bottom, right, top = BOUNDS
    for z in range(FIRST_ZOOM, LAST_ZOOM + 1):
        (first_x, first_y), (last_x, last_y) = tile_at(z, left, top), tile_at(z, right, bottom)
        for x in range(first_x, last_x + 1):
            for y in range(first_y, last_y + 1):
                yield z, x, y


def _header(kind: TileType, compression: Compression) -> dict[str, object]:
    left, bottom, right, top = (round(each * 1e7) for each in BOUNDS)
    sides = {"min_lon_e7": left, "min_lat_e7": bottom, "max_lon_e7": right, "max_lat_e7": top}
    return {"tile_type": kind, "tile_compression": compression, **sides}


def _vector_tile(z: int, x: int, y: int, schema: dict[str, tuple[str, dict]]) -> bytes:
    frame = _tile_box(z, x, y)
    left, bottom, right, top = frame.bounds
    margin = frame.buffer((frame.bounds[2] - frame.bounds[0]) / 64, join_style="mitre")
    layers: dict[str, list[dict]] = {}
    for thing, geometry, name in town():
        cut = geometry.intersection(margin)
        if thing not in schema or cut.is_empty:
            continue
        layer, tags = schema[thing]
        named = {"name": name, "name:ar": "شارع"} if name else {}
        # Degrees stand for metres here: within one town the error is far less than a pixel.
        on_grid = transform(cut, lambda degrees: (degrees - (left, top)) / (right - left, bottom - top) * GRID)
        layers.setdefault(layer, []).append({"geometry": on_grid, "properties": {**tags, **named}})
    named_layers = [{"name": name, "features": features} for name, features in layers.items()]
    return mapbox_vector_tile.encode(named_layers, default_options={"y_coord_down": True, "extents": GRID})


def _tile_box(z: int, x: int, y: int) -> BaseGeometry:
    side = 360 / 2**z
    return box(x * side - 180, _latitude(z, y + 1), (x + 1) * side - 180, _latitude(z, y))


def _latitude(z: int, row: int) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / 2**z))))
