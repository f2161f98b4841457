"""Ordinary kriging with a linear variogram."""

from __future__ import annotations

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.spatial.distance import cdist

CHUNK = 4096
"""Nodes estimated at once: keeps memory flat."""

MEAN_VARIANCE = 1e4
"""Prior variance of the mean in units of the field's reach: large, so that the claims alone set it."""


class Kriging:
    """One solve for all parties; the field at any spot is a weighted sum of the claims.

    The linear variogram is the covariance ``reach - |h|`` with an unknown mean (Cressie,
    Statistics for Spatial Data, 1993, 3.2 and 5.4): positive definite under the
    constraint on the weights, here kept by a mean of large variance.

    Parameters
    ----------
    points
        (n, d) coordinates in km; more than two where the metric is bent.
    values
        (n, parties).
    nugget_km
        (n,) variance of each claim in km of the variogram; 0 would make doubled points singular.
    """

    def __init__(self, points: np.ndarray, values: np.ndarray, nugget_km: np.ndarray) -> None:
        self.points = points
        distance = cdist(points, points)
        self.reach = max(float(distance.max()), 1.0)
        covariance = 1.0 - distance / self.reach
        covariance[np.diag_indices(len(points))] += nugget_km / self.reach
        self.factor = cho_factor(covariance, lower=True, overwrite_a=True, check_finite=False)
        ones = cho_solve(self.factor, np.ones(len(points)), check_finite=False)
        raw = cho_solve(self.factor, values, check_finite=False)
        self.mean = raw.sum(axis=0) / ones.sum()
        self.weights = raw - np.outer(ones, self.mean)

    def at(self, nodes: np.ndarray) -> np.ndarray:
        """Return the field at nodes as (nodes, parties)."""
        out = np.empty((len(nodes), self.weights.shape[1]))
        total = self.weights.sum(axis=0)
        for i in range(0, len(nodes), CHUNK):
            chunk = nodes[i : i + CHUNK]
            out[i : i + CHUNK] = self.mean + total - cdist(chunk, self.points) @ (self.weights / self.reach)
        return out
