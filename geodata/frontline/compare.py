"""What changed hands between two days."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.crs import TheatrePlane, plane_of
from geodata.frontline.ground import polygons_of

EPOCH = date(1970, 1, 1)
LINE_STEP_KM = 2.0
"""A line is sampled this often to measure how far it moved."""


@dataclasses.dataclass(frozen=True, slots=True)
class ChangedGround:
    """Ground that went from one party to another; EPSG:4326, area in km2."""

    previous: int
    holder: int
    geometry: BaseGeometry
    area_km2: float


@dataclasses.dataclass(frozen=True, slots=True)
class ChangedPlace:
    """A place whose hands changed, with the keys of the claims that came in between."""

    name: str
    lat: float
    lon: float
    previous: int | None
    holder: int | None
    state: str
    evidence: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Comparison:
    """The difference between two days.

    Parameters
    ----------
    moved_km
        Mean distance of the later line from the earlier one, ``None`` unless both days have a line.
    """

    ground: tuple[ChangedGround, ...]
    places: tuple[ChangedPlace, ...]
    moved_km: float | None


def compare(mode: dict[str, Any], earlier: date, later: date) -> Comparison:
    """Compare two days of one mode of control.json (see `control_frames`).

    Ground that no claim speaks of on one of the days has not changed hands.
    """
    before, after = frame_on(mode, earlier), frame_on(mode, later)
    places = tuple(_changed_places(before, after))
    areas = [shape(a["geometry"]) for f in (before, after) for a in f["areas"]]
    if not areas:
        return Comparison((), places, None)
    plane = plane_of(shapely.union_all([shapely.box(*a.bounds) for a in areas]))
    return Comparison(_changed_ground(before, after, plane), places, _moved_km(before, after, plane))


def frame_on(mode: dict[str, Any], day: date) -> dict[str, Any]:
    """Return the frame that holds on a day; an empty one before the first."""
    number = (day - EPOCH).days
    held = [f for f in mode["frames"] if f["day"] <= number]
    return held[-1] if held else {"day": number, "areas": [], "lines": [], "places": [], "note": None}


def _changed_ground(before: dict, after: dict, plane: TheatrePlane) -> tuple[ChangedGround, ...]:
    old, new = _by_party(before, plane), _by_party(after, plane)
    changed = []
    for previous, was in sorted(old.items()):
        for holder, now in sorted(new.items()):
            taken = polygons_of(shapely.intersection(was, now)) if holder != previous else shapely.Polygon()
            if not taken.is_empty:
                changed.append(ChangedGround(previous, holder, plane.to_lonlat(taken), float(taken.area)))
    return tuple(changed)


def _by_party(frame: dict, plane: TheatrePlane) -> dict[int, BaseGeometry]:
    parts: dict[int, list[BaseGeometry]] = {}
    for area in frame["areas"]:
        if area["party"] is not None:
            parts.setdefault(area["party"], []).append(plane.to_km(shape(area["geometry"])))
    return {party: shapely.union_all(geometries) for party, geometries in parts.items()}


def _changed_places(before: dict, after: dict) -> list[ChangedPlace]:
    old = {(p["lat"], p["lon"]): p for p in before["places"]}
    changed = []
    for place in after["places"]:
        was = old.get((place["lat"], place["lon"]), {"party": None, "state": "unknown", "evidence": []})
        if (was["party"], was["state"]) != (place["party"], place["state"]):
            fresh = tuple(k for k in place["evidence"] if k not in was["evidence"])
            changed.append(
                ChangedPlace(
                    place["name"], place["lat"], place["lon"], was["party"], place["party"], place["state"], fresh
                )
            )
    return changed


def _moved_km(before: dict, after: dict, plane: TheatrePlane) -> float | None:
    old, new = _line_points(before, plane), _line_points(after, plane)
    return float(cKDTree(old).query(new)[0].mean()) if len(old) and len(new) else None


def _line_points(frame: dict, plane: TheatrePlane) -> np.ndarray:
    lines = [plane.to_km(shape(line["geometry"])) for line in frame["lines"]]
    return shapely.get_coordinates(shapely.segmentize(shapely.GeometryCollection(lines), LINE_STEP_KM))
