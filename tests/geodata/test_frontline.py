"""The front line: areas, line and band from claims."""

from __future__ import annotations

import functools
import gzip
import itertools
import json
import math
from datetime import date, timedelta
from typing import Any, ClassVar

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely.geometry import mapping, shape

from geodata.control import claims_from_record, without_source
from geodata.crs import plane_of
from geodata.errors import GeometryError, RequestError
from geodata.frontline import (
    Front,
    answer,
    compare,
    control_frames,
    control_modes,
    draw_front,
    draw_modes,
    field,
    frames,
    ground_of,
    guess,
)
from geodata.frontline.compare import frame_on
from geodata.frontline.contour import Grain, area_between, lines_at
from geodata.frontline.days import drawn_days
from geodata.frontline.frames import outline_of
from geodata.frontline.gather import MOST_PLACES
from geodata.frontline.kriging import Kriging
from geodata.store import Dataset
from geodata.theatre import load_theatre

SQUARE = shapely.box(10, 30, 14, 33)
GNA, LNA = 0, 1
SIRTE_LON = 16.5887


def _request(
    *claims: tuple[float, float, str], domain: object = SQUARE, sides: tuple[str, ...] = ("west", "east")
) -> dict:
    rows = [{"lon": lon, "lat": lat, "controller": party} for lon, lat, party in claims]
    return {"sides": list(sides), "domain": mapping(domain), "claims": rows}


def _claim(lon: float, lat: float, party: str = "west") -> dict:
    return {"lon": lon, "lat": lat, "controller": party}


def _kinds(features: list[dict], kind: str) -> list[dict]:
    return [f for f in features if f["properties"]["kind"] == kind]


def _areas(features: list[dict]) -> dict[str, shapely.Geometry]:
    return {f["properties"]["controller"]: shape(f["geometry"]) for f in _kinds(features, "area")}


def _overlap(areas: list[shapely.Geometry]) -> float:
    return max((shapely.intersection(a, b).area for a, b in itertools.combinations(areas, 2)), default=0.0)


def test_line_lies_midway_between_two_claims() -> None:
    """Two claims of two parties: the line runs midway, and names both claims."""
    features = answer(_request((11, 31.5, "west"), (13, 31.5, "east")))["features"]
    assert _areas(features)["west"].contains(shapely.Point(11, 31.5))
    line = shape(_kinds(features, "line")[0]["geometry"])
    assert abs(line.interpolate(0.5, normalized=True).x - 12) < 0.05
    assert all(sorted(f["properties"]["claims"]) == [0, 1] for f in _kinds(features, "line"))


def test_holders_are_nearest_first() -> None:
    """The claims that hold a piece of the line come nearest first, from both sides."""
    claims = [(10.5 + i / 4, 30.3 + (i % 5) / 2, "west" if i < 6 else "east") for i in range(12)]
    for line in _kinds(answer(_request(*claims))["features"], "line"):
        holders = line["properties"]["holders"]
        assert [h["km"] for h in holders] == sorted(h["km"] for h in holders)
        assert {h["side"] for h in holders} == {"west", "east"}


def test_narrow_band_is_solid_and_wide_band_dashed() -> None:
    """The line is solid between near claims, dashed between far ones."""
    near = [(11.9, 30.2 + i / 5, "west") for i in range(14)] + [(12.1, 30.2 + i / 5, "east") for i in range(14)]
    styles = [
        {f["properties"]["style"] for f in _kinds(answer(_request(*claims))["features"], "line")}
        for claims in (near, [(10.2, 31.5, "west"), (13.8, 31.5, "east")])
    ]
    assert styles == [{"solid"}, {"dashed"}]


def test_one_party_draws_no_line() -> None:
    """Where all claims speak for one party there is an area and no line, and a sentence says why."""
    result = answer(_request((11, 31.5, "west"), (13, 31.5, "west")))
    assert [f["properties"]["kind"] for f in result["features"]] == ["area"]
    assert "no line" in result["note"]


def test_no_claim_draws_nothing() -> None:
    """Without claims nothing is drawn."""
    assert answer(_request())["features"] == []


