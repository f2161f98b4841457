"""Places that no gazetteer lists, put where the text says that they lie: a disc, never a point of their own."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from geodata.resolve.context import distance_km
from geodata.resolve.mention import Mention
from geodata.toponym import Toponym

TOWN_KINDS = frozenset({"city", "town", "village", "quarter"})
IN_TOWN_KM = 15.0
"""A street or suburb that a text puts in a town lies within about 15 km of its centre."""
SAME_ARTICLE_KM = 25.0
STATED_SCORE, SITE_SCORE = 0.5, 0.3
"""Share of such placements that were within 161 km of the truth was higher than this in the corpora measured."""
REACH = 400
"""How far from a site, in code points, its town may be named."""


def place_in_vicinity(mentions: Sequence[Mention], toponyms: list[Toponym]) -> list[Toponym]:
    """Place what is unlisted: in the place that the text names as its container, or, for a site, in the town nearby.

    A name whose every listed bearer lies far outside its container is unlisted too.
    """
    placed = []
    elsewhere: dict[str, Toponym] = {}
    for mention, toponym in zip(mentions, toponyms, strict=True):
        container = toponyms[mention.within] if mention.within is not None else None
        if toponym.lat is not None and container is not None and _contradicts(toponym, container):
            elsewhere[mention.key] = container
        placed.append(_placed(mention, toponym, mentions, toponyms) if toponym.lat is None else toponym)
    return [
        _within(toponym, elsewhere[mention.key]) if mention.key in elsewhere else toponym
        for mention, toponym in zip(mentions, placed, strict=True)
    ]


def _contradicts(toponym: Toponym, container: Toponym) -> bool:
    """Whether a place is far outside what the text says holds it."""
    if (
        container.lat is None
        or container.kind not in DIVISION_KINDS
        or container.score < SURE
        or toponym.kind not in TOWN_KINDS
    ):
        return False
    away = distance_km(toponym.lat, toponym.lon, container.lat, container.lon)
    return away > FAR_FACTOR * container.radius_km + FAR_KM


DIVISION_KINDS = frozenset({"country", "territory", "admin1", "admin2", "historic_region"})
SURE = 0.6
FAR_FACTOR, FAR_KM = 2.0, 150.0
"""Divisions are no circles: twice the radius of a circle of their area, and some."""


def _placed(mention: Mention, toponym: Toponym, mentions: Sequence[Mention], toponyms: Sequence[Toponym]) -> Toponym:
    container = toponyms[mention.within] if mention.within is not None else None
    if container is not None and container.lat is not None and container.kind != "continent":
        return _within(toponym, container)
    if mention.site and (town := _town_nearby(mention, toponyms)) is not None:
        return _disc(
            toponym, town, SAME_ARTICLE_KM, SITE_SCORE, f"not listed; the text speaks of {town.name} beside it"
        )
    return toponym


def _within(toponym: Toponym, container: Toponym) -> Toponym:
    reach = max(container.radius_km, IN_TOWN_KM)
    bare = dataclasses.replace(toponym, feature_id=None, geonames_id=None)
    return _disc(bare, container, reach, STATED_SCORE, f"not listed; the text puts it in {container.name}")


def _town_nearby(mention: Mention, toponyms: Sequence[Toponym]) -> Toponym | None:
    towns = [t for t in toponyms if t.lat is not None and t.kind in TOWN_KINDS and t.role in {"place", "embedded"}]
    near = [t for t in towns if t.start - mention.end >= -REACH and mention.start - t.end <= REACH]
    return min(near, key=lambda t: (_gap(mention, t), t.start), default=None)


def _gap(mention: Mention, toponym: Toponym) -> int:
    return max(toponym.start - mention.end, mention.start - toponym.end)


def _disc(toponym: Toponym, around: Toponym, radius_km: float, score: float, reason: str) -> Toponym:
    return dataclasses.replace(
        toponym, name=" ".join(toponym.text.split()), kind="site", lat=around.lat, lon=around.lon, country=around.country,
        score=round(score * around.score, 4), reason=reason, radius_km=radius_km, where_prec=max(2, around.where_prec),
        shape=("ring", around.lat, around.lon, 0.0, radius_km),
    )  # fmt: skip
