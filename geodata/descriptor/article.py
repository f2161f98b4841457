"""The places that an article names, as the ground on which its descriptions stand."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections import Counter
from typing import Any

from geodata.gazetteer import Feature, Gazetteer
from geodata.theatre import Theatre
from geodata.toponym import Toponym


@dataclasses.dataclass(frozen=True, slots=True)
class ArticlePlaces:
    """Toponyms in order of the text, with their countries counted.

    Parameters
    ----------
    toponyms
        Resolved and unresolved, sorted by start.
    starts
        Their first code points.
    countries
        Mentions by ISO code, most mentioned first.
    home
        The theatre's own country, ``None`` without a theatre.
    """

    toponyms: list[Toponym]
    starts: list[int]
    countries: tuple[str, ...]
    home: str | None

    @classmethod
    def read(cls, toponyms: list[Toponym], gazetteer: Gazetteer, theatre: Theatre | None) -> ArticlePlaces:
        """Count the countries of an article's toponyms."""
        counts = Counter(t.country for t in toponyms if t.country)
        ranked = tuple(iso for iso, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
        home = next((iso for iso in theatre.countries if counts[iso]), None) if theatre else None
        return cls(toponyms, [t.start for t in toponyms], ranked, home)

    def ending_at(self, position: int) -> Toponym | None:
        """The toponym whose last letter is right before `position`."""
        index = bisect_left(self.starts, position) - 1
        return self.toponyms[index] if index >= 0 and self.toponyms[index].end == position else None

    def starting_at(self, position: int) -> Toponym | None:
        """The toponym that begins at `position`."""
        index = bisect_left(self.starts, position)
        return self.toponyms[index] if index < len(self.starts) and self.starts[index] == position else None

    def before(self, position: int, reach: int = 300) -> list[Toponym]:
        """Toponyms that end within `reach` code points before `position`, nearest first."""
        index = bisect_left(self.starts, position)
        return [t for t in reversed(self.toponyms[max(0, index - 12) : index]) if position - t.end <= reach]

    def country_before(self, position: int) -> str | None:
        """The country that "the country", "the capital" most likely means here.

        The conflict's own when it is a theatre's article, else the last country spoken of, else the
        one spoken of most.
        """
        if self.home:
            return self.home
        near = next((t.country for t in self.before(position) if t.country), None)
        return near or (self.countries[0] if self.countries else None)


def descriptor(start: int, end: int, text: str, feature: Feature, reason: str, **changes: Any) -> Toponym:
    """A toponym of role ``descriptor`` for a feature."""
    toponym = Toponym(
        start=start, end=end, text=text[start:end], role="descriptor", feature_id=feature.id, name=feature.name, kind=feature.kind,
        lat=feature.lat, lon=feature.lon, geonames_id=feature.geonames_id, score=0.7, reason=reason, radius_km=feature.radius_km,
        where_prec=feature.where_prec, country=feature.country,
    )  # fmt: skip
    return dataclasses.replace(toponym, **changes)
