"""Candidates of a name, ranked by how well they fit the article."""

from __future__ import annotations

import dataclasses
import functools
import json
import math
import operator
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path

from geodata.gazetteer import CODE, CURATED, DERIVED, HISTORIC, KINDS, Gazetteer
from geodata.recognise.likeness import likeness
from geodata.resolve.context import ADMINS, POPULATED, STATES, WIDE, Context, Point, Share
from geodata.resolve.mention import Mention
from geodata.theatre import Theatre

MAX_CANDIDATES = 16
"""Candidates below the sixteenth by prominence were right in none of 3,445 mentions measured."""

NAME_FITS = (
    "prominence", "behind_best", "likeness", "curated", "derived", "historic", "code", "state", "admin", "populated", "wide",
)  # fmt: skip
ARTICLE_FITS = (
    "in_parent", "country_support", "country_share", "admin_support", "near", "home", "neighbour", "noun_agrees", "noun_disagrees",
    "governs",
)  # fmt: skip
FIT_NAMES = NAME_FITS + ARTICLE_FITS

_NOUN_KINDS = {
    "province": ADMINS, "state": ADMINS, "county": ADMINS, "region": ADMINS | WIDE, "governorate": ADMINS, "district": ADMINS,
    "prefecture": ADMINS, "oblast": ADMINS, "department": ADMINS, "provinces": ADMINS, "states": ADMINS, "parish": ADMINS,
    "city": POPULATED, "town": POPULATED, "village": POPULATED, "suburb": POPULATED, "neighborhood": POPULATED, "metropolis": POPULATED,
    "neighbourhood": POPULATED, "towns": POPULATED, "cities": POPULATED, "villages": POPULATED, "hamlet": POPULATED, "country": STATES,
    "republic": STATES, "countries": STATES, "downtown": POPULATED, "resident": POPULATED, "residents": POPULATED, "mayor": POPULATED,
}  # fmt: skip

_METONYM = KINDS.index("metonym")
DIVISION_NOUNS = frozenset(noun for noun, kinds in _NOUN_KINDS.items() if kinds >= ADMINS)


@dataclasses.dataclass(frozen=True, slots=True)
class Bearer:
    """A place that bears a name, with what can be said of it before any article is read.

    `narrow` is the length of a degree of longitude there, as a share of one of latitude.
    """

    row: int
    fits: tuple[float, ...]
    kind: int
    country: int
    iso: str
    admin: int
    lat: float
    lon: float
    narrow: float
    governs: bool


