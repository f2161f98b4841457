"""The places of a dataset: each referent once, with the geometry it is drawn with."""

from __future__ import annotations

import functools
import hashlib
import json
import logging
import zlib
from collections.abc import MutableMapping
from typing import Any

import shapely
import shapely.errors
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer import Feature, Gazetteer
from geodata.shape import derived_geometry
from geodata.version import ROOT, digest_of_code

Row = dict[str, Any]

logger = logging.getLogger(__name__)

DRAWN_ROLES = frozenset({"place", "descriptor"})
"""Demonyms, actors and parts of other names stay in the text; they are not places of anything."""

UNDRAWN_PARTS = frozenset({"link", "credit", "repeat"})
"""Headlines of other articles, credits and captions said twice are not statements of this article."""

OUTLINE_STEPS = 1000
"""An outline keeps details down to this share of its extent: finer than a pixel when all of it is in view."""


class Places:
    """Collects the places of a dataset, each once.

    Parameters
    ----------
    gazetteer
        Where shapes and the members of groups come from.
    kept
        Places made before, packed, by the digest of what they were made from: outlines take a millisecond each.
    """

    def __init__(self, gazetteer: Gazetteer, kept: MutableMapping[str, bytes] | None = None) -> None:
        self._gazetteer = gazetteer
        self._kept = {} if kept is None else kept
        self._numbers: dict[str, int] = {}
        self.rows: list[Row] = []

    def number(self, toponym: Row) -> int | None:
        """Return the number of a toponym's place, ``None`` when it is not drawn."""
        place_id = place_id_of(toponym)
        if place_id is None or toponym["role"] not in DRAWN_ROLES or toponym["part"] in UNDRAWN_PARTS:
            return None
        if place_id not in self._numbers:
            self._add(self._made(place_id, toponym))
            self._add_members(self._numbers[place_id], toponym)
        return self._numbers[place_id]

    def _made(self, place_id: str, toponym: Row) -> Row:
        told = [_version(), place_id, *(toponym[field] for field in MADE_FROM)]
        key = hashlib.sha256(json.dumps(told).encode()).hexdigest()
        packed = self._kept.get(key)
        if packed is not None:
            return json.loads(zlib.decompress(packed))
        row = _place(place_id, toponym, self._gazetteer)
        self._kept[key] = zlib.compress(json.dumps(row).encode(), 1)
        return row

    def _add(self, row: Row) -> int:
        self._numbers[row["id"]] = len(self.rows)
        self.rows.append(row)
        return self._numbers[row["id"]]

    def _add_members(self, group: int, toponym: Row) -> None:
        """Add the known members of a group: "the main oil terminals" are these, though the text names none."""
        derived = _derived(toponym)
        if derived is None or derived[0] != "group":
            return
        features = [self._gazetteer.feature(self._gazetteer.row_of(member)) for member in derived[2:]]
        members = [self._numbers[f.id] if f.id in self._numbers else self._add(_feature_row(f)) for f in features]
        self.rows[group]["members"] = json.dumps(members)


MADE_FROM = ("feature_id", "shape", "name", "text", "kind", "lat", "lon", "radius_km", "where_prec", "country")
"""What of a toponym its place is made from."""


@functools.cache
def _version() -> str:
    """Return a digest of the code and data that make a place of a toponym."""
    return digest_of_code(ROOT / "place.py", ROOT / "shape.py", ROOT / "gazetteer")


ROLE_ORDER = ("at", "toward", "from", "about")
COARSE_PRECISION = 4
"""UCDP where_prec from which a place is a province or more."""
REGION_PRECISION = 5
"""UCDP where_prec of a part of a country."""
COUNTRY_PRECISION = 6
"""UCDP where_prec from which a place is a country or more."""


def locate(events: list[Row], claims: list[Row], toponyms: list[Row], places: list[Row]) -> None:
    """Give each event and claim row its ``place``: the number of the place it is drawn at, or ``None``.

    An event is drawn at the most exact kind of place it names, a town before a province before
    a country, and where it happened before where it was heading.
    """
    first: dict[str, int] = {}
    for number, toponym in enumerate(toponyms):
        first.setdefault(toponym["article"], number)

    def place_of(row: Row, number: int | None) -> int | None:
        return None if number is None else toponyms[first[row["article"]] + number]["place"]

    for event in events:
        named = [(place_of(event, number), role) for number, role in json.loads(event["places"] or "[]")]
        drawn = [(place, role) for place, role in named if place is not None]
        event["place"] = min(drawn, key=lambda one: _rank(*one, places))[0] if drawn else None
    for claim in claims:
        claim["place_number"] = place_of(claim, claim["toponym"])


