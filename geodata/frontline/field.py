"""Indicator kriging: for each party, how much the claims around a spot speak for it."""

from __future__ import annotations

import numpy as np
from scipy.spatial.distance import cdist

CHUNK = 4096
"""Grid nodes estimated at once: keeps memory flat."""


def estimate(points_km: np.ndarray, shares: np.ndarray, nugget: np.ndarray, nodes_km: np.ndarray) -> np.ndarray:
    """Return each party's estimated share at each node, as (nodes, parties).

    Ordinary kriging with a linear variogram (Cressie, Statistics for Spatial Data, 1993,
    3.2): one solve for all parties, since only the values differ. Shares of a node add up to 1.

    Parameters
    ----------
    points_km
        (n, 2) places of the claims.
    shares
        (n, parties): probability of each party at each place.
    nugget
        (n,) variance of each claim in km of variogram; 0 would make doubled points singular.
    """
    n = len(points_km)
    distance = cdist(points_km, points_km)
    scale = max(float(distance.max()), 1.0)
    system = np.zeros((n + 1, n + 1))
    system[:n, :n] = -distance / scale
    system[np.arange(n), np.arange(n)] = nugget / scale
    system[n, :n] = system[:n, n] = 1.0
    weights = np.linalg.solve(system, np.vstack([shares, np.zeros((1, shares.shape[1]))]))
    out = np.empty((len(nodes_km), shares.shape[1]))
    for i in range(0, len(nodes_km), CHUNK):
        chunk = nodes_km[i : i + CHUNK]
        out[i : i + CHUNK] = weights[n] - cdist(chunk, points_km) @ (weights[:n] / scale)
    return out
