"""Candidates of a name, ranked by how well they fit the article."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from geodata.gazetteer import CANONICAL, CODE, CURATED, DERIVED, HISTORIC, Gazetteer
from geodata.resolve.context import ADMINS, POPULATED, STATES, WIDE, Context, distance_km
from geodata.resolve.mention import Mention
from geodata.theatre import Theatre

MAX_CANDIDATES = 16
"""Candidates below the sixteenth by prominence were right in none of 3,445 mentions measured."""

FIT_NAMES = (
    "prominence", "behind_best", "canonical", "curated", "derived", "historic", "code", "state", "admin", "populated", "wide",
    "in_parent", "country_support", "country_share", "admin_support", "near", "home", "neighbour", "noun_agrees", "noun_disagrees",
)  # fmt: skip

_NOUN_KINDS = {
    "province": ADMINS, "state": ADMINS, "county": ADMINS, "region": ADMINS | WIDE, "governorate": ADMINS, "district": ADMINS,
    "prefecture": ADMINS, "oblast": ADMINS, "department": ADMINS, "provinces": ADMINS, "states": ADMINS, "parish": ADMINS,
    "city": POPULATED, "town": POPULATED, "village": POPULATED, "suburb": POPULATED, "neighborhood": POPULATED, "metropolis": POPULATED,
    "neighbourhood": POPULATED, "towns": POPULATED, "cities": POPULATED, "villages": POPULATED, "hamlet": POPULATED, "country": STATES,
    "republic": STATES, "countries": STATES, "downtown": POPULATED, "resident": POPULATED, "residents": POPULATED, "mayor": POPULATED,
}  # fmt: skip


def fits(
    mentions: Sequence[Mention], gazetteer: Gazetteer, text: str, context: Context, theatre: Theatre | None
) -> list[tuple[int, list[float]]]:
    """Return (row, numbers in the order of `FIT_NAMES`) for each candidate of mentions of one name."""
    first = mentions[0]
    rows = first.rows[:MAX_CANDIDATES]
    flags = gazetteer.entry_flags(text[first.start : first.end])
    best = max((float(gazetteer.prominence[row]) for row in rows), default=0.0)
    parents = {row for mention in mentions for row in mention.parents}
    nouns = {mention.noun for mention in mentions if mention.noun}
    near = nearby_points(mentions, context)
    return [(row, _fit(row, best, flags.get(row, 0), parents, nouns, near, first.key, gazetteer, context, theatre)) for row in rows]


def nearby_points(mentions: Sequence[Mention], context: Context) -> list[tuple[float, float, float]]:
    """Points of other names, each with its weight and how close in the text it stands to these mentions."""
    key = mentions[0].key
    starts = [mention.start for mention in mentions]
    best: dict[tuple[float, float], float] = {}
    for position, other, lat, lon, weight in context.points:
        if other != key:
            gap = min(abs(position - start) for start in starts)
            worth = weight * (0.3 + 0.7 * math.exp(-gap / 400))
            best[lat, lon] = max(best.get((lat, lon), 0.0), worth)
    return [(lat, lon, worth) for (lat, lon), worth in best.items()]


def _fit(
    row: int, best: float, flags: int, parents: set[int], nouns: set[str], near: list[tuple[float, float, float]], key: str,
    gazetteer: Gazetteer, context: Context, theatre: Theatre | None,
) -> list[float]:  # fmt: skip
    kind = int(gazetteer.kind_codes[row])
    prominence = float(gazetteer.prominence[row])
    code, admin = int(gazetteer.country_codes[row]), int(gazetteer.admin1_rows[row])
    country = context.countries.get(code, 0.0) - context.names.get((key, code), 0.0) if code else 0.0
    total = sum(context.countries.values()) - sum(w for (k, c), w in context.names.items() if k == key and c >= 0)
    division = context.admins.get(admin, 0.0) - context.names.get((key, -admin - 1), 0.0) if admin >= 0 else 0.0
    iso = gazetteer.countries[code]
    agreeing = [noun for noun in nouns if noun in _NOUN_KINDS]
    return [
        prominence, best - prominence, bool(flags & CANONICAL), bool(flags & CURATED), bool(flags & DERIVED), bool(flags & HISTORIC),
        bool(flags & CODE), kind in STATES, kind in ADMINS, kind in POPULATED, kind in WIDE,
        bool(parents) and any(gazetteer.contains(parent, row) for parent in parents),
        math.log1p(max(country, 0.0)), max(country, 0.0) / total if total > 0.3 else 0.0, math.log1p(max(division, 0.0)),
        nearness(float(gazetteer.lat[row]), float(gazetteer.lon[row]), near) if kind not in STATES | WIDE else 0.0,
        theatre is not None and iso in theatre.countries, theatre is not None and iso in theatre.neighbours,
        any(kind in _NOUN_KINDS[noun] for noun in agreeing), bool(agreeing) and not any(kind in _NOUN_KINDS[noun] for noun in agreeing),
    ]  # fmt: skip


def nearness(lat: float, lon: float, points: Sequence[tuple[float, float, float]]) -> float:
    """Best weight of a point divided by its distance in units of 100 km, plus one."""
    return max((worth / (1 + distance_km(lat, lon, a, b) / 100) for a, b, worth in points), default=0.0)


@functools.cache
def load_weights() -> Mapping[str, float]:
    """Weights learned by `geodata.resolve.train`, by name of `FIT_NAMES`."""
    return json.loads(Path(__file__).with_name("weights.json").read_text("utf-8"))


def probabilities(numbers: Sequence[Sequence[float]], weights: Mapping[str, float]) -> list[float]:
    """Softmax of the weighted sums."""
    vector = [weights[name] for name in FIT_NAMES]
    sums = [sum(w * x for w, x in zip(vector, row, strict=True)) for row in numbers]
    top = max(sums)
    powers = [math.exp(value - top) for value in sums]
    return [power / sum(powers) for power in powers]