def test_claims_at_one_point() -> None:
    """Claims of both parties at one point give an answer that covers the outline once."""
    areas = _areas(answer(_request((12, 31, "west"), (12, 31, "east"), (12, 31, "west")))["features"])
    assert sum(a.area for a in areas.values()) == pytest.approx(SQUARE.area, rel=0.01)


def test_claims_outside_the_outline_count() -> None:
    """Claims beyond the outline still say which side is whose."""
    areas = _areas(answer(_request((8, 31.5, "west"), (16, 31.5, "east")))["features"])
    assert areas["west"].contains(shapely.Point(10.5, 31.5))
    assert areas["east"].contains(shapely.Point(13.5, 31.5))


def test_three_parties_meet() -> None:
    """Three parties share the ground without gap or overlap; there is a line between each pair."""
    result = answer(_request((11, 30.6, "a"), (13, 30.6, "b"), (12, 32.4, "c"), sides=("a", "b", "c")))
    areas = _areas(result["features"])
    assert sum(a.area for a in areas.values()) == pytest.approx(shapely.union_all(list(areas.values())).area, rel=1e-3)
    assert sum(a.area for a in areas.values()) == pytest.approx(SQUARE.area, rel=0.01)
    pairs = {tuple(f["properties"]["between"]) for f in _kinds(result["features"], "line")}
    assert pairs == {("a", "b"), ("a", "c"), ("b", "c")}


def test_islands() -> None:
    """On an outline of islands the line is drawn on land only."""
    islands = shapely.union_all([shapely.box(10, 30, 11.5, 33), shapely.box(12.2, 30, 14, 33)])
    request = _request((10.5, 31, "west"), (13.5, 31, "east"), (10.5, 32.5, "east"), domain=islands)
    for feature in answer(request)["features"]:
        assert shape(feature["geometry"]).difference(islands.buffer(0.03)).is_empty


def test_antimeridian() -> None:
    """A theatre across 180 degrees is drawn on both sides of it."""
    outline = shapely.union_all([shapely.box(176, -20, 180, -15), shapely.box(-180, -20, -176, -15)])
    areas = _areas(answer(_request((177, -17, "west"), (-177, -17, "east"), domain=outline))["features"])
    assert areas["west"].contains(shapely.Point(178.5, -17))
    assert areas["east"].contains(shapely.Point(-178.5, -17))
    assert areas["west"].bounds[2] <= 180


FIJI = shapely.union_all([shapely.box(176, -20, 180, -15), shapely.box(-180, -20, -176, -15)])
ISLETS = shapely.union_all(
    [shapely.Point(10 + i * 7 % 41 / 10, 30 + i * 13 % 31 / 10).buffer(0.004 * (1 + i % 12)) for i in range(60)]
)
TRIO = ("west", "east", "north")


@pytest.mark.parametrize(
    ("claims", "domain", "words", "pairs"),
    [
        ([(12, 31, "west")], SQUARE, "All claims speak for west", 0),
        ([(11, 31, "north"), (13, 32, "north")], SQUARE, "All claims speak for north", 0),
        ([(12, 31, side) for side in TRIO], SQUARE, "cancel out", 0),
        ([(12, 31, TRIO[i % 3]) for i in range(400)], SQUARE, "cancel out", 0),
        ([(10 + i / 100, 31, TRIO[i % 2]) for i in range(400)], SQUARE, None, 1),
        ([(8, 31, "west"), (16, 31, "east")], SQUARE, "No claim lies within 250 km", 0),
        ([(40, 31, "west"), (60, 31, "east")], SQUARE, "no ground of the outline", 0),
        ([(-168.0, -31.5, "west"), (12, 31, "east")], SQUARE, "no ground of the outline", 0),
        ([(10.0, 30.0, "west"), (10.001, 30.001, "east")], shapely.box(10, 30, 10.001, 30.001), None, 1),
        ([(10.5, 30, "west"), (13.5, 30, "east")], shapely.box(10, 30, 14, 30.002), None, 1),
        ([(10 + i / 10, 30 + i * 7 % 30 / 10, TRIO[i % 3]) for i in range(40)], ISLETS, None, 3),
        ([(177, -17, "west"), (-177, -17, "east"), (180, -19, "north")], FIJI, None, 2),
        ([(178, -17, "west"), (182, -17, "east")], shapely.box(176, -20, 184, -15), None, 1),
    ],
    ids=[
        *("one claim", "one party", "all at one point", "many at one point", "all on a line", "outside", "far outside"),
        *("antipode", "atoll", "thin", "islands", "antimeridian", "longitudes to 360"),
    ],
)
def test_degenerate_input(claims: list, domain: shapely.Geometry, words: str | None, pairs: int) -> None:
    """What is hardly a war gives areas that fill the outline once and, where there is no line, a sentence that says why."""
    result = answer(_request(*claims, domain=domain, sides=TRIO))
    areas = list(_areas(result["features"]).values())
    assert all(a.is_valid for a in areas)
    assert sum(a.area for a in areas) == pytest.approx(domain.area, rel=0.01)
    assert _overlap(areas) < 1e-4 * domain.area
    assert len({tuple(f["properties"]["between"]) for f in _kinds(result["features"], "line")}) == pairs
    assert words is None if "note" not in result else words in result["note"]


