"""The marks of a dataset as the columns that travel to the browser (docs/timemap.md)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd

from dashboard import words
from dashboard.dataset import Corpus
from dashboard.imported import PLACE_KIND, add_imported, imported_places
from dashboard.palette import slot_for
from dashboard.payload import NO_ACTOR, NONE, OPEN, PayloadTables
from geodata.claim import KINDS as CLAIM_KINDS
from geodata.event import EVENT_TYPES
from geodata.extent import told_extent
from geodata.modality import MODALITIES
from geodata.toponym import ROLES

Columns = dict[str, np.ndarray]
EPOCH = np.datetime64("1970-01-01", "D")

MAX_DATED_DAYS = 92
"""An interval up to a season long says when; wider ones do not widen the first view."""
MAX_GAP_DAYS = 365
"""The first view goes back from the last report until a year says nothing: 1991 is history, not this war."""
HISTORY_GAP_DAYS = 4 * 365
"""A history of a long war leaves out years of it."""
LEAST_IN_VIEW = 0.1
"""A first view that ends at the last report holds at least this share of what is dated, else it ends with what is told."""
LAST_SHARE = 0.99


def marks_of(corpus: Corpus) -> PayloadTables:
    """Return the header and the columns of ``payload.tmap``."""
    tables = corpus.dataset.tables
    articles = {article: number for number, article in enumerate(tables["articles"]["id"])}
    reported = _days(tables["articles"]["published"])
    mentions = tables["toponyms"]["place"].notna()
    first_reports = tables["events"]["id"] == tables["events"]["group"]
    actors = _ActorIndex(corpus)
    columns = {
        **_mention_columns(tables["toponyms"], mentions, articles, reported),
        **_event_columns(tables["events"], first_reports, articles, reported, actors),
        **_claim_columns(tables["claims"], articles, reported, actors),
    }
    columns = add_imported(columns, corpus, articles, actors.number_named)
    return PayloadTables(_header(corpus, columns, actors), columns)


def _mention_columns(toponyms: pd.DataFrame, shown: pd.Series, articles: dict, reported: np.ndarray) -> Columns:
    rows = toponyms[shown]
    article = rows["article"].map(articles).to_numpy(np.uint32)
    return {
        "mention.place": rows["place"].to_numpy(np.uint32),
        "mention.article": article,
        "mention.role": rows["role"].map({role: i for i, role in enumerate(ROLES)}).to_numpy(np.uint8),
        "mention.earliest": _days(rows["earliest"]),
        "mention.latest": _days(rows["latest"]),
        "mention.reported": reported[article],
    }


def _event_columns(
    events: pd.DataFrame, shown: pd.Series, articles: dict, reported: np.ndarray, actors: _ActorIndex
) -> Columns:
    rows = events[shown]
    article = rows["article"].map(articles).to_numpy(np.uint32)
    report_counts = events["group"].value_counts()
    participants = [[actors.number(a["id"]) for a in json.loads(packed)] for packed in rows["actors"].fillna("[]")]
    return {
        "event.id": _ids(rows["id"]),
        "event.type": rows["type"].map({name: i for i, name in enumerate(EVENT_TYPES)}).to_numpy(np.uint8),
        "event.modality": _modalities(rows),
        "event.place": _place_numbers(rows["place"]),
        "event.article": article,
        "event.earliest": _days(rows["earliest"]),
        "event.latest": _days(rows["latest"]),
        "event.reported": reported[article],
        "event.evidence_count": rows["id"].map(report_counts).to_numpy(np.uint16),
        "event.actor_start": np.cumsum([0, *map(len, participants)]).astype(np.uint32),
        "event.actors": np.array([n for one in participants for n in one], np.uint16),
    }


def _claim_columns(claims: pd.DataFrame, articles: dict, reported: np.ndarray, actors: _ActorIndex) -> Columns:
    article = claims["article"].map(articles).to_numpy(np.uint32)
    return {
        "claim.id": _ids(claims["id"]),
        "claim.kind": claims["kind"].map({kind: i for i, kind in enumerate(CLAIM_KINDS)}).to_numpy(np.uint8),
        "claim.modality": _modalities(claims),
        "claim.place": _place_numbers(claims["place_number"]),
        "claim.article": article,
        "claim.holder": np.array([actors.number(a) for a in claims["holder_id"]], np.uint16),
        "claim.previous": np.array([actors.number(a) for a in claims["previous_id"]], np.uint16),
        "claim.earliest": _days(claims["earliest"]),
        "claim.latest": _days(claims["latest"]),
        "claim.reported": reported[article],
    }


class _ActorIndex:
    """Numbers the actors of a corpus: the theatre's parties first, then others as they come."""

    def __init__(self, corpus: Corpus) -> None:
        known = corpus.theatre.actors if corpus.theatre else ()
        self._known = {row["id"]: row for row in known}
        self._names = dict(corpus.lookup.actor_names())
        self._numbers: dict[str, int] = {}
        self.parties = [row for row in known if row["kind"] == "party" and row.get("party") == row["id"]]

    def number(self, actor_id: object) -> int:
        """Return the number of an actor, `NO_ACTOR` for none."""
        if not isinstance(actor_id, str):
            return NO_ACTOR
        return self._numbers.setdefault(actor_id, len(self._numbers))

    def number_named(self, actor_id: str, name: str) -> int:
        """Return the number of an actor that an imported file names."""
        self._names.setdefault(actor_id, name)
        return self.number(actor_id)

    def rows(self) -> list[dict[str, Any]]:
        """Return id, name, kind and party number of each actor, in the order of the numbers."""
        party_numbers = {row["id"]: number for number, row in enumerate(self.parties)}
        return [
            {
                "id": actor_id,
                "name": self._names.get(actor_id) or self._known.get(actor_id, {}).get("name") or actor_id,
                "kind": self._known.get(actor_id, {}).get("kind", "organisation"),
                "party": party_numbers.get(self._known.get(actor_id, {}).get("party")),
            }
            for actor_id in self._numbers
        ]


