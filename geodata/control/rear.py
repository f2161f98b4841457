"""Places far behind the front: silence about them says more than silence about the front."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from datetime import date

import numpy as np

from geodata.control.belief import HAZARD_PER_DAY, PlaceControl, PlaceHistory

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
    found = [(history, control) for history in histories if (control := history.on(day))]
    controls = [control for _, control in found]
    rear_km = _rear_km(controls)
    return [
        _in_the_rear(history, control, day, km) if km > 0 else control
        for (history, control), km in zip(found, rear_km, strict=True)
    ]


def _in_the_rear(history: PlaceHistory, control: PlaceControl, day: date, km: float) -> PlaceControl:
    kept = history.on(day, HAZARD_PER_DAY * max(math.exp(-km / REAR_KM), LEAST_HAZARD))
    assert kept is not None  # it has a control on this day
    if kept.state == "held" and control.state == "unknown":
        words = (
            f"the newest claim is {kept.age_days} days old, but the nearest place of another party is {km:.0f} km off"
        )
        return dataclasses.replace(kept, reason=words)
    return kept


def _rear_km(controls: Sequence[PlaceControl]) -> np.ndarray:
    """Return how far the nearest place lies that is known to be someone else's; 0 for the contested, or where there is none."""
    from scipy.spatial import cKDTree  # 25 MB, for whoever draws; claims alone need none of it

    rear = np.zeros(len(controls))
    if not controls:
        return rear
    side = np.array([int(c.shares.argmax()) for c in controls])
    known = np.array([c.shares.max() > np.partition(c.shares, -2)[-2] and _is_known(c) for c in controls])
    side[[c.state == "contested" for c in controls]] = -1
    lat, lon = np.radians([[c.place.lat for c in controls], [c.place.lon for c in controls]])
    points = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    for own in np.unique(side[side >= 0]):
        mine, others = side == own, known & (side != own)
        if others.any():
            chord = cKDTree(points[others]).query(points[mine])[0]
            rear[mine] = 2 * EARTH_KM * np.arcsin(np.minimum(chord / 2, 1.0))
    return rear


def _is_known(control: PlaceControl) -> bool:
    """Whether the place is held, contested, or held by someone who is no party of the map."""
    return control.state != "unknown" or bool(control.shares[-1] > 0.5)
