"""Finding places near a point."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from geodata.gazetteer.sources.place import Place

_EARTH_RADIUS_KM = 6371.0


class Nearby:
    """Places by position, on the sphere."""

    def __init__(self, places: list[Place]) -> None:
        self._places = places
        self._tree = cKDTree(_xyz(np.array([place.lat for place in places]), np.array([place.lon for place in places])))

    def within(self, lat: float, lon: float, distance_km: float) -> list[Place]:
        """Places within a distance of a point in degrees, nearest first."""
        point = _xyz(np.array([lat]), np.array([lon]))[0]
        chord = 2 * np.sin(distance_km / _EARTH_RADIUS_KM / 2)
        found = self._tree.query_ball_point(point, chord)
        found.sort(key=lambda i: (float(np.sum((self._tree.data[i] - point) ** 2)), self._places[i].id))
        return [self._places[i] for i in found]


def _xyz(lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Points on the unit sphere from degrees."""
    phi, lam = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)
