"""Rows gathered as Arrow columns: a tenth of what they take as dictionaries, and a digest of what they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Row = dict[str, Any]

TYPES: dict[str, pa.DataType] = {
    "str": pa.large_string(),
    "int32": pa.int32(),
    "Int64": pa.int64(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
}
"""Arrow types by the names that the tables of a dataset are described with (`geodata.store.COLUMNS`)."""

_PANDAS = {pa.large_string(): pd.StringDtype(na_value=np.nan), pa.int64(): pd.Int64Dtype()}


class Columns:
    """The rows of one table, added batch by batch.

    Parameters
    ----------
    described
        Types by the names of the columns, in order; what a row holds besides is left out, what it lacks is null.
    """

    def __init__(self, described: Mapping[str, str]) -> None:
        self._schema = pa.schema([(name, TYPES[kind]) for name, kind in described.items()])
        self._batches: list[pa.RecordBatch] = []

    def extend(self, rows: list[Row]) -> None:
        """Add rows."""
        if rows:
            self._batches.append(pa.RecordBatch.from_pylist(rows, self._schema))

    def table(self) -> pa.Table:
        """Return all rows, each column in one piece; nothing is kept here any more."""
        batches, self._batches = self._batches, []
        return pa.Table.from_batches(batches, self._schema).combine_chunks()


def columns_of(described: Mapping[str, str], rows: Iterable[Row]) -> pa.Table:
    """Return rows as one table."""
    columns = Columns(described)
    columns.extend(list(rows))
    return columns.table()


def frame_of(table: pa.Table, described: Mapping[str, str]) -> pd.DataFrame:
    """Return a table as a data frame of the types described; texts stay in Arrow's memory."""
    return table.to_pandas(types_mapper=_PANDAS.get).astype(dict(described))


def digest_of_table(name: str, table: pa.Table) -> bytes:
    """Return SHA-256 of what a table holds, however it is cut into pieces.

    Of the name, the number of rows and, for each column, its name, its type and three digests: of a byte a row
    (1 where there is a value), of the lengths of texts as little-endian 64-bit numbers, and of the values: texts in
    UTF-8 one after the other, numbers as little-endian 64-bit numbers with 0 where there is none.
    """
    digest = hashlib.sha256(f"{name}\0{table.num_rows}\0".encode())
    for field in table.schema:
        parts = [hashlib.sha256() for _ in range(3)]
        for chunk in filter(len, table.column(field.name).chunks):
            for part, data in zip(parts, _canonical(chunk), strict=True):
                part.update(data)
        digest.update(f"{field.name}\0{field.type}\0".encode() + b"".join(part.digest() for part in parts))
    return digest.digest()


def _canonical(chunk: pa.Array) -> tuple[memoryview, memoryview, memoryview]:
    """Return the flags, lengths and values of an array as bytes."""
    given = np.asarray(pc.is_valid(chunk)).astype(np.uint8)
    if pa.types.is_large_string(chunk.type):
        filled = pc.fill_null(chunk, "") if chunk.null_count else chunk
        offsets = np.frombuffer(filled.buffers()[1], np.int64)[filled.offset : filled.offset + len(filled) + 1]
        data = filled.buffers()[2]
        texts = memoryview(data or b"").cast("B")[offsets[0] : offsets[-1]]
        return given.data, np.diff(offsets).astype("<i8").data, texts
    filled = chunk.cast(pa.int8()) if pa.types.is_boolean(chunk.type) else chunk
    filled = pc.fill_null(filled, 0) if filled.null_count else filled
    numbers = np.asarray(filled).astype("<f8" if pa.types.is_floating(chunk.type) else "<i8")
    return given.data, memoryview(b""), numbers.data
