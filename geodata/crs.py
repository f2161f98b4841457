"""The plane of one theatre: equal-area, in km, and the way there from longitude and latitude."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import GeometryError

if TYPE_CHECKING:
    from pyproj import Transformer

EPSG_LONLAT = 4326
"""All geometry that enters or leaves the package is (lon, lat) in degrees, WGS84."""

M_PER_KM = 1000.0

LEAST_COSINE = 0.17
"""Of the angle between a theatre's centre and its farthest point: 80 degrees, a hemisphere nearly."""

_TOO_WIDE = "The outline reaches the far side of the globe; give the outline of one theatre."


@dataclasses.dataclass(frozen=True, slots=True)
class TheatrePlane:
    """Lambert azimuthal equal-area plane centred on a theatre; x east, y north, in km.

    Areas are exact; within 1,500 km of the centre lengths are wrong by less than 1 %
    (Snyder, Map Projections: A Working Manual, USGS 1987, p. 182).

    Parameters
    ----------
    lat, lon
        Centre, WGS84 degrees.
    """

    lat: float
    lon: float

    def points_to_km(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Return points of EPSG:4326 as an (n, 2) array of km in this plane."""
        x, y = _transformers(self.lat, self.lon)[0].transform(lon, lat)
        return np.column_stack([x, y]) / M_PER_KM

    def to_km(self, geometry: BaseGeometry) -> BaseGeometry:
        """Project a geometry of EPSG:4326 into this plane; invalid rings are mended.

        Parts split at the antimeridian meet again here and become one.
        """
        if geometry.is_empty:
            return geometry
        moved = shapely.transform(geometry, lambda c: self.points_to_km(c[:, 0], c[:, 1]))
        if not np.isfinite(shapely.get_coordinates(moved)).all():
            raise GeometryError(_TOO_WIDE)
        moved = moved if moved.is_valid else shapely.make_valid(moved)
        return shapely.union_all(moved, grid_size=1e-6) if _touches_antimeridian(geometry) else moved

    def to_lonlat(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry of this plane in EPSG:4326, split at the antimeridian (RFC 7946, 3.1.9)."""
        if geometry.is_empty:
            return geometry
        back = _transformers(self.lat, self.lon)[1]

        def unproject(km: np.ndarray) -> np.ndarray:
            lon, lat = back.transform(km[:, 0] * M_PER_KM, km[:, 1] * M_PER_KM)
            return np.column_stack([self.lon + wrap_degrees(np.asarray(lon) - self.lon), lat])

        return split_at_antimeridian(shapely.transform(geometry, unproject))


def plane_of(geometry: BaseGeometry) -> TheatrePlane:
    """Return the plane centred on a geometry of EPSG:4326.

    Raises
    ------
    GeometryError
        When the geometry is empty or a coordinate is no longitude or latitude: a plane
        centred on a wrong place would give wrong km everywhere.
    """
    if geometry.is_empty:
        msg = "The outline is empty; give a polygon in longitude and latitude."
        raise GeometryError(msg)
    coordinates = shapely.get_coordinates(geometry)
    check_lonlat(coordinates[:, 0], coordinates[:, 1], "outline")
    lon, lat = np.radians(coordinates).T
    x, y, z = np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
    middle = np.array([(v.min() + v.max()) / 2 for v in (x, y, z)])
    lat0, lon0 = np.arctan2(middle[2], np.hypot(middle[0], middle[1])), np.arctan2(middle[1], middle[0])
    return TheatrePlane(round(float(np.degrees(lat0)), 2), round(float(np.degrees(lon0)), 2))


def check_reach(geometry: BaseGeometry) -> None:
    """Raise `GeometryError` when a geometry of EPSG:4326 reaches around the globe: no plane holds it without tearing."""
    plane = plane_of(geometry)
    lon, lat = np.radians(shapely.get_coordinates(geometry)).T
    lat0, lon0 = np.radians([plane.lat, plane.lon])
    cosine = np.sin(lat0) * np.sin(lat) + np.cos(lat0) * np.cos(lat) * np.cos(lon - lon0)
    if cosine.min() < LEAST_COSINE:
        raise GeometryError(_TOO_WIDE)


def check_lonlat(lon: np.ndarray, lat: np.ndarray, what: str) -> None:
    """Raise `GeometryError` unless all values are degrees of EPSG:4326; `what` names the input.

    Longitudes up to 360 pass: outlines across the antimeridian are often written 170..190.
    """
    if not (np.isfinite(lon).all() and np.isfinite(lat).all()):
        msg = f"The {what} has a coordinate that is no number; give longitude and latitude in degrees."
        raise GeometryError(msg)
    bad = (np.abs(lat) > 90) | (np.abs(lon) > 360)
    if bad.any():
        i = int(np.argmax(bad))
        swapped = abs(lon[i]) <= 90 and abs(lat[i]) <= 180
        cause = "longitude comes first, and these look swapped" if swapped else "these look like metres of a projection"
        msg = f"The {what} has the point ({lon[i]:g}, {lat[i]:g}); give (longitude, latitude) in degrees: {cause}."
        raise GeometryError(msg)


def wrap_degrees(degrees: np.ndarray) -> np.ndarray:
    """Return angles in [-180, 180)."""
    return (degrees + 180.0) % 360.0 - 180.0


def split_at_antimeridian(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry whose longitudes run beyond 180 degrees, cut there and brought back."""
    left, _, right, _ = geometry.bounds
    if left >= -180 and right <= 180:
        return geometry
    whole = geometry if geometry.is_valid else shapely.make_valid(geometry, method="structure", keep_collapsed=False)
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        part = shapely.intersection(whole, shapely.box(-180 + turn, -90, 180 + turn, 90), grid_size=GRID_DEGREES)
        if not part.is_empty:
            parts.append(shapely.transform(part, lambda c, turn=turn: c - [turn, 0.0]))
    return shapely.union_all(parts, grid_size=GRID_DEGREES)


GRID_DEGREES = 1e-7
"""1 cm: far below anything drawn."""


def _touches_antimeridian(geometry: BaseGeometry) -> bool:
    left, _, right, _ = geometry.bounds
    return bool(left <= -180 or right >= 180)


@functools.lru_cache(maxsize=32)
def _transformers(lat: float, lon: float) -> tuple[Transformer, Transformer]:
    """Return the transformers to and from the plane; building one takes some 10 ms."""
    from pyproj import CRS, Transformer  # 10 MB: whoever checks degrees needs none of it

    lonlat = CRS.from_epsg(EPSG_LONLAT)
    plane = CRS.from_proj4(f"+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m +no_defs")
    return (
        Transformer.from_crs(lonlat, plane, always_xy=True),
        Transformer.from_crs(plane, lonlat, always_xy=True),
    )
