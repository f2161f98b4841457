"""One level of detail of the map."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import numpy as np
import shapely

from dashboard.basemap.derive.linework import Linework
from dashboard.basemap.derive.projection import pixel_m


@dataclasses.dataclass(frozen=True, slots=True)
class Level:
    """How detailed the map is over a range of zooms.

    Attributes
    ----------
    tile_zoom
        Zoom of the tile pyramid that this level is cut at.
    first_zoom, last_zoom
        Map zooms at which it is drawn.
    extent
        Grid steps along one side of a tile.
    tolerance_px
        Largest shift of a line by its simplification, in pixels of `last_zoom`.
    """

    number: int
    tile_zoom: int
    first_zoom: int
    last_zoom: int
    extent: int
    tolerance_px: float


# The last level serves zooms 11 and 12 too: its coast is as fine as the source is.
LEVELS = (
    Level(0, 0, 0, 3, 8192, 0.7),
    Level(1, 3, 4, 5, 4096, 0.45),
    Level(2, 5, 6, 8, 8192, 0.5),
    Level(3, 7, 9, 10, 8192, 0.35),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Drawing:
    """Simplified shapes of one level, EPSG:3857; each field is one kind of feature."""

    land: np.ndarray
    lakes: np.ndarray
    borders: np.ndarray
    disputed: np.ndarray
    rivers: np.ndarray
    provinces: np.ndarray


def draw(level: Level, linework: Linework, lakes: np.ndarray, rivers: np.ndarray, provinces: np.ndarray) -> Drawing:
    """Simplify everything to what can be seen at a level.

    Natural Earth's rivers (1:50m) and provinces (1:10m) are left out where they would run beside
    the coast of OpenStreetMap visibly: they are off by up to 2 km.
    """
    nothing = np.array([], dtype=object)
    pixel = pixel_m(level.last_zoom)
    tolerance = level.tolerance_px * pixel
    return Drawing(
        land=_simple_polygons(linework.land, tolerance, pixel**2),
        lakes=_simple_polygons(lakes, tolerance, 12 * pixel**2) if level.number else nothing,
        borders=shapely.simplify(np.array(linework.borders), tolerance, preserve_topology=False),
        disputed=shapely.simplify(np.array(linework.disputed), tolerance, preserve_topology=False),
        rivers=shapely.simplify(rivers, tolerance, preserve_topology=False) if level.number in (1, 2) else nothing,
        provinces=shapely.simplify(provinces, 2 * tolerance, preserve_topology=False) if level.number == 2 else nothing,
    )


def _simple_polygons(polygons: Iterable[shapely.Geometry], tolerance: float, least_m2: float) -> np.ndarray:
    """Simplified polygons, without those too small to be seen."""
    parts = shapely.get_parts(np.array(list(polygons)))
    seen = parts[shapely.area(parts) > least_m2]
    simple = shapely.simplify(seen, tolerance, preserve_topology=True)
    return simple[~shapely.is_empty(simple)]
