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


def area_between(ground: Ground | Coarse, field: np.ndarray, lower: float, upper: float = ABOVE_ALL) -> BaseGeometry:
    """Return where ``lower <= field < upper``, in km, not clipped to the outline."""
    generator = contour_generator(ground.x_km, ground.y_km, field, fill_type=FillType.OuterOffset)
    points, offsets = generator.filled(lower, upper)
    rings = [[p[a:b] for a, b in itertools.pairwise(o)] for p, o in zip(points, offsets, strict=True)]
    area = shapely.MultiPolygon([shapely.Polygon(r[0], r[1:]) for r in rings if len(r[0]) >= 4])
    return area if area.is_valid else polygons_of(shapely.make_valid(area))


def lines_at(ground: Ground, field: np.ndarray, level: float = 0.0) -> list[np.ndarray]:
    """Return the contour lines at a level as arrays of km, not clipped to the outline."""
    generator = contour_generator(ground.x_km, ground.y_km, field, line_type=LineType.Separate)
    return [line for line in generator.lines(level) if len(line) >= 2]
