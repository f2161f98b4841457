"""What an article as a whole says of where it plays."""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from geodata.gazetteer import KINDS, Gazetteer
from geodata.resolve.mention import Mention

STATES = frozenset(code for code, kind in enumerate(KINDS) if kind in {"country", "territory"})
ADMINS = frozenset(code for code, kind in enumerate(KINDS) if kind in {"admin1", "admin2"})
WIDE = frozenset(code for code, kind in enumerate(KINDS) if kind in {"continent", "region", "ocean", "sea"})
POPULATED = frozenset(code for code, kind in enumerate(KINDS) if kind in {"city", "town", "village", "quarter"})


@dataclasses.dataclass(slots=True)
class Context:
    """Support of countries and divisions by an article's mentions, and points it speaks of.

    Parameters
    ----------
    countries, admins
        Weight by country code and by admin-1 row: 1 for each different name that surely lies there or is it.
    names
        Which names gave how much to a country or division, so that no name supports itself.
    points
        (position in the text, key, lat, lon, weight) of places with a point.
    """

    countries: dict[int, float]
    admins: dict[int, float]
    names: dict[tuple[str, int], float]
    points: list[tuple[int, str, float, float, float]]


def read_context(
    mentions: Sequence[Mention], senses: Mapping[str, Sequence[tuple[int, float]]], gazetteer: Gazetteer
) -> Context:
    """Add up what each name's likely senses (row, probability) say."""
    countries: dict[int, float] = defaultdict(float)
    admins: dict[int, float] = defaultdict(float)
    names: dict[tuple[str, int], float] = defaultdict(float)
    points: list[tuple[int, str, float, float, float]] = []
    counts: dict[str, int] = defaultdict(int)
    for mention in mentions:
        counts[mention.key] += 1
    for key, choices in senses.items():
        repeat = 1 + 0.5 * math.log(counts[key] or 1)
        for row, probability in choices:
            if probability < 0.05:
                continue
            weight = probability * repeat
            code = int(gazetteer.country_codes[row])
            if code:
                countries[code] += weight
                names[key, code] += weight
            admin = row if gazetteer.kind_codes[row] in ADMINS else int(gazetteer.admin1_rows[row])
            if admin >= 0:
                admins[admin] += weight
                names[key, -admin - 1] += weight
    for mention in mentions:
        for row, probability in senses.get(mention.key, ())[:3]:
            if probability >= 0.2 and gazetteer.kind_codes[row] not in WIDE | STATES:
                points.append((mention.start, mention.key, float(gazetteer.lat[row]), float(gazetteer.lon[row]), probability))
    return Context(countries, admins, names, points)


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance on a sphere of 6371 km, arguments in WGS84 degrees."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((phi_b - phi_a) / 2) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))
