"""Claims that all their neighbours contradict."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import distance_transform_edt
from scipy.spatial import cKDTree

from geodata.frontline.emphasis import MIN_KM
from geodata.frontline.guess import first_guess
from geodata.frontline.layout import Layout

MIN_PLACES = 75
"""Below this many places a lone claim is as likely a salient as a mistake, and nothing is flagged."""

NEIGHBOURS = 4
"""A claim is suspect when this many nearest places all say otherwise."""

DEEP_SPACINGS = 1.8
"""A suspect this many spacings behind the line drawn without it is deep: salients are not."""

ERROR_SHARE = 0.015
"""From this share of deep suspects on the claims are taken to hold mistakes, and all suspects are flagged."""

MIN_DEEP = 2
"""Deep suspects that it takes at least: one is chance."""

ALWAYS_SPACINGS = 4.0
"""A suspect deeper than this is flagged in any case."""


def contradicted(layout: Layout, party: np.ndarray, near: np.ndarray) -> np.ndarray:
    """Return whether each claim is contradicted by all its neighbours.

    `near` marks the places that the line depends on (see `near_front`). Such claims are shown with that reason and count little for the line; they are not dropped.
    """
    suspect = _surrounded(layout, party)
    if not suspect.any() or len(np.unique(party[near & ~suspect])) < 2:
        return np.zeros(len(party), bool)
    depth = _depth_spacings(layout, party, suspect, near & ~suspect)
    deep = suspect & (depth > DEEP_SPACINGS)
    return suspect if hold_mistakes(deep) else suspect & (depth > ALWAYS_SPACINGS)


def hold_mistakes(doubted: np.ndarray) -> bool:
    """Whether so many claims are contradicted that the others deserve less trust too."""
    return bool(doubted.sum() >= max(ERROR_SHARE * len(doubted), MIN_DEEP))


def _surrounded(layout: Layout, party: np.ndarray) -> np.ndarray:
    """Return which places have only opposing neighbours, mistakes found before not counted as neighbours."""
    suspect = np.zeros(len(party), bool)
    if len(party) < MIN_PLACES:
        return suspect
    for _ in range(2):
        counted = ~suspect[layout.nearest]
        counted &= counted.cumsum(axis=1) <= NEIGHBOURS
        suspect = ~(counted & (party[layout.nearest] == party[:, None])).any(axis=1)
    return suspect


def _depth_spacings(layout: Layout, party: np.ndarray, suspect: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Return how many spacings each suspect lies inside ground that the other claims give to others."""
    coarse, points_km = layout.ground.coarse, layout.points_km
    values = np.eye(int(party.max()) + 1)[party[kept]]
    winner = first_guess(points_km[kept], values, np.ones(kept.sum()), coarse.nodes).argmax(axis=1)
    spacing = cKDTree(points_km[kept]).query(points_km[suspect], k=NEIGHBOURS)[0].mean(axis=1)
    spacing = np.maximum(spacing, MIN_KM)
    depth = np.zeros(len(party))
    for p in np.unique(party[suspect]):
        outside_km = distance_transform_edt(winner.reshape(coarse.shape) != p) * coarse.cell_km
        own = party[suspect] == p
        depth[np.flatnonzero(suspect)[own]] = (coarse.at(outside_km[None], points_km[suspect])[:, 0] / spacing)[own]
    return depth
