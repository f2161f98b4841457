"""GeoJSON (RFC 7946): what a file may hold, what is refused with its reason, and what is mended and said so."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.crs import split_at_antimeridian
from geodata.errors import ExchangeError
from geodata.exchange.sheet import Refused, Sheet, check_width, load_json, sheet_of_rows

DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How deep positions are nested."""
FOREIGN = {
    "FeatureCollection": ("coordinates", "geometries", "geometry", "properties"),
    "Feature": ("coordinates", "geometries", "features"),
    "Geometry": ("geometry", "properties", "features"),
}
"""Members that the standard keeps from objects of a kind (section 7.1)."""
CRS84 = ("CRS84", "4326")
MAX_NESTING = 8
FINEST = 6
"""Decimals of a degree that a place can have, 0.1 m: RFC 7946, section 11.2."""
TOO_FINE = f"Coordinates have more than {FINEST} decimals, finer than a place can be told; they were kept as they are"


class BadGeometryError(Exception):
    """Why one geometry is refused."""


def read_geojson(path: Path, given: Any = None) -> Sheet:
    """Read features with their properties; each feature is a row, numbered from 1.

    Raises
    ------
    ExchangeError
        When the file as a whole is no GeoJSON.
    """
    given = load_json(path) if given is None else given
    features = _features(given, path.name)
    rows: list[dict[str, Any]] = []
    numbers: list[int] = []
    shapes: list[str] = []
    refused: list[Refused] = []
    mended: dict[str, list[int]] = {}
    header: dict[str, None] = {}
    for number, feature in enumerate(features, 1):
        said: list[str] = []
        try:
            properties, geometry = _feature(feature, said)
        except BadGeometryError as error:
            refused.append(Refused(number, str(error)))
            continue
        header.update(dict.fromkeys(map(str, properties)))
        check_width(len(header), path.name)  # at once: each feature may bring names of its own
        rows.append(properties)
        numbers.append(number)
        shapes.append(geometry)
        for one in said:
            mended.setdefault(one, []).append(number)
    notes = [f"{what} ({_named(where)})." for what, where in mended.items()]
    if isinstance(given, dict) and given.get("bbox") is not None:
        notes += [f"{said} (the file)." for said in _bbox(given["bbox"])]
    return sheet_of_rows(list(header), rows, shapes, notes, refused, numbers)


def _named(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:5]))
    more = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
    return f"feature{'s' if len(numbers) > 1 else ''} {shown}{more}"


def _features(given: Any, name: str) -> list[Any]:
    if not isinstance(given, dict):
        msg = f"{name} is no GeoJSON: its root is {_kind(given)}, it must be an object."
        raise ExchangeError(msg)
    kind = given.get("type")
    _check_crs(given, name)
    if kind == "FeatureCollection":
        if not isinstance(given.get("features"), list):
            msg = f"{name} is no GeoJSON: its 'features' must be a list."
            raise ExchangeError(msg)
        foreign = [member for member in FOREIGN["FeatureCollection"] if member in given]
        if foreign:
            msg = f"{name} is no GeoJSON: a FeatureCollection has no member {foreign[0]!r}."
            raise ExchangeError(msg)
        return given["features"]
    if kind == "Feature":
        return [given]
    if isinstance(kind, str) and (kind in DEPTH or kind == "GeometryCollection"):
        return [{"type": "Feature", "properties": None, "geometry": given}]
    msg = f"{name} is no GeoJSON: its type is {json.dumps(kind)[:60]}; allowed are FeatureCollection, Feature and the geometries."
    raise ExchangeError(msg)


def _check_crs(given: dict[str, Any], name: str) -> None:
    crs = given.get("crs")
    if crs is not None and not json.dumps(crs).rstrip('"}').endswith(CRS84):
        msg = f"{name} is in another coordinate system ({json.dumps(crs)[:80]}); save it in WGS84 longitude and latitude (EPSG:4326)."
        raise ExchangeError(msg)


