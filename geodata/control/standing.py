"""How places stand on a day: who holds them, or why nobody is known to, from what is believed of each."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from geodata.control.claim import OTHER

if TYPE_CHECKING:
    from geodata.control.belief import Filtered, Weighed
    from geodata.control.place import ControlPlace

HELD = 0.5
"""Least probability of a place that is called held."""

CONTESTED_SHARE = 0.5
"""A place is contested where the second party has more than this share of the first one's probability."""

OLD_DAYS = 250
"""When the newest claim is older, its age is why nothing is known."""

STATES = ("held", "contested", "unknown")
_HELD, _CONTESTED, _UNKNOWN = range(3)

REASONS = {
    "other": "held by someone who is no party of this map",
    "contested": "claims contradict each other, or a change is dated to a span of days",
    "unsure": "no party is more likely than not to hold it by this day",
}


@dataclasses.dataclass(frozen=True, slots=True)
class PlaceControl:
    """Control of one place on one day.

    Parameters
    ----------
    shares
        Probability of each party; the last item is for anyone else.
    state
        ``held``, ``contested`` or ``unknown``.
    party
        Index of the most probable party, ``None`` when unknown.
    evidence
        Claims that count on this day, newest first; those that contradict stay in the list.
    since
        Day of the newest claim that speaks for the holder, ``None`` without one.
    reason
        Words for the reader.
    """

    place: ControlPlace
    shares: np.ndarray
    state: str
    party: int | None
    evidence: tuple[Weighed, ...]
    since: date | None
    age_days: int
    reason: str


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """How many places stand, each a row.

    Parameters
    ----------
    belief
        (n, parties + 1) probability of each party, the last column for anyone else.
    state
        (n,) index into `STATES`.
    first
        (n,) the most probable party.
    """

    belief: np.ndarray
    state: np.ndarray
    first: np.ndarray

    @property
    def known(self) -> np.ndarray:
        """(n,) whether it is known whose it is, or that it is someone's who is no party of the map."""
        return (self.state != _UNKNOWN) | (self.belief[:, OTHER] > HELD)

    @property
    def contested(self) -> np.ndarray:
        """(n,) whether two parties are near each other."""
        return self.state == _CONTESTED


def standing_of(belief: np.ndarray, filtered: Sequence[Filtered]) -> Standing:
    """Return how places stand by what is believed of each; `filtered` is what their claims left."""
    order = np.argsort(-belief[:, :OTHER], axis=1, kind="stable")
    rows = np.arange(len(belief))
    first = order[:, 0]
    top = belief[rows, first]
    state = np.where(top < HELD, _UNKNOWN, _HELD)
    if order.shape[1] > 1:
        for row in np.flatnonzero(belief[rows, order[:, 1]] > CONTESTED_SHARE * top):
            if filtered[row].both_claimed(int(first[row]), int(order[row, 1])):
                state[row] = _CONTESTED
    state[belief[:, OTHER] >= top] = _UNKNOWN
    return Standing(belief, state, first)


def describe(
    places: Sequence[ControlPlace], filtered: Sequence[Filtered], standing: Standing, ages_days: Sequence[int]
) -> list[PlaceControl]:
    """Return the control of places, in words."""
    elsewhere = standing.belief[:, OTHER] >= standing.belief[np.arange(len(standing.first)), standing.first]
    found = []
    for place, known, shares, code, first, other, age in zip(
        *(places, filtered, standing.belief, standing.state.tolist(), standing.first.tolist()),
        *(elsewhere.tolist(), ages_days),
        strict=True,
    ):
        if code == _HELD:
            reason = f"claims that speak for this party: {known.speaking.get(first, 0)} of {len(known.evidence)}"
        elif code == _CONTESTED:
            reason = REASONS["contested"]
        else:
            reason = REASONS["other"] if other else _why_unknown(age)
        party = None if code == _UNKNOWN else first
        found.append(
            PlaceControl(place, shares, STATES[code], party, known.evidence, known.since.get(first), age, reason)
        )
    return found


def _why_unknown(age_days: int) -> str:
    return f"the newest claim is {age_days} days old" if age_days > OLD_DAYS else REASONS["unsure"]
