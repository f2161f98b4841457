"""Which places the front line depends on."""

from __future__ import annotations

import numpy as np

from geodata.frontline.layout import Layout

MIN_PLACES = 300
"""Up to this many places all are used: one solve takes a few ms."""

HOPS = 2
"""Places so many neighbours behind the front still count in full; those behind them are screened off by these."""

INTERIOR_CELLS = 12
"""Behind them one place a cell is kept, of so many cells a side: the rear must not turn over."""


def near_front(layout: Layout, party: np.ndarray) -> np.ndarray:
    """Return which places to estimate from; leaving out the others speeds up large sets.

    Kriging gives next to no weight to a place with others of its own party between it and
    the line (the screening effect: Stein, Interpolation of Spatial Data, 1999, 3.8).
    """
    n = len(party)
    if n <= MIN_PLACES or layout.neighbours is None:
        return np.ones(n, bool)
    place, neighbours = layout.neighbours
    mixed = party[place] != party[neighbours]
    kept = np.zeros(n, bool)
    kept[place[mixed]] = True
    for _ in range(HOPS - 1):
        kept[neighbours[kept[place]]] = True
    kept[_one_a_cell(layout.points_km, np.flatnonzero(~kept))] = True
    return kept


def _one_a_cell(points_km: np.ndarray, rows: np.ndarray) -> np.ndarray:
    low, high = points_km.min(axis=0), points_km.max(axis=0)
    cells = ((points_km[rows] - low) / np.maximum(high - low, 1e-9) * INTERIOR_CELLS).astype(int)
    return rows[np.unique(cells, axis=0, return_index=True)[1]]
