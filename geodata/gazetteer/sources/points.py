"""Representative points, sizes and prominence of administrative divisions."""

from __future__ import annotations

import collections
import math

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.sources.divisions import read_points
from geodata.gazetteer.sources.outlines import set_point
from geodata.gazetteer.sources.place import Place, circle_radius_km


def place_divisions(divisions: list[Place], cities: list[Place], shapes: dict[str, BaseGeometry]) -> list[Place]:
    """Give each division a point: the middle of its outline, else the mean of its settlements.

    One with neither is left out. A division's prominence is that of a city of its population, less a factor of
    ten for the second order and of five for the first: a name that a city and its province share means the
    city first.
    """
    members: dict[str, list[Place]] = collections.defaultdict(list)
    for city in cities:
        if city.kind != "quarter":
            members[city.admin1].append(city)
            members[city.admin2].append(city)
    points = read_points()
    placed = []
    for division in divisions:
        inside = members.get(division.id, [])
        if not inside and division.id not in shapes:
            continue
        if division.id in shapes:
            set_point(division, shapes[division.id])
        else:
            _set_mean(division, inside)
        given = next((points[key] for name in division.names if (key := (division.country, name)) in points), None)
        if given and division.kind == "admin1":
            division.lat, division.lon = given
        _weigh(division, inside)
        placed.append(division)
    return placed


def assign_divisions(places: list[Place], divisions: list[Place], shapes: dict[str, BaseGeometry]) -> None:
    """Tell places that know only their country which division's outline they lie in: airports, villages, fields."""
    lost = [place for place in places if place.country and not place.admin1 and place.kind not in _TOO_LARGE]
    outlined = [division for division in divisions if division.kind == "admin1" and division.id in shapes]
    tree = shapely.STRtree([shapes[division.id] for division in outlined])
    points = shapely.points([place.lon for place in lost], [place.lat for place in lost])
    for i, j in tree.query(points, predicate="within").T.tolist():
        if outlined[j].country == lost[i].country:
            lost[i].admin1 = outlined[j].id


_TOO_LARGE = (
    "country",
    "territory",
    "admin1",
    "admin2",
    "region",
    "historic_region",
    "river",
    "desert",
    "mountains",
    "sea",
)


def _weigh(division: Place, inside: list[Place]) -> None:
    """Set population and prominence from the settlements inside."""
    division.population = sum(city.population for city in inside)
    weight = math.log10(division.population + 10) - (0.7 if division.kind == "admin1" else 1.0)
    division.prominence = max(division.prominence, weight)


def _set_mean(division: Place, inside: list[Place]) -> None:
    """Set the point to the mean of the settlements inside and the radius to half their reach from north to south."""
    division.lat = sum(city.lat for city in inside) / len(inside)
    division.lon = _mean_longitude([city.lon for city in inside])
    reach_km = 111.2 * (max(city.lat for city in inside) - min(city.lat for city in inside))
    division.radius_km = max(5.0, circle_radius_km(math.pi * (reach_km / 2) ** 2))


def _mean_longitude(longitudes: list[float]) -> float:
    """Mean of longitudes in degrees; east and west of the date line do not meet at Greenwich."""
    if max(longitudes) - min(longitudes) > 180:
        longitudes = [lon % 360 for lon in longitudes]
    mean = sum(longitudes) / len(longitudes)
    return mean - 360 if mean > 180 else mean
