"""A reading as plain rows, the form in which it is stored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, MutableSequence
from datetime import date
from types import MappingProxyType
from typing import Any

from geodata.actor import ActorMention
from geodata.answer import iso
from geodata.claim import Claim
from geodata.credit import find_source
from geodata.event import Event, Participant
from geodata.event.merge import Report, merge_reports, report
from geodata.interval import DateInterval
from geodata.reading import Reading
from geodata.sentence import Sentence
from geodata.timex import Timex
from geodata.timex.inherit import date_for_trigger
from geodata.toponym import Candidate, Toponym

Row = dict[str, Any]
NO_LOCATION = 7
"""UCDP location precision of a statement without a place."""
TABLES = ("articles", "toponyms", "timexes", "actors", "events", "claims")

GROUPED_BY = (
    *("id", "article", "start", "end", "trigger_start", "trigger_end", "type", "modality", "actors", "place"),
    *("earliest", "latest", "precision", "anchor"),
)
"""What grouping needs of an event."""


def rows_from_reading(reading: Reading) -> dict[str, list[Row]]:
    """Return the rows of every table for one article; nested values are JSON strings."""
    article_id = reading.article.id
    return {
        "articles": [_article_row(reading)],
        "toponyms": [{"article": article_id, **_toponym_row(t, reading)} for t in reading.toponyms],
        "timexes": [{"article": article_id, **_timex_row(t)} for t in reading.timexes],
        "actors": [{"article": article_id, **_actor_row(a)} for a in reading.actors],
        "events": [{"article": article_id, **_event_row(e, reading)} for e in reading.events],
        "claims": [{"article": article_id, **_claim_row(c, reading)} for c in reading.claims],
    }


def group_events(events: list[Row], copies: Mapping[str, tuple[str, str]] = MappingProxyType({})) -> None:
    """Give each event row a ``group``: the id of the first report of the same event.

    Parameters
    ----------
    copies
        Report and text of each article that is a copy of another or has copies: what the same sentence of two of them
        says is one event, whatever day each of them counts "yesterday" from.
    """
    first = merge_rows(events)
    join_copies(first, ((n, event) for n, event in enumerate(events) if event["article"] in copies), copies)
    for number, event in enumerate(events):
        event["group"] = events[first_of(first, number)]["id"]


def merge_rows(events: list[Row]) -> list[int]:
    """Return for each event row the number of the first report of the same event."""
    kinds = [(event["type"], event["modality"], event["place"]) for event in events]
    first = [0] * len(events)
    for group in merge_reports([_report_of(event) for event in events], kinds):
        for number in group:
            first[number] = group[0]
    return first


def join_copies(
    first: MutableSequence[int], events: Iterable[tuple[int, Row]], copies: Mapping[str, tuple[str, str]]
) -> None:
    """Make the groups one in which the same sentence of two copies tells the same.

    Parameters
    ----------
    first
        For each event the number of an earlier one of its group, its own for the first; see `first_of`.
    events
        The events of `copies`, each with its number.
    """
    said: dict[tuple[object, ...], int] = {}
    for number, event in events:
        other = said.setdefault(_said(event, *copies[event["article"]]), number)
        low, high = sorted((first_of(first, other), first_of(first, number)))
        first[high] = low


def first_of(first: MutableSequence[int], number: int) -> int:
    """Return the number of the first event of a group."""
    while first[number] != number:
        number = first[number]
    return number


def _said(event: Row, report: str, text: str) -> tuple[object, ...]:
    start, trigger = event["start"], event["trigger_start"]
    return report, event["type"], event["modality"], text[start : event["end"]], trigger - start


def _report_of(row: Row) -> Report:
    """Return what merging needs of an event: words, actors, interval."""
    earliest, latest = (date.fromisoformat(row[end]) if row[end] else None for end in ("earliest", "latest"))
    return report(
        tuple(row[name] for name in ("article", "trigger_start", "trigger_end", "start", "end")),
        [(one["role"], one["party"] or one["id"]) for one in json.loads(row["actors"] or "[]")],
        earliest,
        latest,
        (earliest, latest, row["precision"], row["anchor"]),
    )


def stable_id(*parts: object) -> str:
    """Return 16 hex digits that depend on the parts alone."""
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:16]


def _article_row(reading: Reading) -> Row:
    article, publication = reading.article, reading.publication
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source or find_source(article.text, reading.sentences),
        "published": iso(publication.date),
        "published_source": publication.source,
        "published_reason": publication.reason,
        "sha256": article.sha256,
        "text": article.text,
    }


def _toponym_row(toponym: Toponym, reading: Reading) -> Row:
    sentence = _sentence_at(reading.sentences, toponym.start)
    return {
        "start": toponym.start,
        "end": toponym.end,
        "sentence_start": sentence.start if sentence else toponym.start,
        "sentence_end": sentence.end if sentence else toponym.end,
        "part": sentence.kind if sentence else "body",
        "text": toponym.text,
        "role": toponym.role,
        "feature_id": toponym.feature_id,
        "name": toponym.name,
        "kind": toponym.kind,
        "lat": toponym.lat,
        "lon": toponym.lon,
        "country": toponym.country,
        "geonames_id": toponym.geonames_id,
        "score": round(toponym.score, 4),
        "reason": toponym.reason,
        "radius_km": round(toponym.radius_km, 3),
        "where_prec": toponym.where_prec,
        "shape": _packed(toponym.shape),
        "alternatives": _packed([_candidate_row(candidate) for candidate in toponym.alternatives]),
        **_interval_row(_mention_interval(toponym, sentence, reading)),
    }


def _mention_interval(toponym: Toponym, sentence: Sentence | None, reading: Reading) -> DateInterval:
    """Date a mention by the event that names it as its place, else by its clause."""
    number = next((i for i, t in enumerate(reading.toponyms) if t is toponym), -1)
    for event in reading.events:
        if any(place.toponym == number for place in event.places):
            return event.interval
    index = reading.sentences.index(sentence) if sentence else 0
    return date_for_trigger(
        reading.article.text,
        reading.sentences,
        reading.timexes,
        reading.publication,
        index,
        toponym.start,
        toponym.end,
        None,
    )


def _timex_row(timex: Timex) -> Row:
    return {
        "start": timex.start,
        "end": timex.end,
        "text": timex.text,
        "type": timex.type,
        "value": timex.value,
        **_interval_row(timex.interval),
    }


def _actor_row(actor: ActorMention) -> Row:
    return {
        "start": actor.start,
        "end": actor.end,
        "text": actor.text,
        "actor_id": actor.actor_id,
        "name": actor.name,
        "party_id": actor.party_id,
    }


def _event_row(event: Event, reading: Reading) -> Row:
    return {
        "id": stable_id("event", reading.article.id, event.trigger, event.type, event.modality),
        "start": event.start,
        "end": event.end,
        "trigger_start": event.trigger[0],
        "trigger_end": event.trigger[1],
        "type": event.type,
        "modality": event.modality,
        "speaker": event.speaker,
        "score": round(event.score, 4),
        "actors": _packed([_participant_row(participant) for participant in event.actors]),
        "places": _packed([[p.toponym, p.role] for p in event.places]),
        **_interval_row(event.interval),
    }


def _candidate_row(candidate: Candidate) -> Row:
    return {
        "name": candidate.name,
        "kind": candidate.kind,
        "country": candidate.country,
        "score": round(candidate.score, 4),
    }


def _participant_row(participant: Participant) -> Row:
    return {
        "role": participant.role,
        "id": participant.actor_id,
        "name": participant.name,
        "party": participant.party_id,
    }


def _claim_row(claim: Claim, reading: Reading) -> Row:
    return {
        "id": stable_id("claim", reading.article.id, claim.trigger, claim.kind, claim.place, claim.modality),
        "start": claim.start,
        "end": claim.end,
        "trigger_start": claim.trigger[0],
        "trigger_end": claim.trigger[1],
        "kind": claim.kind,
        "modality": claim.modality,
        "strength": claim.strength,
        "speaker": claim.speaker,
        "score": round(claim.score, 4),
        "place": claim.place,
        "toponym": claim.toponym,
        "where_prec": NO_LOCATION if claim.toponym is None else reading.toponyms[claim.toponym].where_prec,
        "lat": claim.lat,
        "lon": claim.lon,
        "holder_id": claim.holder_id,
        "holder": claim.holder,
        "previous_id": claim.previous_holder_id,
        "previous": claim.previous_holder,
        "as_of": iso(claim.as_of),
        **_interval_row(claim.interval),
    }


def _interval_row(interval: DateInterval) -> Row:
    return {
        "earliest": iso(interval.earliest),
        "latest": iso(interval.latest),
        "precision": interval.precision,
        "anchor": interval.anchor,
        "date_reason": interval.reason,
    }


def _sentence_at(sentences: list[Sentence], position: int) -> Sentence | None:
    return next((s for s in sentences if s.start <= position < s.end), None)


def _packed(value: object) -> str | None:
    """Return nested values as canonical JSON, ``None`` for nothing."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else None
