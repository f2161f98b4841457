"""Web Mercator, the projection of the map tiles."""

from __future__ import annotations

import numpy as np
import shapely

# Half the width of the world in metres, EPSG:3857 (pi times the WGS84 semi-major axis).
HALF_WORLD_M = 20037508.342789244
WORLD_M = 2 * HALF_WORLD_M
# The latitude at which the Mercator square ends.
MAX_LAT = 85.0511287798066
# Pixels across the world at zoom 0.
TILE_PX = 256


def to_mercator(geometries: np.ndarray) -> np.ndarray:
    """Project an array of geometries.

    Parameters
    ----------
    geometries
        Shapely geometries in EPSG:4326, (lon, lat) in degrees.

    Returns
    -------
    numpy.ndarray
        The same geometries in EPSG:3857, metres; latitudes beyond the Mercator square are moved to its edge.
    """
    return shapely.transform(geometries, _project)


def pixel_m(zoom: int) -> float:
    """Metres (EPSG:3857) that one map pixel covers at a zoom."""
    return WORLD_M / TILE_PX / 2**zoom


def tile_bbox(zoom: int, x: int, y: int) -> tuple[float, float, float, float]:
    """(left, bottom, right, top) of a tile in metres (EPSG:3857); y counts from the north."""
    side = WORLD_M / 2**zoom
    left, top = x * side - HALF_WORLD_M, HALF_WORLD_M - y * side
    return left, top - side, left + side, top


def _project(lon_lat: np.ndarray) -> np.ndarray:
    lat = np.radians(np.clip(lon_lat[:, 1], -MAX_LAT, MAX_LAT))
    x = lon_lat[:, 0] / 180 * HALF_WORLD_M
    return np.column_stack([x, np.log(np.tan(np.pi / 4 + lat / 2)) / np.pi * HALF_WORLD_M])