def _feature(feature: Any, said: list[str]) -> tuple[dict[str, Any], str]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        kind = feature.get("type") if isinstance(feature, dict) else feature
        msg = f"it is no feature: its type is {json.dumps(kind)[:60]}"
        raise BadGeometryError(msg)
    foreign = [member for member in FOREIGN["Feature"] if member in feature]
    if foreign:
        msg = f"a feature has no member {foreign[0]!r}"
        raise BadGeometryError(msg)
    properties = feature.get("properties")
    if properties is not None and not isinstance(properties, dict):
        msg = f"its 'properties' are {_kind(properties)}; they must be an object or null"
        raise BadGeometryError(msg)
    properties = dict(properties or {})
    identifier = feature.get("id")
    if identifier is not None and "id" not in properties:
        if isinstance(identifier, str | int | float) and not isinstance(identifier, bool):
            properties["id"] = identifier
        else:
            said.append("An 'id' that is neither text nor number was left out")
    if feature.get("bbox") is not None:
        said += _bbox(feature["bbox"])
    if feature.get("geometry") is None:
        return properties, ""
    return properties, geometry_text(feature["geometry"], said)


def _bbox(box: Any) -> list[str]:
    """Return what is said of a bounding box that is wrong; it is not needed."""
    good = isinstance(box, list) and len(box) in (4, 6) and all(_is_number(one) for one in box)
    return [] if good else ["A bounding box that is not 4 or 6 numbers was left out"]


def geometry_text(given: Any, said: list[str]) -> str:
    """Return a geometry as canonical GeoJSON text, mended where that loses nothing.

    Parameters
    ----------
    said
        What was mended is added here.

    Raises
    ------
    BadGeometryError
        When it cannot be used.
    """
    geometry = shapely.force_2d(_shape(given, said, 0))
    if geometry.is_empty:
        return ""
    return shapely.to_geojson(mended_geometry(geometry, said))


def mended_geometry(geometry: BaseGeometry, said: list[str]) -> BaseGeometry:
    """Return a valid geometry within the world whose rings follow the right-hand rule.

    Raises
    ------
    BadGeometryError
        When coordinates are no longitude and latitude.
    """
    _check_degrees(geometry, said)
    if not geometry.is_valid:
        said.append(
            f"An invalid geometry ({shapely.is_valid_reason(geometry).split('[')[0].strip().lower()}) was mended"
        )
        try:
            geometry = shapely.make_valid(geometry)
        except shapely.errors.GEOSException as error:
            msg = "it crosses itself so often that it cannot be mended"
            raise BadGeometryError(msg) from error
    left, _, right, _ = geometry.bounds
    if left < -180 or right > 180:
        said.append("A geometry across the antimeridian was split there")
        geometry = split_at_antimeridian(geometry)
    elif geometry.geom_type in ("Polygon", "LineString") and _leaps(geometry):
        said.append("A geometry that leaps across the map was taken to cross the antimeridian and split there")
        turned = shapely.transform(
            geometry, lambda c: np.column_stack([np.where(c[:, 0] < 0, c[:, 0] + 360, c[:, 0]), c[:, 1]])
        )
        geometry = split_at_antimeridian(turned)
    oriented = shapely.orient_polygons(geometry)
    if not shapely.equals_identical(oriented, geometry):
        said.append("Rings were turned round to follow the right-hand rule")
    return oriented


def _leaps(geometry: BaseGeometry) -> bool:
    """Whether a segment goes more than half round the world while the longitudes lie near 180 on both sides."""
    lon = shapely.get_coordinates(geometry)[:, 0]
    return bool((np.abs(np.diff(lon)) > 180).any() and np.abs(lon).min() > 90)


def _check_degrees(geometry: BaseGeometry, said: list[str]) -> None:
    lon, lat = shapely.get_coordinates(geometry).T
    if not (np.isfinite(lon).all() and np.isfinite(lat).all()):
        msg = "a coordinate is no number"
        raise BadGeometryError(msg)
    if (np.abs(lat) > 90).any() or (np.abs(lon) > 360).any():
        if (np.abs(lon) <= 90).all() and (np.abs(lat) <= 180).all():
            msg = "longitude and latitude look swapped: GeoJSON has the longitude first"
        else:
            msg = "its coordinates lie beyond the world; they may be metres of a projection"
        raise BadGeometryError(msg)
    if geometry.geom_type == "Point" and lon[0] == 0 and lat[0] == 0:
        said.append("The point 0, 0 lies in the sea: it may stand for a missing one")


