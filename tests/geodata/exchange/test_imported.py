"""Files of others as imported rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.errors import ExchangeError
from geodata.exchange.imported import (
    empty_dataset,
    keep_imported,
    kept_imports,
    open_part,
    propose_mapping,
    read_imported,
    with_imported,
    without_imported,
)
from geodata.exchange.mapping import CLOSED, OPEN, Mapping
from geodata.store import read_dataset, write_dataset
from tests.conftest import SHARED
from tests.geodata.exchange.conftest import A_UCDP_ROW, ACLED, AN_ACLED_ROW, OLDER, UCDP

Write = Callable[..., Path]


def test_the_layouts_have_as_many_columns_as_published() -> None:
    assert (len(ACLED), len(OLDER), len(UCDP)) == (31, 31, 49)


def test_acled(write: Write) -> None:
    week = {**AN_ACLED_ROW, "event_id_cnty": "LBY2", "time_precision": "2", "geo_precision": "3"}
    imported = read_imported(write(ACLED, AN_ACLED_ROW, week))
    one, two = imported.table.to_dict("records")
    assert (imported.format, imported.terms, one["terms"]) == ("acled", CLOSED, CLOSED)
    assert (one["type"], one["original_type"]) == ("capture", "Battles / Non-state actor overtakes territory")
    assert (one["earliest"], one["latest"]) == ("2020-01-06", "2020-01-06")
    assert (two["earliest"], two["latest"], two["precision"]) == ("2020-01-03", "2020-01-09", "week")
    assert (one["where_prec"], two["where_prec"], two["radius_km"]) == (1, 4, 100)
    assert [actor["name"] for actor in json.loads(one["actors"])] == ["Made-up Army", "Made-up Guard"]
    assert (one["notes"], one["source"], one["fatalities"]) == (AN_ACLED_ROW["notes"], "Paper; Radio", 3)
    assert list(json.loads(one["fields"])) == list(ACLED)
    assert {name: json.loads(one["fields"])[name] for name in AN_ACLED_ROW} == AN_ACLED_ROW


def test_older_acled_layouts_and_dates_in_words(write: Write) -> None:
    row = {**AN_ACLED_ROW, "data_id": "9", "event_date": "06 January 2020", "iso3": "LBY"}
    for header in (OLDER, OLDER[:-2]):
        imported = read_imported(write(header, {name: row[name] for name in row if name in header}))
        assert imported.format == "acled"
        assert imported.table["earliest"].tolist() == ["2020-01-06"]


def test_ucdp(write: Write) -> None:
    imported = read_imported(write(UCDP, A_UCDP_ROW))
    (row,) = imported.table.to_dict("records")
    assert (imported.format, row["terms"], row["type"], row["original_type"]) == (
        "ucdp",
        OPEN,
        "killing",
        "One-sided violence",
    )
    assert (row["earliest"], row["latest"], row["reported"]) == ("2019-04-05", "2019-04-08", "2019-04-08")
    assert (row["where_prec"], row["fatalities"], row["notes"]) == (4, 12, "People killed")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"latitude": "131.2"}, "swapped"),
        ({"latitude": "16.59", "longitude": "31.2"}, "swapped"),
        ({"latitude": "310000", "longitude": "16"}, "beyond"),
        ({"latitude": "31,2"}, "comma"),
        ({"latitude": ""}, "no coordinates"),
        ({"latitude": "nan"}, "not numbers"),
        ({"latitude": "0", "longitude": "0"}, "0, 0"),
        ({"event_date": "2020-02-30"}, "calendar"),
        ({"event_date": ""}, "no date"),
        ({"time_precision": "8"}, "time precision"),
        ({"geo_precision": "8"}, "place precision"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_by_its_number(write: Write, change: dict, reason: str) -> None:
    bad = {**AN_ACLED_ROW, "event_id_cnty": "LBY2", **change}
    imported = read_imported(write(ACLED, AN_ACLED_ROW, bad, {**AN_ACLED_ROW, "event_id_cnty": "LBY3"}))
    assert imported.table["key"].tolist() == ["LBY1", "LBY3"]
    assert [refusal.row for refusal in imported.refused] == [3]
    assert reason in imported.refused[0].reason


def test_ragged_and_broken_rows_are_refused_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        'date,latitude,longitude,notes\n2020-01-01,31,16,"a\nb"\n2020-01-02,31,16\n2020-01-03,31,16,c\n', "utf-8"
    )
    mapping = propose_mapping(path)
    assert mapping is not None
    imported = read_imported(path, mapping)
    assert imported.table["notes"].tolist() == ["a\nb", "c"]
    assert [refusal.row for refusal in imported.refused] == [3]


def test_a_table_of_its_own_is_confirmed_by_the_user(write: Write) -> None:
    header = ("When", "Lat", "Lng", "What", "Ort")
    path = write(
        header,
        {"When": "13/02/2020", "Lat": "31.2", "Lng": "16.6", "What": "Shelling of a port", "Ort": "Sirte"},
        name="x.tsv",
    )
    with pytest.raises(ExchangeError, match="confirm"):
        read_imported(path)
    guess = propose_mapping(path)
    assert guess is not None
    assert guess.columns == {"date": "When", "lat": "Lat", "lon": "Lng"}
    assert guess.date_order == "dmy"
    own = Mapping("table", {**guess.columns, "type": "What", "place": "Ort"}, "dmy")
    (row,) = read_imported(path, own).table.to_dict("records")
    assert (row["type"], row["original_type"], row["place"]) == ("shelling", "Shelling of a port", "Sirte")
    with pytest.raises(ExchangeError, match="no column 'Nope'"):
        read_imported(path, Mapping("table", {"lat": "Nope", "lon": "Lng"}))


def test_timemap_sheet(write: Write) -> None:
    header = (
        "id",
        "description",
        "date",
        "time",
        "location",
        "latitude",
        "longitude",
        "category",
        "sources",
        "associations",
    )
    row = {
        "id": "CIV1",
        "description": "A school was hit",
        "date": "02/24/2022",
        "location": "Kharkiv",
        "latitude": "49.99",
        "longitude": "36.23",
        "sources": "https://a.example",
    }
    imported = read_imported(write(header, row))
    (found,) = imported.table.to_dict("records")
    assert imported.format == "timemap"
    assert (found["earliest"], found["notes"], found["source"]) == (
        "2022-02-24",
        "A school was hit",
        "https://a.example",
    )


def test_what_is_no_table_is_refused_in_words(tmp_path: Path) -> None:
    for name, content, reason in (
        ("a.csv", b"\x89PNG\0\0\xff", "binary"),
        ("b.csv", b"", "no header"),
        ("c.csv", b"date,latitude,longitude\n2020-01-01,31,16\xe9\n", "UTF-8"),
        ("d.xlsx", b"PK", "allowed are"),
        ("e.gpkg", b"<OGRVRTDataSource/>", "another kind"),
        ("f.kml", b"<?xml version='1.0'?><OGRVRTDataSource/>", "another kind"),
        ("g.json", b"{", "not JSON"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(ExchangeError, match=reason):
            read_imported(path, Mapping("table", {"date": "date", "lat": "latitude", "lon": "longitude"}))


def test_imported_rows_join_a_dataset_and_leave_it(write: Write, tmp_path: Path) -> None:
    closed, free = read_imported(write(ACLED, AN_ACLED_ROW)), read_imported(write(UCDP, A_UCDP_ROW, name="ged.csv"))
    base = empty_dataset("Made up")
    dataset = with_imported(base, [closed, free])
    assert dataset.manifest["counts"]["imported"] == 2
    assert dataset.tables["articles"]["title"].tolist() == ["events.csv", "ged.csv"]
    assert dataset.digest != base.digest == without_imported(dataset).digest
    assert with_imported(dataset, [closed, free]).digest == dataset.digest
    part = open_part(dataset)
    assert part.tables["imported"]["origin"].tolist() == ["ucdp"]
    assert part.tables["articles"]["title"].tolist() == ["ged.csv"]
    write_dataset(dataset, tmp_path / "set")
    assert read_dataset(tmp_path / "set").tables["imported"].equals(dataset.tables["imported"])


def test_a_row_in_two_files_is_taken_from_the_last(write: Write) -> None:
    old = read_imported(write(ACLED, AN_ACLED_ROW, name="old.csv"))
    new = read_imported(write(ACLED, {**AN_ACLED_ROW, "fatalities": "5"}, name="new.csv"))
    dataset = with_imported(empty_dataset("Made up"), [old, new])
    assert dataset.tables["imported"]["fatalities"].tolist() == [5]


def test_a_kept_file_is_the_same(write: Write, tmp_path: Path) -> None:
    imported = read_imported(write(ACLED, AN_ACLED_ROW, {**AN_ACLED_ROW, "latitude": "x"}))
    keep_imported(imported, tmp_path / "kept")
    (kept,) = kept_imports(tmp_path / "kept")
    assert kept.id == imported.id
    assert kept.refused == imported.refused
    assert kept.table.equals(imported.table)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "rows"), [("acled_sample_9000_2022H1_global.csv", 9000), ("ucdp_ged_v2x_sample_1000_49cols.csv", 1000)]
)
def test_samples_are_read_whole(name: str, rows: int) -> None:
    imported = read_imported(SHARED / "formats" / name)
    assert (len(imported.table), imported.refused) == (rows, ())
