"""Areas, front line and band of one day."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geodata.frontline.contour import area_between, lines_at
from geodata.frontline.field import estimate_field
from geodata.frontline.ground import Ground

NUGGET_KM = 1.0
REACH_KM = 250.0
"""A claim speaks of ground up to this far away; beyond it nothing is drawn as a line."""

SOLID_BAND_KM = 60.0
"""The line is solid where its band is at most this wide, dashed where wider."""

SEGMENT_KM = 60.0
"""Length of the pieces a line is split into, each with the claims that hold it."""

HOLDERS_A_SIDE = 3
"""Claims listed on each side of a segment."""


@dataclasses.dataclass(frozen=True, slots=True)
class Area:
    """Ground held by one party, in km; `party` is an index."""

    party: int
    geometry: BaseGeometry


@dataclasses.dataclass(frozen=True, slots=True)
class Holder:
    """A place that holds a segment in position: its row, its party, its distance."""

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


@dataclasses.dataclass(frozen=True, slots=True)
class Band:
    """Where the line lies with a probability of 80 %, in km."""

    geometry: BaseGeometry


@dataclasses.dataclass(frozen=True, slots=True)
class Front:
    """One day's areas, line pieces and band."""

    areas: tuple[Area, ...]
    lines: tuple[FrontLine, ...]
    band: Band | None


def draw_front(ground: Ground, points_km: np.ndarray, shares: np.ndarray) -> Front:
    """Draw the front from the control of places.

    Parameters
    ----------
    points_km
        (n, 2) places in the ground's plane.
    shares
        (n, parties) probability of each party at each place; rows add up to 1.
    """
    estimated = estimate_field(ground, points_km, shares, np.full(len(points_km), NUGGET_KM))
    field, lead = estimated.support, estimated.lead
    width = band_half_width(len(points_km))
    areas = tuple(a for a in _areas(ground, lead) if not a.geometry.is_empty)
    if len(areas) < 2:
        return Front(areas, (), None)
    band = area_between(ground, np.abs(lead).min(axis=0), -1.0, width)
    lines = tuple(_lines(ground, field, lead, points_km, shares.argmax(axis=1), band))
    return Front(areas, lines, Band(band) if not band.is_empty else None)


def band_half_width(count: int) -> float:
    """Return the lead under which ground lies in the 80 % band, for `count` places."""
    return 0.63 + 0.8 / float(np.sqrt(count))


def _areas(ground: Ground, lead: np.ndarray) -> Iterator[Area]:
    left = ground.outline
    last = len(lead) - 1
    for party in range(last + 1):
        geometry = left if party == last else shapely.intersection(area_between(ground, lead[party], 0.0), left)
        left = shapely.difference(left, geometry)
        yield Area(party, geometry)


def _lines(
    ground: Ground, field: np.ndarray, lead: np.ndarray, points_km: np.ndarray, party: np.ndarray, band: BaseGeometry
) -> Iterator[FrontLine]:
    trees = {int(p): (cKDTree(points_km[party == p]), np.flatnonzero(party == p)) for p in np.unique(party)}
    for first in sorted(trees):
        for vertices in lines_at(ground, lead[first]):
            for between, run in _runs(ground, field, first, vertices):
                if between[1] in trees:
                    yield from _segments(ground, between, run, trees, band)


def _runs(
    ground: Ground, field: np.ndarray, first: int, vertices: np.ndarray
) -> Iterator[tuple[tuple[int, int], np.ndarray]]:
    """Split a party's contour where the party on its other side changes; each pair comes up once."""
    column = np.clip(np.rint((vertices[:, 0] - ground.x_km[0]) / ground.cell_km).astype(int), 0, ground.shape[1] - 1)
    row = np.clip(np.rint((vertices[:, 1] - ground.y_km[0]) / ground.cell_km).astype(int), 0, ground.shape[0] - 1)
    others = field[:, row, column].copy()
    others[first] = -np.inf
    other = others.argmax(axis=0)
    edges = np.flatnonzero(np.diff(other)) + 1
    for start, end in zip(np.r_[0, edges], np.r_[edges, len(vertices)], strict=True):
        if other[start] > first and end - start >= 2:
            yield (first, int(other[start])), vertices[start : min(end + 1, len(vertices))]


def _segments(
    ground: Ground, between: tuple[int, int], vertices: np.ndarray, trees: dict, band: BaseGeometry
) -> Iterator[FrontLine]:
    clipped = shapely.intersection(shapely.LineString(vertices), ground.outline)
    for part in shapely.get_parts(shapely.line_merge(clipped) if clipped.geom_type == "MultiLineString" else clipped):
        if part.geom_type != "LineString" or part.length == 0:
            continue
        count = max(1, round(part.length / SEGMENT_KM))
        for i in range(count):
            piece = substring(part, i / count, (i + 1) / count, normalized=True)
            segment = _segment(between, piece, trees, band)
            if segment:
                yield segment


def _segment(between: tuple[int, int], piece: BaseGeometry, trees: dict, band: BaseGeometry) -> FrontLine | None:
    middle = piece.interpolate(0.5, normalized=True)
    holders = []
    for party in between:
        tree, rows = trees[party]
        km, near = tree.query([middle.x, middle.y], k=min(HOLDERS_A_SIDE, len(rows)))
        holders += [
            Holder(int(rows[j]), party, float(d)) for d, j in zip(np.atleast_1d(km), np.atleast_1d(near), strict=True)
        ]
    if any(min(h.km for h in holders if h.party == party) > REACH_KM for party in between):
        return None
    band_km = shapely.intersection(band, piece.buffer(SEGMENT_KM)).area / (piece.length + SEGMENT_KM)
    style = "solid" if band_km <= SOLID_BAND_KM else "dashed"
    return FrontLine(between, style, float(band_km), piece, tuple(sorted(holders, key=lambda h: h.km)))
