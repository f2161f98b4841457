"""The places of a dataset."""

from __future__ import annotations

import json

import pytest

from geodata.gazetteer import Gazetteer
from geodata.place import Places
from geodata.store import Dataset


def place(dataset: Dataset, name: str) -> dict:
    """Return the only place of a name."""
    rows = dataset.tables["places"]
    (row,) = rows[rows["name"] == name].to_dict("records")
    return row


def test_the_oil_terminals_are_one_place_with_known_members(dataset: Dataset) -> None:
    """The text names none: the group is the place, its members are listed, and no member is mentioned."""
    group = place(dataset, "Oil terminals of Libya")
    members = json.loads(group["members"])
    names = dataset.tables["places"]["name"].iloc[members].tolist()
    assert {"Es Sider oil terminal", "Zueitina oil terminal"} <= set(names)
    assert not set(members) & set(dataset.tables["toponyms"]["place"].dropna())


def test_the_border_is_a_line(dataset: Dataset) -> None:
    """Egypt's western border with the oil-rich country is the line between Egypt and Libya."""
    outline = json.loads(place(dataset, "Border of Egypt and Libya")["outline"])
    assert outline["type"] in {"LineString", "MultiLineString"}


def test_east_of_tripoli_is_a_sector_beside_tripoli(dataset: Dataset) -> None:
    """An offset is a place of its own, drawn as ground."""
    assert json.loads(place(dataset, "East of Tripoli")["outline"])["type"] == "Polygon"
    assert place(dataset, "Tripoli")["id"] != place(dataset, "East of Tripoli")["id"]


def test_governments_and_nationalities_are_no_places(dataset: Dataset) -> None:
    """Ankara acts and "French" describes: neither is a place of anything."""
    names = set(dataset.tables["places"]["name"])
    assert not names & {"Ankara", "France"}


def test_the_airport_of_the_capital_is_found(dataset: Dataset) -> None:
    """ "The capital's airport" is Tripoli's."""
    airport = place(dataset, "Tripoli International Airport")
    assert (round(airport["lat"], 1), round(airport["lon"], 1)) == (32.7, 13.2)


@pytest.mark.parametrize(
    ("bearing", "name", "lat", "lon"),
    [(90.0, "Eastern part of Syria", (33, 37), (38.5, 42.5)), (-1.0, "Central part of Syria", (34, 36), (37, 40))],
)
def test_a_part_of_a_country_is_marked_in_that_part(
    gazetteer: Gazetteer, bearing: float, name: str, lat: tuple[float, float], lon: tuple[float, float]
) -> None:
    """Eastern Syria lies in the east of Syria, and is neither Syria nor east of it."""
    syria = gazetteer.feature(gazetteer.country_row("SY"))
    fields = ("name", "kind", "lat", "lon", "radius_km", "where_prec", "country")
    toponym = {field: getattr(syria, field) for field in fields} | {
        "feature_id": syria.id,
        "text": "Syria",
        "part": "body",
    }
    places = Places(gazetteer)
    places.number(toponym | {"role": "place", "shape": json.dumps(["part", syria.id, bearing])})
    row = places.rows[0]
    assert row["name"] == name
    assert lat[0] < row["lat"] < lat[1]
    assert lon[0] < row["lon"] < lon[1]
    assert row["where_prec"] < syria.where_prec
