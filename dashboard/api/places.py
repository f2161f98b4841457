"""``/api/places``: the places of a corpus, and how much is said of each."""

from __future__ import annotations

import functools

import numpy as np

from dashboard.api import parameters as p
from dashboard.api.pages import Geometry, map_link, page, place_of
from dashboard.api.resource import Asked, Json, Resource
from dashboard.api.schemas import COMPONENTS, COUNT, FLAG, TEXT, record
from dashboard.api.view import TABLES, View, within

OF_MARKS = ("from", "to", "articles", "q")
"""Filters of what is said: with one of them, only places of which something that passes is said."""


def _answer(asked: Asked) -> Json:
    view, values = asked.view, asked.values
    number = len(view.header["places"])
    of_marks = {key: value for key, value in values.items() if key != "bbox"}
    counts = {
        table: np.bincount(view.place[table][view.passing(table, of_marks)], minlength=number + 1)[:number]
        for table in TABLES
    }
    passes = np.ones(number, bool)
    if any(values[key] for key in OF_MARKS):
        passes &= sum(counts.values()) > 0
    if values["kinds"]:
        passes &= view.of_kind(values["kinds"])
    if values["bbox"]:
        passes &= within(values["bbox"], view.lat[:number], view.lon[:number])
    return page(asked, passes, functools.partial(_items, counts), _geometries)


def _items(counts: dict[str, np.ndarray], view: View, numbers: np.ndarray) -> list[Json]:
    return [
        {
            "key": f"place/{view.header['places'][number]['id']}",
            **(place_of(view, number) or {}),
            "outlined": view.header["places"][number]["shape"] is not None,
            **{f"{table}s": int(counted[number]) for table, counted in counts.items()},
            "map": map_link(view, f"place/{view.header['places'][number]['id']}"),
        }
        for number in numbers.tolist()
    ]


def _geometries(view: View, numbers: np.ndarray) -> list[Geometry]:
    return [_geometry(view, view.header["places"][number]) for number in numbers.tolist()]


def _geometry(view: View, place: Json) -> Geometry:
    if place["shape"] is not None:
        return view.header["shapes"][place["shape"]]
    if place["lat"] is None or place["lon"] is None:
        return None
    return {"type": "Point", "coordinates": [place["lon"], place["lat"]]}


RESOURCE = Resource(
    path="/places",
    summary="Places of the corpus",
    description="With the number of mentions, events and claims that pass the filters. In GeoJSON a place with an outline has "
    "its outline (simplified), every other one a point.",
    parameters=(
        *(p.FROM, p.TO, p.CLOCK, p.ARTICLES, p.KINDS, p.MODALITY, p.Q, p.BBOX),
        *(p.CORPUS_KEY, p.LIMIT, p.CURSOR),
    ),
    answer=_answer,
    schema=record(
        {
            "key": TEXT,
            **COMPONENTS["Place"]["properties"],
            "outlined": FLAG,
            **{f"{table}s": COUNT for table in TABLES},
            "map": TEXT,
        }
    ),
    forms=("json", "geojson"),
    paged=True,
    example="places?format=geojson",
)
