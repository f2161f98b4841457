"""What an article as a whole says of where it plays."""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from geodata.gazetteer import KINDS
from geodata.resolve.mention import Mention

if TYPE_CHECKING:
    from geodata.resolve.ranking import Sense

STATES = frozenset(code for code, kind in enumerate(KINDS) if kind in {"country", "territory"})
ADMINS = frozenset(code for code, kind in enumerate(KINDS) if kind in {"admin1", "admin2"})
WIDE = frozenset(code for code, kind in enumerate(KINDS) if kind in {"continent", "region", "ocean", "sea"})
POPULATED = frozenset(code for code, kind in enumerate(KINDS) if kind in {"city", "town", "village", "quarter"})
MIN_PROBABILITY = 0.05
"""Less likely senses say nothing about the article."""
MIN_POINT_PROBABILITY = 0.2


class Point(NamedTuple):
    """A place with a point that an article speaks of; `weight` is its probability, lowered by distance in the text."""

    lat: float
    lon: float
    weight: float


@dataclasses.dataclass(slots=True)
class Share:
    """What one name adds to the countries (by code) and divisions (by row)."""

    countries: dict[int, float]
    admins: dict[int, float]


@dataclasses.dataclass(slots=True)
class Context:
    """Support of countries and divisions by an article's names, with each name's share; `places` are positions and points by name."""

    countries: dict[int, float] = dataclasses.field(default_factory=dict)
    admins: dict[int, float] = dataclasses.field(default_factory=dict)
    shares: dict[str, Share] = dataclasses.field(default_factory=dict)
    places: dict[str, tuple[list[int], list[Point]]] = dataclasses.field(default_factory=dict)
    country_total: float = 0.0


def read_context(mentions: Sequence[Mention], likely: Mapping[str, Sense]) -> Context:
    """Add up what the likely senses of each name say."""
    positions: dict[str, list[int]] = defaultdict(list)
    for mention in mentions:
        positions[mention.key].append(mention.start)
    shares = {key: _share(sense, 1 + 0.5 * math.log(len(positions[key]) or 1)) for key, sense in likely.items()}
    context = Context(defaultdict(float), defaultdict(float), shares, {})
    for share in shares.values():
        for code, weight in share.countries.items():
            context.countries[code] += weight
        for row, weight in share.admins.items():
            context.admins[row] += weight
    context.country_total = sum(context.countries.values())
    for key, sense in likely.items():
        points = _points(sense)
        if points:
            context.places[key] = (positions[key], points)
    return context


def _points(sense: Sense) -> list[Point]:
    return [
        Point(bearer.lat, bearer.lon, probability)
        for bearer, probability in zip(sense.bearers[:3], sense.probabilities, strict=False)
        if probability >= MIN_POINT_PROBABILITY and bearer.kind not in STATES and bearer.kind not in WIDE
    ]


def _share(sense: Sense, repeat: float) -> Share:
    share = Share(defaultdict(float), defaultdict(float))
    for bearer, probability in zip(sense.bearers, sense.probabilities, strict=True):
        if probability < MIN_PROBABILITY:
            break
        if bearer.country:
            share.countries[bearer.country] += probability * repeat
        if bearer.admin >= 0:
            share.admins[bearer.admin] += probability * repeat
    return share


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance on a sphere of 6371 km, arguments in WGS84 degrees."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half = (
        math.sin((phi_b - phi_a) / 2) ** 2
        + math.cos(phi_a) * math.cos(phi_b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    )
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))
