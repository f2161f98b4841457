"""Contours of a gridded field as polygons and lines."""

from __future__ import annotations

import itertools

import numpy as np
import shapely
from contourpy import FillType, LineType, contour_generator
from shapely.geometry.base import BaseGeometry

from geodata.frontline.ground import Ground

ABOVE_ALL = 1e12
"""Upper level of an area that has none; contourpy refuses infinity."""


def area_between(ground: Ground, field: np.ndarray, lower: float, upper: float = ABOVE_ALL) -> BaseGeometry:
    """Return where ``lower <= field < upper`` within the outline, in km."""
    generator = contour_generator(ground.x_km, ground.y_km, field, fill_type=FillType.OuterOffset)
    points, offsets = generator.filled(lower, upper)
    rings = [[p[a:b] for a, b in itertools.pairwise(o)] for p, o in zip(points, offsets, strict=True)]
    polygons = [shapely.Polygon(r[0], r[1:]) for r in rings if len(r[0]) >= 4]
    if not polygons:
        return shapely.MultiPolygon()
    return shapely.intersection(shapely.union_all(shapely.make_valid(np.array(polygons))), ground.outline)


def lines_at(ground: Ground, field: np.ndarray, level: float = 0.0) -> list[np.ndarray]:
    """Return the contour lines at a level as arrays of km, not clipped to the outline."""
    generator = contour_generator(ground.x_km, ground.y_km, field, line_type=LineType.Separate)
    return [line for line in generator.lines(level) if len(line) >= 2]
