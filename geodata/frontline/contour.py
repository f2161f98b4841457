"""Contours of a gridded field as polygons and lines."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import shapely
from contourpy import FillType, LineType, contour_generator
from shapely.geometry.base import BaseGeometry

from geodata.frontline.ground import Coarse, Ground, polygons_of

ABOVE_ALL = 1e12
"""Upper level of an area that has none; contourpy refuses infinity."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Grain:
    """Rings that are no more than the grid's own grain: around less than `least_km2` and around none of `points_km`."""

    least_km2: float
    points_km: np.ndarray

    def holds(self, ring: np.ndarray) -> bool:
        """Whether a line is such a ring."""
        if (ring[0] != ring[-1]).any() or len(ring) < 4:
            return False
        x, y = (ring - ring[0]).T
        if abs(float(x[:-1] @ y[1:] - x[1:] @ y[:-1])) / 2 >= self.least_km2:
            return False
        return not shapely.contains_xy(shapely.Polygon(ring), self.points_km).any()


def area_between(
    ground: Ground | Coarse, field: np.ndarray, lower: float, upper: float = ABOVE_ALL, *, grain: Grain | None = None
) -> BaseGeometry:
    """Return where ``lower <= field < upper``, in km, not clipped to the outline; without the islets and holes of its `grain`."""
    generator = contour_generator(ground.x_km, ground.y_km, field, fill_type=FillType.OuterOffset)
    points, offsets = generator.filled(lower, upper)
    rings = [[p[a:b] for a, b in itertools.pairwise(o)] for p, o in zip(points, offsets, strict=True)]
    area = shapely.MultiPolygon(
        [
            shapely.Polygon(outer, [hole for hole in holes if not (grain and grain.holds(hole))])
            for outer, *holes in rings
            if len(outer) >= 4 and not (grain and grain.holds(outer))
        ]
    )
    return area if area.is_valid else polygons_of(shapely.make_valid(area))


def lines_at(ground: Ground, field: np.ndarray, level: float = 0.0, *, grain: Grain | None = None) -> list[np.ndarray]:
    """Return the contour lines at a level as arrays of km, not clipped to the outline; without the rings of its `grain`."""
    generator = contour_generator(ground.x_km, ground.y_km, field, line_type=LineType.Separate)
    lines = [line for line in generator.lines(level) if len(line) >= 2]
    return [line for line in lines if not (grain and grain.holds(line))]
