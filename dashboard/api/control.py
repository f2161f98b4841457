"""``/api/control``: areas, front line and the claims behind them on a day, as GeoJSON."""

from __future__ import annotations

import functools
import json
from datetime import date

from dashboard.api import parameters as p
from dashboard.api.resource import Asked, Json, MissingError, Resource
from dashboard.control import exported
from dashboard.dataset import Corpus
from geodata.errors import RequestError


def _answer(asked: Asked) -> Json:
    values = asked.values
    return json.loads(_drawn(asked.view.corpus, values["line"], values["date"], values["known"]))


@functools.lru_cache(maxsize=64)
def _drawn(corpus: Corpus, line: str, day: date, known: date | None) -> bytes:
    try:
        return exported(corpus, "geojson", line, day, known)
    except RequestError as error:
        raise MissingError(str(error)) from error


RESOURCE = Resource(
    path="/control",
    summary="Who held what on a day",
    description="Areas with the probability of their holder, the front line with its 80 % band, and each claim with its sentence, "
    "source, weight and reason. A feature's `layer` is areas, front_line, band or claims.",
    parameters=(
        p.day("date", "The day to draw.", required=True),
        p.one_of(
            "line",
            "What it is drawn from: the articles alone, or with the reference record where the theatre has one.",
            ("articles", "record"),
            "articles",
        ),
        p.day("known", "Only what had been reported by this day counts."),
        p.CORPUS_KEY,
    ),
    answer=_answer,
    forms=("geojson",),
    example="control?date=2020-06-05",
)
