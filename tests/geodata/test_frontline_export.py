"""The front line as files for other programs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import shape

from geodata.__main__ import main
from geodata.errors import RequestError
from geodata.frontline.compare import frame_on
from geodata.frontline.export import as_feature_collection, front_tables, write_front
from geodata.store import Dataset, write_dataset

DAY = date(2020, 6, 5)
LAYERS = ["areas", "front_line", "band", "claims"]


def tables_of(dataset: Dataset, **options: object) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers of the day on which Tarhuna fell."""
    return front_tables(dataset.tables, dataset.control, dataset.theatre, DAY, **({"line": "record"} | options))


def test_geopackage_round_trip(dataset: Dataset, tmp_path: Path) -> None:
    """All four layers come back as they went in, in EPSG:4326."""
    tables = tables_of(dataset)
    write_front(tables, tmp_path / "line.gpkg")
    assert gpd.list_layers(tmp_path / "line.gpkg")["name"].tolist() == LAYERS
    for name, table in tables.items():
        back = gpd.read_file(tmp_path / "line.gpkg", layer=name)
        assert back.crs.to_epsg() == 4326
        assert len(back) == len(table) > 0
        assert shapely.area(back.geometry).sum() == pytest.approx(shapely.area(table.geometry).sum())
        assert back.drop(columns="geometry").columns.tolist() == table.drop(columns="geometry").columns.tolist()


def test_areas_are_those_of_the_map(dataset: Dataset) -> None:
    """What is drawn on screen is what is exported: same ids, holders by name, how sure and how old."""
    frame = frame_on(dataset.control["modes"]["record"], DAY)
    areas = tables_of(dataset)["areas"]
    assert areas["id"].tolist() == [area["id"] for area in frame["areas"]]
    assert shape(frame["areas"][0]["geometry"]).equals(areas.geometry.iloc[0])
    assert set(areas["holder"].dropna()) == {"Government of National Accord", "Libyan National Army"}
    assert areas.loc[areas["holder"].notna(), "probability"].between(0, 1).all()


def test_each_claim_carries_its_source_and_words(dataset: Dataset) -> None:
    """A claim of an article quotes its sentence, one of the record says the record's words; both say who says so."""
    claims = tables_of(dataset)["claims"].set_index("key")
    assert claims["source"].notna().all()
    assert claims["quote"].str.len().gt(10).all()
    articles = dataset.tables["articles"]["text"]
    said = claims[claims.index.str.startswith("claim/")]
    assert len(said) > 0
    assert all(any(quote in text for text in articles) for quote in said["quote"])
    tarhuna = claims[(claims["place"] == "Tarhuna") & (claims["latest"] == "2020-06-05")]
    assert tarhuna["holder"].tolist() == ["Government of National Accord"]
    assert tarhuna["quote"].str.startswith("Tarhuna: LNA to GNA").all()


def test_known_on_leaves_out_later_reports(dataset: Dataset) -> None:
    """On the day before, nobody had reported Tarhuna; the line of the day is drawn without it."""
    claims = tables_of(dataset, known_on=date(2020, 6, 4))["claims"]
    assert claims["reported"].max() <= "2020-06-04"
    assert len(claims) < len(tables_of(dataset)["claims"])
    assert set(claims["known_on"]) == {"2020-06-04"}


def test_geojson_is_one_collection_of_plain_values(dataset: Dataset, tmp_path: Path) -> None:
    """Each feature says of which layer it is; properties are text and numbers."""
    tables = tables_of(dataset)
    write_front(tables, tmp_path / "line.geojson")
    found = json.loads((tmp_path / "line.geojson").read_text("utf-8"))
    assert found == as_feature_collection(tables)
    assert {f["properties"]["layer"] for f in found["features"]} == set(LAYERS)
    assert all(isinstance(v, str | int | float | None) for f in found["features"] for v in f["properties"].values())


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"line": "guess"}, "There is no line 'guess'"),
        ({"frame": None, "line": "articles", "known_on": date(2019, 1, 1)}, "Nobody is known to hold anything"),
    ],
)
def test_wrong_requests_get_one_sentence(dataset: Dataset, options: dict, sentence: str) -> None:
    """What was given and what to do."""
    with pytest.raises(RequestError, match=sentence):
        tables_of(dataset, **options)


def test_command(dataset: Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command writes the file and says what is in it; a wrong date or ending is one sentence."""
    write_dataset(dataset, tmp_path / "data")
    asked = ["frontline-export", str(tmp_path / "data"), "--date", "2020-06-05", "--line", "record", "-o"]
    assert main([*asked, str(tmp_path / "line.gpkg")]) == 0
    assert "claims in" in capsys.readouterr().out
    assert len(gpd.read_file(tmp_path / "line.gpkg", layer="claims")) > 50
    assert main([*asked, str(tmp_path / "line.shp")]) == 1
    assert "give a name in .gpkg or .geojson" in capsys.readouterr().err
    asked[3] = "June"
    assert main([*asked, str(tmp_path / "line.gpkg")]) == 1
    assert "--date is 'June'" in capsys.readouterr().err
