"""The places of a dataset: each referent once, with the geometry it is drawn with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

Row = dict[str, Any]
ShapeOf = Callable[[str | None, tuple | None], BaseGeometry | None]

DRAWN_ROLES = frozenset({"place", "descriptor"})
"""Demonyms, actors and parts of other names stay in the text; they are not places of anything."""

SIMPLIFY_DEG = 0.01
"""About 1 km: finer than a pixel at zoom 7, the deepest at which a whole country or province is looked at."""


def places_from_toponyms(toponyms: Iterable[Row], shape_of: ShapeOf) -> tuple[list[Row], list[int | None]]:
    """Return the places, and for each toponym the number of its place (``None``: not on the map).

    Parameters
    ----------
    toponyms
        Rows of the table ``toponyms``.
    shape_of
        Geometry (EPSG:4326, lon/lat) for a feature id and a derived shape, ``None`` for a point.
    """
    numbers: dict[str, int] = {}
    places: list[Row] = []
    found: list[int | None] = []
    for toponym in toponyms:
        place_id = place_id_of(toponym)
        if place_id is None or toponym["role"] not in DRAWN_ROLES:
            found.append(None)
            continue
        if place_id not in numbers:
            numbers[place_id] = len(places)
            places.append(_place(place_id, toponym, shape_of))
        found.append(numbers[place_id])
    return places, found


def place_id_of(toponym: Row) -> str | None:
    """Return the id of a toponym's place, ``None`` when it has no referent.

    "East of Tripoli" and "Tripoli" are two places: the derived shape is part of the id.
    """
    if toponym["feature_id"] is None and toponym["shape"] is None:
        return None
    return "~".join(part for part in (toponym["feature_id"], _shape_slug(toponym["shape"])) if part)


def _shape_slug(packed: str | None) -> str | None:
    if packed is None:
        return None
    return "-".join(str(part).replace(" ", "_") for part in json.loads(packed))


def _place(place_id: str, toponym: Row, shape_of: ShapeOf) -> Row:
    derived = tuple(json.loads(toponym["shape"])) if toponym["shape"] else None
    geometry = shape_of(toponym["feature_id"], derived)
    return {
        "id": place_id,
        "name": toponym["name"] or toponym["text"],
        "kind": toponym["kind"] or "place",
        "lat": toponym["lat"],
        "lon": toponym["lon"],
        "radius_km": toponym["radius_km"],
        "where_prec": toponym["where_prec"],
        "country": toponym["country"],
        "members": json.dumps(list(derived[2:])) if derived and derived[0] == "group" else None,
        "outline": _geometry_json(geometry),
    }


def _geometry_json(geometry: BaseGeometry | None) -> str | None:
    """Return GeoJSON, simplified to `SIMPLIFY_DEG` and rounded to 0.001 degree (about 100 m)."""
    if geometry is None or geometry.is_empty or geometry.geom_type == "Point":
        return None
    simple = shapely.set_precision(geometry.simplify(SIMPLIFY_DEG), 0.001)
    return shapely.to_geojson(simple if not simple.is_empty else geometry)
