"""Areas, front line and band of one day."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from geodata.frontline.contour import Grain, area_between
from geodata.frontline.field import Field, estimate_field
from geodata.frontline.ground import Ground, polygons_of
from geodata.frontline.layout import REACH_KM, layout_of
from geodata.frontline.segment import FrontLine, lines_between

NUGGET_KM = 1.0
"""Least variance of a claim, in km of the variogram: keeps doubled places solvable."""

DOUBT_NUGGET_KM = 60.0
"""Added for a place of which nothing is known, in part for one that is not sure."""


GRID_KM = 1e-6
"""Areas are cut on this grid: else rounding leaves slivers along an outline's long edges, 1 km wide in degrees."""


OUT_OF_REACH = f"No claim lies within {REACH_KM:.0f} km of where the ground of one party meets that of another, so no line is drawn."
"""Said where claims draw areas and no line."""


@dataclasses.dataclass(frozen=True, slots=True)
class Area:
    """Ground held by one party, in km; `party` is an index."""

    party: int
    geometry: BaseGeometry


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Front:
    """One day's front, in km.

    Parameters
    ----------
    areas
        One a party that holds ground; together they fill the outline, or what of it a claim speaks of.
    lines
        Pieces of the line, each with the places that hold it.
    band
        Where the line lies with a probability of 80 %, ``None`` without a line.
    unclaimed
        Ground that no claim speaks of.
    contradicted
        (n,) whether a place is contradicted by all its neighbours.
    """

    areas: tuple[Area, ...]
    lines: tuple[FrontLine, ...]
    band: BaseGeometry | None
    unclaimed: BaseGeometry
    contradicted: np.ndarray


def draw_front(ground: Ground, points_km: np.ndarray, shares: np.ndarray, *, spoken_of: bool = False) -> Front:
    """Draw the front from the control of places.

    Parameters
    ----------
    spoken_of
        Areas and band leave out ground that no claim speaks of.
    points_km
        (n, 2) places in the ground's plane.
    shares
        (n, parties) probability of each party at each place, at least two parties; rows add up to 1.
    """
    layout = layout_of(ground, points_km)
    party = shares.argmax(axis=1)
    whole = layout.spoken_of if spoken_of else ground.outline
    if len(np.unique(party)) < 2:
        return Front((Area(int(party[0]), whole),), (), None, layout.unclaimed, np.zeros(len(party), bool))
    two = shares.shape[1] == 2  # of more, the ground of an islet left out would be the last party's
    grain = Grain(ground.cell_km**2, points_km) if two else None
    field = estimate_field(layout, shares, _nugget_km(shares))
    areas = tuple(a for a in _areas(ground, whole, field, np.unique(party), grain) if not a.geometry.is_empty)
    level = band_level(len(party), field.crowding)
    band = polygons_of(shapely.intersection(area_between(ground, field.certainty, -1.0, level), whole))
    trees = {int(p): (cKDTree(points_km[party == p]), np.flatnonzero(party == p)) for p in np.unique(party)}
    lines = tuple(lines_between(ground, whole, field, trees, level, REACH_KM, grain))
    return Front(areas, lines, band if lines and not band.is_empty else None, layout.unclaimed, field.contradicted)


def band_level(count: int, crowding: float) -> float:
    """Return the certainty below which ground lies in the 80 % band.

    Calibrated on hand-drawn lines (docs/frontline.md): 0.9 for claims spread evenly, and
    for claims crowding at the front a value that falls as their `count` grows.
    """
    return (1 - crowding) * 0.9 + crowding * (1.56 - 0.135 * float(np.log(max(count, 4))))


def _nugget_km(shares: np.ndarray) -> np.ndarray:
    """Return each place's variance: a place of which nothing is sure holds the line less."""
    order = np.sort(shares, axis=1)
    return NUGGET_KM + DOUBT_NUGGET_KM * (1.0 - (order[:, -1] - order[:, -2]))


def _areas(
    ground: Ground, whole: BaseGeometry, field: Field, claimed: np.ndarray, grain: Grain | None
) -> Iterator[Area]:
    """Yield each party's part of the whole; the last takes what is left, so that no gap opens between two."""
    left = whole
    for party in claimed[:-1]:
        above = area_between(ground, field.lead[party], 0.0, grain=grain)
        geometry = polygons_of(shapely.intersection(above, left, grid_size=GRID_KM))
        left = polygons_of(shapely.difference(left, geometry, grid_size=GRID_KM))
        yield Area(int(party), geometry)
    yield Area(int(claimed[-1]), left)
