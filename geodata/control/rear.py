"""Places far behind the front: silence about them says more than silence about the front."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

import numpy as np

from geodata.control.belief import HAZARD_PER_DAY, PlaceHistory
from geodata.control.place import ControlPlace
from geodata.control.standing import STATES, PlaceControl, Standing, describe, standing_of

REAR_KM = 80.0
"""By so far from any opposing place the hazard falls to 1/e.

Measured on settlements between dated hand-drawn lines of three wars, and set by the war that moved fastest:
0.67 changes of hands in 500 days within 10 km of the line, 0.44 at 60 km, 0.24 at 115 km, 0.05 at 200 km, none beyond 300 km.
"""

LEAST_HAZARD = 0.05
"""Share of the hazard that stays anywhere: places also change sides."""

EARTH_KM = 6371.0


def controls_on(histories: Sequence[PlaceHistory], day: date) -> list[PlaceControl]:
    """Return the control of all places that a claim speaks of by a day.

    Without news belief fades, at the front quickly, far behind it slowly: how far the nearest place
    lies that is known to be someone else's decides. Where nobody else is known to hold anything, nothing is known
    of the front either, and all fade alike.
    """
    found = [(history, kept) for history in histories if (kept := history.filtered(day))]
    if not found:
        return []
    filtered = [kept for _, kept in found]
    places = [history.place for history, _ in found]
    ages = [(day - kept.last).days for kept in filtered]
    belief, prior = np.array([kept.belief for kept in filtered]), found[0][0].prior
    at_front = standing_of(_faded(belief, prior, ages, HAZARD_PER_DAY), filtered)
    rear_km = _rear_km(at_front, places)
    hazard = HAZARD_PER_DAY * np.where(rear_km > 0, np.maximum(np.exp(-rear_km / REAR_KM), LEAST_HAZARD), 1.0)
    standing = standing_of(_faded(belief, prior, ages, hazard), filtered)
    controls = describe(places, filtered, standing, ages)
    for row in np.flatnonzero((STATES[0] == _states(standing)) & (STATES[2] == _states(at_front))):
        words = f"the newest claim is {ages[row]} days old, but the nearest place of another party is {rear_km[row]:.0f} km off"
        controls[row] = dataclasses.replace(controls[row], reason=words)
    return controls


def _states(standing: Standing) -> np.ndarray:
    return np.array(STATES)[standing.state]


def _faded(belief: np.ndarray, prior: np.ndarray, ages: Sequence[int], hazard: np.ndarray | float) -> np.ndarray:
    """Return beliefs after days without news, a row each."""
    return prior + (belief - prior) * np.exp(-hazard * np.array(ages))[:, None]


def _rear_km(standing: Standing, places: Sequence[ControlPlace]) -> np.ndarray:
    """Return how far the nearest place lies that is known to be someone else's; 0 for the contested, or where there is none."""
    from scipy.spatial import cKDTree  # 25 MB, for whoever draws; claims alone need none of it

    rear = np.zeros(len(places))
    ordered = np.sort(standing.belief, axis=1)
    side = standing.belief.argmax(axis=1)
    known = (ordered[:, -1] > ordered[:, -2]) & standing.known
    side[standing.contested] = -1
    lat, lon = np.radians([[place.lat for place in places], [place.lon for place in places]])
    points = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    for own in np.unique(side[side >= 0]):
        mine, others = side == own, known & (side != own)
        if others.any():
            chord = cKDTree(points[others]).query(points[mine])[0]
            rear[mine] = 2 * EARTH_KM * np.arcsin(np.minimum(chord / 2, 1.0))
    return rear
