"""Places that words may mean: those of the gazetteer that bear the name, and those a reviewer types."""

from __future__ import annotations

import bisect
import functools
import json
import math
from collections.abc import Iterable
from typing import Any

from dashboard.dataset import Corpus
from dashboard.language import arabic, named
from dashboard.lookup import Row
from geodata.gazetteer import Gazetteer, fold

MOST = 9
"""One a digit key."""
MOST_NAMES = 12
KM_A_DEGREE = 111.32
STOP_WORDS = ("the ", "The ")


def candidates_of(corpus: Corpus, toponym: Row, language: str) -> list[dict[str, Any]]:
    """Return the places that a toponym may mean, the one chosen first, each with its distance to the article's others."""
    scores = {(c["name"], c["kind"], c["country"]): c["score"] for c in json.loads(toponym["alternatives"] or "[]")}
    rows = _bearers(toponym["text"])
    table = gazetteer()
    found = [_feature(row) for row in rows[:60]]
    for one in found:
        one["score"] = scores.get((one["name"], one["kind"], one["country"]))
    found = [one for one in found if one["feature_id"] != toponym["feature_id"]]
    found.sort(key=lambda one: -(one["score"] or 0.0))
    chosen = _chosen(toponym, table)
    others = places_of_article(corpus, toponym)
    return [_shown(one, others, language) for one in [*chosen, *found][:MOST]]


def places_of_article(corpus: Corpus, toponym: Row) -> list[dict[str, Any]]:
    """Return the other point places that the article names, each once."""
    rows = corpus.lookup.of_article("toponyms", toponym["article"])
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        near = row["feature_id"] != toponym["feature_id"] and row["lat"] is not None and row["where_prec"] <= 3  # noqa: PLR2004 -- a district or less
        if near and row["place"] is not None:
            found.setdefault(row["name"], {"name": row["name"], "lat": row["lat"], "lon": row["lon"]})
    return list(found.values())


def named_places(words: str, language: str, near: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
    """Return places whose names begin with what was typed, in any script.

    Whole names come first, then those in the countries `near` (ISO 3166-1 alpha-2), then the better known.
    """
    words = words.strip()[:80]
    if not words:
        return []
    table = gazetteer()
    rows = list(table.lookup(words)) or list(table.lookup(words.title()))
    starts = [row for row in _starting_with(words) if row not in rows]
    starts.sort(key=lambda row: (table.countries[table.country_codes[row]] not in near, -float(table.prominence[row])))
    rows += starts
    if len(rows) < MOST_NAMES:
        rows += [row for row in table.lookup_loose(words) if row not in rows]
    return [_shown(_feature(row), [], language) for row in rows[:MOST_NAMES]]


@functools.lru_cache(maxsize=4)
def countries_of(corpus: Corpus) -> frozenset[str]:
    """Return the countries that a corpus speaks of most: half of its places are there."""
    counts = corpus.dataset.tables["places"]["country"].value_counts()
    most = counts[counts.cumsum().shift(fill_value=0) < counts.sum() / 2]
    return frozenset(most.index)


@functools.cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, loaded when a reviewer first needs it."""
    return Gazetteer.load()


def _bearers(words: str) -> list[int]:
    table = gazetteer()
    for start in STOP_WORDS:
        words = words.removeprefix(start)
    return list(table.lookup(words)) or list(table.lookup_loose(words))


def _chosen(toponym: Row, table: Gazetteer) -> list[dict[str, Any]]:
    if toponym["feature_id"] is None and toponym["shape"] is None:
        return []
    try:
        known = _feature(table.row_of(toponym["feature_id"])) if not toponym["shape"] else None
    except KeyError:
        known = None
    one = known or {
        "feature_id": None,
        **{key: toponym[key] for key in ("name", "kind", "country", "lat", "lon", "radius_km")},
        "population": 0,
    }
    return [{**one, "score": toponym["score"], "reason": toponym["reason"], "chosen": True}]


def _feature(row: int) -> dict[str, Any]:
    feature = gazetteer().feature(row)
    parent = feature.admin1
    return {
        "feature_id": feature.id,
        "name": feature.name,
        "kind": feature.kind,
        "country": feature.country,
        "lat": feature.lat,
        "lon": feature.lon,
        "radius_km": feature.radius_km,
        "population": feature.population,
        "within": gazetteer().name(gazetteer().row_of(parent)) if parent and parent != feature.id else None,
        "score": None,
    }


def _shown(one: dict[str, Any], others: Iterable[dict[str, Any]], language: str) -> dict[str, Any]:
    country = one.get("country")
    row = gazetteer().country_row(country) if country else None
    near = _nearest(one, others)
    return {
        **one,
        "label": named(one["name"], language),
        "kind_label": named((one["kind"] or "place").replace("_", " "), language),
        "country_label": named(gazetteer().name(row), language) if row is not None else country,
        "reason": named(one.get("reason") or "", language),
        "near": near and {"name": named(near[1], language), "km": near[0]},
    }


def _nearest(one: dict[str, Any], others: Iterable[dict[str, Any]]) -> tuple[int, str] | None:
    if one["lat"] is None:
        return None
    found = [(_distance_km(one, other), other["name"]) for other in others]
    return min(((round(km), name) for km, name in found), default=None)


def _distance_km(a: dict[str, Any], b: dict[str, Any]) -> float:
    lat_a, lat_b = math.radians(a["lat"]), math.radians(b["lat"])
    half_lat, half_lon = (lat_b - lat_a) / 2, math.radians(b["lon"] - a["lon"]) / 2
    root = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(root)))


def _starting_with(words: str) -> list[int]:
    key = fold(words)
    if len(key) < 2:  # noqa: PLR2004 -- one letter begins too much
        return []
    names, rows = _sorted_names()
    first, last = bisect.bisect_left(names, key), bisect.bisect_left(names, key + "\uffff")
    return list(dict.fromkeys(rows[first : min(last, first + 4000)]))


@functools.cache
def _sorted_names() -> tuple[list[str], list[int]]:
    """Return folded names in order, with the rows of those who bear them: Latin ones of all, Arabic ones where known."""
    table = gazetteer()
    pairs = [(fold(table.name(row)), row) for row in range(len(table))]
    for english, own in arabic()["names"].items():
        pairs += [(fold(own), row) for row in table.lookup(english)[:1]]
    pairs.sort()
    return [name for name, _ in pairs], [row for _, row in pairs]
