"""One tile of the map as bytes: shapes in steps on a grid.

A tile is a row of sections; all numbers are unsigned LEB128 varints, signed ones zigzag-coded first.

    section  = kind, number of features, features
    feature  = number of points, points           (kinds LAND to PROVINCES)
    point    = x step, y step                      (from the point before, over all features of the section)
    place    = x step, y step, class, first zoom, number of bytes, name in UTF-8   (kind PLACES)

x runs east and y south from the tile's north-west corner, `extent` steps a side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely

from dashboard.basemap.derive.level import Drawing, Level
from dashboard.basemap.derive.place import Place
from dashboard.basemap.derive.projection import HALF_WORLD_M, WORLD_M, tile_bbox

LAND, LAKES, BORDERS, DISPUTED, RIVERS, PROVINCES, PLACES = range(1, 8)
# Shapes run this far beyond a tile's edge, as a share of its side, so that the cut is never drawn.
BUFFER = 1 / 64


def cut(level: Level, drawing: Drawing, places: Sequence[Place]) -> Iterable[tuple[int, int, bytes]]:
    """Cut a level into tiles.

    Yields
    ------
    tuple of (x, y, bytes)
        Column, row and content of each tile that holds anything; open sea has none.
    """
    layers = [
        (LAND, drawing.land), (LAKES, drawing.lakes), (BORDERS, drawing.borders),
        (DISPUTED, drawing.disputed), (RIVERS, drawing.rivers), (PROVINCES, drawing.provinces),
    ]  # fmt: skip
    trees = [(kind, shapes, shapely.STRtree(shapes)) for kind, shapes in layers]
    by_tile = _by_tile(level.tile_zoom, places)
    for y in range(2**level.tile_zoom):
        for x in range(2**level.tile_zoom):
            content = _encode_tile(level, x, y, trees, by_tile.get((x, y), []))
            if content:
                yield x, y, content


def _encode_tile(level: Level, x: int, y: int, trees: list, places: Sequence[Place]) -> bytes:
    left, bottom, right, top = tile_bbox(level.tile_zoom, x, y)
    margin = (right - left) * BUFFER
    frame = (left - margin, bottom - margin, right + margin, top + margin)
    grid = _Grid(left, top, level.extent / (right - left))
    content = b""
    for kind, shapes, tree in trees:
        near = np.sort(tree.query(shapely.box(*frame)))
        clipped = shapely.clip_by_rect(shapes[near], *frame)
        content += _encode_shapes(kind, clipped, grid)
    return content + _encode_places(places, grid)


def _by_tile(zoom: int, places: Sequence[Place]) -> dict[tuple[int, int], list[Place]]:
    side = WORLD_M / 2**zoom
    found: dict[tuple[int, int], list[Place]] = {}
    for place in places:
        tile = int((place.x + HALF_WORLD_M) // side), int((HALF_WORLD_M - place.y) // side)
        found.setdefault(tile, []).append(place)
    return found


class _Grid:
    """Position on a tile's grid, in steps."""

    def __init__(self, left: float, top: float, steps_per_m: float) -> None:
        self._origin = np.array([left, top])
        self._scale = np.array([steps_per_m, -steps_per_m])

    def snap(self, xy: np.ndarray) -> np.ndarray:
        return np.rint((xy - self._origin) * self._scale).astype(np.int64)


def _encode_shapes(kind: int, shapes: np.ndarray, grid: _Grid) -> bytes:
    """One section of rings or lines; points that fall together on the grid are written once."""
    is_area = kind in (LAND, LAKES)
    parts = shapely.get_parts(shapes[~shapely.is_empty(shapes)])
    parts = parts[shapely.get_type_id(parts) == (3 if is_area else 1)]
    chains = shapely.get_rings(parts) if is_area else parts
    kept = []
    for chain in chains:
        steps = grid.snap(shapely.get_coordinates(chain))
        steps = steps[np.concatenate([[True], np.any(np.diff(steps, axis=0) != 0, axis=1)])]
        if is_area:
            steps = steps[:-1]
        if len(steps) >= (3 if is_area else 2):
            kept.append(steps)
    if not kept:
        return b""
    # Neighbours follow each other, so that the step from one to the next is short.
    kept.sort(key=lambda steps: _morton(*steps[0].tolist()))
    deltas = _zigzag(np.diff(np.vstack(kept), axis=0, prepend=[[0, 0]]))
    numbers: list[int] = [kind, len(kept)]
    at = 0
    for steps in kept:
        numbers.append(len(steps))
        numbers += deltas[at : at + len(steps)].ravel().tolist()
        at += len(steps)
    return _varints(numbers)


def _encode_places(places: Sequence[Place], grid: _Grid) -> bytes:
    if not places:
        return b""
    steps = grid.snap(np.array([(place.x, place.y) for place in places]))
    deltas = _zigzag(np.diff(steps, axis=0, prepend=[[0, 0]])).tolist()
    content = _varints([PLACES, len(places)])
    for place, (dx, dy) in zip(places, deltas, strict=True):
        name = place.name.encode()
        content += _varints([dx, dy, place.kind, place.first_zoom, len(name)]) + name
    return content


def _morton(x: int, y: int) -> int:
    """Place of a grid point on the Z-order curve: the bits of x and y in turn (Morton 1966)."""
    # The buffer reaches beyond the tile, where steps are negative.
    x, y = x + 2**15, y + 2**15
    return sum((x >> bit & 1) << 2 * bit | (y >> bit & 1) << 2 * bit + 1 for bit in range(17))


def _zigzag(numbers: np.ndarray) -> np.ndarray:
    """0, -1, 1, -2 as 0, 1, 2, 3: small steps either way become small numbers."""
    return (numbers << 1) ^ (numbers >> 63)


def _varints(numbers: Iterable[int]) -> bytes:
    """Unsigned LEB128: seven bits a byte, the lowest first, the high bit set on all but the last."""
    content = bytearray()
    for number in numbers:
        rest = number
        while rest > 127:
            content.append(rest & 127 | 128)
            rest >>= 7
        content.append(rest)
    return bytes(content)
