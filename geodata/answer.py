"""Readings as the JSON answers of the command contracts (docs/commands.md)."""

from __future__ import annotations

from datetime import date
from typing import Any

from geodata.claim import Claim
from geodata.event import Event
from geodata.reading import Reading
from geodata.timex import Timex
from geodata.toponym import Toponym


def reading_as_json(reading: Reading) -> dict[str, Any]:
    """Return the answer of ``extract`` for one article."""
    return {
        "id": reading.article.id,
        "published": iso(reading.publication.date),
        "published_source": reading.publication.source,
        "toponyms": [toponym_as_json(t) for t in reading.toponyms],
        "timexes": [timex_as_json(t) for t in reading.timexes],
        "events": [event_as_json(e) for e in reading.events],
        "claims": [claim_as_json(c) for c in reading.claims],
    }


def toponym_as_json(toponym: Toponym) -> dict[str, Any]:
    """Return one toponym with its rejected candidates."""
    return {
        "start": toponym.start,
        "end": toponym.end,
        "text": toponym.text,
        "role": toponym.role,
        "name": toponym.name,
        "kind": toponym.kind,
        "lat": toponym.lat,
        "lon": toponym.lon,
        "geonames_id": toponym.geonames_id,
        "score": round(toponym.score, 4),
        "reason": toponym.reason,
        "radius_km": toponym.radius_km,
        "where_prec": toponym.where_prec,
        "shape": toponym.shape,
        "alternatives": [
            {
                "name": c.name,
                "kind": c.kind,
                "lat": c.lat,
                "lon": c.lon,
                "country": c.country,
                "score": round(c.score, 4),
            }
            for c in toponym.alternatives
        ],
    }


def timex_as_json(timex: Timex) -> dict[str, Any]:
    """Return one time expression with the days it means."""
    return {
        "start": timex.start,
        "end": timex.end,
        "text": timex.text,
        "type": timex.type,
        "value": timex.value,
        "earliest": iso(timex.interval.earliest),
        "latest": iso(timex.interval.latest),
        "precision": timex.interval.precision,
        "anchor": timex.interval.anchor,
        "reason": timex.interval.reason,
    }


def event_as_json(event: Event) -> dict[str, Any]:
    """Return one event; places are indices into the answer's toponyms."""
    return {
        "start": event.start,
        "end": event.end,
        "trigger": list(event.trigger),
        "type": event.type,
        "actors": [{"name": a.name, "role": a.role} for a in event.actors],
        "places": [p.toponym for p in event.places],
        "place_roles": [p.role for p in event.places],
        "earliest": iso(event.interval.earliest),
        "latest": iso(event.interval.latest),
        "precision": event.interval.precision,
        "modality": event.modality,
        "speaker": event.speaker,
        "score": round(event.score, 4),
        "reason": event.interval.reason,
    }


def claim_as_json(claim: Claim) -> dict[str, Any]:
    """Return one control claim."""
    return {
        "start": claim.start,
        "end": claim.end,
        "trigger": list(claim.trigger),
        "kind": claim.kind,
        "place": claim.place,
        "lat": claim.lat,
        "lon": claim.lon,
        "holder": claim.holder,
        "previous_holder": claim.previous_holder,
        "earliest": iso(claim.interval.earliest),
        "latest": iso(claim.interval.latest),
        "precision": claim.interval.precision,
        "as_of": iso(claim.as_of),
        "modality": claim.modality,
        "strength": claim.strength,
        "speaker": claim.speaker,
        "score": round(claim.score, 4),
    }


def iso(day: date | None) -> str | None:
    """Return an ISO date, ``None`` for an open end."""
    return day.isoformat() if day else None
