"""``/api/mentions``: the words of articles that name a place."""

from __future__ import annotations

import numpy as np

from dashboard.api import parameters as p
from dashboard.api.pages import page, points, rows_of, shared
from dashboard.api.resource import Asked, Json, Resource
from dashboard.api.schemas import COUNT, MAYBE_TEXT, TEXT, marked
from dashboard.api.view import View


def _answer(asked: Asked) -> Json:
    return page(asked, asked.view.passing("mention", asked.values), _items, points("mention"))


def _items(view: View, numbers: np.ndarray) -> list[Json]:
    return [
        {
            **shared(view, "mention", number, row),
            "text": row["text"],
            "start": row["start"],
            "end": row["end"],
            "role": row["role"],
            "reason": row["reason"],
            "geonames_id": row["geonames_id"],
        }
        for number, row in zip(numbers.tolist(), rows_of(view, "mention", numbers), strict=True)
    ]


RESOURCE = Resource(
    path="/mentions",
    summary="Places as they are named in the articles",
    description="Each mention with the place it was taken for and why. In the order of the articles.",
    parameters=(
        *(p.FROM, p.TO, p.CLOCK, p.ARTICLES, p.KINDS, p.ROLES, p.Q, p.BBOX),
        *(p.CORPUS_KEY, p.LIMIT, p.CURSOR),
    ),
    answer=_answer,
    schema=marked(
        {
            "text": TEXT,
            "start": COUNT,
            "end": COUNT,
            "role": TEXT,
            "reason": MAYBE_TEXT,
            "geonames_id": {"type": ["integer", "null"]},
        }
    ),
    forms=("json", "geojson"),
    paged=True,
    example="mentions?bbox=9,19,26,34&limit=10",
)
