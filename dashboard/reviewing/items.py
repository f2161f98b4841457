"""All that one screen of the Review page shows: the sentence, what was understood, what it could be instead."""

from __future__ import annotations

import functools
import json
from typing import Any
from urllib.parse import urlencode

from dashboard import words
from dashboard.dataset import Corpus
from dashboard.evidence import article_summary, segments, sentence_marks
from dashboard.language import named, say
from dashboard.lookup import Row
from dashboard.reviewing.candidates import candidates_of, gazetteer, places_of_article
from dashboard.reviewing.queue import same_cases, undrawn
from geodata.correction import ACTOR_ROLES, KINDS_OF
from geodata.doubt import Doubt
from geodata.event import EVENT_TYPES
from geodata.modality import MODALITIES
from geodata.sentence import Sentence, split_sentences

MOST_SAME = 40
MAX_CONTEXT = 400
"""Code points of the sentences before and after that are shown."""
ROLE_LABELS = {
    "source": words.PARTICIPANT_LABELS["source"],
    "target": words.PARTICIPANT_LABELS["target"],
    "with": words.PARTICIPANT_LABELS["with"],
    "holder": "Held by",
    "previous": "Before",
}


def item_of(corpus: Corpus, one: Doubt, language: str) -> dict[str, Any]:
    """Return one record of the queue with all that is needed to decide on it, as JSON values."""
    row = corpus.lookup.row(one.target.table, one.number)
    article = corpus.lookup.by_id("articles", one.article)
    assert row is not None and article is not None  # noqa: PT018 -- both come from this dataset
    start, end = _sentence(row)
    toponym = _toponym(corpus, one.target.table, row)
    return {
        "id": one.id,
        "table": one.target.table,
        "kinds": sorted(KINDS_OF[one.target.table]),
        "words": one.target.words,
        "title": _title(one.target.table, row, language),
        "why": why(one, language),
        "same": one.same,
        "article": _article(corpus, article, start, end, language),
        "sentence": _sentence_pieces(corpus, one, row, article),
        **_context(article, start, end),
        "dates": {
            "earliest": row["earliest"],
            "latest": row["latest"],
            "label": named(words.interval_in_words(row["earliest"], row["latest"]), language),
            "reason": named(row["date_reason"] or "", language),
        },
        "place": _place(corpus, toponym, language),
        "actors": _actors(one.target.table, row, language),
        "roles": [[role, say(ROLE_LABELS[role], language)] for role in ACTOR_ROLES.get(one.target.table, ())],
        "type": row.get("type"),
        "modality": row.get("modality"),
    }


def same_of(corpus: Corpus, one: Doubt) -> list[dict[str, str]]:
    """Return the sentences of all records of the same case, the first of them at most."""
    found = []
    for row in same_cases(corpus, one, MOST_SAME):
        article = corpus.lookup.by_id("articles", row["article"])
        assert article is not None  # every row names an article of its own dataset
        start, end = _sentence(row)
        found.append({"article": article["title"] or article["id"], "text": article["text"][start:end][:MAX_CONTEXT]})
    return found


def choices_of(corpus: Corpus, language: str) -> dict[str, Any]:
    """Return what can be chosen from: actors, states, types of event, modalities, articles."""
    actors = {row["id"]: row["name"] for row in (corpus.theatre.actors if corpus.theatre else ())}
    actors |= {key: name for key, name in corpus.lookup.actor_names().items() if key}
    states = {f"state:{iso}": name for iso, name in _states()}
    articles = corpus.dataset.tables["articles"]
    return {
        "actors": [[key, name, named(name, language)] for key, name in (actors | states).items()],
        "types": [[kind.id, named(kind.label, language)] for kind in EVENT_TYPES.values()],
        "modalities": [[name, named(words.MODALITY_LABELS[name], language)] for name in MODALITIES],
        "articles": [
            [row["id"], row["title"] if isinstance(row["title"], str) else row["id"]]
            for row in articles[["id", "title"]].to_dict("records")[:2000]
        ],
    }


def state_of(corpus: Corpus, *, building: bool) -> dict[str, Any]:
    """Return what is on screen, and what is not yet."""
    return {"digest": corpus.dataset.digest, "undrawn": undrawn(corpus), "building": building}


