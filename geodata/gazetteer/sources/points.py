"""Representative points and sizes of administrative divisions."""

from __future__ import annotations

import collections
import math

from geodata.gazetteer.sources.place import Place, circle_radius_km


def place_divisions(divisions: list[Place], cities: list[Place]) -> list[Place]:
    """Give each division the mean of its settlements as point; one without settlements is left out.

    A division's prominence is that of a city of its population, less a factor of ten for the second order and
    of five for the first: a name that a city and its province share means the city first.
    """
    members: dict[str, list[Place]] = collections.defaultdict(list)
    for city in cities:
        if city.kind != "quarter":
            members[city.admin1].append(city)
            members[city.admin2].append(city)
    placed = []
    for division in divisions:
        inside = members.get(division.id)
        if inside:
            _place_at_mean(division, inside)
            placed.append(division)
    return placed


def _place_at_mean(division: Place, inside: list[Place]) -> None:
    division.lat = sum(city.lat for city in inside) / len(inside)
    division.lon = _mean_longitude([city.lon for city in inside])
    division.population = sum(city.population for city in inside)
    division.prominence = math.log10(division.population + 10) - (0.7 if division.kind == "admin1" else 1.0)
    north_south_km = 111.2 * (max(city.lat for city in inside) - min(city.lat for city in inside))
    division.radius_km = max(5.0, circle_radius_km(math.pi * (north_south_km / 2) ** 2))


def _mean_longitude(longitudes: list[float]) -> float:
    """Mean of longitudes in degrees; east and west of the date line do not meet at Greenwich."""
    if max(longitudes) - min(longitudes) > 180:
        longitudes = [lon % 360 for lon in longitudes]
    mean = sum(longitudes) / len(longitudes)
    return mean - 360 if mean > 180 else mean
