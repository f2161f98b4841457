"""Spellings that no list has: "Bani Waleed" for Bani Walid, within the countries that an article speaks of."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from geodata.gazetteer import Gazetteer, fold
from geodata.resolve.mention import Mention
from geodata.theatre import Theatre
from geodata.toponym import Toponym

MAX_PLACES = 2500
"""Countries of more places are left out unless they are the conflict's own: their lists hold more spellings, and
the index would take longer to make than hundreds of articles to read."""
SCORE = 0.5
MIN_CONSONANTS = 3
"""Below three consonants, unlike names meet."""
_ARTICLE = re.compile(r"\b(?:al|el|ar|as|ash|az|at|ad|an) ")
_RUNS = (
    ("ph", "f"),
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("dj", "j"),
    ("ck", "k"),
    ("q", "k"),
    ("c", "k"),
    ("x", "ks"),
    ("w", "v"),
)
_SOFT = re.compile(r"[aeiouy]|(?<=[a-z])h(?=[^aeiou]|$)")
_TWICE = re.compile(r"(.)\1+")


def respell(
    mentions: Sequence[Mention], toponyms: list[Toponym], gazetteer: Gazetteer, theatre: Theatre | None
) -> list[Toponym]:
    """Give unlisted names the place of like consonants in the conflict's country or the one most spoken of."""
    if all(toponym.lat is not None or mention.site for mention, toponym in zip(mentions, toponyms, strict=True)):
        return toponyms
    countries = _countries_spoken_of(toponyms, gazetteer, theatre)
    return [
        _respelled(toponym, countries, gazetteer) if toponym.lat is None and not mention.site else toponym
        for mention, toponym in zip(mentions, toponyms, strict=True)
    ]


def _countries_spoken_of(toponyms: Sequence[Toponym], gazetteer: Gazetteer, theatre: Theatre | None) -> list[int]:
    """Codes of the theatre's countries, else of the country most spoken of."""
    home = (
        [gazetteer.countries.index(iso) for iso in theatre.countries if iso in gazetteer.countries] if theatre else []
    )
    counts = Counter(toponym.country for toponym in toponyms if toponym.country)
    for iso, _ in counts.most_common(1):
        code = gazetteer.countries.index(iso)
        if code not in home and np.count_nonzero(gazetteer.country_codes == code) <= MAX_PLACES:
            home.append(code)
    return home


def _respelled(toponym: Toponym, countries: Sequence[int], gazetteer: Gazetteer) -> Toponym:
    rows = rows_spelled_like(toponym.text, countries, gazetteer)
    if not rows:
        return toponym
    feature = gazetteer.feature(rows[0])
    return dataclasses.replace(
        toponym, feature_id=feature.id, name=feature.name, kind=feature.kind, lat=feature.lat, lon=feature.lon,
        geonames_id=feature.geonames_id, score=SCORE, reason=f"not listed in this spelling; its consonants are those of {feature.name}",
        radius_km=feature.radius_km, where_prec=feature.where_prec, country=feature.country,
    )  # fmt: skip


def consonants(name: str) -> str:
    """Reduce a name to the consonants that romanised spellings of it share; words stay apart.

    >>> consonants("Bani Waleed") == consonants("Banī Walīd"), consonants("Tarhouna") == consonants("Tarhūnah")
    (True, True)
    >>> consonants("Sirte") == consonants("Sidra")
    False
    """
    text = _ARTICLE.sub("", fold(name))
    for many, one in _RUNS:
        text = text.replace(many, one)
    words = [word[0] + _SOFT.sub("", word[1:]) for word in text.split() if word]
    return " ".join(_TWICE.sub(r"\1", word) for word in words)


def rows_spelled_like(name: str, countries: Sequence[int], gazetteer: Gazetteer) -> tuple[int, ...]:
    """Rows in some countries (codes of `Gazetteer.countries`) whose own name has the same consonants, prominent first."""
    wanted = consonants(name)
    if len(wanted.replace(" ", "")) < MIN_CONSONANTS:
        return ()
    rows = [row for code in countries for row in _index(gazetteer, code).get(wanted, ())]
    return tuple(sorted(rows, key=lambda row: (-float(gazetteer.prominence[row]), row)))


@functools.lru_cache(maxsize=32)
def _index(gazetteer: Gazetteer, country: int) -> dict[str, list[int]]:
    """Rows of one country by the consonants of their own names; made when first asked for (10 ms for 1,000 places)."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row in np.flatnonzero(gazetteer.country_codes == country).tolist():
        rows[consonants(gazetteer.name(row))].append(row)
    return dict(rows)