def _header(corpus: Corpus, columns: dict[str, np.ndarray], actors: _ActorIndex) -> dict[str, Any]:
    theatre = corpus.theatre
    extra = {PLACE_KIND} if len(corpus.dataset.tables["imported"]) else set()
    kinds = sorted({*corpus.dataset.tables["places"]["kind"], *extra})
    places, shapes = _places(corpus, kinds)
    places += imported_places(corpus, kinds.index(PLACE_KIND)) if extra else []
    return {
        "digest": corpus.dataset.digest,
        "title": corpus.title,
        "theatre": {"id": theatre.id, "name": theatre.name, "bbox": theatre.bbox}
        if theatre
        else {
            "id": None,
            "name": None,
            "bbox": told_extent(_event_places(corpus), _place_points(corpus)) or _whole_extent(places),
        },
        "time": _time_extent(columns),
        "articles": [_article(row) for row in corpus.dataset.tables["articles"].to_dict("records")],
        "parties": _parties(actors),
        "actors": actors.rows(),
        "event_types": [_event_type(name) for name in EVENT_TYPES],
        "place_kinds": [{"id": kind, "label": kind.replace("_", " ")} for kind in kinds],
        "modalities": [{"id": m, "label": words.MODALITY_LABELS[m]} for m in MODALITIES],
        "roles": [{"id": role, "label": words.ROLE_LABELS[role]} for role in ROLES],
        "claim_kinds": [{"id": kind, "label": words.KIND_LABELS[kind]} for kind in CLAIM_KINDS],
        "places": places,
        "shapes": shapes,
        "facts": [_fact(row) for row in theatre.record] if theatre else [],
    }


def _parties(actors: _ActorIndex) -> list[dict[str, str]]:
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "short": row.get("short") or row["name"],
            "colour": row.get("colour") or slot_for(number),
        }
        for number, row in enumerate(actors.parties)
    ]


def _event_type(name: str) -> dict[str, str]:
    described = EVENT_TYPES[name]
    return {"id": name, "label": described.label, "group": described.group, "symbol": described.symbol}


def _places(corpus: Corpus, kinds: list[str]) -> tuple[list[dict[str, Any]], list[Any]]:
    shapes: list[Any] = []
    places = []
    for row in corpus.dataset.tables["places"].to_dict("records"):
        shape = None
        if isinstance(row["outline"], str):
            shape = len(shapes)
            shapes.append(json.loads(row["outline"]))
        places.append(
            {
                "id": row["id"],
                "name": row["name"],
                "kind": kinds.index(row["kind"]),
                "lat": _number(row["lat"]),
                "lon": _number(row["lon"]),
                "radius_km": row["radius_km"],
                "where_prec": row["where_prec"],
                "country": row["country"] if isinstance(row["country"], str) else None,
                "shape": shape,
                "members": json.loads(row["members"]) if isinstance(row["members"], str) else None,
            }
        )
    return places, shapes


def _article(row: dict[str, Any]) -> dict[str, Any]:
    published = _day(row["published"])
    return {
        "id": row["id"],
        "title": next(row[key] for key in ("title", "source", "id") if isinstance(row[key], str)),
        "source": row["source"] if isinstance(row["source"], str) else None,
        "published": None if published == OPEN else published,
        "published_source": row["published_source"],
        "published_reason": row["published_reason"],
        "sha256": row["sha256"],
        "chars": len(row["text"]),
    }


