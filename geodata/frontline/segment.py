"""Pieces of the front line, each with the places that hold it in position."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np
import shapely
from scipy.ndimage import map_coordinates
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geodata.frontline.contour import lines_at
from geodata.frontline.field import Field
from geodata.frontline.ground import Ground

SOLID_BAND_KM = 60.0
"""The line is solid where its band is at most this wide, dashed where wider."""

SEGMENT_KM = 60.0
"""Length of the pieces a line is split into."""

HOLDERS_A_SIDE = 3
"""Places listed on each side of a piece."""

Trees = dict[int, tuple[cKDTree, np.ndarray]]
"""For each party a tree of its places and their row numbers."""


@dataclasses.dataclass(frozen=True, slots=True)
class Holder:
    """A place that holds a piece in position: its row, its party, its distance."""

    place: int
    party: int
    km: float


@dataclasses.dataclass(frozen=True, slots=True)
class FrontLine:
    """A piece of the line between two parties, in km, with the width of the band around it."""

    between: tuple[int, int]
    style: str
    band_km: float
    geometry: BaseGeometry
    holders: tuple[Holder, ...]


def lines_between(ground: Ground, field: Field, trees: Trees, level: float, reach_km: float) -> Iterator[FrontLine]:
    """Yield the pieces of the line between each pair of parties; none where no claim speaks of the ground."""
    for first in sorted(trees):
        slope = np.hypot(*np.gradient(np.copysign(field.certainty, field.lead[first]), ground.cell_km))
        for vertices in lines_at(ground, field.lead[first]):
            for other, run in _runs(ground, field, first, vertices):
                if other in trees:
                    for piece in _pieces(ground, run):
                        line = _front_line(ground, (first, other), piece, trees, level, slope)
                        if _is_spoken_of(line, reach_km):
                            yield line


def _is_spoken_of(line: FrontLine, reach_km: float) -> bool:
    """Whether a claim of one side reaches the line and one of the other side is not more than twice as far."""
    nearest = sorted(min(h.km for h in line.holders if h.party == p) for p in line.between)
    return nearest[0] <= reach_km and nearest[1] <= 2 * reach_km


def _runs(ground: Ground, field: Field, first: int, vertices: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """Split a party's contour where the party on its other side changes; each pair comes up once."""
    others = np.stack([_sample(ground, support, vertices) for support in field.support])
    others[first] = -np.inf
    other = others.argmax(axis=0)
    edges = np.flatnonzero(np.diff(other)) + 1
    for start, end in zip(np.r_[0, edges], np.r_[edges, len(vertices)], strict=True):
        run = vertices[start : min(end + 1, len(vertices))]
        if other[start] > first and len(run) >= 2:
            yield int(other[start]), run


def _pieces(ground: Ground, vertices: np.ndarray) -> Iterator[BaseGeometry]:
    clipped = shapely.intersection(shapely.LineString(vertices), ground.outline)
    if clipped.geom_type == "MultiLineString":
        clipped = shapely.line_merge(clipped)
    for part in shapely.get_parts(clipped):
        if part.geom_type != "LineString" or part.length == 0:
            continue
        count = max(1, round(part.length / SEGMENT_KM))
        yield from (substring(part, i / count, (i + 1) / count, normalized=True) for i in range(count))


def _front_line(
    ground: Ground, between: tuple[int, int], piece: BaseGeometry, trees: Trees, level: float, slope: np.ndarray
) -> FrontLine:
    middle = shapely.get_coordinates(piece.interpolate(0.5, normalized=True))[0]
    holders = sorted(
        (holder for party in between for holder in _nearest(trees[party], party, middle)), key=lambda h: (h.km, h.place)
    )
    steepness = float(np.median(_sample(ground, slope, shapely.get_coordinates(piece))))
    band_km = min(2 * level / max(steepness, 1e-9), 9999.0)
    style = "solid" if band_km <= SOLID_BAND_KM else "dashed"
    return FrontLine(between, style, band_km, piece, tuple(holders))


def _nearest(tree: tuple[cKDTree, np.ndarray], party: int, middle: np.ndarray) -> Iterator[Holder]:
    places, rows = tree
    km, near = places.query(middle, k=min(HOLDERS_A_SIDE, len(rows)))
    for distance, i in zip(np.atleast_1d(km), np.atleast_1d(near), strict=True):
        yield Holder(int(rows[i]), party, float(distance))


def _sample(ground: Ground, grid: np.ndarray, points_km: np.ndarray) -> np.ndarray:
    where = [(points_km[:, 1] - ground.y_km[0]) / ground.cell_km, (points_km[:, 0] - ground.x_km[0]) / ground.cell_km]
    return map_coordinates(grid, where, order=1, mode="nearest")