def test_a_party_without_claims_holds_nothing() -> None:
    """A side that no claim speaks for gets no ground, not even a sliver between the others."""
    claims = [(10.2 + i % 7 / 2, 30.2 + i // 7 / 2, "west" if i % 7 < 3 else "east") for i in range(35)]
    assert set(_areas(answer(_request(*claims, sides=("north", "west", "east", "south")))["features"])) == {
        "west",
        "east",
    }


class _Solves(Kriging):
    """Kriging that keeps how many claims each solve had and how many nodes were estimated."""

    claims: ClassVar[list[int]] = []
    nodes = 0

    def __init__(self, points: np.ndarray, *columns: Any) -> None:
        _Solves.claims.append(len(points))
        super().__init__(points, *columns)

    def at(self, nodes: np.ndarray) -> np.ndarray:
        _Solves.nodes += len(nodes)
        return super().at(nodes)


@pytest.mark.parametrize(
    ("places", "solves", "most_claims", "mixed"),
    [(100, 4, 100, False), (1000, 2, 600, False), (5000, 2, 1200, False), (4000, 2, MOST_PLACES, True)],
    ids=["few", "many", "very many", "contradicting each other"],
)
def test_a_date_takes_bounded_work(
    monkeypatch: pytest.MonkeyPatch, places: int, solves: int, most_claims: int, mixed: bool
) -> None:
    """Few solves, each of the claims near the front, and most nodes interpolated; the time itself stands in docs/benchmarks.md."""
    rng = np.random.default_rng(2)
    ground = ground_of(SQUARE)
    points = ground.plane.points_to_km(rng.uniform(10, 14, places), rng.uniform(30, 33, places))
    party = rng.integers(0, 2, places) if mixed else (points[:, 0] > 40 * np.sin(points[:, 1] / 40)).astype(int)
    monkeypatch.setattr(_Solves, "claims", [])
    monkeypatch.setattr(_Solves, "nodes", 0)
    for module in (field, guess):
        monkeypatch.setattr(module, "Kriging", _Solves)
    front = draw_front(ground, points, np.eye(2)[party])
    assert sum(area.geometry.area for area in front.areas) == pytest.approx(ground.outline.area, rel=1e-3)
    assert len(_Solves.claims) <= solves
    assert max(_Solves.claims) <= most_claims
    assert _Solves.nodes <= (1 if mixed else 0.4) * len(ground.nodes) + solves * len(ground.coarse.nodes)


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"claims": None}, RequestError, "must be a list"),
        ({"claims": [{"lon": 1}]}, RequestError, "Each claim needs"),
        ({"claims": [{"lon": 31, "lat": 131, "controller": "west"}]}, GeometryError, "swapped"),
        ({"claims": [{"lon": 11, "lat": 31, "controller": "north"}]}, RequestError, "out of"),
        ({"claims": [{"lon": 11, "lat": 31, "controller": ["west"]}]}, RequestError, "'west'"),
        ({"claims": [{"lon": 10**400, "lat": 31, "controller": "west"}]}, RequestError, "Each claim needs"),
        ({"claims": [{"lon": float("nan"), "lat": 31, "controller": "west"}]}, GeometryError, "no number"),
        ({"sides": [f"side {i}" for i in range(101)]}, RequestError, "at most 100"),
        ({"domain": "POLYGON ((0 0, 1 0, 1 1, 0 0))"}, RequestError, "it is a str"),
        ({"domain": {"type": "FeatureCollection", "features": []}}, GeometryError, "empty"),
        (
            {"domain": {"type": "Polygon", "coordinates": [[[10, 30], [math.nan, 30], [14, 33]]]}},
            Exception,
            "no number",
        ),
        ({"domain": None, "claims": [_claim(-170, 1), _claim(12, 1)]}, GeometryError, "far side of the globe"),
        ({"domain": {"type": "Point", "coordinates": [1, 2]}}, GeometryError, "without area"),
        ({"domain": {"type": "Polygon"}}, RequestError, "GeoJSON"),
        ({"domain": mapping(shapely.box(-180, -90, 180, 90))}, GeometryError, "far side of the globe"),
        ({"domain": mapping(shapely.box(-120, -60, 60, 60))}, GeometryError, "far side of the globe"),
        ({"sides": "west"}, RequestError, "list of the parties"),
    ],
)
def test_bad_requests_are_refused_in_words(changes: dict, error: type[Exception], words: str) -> None:
    """Each malformed request is refused with what was given and what is allowed."""
    with pytest.raises(error, match=words):
        answer(_request((11, 31.5, "west"), (13, 31.5, "east")) | changes)