def worth_weighing(mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[int, ...]:
    """Rows of the first `MAX_CANDIDATES` bearers, and of later ones that lie where the text puts them."""
    rows = mentions[0].rows
    parents = {row for mention in mentions for row in mention.parents} if len(rows) > MAX_CANDIDATES else ()
    held = [row for row in rows[MAX_CANDIDATES:] if any(gazetteer.contains(parent, row) for parent in parents)]
    return (*rows[:MAX_CANDIDATES], *held)


def bearers(gazetteer: Gazetteer, name: str, rows: tuple[int, ...]) -> tuple[Bearer, ...]:
    """Return the bearers of a name."""
    flags = gazetteer.entry_flags(name)
    best = max((float(gazetteer.prominence[row]) for row in rows), default=0.0)
    return tuple(_bearer(gazetteer, row, best, flags.get(row, 0), likeness(gazetteer, name, row)) for row in rows)


def _bearer(gazetteer: Gazetteer, row: int, best: float, flags: int, like: float) -> Bearer:
    kind, prominence = int(gazetteer.kind_codes[row]), float(gazetteer.prominence[row])
    bits = [like] + [float(bool(flags & bit)) for bit in (CURATED, DERIVED, HISTORIC, CODE)]
    kinds = [float(kind in group) for group in (STATES, ADMINS, POPULATED, WIDE)]
    country = int(gazetteer.country_codes[row])
    return Bearer(
        row=row,
        fits=(prominence, best - prominence, *bits, *kinds),
        kind=kind,
        country=country,
        iso=gazetteer.countries[country],
        admin=row if kind in ADMINS and gazetteer.admin1_rows[row] < 0 else int(gazetteer.admin1_rows[row]),
        lat=float(gazetteer.lat[row]),
        lon=float(gazetteer.lon[row]),
        narrow=math.cos(math.radians(float(gazetteer.lat[row]))),
        governs=bool(gazetteer.capitals[row]) or kind in STATES or kind == _METONYM,
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Surroundings:
    """What the article says around the mentions of one name; what the name itself says of it is left out."""

    parents: frozenset[int]
    nouns: tuple[str, ...]
    points: list[Point]
    context: Context
    own: Share
    country_total: float
    acts: bool

    @classmethod
    def of(cls, mentions: Sequence[Mention], context: Context) -> Surroundings:
        """Gather the surroundings of all mentions of a name."""
        own = context.shares.get(mentions[0].key) or _NOTHING
        return cls(
            parents=frozenset([row for mention in mentions for row in mention.parents]),
            nouns=tuple({mention.noun: None for mention in mentions if mention.noun in _NOUN_KINDS}),
            points=nearby_points(mentions, context),
            context=context,
            own=own,
            country_total=context.country_total - sum(own.countries.values()),
            acts=any(mention.role == "actor" for mention in mentions),
        )

    def country(self, code: int) -> float:
        """Weight that other names give a country."""
        return max(self.context.countries.get(code, 0.0) - self.own.countries.get(code, 0.0), 0.0) if code else 0.0

    def division(self, row: int) -> float:
        """Weight that other names give a first-order division."""
        return max(self.context.admins.get(row, 0.0) - self.own.admins.get(row, 0.0), 0.0) if row >= 0 else 0.0


_NOTHING = Share({}, {})
READING_REACH = 400.0
"""Code points after which a name's pull on others has fallen to a third: about two paragraphs."""


def nearby_points(mentions: Sequence[Mention], context: Context) -> list[Point]:
    """Points of other names, the weightiest first; what stands close by in the text counts more."""
    own = mentions[0].key
    starts = [mention.start for mention in mentions]
    points = []
    for key, (positions, places) in context.places.items():
        if key != own:
            closeness = 0.3 + 0.7 * math.exp(-_least_gap(positions, starts) / READING_REACH)
            points += [Point(lat, lon, weight * closeness) for lat, lon, weight in places]
    points.sort(key=_weight, reverse=True)
    return points


_weight = operator.attrgetter("weight")


def _least_gap(a: Sequence[int], b: Sequence[int]) -> int:
    """Distance of the nearest two of two sorted lists of positions."""
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    if len(many) == 1:
        return abs(few[0] - many[0])
    gaps = []
    for position in few:
        index = bisect_left(many, position)
        gaps += [abs(position - other) for other in many[max(index - 1, 0) : index + 1]]
    return min(gaps)


_POINTLESS = STATES | WIDE
"""Kinds whose point says little of where they are."""


def article_fits(
    choices: Sequence[Bearer], around: Surroundings, gazetteer: Gazetteer, theatre: Theatre | None
) -> list[tuple[float, ...]]:
    """Numbers in the order of `ARTICLE_FITS` for each bearer of a name."""
    total, points, nouns = around.country_total, around.points, around.nouns
    home, near_home = (theatre.countries, theatre.neighbours) if theatre else ((), ())
    log1p, fits = math.log1p, []
    for bearer in choices:
        country, division, kind = around.country(bearer.country), around.division(bearer.admin), bearer.kind
        agrees = [kind in _NOUN_KINDS[noun] for noun in nouns] if nouns else ()
        fits.append(
            (
                1.0 if any(gazetteer.contains(parent, bearer.row) for parent in around.parents) else 0.0,
                log1p(country),
                country / total if total > 0.3 else 0.0,
                log1p(division),
                nearness(bearer, points) if points and kind not in _POINTLESS else 0.0,
                1.0 if bearer.iso in home else 0.0,
                1.0 if bearer.iso in near_home else 0.0,
                1.0 if any(agrees) else 0.0,
                1.0 if agrees and not any(agrees) else 0.0,
                1.0 if around.acts and bearer.governs else 0.0,
            )
        )
    return fits


_KM_PER_DEG = 111.2


def nearness(bearer: Bearer, points: Sequence[Point]) -> float:
    """Best weight of a point divided by its distance in units of 100 km, plus one (on a plane: near is what counts).

    `points` come weightiest first, so that most need no look.
    """
    lat, lon, narrow, hypot = bearer.lat, bearer.lon, bearer.narrow, math.hypot
    best = 0.0
    for a, b, weight in points:
        if weight <= best:
            break
        near = weight / (1 + hypot(a - lat, (b - lon) * narrow) * _KM_PER_DEG / 100)
        best = max(best, near)
    return best


@functools.cache
def load_weights() -> Mapping[str, float]:
    """Weights learned by `geodata.resolve.train`, by name of `FIT_NAMES`."""
    return json.loads(Path(__file__).with_name("weights.json").read_text("utf-8"))


def softmax(sums: Sequence[float]) -> list[float]:
    """Probabilities from weighted sums."""
    top = max(sums)
    powers = [math.exp(value - top) for value in sums]
    total = sum(powers)
    return [power / total for power in powers]


@dataclasses.dataclass(frozen=True, slots=True)
class Sense:
    """What a name means: bearers with probabilities and numbers (`FIT_NAMES`), best first."""

    bearers: tuple[Bearer, ...]
    probabilities: tuple[float, ...]
    numbers: tuple[tuple[float, ...], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Prior:
    """A name before any article: its bearers, the weighted sum of what each brings with it, and the sense that follows."""

    bearers: tuple[Bearer, ...]
    sums: tuple[float, ...]
    sense: Sense


_WITHOUT_ARTICLE = (0.0,) * len(ARTICLE_FITS)


@functools.lru_cache(maxsize=1 << 12)
def prior_of(
    gazetteer: Gazetteer, name: str, rows: tuple[int, ...], vector: tuple[float, ...], home: tuple[str, ...], neighbours: tuple[str, ...]
) -> Prior:  # fmt: skip
    """Rank the bearers of a name by themselves; remembered, since the same names fill the news.

    Parameters
    ----------
    vector
        Weights in the order of `FIT_NAMES`.
    home, neighbours
        ISO codes of the theatre's countries and of those beside them.
    """
    choices = bearers(gazetteer, name, rows)
    sums = tuple([sum(map(operator.mul, vector, bearer.fits)) for bearer in choices])
    fits = list(_WITHOUT_ARTICLE)
    at_home, nearby = ARTICLE_FITS.index("home"), ARTICLE_FITS.index("neighbour")
    alone = []
    for bearer in choices:
        fits[at_home], fits[nearby] = float(bearer.iso in home), float(bearer.iso in neighbours)
        alone.append(tuple(fits))
    return Prior(choices, sums, rank(choices, sums, alone, vector[len(NAME_FITS) :]))


def rank(
    choices: Sequence[Bearer], sums: Sequence[float], fits: Sequence[tuple[float, ...]], vector: Sequence[float]
) -> Sense:
    """Order bearers by what they bring with them, summed up, and by how they fit the article (`ARTICLE_FITS`)."""
    chances = softmax([sum(map(operator.mul, vector, fit), start) for start, fit in zip(sums, fits, strict=True)])
    order = sorted(range(len(choices)), key=lambda number: (-chances[number], number))
    return Sense(
        bearers=tuple([choices[number] for number in order]),
        probabilities=tuple([chances[number] for number in order]),
        numbers=tuple([choices[number].fits + fits[number] for number in order]),
    )
