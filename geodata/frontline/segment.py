"""Pieces of the front line, each with the places that hold it in position."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np
import shapely
from scipy.ndimage import map_coordinates
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from geodata.frontline.contour import Grain, lines_at
from geodata.frontline.field import Field
from geodata.frontline.ground import Ground

SOLID_BAND_KM = 60.0
"""The line is solid where its band is at most this wide, dashed where wider."""

SEGMENT_KM = 60.0
"""Length of the pieces a line is split into."""

LEAST_KM = 0.05
"""Shorter bits, where a line only touches the outline, would be a single point once rounded."""

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


def lines_between(
    ground: Ground,
    whole: BaseGeometry,
    field: Field,
    trees: Trees,
    level: float,
    reach_km: float,
    grain: Grain | None,
) -> Iterator[FrontLine]:
    """Yield the pieces of the line between each pair of parties; none where no claim speaks of the ground.

    `whole` is the ground that areas are drawn on: the line does not leave it. Rings of the `grain` are left out.
    """
    for first in sorted(trees):
        runs = _runs(ground, field, first, grain) if first < len(field.support) - 1 else ()
        pieces = [(other, piece) for other, run in runs if other in trees for piece in _pieces(whole, run)]
        if pieces:
            slope = np.hypot(*np.gradient(np.copysign(field.certainty, field.lead[first]), ground.cell_km))
            lines = _front_lines(ground, first, pieces, trees, level, slope)
            yield from (line for line in lines if _is_spoken_of(line, reach_km))


def _is_spoken_of(line: FrontLine, reach_km: float) -> bool:
    """Whether a claim of one side reaches the line and one of the other side is not more than twice as far."""
    nearest = sorted(min(h.km for h in line.holders if h.party == p) for p in line.between)
    return nearest[0] <= reach_km and nearest[1] <= 2 * reach_km


def _runs(ground: Ground, field: Field, first: int, grain: Grain | None) -> Iterator[tuple[int, np.ndarray]]:
    """Yield a party's contours, split where the party on the other side changes; each pair comes up once."""
    for vertices in lines_at(ground, field.lead[first], grain=grain):
        if len(field.support) == 2:
            yield 1 - first, vertices
        else:
            yield from _split_by_party(ground, field, first, vertices)


def _split_by_party(ground: Ground, field: Field, first: int, vertices: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    others = np.stack([_sample(ground, support, vertices) for support in field.support])
    others[first] = -np.inf
    other = others.argmax(axis=0)
    edges = np.flatnonzero(np.diff(other)) + 1
    for start, end in zip(np.r_[0, edges], np.r_[edges, len(vertices)], strict=True):
        run = vertices[start : min(end + 1, len(vertices))]
        if other[start] > first and len(run) >= 2:
            yield int(other[start]), run


def _pieces(whole: BaseGeometry, vertices: np.ndarray) -> Iterator[BaseGeometry]:
    clipped = shapely.LineString(vertices)
    if not whole.contains_properly(clipped):
        clipped = shapely.intersection(clipped, whole)
    if clipped.geom_type == "MultiLineString":
        clipped = shapely.line_merge(clipped)
    for part in shapely.get_parts(clipped):
        if part.geom_type == "LineString" and part.length > LEAST_KM:
            yield from _cut(shapely.get_coordinates(part), max(1, round(part.length / SEGMENT_KM)))


def _cut(vertices: np.ndarray, count: int) -> Iterator[BaseGeometry]:
    """Cut a line into pieces of one length."""
    at_km = np.r_[0.0, np.hypot(*np.diff(vertices, axis=0).T).cumsum()]
    cuts_km = np.linspace(0, at_km[-1], count + 1)
    ends = np.column_stack([np.interp(cuts_km, at_km, axis) for axis in vertices.T])
    for i in range(count):
        between = vertices[(at_km > cuts_km[i]) & (at_km < cuts_km[i + 1])]
        yield shapely.LineString(np.vstack([ends[i], between, ends[i + 1]]))


def _front_lines(
    ground: Ground, first: int, pieces: list[tuple[int, BaseGeometry]], trees: Trees, level: float, slope: np.ndarray
) -> Iterator[FrontLine]:
    geometries = np.array([piece for _, piece in pieces])
    middles = shapely.get_coordinates(shapely.line_interpolate_point(geometries, 0.5, normalized=True))
    holders = {p: _nearest(trees[p], p, middles) for p in {first, *(other for other, _ in pieces)}}
    vertices, piece_of = shapely.get_coordinates(geometries, return_index=True)
    steepness = np.split(_sample(ground, slope, vertices), np.flatnonzero(np.diff(piece_of)) + 1)
    for i, (other, piece) in enumerate(pieces):
        band_km = min(2 * level / max(float(np.median(steepness[i])), 1e-9), 9999.0)
        style = "solid" if band_km <= SOLID_BAND_KM else "dashed"
        near = sorted(holders[first][i] + holders[other][i], key=lambda h: (h.km, h.place))
        yield FrontLine((first, other), style, band_km, piece, tuple(near))


def _nearest(tree: tuple[cKDTree, np.ndarray], party: int, middles: np.ndarray) -> list[list[Holder]]:
    places, rows = tree
    count = min(HOLDERS_A_SIDE, len(rows))
    km, near = (found.reshape(len(middles), count) for found in places.query(middles, k=count))
    return [
        [Holder(int(rows[i]), party, float(d)) for d, i in zip(*pair, strict=True)]
        for pair in zip(km, near, strict=True)
    ]


def _sample(ground: Ground, grid: np.ndarray, points_km: np.ndarray) -> np.ndarray:
    where = [(points_km[:, 1] - ground.y_km[0]) / ground.cell_km, (points_km[:, 0] - ground.x_km[0]) / ground.cell_km]
    return map_coordinates(grid, where, order=1, mode="nearest")
