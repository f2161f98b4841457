"""Geometry of the plane as GeoJSON in EPSG:4326."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geodata.frontline.ground import Ground, polygons_of

DECIMALS = 4
"""Of degrees: 11 m."""


def as_geojson(ground: Ground, geometry: BaseGeometry) -> dict[str, Any]:
    """Return a geometry of the plane as GeoJSON, rounded; polygons that rounding breaks are mended."""
    exact = ground.plane.to_lonlat(geometry)
    lonlat = shapely.remove_repeated_points(shapely.transform(exact, lambda degrees: np.round(degrees, DECIMALS)))
    if lonlat.geom_type in ("Polygon", "MultiPolygon") and not lonlat.is_valid:
        exact = exact if exact.is_valid else shapely.make_valid(exact)
        lonlat = polygons_of(shapely.set_precision(exact, 10.0**-DECIMALS))
    return mapping(lonlat)
