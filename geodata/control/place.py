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
    points: dict[tuple[float, float], list[ControlClaim]] = {}
    for claim in claims:
        points.setdefault((claim.lat, claim.lon), []).append(claim)
    firsts = [at[0] for at in points.values()]
    groups: dict[int, list[int]] = {}  # numbers of points, by that of the first
    for number, near in enumerate(_near(list(points))):
        opened = (n for n in sorted(near) if n in groups and _km(firsts[n], firsts[number]) <= SAME_PLACE_KM)
        groups.setdefault(next(opened, number), []).append(number)
    order = {id(claim): rank for rank, claim in enumerate(claims)}
    claims_at = list(points.values())
    gathered = [[c for number in group for c in claims_at[number]] for group in groups.values()]
    for group in gathered:
        group.sort(key=lambda claim: order[id(claim)])
    return [ControlPlace(g[0].place, g[0].lat, g[0].lon, tuple(g)) for g in gathered]


def _near(points: list[tuple[float, float]]) -> list[list[int]]:
    """Return for each point (lat, lon) the numbers of those that may lie within `SAME_PLACE_KM`."""
    from scipy.spatial import cKDTree  # for whoever draws (see `geodata.control.rear`)

    if not points:
        return []
    lat, lon = np.radians(points).T
    sphere = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    chord = 1.1 * np.radians(SAME_PLACE_KM / KM_PER_DEGREE)  # distances on a sphere and in degrees differ a little
    return cKDTree(sphere).query_ball_point(sphere, chord).tolist()


def _km(a: ControlClaim, b: ControlClaim) -> float:
    east = (a.lon - b.lon + 180) % 360 - 180
    return float(np.hypot(a.lat - b.lat, east * np.cos(np.radians((a.lat + b.lat) / 2)))) * KM_PER_DEGREE