def _fact(row: dict[str, str]) -> dict[str, Any]:
    return {
        "place": row["settlement"],
        "lat": float(row["lat"]),
        "lon": float(row["lon"]),
        "date": _day(row["date"]),
        "holder": row["to"],
        "previous": row["from"] or None,
        "kind": row["kind"],
        "confidence": row["confidence"],
        "source": row["source"],
    }


def _time_extent(columns: dict[str, np.ndarray]) -> dict[str, int]:
    """Return first and last day, and those of the first view."""
    earliest = np.concatenate([columns[f"{kind}.earliest"] for kind in ("event", "claim", "mention")])
    latest = np.concatenate([columns[f"{kind}.latest"] for kind in ("event", "claim", "mention")])
    reported = np.concatenate([columns[f"{kind}.reported"] for kind in ("event", "claim", "mention")])
    ends = np.concatenate([reported[reported != OPEN], latest[latest != OPEN]])
    if not len(ends):
        today = _day(datetime.now(UTC).date().isoformat())
        return {"first": today, "last": today, "default_first": today, "default_last": today}
    closed = (earliest != OPEN) & (latest != OPEN)
    starts = np.concatenate([earliest[earliest != OPEN], ends])
    short = closed & (latest - earliest < MAX_DATED_DAYS)
    dated = np.sort(np.concatenate([earliest[short], reported[reported != OPEN]]))
    default_last = int(reported.max()) if (reported != OPEN).any() else int(ends.max())
    default_first = _month_start(_start_of_last_run(dated[dated <= default_last], default_last))
    told = np.sort(latest[short])
    if (
        len(told) and np.mean((told >= default_first) & (told <= default_last)) < LEAST_IN_VIEW
    ):  # histories, written later
        default_last = int(told[int(LAST_SHARE * (len(told) - 1))])
        default_first = _month_start(_start_of_last_run(told[told <= default_last], default_last, HISTORY_GAP_DAYS))
    return {
        "first": _month_start(int(starts.min())),
        "last": _month_end(int(ends.max())),
        "default_first": default_first,
        "default_last": default_last,
    }


def _start_of_last_run(days: np.ndarray, last: int, gap_days: int = MAX_GAP_DAYS) -> int:
    first = last
    for day in days[::-1].tolist():
        if first - day > gap_days:
            break
        first = day
    return first


def _month_start(day: int) -> int:
    return _day((date(1970, 1, 1) + timedelta(day)).replace(day=1).isoformat())


def _month_end(day: int) -> int:
    next_month = (date(1970, 1, 1) + timedelta(day)).replace(day=28) + timedelta(4)
    return _day(next_month.replace(day=1).isoformat()) - 1


def _event_places(corpus: Corpus) -> list[dict[str, Any]]:
    return corpus.dataset.tables["events"][["type", "modality", "place"]].to_dict("records")


def _place_points(corpus: Corpus) -> list[dict[str, Any]]:
    points = corpus.dataset.tables["places"][["lon", "lat", "country", "where_prec"]].astype(object)
    return points.where(points.notna(), None).to_dict("records")


def _whole_extent(places: list[dict[str, Any]]) -> list[float]:
    """Return a view of all places for a corpus that tells of no event."""
    points = [(p["lon"], p["lat"]) for p in places if p["lon"] is not None]
    if not points:
        return [-170, -55, 175, 75]
    lon, lat = np.percentile(np.array(points), [10, 90], axis=0).T
    return [lon[0] - 1, max(lat[0] - 1, -85), lon[1] + 1, min(lat[1] + 1, 85)]


def _place_numbers(places: pd.Series) -> np.ndarray:
    return places.fillna(NONE).to_numpy(np.uint32)


def _modalities(rows: pd.DataFrame) -> np.ndarray:
    return rows["modality"].map({m: i for i, m in enumerate(MODALITIES)}).to_numpy(np.uint8)


def _ids(ids: Iterable[str]) -> np.ndarray:
    return np.array([int(i, 16) for i in ids], np.uint64)


def _days(days: pd.Series) -> np.ndarray:
    """Return day numbers of ISO dates, `OPEN` where there is none."""
    missing = days.isna().to_numpy()
    filled = days.fillna("1970-01-01").to_numpy(dtype="datetime64[D]")
    numbers = (filled - EPOCH).astype(np.int32)
    numbers[missing] = OPEN
    return numbers


def _day(day: Any) -> int:
    return (date.fromisoformat(day) - date(1970, 1, 1)).days if isinstance(day, str) else OPEN


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 5)
