"""An export brought in again: its records become imported rows, checked as those of any other file."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from geodata.event import EVENT_TYPES
from geodata.exchange.geojson import BadGeometryError, geometry_text
from geodata.exchange.mapped import empty_rows, row_id
from geodata.exchange.mapping import CLOSED, FORMATS, TERMS
from geodata.exchange.record import ARTICLE, KINDS, NUMBERS, RECORD, RECORDS, SAME
from geodata.exchange.sheet import Piece, Refused
from geodata.modality import MODALITIES
from geodata.store import IMPORTED

_ID = re.compile(r"[0-9a-f]{16}")
_LIMITS = {"lat": 90.0, "lon": 180.0}
ROLES = frozenset({"source", "target", "with", "holder", "previous"})


def is_record_sheet(header: Sequence[str]) -> bool:
    """Whether a file is one of our exports."""
    return set(RECORD) <= set(header)


class RecordMapper:
    """Turns the pieces of an export into imported rows; see `RowMapper`.

    Parameters
    ----------
    restore
        Undoes what the format did to a cell.
    terms
        What holds where a record says nothing; the stricter of both wins.
    """

    def __init__(self, name: str, article: str, terms: str, restore: Callable[[str], str]) -> None:
        self._name, self._article, self._terms, self._restore = name, article, terms, restore
        self._seen: set[str] = set()

    def rows(self, piece: Piece) -> tuple[pd.DataFrame, list[Refused]]:
        """Return the imported rows of a piece, and what was refused of it."""
        kept, refused = [], list(piece.refused)
        columns = [piece.cells[name].tolist() for name in RECORD]
        for number, cells in zip(piece.rows, zip(*columns, strict=True), strict=True):
            try:
                record = self._record(cells)
                kept.append({**self._row(record), "article": self._article, "row": number})
            except (ValueError, TypeError, KeyError, AttributeError, BadGeometryError, RecursionError) as error:
                refused.append(Refused(number, str(error)[:200]))
        if not kept:
            return empty_rows(), sorted(refused)
        return pd.DataFrame.from_records(kept, columns=list(IMPORTED)).astype(IMPORTED), sorted(refused)

    def _record(self, cells: tuple[str, ...]) -> dict[str, Any]:
        record: dict[str, Any] = {}
        for name, cell in zip(RECORD, cells, strict=True):
            if name in NUMBERS:
                record[name] = _number(name, cell)
            else:
                record[name] = self._restore(cell) or None
        _check(record)
        if record["terms"] not in TERMS or self._terms == CLOSED:
            record["terms"] = self._terms
        return record

    def _row(self, record: dict[str, Any]) -> dict[str, Any]:
        key = record["key"] or ""
        own = key if _ID.fullmatch(key) else row_id(f"{record['record']}\0{key}", 1)
        if own in self._seen:
            _refuse(f"its key {key[:40]!r} stands twice in the file")
        self._seen.add(own)
        row = {name: record[name] for name in SAME}
        row |= {"id": own, "key": record["source_key"], "notes": record["text"]}
        row |= {"where_prec": int(record["where_prec"] or 7), "radius_km": record["radius_km"] or 0.0}
        row["fatalities"] = None if record["fatalities"] is None else int(record["fatalities"])
        if record["origin"] not in FORMATS:
            row |= {"origin": RECORDS, "fields": json.dumps(record, ensure_ascii=False, separators=(",", ":"))}
            row["original_type"] = record["original_type"] or record["type_label"]
        row["found"] = record["found"] or self._name
        return row


def _number(name: str, cell: str) -> float | None:
    if not cell.strip():
        return None
    value = float(cell)
    if not math.isfinite(value) or abs(value) > _LIMITS.get(name, 1e12):
        _refuse(f"its {name} {cell[:30]!r} is not allowed")
    if name in ("where_prec", "char_start", "char_end", "fatalities") and value != round(value):
        _refuse(f"its {name} {cell[:30]!r} is no whole number")
    return value


def _check(record: dict[str, Any]) -> None:
    """Raise `ValueError` unless a record can stand beside those that were read here."""
    _one_of("record", record["record"], KINDS)
    _one_of("origin", record["origin"], (ARTICLE, *FORMATS))
    if record["record"] == "event":
        _one_of("type", record["type"], tuple(EVENT_TYPES))
        _one_of("modality", record["modality"], tuple(MODALITIES))
    if (record["lat"] is None) != (record["lon"] is None):
        _refuse("it has a latitude without a longitude, or the other way round")
    if record["where_prec"] is not None and not 1 <= record["where_prec"] <= 7:
        _refuse("its where_prec is not 1 to 7")
    ends = [date.fromisoformat(record[end]) if record[end] else None for end in ("earliest", "latest")]
    if ends[0] and ends[1] and ends[0] > ends[1]:
        _refuse(f"it ends ({ends[1]}) before it begins ({ends[0]})")
    if record["reported"]:
        date.fromisoformat(record["reported"])
    _check_json(record)


def _check_json(record: dict[str, Any]) -> None:
    for one in json.loads(record["actors"] or "[]"):
        if not (isinstance(one["id"], str | None) and isinstance(one["name"], str)):
            _refuse("its actors are no list of role, id and name")
        _one_of("role of an actor", one["role"], tuple(sorted(ROLES)))
    for name in ("detail", "fields"):
        if not isinstance(json.loads(record[name] or "{}"), dict):
            _refuse(f"its {name} are no JSON object")
    if record["outline"]:
        geometry_text(json.loads(record["outline"]), [])


def _refuse(sentence: str) -> None:
    raise ValueError(sentence)


def _one_of(what: str, given: object, allowed: Sequence[str]) -> None:
    if given not in allowed:
        _refuse(f"its {what} is {str(given)[:40]!r}, which is not allowed")
