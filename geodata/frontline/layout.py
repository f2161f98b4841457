"""What follows from where the places lie, whatever is said of them."""

from __future__ import annotations

import dataclasses
import functools

import numpy as np
import shapely
from scipy.spatial import Delaunay, QhullError, cKDTree
from shapely.geometry.base import BaseGeometry

from geodata.frontline.contour import area_between
from geodata.frontline.ground import Ground, polygons_of

REACH_KM = 250.0
"""A claim speaks of ground up to this far away; beyond it there is no line and the ground is hatched."""

ROUGH_KM = 60.0
"""On a coarse grid of larger cells, as that of a war on three continents, the edge of what a claim reaches would have corners."""

NEAREST = 12
"""Nearest places that are kept of each."""

STRENGTH_PLACES = 6
"""Nearest places that say what a claim counts for around a spot."""

SPACING_NEIGHBOURS = 3
"""Places whose mean distance is the spacing around a place."""


@dataclasses.dataclass(frozen=True, eq=False)
class Layout:
    """Places on a ground; each thing is worked out when first asked for, and once for all dates.

    Parameters
    ----------
    points_km
        (n, 2) in the ground's plane.
    """

    ground: Ground
    points_km: np.ndarray

    @functools.cached_property
    def tree(self) -> cKDTree:
        """The places, to be searched by distance."""
        return cKDTree(self.points_km)

    @functools.cached_property
    def _nearest(self) -> tuple[np.ndarray, np.ndarray]:
        """Distances and rows of the places nearest to each place, itself among them."""
        return self.tree.query(self.points_km, k=NEAREST + 1)

    @property
    def next_km(self) -> float:
        """Median distance from a place to the next."""
        return float(np.median(self._nearest[0][:, 1])) if len(self.points_km) > 1 else 1.0

    @property
    def spacing_km(self) -> np.ndarray:
        """Mean distance of each place from its nearest neighbours."""
        return self._nearest[0][:, 1 : SPACING_NEIGHBOURS + 1].mean(axis=1)

    @functools.cached_property
    def nearest(self) -> np.ndarray:
        """Rows of the places nearest to each place, nearest first, itself left out."""
        rows = self._nearest[1]
        own = rows == np.arange(len(rows))[:, None]
        own[~own.any(axis=1), -1] = True  # of places at one point, another may come first
        return rows[~own].reshape(len(rows), -1)

    @functools.cached_property
    def neighbours(self) -> tuple[np.ndarray, np.ndarray] | None:
        """Pairs of places next to each other (Delaunay), ``None`` when all lie on one line."""
        try:
            starts, neighbours = Delaunay(self.points_km).vertex_neighbor_vertices
        except QhullError:
            return None
        return np.repeat(np.arange(len(self.points_km)), np.diff(starts)), neighbours

    @functools.cached_property
    def nearest_of_nodes(self) -> tuple[np.ndarray, np.ndarray]:
        """Distance and row of the places nearest to each node of the coarse grid, nearest first."""
        km, row = self.tree.query(self.ground.coarse.nodes, k=min(STRENGTH_PLACES, len(self.points_km)))
        nodes = len(self.ground.coarse.nodes)
        return km.reshape(nodes, -1), row.reshape(nodes, -1)

    @functools.cached_property
    def unclaimed(self) -> BaseGeometry:
        """Ground that no place reaches, in km."""
        outline, coarse = self.ground.outline, self.ground.coarse
        km = self.nearest_of_nodes[0][:, 0].reshape(coarse.shape)
        if km.max() < REACH_KM:
            return shapely.Polygon()
        if coarse.cell_km < ROUGH_KM:
            return polygons_of(shapely.intersection(area_between(coarse, km, REACH_KM), outline))
        reached = shapely.union_all(shapely.buffer(shapely.points(self.points_km), REACH_KM))
        return polygons_of(shapely.difference(outline, reached))

    @functools.cached_property
    def spoken_of(self) -> BaseGeometry:
        """Ground that a place reaches, in km."""
        outline = self.ground.outline
        if self.unclaimed.is_empty:
            return outline
        spoken_of = polygons_of(shapely.difference(outline, self.unclaimed))
        shapely.prepare(spoken_of)
        return spoken_of


@functools.lru_cache(maxsize=8)
def _layout_of(ground: Ground, points: bytes) -> Layout:
    return Layout(ground, np.frombuffer(points).reshape(-1, 2))


def layout_of(ground: Ground, points_km: np.ndarray) -> Layout:
    """Return the layout of places; callers ask for many dates of the same places."""
    return _layout_of(ground, np.ascontiguousarray(points_km, dtype=float).tobytes())
