"""Payloads of any size, of invented places and dates."""

from __future__ import annotations

import numpy as np

from dashboard.palette import EVENT_GROUPS
from dashboard.payload import NONE, PayloadTables, encode_tables

FIRST_DAY = 14975  # 2011-01-01
LAST_DAY = 18627  # 2020-12-31
BBOX = (9.5, 20.0, 25.0, 33.0)
ARTICLES_PER_MENTION = 0.1
SEED = 20200720


def synthetic_payload(*, mentions: int, places: int, events: int) -> bytes:
    """Return a ``payload.tmap``; each event has coordinates of its own, as in imported point data.

    Articles come by date and mentions article by article, as a reading gives them; places are named
    with Zipf-like frequencies; half the dates are known only to the week or month.
    """
    random = np.random.default_rng(SEED)
    articles = max(1, int(mentions * ARTICLES_PER_MENTION))
    published = np.sort(random.integers(FIRST_DAY + 60, LAST_DAY, articles))
    columns = {
        **_mentions(random, mentions, places, published),
        **_events(random, events, published),
        **_no_claims(),
    }
    return encode_tables(PayloadTables(_header(random, places, published), columns))


def _mentions(random: np.random.Generator, rows: int, places: int, published: np.ndarray) -> dict[str, np.ndarray]:
    weight = 1 / np.arange(1, places + 1) ** 0.7
    return {
        "mention.place": random.choice(places, rows, p=weight / weight.sum()),
        "mention.role": np.zeros(rows),
        **_dated(random, "mention", rows, published),
    }


def _events(random: np.random.Generator, rows: int, published: np.ndarray) -> dict[str, np.ndarray]:
    towns = random.integers(0, 400, rows)
    left, bottom, right, top = BBOX
    return {
        "event.id": random.integers(0, 2**63, rows, dtype=np.uint64),
        "event.type": random.integers(0, len(EVENT_GROUPS), rows),
        "event.modality": np.zeros(rows),
        "event.evidence_count": np.ones(rows),
        "event.place": np.full(rows, NONE),
        "event.lat": random.uniform(bottom, top, 400)[towns] + random.normal(0, 0.4, rows),
        "event.lon": random.uniform(left, right, 400)[towns] + random.normal(0, 0.4, rows),
        "event.actor_start": np.zeros(rows + 1),
        "event.actors": np.zeros(0),
        **_dated(random, "event", rows, published),
    }


def _dated(random: np.random.Generator, table: str, rows: int, published: np.ndarray) -> dict[str, np.ndarray]:
    article = np.sort(random.integers(0, len(published), rows))
    latest = published[article] - random.geometric(0.1, rows)
    return {
        f"{table}.article": article,
        f"{table}.earliest": latest - random.choice([0, 0, 6, 30], rows),
        f"{table}.latest": latest,
        f"{table}.reported": published[article],
    }


def _no_claims() -> dict[str, np.ndarray]:
    names = ("id", "kind", "modality", "holder", "previous", "place", "article", "earliest", "latest", "reported")
    return {f"claim.{name}": np.zeros(0) for name in names}


def _header(random: np.random.Generator, places: int, published: np.ndarray) -> dict:
    left, bottom, right, top = BBOX
    lat, lon = random.uniform(bottom, top, places).round(4), random.uniform(left, right, places).round(4)
    point = {"radius_km": 0, "where_prec": 1, "country": None, "shape": None, "members": None, "kind": 0}
    article = {"title": "Invented", "source": None, "published_source": "given", "published_reason": "", "chars": 0}
    return {
        "digest": "synthetic",
        "title": "Synthetic",
        "theatre": {"id": None, "name": None, "bbox": list(BBOX), "shape": None},
        "time": {"first": FIRST_DAY, "last": LAST_DAY, "default_first": FIRST_DAY, "default_last": LAST_DAY},
        "articles": [{"id": str(n), "published": int(day), "sha256": "", **article} for n, day in enumerate(published)],
        "parties": [],
        "actors": [{"id": "none", "name": "None", "kind": "state", "party": None}],
        "event_types": [{"id": i, "label": g.label, "group": i, "symbol": g.symbol} for i, g in EVENT_GROUPS.items()],
        "place_kinds": [{"id": "town", "label": "town"}],
        "modalities": [{"id": "asserted", "label": "reported as having happened"}],
        "roles": [{"id": "place", "label": "place"}],
        "claim_kinds": [],
        "places": [{"id": f"p{n}", "name": f"Place {n}", "lat": lat[n], "lon": lon[n], **point} for n in range(places)],
        "shapes": [],
        "facts": [],
    }
