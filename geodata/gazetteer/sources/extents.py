"""Extents of features that the project wrote down: made of countries and divisions, or drawn by hand."""

from __future__ import annotations

import dataclasses

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.fold import fold
from geodata.gazetteer.names import CURATED
from geodata.gazetteer.sources.place import Place
from geodata.gazetteer.sources.tables import FACTS, read_csv

_MERGED_KINDS = ("region", "historic_region")


@dataclasses.dataclass(slots=True)
class Extents:
    """What the column ``extent`` of ``facts/features.csv`` says.

    ``LY,TN`` names countries, ``LY/Surt`` divisions, ``=ne:Katanga`` or ``=SO-SL`` a division or part of a
    country by its name in Natural Earth, ``~13.2 32.9,...`` draws a polygon in degrees, longitude first, that
    is then cut to the sea.

    Parameters
    ----------
    members
        Feature id -> ids of the features that it is made of.
    drawn
        Feature id -> polygon drawn by hand.
    unresolved
        Divisions that were named and not found, for the builder to look into.
    """

    members: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    drawn: dict[str, BaseGeometry] = dataclasses.field(default_factory=dict)
    unresolved: list[str] = dataclasses.field(default_factory=list)


def read_extents(divisions: list[Place], states: list[Place], outlines: dict[str, BaseGeometry]) -> Extents:
    """Read the extents.

    Parameters
    ----------
    divisions, states
        Places that a region may be made of.
    outlines
        ISO code -> outline of a country, to cut seas by.
    """
    ids = {state.country: state.id for state in states if state.country}
    ids |= {f"={iso}": f"part:{iso}" for iso in outlines if "-" in iso}
    for division in sorted(divisions, key=lambda place: place.kind):
        for name in (division.name, *division.names):
            ids.setdefault(f"{division.country}/{fold(name)}", division.id)
            ids.setdefault(f"=ne:{fold(name)}", division.id)
    for division in sorted(divisions, key=lambda place: place.kind, reverse=True):
        ids[f"{division.country}/{fold(division.name)}"] = division.id
    extents = Extents()
    for row in read_csv(FACTS / "features.csv"):
        if row["extent"].startswith("~"):
            extents.drawn[row["id"]] = _cut_to_sea(_polygon(row["extent"][1:]), outlines)
        elif row["extent"]:
            _add_members(extents, row, ids)
    return extents


def merge_regions(written: list[Place], extents: Extents, divisions: list[Place]) -> list[Place]:
    """Give the names of a region that is one division to that division; return the other places."""
    by_id = {division.id: division for division in divisions}
    others = []
    for place in written:
        members = extents.members.get(place.id, ())
        same = by_id.get(members[0]) if len(members) == 1 and place.kind in _MERGED_KINDS else None
        if same is None:
            others.append(place)
        else:
            del extents.members[place.id]
            same.add_names(list(place.names), CURATED)
            same.name, same.prominence = place.name, max(same.prominence, place.prominence)
    return others


def _add_members(extents: Extents, row: dict[str, str], ids: dict[str, str]) -> None:
    members = []
    for part in row["extent"].split(","):
        country, slash, name = part.partition("/")
        key = f"{country}/{fold(name)}" if slash else (f"=ne:{fold(part[4:])}" if part.startswith("=ne:") else part)
        if key in ids:
            members.append(ids[key])
        else:
            extents.unresolved.append(f"{row['id']}: {part}")
    if members:
        extents.members[row["id"]] = tuple(dict.fromkeys(members))


def _polygon(text: str) -> BaseGeometry:
    """Polygon of "lon lat,lon lat,..." in degrees."""
    return shapely.make_valid(shapely.Polygon([tuple(map(float, pair.split())) for pair in text.split(",")]))


def _cut_to_sea(polygon: BaseGeometry, outlines: dict[str, BaseGeometry]) -> BaseGeometry:
    """Take the land out of a polygon drawn around a sea, with one degree of shore on all sides to find it."""
    roughly = polygon.buffer(0.3)
    land = shapely.union_all(
        [
            outline.intersection(shapely.box(*roughly.bounds))
            for outline in outlines.values()
            if outline.intersects(roughly)
        ]
    )
    parts = shapely.get_parts(roughly.difference(land))
    largest = max(parts, key=lambda part: part.area)
    return largest.simplify(0.02)
