"""A request for one front line, checked."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.crs import check_lonlat, check_reach, plane_of
from geodata.errors import RequestError

MOST_SIDES = 100
"""Each party costs a field over the whole ground."""

MOST_WORDS = 200
"""Characters of what was given that are repeated in a refusal."""

MARGIN_KM = 100.0
"""Around the claims where no outline is given."""


@dataclasses.dataclass(frozen=True, slots=True)
class FrontRequest:
    """Who holds what, and on which ground.

    Parameters
    ----------
    sides
        Names of the parties; a claim's party is an index into them.
    outline
        Ground to draw on, EPSG:4326.
    lon, lat
        Degrees, one a claim.
    party
        Index into `sides`, one a claim.
    """

    sides: tuple[str, ...]
    outline: BaseGeometry
    lon: np.ndarray
    lat: np.ndarray
    party: np.ndarray


def parse_request(request: dict[str, Any]) -> FrontRequest:
    """Check a request of the ``frontline`` command.

    Raises
    ------
    RequestError
        When a field is missing or of another form.
    GeometryError
        When a coordinate is no longitude or latitude, or the outline reaches around the globe.
    """
    if not isinstance(request, dict):
        msg = f"The request is a {type(request).__name__}; give an object with 'claims', 'sides' and 'domain'."
        raise RequestError(msg)
    claims = request.get("claims")
    if not isinstance(claims, list):
        msg = "'claims' must be a list of {lon, lat, controller}; give an empty list when there are none."
        raise RequestError(msg)
    sides = _sides(request.get("sides"), claims)
    rows = {name: row for row, name in enumerate(sides)}
    read = [_claim(number, claim, rows) for number, claim in enumerate(claims)]
    lon, lat, party = (np.array(column) for column in zip(*read, strict=True)) if read else np.zeros((3, 0))
    check_lonlat(lon, lat, "list of claims")
    return FrontRequest(sides, _outline(request.get("domain"), lon, lat), lon, lat, party.astype(int))


def _claim(number: int, claim: Any, rows: dict[str, int]) -> tuple[float, float, int]:
    """Return longitude, latitude and party of a claim; `rows` maps the parties' names to their numbers."""
    try:
        lon, lat, controller = float(claim["lon"]), float(claim["lat"]), claim["controller"]
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        msg = f"Each claim needs 'lon' and 'lat' as numbers and a 'controller'; claim {number}, counted from 0, has not ({error})."
        raise RequestError(msg) from error
    if not isinstance(controller, str) or controller not in rows:
        msg = f"Claim {number}, counted from 0, has the 'controller' {_brief(repr(controller))}; give one out of 'sides', {_brief(list(rows))}."
        raise RequestError(msg)
    return lon, lat, rows[controller]


def _sides(sides: Any, claims: list) -> tuple[str, ...]:
    if sides is None:
        named = (c.get("controller") for c in claims if isinstance(c, dict))
        sides = sorted({name for name in named if isinstance(name, str)})
    if not isinstance(sides, (list, tuple)) or not all(isinstance(s, str) for s in sides):
        msg = f"'sides' is {_brief(sides)}; give the list of the parties' names."
        raise RequestError(msg)
    sides = tuple(dict.fromkeys(sides))
    if len(sides) > MOST_SIDES:
        msg = f"'sides' names {len(sides)} parties; a front line is drawn between at most {MOST_SIDES}."
        raise RequestError(msg)
    return sides


def _brief(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= MOST_WORDS else f"{text[:MOST_WORDS]}..."


def _outline(domain: Any, lon: np.ndarray, lat: np.ndarray) -> BaseGeometry:
    if domain is None:
        if not len(lon):
            msg = "There is neither a 'domain' nor a claim; give the outline of the theatre as a GeoJSON polygon."
            raise RequestError(msg)
        return _around(shapely.MultiPoint(np.column_stack([lon, lat])))
    try:
        outline = _geometry(domain)
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError, shapely.errors.ShapelyError) as error:
        msg = f"'domain' cannot be read as a GeoJSON geometry ({_brief(str(error))}); give a Polygon or MultiPolygon."
        raise RequestError(msg) from error
    if not outline.is_empty:
        check_reach(outline)
    return outline


def _geometry(domain: Any) -> BaseGeometry:
    """Return a GeoJSON geometry, feature or collection of features as one geometry."""
    if not isinstance(domain, dict):
        msg = f"it is a {type(domain).__name__}"
        raise TypeError(msg)
    if str(domain.get("type")).lower() == "featurecollection":
        parts = [_geometry(feature) for feature in domain["features"]]
        return parts[0] if len(parts) == 1 else shapely.GeometryCollection(parts)
    if str(domain.get("type")).lower() == "feature":
        return shape(domain["geometry"]) if domain["geometry"] else shapely.GeometryCollection()
    with np.errstate(invalid="ignore"):  # what is no number is told of by `check_lonlat`
        return shape(domain)


def _around(points: BaseGeometry) -> BaseGeometry:
    """Return the ground around claims where no outline is given: their rectangle and a margin."""
    check_reach(points)
    plane = plane_of(points)
    return plane.to_lonlat(plane.to_km(points).envelope.buffer(MARGIN_KM))
