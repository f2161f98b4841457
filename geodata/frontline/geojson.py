"""Geometry of the plane as GeoJSON in EPSG:4326."""

from __future__ import annotations

import contextlib
import functools
import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geodata.crs import TheatrePlane
from geodata.frontline.ground import Ground, polygons_of

DECIMALS = 4
"""Of degrees: 11 m."""

GRID_DEGREES = 10.0**-DECIMALS

LEAST_CORNERS = 3
"""Points of the smallest ring."""

FAR_FROM_POLES = 45.0
"""Degrees of latitude: a theatre centred nearer to the equator is taken to hold no pole."""

CUT_KM = 1e-4
"""Half the width of the cut that opens ground around a pole."""


def as_geojson(ground: Ground, geometry: BaseGeometry) -> dict[str, Any]:
    """Return a geometry of the plane as GeoJSON, rounded; polygons that rounding breaks are mended."""
    exact = ground.plane.to_lonlat(_opened(ground, geometry))
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        exact = polygons_of(exact)  # cut at the antimeridian, it may leave a line where it only touched it
    lonlat = _rounded(exact)
    if lonlat.geom_type in ("Polygon", "MultiPolygon") and not lonlat.is_valid:
        lonlat = _mended(exact)
    return mapping(shapely.remove_repeated_points(lonlat))


def _opened(ground: Ground, geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry of a plane that holds a pole cut along the meridian at which its longitudes jump."""
    cut = _cut_of(ground.plane)
    return shapely.difference(geometry, cut) if shapely.intersects(geometry, cut) else geometry


@functools.lru_cache(maxsize=32)
def _cut_of(plane: TheatrePlane) -> BaseGeometry:
    if abs(plane.lat) < FAR_FROM_POLES:
        return shapely.Polygon()
    lat = math.copysign(90.0, plane.lat)
    pole, away = plane.points_to_km(np.full(2, plane.lon + 180.0), np.array([lat, 0.0]))
    along = (away - pole) / math.dist(pole, away) * CUT_KM
    side = along[::-1] * [1, -1]
    spine = [
        pole - along,
        pole + 1000 * along,
        away,
    ]  # a corner near the pole on each side, at the meridian's longitude
    return shapely.Polygon([*(p + side for p in spine), *(p - side for p in spine[::-1])])


def lines_as_geojson(ground: Ground, lines: Sequence[BaseGeometry]) -> list[dict[str, Any]]:
    """Return lines of the plane as GeoJSON, rounded: projected together, since each would take longer by itself."""
    together = shapely.get_parts(
        _rounded(ground.plane.to_lonlat(_opened(ground, shapely.MultiLineString(list(lines)))))
    )
    if len(together) != len(lines):  # some are cut at the antimeridian
        return [as_geojson(ground, line) for line in lines]
    return [mapping(line) for line in shapely.remove_repeated_points(together)]


def _rounded(lonlat: BaseGeometry) -> BaseGeometry:
    return shapely.transform(lonlat, lambda degrees: np.round(degrees, DECIMALS))


def _mended(lonlat: BaseGeometry) -> BaseGeometry:
    """Return valid polygons on the grid of the rounding, with the area of the broken ones.

    No way of mending is right for every break: one that fills a hole, or takes a sliver for the outer
    ring, is told by its area, which rounding cannot change by more than a grid step along the edge.
    """
    broken = _without_slivers(lonlat)
    slack = broken.length * GRID_DEGREES + GRID_DEGREES**2
    best = shapely.Polygon()
    for mended in _ways_to_mend(broken):
        if mended.is_valid and abs(mended.area - broken.area) < abs(best.area - broken.area):
            best = mended
        if abs(best.area - broken.area) <= slack:
            break
    return best


def _ways_to_mend(broken: BaseGeometry) -> Iterator[BaseGeometry]:
    with contextlib.suppress(shapely.errors.GEOSException):  # too broken to be laid on a grid as it is
        yield polygons_of(shapely.set_precision(broken, GRID_DEGREES))
    for method in ("structure", "linework"):
        yield polygons_of(shapely.set_precision(shapely.make_valid(broken, method=method), GRID_DEGREES))


def _without_slivers(lonlat: BaseGeometry) -> BaseGeometry:
    """Leave out rings that rounding folds to a line or a point."""
    polygons = [
        shapely.Polygon(part.exterior, [ring for ring in part.interiors if _is_ring(ring)])
        for part in shapely.get_parts(lonlat)
        if _is_ring(part.exterior)
    ]
    return shapely.MultiPolygon(polygons)


def _is_ring(ring: BaseGeometry) -> bool:
    corners = np.round(shapely.get_coordinates(ring), DECIMALS)
    return len(np.unique(corners, axis=0)) >= LEAST_CORNERS and shapely.Polygon(corners).area > 0
