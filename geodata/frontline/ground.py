"""The ground a front line is drawn on: the theatre's outline with a grid over it."""

from __future__ import annotations

import dataclasses
import functools

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.crs import TheatrePlane, plane_of
from geodata.errors import GeometryError

CELLS = 20_000
"""Grid cells over the outline's bounds; 40,000 moved the median error by less than 0.1 km."""

MOST_LINES = 1000
"""Grid lines along an outline's longer side: a thin one would take a hundred times the nodes, most of them margin."""

MARGIN_CELLS = 2
"""The field is filled beyond the outline, else the coast would be contoured as a front."""


COARSE_STEP = 3
"""Every so many grid lines carry a node of the coarse grid."""


@dataclasses.dataclass(frozen=True, eq=False)
class Ground:
    """An outline in its own equal-area plane, with grid nodes over it, all in km.

    Parameters
    ----------
    plane
        Where EPSG:4326 meets the km of the other fields.
    outline
        Polygon or MultiPolygon in km, prepared.
    x_km, y_km
        Grid lines, ascending.
    """

    plane: TheatrePlane
    outline: BaseGeometry
    x_km: np.ndarray
    y_km: np.ndarray

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the grid."""
        return len(self.y_km), len(self.x_km)

    @property
    def cell_km(self) -> float:
        """Side of a grid cell."""
        return float(self.x_km[1] - self.x_km[0])

    @functools.cached_property
    def nodes(self) -> np.ndarray:
        """Grid nodes as an (n, 2) array, row by row."""
        return _nodes(self.x_km, self.y_km)

    @functools.cached_property
    def coarse(self) -> Coarse:
        """The coarse grid."""
        x_km, y_km = self.x_km[::COARSE_STEP], self.y_km[::COARSE_STEP]
        columns, rows = (_between(len(lines), COARSE_STEP) for lines in (self.x_km, self.y_km))
        return Coarse(x_km, y_km, _nodes(x_km, y_km), columns, rows)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Coarse:
    """Every third line of a grid: a field is solved there first.

    Parameters
    ----------
    nodes
        (n, 2) array, row by row.
    columns, rows
        Weights of the coarse lines at each line of the fine grid.
    """

    x_km: np.ndarray
    y_km: np.ndarray
    nodes: np.ndarray
    columns: np.ndarray
    rows: np.ndarray

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.y_km), len(self.x_km)

    @property
    def cell_km(self) -> float:
        """Side of a cell."""
        return float(self.x_km[1] - self.x_km[0])

    def refined(self, grids: np.ndarray) -> np.ndarray:
        """Return grids (..., rows, columns) at the nodes of the fine grid, by cubic convolution."""
        return self.rows @ grids @ self.columns.T

    def at(self, grids: np.ndarray, points_km: np.ndarray) -> np.ndarray:
        """Return grids (n, rows, columns) at points as (points, n), linearly."""
        row = np.clip((points_km[:, 1] - self.y_km[0]) / self.cell_km, 0, len(self.y_km) - 1)
        column = np.clip((points_km[:, 0] - self.x_km[0]) / self.cell_km, 0, len(self.x_km) - 1)
        i = np.minimum(row.astype(int), len(self.y_km) - 2)
        j = np.minimum(column.astype(int), len(self.x_km) - 2)
        down, right = row - i, column - j
        upper = grids[:, i, j] * (1 - right) + grids[:, i, j + 1] * right
        lower = grids[:, i + 1, j] * (1 - right) + grids[:, i + 1, j + 1] * right
        return (upper * (1 - down) + lower * down).T


def _nodes(x_km: np.ndarray, y_km: np.ndarray) -> np.ndarray:
    x, y = np.meshgrid(x_km, y_km)
    return np.column_stack([x.ravel(), y.ravel()])


def _between(count: int, step: int) -> np.ndarray:
    """Return the weights of every `step`-th of `count` lines at each of them (Keys 1981, a = -1/2); level beyond the last."""
    known = len(range(0, count, step))
    weights = np.zeros((count, known))
    for line in range(count):
        base, t = divmod(line, step)
        t /= step
        cubic = (
            (-t + 2 * t**2 - t**3) / 2,
            (2 - 5 * t**2 + 3 * t**3) / 2,
            (t + 4 * t**2 - 3 * t**3) / 2,
            (t**3 - t**2) / 2,
        )
        for offset, weight in zip((-1, 0, 1, 2), cubic, strict=True):
            weights[line, min(max(base + offset, 0), known - 1)] += weight
    return weights


def ground_of(outline: BaseGeometry, *, cells: int = CELLS) -> Ground:
    """Lay a grid over an outline of EPSG:4326.

    Raises
    ------
    GeometryError
        When the outline has no area or is no outline in degrees.
    """
    plane = plane_of(outline)
    area = polygons_of(plane.to_km(outline))
    if area.is_empty or area.area <= 0:
        msg = f"The outline is a {outline.geom_type} without area; give a Polygon or MultiPolygon."
        raise GeometryError(msg)
    shapely.prepare(area)
    left, bottom, right, top = area.bounds
    cell = max(float(np.sqrt((right - left) * (top - bottom) / cells)), max(right - left, top - bottom) / MOST_LINES)
    pad = MARGIN_CELLS * cell
    return Ground(
        plane, area, np.arange(left - pad, right + pad + cell, cell), np.arange(bottom - pad, top + pad + cell, cell)
    )


def polygons_of(geometry: BaseGeometry) -> BaseGeometry:
    """Return the polygonal part of a geometry: mending rings can leave stray lines and points."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = shapely.get_parts(geometry)
    return shapely.union_all(
        [
            polygons_of(p) if p.geom_type == "GeometryCollection" else p
            for p in parts
            if p.geom_type in ("Polygon", "MultiPolygon", "GeometryCollection")
        ]
    )
