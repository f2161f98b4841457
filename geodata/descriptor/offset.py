"""Names that a phrase beside them shifts or narrows: "east of Tripoli", "60 km south of Misrata"."""

from __future__ import annotations

import dataclasses
import re

from geodata.lexicon.cues import COMPASS
from geodata.shape import HALF_ANGLE_DEG, destination
from geodata.toponym import Toponym

KM_PER_MILE = 1.609344
DISTANCE_TOLERANCE = 0.25
"""A distance in a news text is a round number: the place lies within a quarter of it."""
BESIDE_KM = 40.0
"""How far "east of Tripoli" reaches when no distance is given; writers name a nearer town beyond that."""
OUTSKIRTS_KM = (3.0, 20.0)
NEAR_KM = 25.0
"""UCDP codes "near" a place as precision 2, within about 25 km."""

_WAY = "|".join(sorted((re.escape(word) for word in COMPASS if not word.endswith("ern")), key=len, reverse=True))
_OF = r"\s+of\s+(?:the\s+)?(?:[\w-]+\s+){0,3}?(?:(?:city|town|village|port|capital)\s+(?:of\s+)?)?(?:the\s+)?$"
_OFFSET = re.compile(
    r"(?:(?P<number>\d[\d.,]*|several|a few|dozens of)[\s-]*(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b\s*(?:\([^)]{1,20}\)\s*)?)?"
    rf"(?:to\s+the\s+|just\s+|further\s+|away\s+)?(?P<way>{_WAY}){_OF}",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    r"(?P<number>\d[\d.,]*)[\s-]*(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b\s*(?:\([^)]{1,20}\)\s*)?"
    r"(?:away\s+|outside\s+)?(?:from|of|outside)\s+(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?$",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"(?:outskirts|suburbs|periphery|edges?|fringes|environs|gates|countryside)\s+of\s+(?:the\s+)?(?:[\w-]+\s+){0,2}?(?:(?:city|town|capital)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:near|outside|close\s+to|around|nearby)\s+(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?$", re.IGNORECASE
)
_PART = re.compile(
    r"(?<![\w-])(?:(?P<way>(?:(?:north|south)-?)?(?:east|west)(?:ern)?|(?:north|south)(?:ern)?)"
    r"|(?:(?:north|south|east|west)-)?central)\s+$",
    re.IGNORECASE,
)
_DIVISION = re.compile(r"\s+(?:province|governorate|region|state|district|county|oblast|prefecture|department)\b")
"""In "the northern Hebei province" the adjective says where in the country the province lies."""
_REACH = 70

_ROOTS = ("north", "south", "east", "west")
_EDGES = ("outskirts", "suburbs", "periphery", "edge", "fringes", "environs", "gates", "countryside")
_NEARS = ("near", "outside", "close", "around")
"""Letters without which the patterns above find nothing: most places stand behind an "of" of another kind."""

WIDE_KINDS = frozenset(
    ["country", "territory", "admin1", "admin2", "region", "historic_region", "island", "desert", "continent"]
)


def shift_toponyms(text: str, toponyms: list[Toponym]) -> list[Toponym]:
    """Give shapes to the toponyms that a phrase shifts or narrows; the others stay as they are."""
    return [_shifted(text, toponym) for toponym in toponyms]


def _shifted(text: str, toponym: Toponym) -> Toponym:
    if toponym.lat is None or toponym.role not in {"place", "embedded", "descriptor"} or toponym.shape:
        return toponym
    before = text[max(0, toponym.start - _REACH) : toponym.start]
    before = before[before.rfind("\n") + 1 :]
    tail = before[-24:].lower()
    if "of " in tail or tail.endswith(("from ", "from the ", "outside ")):
        return _beside(before, toponym) if toponym.kind not in WIDE_KINDS else _side(before, toponym)
    if tail.rstrip()[-4:] in {
        "near",
        "e to",
        "side",
        "ound",
        "rn",
        "tern",
        "hern",
        "tral",
        "east",
        "west",
        "orth",
        "outh",
    }:
        return _narrowed(before, text[toponym.end : toponym.end + 16], toponym)
    return toponym


