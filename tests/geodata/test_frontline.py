"""The front line: areas, line and band from claims."""

from __future__ import annotations

import shapely
from shapely.geometry import mapping, shape

from geodata.frontline import answer

SQUARE = shapely.box(10, 30, 14, 33)


def _request(*claims: tuple[float, float, str], sides: tuple[str, ...] = ("west", "east")) -> dict:
    rows = [{"lon": lon, "lat": lat, "controller": party} for lon, lat, party in claims]
    return {"sides": list(sides), "domain": mapping(SQUARE), "claims": rows}


def _kinds(features: list[dict], kind: str) -> list[dict]:
    return [f for f in features if f["properties"]["kind"] == kind]


def test_line_lies_midway_between_two_claims() -> None:
    """Two claims of two parties: the line runs midway, and names both claims."""
    features = answer(_request((11, 31.5, "west"), (13, 31.5, "east")))["features"]
    areas = {f["properties"]["controller"]: shape(f["geometry"]) for f in _kinds(features, "area")}
    assert areas["west"].contains(shapely.Point(11, 31.5))
    assert abs(shape(_kinds(features, "line")[0]["geometry"]).interpolate(0.5, normalized=True).x - 12) < 0.05
    assert all(sorted(f["properties"]["claims"]) == [0, 1] for f in _kinds(features, "line"))


def test_one_party_draws_no_line() -> None:
    """Where all claims speak for one party there is an area and no line, and a sentence says why."""
    result = answer(_request((11, 31.5, "west"), (13, 31.5, "west")))
    assert [f["properties"]["kind"] for f in result["features"]] == ["area"]
    assert "no line" in result["note"]


def test_no_claim_draws_nothing() -> None:
    """Without claims nothing is drawn."""
    assert answer(_request())["features"] == []
