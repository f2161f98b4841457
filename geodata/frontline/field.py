"""The field of a front: by how much each party leads at each spot."""

from __future__ import annotations

import dataclasses

import numpy as np
from scipy.ndimage import binary_dilation, distance_transform_edt, gaussian_filter

from geodata.frontline.emphasis import emphasis
from geodata.frontline.gather import gathered
from geodata.frontline.ground import COARSE_STEP, Coarse, Ground
from geodata.frontline.guess import first_guess
from geodata.frontline.kriging import Kriging
from geodata.frontline.layout import Layout
from geodata.frontline.outlier import contradicted, hold_mistakes
from geodata.frontline.screen import near_front

STRETCH = 3.0
"""How much farther a km across the front counts than a km along it (see docs/frontline.md)."""

SMOOTHING_SPACINGS = 2.5
"""The first line is smoothed over this many spacings of the claims before it bends the metric."""

CROWDED_SPACINGS = 1.0
"""Added where all claims crowd at the front, since their spacing is the smaller."""

PASSES = (np.float32, np.float64)
"""As often the line found so far bends the metric for the next; single precision will do until the last time."""

TIE = 1e-3
"""Taken off each further party's support: where claims cancel out, rounding must not draw a thousand islets."""

NO_SUPPORT = -1e3
"""Support of a party that no place is given to: it holds no ground."""

LEAST_STRENGTH = 1e-6
"""Interpolation may overshoot where claims count for very different amounts."""

POCKET_LEAD = 0.5
"""A claim whose party leads by less on the coarse grid may hold a pocket that the grid missed."""

DOUBTED_NUGGET_KM = 200.0
"""Added to the nugget of a claim that all its neighbours contradict."""

MISTAKES_NUGGET_KM = 20.0
"""Added to that of all others where the claims hold such mistakes: there will be more, near the front, that nobody can tell."""


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


def estimate_field(layout: Layout, shares: np.ndarray, nugget_km: np.ndarray) -> Field:
    """Estimate the field from the control of places.

    Parameters
    ----------
    shares
        (n, parties) probability of each party at each place.
    nugget_km
        (n,) variance of each place, in km of the variogram.
    """
    ground, coarse = layout.ground, layout.ground.coarse
    parties, party = shares.shape[1], shares.argmax(axis=1)
    kept = near_front(layout, party)
    doubted = contradicted(layout, party, kept)
    sure = Layout(ground, layout.points_km[~doubted]) if doubted.any() else layout
    factor = np.ones(len(party))
    factor[~doubted], crowding = emphasis(sure, party[~doubted])
    values = ((shares - 1.0 / parties) * factor[:, None])[kept]
    nugget_km = (nugget_km + np.where(doubted, DOUBTED_NUGGET_KM, MISTAKES_NUGGET_KM * hold_mistakes(doubted)))[kept]
    smoothing_km = (SMOOTHING_SPACINGS + CROWDED_SPACINGS * crowding) * layout.next_km
    points_km, values, nugget_km = gathered(layout.points_km[kept], values, nugget_km)
    support = _gridded(first_guess(points_km, values, nugget_km, coarse.nodes), coarse)
    for precision in PASSES:
        depth = _depth(lead_of(support), coarse.cell_km, smoothing_km)
        kriging = Kriging(np.hstack([points_km, coarse.at(depth, points_km)]), values, nugget_km, precision)
        support = _gridded(
            kriging.at(np.hstack([coarse.nodes, depth.reshape(len(depth), len(coarse.nodes)).T])), coarse
        )
    strength = np.maximum(coarse.refined(_strength(sure, factor[~doubted]).reshape(coarse.shape)), LEAST_STRENGTH)
    support = _refined(ground, kriging, support, depth, points_km, values.argmax(axis=1))
    support -= TIE * np.arange(parties)[:, None, None]
    support[np.setdiff1d(np.arange(parties), party)] = NO_SUPPORT
    lead = lead_of(support)
    return Field(support, lead, lead.max(axis=0) / strength, crowding, doubted)


