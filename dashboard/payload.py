"""The columnar file that carries every mark to the browser (docs/timemap.md)."""

from __future__ import annotations

import dataclasses
import json
import struct
from typing import Any

import numpy as np

from geodata.errors import DatasetError

MAGIC = b"TMAP"
VERSION = 1
ALIGNMENT = 8
OPEN = -(2**31)
"""Day of an open end."""
NONE = 2**32 - 1
"""Row of "no such place"."""
NO_ACTOR = 2**16 - 1

DTYPES = {"u8": "<u1", "u16": "<u2", "u32": "<u4", "u64": "<u8", "i32": "<i4", "f32": "<f4"}

_DATED = {"earliest": "i32", "latest": "i32", "reported": "i32"}
_SOURCED = {"place": "u32", "article": "u32", **_DATED}
SCHEMA: dict[str, dict[str, str]] = {
    "mention": {"role": "u8", **_SOURCED},
    "event": {"id": "u64", "type": "u8", "modality": "u8", "evidence_count": "u16", **_SOURCED},
    "claim": {"id": "u64", "kind": "u8", "modality": "u8", "holder": "u16", "previous": "u16", **_SOURCED},
}
"""Columns of each table and their types, one value a row."""

OPTIONAL = {"event": {"lat": "f32", "lon": "f32"}}
"""Own coordinates of events (WGS84 degrees, NaN: at the event's place), for imported point data."""

LISTS = {"event.actor_start": "u32", "event.actors": "u16"}
"""Actors of event i: ``actors[actor_start[i]:actor_start[i + 1]]``."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class PayloadTables:
    """What a payload holds.

    Parameters
    ----------
    header
        Dictionaries that the columns point into by index; plain JSON values, no NaN.
    columns
        One array for each ``table.column`` of `SCHEMA`, `LISTS` and, if given, `OPTIONAL`.
    """

    header: dict[str, Any]
    columns: dict[str, np.ndarray]


def encode_tables(tables: PayloadTables) -> bytes:
    """Check the columns, then pack them.

    Raises
    ------
    DatasetError
        When a column is missing, has another length than its table or holds a value
        that its type cannot; all faults are named at once, since each would show
        only as a wrong mark on the map.
    """
    faults: list[str] = []
    columns = {name: _typed(name, dtype, tables.columns, faults) for name, dtype in _expected(tables.columns).items()}
    if not faults:
        faults += _length_faults(columns)
    if faults:
        msg = f"The map's columns do not fit together: {'; '.join(faults)}."
        raise DatasetError(msg)
    return pack(tables.header, columns)


def pack(header: dict[str, Any], columns: dict[str, np.ndarray]) -> bytes:
    """Write a header and columns as one payload; same input, same bytes."""
    described, parts, offset = {}, [], 0
    for name, column in columns.items():
        data = _little_endian(column).tobytes()
        described[name] = {"dtype": _type_name(column.dtype), "offset": offset, "length": len(column)}
        parts.append(data + bytes(-len(data) % ALIGNMENT))
        offset += len(parts[-1])
    text = json.dumps({**header, "columns": described}, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    encoded = text.encode("utf-8", "replace")
    preamble = struct.calcsize("<4sII")
    encoded += b" " * (-(preamble + len(encoded)) % ALIGNMENT)
    return b"".join([struct.pack("<4sII", MAGIC, VERSION, len(encoded)), encoded, *parts])


def unpack(payload: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Read a payload back into its header and columns.

    Raises
    ------
    DatasetError
        When the bytes are no payload of this version.
    """
    preamble = struct.calcsize("<4sII")
    if len(payload) < preamble:
        msg = f"A payload has at least {preamble} bytes, this has {len(payload)}; build the dataset again."
        raise DatasetError(msg)
    magic, version, length = struct.unpack_from("<4sII", payload)
    if (magic, version) != (MAGIC, VERSION):
        msg = f"This is no payload of version {VERSION} (it begins with {magic!r}, version {version}); build it again."
        raise DatasetError(msg)
    header = json.loads(payload[preamble : preamble + length])
    start = preamble + length
    columns = {
        name: np.frombuffer(payload, DTYPES[at["dtype"]], at["length"], start + at["offset"])
        for name, at in header.pop("columns").items()
    }
    return header, columns


def _expected(given: dict[str, np.ndarray]) -> dict[str, str]:
    required = {f"{table}.{name}": dtype for table, names in SCHEMA.items() for name, dtype in names.items()}
    optional = {f"{table}.{name}": dtype for table, names in OPTIONAL.items() for name, dtype in names.items()}
    return {**required, **{name: dtype for name, dtype in optional.items() if name in given}, **LISTS}


def _typed(name: str, dtype: str, columns: dict[str, np.ndarray], faults: list[str]) -> np.ndarray:
    """Return a column in its type; a fault is added for a column that is missing or out of range."""
    if name not in columns:
        faults.append(f"{name} is missing")
        return np.empty(0, DTYPES[dtype])
    given = np.asarray(columns[name])
    typed = given.astype(DTYPES[dtype])
    if dtype != "f32" and not np.array_equal(given, typed):
        faults.append(f"{name} holds values outside {dtype}")
    return typed


def _length_faults(columns: dict[str, np.ndarray]) -> list[str]:
    faults = []
    for table in SCHEMA:
        lengths = {n: len(c) for n, c in columns.items() if n.startswith(f"{table}.") and n not in LISTS}
        if len(set(lengths.values())) > 1:
            faults.append(f"{table} columns differ in length ({', '.join(f'{n} {k}' for n, k in lengths.items())})")
    starts = columns["event.actor_start"]
    if len(starts) != len(columns["event.id"]) + 1 or starts[-1] != len(columns["event.actors"]):
        faults.append("event.actor_start does not divide event.actors into one part an event")
    return faults


def _type_name(dtype: np.dtype) -> str:
    return f"{'u' if dtype.kind == 'u' else dtype.kind}{dtype.itemsize * 8}"


def _little_endian(column: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(column, dtype=column.dtype.newbyteorder("<"))
