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
_WORD = re.compile(
    r"\b(?P<word>borders?|frontier)\b"
    r"(?!\s+(?:crossings?|guards?|police|control|controls|town|village|agency|security|post|patrol))"
    r"(?:\s+(?P<link>with|between)\s+(?:the\s+)?)?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"(?:\b(?P<owner>its|their|(?:the|his)\s+country['\u2019]s)\s+)?(?:\b(?P<way>{_WAYS})\s+)?(?:land\s+)?$",
    re.IGNORECASE,
)
_LEAD_REACH = 48
MAX_CENTRE_ANGLE_DEG = 70.0


def find_borders(text: str, places: ArticlePlaces, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield borders whose two countries the text tells; a border of one country with no other named is none."""
    low = text.lower()
    if "border" not in low and "frontier" not in low:
        return
    for word in _WORD.finditer(text):
        back = max(0, word.start() - _LEAD_REACH)
        lead = _LEAD.search(text[back : word.start()])
        start = back + lead.start()
        pair = _countries(text, _Phrase(start, word, lead["owner"], lead["way"]), places, gazetteer)
        if not pair or gazetteer.border(*pair) is None:
            continue
        a, b = pair
        row = gazetteer.country_row(a)
        if row is None or gazetteer.country_row(b) is None:
            continue
        names = " and ".join(sorted(gazetteer.name(gazetteer.country_row(iso)) for iso in pair))
        line = gazetteer.border(a, b).interpolate(0.5, normalized=True)
        feature = dataclasses.replace(
            gazetteer.feature(row), id=f"border:{min(pair)}-{max(pair)}", name=f"Border of {names}", kind="border", geonames_id=None,
            lat=round(line.y, 5), lon=round(line.x, 5), where_prec=5,
        )  # fmt: skip
        length_km = gazetteer.border(a, b).length * 100
        yield descriptor(
            start, word.end("word"), text, feature,
            f"the border of {names}, as a line", shape=("border", min(pair), max(pair)), radius_km=round(length_km / 2, 1),
        )  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class _Phrase:
    """ "its western border with": where it begins, its noun and link, whose it is said to be and on which side."""

    start: int
    word: re.Match[str]
    owner: str | None
    way: str | None


def _countries(text: str, phrase: _Phrase, places: ArticlePlaces, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """The two countries, the owner of the border first."""
    compound = _compound(text, phrase.start, places)
    if compound:
        return compound
    named = _named_after(phrase, places, text)
    if phrase.word["link"] and phrase.word["link"].lower() == "between" and len(named) == 2:
        return named[0], named[1]
    owner = _owner(text, phrase, places)
    if named and owner and named[0] != owner:
        return owner, named[0]
    if owner and phrase.way:
        return _toward(owner, COMPASS[phrase.way.lower()], places, gazetteer)
    return None


def _compound(text: str, start: int, places: ArticlePlaces) -> tuple[str, str] | None:
    """ "Egypt-Libya", "Turkish-Syrian" before the word."""
    last = places.ending_at(len(text[:start].rstrip()))
    if last is None:
        return None
    first = (
        places.ending_at(last.start - 1)
        if text[last.start - 1 : last.start] in "-\u2013\u2010/" and last.start
        else None
    )
    if first and first.country and last.country and first.country != last.country:
        return first.country, last.country
    return None


def _named_after(phrase: _Phrase, places: ArticlePlaces, text: str) -> list[str]:
    if not phrase.word["link"]:
        return []
    limit = phrase.word.end() + 45
    stop = re.search(r"[.;\n]", text[phrase.word.end() : limit])
    limit = phrase.word.end() + stop.start() if stop else limit
    return [
        t.country
        for t in places.toponyms
        if phrase.word.end() <= t.start < limit and t.country and t.kind in {"country", "territory"}
    ]


def _owner(text: str, phrase: _Phrase, places: ArticlePlaces) -> str | None:
    """The country whose border it is: "Egypt's", "Turkish", or the nearest country or capital before "its"."""
    left = len(text[: phrase.start].rstrip())
    own = places.ending_at(left) or places.ending_at(
        len(re.sub(r"['\u2019]s?$", "", text[:left][-4:])) + max(left - 4, 0)
    )
    if own is not None and own.country:
        return own.country
    subject = next(
        (t for t in places.before(phrase.start, 200) if t.country and (t.kind == "country" or t.role == "actor")), None
    )
    return subject.country if subject else None


def _toward(owner: str, bearing: float, places: ArticlePlaces, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """The most mentioned neighbour of `owner` that lies in a direction."""
    for other in places.countries:
        if (
            other != owner
            and gazetteer.border(owner, other) is not None
            and _lies_toward(owner, other, bearing, gazetteer)
        ):
            return owner, other
    return None


def _lies_toward(owner: str, other: str, bearing: float, gazetteer: Gazetteer) -> bool:
    a, b = gazetteer.country_row(owner), gazetteer.country_row(other)
    lat_a, lat_b = float(gazetteer.lat[a]), float(gazetteer.lat[b])
    east = (float(gazetteer.lon[b]) - float(gazetteer.lon[a])) * math.cos(math.radians((lat_a + lat_b) / 2))
    seen = math.degrees(math.atan2(east, lat_b - lat_a)) % 360
    return min(abs(seen - bearing), 360 - abs(seen - bearing)) <= MAX_CENTRE_ANGLE_DEG
