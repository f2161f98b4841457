"""GeoJSON: accepted, mended and said so, or refused with its reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from geodata.errors import ExchangeError
from geodata.exchange.geojson import read_geojson
from geodata.exchange.imported import read_imported
from geodata.exchange.mapping import Mapping
from tests.conftest import SHARED

SQUARE = [[0.5, 0.5], [1, 0.5], [1, 1], [0.5, 1], [0.5, 0.5]]


def write(tmp_path: Path, content: Any) -> Path:
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps(content), "utf-8")
    return path


def feature(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


@pytest.mark.parametrize(
    ("kind", "coordinates", "said"),
    [
        ("Polygon", [SQUARE[::-1]], "right-hand rule"),
        ("Polygon", [SQUARE[:-1]], "closed"),
        ("Polygon", [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]], "invalid geometry"),
        ("Polygon", [[[170, 1], [190, 1], [190, 5], [170, 5], [170, 1]]], "antimeridian"),
        ("LineString", [[179, 1], [-179, 2]], "antimeridian"),
        ("Point", [16.5, 31.2, 5, 7], "beyond the third"),
    ],
)
def test_what_can_be_mended_is_and_is_said(tmp_path: Path, kind: str, coordinates: Any, said: str) -> None:
    sheet = read_geojson(write(tmp_path, feature(kind, coordinates)))
    (piece,) = sheet.pieces()
    shape = shapely.from_geojson(piece.shapes[0])
    left, _, right, _ = shape.bounds
    assert shape.is_valid
    assert -180 <= left <= right <= 180
    assert shapely.equals_identical(shapely.orient_polygons(shape), shape)
    assert any(said in note for note in sheet.notes)


@pytest.mark.parametrize(
    ("kind", "coordinates", "reason"),
    [
        ("Point", [31.2, 131.2], "swapped"),
        ("Point", [500000, 3500000], "metres"),
        ("Point", ["16", 31], "numbers"),
        ("Point", [16], "one number"),
        ("LineString", [[1, 2]], "two positions"),
        ("Polygon", [[[1, 1], [2, 2]]], "four positions"),
        ("Circle", [1, 2], "allowed are"),
    ],
)
def test_what_cannot_be_used_is_refused_by_number(tmp_path: Path, kind: str, coordinates: Any, reason: str) -> None:
    good = feature("Point", [16.5, 31.2])
    sheet = read_geojson(write(tmp_path, {"type": "FeatureCollection", "features": [good, feature(kind, coordinates)]}))
    (piece,) = sheet.pieces()
    assert piece.rows == [1]
    assert [refusal.row for refusal in piece.refused] == [2]
    assert reason in piece.refused[0].reason


def test_properties_and_points_become_rows(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {
            "type": "FeatureCollection",
            "features": [
                feature("Point", [16.5, 31.2], day="2020-01-06", n=3),
                {"type": "Feature", "properties": {"day": "2020-01-07"}, "geometry": None},
            ],
        },
    )
    imported = read_imported(path, Mapping("table", {"date": "day"}))
    one, two = imported.table.to_dict("records")
    assert (one["lat"], one["lon"], one["earliest"]) == (31.2, 16.5, "2020-01-06")
    assert json.loads(one["fields"]) == {"day": "2020-01-06", "n": "3"}
    assert two["lat"] != two["lat"]


@pytest.mark.parametrize(
    "content", [None, [], {}, {"type": {}}, {"type": "FeatureCollection"}, {"type": "featurecollection"}]
)
def test_what_is_no_geojson_is_refused_whole(tmp_path: Path, content: Any) -> None:
    path = write(tmp_path, content)
    with pytest.raises(ExchangeError, match="GeoJSON"):
        read_geojson(path)


def test_another_coordinate_system_is_refused(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    with pytest.raises(ExchangeError, match="WGS84"):
        read_geojson(write(tmp_path, {"type": "FeatureCollection", "crs": crs, "features": []}))


@pytest.mark.shared
def test_good_samples_are_accepted_and_no_bad_one_breaks_the_reader() -> None:
    folder = SHARED / "hostile/geojson/geojsonhint"
    for path in sorted((folder / "good").glob("*.geojson")):
        pieces = list(read_geojson(path).pieces())
        # One of them has latitudes of -107: good for a linter of the form, not for a map.
        assert any(piece.rows for piece in pieces) == (path.name != "issue82.geojson"), path.name
    for path in sorted((folder / "bad").glob("*.geojson")):
        try:
            sheet = read_geojson(path)
        except ExchangeError:
            continue
        assert sum(len(piece.rows) + len(piece.refused) for piece in sheet.pieces()), path.name
