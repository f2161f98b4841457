"""Outlines and borders, read when first asked for."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.store import read_arrays


class Shapes:
    """Outlines of features and borders between countries, EPSG:4326, lon/lat.

    Countries are kept as the arcs of their borders, each shared by two, so that a border is the
    same line seen from both sides.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def outline(self, feature_id: str) -> BaseGeometry | None:
        """Outline of a feature, ``None`` when it has none."""
        return self._geometry("outline", self._outlines.get(feature_id))

    def border(self, iso_a: str, iso_b: str) -> BaseGeometry | None:
        """Land border of two countries, ``None`` when they have none."""
        key = "-".join(sorted((iso_a, iso_b)))
        return self._geometry("border", self._borders.get(key))

    def _geometry(self, what: str, i: int | None) -> BaseGeometry | None:
        if i is None:
            return None
        starts = self._arrays[f"{what}_starts"]
        return shapely.from_wkb(self._arrays[f"{what}_wkb"][starts[i] : starts[i + 1]].tobytes())

    @functools.cached_property
    def _arrays(self) -> dict[str, np.ndarray]:
        return read_arrays(self._path)

    @functools.cached_property
    def _outlines(self) -> dict[str, int]:
        return {key: i for i, key in enumerate(self._arrays["outline_ids"].tolist())}

    @functools.cached_property
    def _borders(self) -> dict[str, int]:
        return {key: i for i, key in enumerate(self._arrays["border_ids"].tolist())}