def _beside(before: str, toponym: Toponym) -> Toponym:
    """ "East of", "60 km from", "outskirts of" a place with a point."""
    low = before.lower()
    if _has(_ROOTS, low) and (match := _OFFSET.search(before)):
        way = COMPASS[match["way"].lower()]
        if match["number"]:
            return _at_distance(toponym, _km(match["number"], match["unit"]), way)
        return _sector(
            toponym,
            way,
            0.0,
            BESIDE_KM,
            f"somewhere {match['way'].lower()} of {toponym.name}, at most {BESIDE_KM:.0f} km",
        )
    if any(map(str.isdecimal, low)) and (match := _DISTANCE.search(before)):
        return _at_distance(toponym, _km(match["number"], match["unit"]), None)
    if _has(_EDGES, low) and _EDGE.search(before):
        inner, outer = OUTSKIRTS_KM
        return dataclasses.replace(
            toponym, shape=("ring", toponym.lat, toponym.lon, inner, outer), radius_km=outer, where_prec=2,
            reason=f"{toponym.reason}; the outskirts, drawn as a ring of {inner:.0f} to {outer:.0f} km",
        )  # fmt: skip
    if _has(_NEARS, low) and _NEAR.search(before):
        return _near(toponym)
    return toponym


def _has(words: tuple[str, ...], low: str) -> bool:
    return any(map(low.__contains__, words))


def _narrowed(before: str, after: str, toponym: Toponym) -> Toponym:
    """ "Near" a place, "eastern" part of one."""
    if _NEAR.search(before):
        return _near(toponym) if toponym.kind not in WIDE_KINDS else toponym
    match = _PART.search(before)
    if not match or _DIVISION.match(after):
        return toponym
    way = (match["way"] or "central").lower()
    bearing = COMPASS[way] if match["way"] else -1.0
    if toponym.kind in WIDE_KINDS:
        return _part(toponym, bearing, way)
    return (
        _sector(toponym, bearing, 0.0, max(toponym.radius_km, 8.0), f"the {way} part of {toponym.name}")
        if bearing >= 0
        else toponym
    )


def _side(before: str, toponym: Toponym) -> Toponym:
    """ "The east of Libya"."""
    match = _OFFSET.search(before) if _has(_ROOTS, before.lower()) else None
    return (
        _part(toponym, COMPASS[match["way"].lower()], match["way"].lower())
        if match and not match["number"]
        else toponym
    )


def _part(toponym: Toponym, bearing: float, way: str) -> Toponym:
    return dataclasses.replace(
        toponym,
        shape=("part", toponym.feature_id, bearing),
        reason=f"{toponym.reason}; of it the {way} part, drawn as a third",
    )


def _near(toponym: Toponym) -> Toponym:
    return dataclasses.replace(
        toponym, radius_km=max(toponym.radius_km, NEAR_KM), where_prec=max(toponym.where_prec, 2)
    )


def _at_distance(toponym: Toponym, km: float | None, way: float | None) -> Toponym:
    if km is None or km > 2000:
        return (
            toponym
            if way is None
            else _sector(toponym, way, 0.0, 2 * BESIDE_KM, f"some way from {toponym.name}, no number given")
        )
    inner, outer = km * (1 - DISTANCE_TOLERANCE), km * (1 + DISTANCE_TOLERANCE)
    reason = f"{km:.0f} km from {toponym.name}, give or take a quarter"
    if way is not None:
        return _sector(toponym, way, inner, outer, reason, half_angle_deg=HALF_ANGLE_DEG / 2)
    return dataclasses.replace(
        toponym, shape=("ring", toponym.lat, toponym.lon, round(inner, 1), round(outer, 1)), radius_km=round(outer, 1), where_prec=2,
        reason=f"{toponym.reason}; {reason}",
    )  # fmt: skip


def _sector(
    toponym: Toponym, way: float, inner: float, outer: float, reason: str, half_angle_deg: float = HALF_ANGLE_DEG
) -> Toponym:
    """Move the point to the middle of the sector."""
    middle = (inner + outer) / 2
    lat, lon = destination(toponym.lat, toponym.lon, way, middle)
    return dataclasses.replace(
        toponym, lat=lat, lon=lon, shape=("sector", toponym.lat, toponym.lon, way, half_angle_deg, round(inner, 1), round(outer, 1)),
        radius_km=round(max(outer - middle, middle * 0.4), 1), where_prec=2, reason=f"{toponym.reason}; {reason}",
    )  # fmt: skip


def _km(number: str, unit: str) -> float | None:
    """Kilometres of "60 km", "1,200 kilometres", "35 miles"; ``None`` for words such as "several"."""
    try:
        value = float(re.sub(r",(?=\d{3}\b)", "", number).rstrip(".,").replace(",", "."))
    except ValueError:
        return None
    return round(value * (KM_PER_MILE if unit.lower().startswith("mi") else 1.0), 1)
