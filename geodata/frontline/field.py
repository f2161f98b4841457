"""The field of a front: by how much each party leads at each spot."""

from __future__ import annotations

import dataclasses

import numpy as np
from scipy.ndimage import distance_transform_edt, gaussian_filter, map_coordinates
from scipy.spatial import cKDTree

from geodata.frontline.emphasis import emphasis
from geodata.frontline.ground import Ground
from geodata.frontline.guess import first_guess
from geodata.frontline.kriging import Kriging
from geodata.frontline.outlier import contradicted
from geodata.frontline.screen import near_front

STRETCH = 3.0
"""How much farther a km across the front counts than a km along it (see docs/frontline.md)."""

SMOOTHING_SPACINGS = 1.5
"""The first line is smoothed over this many spacings of the claims before it bends the metric."""

CROWDED_SPACINGS = 1.5
"""Added where all claims crowd at the front, since their spacing is the smaller."""

PASSES = 2
"""How often the line found so far bends the metric for the next."""

TIE = 1e-6
"""Taken off each further party's support: where claims cancel out, rounding must not draw a thousand islets."""

POCKET_LEAD = 0.5
"""A claim whose party leads by less on the coarse grid may hold a pocket that the grid missed."""

DOUBTED_NUGGET_KM = 200.0
"""Added to the nugget of a claim that all its neighbours contradict."""

STRENGTH_PLACES = 6
"""Nearest places that say what a claim counts for around a spot."""

COARSE_STEP = 3
"""Every so many grid lines carry a node of the coarse grid."""

NEAR_CERTAINTY = 1.5
"""Ground less certain than this, where line and band lie, is estimated on the fine grid; the rest is interpolated."""

DOUBTED_NUGGET_KM = 200.0
"""Added to the nugget of a claim that all its neighbours contradict."""

STRENGTH_PLACES = 6
"""Nearest places that say what a claim counts for around a spot."""

COARSE_STEP = 3
"""Every so many grid lines carry a node of the coarse grid."""

NEAR_LEAD = 1.6
"""Ground with a smaller lead than this is estimated on the fine grid; the rest is interpolated."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Support of each party over the grid.

    Parameters
    ----------
    support
        (parties, rows, columns); the greatest holds the spot.
    lead
        (parties, rows, columns): support minus that of the best other party.
    certainty
        (rows, columns): the greatest lead, in units of what the claims around a spot count for.
    crowding
        How much the claims crowd at the front, 0 to 1 (see `emphasis`).
    contradicted
        (n,) whether a place is contradicted by all its neighbours.
    """

    support: np.ndarray
    lead: np.ndarray
    certainty: np.ndarray
    crowding: float
    contradicted: np.ndarray


def estimate_field(ground: Ground, points_km: np.ndarray, shares: np.ndarray, nugget_km: np.ndarray) -> Field:
    """Estimate the field from the control of places.

    Parameters
    ----------
    points_km
        (n, 2) places in the ground's plane.
    shares
        (n, parties) probability of each party at each place.
    nugget_km
        (n,) variance of each place, in km of the variogram.
    """
    parties = shares.shape[1]
    x_km, y_km = ground.x_km[::COARSE_STEP], ground.y_km[::COARSE_STEP]
    nodes = _nodes(x_km, y_km)
    party = shares.argmax(axis=1)
    kept = near_front(points_km, party)
    doubted = contradicted(ground, points_km, party, kept)
    factor, crowding = np.ones(len(party)), 0.0
    factor[~doubted], crowding = emphasis(points_km[~doubted], party[~doubted])
    values = (shares - 1.0 / parties) * factor[:, None]
    nugget_km = (nugget_km + np.where(doubted, DOUBTED_NUGGET_KM, 0.0))[kept]
    smoothing_km = (SMOOTHING_SPACINGS + CROWDED_SPACINGS * crowding) * _spacing_km(points_km)
    strength = _strength(points_km[~doubted], factor[~doubted], nodes)
    points_km, values = points_km[kept], values[kept]
    support = first_guess(points_km, values, nugget_km, nodes)
    depth = np.zeros((len(nodes), 0))
    for _ in range(PASSES):
        depth = _depth(lead_of(support.T).T, (len(y_km), len(x_km)), x_km[1] - x_km[0], smoothing_km)
        at_points = _sample(depth, x_km, y_km, points_km)
        kriging = Kriging(np.hstack([points_km, at_points]), values, nugget_km)
        support = kriging.at(np.hstack([nodes, depth]))
    strength = _sample(strength[:, None], x_km, y_km, ground.nodes)[:, 0]
    support = _refine(ground, kriging, support, depth, strength, party[kept])
    support -= TIE * np.arange(parties)[:, None, None]
    lead = lead_of(support)
    certainty = lead.max(axis=0) / strength.reshape(ground.shape)
    return Field(support, lead, certainty, crowding, doubted)


