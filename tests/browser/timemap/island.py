"""An invented conflict on an invented island: a dataset small enough to know by heart."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from dashboard.payload import NO_ACTOR, NONE, OPEN, PayloadTables, encode_tables

Card = dict[str, Any]

PARTIES = [
    {"id": "north", "name": "Northern Council", "short": "Council", "colour": "blue"},
    {"id": "south", "name": "Southern League", "short": "League", "colour": "vermillion"},
]
TOWNS = [("Northport", 3.6, 1.0), ("Southford", 0.6, 1.1), ("Eastmere", 2.0, 2.4), ("Westwick", 2.1, 0.2)]
TYPES = [
    ("clash", "Clash", "combat", "burst"),
    ("capture", "Capture", "territory", "flag"),
    ("talks", "Talks", "politics", "square"),
]
KINDS = [("town", "Town"), ("port", "Port")]
HOSTILE = "<img src=x onerror=alert(1)> {{7*7}} & 'quotes'"

# Town, type, modality, earliest, latest, actors: what is asserted of 2020 is seven events.
EVENTS: list[tuple[int | None, int, int, str | None, str | None, list[int]]] = [
    (0, 0, 0, "2020-01-10", "2020-01-10", [0, 1]),
    (1, 1, 0, "2020-02-03", "2020-02-03", [1]),
    (2, 0, 0, "2020-03-01", "2020-03-31", [0]),
    (2, 1, 0, "2020-04-12", "2020-04-12", [0]),
    (3, 2, 0, "2020-05-02", "2020-05-02", []),
    (None, 2, 0, "2020-05-20", "2020-05-20", [0, 1]),
    (3, 1, 1, "2020-06-01", "2020-06-15", [1]),
    (0, 0, 0, None, "2020-06-20", [1]),
    (0, 2, 0, "1991-05-01", "1991-05-01", []),
]


def day(iso: str | None) -> int:
    """Return days since 1970-01-01, the mark of an open end for ``None``."""
    return OPEN if iso is None else (date.fromisoformat(iso) - date(1970, 1, 1)).days


def event_key(row: int, report: int = 0) -> str:
    """Return the evidence key of an event, or of one of its further reports."""
    return f"event/{_event_id(row):016x}" + (f"/{report}" if report else "")


def claim_key(row: int) -> str:
    """Return the evidence key of a claim."""
    return f"claim/{_claim_id(row):016x}"


def payload() -> bytes:
    """Return the island as ``payload.tmap``."""
    return encode_tables(PayloadTables(_header(), {**_mentions(), **_events(), **_claims()}))


def control() -> dict[str, Any]:
    """Return two frames of control: Eastmere passes from the League to the Council on 12 April 2020.

    With the record the Council takes a strip of ground with it; on the days themselves nobody had reported it yet.
    """
    before = _frame("2020-01-01", 1.2, 1)
    after = _frame("2020-04-12", 2.6, 0)
    taken = _frame("2020-04-12", 2.6, 0, border=1.0)
    late = _frame("2020-07-01", 2.6, 0, name="late")
    modes = {"articles": [before, after], "record": [before, taken], "articles-known": [before, late]}
    return {"parties": PARTIES, "modes": {name: {"frames": frames} for name, frames in modes.items()}}


def sources() -> dict[str, Any]:
    """Return the sources of the island's claims."""
    listed = [{"id": "the-chronicle", "name": "The Chronicle"}, {"id": "coast-post", "name": f"Coast Post {HOSTILE}"}]
    return {"sources": listed, "claims": {claim_key(0): [0], claim_key(1): [0, 1], claim_key(2): [1], "fact/0": [0]}}


def without() -> dict[str, Any]:
    """Return the line without the Coast Post: it lies farther north from the start."""
    return {"frames": [_frame("2020-01-01", 0.8, 1, border=3.0, name="less"), _frame("2020-04-12", 0.8, 1, border=3.0)]}


def card(key: str) -> Card:
    """Return the evidence card of a key; its sentence names the key, so that a test can tell which one it sees."""
    record = key.startswith("fact/")
    return {
        "key": key,
        "title": "Capture",
        "segments": [
            {"text": "The council ", "mark": None},
            {"text": "seized", "mark": "trigger"},
            {"text": " ", "mark": None},
            {"text": "Eastmere", "mark": "place"},
            {"text": f" {HOSTILE} ({key}).", "mark": None},
        ],
        "article": {
            "id": "first",
            "title": "Island chronicle",
            "source": "The Chronicle",
            "published": "2020-07-01",
            "published_label": "1 July 2020",
            "published_reason": "given with the article",
        },
        "understood": [{"label": "Date", "value": "12 April 2020", "reason": "as written"}],
        "modality": "asserted",
        "modality_label": "reported as having happened",
        "confidence": "high",
        "confidence_reason": "Explicit words.",
        "alternatives": [],
        "kind": "record" if record else "article",
        "href": None if record else "articles?article=first&start=10&end=20",
    }


def _header() -> dict[str, Any]:
    return {
        "digest": "island",
        "title": "The island",
        "theatre": {"id": "island", "name": "Island", "bbox": [0, 0, 3, 4.2], "shape": None},
        "time": {
            "first": day("1991-01-01"),
            "last": day("2020-12-31"),
            "default_first": day("2020-01-01"),
            "default_last": day("2020-07-01"),
        },
        "articles": [_article("first", "Island chronicle"), _article("second", "Letters, from the coast")],
        "parties": PARTIES,
        "actors": [{**party, "kind": "party", "party": n} for n, party in enumerate(PARTIES)],
        "event_types": [{"id": i, "label": label, "group": g, "symbol": s} for i, label, g, s in TYPES],
        "place_kinds": [{"id": i, "label": label} for i, label in KINDS],
        "modalities": [
            {"id": "asserted", "label": "reported as having happened"},
            {"id": "planned", "label": "planned"},
        ],
        "roles": [{"id": "place", "label": "place"}],
        "claim_kinds": [{"id": "takes", "label": "Takes control"}],
        "places": [_place(*town) for town in TOWNS],
        "shapes": [],
        "facts": [_fact()],
    }


