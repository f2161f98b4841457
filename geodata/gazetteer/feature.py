"""A place of the gazetteer."""

from __future__ import annotations

import dataclasses

KINDS = (
    "continent", "region", "country", "territory", "admin1", "admin2", "city", "town", "village", "quarter",
    "ocean", "sea", "gulf", "strait", "river", "lake", "canal", "desert", "mountains", "mountain", "island",
    "peninsula", "cape", "valley", "plain", "forest", "historic_region",
    "airport", "airbase", "base", "port", "oil_terminal", "oil_field", "oil_field_offshore", "refinery", "pipeline",
    "dam", "power_plant", "border_crossing", "checkpoint", "camp", "prison", "bridge", "road", "site", "metonym", "group",
)  # fmt: skip
"""Kinds of feature; the position is the code in `Gazetteer.kind_codes`.

``region`` spans countries (the Sahel), ``historic_region`` is known by usage and has no administration
(Cyrenaica); ``metonym`` is a building or street that stands for a government (the Kremlin); ``group`` is a
named set of features (Libya's main oil terminals).
"""

POPULATED = ("city", "town", "village", "quarter")

WHERE_PREC = {
    "continent": 7, "region": 7, "ocean": 7, "sea": 7, "gulf": 7, "strait": 7,
    "country": 6, "territory": 6, "admin1": 4, "admin2": 3,
    "river": 5, "desert": 5, "mountains": 5, "historic_region": 5, "peninsula": 5, "valley": 5, "plain": 5,
    "forest": 5, "lake": 5, "canal": 5, "island": 5, "pipeline": 5, "road": 5, "group": 5,
}  # fmt: skip
"""UCDP's location precision by kind; 1, an exact place, for all others.

After the codebook of the UCDP Georeferenced Event Dataset: 1 exact, 2 near, 3 second-order and 4 first-order
administrative division, 5 linear or fuzzy feature, 6 country, 7 sea, air or more than one country.
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Feature:
    """A place of the gazetteer.

    Parameters
    ----------
    id
        ``gn:<GeoNames id>`` or an id of the project's own.
    name
        Canonical name, as an English reader knows it.
    kind
        One of `KINDS`.
    lat, lon
        WGS84 degrees of a representative point.
    country
        ISO 3166-1 alpha-2, ``None`` at sea and for what spans countries.
    admin1, admin2
        Ids of the administrative divisions it lies in, ``None`` when unknown.
    population
        Inhabitants; 0 when unknown.
    geonames_id
        GeoNames id, ``None`` when the feature has none.
    radius_km
        Radius of a circle of the feature's area; 0 for a point.
    where_prec
        UCDP location precision, 1 (exact) to 7.
    """

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    admin2: str | None
    population: int
    geonames_id: int | None
    radius_km: float
    where_prec: int