def _rank(place: int, role: str, places: list[Row]) -> tuple[int, int]:
    order = ROLE_ORDER.index(role) if role in ROLE_ORDER else len(ROLE_ORDER)
    precision = places[place]["where_prec"]
    return (precision >= COARSE_PRECISION) + (precision >= COUNTRY_PRECISION), order


def place_id_of(toponym: Row) -> str | None:
    """Return the id of a toponym's place, ``None`` when it has no referent.

    "East of Tripoli" and "Tripoli" are two places: the derived shape is part of the id.
    """
    if toponym["feature_id"] is None and toponym["shape"] is None:
        return None
    feature = toponym["feature_id"] or "shape"
    if toponym["shape"] is None or feature.startswith(OWN_SHAPE):
        return feature
    return f"{feature}~{hashlib.sha256(toponym['shape'].encode()).hexdigest()[:8]}"


OWN_SHAPE = ("group:", "border:")
"""Ids that name a derived shape by themselves."""

COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def _place(place_id: str, toponym: Row, gazetteer: Gazetteer) -> Row:
    derived = _derived(toponym)
    geometry = _geometry(toponym["feature_id"], derived, gazetteer)
    lat, lon, where_prec = toponym["lat"], toponym["lon"], toponym["where_prec"]
    if derived and derived[0] == "part" and geometry is not None and not geometry.is_empty:
        middle = geometry.representative_point()  # "eastern Syria" is not in the middle of Syria
        lat, lon, where_prec = round(middle.y, 4), round(middle.x, 4), min(where_prec, REGION_PRECISION)
    return {
        "id": place_id,
        "name": _derived_name(toponym["name"] or toponym["text"], derived),
        "kind": toponym["kind"] or "place",
        "lat": lat,
        "lon": lon,
        "radius_km": toponym["radius_km"],
        "where_prec": where_prec,
        "country": toponym["country"],
        "members": None,
        "outline": _geometry_json(geometry),
    }


def _feature_row(feature: Feature) -> Row:
    fields = ("id", "name", "kind", "lat", "lon", "radius_km", "where_prec", "country")
    return {**{field: getattr(feature, field) for field in fields}, "members": None, "outline": None}


def _derived(toponym: Row) -> tuple | None:
    return tuple(json.loads(toponym["shape"])) if toponym["shape"] else None


def _geometry(feature_id: str | None, derived: tuple | None, gazetteer: Gazetteer) -> BaseGeometry | None:
    try:
        if derived:
            return derived_geometry(derived, gazetteer) if derived[0] != "group" else None
        return gazetteer.shape(feature_id) if feature_id else None
    except shapely.errors.GEOSException:  # an outline that geometry cannot handle must not cost the whole corpus
        logger.exception("The outline of %s cannot be made", feature_id)
        return None


def _derived_name(name: str, derived: tuple | None) -> str:
    """Return what a derived shape is called: "East of Tripoli", not "Tripoli"."""
    if derived and derived[0] == "ring":
        return f"Around {name}"
    if derived and derived[0] == "sector":
        return f"{_direction(derived[3])} of {name}"
    if derived and derived[0] == "part":
        side = f"{_direction(derived[2])}ern" if derived[2] >= 0 else "Central"
        return f"{side} part of {name}"  # "East of Syria" would be Iraq
    return name


def _direction(bearing_deg: float) -> str:
    return COMPASS[round(bearing_deg / 45) % len(COMPASS)].capitalize()


def _geometry_json(geometry: BaseGeometry | None) -> str | None:
    """Return GeoJSON with the detail that drawing needs, rounded to 0.001 degree (about 100 m)."""
    if geometry is None or geometry.is_empty or geometry.geom_type == "Point":
        return None
    left, bottom, right, top = geometry.bounds
    tolerance_deg = min(max(right - left, top - bottom) / OUTLINE_STEPS, 0.05)
    simple = shapely.set_precision(geometry.simplify(tolerance_deg), 0.001)
    return shapely.to_geojson(simple if not simple.is_empty else geometry)
