"""Evidence cards: the verbatim sentence behind a mark, with its source and what was understood."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from dashboard import words
from dashboard.dataset import Corpus
from dashboard.imported import imported_card
from dashboard.language import card_in
from dashboard.lookup import Row, whole_number
from geodata.event import EVENT_TYPES

Card = dict[str, Any]


class Mark(NamedTuple):
    """Found words of an article, in code points, and what they are: trigger, place, date or actor."""

    start: int
    end: int
    kind: str


def evidence_card(corpus: Corpus, kind: str, key: str, language: str = "en") -> Card | None:
    """Return one card as JSON values (docs/timemap.md), ``None`` where there is no such evidence.

    Parameters
    ----------
    kind
        ``mention``, ``event``, ``claim`` or ``fact``.
    key
        A row number for mentions and facts; 16 hex digits for events and claims, with
        ``/n`` for the n-th further report of an event.
    language
        What is not the article's own words is said in it.
    """
    card = _fact_card(corpus, key) if kind == "fact" else _article_card(corpus, kind, key)
    return card and card_in(card, language)


def _article_card(corpus: Corpus, kind: str, key: str) -> Card | None:
    if kind not in _PARTS:
        return None
    row = _find(corpus, kind, key)
    if row is None:
        return imported_card(corpus, key) if kind == "event" else None
    article = corpus.lookup.by_id("articles", row["article"])
    assert article is not None  # every row names an article of its own dataset
    start, end = _sentence(row)
    return {
        "key": f"{kind}/{key}",
        "sel": _selection(corpus, kind, row),
        "kind": "article",
        **_PARTS[kind](corpus, row),
        "segments": segments(article["text"], start, end, sentence_marks(corpus, row, start, end)),
        "article": article_summary(article),
        "href": "articles?" + urlencode({**corpus.query, "article": article["id"], "start": start, "end": end}),
    }


def segments(text: str, start: int, end: int, marks: list[Mark]) -> list[dict[str, str | None]]:
    """Cut ``text[start:end]`` at the marks; joined again the segments are the verbatim text."""
    pieces: list[dict[str, str | None]] = []
    at = start
    for mark in sorted(marks):
        a, b = max(mark.start, at), min(mark.end, end)
        if a >= b:
            continue
        if at < a:
            pieces.append({"text": text[at:a], "mark": None})
        pieces.append({"text": text[a:b], "mark": mark.kind})
        at = b
    if at < end:
        pieces.append({"text": text[at:end], "mark": None})
    return pieces


def sentence_marks(corpus: Corpus, row: Row, start: int, end: int) -> list[Mark]:
    """Return what was found in a sentence; the words of `row` itself win over all others."""
    own = [Mark(row["trigger_start"], row["trigger_end"], "trigger")] if "trigger_start" in row else []
    if "role" in row:
        own = [Mark(row["start"], row["end"], "place")]
    others = [
        Mark(found["start"], found["end"], kind)
        for table, kind in (("timexes", "date"), ("toponyms", "place"), ("actors", "actor"))
        for found in corpus.lookup.of_article(table, row["article"])
        if start <= found["start"] and found["end"] <= end
    ]
    kept = list(own)
    for mark in others:
        kept += uncovered(mark, kept)
    return kept


def article_label(article: Row) -> str:
    """Return the title of an article, else its source, else its file's name."""
    return article["title"] or article["source"] or article["id"]


def article_summary(article: Row) -> dict[str, str | None]:
    """Return what a reader needs in order to judge an article."""
    return {
        "id": article["id"],
        "title": article_label(article),
        "source": article["source"],
        "published": article["published"],
        "published_label": words.day_in_words(article["published"]),
        "published_reason": article["published_reason"],
        "sha256": article["sha256"],
    }


def uncovered(mark: Mark, taken: list[Mark]) -> list[Mark]:
    """Return the parts of `mark` that no taken mark covers."""
    parts = [mark]
    for other in taken:
        parts = [
            Mark(a, b, mark.kind)
            for part in parts
            for a, b in ((part.start, min(part.end, other.start)), (max(part.start, other.end), part.end))
            if a < b
        ]
    return parts


def _find(corpus: Corpus, kind: str, key: str) -> Row | None:
    if kind == "mention":
        return corpus.lookup.mention(whole_number(key))
    key, _, nth = key.partition("/")
    if kind == "event" and nth:
        reports = dict(enumerate(corpus.lookup.reports(key)))
        key = reports.get(whole_number(nth), "")
    return corpus.lookup.by_id(f"{kind}s", key)


def _selection(corpus: Corpus, kind: str, row: Row) -> str | None:
    """Return the mark of the map that this evidence belongs to."""
    if kind != "mention":
        return f"{kind}/{row['group'] if kind == 'event' else row['id']}"
    place = corpus.lookup.row("places", row["place"])
    return f"place/{place['id']}" if place else None


def _sentence(row: Row) -> tuple[int, int]:
    if "sentence_start" in row:
        return row["sentence_start"], row["sentence_end"]
    return row["start"], row["end"]


