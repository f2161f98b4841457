"""Ordinary kriging with a linear variogram."""

from __future__ import annotations

import numpy as np
from scipy.linalg import cho_factor, cho_solve

CHUNK = 512
"""Nodes estimated at once: a block of distances stays in the processor's cache."""

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
    precision
        Of the solve.
    """

    def __init__(
        self, points: np.ndarray, values: np.ndarray, nugget_km: np.ndarray, precision: type = np.float64
    ) -> None:
        self.middle = points.mean(axis=0)
        self.points = (points - self.middle).astype(np.float32)
        covariance = distances(*[(points - self.middle).astype(precision)] * 2)
        self.reach = max(float(covariance.max()), 1.0)
        covariance *= -1.0 / self.reach
        covariance += 1.0
        covariance[np.diag_indices(len(points))] = 1.0 + nugget_km / self.reach
        factor = cho_factor(covariance.T, lower=True, overwrite_a=True, check_finite=False)  # .T: as LAPACK stores it
        solved = cho_solve(
            factor, np.column_stack([np.ones(len(points)), values]).astype(precision), check_finite=False
        )
        ones, raw = solved[:, 0].astype(float), solved[:, 1:].astype(float)
        self.mean = raw.sum(axis=0) / ones.sum()
        self.weights = raw - np.outer(ones, self.mean)

    def at(self, nodes: np.ndarray) -> np.ndarray:
        """Return the field at nodes as (nodes, parties).

        Distances of single precision, some 0.1 km wrong where they are small, are enough here.
        """
        nodes = (nodes - self.middle).astype(np.float32)
        weights = (self.weights / self.reach).astype(np.float32)
        out = np.empty((len(nodes), weights.shape[1]))
        for i in range(0, len(nodes), CHUNK):
            out[i : i + CHUNK] = distances(nodes[i : i + CHUNK], self.points) @ weights
        return self.mean + self.weights.sum(axis=0) - out


def distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the distance of each row of `a` from each of `b`: one matrix product, several times faster than pair by pair."""
    squared = (-2 * a) @ b.T
    squared += (a * a).sum(axis=1)[:, None]
    squared += (b * b).sum(axis=1)
    np.maximum(squared, 0, out=squared)
    return np.sqrt(squared, out=squared)
