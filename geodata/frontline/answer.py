"""The answer of the ``frontline`` command: a GeoJSON FeatureCollection."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.frontline.front import OUT_OF_REACH, Front, draw_front
from geodata.frontline.geojson import as_geojson, lines_as_geojson
from geodata.frontline.ground import Ground, ground_of
from geodata.frontline.request import FrontRequest, parse_request
from geodata.frontline.segment import FrontLine

HALF = 0.5


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Draw one front line from claims; input and output in EPSG:4326.

    Features: one ``area`` a party with its `controller`; the band (``kind: "band80"``) that
    holds 80 % of the line; pieces of the line (``kind: "line"``) with `style`, `between`,
    `band_km` and the `claims` that hold each, as indices into the request's claims, nearest first.
    """
    asked = parse_request(request)
    ground = _ground_of(asked.outline.wkb)
    if not len(asked.party):
        return _collection([], "No claim speaks of this ground, so nothing is drawn.")
    shares = np.eye(max(len(asked.sides), 2))[asked.party]
    front = draw_front(ground, ground.plane.points_to_km(asked.lon, asked.lat), shares)
    return _collection(list(_features(asked, ground, front)), _note(asked, front))


@functools.lru_cache(maxsize=4)
def _ground_of(outline: bytes) -> Ground:
    """Return the ground of an outline given as WKB: callers ask for many dates of one theatre."""
    return ground_of(shapely.from_wkb(outline))


def _features(asked: FrontRequest, ground: Ground, front: Front) -> Iterator[dict[str, Any]]:
    for area in front.areas:
        yield _feature(ground, area.geometry, kind="area", controller=asked.sides[area.party])
    if front.band is not None:
        yield _feature(ground, front.band, kind="band80")
    if not front.unclaimed.is_empty:
        yield _feature(ground, front.unclaimed, kind="noclaim")
    if front.lines:
        drawn = lines_as_geojson(ground, [line.geometry for line in front.lines])
        for line, geometry in zip(front.lines, drawn, strict=True):
            yield {"type": "Feature", "properties": _line_properties(asked, line), "geometry": geometry}


def _line_properties(asked: FrontRequest, line: FrontLine) -> dict[str, Any]:
    return {
        "kind": "line",
        "style": line.style,
        "between": [asked.sides[p] for p in line.between],
        "band_km": round(line.band_km, 1),
        "claims": [h.place for h in line.holders],
        "holders": [{"claim": h.place, "side": asked.sides[h.party], "km": round(h.km, 1)} for h in line.holders],
    }


def _feature(ground: Ground, geometry: BaseGeometry, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": as_geojson(ground, geometry)}


def _note(asked: FrontRequest, front: Front) -> str | None:
    if _look_swapped(asked):
        return "No claim lies on the outline, and most would if latitude came first: give 'lon' and 'lat' the other way round."
    if len(front.areas) == 1 and len(np.unique(asked.party)) > 1:
        return (
            "The claims of the parties cancel out or leave one of them no ground of the outline, so there is no line."
        )
    if len(front.areas) == 1:
        return f"All claims speak for {asked.sides[front.areas[0].party]}, so there is no line."
    return None if front.lines else OUT_OF_REACH


def _look_swapped(asked: FrontRequest) -> bool:
    around = asked.outline.envelope
    if shapely.intersects_xy(around, asked.lon, asked.lat).any():
        return False
    return bool(shapely.intersects_xy(around, asked.lat, asked.lon).mean() > HALF)


def _collection(features: list[dict[str, Any]], note: str | None) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features} | ({"note": note} if note else {})