@pytest.mark.parametrize("request_", [None, [], "frontline", 3])
def test_a_request_that_is_no_object_is_refused(request_: Any) -> None:
    """What is no JSON object is told so."""
    with pytest.raises(RequestError, match="give an object"):
        answer(request_)


def test_any_form_of_outline() -> None:
    """A feature, a collection of features and unknown fields give what the bare geometry gives."""
    plain = _request((11, 31.5, "west"), (13, 31.5, "east"))
    feature = {"type": "Feature", "properties": {"name": "ours"}, "geometry": plain["domain"]}
    halves = [{**feature, "geometry": mapping(shapely.box(*b))} for b in ((10, 30, 12, 33), (12, 30, 14, 33))]
    unknown = plain | {"claims": [claim | {"said_by": "x"} for claim in plain["claims"]], "date": "2020-01-01"}
    one = {"type": "FeatureCollection", "features": [feature]}
    assert answer(plain | {"domain": feature}) == answer(plain | {"domain": one}) == answer(unknown) == answer(plain)
    both = _areas(answer(plain | {"domain": {"type": "FeatureCollection", "features": halves}})["features"])
    assert sum(a.area for a in both.values()) == pytest.approx(SQUARE.area, rel=1e-3)


def test_without_an_outline_the_ground_is_around_the_claims() -> None:
    """Also where the claims lie on both sides of the antimeridian."""
    claims = [_claim(-179, 1, "west"), _claim(179, 1, "east")]
    areas = _areas(answer({"sides": ["west", "east"], "claims": claims})["features"])
    assert sum(a.area for a in areas.values()) == pytest.approx(6.2, rel=0.1)
    assert areas["west"].contains(shapely.Point(-179, 1))


def test_swapped_coordinates_are_told() -> None:
    """Claims that would lie on the outline the other way round are not drawn as if they lay far off without a word."""
    square = shapely.box(10, 30, 14, 33)
    result = answer(_request((31, 11, "west"), (31.5, 13, "east"), domain=square))
    assert "the other way round" in result["note"]


