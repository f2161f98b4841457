"""Claims that all their neighbours contradict."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import distance_transform_edt, map_coordinates
from scipy.spatial import cKDTree

from geodata.frontline.ground import Ground
from geodata.frontline.guess import first_guess

MIN_PLACES = 75
"""Below this many places a lone claim is as likely a salient as a mistake, and nothing is flagged."""

NEIGHBOURS = 5
"""A claim is suspect when this many nearest places all say otherwise."""

DEEP_SPACINGS = 1.5
"""A suspect this many spacings behind the line drawn without it is deep: salients are not."""

ERROR_SHARE = 0.015
"""From this share of deep suspects on the claims are taken to hold mistakes, and all suspects are flagged."""

MIN_DEEP = 3
"""Deep suspects that it takes at least: one or two are chance."""

ALWAYS_SPACINGS = 4.0
"""A suspect deeper than this is flagged in any case."""

STEP = 4
"""Every so many grid lines carry a node of the grid on which depth is measured."""


def contradicted(ground: Ground, points_km: np.ndarray, party: np.ndarray, near: np.ndarray) -> np.ndarray:
    """Return whether each claim is contradicted by all its neighbours.

    `near` marks the places that the line depends on (see `near_front`). Such claims are shown with that reason and count little for the line; they are not dropped.
    """
    suspect = _surrounded(points_km, party)
    if not suspect.any() or len(np.unique(party[near & ~suspect])) < 2:
        return np.zeros(len(party), bool)
    depth = _depth_spacings(ground, points_km, party, suspect, near & ~suspect)
    deep = suspect & (depth > DEEP_SPACINGS)
    return suspect if deep.sum() >= max(ERROR_SHARE * len(party), MIN_DEEP) else suspect & (depth > ALWAYS_SPACINGS)


def _surrounded(points_km: np.ndarray, party: np.ndarray) -> np.ndarray:
    """Return which places have only opposing neighbours, mistakes found before not counted as neighbours."""
    n = len(party)
    suspect = np.zeros(n, bool)
    if n < MIN_PLACES:
        return suspect
    for _ in range(2):
        kept = np.flatnonzero(~suspect)
        if len(kept) <= NEIGHBOURS:
            break
        _, near = cKDTree(points_km[kept]).query(points_km, k=NEIGHBOURS + 1)
        near = kept[near]
        agrees = (party[near] == party[:, None]) & (near != np.arange(n)[:, None])
        within = np.where((near == np.arange(n)[:, None]).any(axis=1), NEIGHBOURS + 1, NEIGHBOURS)
        suspect = ~(agrees & (np.arange(NEIGHBOURS + 1) < within[:, None])).any(axis=1)
    return suspect


def _depth_spacings(
    ground: Ground, points_km: np.ndarray, party: np.ndarray, suspect: np.ndarray, kept: np.ndarray
) -> np.ndarray:
    """Return how many spacings each suspect lies inside ground that the other claims give to others."""
    x_km, y_km = ground.x_km[::STEP], ground.y_km[::STEP]
    cell = x_km[1] - x_km[0]
    values = np.eye(int(party.max()) + 1)[party[kept]]
    grid = np.column_stack([a.ravel() for a in np.meshgrid(x_km, y_km)])
    winner = (
        first_guess(points_km[kept], values, np.ones(kept.sum()), grid).argmax(axis=1).reshape(len(y_km), len(x_km))
    )
    where = (points_km[suspect][:, ::-1] - [y_km[0], x_km[0]]) / cell
    spacing = cKDTree(points_km[kept]).query(points_km[suspect], k=NEIGHBOURS)[0].mean(axis=1)
    depth = np.zeros(len(party))
    for p in np.unique(party[suspect]):
        outside_km = distance_transform_edt(winner != p) * cell
        depth_p = map_coordinates(outside_km, where.T, order=1, mode="nearest") / spacing
        depth[np.flatnonzero(suspect)[party[suspect] == p]] = depth_p[party[suspect] == p]
    return depth
