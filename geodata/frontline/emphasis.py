"""How strongly each place speaks for its surroundings."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree
from scipy.stats import rankdata

from geodata.frontline.layout import Layout

MIN_KM = 0.5
"""Doubled places would have no spacing at all."""

CROWDING_GAIN = 1.5
"""From rank correlation to exponent; claims spread evenly over the ground have a correlation near 0, news near 0.7."""


def emphasis(layout: Layout, party: np.ndarray) -> tuple[np.ndarray, float]:
    """Return a factor for each place, 1 for the median one, and how much the claims crowd at the front.

    News comes from where the fighting is.  A claim far from any opposing claim, or alone in
    wide country, then lies deep behind the front, so its value is raised as the signed
    distance from the line would be, and the line is drawn towards the crowded side of a gap.
    Whether the claims do crowd (0 to 1) is measured on them: the rank correlation between
    a place's spacing and its distance to the nearest opposing place.  Claims spread evenly
    over the country all count the same.
    """
    if len(party) < 4 or len(np.unique(party)) < 2:
        return np.ones(len(party)), 0.0
    spacing = np.maximum(layout.spacing_km, MIN_KM)
    opposing = np.maximum(opposing_km(layout.points_km, party), MIN_KM)
    crowding = float(np.clip(CROWDING_GAIN * _rank_correlation(spacing, opposing), 0.0, 1.0))
    factor = (spacing * opposing) ** (crowding / 2)
    return factor / np.median(factor), crowding


def opposing_km(points_km: np.ndarray, party: np.ndarray) -> np.ndarray:
    """Return each place's distance to the nearest place of another party."""
    out = np.full(len(points_km), np.inf)
    for p in np.unique(party):
        others = points_km[party != p]
        if len(others):
            out[party == p] = cKDTree(others).query(points_km[party == p])[0]
    return out


def _rank_correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Return Spearman's rank correlation, 0 where one of the two is constant."""
    a, b = rankdata(a), rankdata(b)
    a, b = a - a.mean(), b - b.mean()
    scale = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / scale if scale else 0.0