def _article(name: str, title: str) -> dict[str, Any]:
    return {
        "id": name,
        "title": title,
        "source": "The Chronicle",
        "published": day("2020-07-01"),
        "published_source": "given",
        "published_reason": "given with the article",
        "sha256": "0" * 64,
        "chars": 1000,
    }


def _place(name: str, lat: float, lon: float) -> dict[str, Any]:
    place = {"id": f"is:{name.lower()}", "name": name, "kind": int(name.endswith("port")), "lat": lat, "lon": lon}
    return {**place, "radius_km": 0, "where_prec": 1, "country": None, "shape": None, "members": None}


def _fact() -> dict[str, Any]:
    held = {"holder": "north", "previous": "south", "kind": "takes", "confidence": "high", "source": "An almanac"}
    return {"place": "Eastmere", "lat": 2.0, "lon": 2.4, "date": day("2020-04-13"), **held}


def _frame(first: str, lon: float, eastmere: int, *, border: float = 2.0, name: str = "") -> dict[str, Any]:
    line = {"type": "LineString", "coordinates": [[0.0, border + 0.2], [lon, border - 0.2]]}
    day_of, first = day(first), f"{name}{first}"
    evidence = [
        {"key": claim_key(0), "side": 0, "km": 30, "age_days": 3, "weight": 1.0},
        {"key": claim_key(1), "side": 0, "km": 12, "age_days": 40, "weight": 0.6},
        {"key": claim_key(2), "side": 1, "km": 9, "age_days": 1, "weight": 1.0},
    ]
    return {
        "day": day_of,
        "areas": [
            _area(f"north-{first}", 0, 4.2, [claim_key(0)], border),
            _area(f"south-{first}", 1, 0.0, [claim_key(2)], border),
        ],
        "lines": [
            {
                "id": f"line-{first}",
                "between": [0, 1],
                "style": "solid",
                "band_km": 30,
                "geometry": line,
                "band": None,
                "evidence": evidence,
            }
        ],
        "places": [
            _held(0, 0),
            _held(1, 1),
            _held(2, eastmere),
            {**_held(3, 0), "state": "unknown", "party": None},
        ],
    }


def _area(name: str, party: int, lat: float, evidence: list[str], border: float) -> dict[str, Any]:
    ring = [[0, border], [3, border], [3, lat], [0, lat], [0, border]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {
        "id": name,
        "party": party,
        "probability": 0.9,
        "age_days": 12,
        "geometry": shape,
        "evidence": evidence,
        "note": None,
    }


def _held(town: int, party: int) -> dict[str, Any]:
    name, lat, lon = TOWNS[town]
    return {
        "place": town,
        "lat": lat,
        "lon": lon,
        "name": name,
        "state": "held",
        "party": party,
        "probability": 0.9,
        "evidence": [claim_key(0)],
    }


def _event_id(row: int) -> int:
    return 0xE000_0000_0000_0000 + row


def _claim_id(row: int) -> int:
    return 0xC000 + row


def _dated(table: str, intervals: list[tuple[str | None, str | None]]) -> dict[str, np.ndarray]:
    return {
        f"{table}.earliest": np.array([day(a) for a, _ in intervals]),
        f"{table}.latest": np.array([day(b) for _, b in intervals]),
        f"{table}.reported": np.full(len(intervals), day("2020-07-01")),
    }


def _mentions() -> dict[str, np.ndarray]:
    towns = [0, 0, 0, 1, 2, 2, 3]
    return {
        "mention.place": np.array(towns),
        "mention.article": np.array([0, 1, 0, 0, 1, 0, 0]),
        "mention.role": np.zeros(len(towns)),
        **_dated("mention", [("2020-01-10", "2020-01-10")] * len(towns)),
    }


def _events() -> dict[str, np.ndarray]:
    places, types, modalities, earliest, latest, actors = zip(*EVENTS, strict=True)
    return {
        "event.id": np.array([_event_id(row) for row in range(len(EVENTS))], np.uint64),
        "event.type": np.array(types),
        "event.modality": np.array(modalities),
        "event.place": np.array([NONE if place is None else place for place in places]),
        "event.article": np.array([row % 2 for row in range(len(EVENTS))]),
        "event.evidence_count": np.array([3 if row == 3 else 1 for row in range(len(EVENTS))]),
        "event.actor_start": np.cumsum([0, *map(len, actors)]),
        "event.actors": np.array([actor for one in actors for actor in one]),
        **_dated("event", list(zip(earliest, latest, strict=True))),
    }


def _claims() -> dict[str, np.ndarray]:
    days = ["2020-02-01", "2020-03-05", "2020-04-12"]
    return {
        "claim.id": np.array([_claim_id(row) for row in range(3)], np.uint64),
        "claim.kind": np.zeros(3),
        "claim.modality": np.zeros(3),
        "claim.place": np.array([0, 2, 1]),
        "claim.article": np.zeros(3),
        "claim.holder": np.array([0, 0, 1]),
        "claim.previous": np.full(3, NO_ACTOR),
        **_dated("claim", [(each, each) for each in days]),
    }