@pytest.mark.parametrize(
    "outline",
    [
        shapely.Polygon([(-180, -70), (-90, -70), (0, -70), (90, -70), (180, -70), (180, -90), (-180, -90)]),
        shapely.Polygon([(-180, 70), (-90, 80), (0, 85), (90, 80), (180, 70), (180, 90), (-180, 90)]),
        shapely.box(20, 80, 60, 90),
    ],
    ids=["south", "off centre", "to the pole"],
)
def test_ground_around_a_pole(outline: shapely.Geometry) -> None:
    """Ground that holds a pole comes back whole, as rings of degrees that are cut along a meridian."""
    sign = math.copysign(1, outline.bounds[1])
    claims = [(-120 + i * 7, sign * (76 + i % 9), "west" if i % 14 < 7 else "east") for i in range(40)]
    features = answer(_request(*claims, domain=outline))["features"]
    plane = plane_of(outline)
    areas = [plane.to_km(area) for area in _areas(features).values()]
    assert sum(a.area for a in areas) == pytest.approx(plane.to_km(outline).area, rel=1e-4)
    assert all(shape(f["geometry"]).is_valid and not shape(f["geometry"]).is_empty for f in features)


def test_a_thin_outline_has_no_endless_grid() -> None:
    """An outline of two km by two thousand is not laid with a million nodes, most of them beyond it."""
    assert len(ground_of(shapely.box(0, 0, 20, 0.01)).nodes) < 40_000  # elsewhere 20,000


places = st.tuples(st.floats(9, 15), st.floats(29, 34), st.sampled_from(["west", "east", "north"]))


@settings(max_examples=15, deadline=None)
@example([(11.632, 34.0, "north"), (13.751, 29.0, "east"), (13.164, 31.034, "west")])  # a sliver in longitude, latitude
@given(st.lists(places, min_size=1, max_size=12))
def test_any_claims_give_valid_geometry(claims: list) -> None:
    """Whatever the claims, the areas are valid, lie in the outline and fill it once."""
    result = answer(_request(*claims, sides=("west", "east", "north")))
    areas = list(_areas(result["features"]).values())
    assert all(a.is_valid for a in areas)
    assert sum(a.area for a in areas) == pytest.approx(SQUARE.area, rel=0.02)
    assert _overlap(areas) < 1e-3 * SQUARE.area


def test_contradicted_claim_hardly_moves_the_line() -> None:
    """Wrong claims deep behind the front are flagged, and the line stays where it is."""
    rng = np.random.default_rng(5)
    ground = ground_of(SQUARE)
    points = ground.plane.points_to_km(rng.uniform(10, 14, 300), rng.uniform(30, 33, 300))
    party = (points[:, 0] > 0).astype(int)
    wrong = np.flatnonzero(np.abs(points[:, 0]) > 100)[:8]
    party[wrong] = 1 - party[wrong]
    front = draw_front(ground, points, np.eye(2)[party])
    assert front.contradicted[wrong].all()
    assert front.contradicted.sum() == len(wrong)
    assert all(abs(shapely.get_coordinates(line.geometry)[:, 0]).max() < 40 for line in front.lines)


@functools.cache
def _record() -> dict:
    return control_modes([], [], load_theatre("libya"))["modes"]["record"]


def _holder(mode: dict, day: date, lon: float, lat: float) -> int | None:
    spot = shapely.Point(lon, lat)
    inside = [a["party"] for a in frame_on(mode, day)["areas"] if shape(a["geometry"]).buffer(0.03).contains(spot)]
    return next((p for p in inside if p is not None), None)


@pytest.mark.parametrize(
    ("lon", "lat", "day"),
    [
        (16.5887, 31.2, date(2020, 1, 6)),  # Sirte
        (12.4885, 32.76, date(2020, 4, 13)),  # Sabratha
        (11.8979, 32.4734, date(2020, 5, 18)),  # Watiya
        (13.6332, 32.435, date(2020, 6, 5)),  # Tarhuna
        (13.9835, 31.7455, date(2020, 6, 5)),  # Bani Walid
    ],
)
def test_libya_ground_changes_hands_on_the_right_day(lon: float, lat: float, day: date) -> None:
    """With the record the ground around each town goes over on its day."""
    before, after = (_holder(_record(), date.fromordinal(day.toordinal() + i), lon, lat) for i in (-1, 0))
    assert {before, after} == {GNA, LNA}
    assert after == (LNA if day == date(2020, 1, 6) else GNA)


