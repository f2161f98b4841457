"""More places than can be solved for at once: those of one cell count as one."""

from __future__ import annotations

import numpy as np

MOST_PLACES = 2000
"""A solve of so many takes 32 MB and a second; in a set of 5,000 claims some 1,000 lie near the front."""

FINEST_CELLS = 1024
"""Cells along the longer side of the places' rectangle, to begin with."""


def gathered(points_km: np.ndarray, *columns: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return places and what is known of them, the mean of each cell where there are more than `MOST_PLACES`.

    Cells are the smallest of which no more are taken. Claims of a cell that contradict each other
    cancel out, so ground where everyone claims everything is nobody's by much.
    """
    if len(points_km) <= MOST_PLACES:
        return points_km, *columns
    low = points_km.min(axis=0)
    extent_km = max(float((points_km.max(axis=0) - low).max()), 1e-9)
    cells, count = np.zeros(len(points_km), dtype=int), MOST_PLACES + 1
    across = FINEST_CELLS
    while count > MOST_PLACES:
        row, column = ((points_km - low) / extent_km * across).astype(int).T
        _, cells = np.unique(row * (across + 1) + column, return_inverse=True)
        count = int(cells.max()) + 1
        across = across * 3 // 4
    size = np.bincount(cells)
    return tuple(_means(column, cells, size) for column in (points_km, *columns))


def _means(values: np.ndarray, cells: np.ndarray, size: np.ndarray) -> np.ndarray:
    columns = values.reshape(len(values), -1).T
    return np.column_stack([np.bincount(cells, column) / size for column in columns]).reshape(-1, *values.shape[1:])
