"""Small files of the shapes that others publish, all invented."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ACLED = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude"),
    *("geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
OLDER = (
    *("data_id", "iso", "event_id_cnty", "event_id_no_cnty", "event_date", "year", "time_precision", "event_type"),
    *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction"),
    *("region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "timestamp", "iso3"),
)
UCDP = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id"),
    *("conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id"),
    *("side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources"),
    *("source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec"),
    *("where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt"),
    *("priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)
AN_ACLED_ROW = {
    "event_id_cnty": "LBY1",
    "event_date": "2020-01-06",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Non-state actor overtakes territory",
    "actor1": "Made-up Army",
    "actor2": "Made-up Guard",
    "country": "Libya",
    "location": "Sirte",
    "latitude": "31.2",
    "longitude": "16.59",
    "geo_precision": "1",
    "source": "Paper; Radio",
    "notes": "On 6 January 2020, an army took a town.",
    "fatalities": "3",
}
A_UCDP_ROW = {
    "id": "7",
    "type_of_violence": "3",
    "side_a": "A militia",
    "side_b": "Civilians",
    "source_office": "Paper",
    "source_date": "2019-04-09;2019-04-08",
    "source_headline": "People killed",
    "where_prec": "4",
    "where_coordinates": "Tripoli province",
    "latitude": "32.7",
    "longitude": "13.1",
    "country": "Libya",
    "date_prec": "2",
    "date_start": "2019-04-05",
    "date_end": "2019-04-08",
    "best": "12",
}


def write_rows(path: Path, header: tuple[str, ...], rows: list[dict[str, Any]]) -> Path:
    """Write rows under a header as a CSV file, or as TSV by its name."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", delimiter="\t" if path.suffix == ".tsv" else ",")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write rows under a header as a CSV file."""

    def written(header: tuple[str, ...], *rows: dict[str, Any], name: str = "events.csv") -> Path:
        return write_rows(tmp_path / name, header, list(rows))

    return written