def test_libya_line_stands_west_of_sirte() -> None:
    """From June 2020 to the seeds' last day the line meets the coast just west of Sirte."""
    frames = [f for f in _record()["frames"] if (date(2020, 6, 9) - date(1970, 1, 1)).days <= f["day"]]
    for frame in frames:
        near = [
            lon
            for line in frame["lines"]
            for lon, lat in shapely.get_coordinates(shape(line["geometry"]))
            if lat > 30.8 and lon > 15.5
        ]
        assert near
        assert 15.7 < max(near) < SIRTE_LON


def test_libya_places_lie_on_their_own_ground() -> None:
    """On each day nearly every held place lies in an area of its party."""
    for frame in _record()["frames"][::6]:
        day = date.fromordinal(date(1970, 1, 1).toordinal() + frame["day"])
        held = [p for p in frame["places"] if p["state"] == "held"]
        right = sum(_holder(_record(), day, p["lon"], p["lat"]) == p["party"] for p in held)
        assert right >= 0.9 * len(held)


def test_before_anything_is_known_nothing_is_drawn() -> None:
    """A day before the first claim has an empty frame."""
    assert frame_on(_record(), date(2010, 1, 1))["areas"] == []


def test_control_json_is_small_and_repeatable() -> None:
    """The record's frames stay below 400 KB compressed, and the same input gives the same bytes."""
    text = json.dumps(_record(), allow_nan=False)
    assert len(gzip.compress(text.encode())) < 400_000
    theatre = load_theatre("libya")
    assert json.dumps(control_modes([], [], theatre)["modes"]["record"], allow_nan=False) == text


def test_every_line_names_claims_of_both_sides() -> None:
    """Each piece of the line can say who holds it there."""
    for frame in _record()["frames"]:
        for line in frame["lines"]:
            assert {e["side"] for e in line["evidence"]} == set(line["between"])
            assert all(e["key"].startswith("fact/") and e["age_days"] >= 0 for e in line["evidence"])


def test_the_line_stays_on_ground_that_a_claim_speaks_of() -> None:
    """No line runs through ground that is hatched for want of claims."""
    for frame in _record()["frames"][::8]:
        coloured = shapely.union_all([shape(a["geometry"]) for a in frame["areas"] if a["party"] is not None])
        lines = shapely.union_all([shape(line["geometry"]) for line in frame["lines"]])
        assert lines.difference(coloured.buffer(0.01)).length == pytest.approx(0, abs=0.01)


def test_a_node_is_no_islet() -> None:
    """A bump of one node of the grid is neither ground nor line; one of many nodes is both."""
    ground = ground_of(SQUARE)
    lead = np.full(ground.shape, -1.0)
    lead[20, 20] = lead[60:70, 60:70] = 0.5
    bump = np.array([[ground.x_km[20], ground.y_km[20]]])
    for points, islets in ((bump, 2), (bump + 100, 1)):  # ground of a claim is kept, however small
        grain = Grain(ground.cell_km**2, points)
        area = area_between(ground, lead, 0.0, grain=grain)
        assert len(shapely.get_parts(area)) == len(lines_at(ground, lead, grain=grain)) == islets


def test_known_as_of_draws_what_was_reported() -> None:
    """The line as it could be drawn on a day does not know later reports."""
    theatre = load_theatre("libya")
    ground = ground_of(outline_of(theatre), cells=5000)
    claims = claims_from_record(theatre, ("gna", "lna"))
    day = date(2020, 7, 1)
    now = control_frames(claims, ground, 2, days=[day])
    then = control_frames(claims, ground, 2, days=[day], known_on=date(2020, 1, 1))
    assert _holder(now, day, 16.5887, 31.2) == LNA
    assert _holder(then, day, 16.5887, 31.2) == GNA


