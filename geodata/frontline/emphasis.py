"""How strongly each place speaks for its surroundings."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

NEIGHBOURS = 3
MIN_KM = 0.5


def emphasis(points_km: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Return a factor for each place, 1 for the median one.

    A claim far from any opposing claim, or alone in wide country, lies deep behind the
    front: reports crowd where the fighting is. Its value is raised as the signed distance
    from the line would be, so that the line is drawn towards the crowded side of a gap.
    """
    n = len(points_km)
    if n < 2:
        return np.ones(n)
    party = shares.argmax(axis=1)
    spacing = cKDTree(points_km).query(points_km, k=min(NEIGHBOURS + 1, n))[0][:, 1:].mean(axis=1)
    factor = np.sqrt(np.maximum(spacing, MIN_KM) * np.maximum(opposing_km(points_km, party), MIN_KM))
    return factor / np.median(factor)


def opposing_km(points_km: np.ndarray, party: np.ndarray) -> np.ndarray:
    """Return each place's distance to the nearest place of another party, 1 where there is none."""
    out = np.ones(len(points_km))
    for p in np.unique(party):
        others = points_km[party != p]
        if len(others):
            out[party == p] = cKDTree(others).query(points_km[party == p])[0]
    return out
