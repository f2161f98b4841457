"""The event sheet of TimeMap (Forensic Architecture, Bellingcat), one event a row."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pandas as pd

from geodata.exchange.cell import unheld
from geodata.exchange.record import NUMBERS, RECORD
from geodata.exchange.sheet import Piece, Refused, Sheet

RECORD_COLUMN = "comments"
"""TimeMap shows it nowhere; ours carries the whole record there, so that nothing is lost on the way back."""
SHEET = (
    *("id", "description", "date", "time", "time_precision", "time_display", "location", "latitude", "longitude"),
    *("category", "association1", "source1", RECORD_COLUMN),
)
MARK = "timemap-record"


def as_sheet(records: pd.DataFrame) -> pd.DataFrame:
    """Return records as TimeMap's sheet; ``date`` is ISO (``DATE_FMT: "YYYY-MM-DD"`` there) and the first day, or the last known one."""
    words = records.astype(object).where(records.notna(), None)
    first = words["earliest"].where(words["earliest"].notna(), words["latest"])
    sheet = {
        "id": words["key"],
        "description": words["text"],
        "date": first,
        "time": "",
        "time_precision": words["precision"],
        "time_display": words["edtf"],
        "location": words["place"],
        "latitude": words["lat"],
        "longitude": words["lon"],
        "category": words["type_label"].where(words["type_label"].notna(), words["type"]),
        "association1": words["record"],
        "source1": words["source"].where(words["source"].notna(), words["article"]),
        RECORD_COLUMN: [_packed(record) for record in words.to_dict("records")],
    }
    return pd.DataFrame(sheet)[list(SHEET)]


def _packed(record: dict[str, object]) -> str:
    return json.dumps({MARK: record}, ensure_ascii=False, separators=(",", ":"))


def is_own_sheet(sheet: Sheet) -> bool:
    """Whether a sheet is one that `as_sheet` made."""
    if not set(SHEET) <= set(sheet.header):
        return False
    first = sheet.samples(1).get(RECORD_COLUMN, [])
    return bool(first) and first[0].lstrip("'").startswith('{"' + MARK)


def sheet_of_own(sheet: Sheet) -> Sheet:
    """Return the records that a sheet of ours carries."""

    def pieces() -> Iterator[Piece]:
        for piece in sheet.pieces():
            rows, numbers, refused = [], [], list(piece.refused)
            for number, packed in zip(piece.rows, piece.cells[RECORD_COLUMN], strict=True):
                try:
                    record = json.loads(unheld(packed))[MARK]
                    rows.append([_text(name, record[name]) for name in RECORD])
                    numbers.append(number)
                except (ValueError, KeyError, TypeError, RecursionError):
                    refused.append(Refused(number, f"its {RECORD_COLUMN} hold no record"))
            yield Piece(pd.DataFrame(rows, columns=list(RECORD), dtype="str"), numbers, None, refused, piece.share)

    return Sheet(list(RECORD), pieces, sheet.notes, packed=True)


def _text(name: str, value: object) -> str:
    if value is None:
        return ""
    return repr(value) if name in NUMBERS else str(value)
