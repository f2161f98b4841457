"""Outlines of countries, and the borders between them, from Natural Earth."""

from __future__ import annotations

import collections
import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.sources.outlines import polygonal, simplify
from geodata.gazetteer.sources.tables import node_file, read_json

_NAMED = {"Kosovo": "XK", "Somaliland": "SO-SL", "N. Cyprus": "CY-N"}
"""Countries without a numeric code in the package, by the name it gives them; the last two are within another's."""

_WITHIN = {"SO-SL": "SO", "CY-N": "CY"}


def read_states(modules: Path) -> tuple[dict[str, BaseGeometry], dict[str, BaseGeometry]]:
    """Read the package world-atlas at 1:10,000,000.

    Returns
    -------
    dict
        ISO code -> outline; Somaliland (``SO-SL``) and Northern Cyprus (``CY-N``) stand alone as well as in
        Somalia and Cyprus.
    dict
        ``"EG-LY"`` (two ISO codes, sorted) -> border: the arcs that the outlines of both run along.
    """
    atlas = read_json(node_file(modules, "world-atlas", "countries-10m.json"))
    numeric = {row["ccn3"]: row["cca2"] for row in read_json(node_file(modules, "world-countries", "countries.json"))}
    arcs = [_decoded(arc, atlas["transform"]) for arc in atlas["arcs"]]
    polygons: dict[str, list] = collections.defaultdict(list)
    for geometry in atlas["objects"]["countries"]["geometries"]:
        iso = numeric.get(geometry["id"]) if "id" in geometry else _NAMED.get(geometry["properties"]["name"])
        if iso:
            polygons[iso] += geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return _outlines(polygons, arcs), _borders(polygons, arcs)


def _outlines(polygons: dict[str, list], arcs: list[np.ndarray]) -> dict[str, BaseGeometry]:
    """Simplified outlines; the parts of a country that stand alone are joined to it as well."""
    keys = sorted(polygons)
    whole = np.array([polygonal(shapely.MultiPolygon(list(_polygons(polygons[key], arcs)))) for key in keys])
    outlines = dict(zip(keys, simplify(whole), strict=True))
    for part, country in _WITHIN.items():
        outlines[country] = shapely.union_all([outlines[country], outlines[part]])
    return outlines


def _borders(polygons: dict[str, list], arcs: list[np.ndarray]) -> dict[str, BaseGeometry]:
    """The arcs that two countries share, joined into lines."""
    owners: dict[int, set[str]] = collections.defaultdict(set)
    for iso, rings in polygons.items():
        for arc in itertools.chain.from_iterable(itertools.chain.from_iterable(rings)):
            owners[arc if arc >= 0 else ~arc].add(_WITHIN.get(iso, iso))
    shared: dict[str, list[BaseGeometry]] = collections.defaultdict(list)
    for arc, both in sorted(owners.items()):
        if len(both) == 2:
            shared["-".join(sorted(both))].append(shapely.LineString(arcs[arc]))
    return {pair: shapely.line_merge(shapely.MultiLineString(lines)) for pair, lines in shared.items()}


def _decoded(arc: list[list[int]], transform: dict) -> np.ndarray:
    """Coordinates of an arc of quantised TopoJSON: each point is given as a step from the last."""
    return np.cumsum(np.array(arc), axis=0) * np.array(transform["scale"]) + np.array(transform["translate"])


def _polygons(polygons: list[list[list[int]]], arcs: list[np.ndarray]) -> Iterator[BaseGeometry]:
    """Yield the polygons of a country, without the islets that quantising has shrunk to a line."""
    for rings in polygons:
        shell, *holes = [_ring(ring, arcs) for ring in rings]
        if len(shell) >= 4:
            yield shapely.Polygon(shell, [hole for hole in holes if len(hole) >= 4])


def _ring(ring: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    """Join arcs to a ring; a negative number is an arc run backwards, and each begins where the last ended."""
    parts = [arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
