"""The ground on which most of what a corpus tells happened."""

from __future__ import annotations

import collections
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from geodata.event import EVENT_TYPES

Row = Mapping[str, Any]

SHARE = 0.8
"""Of the events, the countries in which they happened; the rest are talks elsewhere and namesakes."""

LEAST_SHARE = 0.08
"""A country with a smaller share of the events is not what the corpus is about."""

TRIMMED_PERCENT = 2.0
PADDING_SHARE = 0.12
LEAST_PADDING_DEGREES = 0.4
COUNTRY_PRECISION = 6
ON_THE_GROUND = frozenset({"combat", "territory", "movement"})

Box = tuple[float, float, float, float]


def told_extent(events: Iterable[Row], places: list[Row]) -> Box | None:
    """Return (left, bottom, right, top) in degrees around most of what happened, ``None`` where nothing has a place.

    Parameters
    ----------
    events, places
        Rows of a dataset's tables; an event's ``place`` is the number of a place, or none.
    """
    placed = [row for row in events if row["modality"] == "asserted" and _has_point(row["place"], places)]
    deeds = [row for row in placed if EVENT_TYPES[row["type"]].group in ON_THE_GROUND]
    counts = collections.Counter(int(row["place"]) for row in deeds or placed)
    exact = {number: count for number, count in counts.items() if places[number]["where_prec"] < COUNTRY_PRECISION}
    chosen = _in_main_countries(exact or dict(counts), places)
    return _box(chosen, places) if chosen else None


def _has_point(place: float | None, places: list[Row]) -> bool:
    # A number that is missing from a column of numbers is a NaN.
    return place is not None and place == place and places[int(place)]["lon"] is not None  # noqa: PLR0124


def _in_main_countries(counts: dict[int, int], places: list[Row]) -> dict[int, int]:
    """Keep the places of the countries with most events, until they make up `SHARE` of all."""
    of_country: collections.Counter[str | None] = collections.Counter()
    for number, count in counts.items():
        of_country[places[number]["country"]] += count
    total, covered, main = sum(of_country.values()), 0, set()
    for country, count in sorted(of_country.items(), key=lambda item: (-item[1], str(item[0]))):
        if main and (covered >= SHARE * total or count < LEAST_SHARE * total):
            break
        main.add(country)
        covered += count
    return {number: count for number, count in counts.items() if places[number]["country"] in main}


def _box(counts: dict[int, int], places: list[Row]) -> Box:
    weights = list(counts.values())
    sides = []
    for axis, least, most in (("lon", -180.0, 180.0), ("lat", -85.0, 85.0)):
        degrees = np.repeat([float(places[number][axis]) for number in counts], weights)
        low, high = np.percentile(degrees, [TRIMMED_PERCENT, 100 - TRIMMED_PERCENT])
        padding = max(PADDING_SHARE * (high - low), LEAST_PADDING_DEGREES)
        sides.append((max(float(low - padding), least), min(float(high + padding), most)))
    (left, right), (bottom, top) = sides
    return left, bottom, right, top
