"""Parts of a country that is not named again: "the country's east"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geodata.descriptor.article import ArticlePlaces, descriptor
from geodata.gazetteer import Gazetteer
from geodata.lexicon.cues import COMPASS
from geodata.toponym import Toponym

_NOUNS = "|".join(sorted((re.escape(word) for word in COMPASS if not word.endswith("ern")), key=len, reverse=True))
_PART = re.compile(
    rf"\b(?:the\s+country['\u2019]s\s+(?P<a>{_NOUNS})|the\s+(?P<b>{_NOUNS})\s+of\s+the\s+country)\b", re.IGNORECASE
)


def find_parts(text: str, places: ArticlePlaces, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield "the country's east" and its like as a third of the country's outline."""
    if "country" not in text:
        return
    for match in _PART.finditer(text):
        last = next(
            (
                t
                for t in places.before(match.start(), 200)
                if t.kind == "country" and t.role != "demonym" and text[t.end : t.end + 1] != "-"
            ),
            None,
        )
        iso = last.country if last else places.country_before(match.start())
        row = gazetteer.country_row(iso) if iso else None
        if row is None:
            continue
        way = (match["a"] or match["b"]).lower()
        feature = gazetteer.feature(row)
        yield descriptor(
            match.start(), match.end(), text, feature, f"the {way} of {feature.name}, drawn as a third of it",
            shape=("part", feature.id, COMPASS[way]),
        )  # fmt: skip