def lead_of(support: np.ndarray) -> np.ndarray:
    """Return by how much each party (first axis) leads the best other one."""
    if len(support) == 2:
        first = support[0] - support[1]
        return np.stack([first, -first])
    order = np.sort(support, axis=0)
    best, second = order[-1], order[-2]
    return support - np.where(support >= best, second, best)


def _gridded(support: np.ndarray, coarse: Coarse) -> np.ndarray:
    """Return (nodes, parties) as (parties, rows, columns)."""
    return support.T.reshape(-1, *coarse.shape)


def _strength(layout: Layout, factor: np.ndarray) -> np.ndarray:
    """Return what a claim counts for around each coarse node: the root of the emphasis of the nearest places.

    The root gave the narrowest band for the same coverage; the emphasis itself overdoes it.
    """
    km, near = layout.nearest_of_nodes
    weight = 1.0 / np.maximum(km, 1.0) ** 2
    return np.exp(0.5 * (weight * np.log(factor)[near]).sum(axis=1) / weight.sum(axis=1))


def _depth(lead: np.ndarray, cell_km: float, smoothing_km: float) -> np.ndarray:
    """Return how deep each node lies in each party's ground, in stretched km, as (n, rows, columns)."""
    if len(lead) == 2:  # what one is deep in, the other is as far from: one coordinate says both
        return _signed_km(lead[:1], cell_km, smoothing_km) * STRETCH
    return _signed_km(lead, cell_km, smoothing_km) * (STRETCH / np.sqrt(2.0))


def _signed_km(lead: np.ndarray, cell_km: float, smoothing_km: float) -> np.ndarray:
    grids = []
    for mine in lead:
        inside = mine > 0
        if inside.all() or not inside.any():
            continue
        signed = distance_transform_edt(inside) - distance_transform_edt(~inside)
        grids.append(gaussian_filter(signed * cell_km, smoothing_km / cell_km))
    return np.array(grids).reshape(-1, *lead.shape[1:])


def _refined(
    ground: Ground,
    kriging: Kriging,
    support: np.ndarray,
    depth: np.ndarray,
    points_km: np.ndarray,
    party: np.ndarray,
) -> np.ndarray:
    """Return the support on the fine grid: estimated where the line may lie, interpolated elsewhere."""
    coarse = ground.coarse
    fine = coarse.refined(support)
    own = coarse.at(lead_of(support), points_km)[np.arange(len(party)), party]
    row, column = np.nonzero(_near_line(coarse, support.argmax(axis=0), points_km[own < POCKET_LEAD]))
    nodes = np.column_stack([ground.x_km[column], ground.y_km[row]])
    fine[:, row, column] = kriging.at(np.hstack([nodes, coarse.at(depth, nodes)])).T
    return fine


def _near_line(coarse: Coarse, winner: np.ndarray, pockets_km: np.ndarray) -> np.ndarray:
    """Return which fine nodes lie within a coarse cell of the line, or of a place whose pocket the coarse grid may miss."""
    corners = [winner[i : i - 1 or None, j : j - 1 or None] for i in (0, 1) for j in (0, 1)]
    near = np.any([corner != corners[0] for corner in corners[1:]], axis=0)
    column = np.clip((pockets_km[:, 0] - coarse.x_km[0]) // coarse.cell_km, 0, near.shape[1] - 1).astype(int)
    row = np.clip((pockets_km[:, 1] - coarse.y_km[0]) // coarse.cell_km, 0, near.shape[0] - 1).astype(int)
    near[row, column] = True
    near = binary_dilation(near, np.ones((3, 3), bool))
    rows, columns = (
        np.minimum(np.arange(len(weights)) // COARSE_STEP, count - 1)
        for weights, count in zip((coarse.rows, coarse.columns), near.shape, strict=True)
    )
    return near[np.ix_(rows, columns)]