def why(one: Doubt, language: str) -> str:
    """Return the line that says why a record is asked about."""
    parts = (
        say(reason.text, language, **{name: _value(value, language) for name, value in reason.values.items()})
        for reason in one.reasons
    )
    return " ".join(parts)


def _sentence_pieces(corpus: Corpus, one: Doubt, row: Row, article: Row) -> list[dict[str, Any]]:
    """Return the sentence cut at what was found in it; ``own`` are the words that are asked about."""
    start, end = _sentence(row)
    pieces, at = [], start
    for piece in segments(article["text"], start, end, sentence_marks(corpus, row, start, end)):
        pieces.append({**piece, "own": one.target.start <= at < one.target.end})
        at += len(piece["text"] or "")
    return pieces


def _value(value: object, language: str) -> object:
    return named(value, language) if isinstance(value, str) else value


def _title(table: str, row: Row, language: str) -> str:
    if table == "events":
        return named(EVENT_TYPES[row["type"]].label, language)
    if table == "claims":
        label = named(words.KIND_LABELS[row["kind"]], language)
        return f"{label}: {named(row['place'] or '', language)}"
    return named(row["name"] or row["text"], language)


def _article(corpus: Corpus, article: Row, start: int, end: int, language: str) -> dict[str, Any]:
    summary = article_summary(article)
    return {
        "id": article["id"],
        "title": summary["title"],
        "source": summary["source"],
        "published": named(summary["published_label"] or "", language),
        "published_iso": article["published"],
        "href": "articles?"
        + urlencode({"lang": language, **corpus.query, "article": article["id"], "start": start, "end": end}),
    }


def _context(article: Row, start: int, end: int) -> dict[str, str]:
    sentences = _sentences(article["sha256"], article["text"])
    before = [s for s in sentences if s.end <= start][-1:]
    after = [s for s in sentences if s.start >= end][:1]
    return {
        "before": article["text"][before[0].start : before[0].end][-MAX_CONTEXT:] if before else "",
        "after": article["text"][after[0].start : after[0].end][:MAX_CONTEXT] if after else "",
    }


@functools.lru_cache(maxsize=64)
def _sentences(digest: str, text: str) -> list[Sentence]:
    del digest
    return split_sentences(text)


def _place(corpus: Corpus, toponym: Row | None, language: str) -> dict[str, Any]:
    if toponym is None:
        return {"words": None, "candidates": [], "others": [], "outline": None}
    place = None if toponym["place"] is None else corpus.lookup.row("places", toponym["place"])
    return {
        "words": toponym["text"],
        "candidates": candidates_of(corpus, toponym, language),
        "others": [{**one, "name": named(one["name"], language)} for one in places_of_article(corpus, toponym)],
        "outline": json.loads(place["outline"]) if place and place["outline"] else None,
    }


def _toponym(corpus: Corpus, table: str, row: Row) -> Row | None:
    if table == "toponyms":
        return row
    if table == "claims":
        number = row["toponym"]
    else:
        places = json.loads(row["places"] or "[]")
        number = places[0][0] if len(places) == 1 else None
    return None if number is None else corpus.lookup.toponym_of(row["article"], number)


def _actors(table: str, row: Row, language: str) -> list[dict[str, Any]]:
    if table == "toponyms":
        return []
    if table == "events":
        found = [(one["role"], one["id"], one["name"]) for one in json.loads(row["actors"] or "[]")]
    else:
        roles = (("holder", "holder_id"), ("previous", "previous_id"))
        found = [(role, row[key], row[role]) for role, key in roles if row[role]]
    return [
        {"role": role, "role_label": say(ROLE_LABELS[role], language), "id": key, "name": named(name, language)}
        for role, key, name in found
    ]


def _sentence(row: Row) -> tuple[int, int]:
    if "sentence_start" in row:
        return row["sentence_start"], row["sentence_end"]
    return row["start"], row["end"]


@functools.cache
def _states() -> list[tuple[str, str]]:
    table = gazetteer()
    found = [(iso, table.country_row(iso)) for iso in table.countries if iso]
    return sorted(((iso, table.name(row)) for iso, row in found if row is not None), key=lambda one: one[1])
