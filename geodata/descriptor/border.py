"""Borders between countries: "its western border", "the border with Libya", "the Egypt-Libya border"."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterator

from geodata.descriptor.article import ArticlePlaces, descriptor
from geodata.gazetteer import Gazetteer
from geodata.lexicon.cues import COMPASS
from geodata.toponym import Toponym

_WAYS = "|".join(sorted((re.escape(word) for word in COMPASS if word.endswith("ern")), key=len, reverse=True))
_BORDER = re.compile(
    rf"\b(?:(?P<owner>its|their|the country['\u2019]s|his country['\u2019]s)\s+)?(?:(?P<way>{_WAYS})\s+)?(?:land\s+)?(?P<word>border|borders|frontier)\b"
    r"(?!\s+(?:crossing|crossings|guard|guards|police|control|controls|town|village|agency|security|post|patrol))"
    r"(?:\s+(?P<link>with|between)\s+(?P<the>the\s+)?)?",
    re.IGNORECASE,
)  # fmt: skip
MAX_CENTRE_ANGLE_DEG = 70.0


def find_borders(text: str, places: ArticlePlaces, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield borders whose two countries the text tells; a border of one country with no other named is none."""
    for match in _BORDER.finditer(text):
        pair = _countries(text, match, places, gazetteer)
        if not pair or gazetteer.border(*pair) is None:
            continue
        a, b = pair
        row = gazetteer.country_row(a)
        end = match.end("word")
        if row is None:
            continue
        names = " and ".join(sorted(gazetteer.name(gazetteer.country_row(iso)) for iso in pair))
        line = gazetteer.border(a, b).interpolate(0.5, normalized=True)
        feature = dataclasses.replace(
            gazetteer.feature(row), id=f"border:{min(pair)}-{max(pair)}", name=f"Border of {names}", kind="border", geonames_id=None,
            lat=round(line.y, 5), lon=round(line.x, 5), where_prec=5,
        )  # fmt: skip
        length_km = gazetteer.border(a, b).length * 100
        yield descriptor(
            match.start() if match["owner"] or match["way"] else match.start("word"), end, text, feature,
            f"the border of {names}, as a line", shape=("border", min(pair), max(pair)), radius_km=round(length_km / 2, 1),
        )  # fmt: skip




def _countries(text: str, match: re.Match[str], places: ArticlePlaces, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """The two countries, the owner of the border first."""
    compound = _compound(text, match.start(), places)
    if compound:
        return compound
    named = _named_after(match, places, text)
    if match["link"] and match["link"].lower() == "between" and len(named) == 2:
        return named[0], named[1]
    owner = _owner(text, match, places)
    if named and owner and named[0] != owner:
        return owner, named[0]
    if owner and match["way"]:
        return _toward(owner, COMPASS[match["way"].lower()], places, gazetteer)
    return None


def _compound(text: str, start: int, places: ArticlePlaces) -> tuple[str, str] | None:
    """"Egypt-Libya", "Turkish-Syrian" before the word."""
    last = places.ending_at(len(text[:start].rstrip()))
    if last is None:
        return None
    first = places.ending_at(last.start - 1) if text[last.start - 1 : last.start] in "-\u2013\u2010/" and last.start else None
    if first and first.country and last.country and first.country != last.country:
        return first.country, last.country
    return None


def _named_after(match: re.Match[str], places: ArticlePlaces, text: str) -> list[str]:
    if not match["link"]:
        return []
    limit = match.end() + 45
    stop = re.search(r"[.;\n]", text[match.end() : limit])
    limit = match.end() + stop.start() if stop else limit
    return [t.country for t in places.toponyms if match.end() <= t.start < limit and t.country and t.kind in {"country", "territory"}]


def _owner(text: str, match: re.Match[str], places: ArticlePlaces) -> str | None:
    """The country whose border it is: "Egypt's", "Turkish", or the nearest country or capital before "its"."""
    left = len(text[: match.start()].rstrip())
    own = places.ending_at(left) or places.ending_at(len(re.sub(r"['\u2019]s?$", "", text[:left][-4:])) + max(left - 4, 0))
    if own is not None and own.country:
        return own.country
    subject = next((t for t in places.before(match.start(), 200) if t.country and (t.kind == "country" or t.role == "actor")), None)
    return subject.country if subject else None


def _toward(owner: str, bearing: float, places: ArticlePlaces, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """The most mentioned neighbour of `owner` that lies in a direction."""
    for other in places.countries:
        if other != owner and gazetteer.border(owner, other) is not None and _lies_toward(owner, other, bearing, gazetteer):
            return owner, other
    return None


def _lies_toward(owner: str, other: str, bearing: float, gazetteer: Gazetteer) -> bool:
    a, b = gazetteer.country_row(owner), gazetteer.country_row(other)
    lat_a, lat_b = float(gazetteer.lat[a]), float(gazetteer.lat[b])
    east = (float(gazetteer.lon[b]) - float(gazetteer.lon[a])) * math.cos(math.radians((lat_a + lat_b) / 2))
    seen = math.degrees(math.atan2(east, lat_b - lat_a)) % 360
    return min(abs(seen - bearing), 360 - abs(seen - bearing)) <= MAX_CENTRE_ANGLE_DEG
