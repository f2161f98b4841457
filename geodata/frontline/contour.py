"""Contours of a gridded field as polygons and lines."""

from __future__ import annotations

import itertools

import numpy as np
import shapely
from contourpy import FillType, LineType, contour_generator
from shapely.geometry.base import BaseGeometry

from geodata.frontline.ground import Coarse, Ground, polygons_of

ABOVE_ALL = 1e12
"""Upper level of an area that has none; contourpy refuses infinity."""


def area_between(
    ground: Ground | Coarse, field: np.ndarray, lower: float, upper: float = ABOVE_ALL, *, least_km2: float = 0.0
) -> BaseGeometry:
    """Return where ``lower <= field < upper``, in km, not clipped to the outline; without islets and holes smaller than `least_km2`."""
    generator = contour_generator(ground.x_km, ground.y_km, field, fill_type=FillType.OuterOffset)
    points, offsets = generator.filled(lower, upper)
    rings = [[p[a:b] for a, b in itertools.pairwise(o)] for p, o in zip(points, offsets, strict=True)]
    area = shapely.MultiPolygon(
        [
            shapely.Polygon(outer, [hole for hole in holes if _km2(hole) >= least_km2])
            for outer, *holes in rings
            if len(outer) >= 4 and _km2(outer) >= least_km2
        ]
    )
    return area if area.is_valid else polygons_of(shapely.make_valid(area))


def lines_at(ground: Ground, field: np.ndarray, level: float = 0.0, *, least_km2: float = 0.0) -> list[np.ndarray]:
    """Return the contour lines at a level as arrays of km, not clipped to the outline; without rings around less than `least_km2`."""
    generator = contour_generator(ground.x_km, ground.y_km, field, line_type=LineType.Separate)
    lines = [line for line in generator.lines(level) if len(line) >= 2]
    return [line for line in lines if (line[0] != line[-1]).any() or _km2(line) >= least_km2]


def _km2(ring: np.ndarray) -> float:
    x, y = (ring - ring[0]).T
    return abs(float(x[:-1] @ y[1:] - x[1:] @ y[:-1])) / 2