def test_without_a_source_the_line_moves() -> None:
    """What hangs on one source shows when it is left out."""
    theatre = load_theatre("libya")
    ground = ground_of(outline_of(theatre), cells=5000)
    claims = claims_from_record(theatre, ("gna", "lna"))
    source = next(c.source for c in claims if c.place == "Sirte" and c.holder == LNA)
    day = date(2020, 2, 1)
    left = control_frames(without_source(claims, source), ground, 2, days=[day])
    assert next(p["party"] for p in left["frames"][0]["places"] if p["name"] == "Sirte") == GNA


def test_compare_two_days() -> None:
    """Between New Year and mid-January 2020 Sirte went over: ground, place and the fact that did it."""
    difference = compare(_record(), date(2020, 1, 1), date(2020, 1, 15))
    sirte = next(p for p in difference.places if p.name == "Sirte")
    assert (sirte.previous, sirte.holder) == (GNA, LNA)
    assert len(sirte.evidence) == 1
    taken = [g for g in difference.ground if (g.previous, g.holder) == (GNA, LNA)]
    assert 1000 < taken[0].area_km2 < 100_000
    assert difference.moved_km > 1


def test_compare_with_nothing_known() -> None:
    """Comparing with a day of which nothing is known finds no changed ground."""
    difference = compare(_record(), date(2010, 1, 1), date(2010, 2, 1))
    assert (difference.ground, difference.places, difference.moved_km) == ((), (), None)


def test_no_theatre_draws_nothing() -> None:
    """Without a theatre there are no parties and no frames."""
    assert control_modes([], [], None)["modes"]["articles"] == {"frames": []}


@functools.cache
def _known() -> dict:
    return control_modes([], [], load_theatre("libya"))["modes"]["record-known"]


def test_as_reported_knows_nothing_of_later_reports() -> None:
    """The fall of Sabratha on 13 April 2020 is drawn on its day, and as reported on the day its source came out."""
    facts = {c.key: c for c in claims_from_record(load_theatre("libya"), ("gna", "lna"))}
    late = [c for c in facts.values() if c.reported > c.latest]
    assert late
    for frame in _known()["frames"]:
        day = date(1970, 1, 1) + timedelta(days=frame["day"])
        named = {key for place in frame["places"] for key in place["evidence"]}
        assert all(facts[key].reported <= day for key in named)
        assert {c.key for c in late if c.reported == day} <= named


def test_as_reported_is_the_same_once_all_is_reported() -> None:
    """On the last day nothing is left to be reported, and both ways to draw it agree."""
    last = (date(2021, 1, 1) - date(1970, 1, 1)).days
    claims = claims_from_record(load_theatre("libya"), ("gna", "lna"))
    ground = ground_of(outline_of(load_theatre("libya")), cells=5000)
    plain, known = (control_frames(claims, ground, 2, days=[date(2021, 1, 1)], as_known=b) for b in (False, True))
    assert plain == known
    assert plain["frames"][0]["day"] == last


def test_frames_drawn_before_are_used_again() -> None:
    """A day on which the same claims count is drawn once for both modes."""
    theatre = load_theatre("libya")
    claims = [c for c in claims_from_record(theatre, ("gna", "lna")) if c.reported == c.latest]
    ground = ground_of(outline_of(theatre), cells=2000)
    drawn: dict = {}
    plain, known = (control_frames(claims, ground, 2, as_known=b, drawn=drawn)["frames"] for b in (False, True))
    assert plain == known
    assert len(drawn) == len(plain)


def test_one_day_without_a_source_is_one_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """A route can answer with the line of one day without one source: no other day is drawn for it."""
    theatre = load_theatre("libya")
    ground = ground_of(outline_of(theatre), cells=2000)
    claims = claims_from_record(theatre, ("gna", "lna"))
    left = without_source(claims, claims[-1].source)
    drawn: list[int] = []

    def counted(*arguments: Any, **options: Any) -> Front:
        drawn.append(1)
        return draw_front(*arguments, **options)

    monkeypatch.setattr(frames, "draw_front", counted)
    assert len(control_frames(left, ground, 2, days=[date(2020, 6, 1)])["frames"]) == 1
    assert len(drawn) == 1


