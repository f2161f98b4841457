"""Features that the project wrote down itself: seas and deserts, historic regions, bases, places of a theatre."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from geodata.gazetteer.feature import POPULATED
from geodata.gazetteer.fold import fold
from geodata.gazetteer.names import CURATED
from geodata.gazetteer.sources.nearby import Nearby
from geodata.gazetteer.sources.place import Place
from geodata.gazetteer.sources.tables import FACTS, read_csv

THEATRES = Path(__file__).parents[2] / "theatres"

_SAME_KM = 12.0
"""A settlement written down by hand is one of GeoNames when they share a name and lie within this distance."""

_KINDS = {"suburb": "quarter"}
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_FUNCTION = re.compile(
    r"\s+(?:oil terminal and refinery|oil terminal|oil and gas complex|offshore field|oil field|border post|crossing|"
    r"International Airport|airport / air base|airport / air college|airport|air base)\Z",
)
_PROMINENCE = {
    "city": 5.0,
    "airport": 4.5,
    "airbase": 5.0,
    "oil_terminal": 5.0,
    "oil_field": 4.8,
    "border_crossing": 5.0,
}


def read_features() -> Iterator[Place]:
    """Yield the features of ``facts/features.csv``."""
    for row in read_csv(FACTS / "features.csv"):
        place = Place(
            id=row["id"],
            name=_BRACKETS.sub("", row["name"]),
            kind=row["kind"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            radius_km=float(row["radius_km"]),
            prominence=float(row["prominence"]),
        )
        place.add_names(row["names"].split("|"), CURATED)
        yield place


def read_theatre_places() -> Iterator[Place]:
    """Yield the places of all theatres, ``theatres/<id>/places.csv``, that have coordinates."""
    for path in sorted(THEATRES.glob("*/places.csv")):
        for row in read_csv(path):
            if row["lat"] and row["lon"]:
                yield _theatre_place(path.parent.name, row)


def merge_settlements(written: list[Place], cities: list[Place]) -> list[Place]:
    """Give the names of settlements written down by hand to those of GeoNames that they are; return the others.

    The name written down becomes the settlement's own: it is the one that English readers know.
    """
    nearby = Nearby([city for city in cities if city.kind in POPULATED])
    others = []
    for place in written:
        same = _same_settlement(place, nearby) if place.kind in POPULATED else None
        if same is None:
            others.append(place)
        else:
            same.add_names(list(place.names), CURATED)
            same.name = place.name
            same.prominence = max(same.prominence, place.prominence)
    return others


def _same_settlement(place: Place, nearby: Nearby) -> Place | None:
    """The settlement of GeoNames that shares a name with a place, the nearest first."""
    names = {fold(name) for name in place.names}
    found = nearby.within(place.lat, place.lon, _SAME_KM)
    return next((city for city in found if not names.isdisjoint(map(fold, city.names))), None)


def _theatre_place(theatre: str, row: dict[str, str]) -> Place:
    name = _BRACKETS.sub("", row["name"])
    kind = _KINDS.get(row["kind"], row["kind"])
    place = Place(
        id=f"{theatre}:{_slug(row['name'])}",
        name=name,
        kind=kind,
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        country=row.get("country") or _country(theatre, row),
        radius_km=1.0,
        prominence=_PROMINENCE.get(kind, 4.5),
    )
    place.add_names([*row["alt_names"].split("|"), _FUNCTION.sub("", name)], CURATED)
    return place


def _country(theatre: str, row: dict[str, str]) -> str:
    """Country of a theatre's place: its own, unless the name says on which side of a border it lies."""
    sides = re.search(r"\((\w+) side\)", row["name"])
    return {"Egypt": "EG", "Tunisia": "TN"}.get(sides[1] if sides else "", {"libya": "LY"}.get(theatre, ""))


def _slug(name: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
