"""A page of rows as JSON or GeoJSON, and the parts that the rows of all tables share."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import numpy as np

from dashboard.api.parameters import BadParameterError
from dashboard.api.resource import Asked, Json
from dashboard.api.view import TABLES, View
from dashboard.search import MAX_EXCERPT

CURSOR = re.compile(r"([0-9a-f]{12})\.([0-9]{1,10})")

Geometry = Json | None
Items = Callable[[View, np.ndarray], list[Json]]
Geometries = Callable[[View, np.ndarray], list[Geometry]]


def page(asked: Asked, passes: np.ndarray, items: Items, geometries: Geometries | None = None) -> Json:
    """Return one page of the rows that pass.

    Parameters
    ----------
    items, geometries
        Make the values and the geometry of rows by their numbers.
    """
    view, limit = asked.view, asked.values["limit"]
    found = np.flatnonzero(passes)
    begin = int(np.searchsorted(found, _start(asked)))
    numbers = found[begin : begin + limit]
    rest = begin + limit < len(found)
    head = {
        "corpus": corpus_of(view),
        "total": len(found),
        "count": len(numbers),
        "next": f"{asked.signature}.{int(numbers[-1]) + 1}" if rest else None,
    }
    made = items(view, numbers)
    if asked.form != "geojson":
        return {**head, "items": made}
    assert geometries is not None  # only resources with a geometry answer in GeoJSON
    features = [
        {"type": "Feature", "id": item["key"], "geometry": geometry, "properties": flat(item)}
        for item, geometry in zip(made, geometries(view, numbers), strict=True)
    ]
    return {"type": "FeatureCollection", **head, "features": features}


def corpus_of(view: View) -> Json:
    """Return what names the corpus and its state."""
    corpus = view.corpus
    left_out = len(corpus.dataset.tables["imported"])
    return {"id": corpus.key, "title": corpus.title, "digest": corpus.dataset.digest, "imported_left_out": left_out}


def rows_of(view: View, table: str, numbers: np.ndarray) -> list[Json]:
    """Return rows of the dataset behind marks, as plain values."""
    frame = view.corpus.dataset.tables[TABLES[table]].iloc[view.rows[table][numbers]]
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def shared(view: View, table: str, number: int, row: Json) -> Json:
    """Return what a mention, an event and a claim have in common."""
    at = int(view.tables.columns[f"{table}.article"][number])
    article = view.header["articles"][at]
    start, end = (row["sentence_start"], row["sentence_end"]) if "sentence_start" in row else (row["start"], row["end"])
    shown = min(end, start + MAX_EXCERPT)
    key = f"{table}/{number if table == 'mention' else row['id']}"
    query = view.corpus.query
    return {
        "key": key,
        "earliest": row["earliest"],
        "latest": row["latest"],
        "precision": row["precision"],
        "date_reason": row["date_reason"],
        "reported": view.published[at],
        "score": row["score"],
        "place": place_of(view, int(view.place[table][number])),
        "article": {"id": article["id"], "title": article["title"], "source": article["source"]},
        "sentence": {
            "start": start,
            "end": end,
            "text": view.texts[at][start:shown],
            "cut": shown < end,
        },
        "evidence": f"evidence/{key}" + (f"?{urlencode(query)}" if query else ""),
        "page": "../articles?" + urlencode({**query, "article": article["id"], "start": start, "end": end}),
    }


def place_of(view: View, number: int) -> Json | None:
    """Return a place in short, ``None`` for no place."""
    places = view.header["places"]
    if number >= len(places):
        return None
    place = places[number]
    kinds = view.header["place_kinds"]
    return {
        "id": place["id"],
        "name": place["name"],
        "kind": kinds[place["kind"]]["id"],
        "lat": place["lat"],
        "lon": place["lon"],
        "radius_km": _number(place["radius_km"]),
        "where_prec": place["where_prec"],
        "country": place["country"],
    }


def map_link(view: View, selection: str) -> str:
    """Return the address of the map with a mark open, as seen from a resource."""
    return "../?" + urlencode({**view.corpus.query, "sel": selection}, quote_via=quote)


def points(table: str) -> Geometries:
    """Return what makes the points of marks of a table."""

    def made(view: View, numbers: np.ndarray) -> list[Geometry]:
        lat, lon = view.points(table)
        return [
            None if np.isnan(y) or np.isnan(x) else {"type": "Point", "coordinates": [round(x, 6), round(y, 6)]}
            for y, x in zip(lat[numbers].tolist(), lon[numbers].tolist(), strict=True)
        ]

    return made


def flat(item: Json, prefix: str = "") -> Json:
    """Return an item as properties that every program for maps can show: plain values under one name each."""
    properties: Json = {}
    for name, value in item.items():
        if isinstance(value, dict):
            properties |= flat(value, f"{prefix}{name}_")
        elif isinstance(value, list):
            properties[prefix + name] = "; ".join(
                str(one["name"]) if isinstance(one, dict) else str(one) for one in value
            )
        else:
            properties[prefix + name] = value
    return properties


def _start(asked: Asked) -> int:
    given = asked.values["cursor"]
    if given is None:
        return 0
    found = CURSOR.fullmatch(given)
    if found is None or found[1] != asked.signature:
        msg = "This cursor is of another question or of a former state of the corpus; begin again without it."
        raise BadParameterError(msg)
    return int(found[2])


def _number(value: Any) -> float | None:
    return None if value is None or math.isnan(value) else value
