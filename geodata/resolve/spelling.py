"""Spellings that no list has: "Bani Waleed" for Bani Walid, within the countries that an article speaks of."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence

from geodata.gazetteer import Gazetteer
from geodata.resolve.mention import Mention
from geodata.theatre import Theatre
from geodata.toponym import Toponym

SCORE = 0.5
MOST_COUNTRIES = 3
"""Names of the countries most spoken of; farther ones would meet by chance."""


def respell(
    mentions: Sequence[Mention], toponyms: list[Toponym], gazetteer: Gazetteer, theatre: Theatre | None
) -> list[Toponym]:
    """Give unlisted names the place of like consonants in the conflict's country or the one most spoken of."""
    if all(toponym.lat is not None or mention.site for mention, toponym in zip(mentions, toponyms, strict=True)):
        return toponyms
    countries = _countries_spoken_of(toponyms, theatre)
    return [
        _respelled(toponym, countries, gazetteer) if toponym.lat is None and not mention.site else toponym
        for mention, toponym in zip(mentions, toponyms, strict=True)
    ]


def _countries_spoken_of(toponyms: Sequence[Toponym], theatre: Theatre | None) -> list[str]:
    """ISO codes of the theatre's countries and of those most spoken of."""
    counts = Counter(toponym.country for toponym in toponyms if toponym.country)
    spoken_of = [iso for iso, _ in counts.most_common(MOST_COUNTRIES)]
    return [*(theatre.countries if theatre else ()), *spoken_of]


def _respelled(toponym: Toponym, countries: Sequence[str], gazetteer: Gazetteer) -> Toponym:
    rows = gazetteer.lookup_loose(toponym.text, countries) if countries else ()
    if not rows:
        return toponym
    feature = gazetteer.feature(rows[0])
    return dataclasses.replace(
        toponym, feature_id=feature.id, name=feature.name, kind=feature.kind, lat=feature.lat, lon=feature.lon,
        geonames_id=feature.geonames_id, score=SCORE, reason=f"not listed in this spelling; its consonants are those of {feature.name}",
        radius_km=feature.radius_km, where_prec=feature.where_prec, country=feature.country,
    )  # fmt: skip
