"""Front lines beside Voronoi cells on made-up wars, and the time they take: ``python -m benchmarks.frontline``.

Each made-up front is a random smooth curve through a square theatre; claims are drawn evenly
("even") or as news comes, near the fighting ("news"). Nothing here is a real conflict.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy loads: one core is measured

import numpy as np
import shapely
import shapely.geometry
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from geodata.frontline import answer, draw_front, ground_of
from geodata.frontline.ground import Ground, polygons_of

OUTLINE = shapely.box(20, 45, 32, 52)
NEWS_REACH_KM = 40.0
"""Mean distance of news from the front."""

Draw = Callable[[Ground, np.ndarray, np.ndarray], tuple[BaseGeometry, BaseGeometry | None]]


@dataclasses.dataclass(frozen=True, slots=True)
class War:
    """A made-up front: a line in km, and the ground of the first party on one side of it."""

    ground: Ground
    line: BaseGeometry
    held: BaseGeometry


def main() -> None:
    """Print accuracy side by side with Voronoi cells, then speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wars", type=int, default=6, help="made-up fronts per row")
    parser.add_argument("--dates", type=int, default=100, help="dates of the 1,000 places drawn for the speed")
    arguments = parser.parse_args()
    print("claims places  method    IoU    km off  band cover  band km")
    for mode in ("news", "even"):
        for count in (20, 50, 100, 300, 1000):
            for name, draw in (("ours", _ours), ("voronoi", _voronoi)):
                print(f"{mode:6s} {count:6d}  {name:8s}", _row(mode, count, draw, arguments.wars))
    for places in (20, 50, 100, 300, 1000):
        seconds = time_dates(places, arguments.dates)
        print(f"{places} places: {seconds * 1000:.0f} ms of processor time a date with the band")
    print(f"largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def make_war(seed: int) -> War:
    """Make a front: a sum of a few sines across the theatre, from north to south."""
    rng = np.random.default_rng(seed)
    ground = ground_of(OUTLINE)
    left, bottom, right, top = ground.outline.bounds
    y = np.linspace(bottom - 50, top + 50, 400)
    x = (left + right) / 2 + sum(
        rng.normal(0, 90 / wave) * np.sin(wave * np.pi * (y - bottom) / (top - bottom) + rng.uniform(0, 6))
        for wave in range(1, 8)
    )
    west = shapely.Polygon([*zip(x, y, strict=True), (left - 50, top + 50), (left - 50, bottom - 50)])
    line = shapely.LineString(np.column_stack([x, y])).intersection(ground.outline)
    return War(ground, line, polygons_of(shapely.make_valid(west).intersection(ground.outline)))


def claims_of(war: War, count: int, mode: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return places in km and the party of each."""
    rng = np.random.default_rng(seed)
    left, bottom, right, top = war.ground.outline.bounds
    points = rng.uniform((left, bottom), (right, top), (60 * count, 2))
    points = points[shapely.contains_xy(war.ground.outline, points)]
    if mode == "news":
        km = shapely.distance(war.line, shapely.points(points))
        points = points[rng.random(len(points)) < 0.03 + np.exp(-km / NEWS_REACH_KM)]
    points = points[:count]
    return points, np.where(shapely.contains_xy(war.held, points), 0, 1)


def time_dates(places: int, dates: int) -> float:
    """Return the processor seconds a date takes while the front moves and a few places change each date."""
    war = make_war(3)
    points, party = claims_of(war, places, "news", 4)
    rng = np.random.default_rng(9)
    front = np.argsort(shapely.distance(war.line, shapely.points(points)))[: max(10, places // 20)]
    began = time.process_time()
    for _ in range(dates):
        party[rng.choice(front, 3)] ^= 1
        draw_front(war.ground, points, np.eye(2)[party])
    return (time.process_time() - began) / dates


def time_requests(places: int, count: int) -> float:
    """Return the processor seconds of an answer to a request, each for places that were not asked for before."""
    war = make_war(3)
    requests = []
    for seed in range(count + 1):
        points, party = claims_of(war, places, "news", 100 + seed)
        lonlat = shapely.get_coordinates(war.ground.plane.to_lonlat(shapely.MultiPoint(points)))
        claims = [
            {"lon": lon, "lat": lat, "controller": "ab"[side]}
            for (lon, lat), side in zip(lonlat.tolist(), party, strict=True)
        ]
        requests.append({"sides": ["a", "b"], "domain": shapely.geometry.mapping(OUTLINE), "claims": claims})
    answer(requests.pop())  # the outline is laid with its grid once
    began = time.process_time()
    for request in requests:
        answer(request)
    return (time.process_time() - began) / count


def _row(mode: str, count: int, draw: Draw, wars: int) -> str:
    rows = [list(_measures(make_war(seed), count, mode, seed, draw)) for seed in range(wars)]
    medians = [statistics.median(column) for column in zip(*rows, strict=True)]
    band = f"{medians[2]:10.2f} {medians[3]:8.0f}" if medians[3] else f"{'-':>10} {'-':>8}"
    return f"{medians[0]:.3f}  {medians[1]:7.1f}  {band}"


def _measures(war: War, count: int, mode: str, seed: int, draw: Draw) -> Iterator[float]:
    points, party = claims_of(war, count, mode, 1000 + seed)
    area, band = draw(war.ground, points, party)
    both = shapely.intersection(area, war.held).area
    yield both / (area.area + war.held.area - both)
    inner = war.ground.outline.buffer(-4)
    true = shapely.get_coordinates(shapely.segmentize(war.line.intersection(inner), 1.0))
    ours = shapely.get_coordinates(shapely.segmentize(area.boundary.intersection(inner), 1.0))
    yield float(cKDTree(ours).query(true)[0].mean() + cKDTree(true).query(ours)[0].mean()) / 2 if len(ours) else 999.0
    yield float(shapely.contains_xy(band, true).mean()) if band is not None else 0.0
    yield band.area / war.line.length if band is not None else 0.0


def _ours(ground: Ground, points: np.ndarray, party: np.ndarray) -> tuple[BaseGeometry, BaseGeometry | None]:
    front = draw_front(ground, points, np.eye(2)[party])
    return next((a.geometry for a in front.areas if a.party == 0), shapely.Polygon()), front.band


def _voronoi(ground: Ground, points: np.ndarray, party: np.ndarray) -> tuple[BaseGeometry, None]:
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=ground.outline.buffer(50)))
    cell, place = shapely.STRtree(shapely.points(points)).query(cells, predicate="contains")
    return shapely.union_all(cells[cell[party[place] == 0]]).intersection(ground.outline), None


if __name__ == "__main__":
    main()
