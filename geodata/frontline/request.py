"""A request for one front line, checked."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.crs import check_lonlat, check_reach
from geodata.errors import RequestError


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
    claims = request.get("claims")
    if not isinstance(claims, list):
        msg = "'claims' must be a list of {lon, lat, controller}; give an empty list when there are none."
        raise RequestError(msg)
    sides = _sides(request.get("sides"), claims)
    try:
        lon = np.array([float(c["lon"]) for c in claims])
        lat = np.array([float(c["lat"]) for c in claims])
        party = np.array([sides.index(c["controller"]) for c in claims], dtype=int)
    except (KeyError, TypeError, ValueError) as error:
        msg = f"Each claim needs 'lon' and 'lat' as numbers and a 'controller' out of {list(sides)} ({error})."
        raise RequestError(msg) from error
    check_lonlat(lon, lat, "list of claims")
    return FrontRequest(sides, _outline(request.get("domain"), lon, lat), lon, lat, party)


def _sides(sides: Any, claims: list) -> tuple[str, ...]:
    if sides is None:
        sides = sorted({str(c.get("controller")) for c in claims if isinstance(c, dict)})
    if not isinstance(sides, (list, tuple)) or not all(isinstance(s, str) for s in sides):
        msg = f"'sides' is {sides!r}; give the list of the parties' names."
        raise RequestError(msg)
    return tuple(dict.fromkeys(sides))


def _outline(domain: Any, lon: np.ndarray, lat: np.ndarray) -> BaseGeometry:
    if domain is None:
        if not len(lon):
            msg = "There is neither a 'domain' nor a claim; give the outline of the theatre as a GeoJSON polygon."
            raise RequestError(msg)
        return shapely.MultiPoint(np.column_stack([lon, lat])).envelope.buffer(1.0)
    try:
        outline = shape(domain)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, shapely.errors.ShapelyError) as error:
        msg = f"'domain' cannot be read as a GeoJSON geometry ({error}); give a Polygon or MultiPolygon."
        raise RequestError(msg) from error
    if not outline.is_empty:
        check_reach(outline)
    return outline
