"""An invented conflict of any size: the same events for the time map and for its peers."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import numpy as np

from dashboard.payload import NO_ACTOR, NONE, PayloadTables, encode_tables

BOUNDS = (9.0, 20.0, 25.0, 33.0)
"""(left, bottom, right, top) in degrees, WGS84."""
FIRST = date(2020, 1, 1)
DAYS = 300
WINDOW_DAYS = 30
"""A window shows a tenth of the time, so about a tenth of the events."""

ARTICLES = 1000
UNCERTAIN_SHARE = 0.1
EPOCH = date(1970, 1, 1)
POPUP = "Reported by several sources. " * 7
"""About 200 characters, as an event's text would have."""

PARTIES = [
    {"id": "north", "name": "Northern Council", "short": "Council", "colour": "blue"},
    {"id": "south", "name": "Southern League", "short": "League", "colour": "vermillion"},
]
TYPES = [
    ("clash", "Clash", "combat", "burst"),
    ("strike", "Strike", "combat", "triangle"),
    ("capture", "Capture", "territory", "flag"),
    ("talks", "Talks", "politics", "square"),
]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Dated points around towns.

    Parameters
    ----------
    lat, lon
        Of the events, degrees WGS84.
    earliest, latest
        Days of the events, as inclusive intervals counted from 1970-01-01.
    place_lat, place_lon
        Of the places, degrees WGS84.
    mention_place, mention_day
        Place and day of each mention.
    """

    lat: np.ndarray
    lon: np.ndarray
    earliest: np.ndarray
    latest: np.ndarray
    place_lat: np.ndarray
    place_lon: np.ndarray
    mention_place: np.ndarray
    mention_day: np.ndarray


def make_crowd(*, events: int, mentions: int = 0, places: int = 500, seed: int = 1) -> Crowd:
    """Draw a crowd; the same arguments give the same one."""
    rng = np.random.default_rng(seed)
    left, bottom, right, top = BOUNDS
    place_lat, place_lon = rng.uniform(bottom, top, places), rng.uniform(left, right, places)
    # News has a few towns that everybody writes about and many that are named once.
    weight = 1 / np.arange(1, places + 1) ** 0.7
    near = rng.choice(places, events, p=weight / weight.sum())
    first = (FIRST - EPOCH).days
    earliest = first + rng.integers(0, DAYS, events)
    spread = np.where(rng.random(events) < UNCERTAIN_SHARE, rng.integers(2, 30, events), 0)
    return Crowd(
        place_lat[near] + rng.normal(0, 0.1, events),
        place_lon[near] + rng.normal(0, 0.1, events),
        earliest,
        earliest + spread,
        place_lat,
        place_lon,
        rng.choice(places, mentions, p=weight / weight.sum()),
        first + rng.integers(0, DAYS, mentions),
    )


def payload_of(crowd: Crowd) -> bytes:
    """Return a crowd as ``payload.tmap``, not compressed."""
    return encode_tables(PayloadTables(_header(crowd), {**_mentions(crowd), **_events(crowd), **_claims()}))


def features_of(crowd: Crowd) -> dict[str, Any]:
    """Return a crowd as the GeoJSON that folium's TimestampedGeoJson takes."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [round(float(lon), 5), round(float(lat), 5)]},
            "properties": {
                "times": [iso(int(day))],
                "popup": POPUP,
                "icon": "circle",
                "iconstyle": {"radius": 5, "weight": 1, "fillOpacity": 0.6},
            },
        }
        for lat, lon, day in zip(crowd.lat, crowd.lon, crowd.earliest, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def iso(day: int) -> str:
    """Return the date of a day counted from 1970-01-01."""
    return (EPOCH + timedelta(days=day)).isoformat()


def _header(crowd: Crowd) -> dict[str, Any]:
    first = (FIRST - EPOCH).days
    last = first + DAYS + 30
    return {
        "digest": "crowd",
        "title": "An invented conflict",
        "theatre": {"id": "crowd", "name": "Crowd", "bbox": list(BOUNDS), "shape": None},
        "time": {"first": first, "last": last, "default_first": first, "default_last": last},
        "articles": [_article(index) for index in range(ARTICLES)],
        "parties": PARTIES,
        "actors": [{**party, "kind": "party", "party": index} for index, party in enumerate(PARTIES)],
        "event_types": [{"id": i, "label": label, "group": g, "symbol": s} for i, label, g, s in TYPES],
        "place_kinds": [{"id": "town", "label": "Town"}],
        "modalities": [{"id": "asserted", "label": "reported as having happened"}],
        "roles": [{"id": "place", "label": "place"}],
        "claim_kinds": [{"id": "holds", "label": "Holds"}],
        "places": [_place(index, *at) for index, at in enumerate(zip(crowd.place_lat, crowd.place_lon, strict=True))],
        "shapes": [],
        "facts": [],
    }


def _article(index: int) -> dict[str, Any]:
    return {
        "id": f"a{index}",
        "title": f"Chronicle {index}",
        "source": "The Chronicle",
        "published": (FIRST - EPOCH).days + index % DAYS,
        "published_source": "given",
        "published_reason": "given with the article",
        "sha256": f"{index:064x}",
        "chars": 3000,
    }


def _place(index: int, lat: float, lon: float) -> dict[str, Any]:
    return {
        "id": f"p{index}",
        "name": f"Town {index}",
        "kind": 0,
        "lat": round(float(lat), 5),
        "lon": round(float(lon), 5),
        "radius_km": 2.0,
        "where_prec": 1,
        "country": "LY",
        "shape": None,
        "members": None,
    }


def _mentions(crowd: Crowd) -> dict[str, np.ndarray]:
    count = len(crowd.mention_day)
    return {
        "mention.place": crowd.mention_place,
        "mention.article": np.arange(count) % ARTICLES,
        "mention.role": np.zeros(count),
        **_dated("mention", crowd.mention_day, crowd.mention_day),
    }


def _events(crowd: Crowd) -> dict[str, np.ndarray]:
    count = len(crowd.earliest)
    return {
        "event.id": np.arange(1, count + 1, dtype=np.uint64) << np.uint64(32),
        "event.type": np.arange(count) % len(TYPES),
        "event.modality": np.zeros(count),
        "event.place": np.full(count, NONE),
        "event.article": np.arange(count) % ARTICLES,
        "event.evidence_count": np.ones(count),
        "event.actor_start": np.arange(count + 1),
        "event.actors": np.arange(count) % len(PARTIES),
        "event.lat": crowd.lat.astype(np.float32),
        "event.lon": crowd.lon.astype(np.float32),
        **_dated("event", crowd.earliest, crowd.latest),
    }


def _claims() -> dict[str, np.ndarray]:
    names = ("id", "kind", "modality", "place", "article", "holder", "earliest", "latest", "reported")
    return {"claim.previous": np.full(0, NO_ACTOR), **{f"claim.{name}": np.empty(0) for name in names}}


def _dated(table: str, earliest: np.ndarray, latest: np.ndarray) -> dict[str, np.ndarray]:
    return {f"{table}.earliest": earliest, f"{table}.latest": latest, f"{table}.reported": latest}
