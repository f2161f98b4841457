"""``/api/claims``: who is said to hold, take or lose a place."""

from __future__ import annotations

import numpy as np

from dashboard.api import parameters as p
from dashboard.api.pages import map_link, page, points, rows_of, shared
from dashboard.api.resource import Asked, Json, Resource
from dashboard.api.schemas import DAY, MAYBE_TEXT, NAMED, TEXT, marked, maybe
from dashboard.api.view import View


def _answer(asked: Asked) -> Json:
    return page(asked, asked.view.passing("claim", asked.values), _items, points("claim"))


def _items(view: View, numbers: np.ndarray) -> list[Json]:
    return [
        {
            **shared(view, "claim", number, row),
            "kind": row["kind"],
            "modality": row["modality"],
            "strength": row["strength"],
            "speaker": row["speaker"],
            "holder": _named(row["holder_id"], row["holder"]),
            "previous": _named(row["previous_id"], row["previous"]),
            "as_of": row["as_of"],
            "map": map_link(view, f"claim/{row['id']}"),
        }
        for number, row in zip(numbers.tolist(), rows_of(view, "claim", numbers), strict=True)
    ]


def _named(identity: str | None, name: str | None) -> Json | None:
    return {"id": identity, "name": name} if identity or name else None


RESOURCE = Resource(
    path="/claims",
    summary="Claims of control",
    description="Sentences that say who takes, loses or holds a place, or that it is contested. In the order of the articles.",
    parameters=(
        *(p.FROM, p.TO, p.CLOCK, p.ACTORS, p.ARTICLES, p.KINDS, p.MODALITY, p.Q, p.BBOX),
        *(p.CORPUS_KEY, p.LIMIT, p.CURSOR),
    ),
    answer=_answer,
    schema=marked(
        {
            "kind": TEXT,
            "modality": TEXT,
            "strength": MAYBE_TEXT,
            "speaker": MAYBE_TEXT,
            "holder": maybe(NAMED),
            "previous": maybe(NAMED),
            "as_of": DAY,
            "map": TEXT,
        }
    ),
    forms=("json", "geojson"),
    paged=True,
    example="claims?limit=10",
)