def _mention_parts(corpus: Corpus, row: Row) -> Card:
    del corpus
    return {
        "title": row["name"] or row["text"],
        "understood": [_place_line(row, "Place"), _role_line(row), _date_line(row)],
        "modality": "asserted",
        "modality_label": "named in the article",
        "confidence": words.confidence_in_words(row["score"]),
        "confidence_reason": row["reason"] or "",
        "alternatives": _alternatives([row]),
    }


def _event_parts(corpus: Corpus, row: Row) -> Card:
    places = [(corpus.lookup.toponym_of(row["article"], n), role) for n, role in json.loads(row["places"] or "[]")]
    actors = json.loads(row["actors"] or "[]")
    understood = [_line("Event", EVENT_TYPES[row["type"]].label, "")]
    understood += [_place_line(place, f"Place ({role})") for place, role in places if place]
    understood += [_date_line(row)]
    understood += [_line(words.PARTICIPANT_LABELS[actor["role"]], actor["name"], "") for actor in actors]
    return {
        "title": EVENT_TYPES[row["type"]].label,
        "understood": understood,
        "alternatives": _alternatives([place for place, _ in places]),
        **_statement(row),
    }


def _claim_parts(corpus: Corpus, row: Row) -> Card:
    kind = words.KIND_LABELS[row["kind"]]
    place = None if row["toponym"] is None else corpus.lookup.toponym_of(row["article"], row["toponym"])
    understood = [
        _line("Control", kind, f"{row['strength']} statement"),
        _claim_place_line(row, place),
        _date_line(row),
        *([_line("Lost by" if row["kind"] == "loses" else "Held by", row["holder"], "")] if row["holder"] else []),
        *([_line("Before", row["previous"], "")] if row["previous"] else []),
    ]
    return {
        "title": f"{kind}: {row['place']}",
        "understood": understood,
        "alternatives": _alternatives([place]),
        **_statement(row),
    }


def _claim_place_line(row: Row, toponym: Row | None) -> dict[str, str]:
    if toponym is None:
        return _line("Place", row["place"], "not located: the text names no place on the map")
    return _place_line(toponym, "Place")


_PARTS: dict[str, Callable[[Corpus, Row], Card]] = {
    "mention": _mention_parts,
    "event": _event_parts,
    "claim": _claim_parts,
}


def _alternatives(toponyms: list[Row | None]) -> list[dict[str, Any]]:
    """Return what the places could have been too, the likeliest first."""
    others = [other for row in toponyms if row for other in json.loads(row["alternatives"] or "[]")]
    return sorted(others, key=lambda other: -other["score"])


def _statement(row: Row) -> Card:
    """Return how sure the statement is, and who makes it."""
    speaker = f"said by {row['speaker']}" if row["speaker"] else ""
    label = words.MODALITY_LABELS[row["modality"]]
    return {
        "modality": row["modality"],
        "modality_label": f"{label}, {speaker}" if speaker else label,
        "confidence": words.confidence_in_words(row["score"]),
        "confidence_reason": "",
    }


def _fact_card(corpus: Corpus, key: str) -> Card | None:
    facts = dict(enumerate(corpus.theatre.record if corpus.theatre else ()))
    fact = facts.get(whole_number(key))
    if fact is None:
        return None
    return {
        "key": f"fact/{key}",
        "kind": "record",
        "title": fact["settlement"],
        "segments": [{"text": words.fact_in_words(fact), "mark": None}],
        "article": {
            "id": None,
            "title": fact["source"],
            "source": "reference record",
            "published": fact["date"],
            "published_label": words.day_in_words(fact["date"]),
            "published_reason": "day of the recorded fact",
            "sha256": None,
        },
        "understood": [
            _line("Place", fact["settlement"], f"coordinates: {fact['coord_source']}"),
            _line("Date", words.day_in_words(fact["date"]), "as recorded"),
            _line("Held by", fact["to"], ""),
            *([_line("Before", fact["from"], "")] if fact["from"] else []),
        ],
        "modality": "asserted",
        "modality_label": "from the reference record, not from an article",
        "confidence": fact["confidence"],
        "confidence_reason": fact["note"],
        "alternatives": [],
        "href": None,
    }


def _line(label: str, value: str, reason: str) -> dict[str, str]:
    return {"label": label, "value": value, "reason": reason}


def _place_line(toponym: Row, label: str) -> dict[str, str]:
    if toponym["name"] is None:
        return _line(label, toponym["text"], "not found in the gazetteer: no point is drawn")
    country = f", {toponym['country']}" if toponym["country"] else ""
    return _line(label, f"{toponym['name']}{country}", toponym["reason"] or "")


def _role_line(toponym: Row) -> dict[str, str]:
    return _line("Role", words.ROLE_LABELS[toponym["role"]], "")


def _date_line(row: Row) -> dict[str, str]:
    return _line("Date", words.interval_in_words(row["earliest"], row["latest"]), row["date_reason"] or "")
