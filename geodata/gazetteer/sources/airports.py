"""Airports and air bases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geodata.gazetteer.fold import fold
from geodata.gazetteer.names import ALTERNATE, CODE, CURATED
from geodata.gazetteer.sources.nearby import Nearby
from geodata.gazetteer.sources.place import Place
from geodata.gazetteer.sources.tables import FACTS, python_file, read_csv

_ALL_FIELDS = frozenset(
    [
        "AF",
        "AM",
        "AZ",
        "BF",
        "CD",
        "CF",
        "CM",
        "EG",
        "ER",
        "ET",
        "GE",
        "IL",
        "IQ",
        "IR",
        "JO",
        "LB",
        "LY",
        "ML",
        "MM",
        "MZ",
        "NE",
        "NG",
        "PK",
        "PS",
        "SA",
        "SD",
        "SO",
        "SS",
        "SY",
        "TD",
        "TN",
        "TR",
        "UA",
        "YE",
    ]
)
"""Countries in war or beside one, where small fields make news; elsewhere only fields with an IATA code are kept."""

_MILITARY = re.compile(
    r"\b(?:Air ?base|Air Force Base|AFB|Air Base|Military|Army|Naval Air Station|NAS|RAF|Highway Strip)\b",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\s*\b(?:International|Intl|Regional|Municipal|National|Domestic)?\s*(?:Airport|Airfield|Aerodrome|Air ?base|Air Force Base)\b.*\Z",
    re.IGNORECASE,
)
_SMALL = re.compile(r"heli|seaplane|water aerodrome|balloon", re.IGNORECASE)

_FIELDS = ("airport", "airbase")
_SAME_KM = 3.0
"""Two fields this close are one: the width of a large airport."""


def read_airports() -> Iterator[Place]:
    """Yield the fields of the package airportsdata that news may name."""
    curated = {row["icao"]: row["names"].split("|") for row in read_csv(FACTS / "airports.csv")}
    for row in read_csv(python_file("airportsdata", "airports.csv")):
        if (row["iata"] or row["country"] in _ALL_FIELDS) and row["icao"] and not _SMALL.search(row["name"]):
            yield _place(row, curated.get(row["icao"], []))


def merge_airports(airports: list[Place], written: list[Place]) -> list[Place]:
    """Give the names of fields that the project wrote down itself to those places; return the other fields."""
    nearby = Nearby([place for place in written if place.kind in _FIELDS])
    others = []
    for airport in airports:
        same = nearby.within(airport.lat, airport.lon, _SAME_KM)
        if same:
            same[0].add_names(list(airport.names), ALTERNATE)
        else:
            others.append(airport)
    return others


def _place(row: dict[str, str], curated: list[str]) -> Place:
    military = bool(_MILITARY.search(row["name"]))
    place = Place(
        id=f"icao:{row['icao']}",
        name=row["name"] if re.search(r"air", row["name"], re.IGNORECASE) else f"{row['name']} Airport",
        kind="airbase" if military else "airport",
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        country=row["country"],
        radius_km=2.0,
        prominence=(4.0 if row["iata"] else 3.0) + (1.0 if curated else 0.0),
    )
    place.add_names(list(dict.fromkeys(_names(row, military))), ALTERNATE)
    place.add_names(curated, CURATED)
    place.add_names([row["icao"]], CODE)
    return place


def _names(row: dict[str, str], military: bool) -> Iterator[str]:
    """Yield the ways to write a field's name: with and without the city, "International" and the kind."""
    city, name = row["city"].split("/")[0].strip(), row["name"]
    stem = _KIND.sub("", name).strip()
    kinds = (
        ("Airport", "International Airport", "airport")
        if not military
        else ("Air Base", "Airbase", "air base", "airbase")
    )
    stems = {stem, city} if city else {stem}
    if city and fold(stem).startswith(fold(city) + " "):
        stems.add(stem[len(city) :].strip(" -/"))
    for kind in kinds:
        yield from (f"{each} {kind}" for each in sorted(stems) if len(each) > 2)
