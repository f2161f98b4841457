"""Shapes of places that are described rather than named: sectors, rings, parts, borders and groups."""

from __future__ import annotations

import json
import math

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer import Gazetteer

EARTH_RADIUS_KM = 6371.0
ARC_STEP_DEG = 5.0
"""Vertices every 5 degrees keep an arc within 0.1 % of its radius."""

HALF_ANGLE_DEG = 45.0
"""Half-width of "east of": beyond 45 degrees a writer would say north-east or south-east."""


def derived_geometry(shape: tuple, gazetteer: Gazetteer) -> BaseGeometry | None:
    """Return the geometry (EPSG:4326, lon/lat) of a shape of `geodata.toponym.Toponym`.

    Returns
    -------
    BaseGeometry or None
        A polygon for ``sector``, ``ring`` and ``part``, lines for ``border``, points for ``group``, what a
        person drew for ``drawn``; ``None``
        when the gazetteer has no outline to derive it from.
    """
    kind, *values = shape
    if kind == "sector":
        return sector(*values)
    if kind == "ring":
        return ring(*values)
    if kind == "part":
        return part(gazetteer.shape(values[0]), values[1])
    if kind == "border":
        return gazetteer.border(values[0], values[1])
    if kind == "group":
        return _points(values[1:], gazetteer)
    if kind == "drawn":
        return shapely.from_geojson(json.dumps(values[3])) if values[3] else None
    return None


def sector(
    lat: float, lon: float, bearing_deg: float, half_angle_deg: float, inner_km: float, outer_km: float
) -> BaseGeometry:
    """Return the part of a ring around (lat, lon) that lies within `half_angle_deg` of a bearing.

    Examples
    --------
    >>> east = sector(32.9, 13.2, 90.0, 45.0, 0.0, 40.0)
    >>> east.contains(shapely.Point(13.4, 32.9)), east.contains(shapely.Point(13.0, 32.9))
    (True, False)
    """
    low, high = bearing_deg - half_angle_deg, bearing_deg + half_angle_deg
    outer = _arc(lat, lon, outer_km, low, high)
    inner = _arc(lat, lon, inner_km, low, high)[::-1] if inner_km > 0 else [(lon, lat)]
    return shapely.Polygon(outer + inner)


def ring(lat: float, lon: float, inner_km: float, outer_km: float) -> BaseGeometry:
    """Return the ring between two circles around (lat, lon)."""
    holes = [_arc(lat, lon, inner_km, 0.0, 360.0)] if inner_km > 0 else []
    return shapely.Polygon(_arc(lat, lon, outer_km, 0.0, 360.0), holes)


def part(outline: BaseGeometry | None, bearing_deg: float) -> BaseGeometry | None:
    """Return the third of an outline that lies furthest toward a bearing, "the country's east"; -1 is its middle."""
    if outline is None:
        return None
    if not outline.is_valid:  # it may touch itself where it was rounded
        outline = shapely.make_valid(outline)
    centre = outline.centroid
    stretch = math.cos(math.radians(centre.y))
    if bearing_deg < 0:
        left, bottom, right, top = outline.bounds
        wide, high = (right - left) / 6, (top - bottom) / 6
        return outline.intersection(shapely.box(centre.x - wide, centre.y - high, centre.x + wide, centre.y + high))
    x, y = math.sin(math.radians(bearing_deg)), math.cos(math.radians(bearing_deg))
    along = [(lon - centre.x) * stretch * x + (lat - centre.y) * y for lon, lat in shapely.get_coordinates(outline)]
    cut = max(along) - (max(along) - min(along)) / 3
    return outline.intersection(_half_plane(centre, x, y, cut, stretch))


def _half_plane(centre: shapely.Point, x: float, y: float, cut: float, stretch: float) -> BaseGeometry:
    """The ground beyond a line across the direction (x, y), as a square of 400 degrees."""
    corners = [(cut, -200.0), (cut, 200.0), (cut + 200.0, 200.0), (cut + 200.0, -200.0)]
    return shapely.Polygon([(centre.x + (a * x - b * y) / stretch, centre.y + a * y + b * x) for a, b in corners])


def destination(lat: float, lon: float, bearing_deg: float, distance_km: float) -> tuple[float, float]:
    """Return (lat, lon) of the point at a bearing and distance on a sphere.

    >>> destination(0.0, 0.0, 90.0, 111.1949)
    (0.0, 1.0)
    """
    angle = distance_km / EARTH_RADIUS_KM
    bearing, phi = math.radians(bearing_deg), math.radians(lat)
    sin_phi = math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(bearing)
    east = math.atan2(math.sin(bearing) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * sin_phi)
    return round(math.degrees(math.asin(sin_phi)), 5), round(lon + math.degrees(east), 5)


def _arc(lat: float, lon: float, radius_km: float, low_deg: float, high_deg: float) -> list[tuple[float, float]]:
    steps = max(2, math.ceil((high_deg - low_deg) / ARC_STEP_DEG))
    bearings = [low_deg + (high_deg - low_deg) * step / steps for step in range(steps + 1)]
    return [destination(lat, lon, bearing, radius_km)[::-1] for bearing in bearings]


def _points(feature_ids: list[str], gazetteer: Gazetteer) -> BaseGeometry:
    features = [gazetteer.feature(gazetteer.row_of(feature_id)) for feature_id in feature_ids]
    return shapely.MultiPoint([(feature.lon, feature.lat) for feature in features])
