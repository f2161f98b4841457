"""Land and borders, taken apart from overlapping country polygons."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np
import shapely

from dashboard.basemap.derive.projection import HALF_WORLD_M, WORLD_M

# Gaps between neighbours that the source simplified apart are filled, unless they are a sea (the Caspian) ...
SEA_M2 = 1e11
# ... and gaps or overlaps above this size (EPSG:3857) are no slip of the pen: two claims, or none.
DISPUTE_M2 = 4e8
# A country that lies inside another one (Lesotho, or a dependency counted twice) disputes nothing.
NESTED_SHARE = 0.97
# Strip on either side of the antimeridian that is repeated beyond it, so that no line is drawn along 180 degrees.
WRAP_M = WORLD_M / 18
# On the grid of 1 m that polygons lie on.
_ANTIMERIDIAN_M = float(round(HALF_WORLD_M))

# Borders that the source draws as settled although a member of the United Nations disputes them, and where
# (west, south, east, north in degrees); None: all along. Compare the dotted and dashed lines of the map
# "The World", United Nations Geospatial, no. 4170.
DISPUTED_PAIRS: dict[frozenset[str], tuple[float, float, float, float] | None] = {
    frozenset({"ISR", "PSE"}): None,
    frozenset({"ISR", "SYR"}): None,
    frozenset({"SRB", "XKX"}): None,
    frozenset({"MAR", "ESH"}): None,
    frozenset({"IND", "PAK"}): (73.0, 32.4, 81.0, 37.2),
    frozenset({"IND", "CHN"}): (73.0, 26.0, 98.0, 37.2),
    frozenset({"CHN", "PAK"}): (73.0, 34.0, 81.0, 37.2),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Linework:
    """What is drawn of the countries, EPSG:3857 and in full detail."""

    land: tuple[shapely.Polygon, ...]
    borders: tuple[shapely.LineString, ...]
    disputed: tuple[shapely.LineString, ...]


def linework_from_countries(countries: Mapping[str, shapely.Geometry]) -> Linework:
    """Merge countries to land, and their boundaries to lines.

    Parameters
    ----------
    countries
        Polygons by ISO 3166 alpha-3 code, EPSG:3857, on a grid of 1 m; they may overlap and leave gaps.
    """
    codes, polygons = list(countries), np.array(list(countries.values()))
    land, gaps = _fill_gaps(_merge(polygons))
    doubtful = [gap for gap in gaps if gap.area > DISPUTE_M2] + _overlaps(polygons)
    segments = _boundary_segments(polygons, land, gaps)
    is_disputed = _near(segments, doubtful) | _between_disputants(segments, codes, polygons)
    wrapped = _wrap_land(land)
    return Linework(wrapped, _lines(segments[~is_disputed]), _lines(segments[is_disputed]))


def _merge(polygons: np.ndarray) -> list[shapely.Polygon]:
    """Union of all polygons; the 60,000 islands that touch no other are left as they are, since a union is slow."""
    parts = shapely.get_parts(polygons)
    # Prepared, the larger of two is asked in the time of the smaller one.
    parts = parts[np.argsort(-shapely.get_num_coordinates(parts), kind="stable")]
    shapely.prepare(parts)
    larger, smaller = shapely.STRtree(parts).query(parts)
    pairs = larger < smaller
    larger, smaller = larger[pairs], smaller[pairs]
    touching = shapely.intersects(parts[larger], parts[smaller])
    alone = np.ones(len(parts), dtype=bool)
    alone[larger[touching]] = alone[smaller[touching]] = False
    return [*parts[alone], *shapely.get_parts(shapely.union_all(parts[~alone]))]


def _fill_gaps(merged: list[shapely.Polygon]) -> tuple[list[shapely.Polygon], list[shapely.Polygon]]:
    """Land polygons that keep only seas as holes, and the gaps that were filled."""
    land, gaps = [], []
    for part in merged:
        holes = [shapely.Polygon(ring) for ring in part.interiors]
        seas = [hole.exterior for hole in holes if hole.area > SEA_M2]
        gaps += [hole for hole in holes if hole.area <= SEA_M2]
        land.append(shapely.Polygon(part.exterior, seas))
    return land, gaps


def _overlaps(polygons: np.ndarray) -> list[shapely.Polygon]:
    """Ground that two countries claim."""
    first, second = shapely.STRtree(polygons).query(polygons, predicate="overlaps")
    found: list[shapely.Polygon] = []
    for i, j in zip(first, second, strict=True):
        if i >= j:
            continue
        shared = shapely.intersection(polygons[i], polygons[j])
        if shared.area < NESTED_SHARE * min(polygons[i].area, polygons[j].area):
            found += [part for part in shapely.get_parts(shared) if part.area > DISPUTE_M2]
    return found


def _boundary_segments(polygons: np.ndarray, land: list[shapely.Polygon], gaps: list[shapely.Polygon]) -> np.ndarray:
    """All distinct pieces of boundary that are not coast, as rows x1, y1, x2, y2."""
    pieces = np.unique(np.vstack([_segments(polygons), _segments(np.array(gaps))]), axis=0)
    coast = np.unique(_segments(np.array(land)), axis=0)
    both, count = np.unique(np.vstack([pieces, coast, coast]), axis=0, return_counts=True)
    inner = both[count == 1]
    middle = (inner[:, :2] + inner[:, 2:]) / 2
    # What is left of the coast are pieces that the union cut anew: they lie on it.
    coastline = shapely.STRtree(shapely.linestrings(coast.reshape(-1, 2, 2)))
    points = shapely.points(middle)
    near, _ = coastline.query(points, predicate="dwithin", distance=2.0)
    keep = np.ones(len(inner), dtype=bool)
    keep[near] = False
    return inner[keep]


def _segments(polygons: np.ndarray) -> np.ndarray:
    """Pieces of all rings, their ends ordered so that both directions are alike."""
    rings = shapely.get_rings(shapely.get_parts(polygons))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    start, end = np.rint(xy[:-1][same]), np.rint(xy[1:][same])
    swap = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    start[swap], end[swap] = end[swap], start[swap].copy()
    return np.hstack([start, end])


def _near(segments: np.ndarray, doubtful: list[shapely.Polygon]) -> np.ndarray:
    """Whether each segment runs in or along doubtful ground."""
    flags = np.zeros(len(segments), dtype=bool)
    if doubtful:
        middle = shapely.points((segments[:, :2] + segments[:, 2:]) / 2)
        index, _ = shapely.STRtree(np.array(doubtful)).query(middle, predicate="dwithin", distance=500.0)
        flags[index] = True
    return flags


def _between_disputants(segments: np.ndarray, codes: list[str], polygons: np.ndarray) -> np.ndarray:
    """Whether each segment lies within 500 m of both countries of a disputed pair."""
    flags = np.zeros(len(segments), dtype=bool)
    middle = shapely.points((segments[:, :2] + segments[:, 2:]) / 2)
    known = [(pair, bbox) for pair, bbox in DISPUTED_PAIRS.items() if pair <= set(codes)]
    for pair, bbox in known:
        one, other = (polygons[codes.index(code)] for code in sorted(pair))
        candidates = np.flatnonzero(shapely.dwithin(middle, shapely.box(*other.bounds), 500.0) & _inside(middle, bbox))
        for polygon in (one, other):
            shapely.prepare(polygon)
            candidates = candidates[shapely.dwithin(polygon, middle[candidates], 500.0)]
        flags[candidates] = True
    return flags


def _inside(points: np.ndarray, bbox: tuple[float, float, float, float] | None) -> np.ndarray:
    if bbox is None:
        return np.ones(len(points), dtype=bool)
    left, bottom, right, top = bbox
    lon = shapely.get_x(points) / HALF_WORLD_M * 180
    lat = np.degrees(2 * np.arctan(np.exp(shapely.get_y(points) / HALF_WORLD_M * np.pi)) - np.pi / 2)
    return (lon > left) & (lon < right) & (lat > bottom) & (lat < top)


def _lines(segments: np.ndarray) -> tuple[shapely.LineString, ...]:
    """Segments joined to the longest lines that have no fork."""
    pieces = shapely.linestrings(segments.reshape(-1, 2, 2))
    return tuple(shapely.get_parts(shapely.line_merge(shapely.multilinestrings(pieces))))


def _wrap_land(land: list[shapely.Polygon]) -> tuple[shapely.Polygon, ...]:
    """Land, continued beyond the antimeridian on both sides."""
    whole = shapely.transform(np.array(land), _snap_to_antimeridian)
    edge = _ANTIMERIDIAN_M
    strips = []
    for shift, left in ((2 * edge, -edge), (-2 * edge, edge - WRAP_M)):
        strip = shapely.clip_by_rect(whole, left, -WORLD_M, left + WRAP_M, WORLD_M)
        strip = strip[~shapely.is_empty(strip)]
        strips += list(shapely.transform(strip, lambda xy, shift=shift: xy + [shift, 0]))
    left, _, right, _ = shapely.bounds(whole).T
    touches = (left <= -edge) | (right >= edge)
    # A buffer of nothing mends rings that the clipping has folded onto its edge.
    joined = shapely.union_all(shapely.buffer(np.array([*whole[touches], *strips]), 0))
    return (*whole[~touches], *shapely.get_parts(joined))


def _snap_to_antimeridian(xy: np.ndarray) -> np.ndarray:
    """Points that lie on it but for rounding, exactly on it: else a slit stays open there."""
    x, y = xy.T
    on_it = np.abs(np.abs(x) - _ANTIMERIDIAN_M) < 50
    return np.column_stack([np.where(on_it, np.sign(x) * _ANTIMERIDIAN_M, x), y])
