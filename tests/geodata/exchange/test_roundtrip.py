"""What is written comes back the same, whatever the text."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.errors import ExchangeError
from geodata.exchange.cell import defused, held, restored, unheld
from geodata.exchange.imported import empty_dataset, read_imported, with_imported
from geodata.exchange.record import RECORD, records_of
from geodata.exchange.write import EXPORTS, export_bytes, left_out, write_export
from geodata.store import Dataset
from tests.geodata.exchange.conftest import A_UCDP_ROW, ACLED, AN_ACLED_ROW, UCDP

HOSTILE = st.text(st.characters(exclude_categories=()), min_size=1, max_size=40) | st.sampled_from(
    [
        "=1+1",
        "'=1+1",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "<script>alert(1)</script>",
        "]]>",
        "\\u0041",
        "a\0b",
        " x ",
        '"',
        "\ud800",
        "{{7*7}}",
        "\u202eabc",
    ]
)


@pytest.fixture(scope="module")
def read(seeds_read: Dataset) -> Dataset:
    return seeds_read


def sheet(folder: Path, header: tuple[str, ...], row: dict[str, str], name: str) -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerow(row)
    return path


@given(HOSTILE)
def test_cells_come_back(text: str) -> None:
    assert restored(defused(text)) == text
    assert unheld(held(text)) == text
    assert defused(text)[0] not in "=+-@\t\r"
    held(text).encode("utf-8")


@pytest.mark.parametrize("name", EXPORTS)
def test_a_dataset_comes_back_whole(read: Dataset, tmp_path: Path, name: str) -> None:
    imports = [
        read_imported(sheet(tmp_path, ACLED, AN_ACLED_ROW, "acled.csv")),
        read_imported(sheet(tmp_path, UCDP, A_UCDP_ROW, "ged.csv")),
    ]
    dataset = with_imported(read, imports)
    path = tmp_path / f"out{EXPORTS[name].suffix}"
    count = write_export(dataset, name, path, restricted=True)
    again = read_imported(path)
    assert again.refused == ()
    back = with_imported(empty_dataset("Back"), [again])
    _same(records_of(dataset, restricted=True), records_of(back, restricted=True))
    assert count == len(again.table)


@pytest.mark.parametrize("name", EXPORTS)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(notes=HOSTILE, place=HOSTILE, actor=HOSTILE)
def test_hostile_text_comes_back(name: str, notes: str, place: str, actor: str) -> None:
    clean = {
        key: "".join(c for c in text if not "\ud800" <= c <= "\udfff")
        for key, text in (("notes", notes), ("location", place), ("actor1", actor))
    }
    with tempfile.TemporaryDirectory() as folder:
        imported = read_imported(sheet(Path(folder), ACLED, {**AN_ACLED_ROW, **clean}, "acled.csv"), terms="open")
        assert imported.table["notes"].fillna("").tolist() == [clean["notes"] if clean["notes"].strip() else ""]
        dataset = with_imported(empty_dataset("Hostile"), [imported])
        path = Path(folder) / f"out{EXPORTS[name].suffix}"
        write_export(dataset, name, path)
        back = with_imported(empty_dataset("Back"), [read_imported(path)])
        _same(records_of(dataset), records_of(back))
        assert back.tables["imported"]["fields"].tolist() == imported.table["fields"].tolist()


def _same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    one, other = (frame.sort_values(["record", "key"]).reset_index(drop=True) for frame in (one, other))
    for column in RECORD:
        pd.testing.assert_series_equal(one[column], other[column])


@pytest.mark.parametrize("name", EXPORTS)
def test_what_must_not_be_passed_on_stays(tmp_path: Path, name: str) -> None:
    closed = read_imported(sheet(tmp_path, ACLED, {**AN_ACLED_ROW, "notes": "Keep this here"}, "acled.csv"))
    dataset = with_imported(empty_dataset("Closed"), [closed])
    assert left_out(dataset) == 1
    assert b"Keep this here" not in export_bytes(dataset, name)
    assert b"LBY1" not in export_bytes(dataset, name)


def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path) -> None:
    row = {**AN_ACLED_ROW, "notes": "=cmd|' /C calc'!A0", "location": "@x", "actor1": "+1"}
    dataset = with_imported(empty_dataset("=1+1"), [read_imported(sheet(tmp_path, ACLED, row, "a.csv"), terms="open")])
    for name in ("csv", "timemap"):
        lines = export_bytes(dataset, name).decode("utf-8-sig").splitlines()
        for cell in (cell for line in csv.reader(lines) for cell in line):
            assert not cell.startswith(("=", "+", "@", "\t", "\r")), cell


def test_annotations_select_the_words(read: Dataset, tmp_path: Path) -> None:
    write_export(read, "annotations", tmp_path / "a.jsonld")
    given = json.loads((tmp_path / "a.jsonld").read_text("utf-8"))
    texts = dict(zip("urn:sha256:" + read.tables["articles"]["sha256"], read.tables["articles"]["text"], strict=True))
    items = [item for item in given["first"]["items"] if isinstance(item["target"], dict)]
    assert {item["id"].split(":")[2] for item in items} == {"event", "claim", "mention"}
    for item in items:
        position, quote = item["target"]["selector"]
        text = texts[item["target"]["source"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_other_programs_read_the_files(read: Dataset, tmp_path: Path) -> None:
    for name in ("geojson", "gpkg", "kml", "geoparquet"):
        path = tmp_path / f"x{EXPORTS[name].suffix}"
        write_export(read, name, path)
        frame = (
            gpd.read_parquet(path)
            if name == "geoparquet"
            else gpd.read_file(path, **({} if name == "geojson" else {"layer": "events"}))
        )
        assert frame.crs.to_epsg() == 4326 or name == "geoparquet"
        assert frame.geometry.notna().any()


def test_an_unknown_format_is_refused(read: Dataset, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="geojson, gpkg"):
        write_export(read, "shp", tmp_path / "x.shp")


def test_an_edited_export_is_checked(tmp_path: Path) -> None:
    dataset = with_imported(empty_dataset("X"), [read_imported(sheet(tmp_path, UCDP, A_UCDP_ROW, "ged.csv"))])
    path = tmp_path / "x.geojson"
    for change, reason in (
        ({"lat": 900}, "lat"),
        ({"type": "magic"}, "type"),
        ({"actors": "{}x"}, ""),
        ({"earliest": "2030-01-01"}, "ends"),
    ):
        write_export(dataset, "geojson", path)
        given = json.loads(path.read_text("utf-8"))
        given["features"].append(
            {
                **given["features"][0],
                "properties": {**given["features"][0]["properties"], "key": "00000000000000ff", **change},
            }
        )
        path.write_text(json.dumps(given), "utf-8")
        imported = read_imported(path)
        assert [refusal.row for refusal in imported.refused] == [2]
        assert reason in imported.refused[0].reason
