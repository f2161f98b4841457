"""``/api/events``: what the articles report, several reports of one event as one."""

from __future__ import annotations

import json

import numpy as np

from dashboard.api import parameters as p
from dashboard.api.pages import map_link, page, points, rows_of, shared
from dashboard.api.resource import Asked, Json, Resource
from dashboard.api.schemas import COUNT, MAYBE_TEXT, TEXT, marked, record
from dashboard.api.view import View


def _answer(asked: Asked) -> Json:
    return page(asked, asked.view.passing("event", asked.values), _items, points("event"))


def _items(view: View, numbers: np.ndarray) -> list[Json]:
    reports = view.tables.columns["event.evidence_count"]
    return [
        {
            **shared(view, "event", number, row),
            "type": row["type"],
            "modality": row["modality"],
            "speaker": row["speaker"],
            "actors": [
                {key: actor[key] for key in ("id", "name", "role")} for actor in json.loads(row["actors"] or "[]")
            ],
            "reports": int(reports[number]),
            "map": map_link(view, f"event/{row['id']}"),
        }
        for number, row in zip(numbers.tolist(), rows_of(view, "event", numbers), strict=True)
    ]


RESOURCE = Resource(
    path="/events",
    summary="Events that the articles report",
    description="The first report of each event; `reports` says how many there are, and "
    "`evidence/event/<id>/1` is the second. In the order of the articles.",
    parameters=(
        *(p.FROM, p.TO, p.CLOCK, p.TYPES, p.ACTORS, p.ARTICLES, p.KINDS, p.MODALITY, p.Q, p.BBOX),
        *(p.CORPUS_KEY, p.LIMIT, p.CURSOR),
    ),
    answer=_answer,
    schema=marked(
        {
            "type": TEXT,
            "modality": TEXT,
            "speaker": MAYBE_TEXT,
            "actors": {"type": "array", "items": record({"id": MAYBE_TEXT, "name": MAYBE_TEXT, "role": TEXT})},
            "reports": COUNT,
            "map": TEXT,
        }
    ),
    forms=("json", "geojson"),
    paged=True,
    example="events?from=2020-01-01&to=2020-07-31&limit=10",
)
