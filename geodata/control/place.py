"""A place with all claims on it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import numpy as np

from geodata.control.claim import ControlClaim
from geodata.crs import check_lonlat

SAME_PLACE_KM = 2.0
"""Claims whose points lie this close speak of one place: gazetteers put a town's point some km apart."""

KM_PER_DEGREE = 111.2


@dataclasses.dataclass(frozen=True, slots=True)
class ControlPlace:
    """A place and its claims, in the order in which they were given.

    `lat`, `lon` and `name` are those of its first claim (WGS84 degrees).
    """

    name: str
    lat: float
    lon: float
    claims: tuple[ControlClaim, ...]

    @property
    def number(self) -> int | None:
        """Number of the place in the dataset's table of places, as the first claim that has one says."""
        return next((c.number for c in self.claims if c.number is not None), None)


def places_of(claims: Iterable[ControlClaim]) -> list[ControlPlace]:
    """Gather claims by place.

    Raises
    ------
    GeometryError
        When a claim's point is no longitude and latitude.
    """
    claims = list(claims)
    check_lonlat(np.array([c.lon for c in claims]), np.array([c.lat for c in claims]), "list of claims")
    groups: list[list[ControlClaim]] = []
    for claim in claims:
        near = next((g for g in groups if _km(g[0], claim) <= SAME_PLACE_KM), None)
        if near is None:
            groups.append([claim])
        else:
            near.append(claim)
    return [ControlPlace(g[0].place, g[0].lat, g[0].lon, tuple(g)) for g in groups]


def _km(a: ControlClaim, b: ControlClaim) -> float:
    east = (a.lon - b.lon + 180) % 360 - 180
    return float(np.hypot(a.lat - b.lat, east * np.cos(np.radians((a.lat + b.lat) / 2)))) * KM_PER_DEGREE
