"""Where a row of a file says that something was: degrees, precision codes, and what cannot be right."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import numpy as np
import pandas as pd
import shapely

ACLED_PRECISION = {"1": 1, "2": 2, "3": 4}
"""ACLED's ``geo_precision`` as UCDP's ``where_prec``: the town; near a town; a larger part of the region, coded to its capital."""

UCDP_PRECISION = {str(code): code for code in range(1, 8)}
RADIUS_KM = {1: 0.0, 2: 25.0, 3: 40.0, 4: 100.0, 5: 100.0, 6: 500.0, 7: 500.0}
"""How far from its point something may have been: UCDP says 25 km for 2; the others are typical half-widths of a
district (3), a province or stretch (4, 5), a country or a sea (6, 7)."""

NEAR_COUNTRY_DEGREES = 2.0
"""Islands, coasts and border strips lie this far outside a country's outline at most."""


def degrees_of(texts: pd.Series) -> np.ndarray:
    """Return the numbers of a column of cells, NaN where a cell is no number as Python and spreadsheets write it."""
    return pd.to_numeric(texts.str.strip(), errors="coerce").to_numpy(float, na_value=np.nan)


def faults_of(lat_text: pd.Series, lon_text: pd.Series, lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Return why each point cannot be used, empty where it can; nothing is turned round or moved."""
    reasons = np.full(len(lat), "", object)
    blank = (lat_text.str.strip() == "").to_numpy() | (lon_text.str.strip() == "").to_numpy()
    number = np.isfinite(lat) & np.isfinite(lon)
    commas = (lat_text.str.contains(",", regex=False) | lon_text.str.contains(",", regex=False)).to_numpy(bool)
    beyond = number & ((np.abs(lat) > 90) | (np.abs(lon) > 180))
    turned = beyond & (np.abs(lon) <= 90) & (np.abs(lat) <= 180)
    zero = number & (lat == 0) & (lon == 0)
    reasons[~number] = "the coordinates are not numbers; give decimal degrees such as 32.89 and 13.19"
    reasons[~number & commas] = "the coordinates have a decimal comma; give decimal degrees with a point"
    reasons[blank] = "there are no coordinates; give latitude and longitude in decimal degrees"
    reasons[beyond] = (
        "the coordinates lie beyond 90 degrees of latitude or 180 of longitude; they may be metres of a projection"
    )
    reasons[turned] = "latitude and longitude look swapped: the latitude lies beyond 90 degrees"
    reasons[zero] = "the coordinates are 0, 0: a point in the sea that stands for a missing one"
    return reasons


def swapped_by_country(countries: pd.Series, lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Return which points lie far from the country that the row names, while turned round they lie in it."""
    codes, names = pd.factorize(countries)
    swapped = np.zeros(len(lat), bool)
    boxes = _boxes()
    for code, name in enumerate(names):
        box = boxes.get(str(name).strip().casefold())
        rows = np.flatnonzero(codes == code)
        if box is None or not len(rows):
            continue
        swapped[rows] = ~_within(box, lon[rows], lat[rows]) & _within(box, lat[rows], lon[rows])
    return swapped


Box = tuple[float, float, float, float]


def _within(box: Box, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    left, bottom, right, top = box
    edge = NEAR_COUNTRY_DEGREES
    return (lon >= left - edge) & (lon <= right + edge) & (lat >= bottom - edge) & (lat <= top + edge)


@functools.cache
def _boxes() -> dict[str, Box]:
    """Return the bounds of each country by its name; without those that reach across the antimeridian."""
    from geodata.gazetteer import Gazetteer

    gazetteer = Gazetteer.load()
    found: dict[str, Box] = {}
    for row in _rows(gazetteer.country_rows):
        shape = gazetteer.shape(gazetteer.id(row))
        if shape is None or shape.is_empty:
            continue
        box = tuple(shapely.bounds(shape).tolist())
        if box[2] - box[0] < 180:
            found[gazetteer.name(row).casefold()] = box
    return found


def _rows(rows: object) -> Iterable[int]:
    values = rows.values() if isinstance(rows, dict) else rows
    return sorted({int(row) for row in values})  # type: ignore[union-attr]
