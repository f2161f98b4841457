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
    lonlat = shapely.transform(ground.plane.to_lonlat(geometry), lambda degrees: np.round(degrees, DECIMALS))
    lonlat = shapely.remove_repeated_points(lonlat)
    if not lonlat.is_valid and lonlat.geom_type in ("Polygon", "MultiPolygon"):
        lonlat = polygons_of(shapely.set_precision(shapely.make_valid(lonlat), 10.0**-DECIMALS))
    return mapping(lonlat)