def test_benghazi_does_not_fade() -> None:
    """Nobody reports on a place far behind the front because nothing happens there: Benghazi stays its holder's."""
    for day in (date(2019, 6, 1), date(2020, 7, 20), date(2020, 10, 23)):
        benghazi = next(p for p in frame_on(_record(), day)["places"] if p["name"] == "Benghazi")
        assert (benghazi["state"], benghazi["party"]) == ("held", LNA)
    assert "days old" in benghazi["reason"]


def test_the_seeds_alone_give_a_wide_band_that_says_so(seeds_read: Dataset) -> None:
    """From the two seeds alone the line is dashed within a wide band between Tripoli and Sirte."""
    frame = seeds_read.control["modes"]["articles"]["frames"][-1]
    assert frame["day"] == (date(2020, 7, 20) - date(1970, 1, 1)).days
    assert {line["style"] for line in frame["lines"]} == {"dashed"}
    assert min(line["band_km"] for line in frame["lines"]) > 200
    coast = [x for line in frame["lines"] for x, y in shapely.get_coordinates(shape(line["geometry"])) if y > 31]
    assert 13.3 < min(coast) < max(coast) < SIRTE_LON
    assert "may run anywhere" in frame["note"]


def test_places_of_frames_carry_their_numbers(seeds_read: Dataset) -> None:
    """A place of a frame is the row of the dataset's places that its claims name."""
    dataset = seeds_read
    rows = {f"claim/{row.id}": row for row in dataset.tables["claims"].itertuples()}
    for place in dataset.control["modes"]["articles"]["frames"][-1]["places"]:
        assert place["place"] in {rows[key].place_number for key in place["evidence"]}


def test_what_the_seeds_say_is_known_when_they_are_out(seeds_read: Dataset) -> None:
    """As reported, nothing the articles say is known before the first of them is published."""
    dataset = seeds_read
    published = min(date.fromisoformat(day) for day in dataset.tables["articles"]["published"])
    frames = dataset.control["modes"]["articles-known"]["frames"]
    assert [frame["day"] for frame in frames] == sorted({frame["day"] for frame in frames})
    assert frames[0]["day"] >= (published - date(1970, 1, 1)).days


@pytest.mark.parametrize(
    ("count", "places", "most", "span_days"),
    [(300, 10, 400, 1), (4000, 10, 400, 16), (4000, 900, 111, 64), (4000, 20_000, 15, 512)],
)
def test_days_of_many_changes_are_gathered(count: int, places: int, most: int, span_days: int) -> None:
    """As many frames as a slider can show; each comes in by less than a span late, never early."""
    days = [date(2010, 1, 1) + timedelta(days=number) for number in range(count)]
    drawn = drawn_days(days, places)
    assert len(drawn) <= most
    assert drawn[-1] == days[-1]
    assert all((later - sooner).days <= span_days for sooner, later in itertools.pairwise(drawn[:-1]))
    later = drawn_days([*days, days[-1] + timedelta(days=1)], places)
    assert later[: len(drawn) - 1] == drawn[:-1]


def test_frames_are_drawn_again_only_for_what_is_new() -> None:
    """A claim that comes in later leaves the frames before it as they were."""
    theatre = load_theatre("libya")
    ground = ground_of(outline_of(theatre), cells=2000)
    claims = claims_from_record(theatre, ("gna", "lna"))
    claims.sort(key=lambda claim: claim.latest)
    drawn: dict[str, bytes] = {}
    before = control_frames(claims[:-1], ground, 2, drawn=drawn)["frames"]
    known = len(drawn)
    after = control_frames(claims, ground, 2, drawn=drawn)["frames"]
    assert after[: len(before) - 1] == before[:-1]
    assert len(drawn) - known <= 2


def test_processes_draw_the_same_frames() -> None:
    """In order, however many draw, and whoever of them is lost."""
    theatre = load_theatre("libya")
    seen: list[tuple[int, int]] = []
    one = draw_modes([], [], theatre)
    two = draw_modes([], [], theatre, processes=2, progress=lambda done, total: seen.append((done, total)))
    assert one == two
    assert seen == [(done, seen[0][1]) for done in range(seen[0][1] + 1)]
