"""A dataset as flat records: one event, claim, mention or place a row, with evidence, dates as intervals and source."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pandas as pd

from geodata.event import EVENT_TYPES
from geodata.exchange.dates import edtf
from geodata.exchange.mapping import CLOSED, OPEN
from geodata.store import IMPORTED, Dataset

KINDS = ("event", "claim", "mention", "place")
NUMBERS = ("where_prec", "lat", "lon", "radius_km", "char_start", "char_end", "fatalities", "confidence")
RECORD = (
    *("record", "key", "type", "type_label", "original_type", "modality"),
    *("earliest", "latest", "precision", "edtf", "date_reason", "reported"),
    *("place", "country", "where_prec", "lat", "lon", "radius_km", "place_reason", "outline"),
    *("actors", "speaker", "source", "article", "sha256", "char_start", "char_end", "text"),
    *("fatalities", "confidence", "detail", "origin", "found", "source_key", "terms", "fields"),
)
"""Columns of every export (docs/exchange.md); all but `NUMBERS` are text, missing values are null."""

ARTICLE = "article"
"""``origin`` of what was read from an article."""
RECORDS = "records"
"""``origin`` of an imported row that was such a record: an export brought in again."""


def records_of(dataset: Dataset, *, kinds: tuple[str, ...] = KINDS, restricted: bool = False) -> pd.DataFrame:
    """Return the records of a dataset, in the order of its tables.

    Parameters
    ----------
    kinds
        Which of `KINDS`.
    restricted
        Whether imported rows that must not be passed on are among them.
    """
    read = _Read(dataset)
    parts = {"event": read.events, "claim": read.claims, "mention": read.mentions, "place": read.places}
    frames = [parts[kind]() for kind in kinds]
    imported = imported_of(dataset)
    if not restricted:
        imported = imported[imported["terms"] == OPEN]
    frames += [frame for frame in (_imported(imported),) if len(frame)]
    frames = [frame[frame["record"].isin(kinds)] for frame in frames if len(frame)]
    if not frames:
        return _shaped([])
    return pd.concat(frames, ignore_index=True)


def imported_of(dataset: Dataset) -> pd.DataFrame:
    """Return the imported rows of a dataset."""
    return dataset.tables["imported"]


def is_restricted(dataset: Dataset) -> bool:
    """Whether a dataset holds rows that must not be passed on."""
    return bool((imported_of(dataset)["terms"] == CLOSED).any())


class _Read:
    """What was read from articles, as records."""

    def __init__(self, dataset: Dataset) -> None:
        self._tables = dataset.tables
        self._articles = {row["id"]: row for row in _plain(dataset.tables["articles"])}
        self._places = _plain(dataset.tables["places"])
        self._toponyms: dict[str, list[dict[str, Any]]] | None = None

    def events(self) -> pd.DataFrame:
        """Return all reports of events."""
        return _shaped([self._event(row) for row in _plain(self._tables["events"])])

    def claims(self) -> pd.DataFrame:
        """Return all claims of control."""
        return _shaped([self._claim(row) for row in _plain(self._tables["claims"])])

    def mentions(self) -> pd.DataFrame:
        """Return all toponyms."""
        rows = [self._mention(row) for row in _plain(self._tables["toponyms"])]
        seen: Counter[str] = Counter()
        for row in rows:  # two readings of the same words
            seen[row["key"]] += 1
            if seen[row["key"]] > 1:
                row["key"] += f"/{seen[row['key']]}"
        return _shaped(rows)

    def places(self) -> pd.DataFrame:
        """Return all places."""
        return _shaped([self._place(row) for row in self._places])

    def _event(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            **self._said("event", row),
            "key": row["id"],
            "type": row["type"],
            "type_label": EVENT_TYPES[row["type"]].label,
            "actors": row["actors"],
            "detail": _json({"group": row["group"], "trigger": [row["trigger_start"], row["trigger_end"]]}),
            **self._placed(row["place"]),
        }

    def _claim(self, row: dict[str, Any]) -> dict[str, Any]:
        sides = [(role, row[f"{role}_id"], row[role]) for role in ("holder", "previous") if row[role]]
        trigger = [row["trigger_start"], row["trigger_end"]]
        placed = self._placed(row["place_number"])
        own = {"lat": row["lat"], "lon": row["lon"], "where_prec": row["where_prec"]}
        return {
            **self._said("claim", row),
            "key": row["id"],
            "type": row["kind"],
            "actors": _json([{"role": role, "id": one, "name": name} for role, one, name in sides]) if sides else None,
            "detail": _json({"strength": row["strength"], "as_of": row["as_of"], "trigger": trigger}),
            **placed,
            **own,
            "place": row["place"],
        }

    def _mention(self, row: dict[str, Any]) -> dict[str, Any]:
        fields = ("lat", "lon", "where_prec", "radius_km", "country")
        return {
            **self._said("mention", row),
            "key": f"{row['article']}#{row['start']}-{row['end']}",
            "type": row["kind"],
            "text": row["text"],
            "char_start": row["start"],
            "char_end": row["end"],
            "place": row["name"],
            "place_reason": row["reason"],
            "detail": _json({"role": row["role"], "feature": row["feature_id"], "geonames": row["geonames_id"]}),
            **{field: row[field] for field in fields},
        }

    def _place(self, row: dict[str, Any]) -> dict[str, Any]:
        fields = ("lat", "lon", "where_prec", "radius_km", "country", "outline")
        return {
            "record": "place",
            "key": row["id"],
            "type": row["kind"],
            "place": row["name"],
            "detail": row["members"] and _json({"members": json.loads(row["members"])}),
            "origin": ARTICLE,
            "terms": OPEN,
            **{field: row[field] for field in fields},
        }

    def _said(self, record: str, row: dict[str, Any]) -> dict[str, Any]:
        article = self._articles[row["article"]]
        dated = {name: row[name] for name in ("earliest", "latest", "precision", "date_reason")}
        return {
            "record": record,
            "modality": row.get("modality"),
            **dated,
            "edtf": edtf(row["earliest"], row["latest"], row["precision"]),
            "reported": article["published"],
            "speaker": row.get("speaker"),
            "source": article["source"],
            "article": article["title"] or row["article"],
            "sha256": article["sha256"],
            "char_start": row["start"],
            "char_end": row["end"],
            "text": article["text"][row["start"] : row["end"]],
            "confidence": row["score"],
            "origin": ARTICLE,
            "found": row["article"],
            "terms": OPEN,
        }

    def _placed(self, number: int | None) -> dict[str, Any]:
        if number is None:
            return {}
        place = self._places[int(number)]
        fields = ("lat", "lon", "where_prec", "radius_km", "country")
        return {"place": place["name"], **{field: place[field] for field in fields}}


def _imported(rows: pd.DataFrame) -> pd.DataFrame:
    """Return imported rows as records; a record that was brought in again is itself."""
    again = rows["origin"] == RECORDS
    frames = [_from_columns(rows[~again])] if (~again).any() else []
    if again.any():
        frames.append(_shaped([json.loads(packed) for packed in rows.loc[again, "fields"]]))
    return pd.concat(frames, ignore_index=True) if frames else _shaped([])


SAME = tuple(name for name in IMPORTED if name in RECORD and name != "key")
"""Columns that an imported row and a record share by name."""


def _from_columns(rows: pd.DataFrame) -> pd.DataFrame:
    table = {name: rows[name] for name in SAME}
    labels = {name: described.label for name, described in EVENT_TYPES.items()}
    known: dict[tuple[Any, ...], str] = {}
    dated = zip(rows["earliest"], rows["latest"], rows["precision"], strict=True)
    spans = []
    for key in dated:
        plain = tuple(one if isinstance(one, str) else None for one in key)
        if plain not in known:
            known[plain] = edtf(*plain)
        spans.append(known[plain])
    table |= {
        "key": rows["id"],
        "source_key": rows["key"],
        "type_label": rows["type"].map(labels),
        "edtf": pd.Series(spans, index=rows.index),
        "text": rows["notes"],
        "article": rows["found"].str.replace(r", row \d+$", "", regex=True),
    }
    return _typed(pd.DataFrame(table).reindex(columns=list(RECORD)))


def _shaped(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return _typed(pd.DataFrame.from_records(rows, columns=list(RECORD)))


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the columns in their types; an empty text is no text."""
    typed = frame.astype({name: "float64" if name in NUMBERS else "str" for name in RECORD})
    words = [name for name in RECORD if name not in NUMBERS]
    return typed.assign(**{name: typed[name].where(typed[name] != "") for name in words}).reset_index(drop=True)


def _plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
