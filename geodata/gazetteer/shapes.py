"""Outlines and borders, read when first asked for."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.store import read_arrays

_UNITS_PER_DEG = 10_000
"""Coordinates are kept as whole steps of 0.0001 degree, about 11 m."""


def _mended(parts: list[BaseGeometry]) -> list[BaseGeometry]:
    return [p if p.is_valid else shapely.make_valid(p, method="structure", keep_collapsed=False) for p in parts]


class Shapes:
    """Outlines of features and borders between countries, EPSG:4326, lon/lat.

    A region of several countries or divisions has no outline of its own in the file: it is joined from theirs.
    A border is the line that the outlines of both countries run along, the same seen from either side.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def outline(self, feature_id: str) -> BaseGeometry | None:
        """Outline of a feature, ``None`` when it has none."""
        if feature_id in self._members:
            parts = [self.outline(member) for member in self._members[feature_id].split()]
            # Rounded to steps, some outlines touch themselves, and such parts cannot be joined.
            return shapely.union_all(_mended([part for part in parts if part is not None]))
        return self._geometry("outline", shapely.GeometryType.MULTIPOLYGON, self._outlines.get(feature_id))

    def border(self, iso_a: str, iso_b: str) -> BaseGeometry | None:
        """Land border of two countries, ``None`` when they have none."""
        key = "-".join(sorted((iso_a, iso_b)))
        return self._geometry("border", shapely.GeometryType.MULTILINESTRING, self._borders.get(key))

    def ids(self) -> frozenset[str]:
        """Ids of all features that have an outline."""
        return frozenset(self._outlines) | frozenset(self._members)

    def _geometry(self, what: str, kind: shapely.GeometryType, i: int | None) -> BaseGeometry | None:
        """Cut one geometry out of the ragged arrays."""
        if i is None:
            return None
        levels = 3 if kind == shapely.GeometryType.MULTIPOLYGON else 2
        first, last = i, i + 1
        offsets = []
        for level in reversed(range(levels)):
            starts = self._arrays[f"{what}_starts{level}"][first : last + 1]
            offsets.append(starts - starts[0])
            first, last = int(starts[0]), int(starts[-1])
        geometry = shapely.from_ragged_array(kind, self._coordinates(what)[first:last], tuple(reversed(offsets)))[0]
        return geometry.geoms[0] if len(geometry.geoms) == 1 else geometry

    def _coordinates(self, what: str) -> np.ndarray:
        return self._lonlat_outline if what == "outline" else self._lonlat_border

    @functools.cached_property
    def _lonlat_outline(self) -> np.ndarray:
        return _decoded(self._arrays["outline_steps"])

    @functools.cached_property
    def _lonlat_border(self) -> np.ndarray:
        return _decoded(self._arrays["border_steps"])

    @functools.cached_property
    def _arrays(self) -> dict[str, np.ndarray]:
        return read_arrays(self._path)

    @functools.cached_property
    def _outlines(self) -> dict[str, int]:
        return {key: i for i, key in enumerate(self._arrays["outline_ids"].tolist())}

    @functools.cached_property
    def _borders(self) -> dict[str, int]:
        return {key: i for i, key in enumerate(self._arrays["border_ids"].tolist())}

    @functools.cached_property
    def _members(self) -> dict[str, str]:
        return dict(zip(self._arrays["region_ids"].tolist(), self._arrays["region_members"].tolist(), strict=True))


def pack_shapes(
    outlines: dict[str, BaseGeometry], borders: dict[str, BaseGeometry], members: dict[str, tuple[str, ...]]
) -> dict[str, np.ndarray]:
    """Arrays of a shapes file.

    Parameters
    ----------
    outlines
        Feature id -> polygons, EPSG:4326.
    borders
        ``"EG-LY"`` -> lines.
    members
        Feature id -> ids of the features whose outlines make it up.
    """
    regions = sorted(members)
    return (
        _packed("outline", {key: _multi(shape, shapely.MultiPolygon) for key, shape in outlines.items()})
        | _packed("border", {key: _multi(shape, shapely.MultiLineString) for key, shape in borders.items()})
        | {
            "region_ids": np.array(regions, dtype=str),
            "region_members": np.array([" ".join(members[key]) for key in regions], dtype=str),
        }
    )


def _packed(what: str, geometries: dict[str, BaseGeometry]) -> dict[str, np.ndarray]:
    """Geometries of one type as ids, steps between coordinates and where parts start, innermost first."""
    keys = sorted(geometries)
    _, lonlat, starts = shapely.to_ragged_array([geometries[key] for key in keys])
    units = np.rint(lonlat * _UNITS_PER_DEG).astype(np.int32)
    steps = np.diff(units, axis=0, prepend=np.zeros((1, 2), dtype=np.int32))
    arrays = {f"{what}_ids": np.array(keys, dtype=str), f"{what}_steps": np.ascontiguousarray(steps.T)}
    return arrays | {f"{what}_starts{level}": each.astype(np.int32) for level, each in enumerate(starts)}


def _decoded(steps: np.ndarray) -> np.ndarray:
    """Degrees, lon and lat, from steps."""
    return np.ascontiguousarray((np.cumsum(steps, axis=1, dtype=np.int64) / _UNITS_PER_DEG).T)


def _multi(geometry: BaseGeometry, make: Callable[[list[BaseGeometry]], BaseGeometry]) -> BaseGeometry:
    """Write a geometry as a collection of its parts, also when it has one."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type in ("Polygon", "LineString")]
    return make(parts)
