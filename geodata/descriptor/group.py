"""Groups that a text names as a whole: "Libya's main oil terminals"."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import numpy as np

from geodata.descriptor.article import ArticlePlaces, descriptor
from geodata.gazetteer import KINDS, Gazetteer
from geodata.resolve.context import distance_km
from geodata.toponym import Toponym

_GROUP = re.compile(
    r"\boil\s+"
    r"(?P<what>(?:(?:export\s+)?(?:terminals|ports)|fields|installations|facilities)(?:(?:,\s+|\s+and\s+|,\s+and\s+)(?:terminals|ports|fields|installations|facilities))*)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:\b(?:main|key|major|vital|largest|eastern|crucial|strategic)\s+)*$", re.IGNORECASE)
_TERMINALS = frozenset({"oil_terminal"})
_FIELDS = frozenset({"oil_field", "oil_field_offshore"})
MIN_MEMBERS = 2


def find_groups(text: str, places: ArticlePlaces, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield one vague place a group; its members are listed and none is claimed to be meant alone."""
    for match in _GROUP.finditer(text) if "oil" in text.lower() else ():
        back = max(0, match.start() - 40)
        start = back + _LEAD.search(text[back : match.start()]).start()
        iso = _owner(text, start, places)
        kinds = _kinds(match["what"].lower())
        members = _members(iso, kinds, gazetteer) if iso else ()
        if iso is None or len(members) < MIN_MEMBERS or gazetteer.country_row(iso) is None:
            continue
        yield _group(text, start, match.end(), iso, kinds, members, gazetteer)


def _owner(text: str, start: int, places: ArticlePlaces) -> str | None:
    """The country named right before ("Libya's"), else the one spoken of."""
    before = re.sub(r"['\u2019]s?$", "", text[max(0, start - 60) : start].rstrip())
    own = places.ending_at(max(0, start - 60) + len(before))
    return own.country if own is not None and own.country else places.country_before(start)


def _kinds(what: str) -> frozenset[str]:
    kinds: frozenset[str] = frozenset()
    if "terminal" in what or "port" in what:
        kinds |= _TERMINALS
    if "field" in what:
        kinds |= _FIELDS
    return kinds or _TERMINALS | _FIELDS


def _members(iso: str, kinds: frozenset[str], gazetteer: Gazetteer) -> tuple[int, ...]:
    codes = [KINDS.index(kind) for kind in kinds]
    country = gazetteer.countries.index(iso) if iso in gazetteer.countries else -1
    rows = np.flatnonzero(np.isin(gazetteer.kind_codes, codes) & (gazetteer.country_codes == country))
    return tuple(sorted(rows.tolist(), key=gazetteer.id))


def _group(
    text: str, start: int, end: int, iso: str, kinds: frozenset[str], members: tuple[int, ...], gazetteer: Gazetteer
) -> Toponym:
    lat, lon = float(gazetteer.lat[list(members)].mean()), float(gazetteer.lon[list(members)].mean())
    far = max(distance_km(lat, lon, float(gazetteer.lat[row]), float(gazetteer.lon[row])) for row in members)
    country = gazetteer.name(gazetteer.country_row(iso))
    what = " and ".join(word for word, some in (("terminals", _TERMINALS), ("fields", _FIELDS)) if some <= kinds)
    feature_id = f"group:{iso}:{'-'.join(sorted(kinds))}"
    feature = dataclasses.replace(
        gazetteer.feature(members[0]), id=feature_id, name=f"Oil {what} of {country}", kind="group", geonames_id=None,
        lat=round(lat, 5), lon=round(lon, 5), radius_km=round(far, 1), where_prec=5,
    )  # fmt: skip
    reason = (
        f"a group that the text does not name one by one: {len(members)} known oil {what} of {country} are its members"
    )
    shape = ("group", feature_id, *(gazetteer.id(row) for row in members))
    return descriptor(start, end, text, feature, reason, shape=shape)
