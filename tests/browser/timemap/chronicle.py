"""What is written about the island: sentences to search in, and a story told with its map."""

from __future__ import annotations

import base64
import itertools
from typing import Any
from urllib.parse import parse_qs

import numpy as np

from dashboard.search import PROBLEMS, matches
from dashboard.terms import parse_query, terms_of
from tests.browser.timemap import island

LENGTHS = {"mention": 7, "event": len(island.EVENTS), "claim": 3}

# Words, and the rows of the map whose own words they are: the last sentence is of no mark.
SENTENCES: list[tuple[str, dict[str, list[int]]]] = [
    ("On 10 January the two sides fought for the grain store of Northport.", {"mention": [0], "event": [0]}),
    ("The League seized Southford's grain store and its oil terminal.", {"mention": [3], "event": [1], "claim": [2]}),
    ("“Eastmère is ours,” the Council said of al-Eastmere.", {"mention": [4], "event": [3], "claim": [1]}),
    (f"قالت صحيفة إن {island.HOSTILE} وقع في الميناء.", {"mention": [1]}),
    ("Nobody counted the grain.", {}),
]

STORY: dict[str, Any] = {
    "format": "timemap-story",
    "version": 1,
    "title": "The winter of the island",
    "about": "How the towns changed hands.",
    "articles": ["first"],
    "steps": [
        {"title": "January", "caption": "The first clash.", "view": "to=2020-01-31&lat=3.6&lng=1&z=8"},
        {
            "title": "Eastmere passes",
            "caption": "The Council takes it.",
            "view": f"to=2020-04-12&sel={island.event_key(3)}",
        },
        {"title": island.HOSTILE, "caption": island.HOSTILE, "view": "mode=cumulative&modality=all"},
    ],
}


def texts() -> tuple[dict[str, str], dict[str, list[int]]]:
    """Return the articles as a saved file holds them: all sentences in the first, none in the second; and their places."""
    first = [place for start, end in _places() for place in (start, end)]
    return {"first": " ".join(text for text, _ in SENTENCES), "second": ""}, {"first": first, "second": []}


def placed(card: dict[str, Any]) -> dict[str, Any]:
    """Return a card that names the place of the sentence whose mark it is; one of no sentence stands behind them all."""
    kind, _, rest = card["key"].partition("/")
    for (_, rows), (start, end) in zip(SENTENCES, _places(), strict=True):
        if any(card["key"] == _key(kind, row) for row in rows.get(kind, [])):
            return {**card, "href": f"articles?article=first&start={start}&end={end}"}
    return {**card, "href": rest and card["href"] and "articles?article=first&start=9000&end=9001"}


def _places() -> list[tuple[int, int]]:
    ends = list(itertools.accumulate(len(text) + 1 for text, _ in SENTENCES))
    return [(end - 1 - len(text), end - 1) for (text, _), end in zip(SENTENCES, ends, strict=True)]


def _key(kind: str, row: int) -> str:
    return {"event": island.event_key, "claim": island.claim_key}.get(kind, lambda n: f"mention/{n}")(row)


def search(query: str) -> dict[str, Any]:
    """Answer as the app's route does (docs/timemap.md)."""
    asked = parse_qs(query)
    parsed = parse_query(asked.get("q", [""])[0])
    limit, after = int(asked.get("limit", ["20"])[0]), int(asked.get("after", ["0"])[0])
    phrases = parsed.phrases
    found = [
        number
        for number, (text, _) in enumerate(SENTENCES)
        if phrases and all(list(phrase.ends_of_matches(terms_of(text))) for phrase in phrases)
    ]
    page = [number for number in found if number >= after][:limit]
    return {
        "note": parsed.problem and {"code": parsed.problem, "sentence": PROBLEMS[parsed.problem]},
        "searched": {"articles": 2, "sentences": len(SENTENCES)},
        "counts": {"sentences": len(found), "articles": 1, "complete": True},
        "rows": None if after else {table: _flags(table, found) for table in LENGTHS},
        "hits": [_hit(number, phrases) for number in page],
        "next": page[-1] + 1 if page and page[-1] != found[-1] else None,
    }


def _flags(table: str, found: list[int]) -> str:
    flags = np.zeros(LENGTHS[table], bool)
    flags[[row for number in found for row in SENTENCES[number][1].get(table, [])]] = True
    return base64.b64encode(np.packbits(flags, bitorder="little").tobytes()).decode("ascii")


def _hit(number: int, phrases: tuple) -> dict[str, Any]:
    text, rows = SENTENCES[number]
    at, segments = 0, []
    for mark in matches(text, 0, phrases):
        segments += [
            {"text": text[at : mark.start], "mark": None},
            {"text": text[mark.start : mark.end], "mark": "match"},
        ]
        at = mark.end
    keys = [island.event_key(row) for row in rows.get("event", [])] + [
        f"mention/{row}" for row in rows.get("mention", [])
    ]
    return {
        "key": f"first/{number}",
        "article": {"id": "first", "title": "Island chronicle", "published_label": "1 July 2020"},
        "cut": False,
        "segments": [*segments, {"text": text[at:], "mark": None}],
        "marks": keys,
        "href": "articles?article=first&start=10&end=20",
    }