def lead_of(support: np.ndarray) -> np.ndarray:
    """Return by how much each party (first axis) leads the best other one."""
    order = np.sort(support, axis=0)
    best, second = order[-1], order[-2]
    return support - np.where(support >= best, second, best)


def _nodes(x_km: np.ndarray, y_km: np.ndarray) -> np.ndarray:
    x, y = np.meshgrid(x_km, y_km)
    return np.column_stack([x.ravel(), y.ravel()])


def _spacing_km(points_km: np.ndarray) -> float:
    """Return the median distance from a place to the next."""
    if len(points_km) < 2:
        return 1.0
    return float(np.median(cKDTree(points_km).query(points_km, k=2)[0][:, 1]))


def _strength(points_km: np.ndarray, factor: np.ndarray, nodes: np.ndarray) -> np.ndarray:
    """Return what a claim counts for around each node: the root of the emphasis of the nearest places.

    The root gave the narrowest band for the same coverage; the emphasis itself overdoes it.
    """
    km, near = cKDTree(points_km).query(nodes, k=min(STRENGTH_PLACES, len(points_km)))
    weight = 1.0 / np.maximum(km.reshape(len(nodes), -1), 1.0) ** 2
    logs = np.log(factor)[near].reshape(len(nodes), -1)
    return np.exp(0.5 * (weight * logs).sum(axis=1) / weight.sum(axis=1))


def _depth(lead: np.ndarray, shape: tuple[int, int], cell_km: float, smoothing_km: float) -> np.ndarray:
    """Return how deep each node lies in each party's ground, in stretched km, as (nodes, parties)."""
    columns = []
    for mine in lead.T:
        inside = mine.reshape(shape) > 0
        if inside.all() or not inside.any():
            continue
        signed = distance_transform_edt(inside) - distance_transform_edt(~inside)
        columns.append(gaussian_filter(signed * cell_km, smoothing_km / cell_km).ravel())
    if not columns:
        return np.zeros((len(lead), 0))
    return np.column_stack(columns) * (STRETCH / np.sqrt(2.0))


def _sample(columns: np.ndarray, x_km: np.ndarray, y_km: np.ndarray, points_km: np.ndarray) -> np.ndarray:
    """Interpolate columns of the coarse grid at points."""
    cell = x_km[1] - x_km[0]
    where = [(points_km[:, 1] - y_km[0]) / cell, (points_km[:, 0] - x_km[0]) / cell]
    grids = columns.T.reshape(-1, len(y_km), len(x_km))
    return np.column_stack(
        [map_coordinates(g, where, order=1, mode="nearest") for g in grids] or [np.zeros((len(points_km), 0))]
    )


def _refine(
    ground: Ground,
    kriging: Kriging,
    support: np.ndarray,
    depth: np.ndarray,
    strength: np.ndarray,
    party: np.ndarray,
) -> np.ndarray:
    """Return the support on the fine grid: estimated where line and band may lie, interpolated elsewhere."""
    nodes, x_km, y_km = ground.nodes, ground.x_km[::COARSE_STEP], ground.y_km[::COARSE_STEP]
    fine = _sample(support, x_km, y_km, nodes)
    lead = lead_of(fine.T)
    points_km = kriging.points[:, :2]
    own = _sample(lead_of(support.T).T, x_km, y_km, points_km)[np.arange(len(party)), party]
    close = (lead.max(axis=0) < NEAR_CERTAINTY * strength) | _near(nodes, points_km[own < POCKET_LEAD], x_km)
    fine[close] = kriging.at(np.hstack([nodes[close], _sample(depth, x_km, y_km, nodes[close])]))
    return fine.T.reshape(-1, *ground.shape)


def _near(nodes_km: np.ndarray, points_km: np.ndarray, x_km: np.ndarray) -> np.ndarray:
    """Return which nodes lie within two coarse cells of a point: pockets that the coarse grid missed."""
    if not len(points_km):
        return np.zeros(len(nodes_km), bool)
    reach_km = 2 * (x_km[1] - x_km[0])
    return np.isfinite(cKDTree(points_km).query(nodes_km, distance_upper_bound=reach_km)[0])