def _shape(given: Any, said: list[str], nesting: int) -> BaseGeometry:
    if not isinstance(given, dict):
        msg = f"its geometry is {_kind(given)}; it must be an object"
        raise BadGeometryError(msg)
    kind = given.get("type")
    foreign = [member for member in FOREIGN["Geometry"] if member in given]
    if foreign:
        msg = f"a geometry has no member {foreign[0]!r}"
        raise BadGeometryError(msg)
    if given.get("bbox") is not None:
        said += _bbox(given["bbox"])
    if kind == "GeometryCollection":
        parts = given.get("geometries")
        if not isinstance(parts, list) or nesting > MAX_NESTING:
            msg = "its 'geometries' must be a list, not nested deeper than eight times"
            raise BadGeometryError(msg)
        shapes = [_shape(part, said, nesting + 1) for part in parts]
        if len(shapes) == 1:
            said.append("A collection of one geometry was taken as that geometry")
            return shapes[0]
        if any(map(_is_collection, shapes)):
            said.append("A collection within a collection was laid out flat")
            shapes = [part for shape in shapes for part in (shape.geoms if _is_collection(shape) else [shape])]
        return shapely.geometrycollections(shapes)
    if not isinstance(kind, str) or kind not in DEPTH:
        msg = f"the type of its geometry is {json.dumps(kind)[:60]}; allowed are {', '.join(DEPTH)} and GeometryCollection"
        raise BadGeometryError(msg)
    coordinates = _positions(given.get("coordinates"), DEPTH[kind], said)
    try:
        return _BUILD[kind](coordinates, said)
    except (ValueError, TypeError, shapely.errors.GEOSException) as error:
        msg = f"its {kind} cannot be drawn ({str(error)[:120]})"
        raise BadGeometryError(msg) from error


def _positions(given: Any, depth: int, said: list[str]) -> Any:
    if not isinstance(given, list):
        msg = f"a list of coordinates was expected where there is {_kind(given)}"
        raise BadGeometryError(msg)
    if depth:
        return [_positions(one, depth - 1, said) for one in given]
    if len(given) == 0:
        return []
    if not all(_is_number(one) for one in given):
        msg = f"a position must be two or three numbers, not {json.dumps(given)[:60]}"
        raise BadGeometryError(msg)
    if len(given) < 2:
        msg = "a position has one number; longitude and latitude are needed"
        raise BadGeometryError(msg)
    if TOO_FINE not in said and any(round(one, FINEST) != one for one in given[:2]):
        said.append(TOO_FINE)
    if len(given) > 3:
        said.append("Numbers beyond the third of a position were left out")
    return given[:2]


def _ring(positions: list[Any], said: list[str]) -> list[Any]:
    if positions and positions[0] != positions[-1]:
        said.append("A ring that was not closed was closed")
        positions = [*positions, positions[0]]
    if len(positions) < 4:
        msg = "a ring needs four positions or more"
        raise BadGeometryError(msg)
    return positions


def _polygon(rings: list[Any], said: list[str]) -> BaseGeometry:
    if not rings:
        return shapely.Polygon()
    outer, *holes = [_ring(ring, said) for ring in rings]
    return shapely.Polygon(outer, holes)


def _line(positions: list[Any], said: list[str]) -> BaseGeometry:
    if len(positions) == 1:
        msg = "a line needs two positions or more"
        raise BadGeometryError(msg)
    return shapely.LineString(positions)


def _point(position: list[Any], said: list[str]) -> BaseGeometry:
    return shapely.Point(position) if position else shapely.Point()


_BUILD = {
    "Point": _point,
    "MultiPoint": lambda points, _: shapely.MultiPoint(points),
    "LineString": _line,
    "MultiLineString": lambda lines, said: shapely.MultiLineString([_line(line, said) for line in lines]),
    "Polygon": _polygon,
    "MultiPolygon": lambda parts, said: shapely.MultiPolygon([_polygon(part, said) for part in parts]),
}


def _is_collection(shape: BaseGeometry) -> bool:
    return shape.geom_type == "GeometryCollection"


def _is_number(value: Any) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number of hundreds of digits
        return False


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
