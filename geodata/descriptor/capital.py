"""Capitals and airports described by what they belong to: "the Libyan capital", "the capital's airport"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geodata.descriptor.article import ArticlePlaces, descriptor
from geodata.gazetteer import Feature, Gazetteer
from geodata.resolve.context import distance_km
from geodata.toponym import Toponym

_CAPITAL = re.compile(r"\bcapital(?:\s+city)?\b(?P<airport>['\u2019]s\s+(?:\w+\s+)?airport\b)?")
_LEAD = re.compile(r"(?:\b(?P<the>[Tt]he)\s+)?(?:\b(?P<adjective>[A-Z][\w-]+)\s+)?$")
_LEAD_REACH = 40
_OWNER = re.compile(r"['\u2019]s\s+$")
_AIRPORT = re.compile(r"\bairport\b")
_OWNED = re.compile(r"(?:['\u2019]s)?\s+(?:main\s+|international\s+|only\s+|military\s+){0,2}$")
AIRPORT_KM = 45.0
"""Farthest of the capitals' main airports from the city's centre is about 45 km out."""
_MONEY = re.compile(
    r"\s+(?:of\s+\$|punishment|gains|market|markets|letters|crime|flight|expenditure|murder|investment|controls)"
)


def find_capitals(text: str, places: ArticlePlaces, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield capitals and airports that are described, not named."""
    for match in _CAPITAL.finditer(text) if "capital" in text else ():
        yield from _capital(text, match, places, gazetteer)
    for match in _AIRPORT.finditer(text) if "airport" in text else ():
        city = next(iter(places.before(match.start(), 40)), None)
        if (
            city
            and city.lat is not None
            and city.kind in {"city", "town"}
            and _OWNED.match(text, city.end, match.start())
        ):
            airport = _airport_of(city.name or "", city.text, city.lat, city.lon, gazetteer)
            if airport:
                yield descriptor(city.start, match.end(), text, airport, f"the airport of {city.name}")


def _capital(text: str, match: re.Match[str], places: ArticlePlaces, gazetteer: Gazetteer) -> Iterator[Toponym]:
    back = max(0, match.start() - _LEAD_REACH)
    lead = _LEAD.search(text[back : match.start()])
    owner = places.ending_at(len(_OWNER.sub("", text[: match.start()][-4:])) + max(match.start() - 4, 0))
    if _MONEY.match(text, match.end()) or not (lead["the"] or lead["adjective"] or owner):
        return
    iso, start = (owner.country, owner.start) if owner and owner.kind == "country" else _country(back, lead, places)
    row = gazetteer.capital(iso) if iso else None
    if row is None or gazetteer.country_row(iso) is None or _is_named(text, start, match, places):
        return
    city = gazetteer.feature(row)
    word_end = match.end() if not match["airport"] else match.start("airport")
    reason = f"the capital of {gazetteer.name(gazetteer.country_row(iso))}"
    airport = _airport_of(city.name, city.name, city.lat, city.lon, gazetteer) if match["airport"] else None
    if airport:
        yield descriptor(start, match.end(), text, airport, f"the airport of {city.name}, {reason}")
    else:
        yield descriptor(start, word_end, text, city, reason)


def _country(back: int, lead: re.Match[str], places: ArticlePlaces) -> tuple[str | None, int]:
    """The capital's country and where the descriptor begins."""
    if lead["adjective"]:
        owner = places.starting_at(back + lead.start("adjective"))
        return (owner.country, owner.start) if owner and owner.kind == "country" else (None, back)
    return places.country_before(back + lead.start()), back + lead.start()


def _is_named(text: str, start: int, match: re.Match[str], places: ArticlePlaces) -> bool:
    """Whether the name stands beside it: "the capital Cairo", "the capital of Egypt", "Cairo, the capital"."""
    after = re.match(r",?\s+(?:of\s+)?(?:the\s+)?(?:[a-z-]+\s+)?", text[match.end() :])
    if after and not match["airport"]:
        toponym = places.starting_at(match.end() + after.end())
        if toponym and (toponym.kind in {"city", "town"} or text[match.end() :].lstrip().startswith("of")):
            return True
    before = text[max(0, start - 60) : start].rstrip()
    if not before.endswith(","):
        return False
    last = places.ending_at(max(0, start - 60) + len(before) - 1)
    return last is not None and last.kind in {"city", "town"}


def _airport_of(name: str, written: str, lat: float, lon: float, gazetteer: Gazetteer) -> Feature | None:
    """The airport named after a city, near it."""
    for form in (
        f"{written} International Airport",
        f"{name} International Airport",
        f"{written} Airport",
        f"{name} Airport",
    ):
        for row in gazetteer.lookup(form):
            feature = gazetteer.feature(row)
            if feature.kind in {"airport", "airbase"} and distance_km(lat, lon, feature.lat, feature.lon) <= AIRPORT_KM:
                return feature
    return None
