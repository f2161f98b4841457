"""``/api/articles``: the articles of a corpus, without their texts."""

from __future__ import annotations

from urllib.parse import urlencode

import numpy as np

from dashboard.api import parameters as p
from dashboard.api.pages import page
from dashboard.api.resource import Asked, Json, Resource
from dashboard.api.schemas import COUNT, DAY, MAYBE_TEXT, TEXT, record
from dashboard.api.view import TABLES, View
from dashboard.stats.filters import day_of


def _answer(asked: Asked) -> Json:
    return page(asked, asked.view.articles_passing(asked.values), _items)


def _items(view: View, numbers: np.ndarray) -> list[Json]:
    articles = view.header["articles"]
    counts = {table: np.bincount(view.tables.columns[f"{table}.article"], minlength=len(articles)) for table in TABLES}
    return [
        {
            **{key: articles[number][key] for key in ("id", "title", "source")},
            "published": None
            if articles[number]["published"] is None
            else day_of(articles[number]["published"]).isoformat(),
            **{key: articles[number][key] for key in ("published_source", "published_reason", "sha256", "chars")},
            **{f"{table}s": int(counted[number]) for table, counted in counts.items()},
            "page": "../articles?" + urlencode({**view.corpus.query, "article": articles[number]["id"]}),
        }
        for number in numbers.tolist()
    ]


RESOURCE = Resource(
    path="/articles",
    summary="Articles of the corpus",
    description="Without their texts: sentences stand with what was found in them. from and to are about the day of publication, "
    "q about the words. In the order of their ids.",
    parameters=(p.FROM, p.TO, p.ARTICLES, p.Q, p.CORPUS_KEY, p.LIMIT, p.CURSOR),
    answer=_answer,
    schema=record(
        {
            "id": TEXT,
            "title": TEXT,
            "source": MAYBE_TEXT,
            "published": DAY,
            "published_source": MAYBE_TEXT,
            "published_reason": MAYBE_TEXT,
            "sha256": TEXT,
            "chars": COUNT,
            **{f"{table}s": COUNT for table in TABLES},
            "page": TEXT,
        }
    ),
    paged=True,
    example="articles",
)
