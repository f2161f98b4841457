"""The queue of a dataset: its doubts in columns, the heaviest first, kept beside it so that nobody waits for them."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.correction import Correction, Target
from geodata.doubt import Doubt, Reason, case_of, doubts_in, id_of, target_of
from geodata.replay import SPANS, case_column
from geodata.rows import stable_id
from geodata.store import Dataset

Hashes = np.ndarray
"""Unsigned 64-bit numbers that stand for an id, a span or a case."""

REPEATED = 0.5
"""Each further record of the same case counts so much less: whoever decides the first may decide all."""

PART = 5000
"""Doubts that are objects at a time; all others are columns."""

ID = re.compile(r"[0-9a-f]{16}")
DOUBTS, RECORDS = "doubts.parquet", "records.parquet"
TABLES = tuple(SPANS)

_SCHEMA = pa.schema(
    [
        *((name, pa.uint64()) for name in ("id", "span", "case")),
        ("table", pa.int8()),
        *((name, pa.int32()) for name in ("number", "article", "start")),
        *((name, pa.float64()) for name in ("doubt", "impact", "rank")),
        ("reasons", pa.large_string()),
    ]
)


@dataclasses.dataclass(frozen=True, slots=True)
class Settled:
    """What corrections speak of: a record decided by itself, or with all the same cases."""

    spans: Hashes
    cases: Hashes


Spoken = tuple[int, int | None]
"""What one correction speaks of: a span, and a case where it is for all the same."""


def spoken_of(correction: Correction) -> Spoken:
    """Return what a correction speaks of; it never changes, so it can be kept by the correction's id."""
    target = correction.target
    return _span_hash(target), _case_hash(target) if correction.scope == "same" else None


def settled_by(spoken: Iterable[Spoken]) -> Settled:
    """Return what corrections speak of together."""
    given = list(spoken)
    return Settled(_hashes({span for span, _ in given}), _hashes({case for _, case in given if case is not None}))


class Records(NamedTuple):
    """What each row of a table is known by: rows of one case are read alike from the same words."""

    ids: Hashes
    cases: Hashes


class Queue:
    """The doubts of a dataset, what matters most first.

    Parameters
    ----------
    dataset
        What they were found in; records are made from its rows when they are asked for.
    doubts
        Columns as `queue_of` makes them.
    records
        All rows that can be corrected, by table: what is in no doubt can be decided too.
    """

    def __init__(self, dataset: Dataset, doubts: pa.Table, records: dict[str, Records]) -> None:
        self._dataset = dataset
        self._doubts = doubts
        self._records = records
        self._columns = {name: doubts[name].to_numpy() for name in doubts.column_names if name != "reasons"}
        self._articles = pd.Index(dataset.tables["articles"]["id"])

    def __len__(self) -> int:
        return self._doubts.num_rows

    def __iter__(self) -> Iterator[Doubt]:
        return (self[place] for place in range(len(self)))

    def __getitem__(self, place: int) -> Doubt:
        """Return the record at a place of the queue, 0 for the first."""
        if not 0 <= place < len(self):
            raise IndexError(place)
        table, number = TABLES[self._columns["table"][place]], int(self._columns["number"][place])
        reasons = json.loads(self._doubts["reasons"][int(place)].as_py())
        one = self.record(table, number)
        return dataclasses.replace(
            one,
            **{name: float(self._columns[name][place]) for name in ("doubt", "impact", "rank")},
            reasons=tuple(Reason(*reason) for reason in reasons),
        )

    def record(self, table: str, number: int) -> Doubt:
        """Return a row of the dataset as if it were in the queue, in no doubt."""
        row = self._dataset.tables[table].iloc[number].to_dict()
        article = self._dataset.tables["articles"].iloc[self._articles.get_loc(row["article"])].to_dict()
        target = target_of(table, row, article)
        return Doubt(id_of(target), target, number, article["id"], 0.0, 0.0, 0.0, len(self.same(target)), ())

    def places(self, *, table: str = "", article: str = "", settled: Settled | None = None) -> np.ndarray:
        """Return the places of what is still open, in order; only of one table or of one article (its id) if named."""
        is_open = np.ones(len(self), bool)
        if table:
            is_open &= self._columns["table"] == (TABLES.index(table) if table in TABLES else -1)
        if article:
            is_open &= self._columns["article"] == self._articles.get_indexer_for([article])[0]
        if settled is not None:
            for name, decided in (("span", settled.spans), ("case", settled.cases)):
                if len(decided):
                    is_open &= ~np.isin(self._columns[name], decided)
        return np.flatnonzero(is_open)

    def without(self, places: np.ndarray, ids: Iterable[str]) -> np.ndarray:
        """Return places of the queue but those of the records with these ids."""
        left_out = _hashes(int(each, 16) for each in ids if ID.fullmatch(each))
        return places[~np.isin(self._columns["id"][places], left_out)]

    def find(self, key: str) -> Doubt | None:
        """Return a record by its id, in the queue or not."""
        if not ID.fullmatch(key):
            return None
        wanted = np.uint64(int(key, 16))
        for place in np.flatnonzero(self._columns["id"] == wanted):
            return self[place]
        for table, records in self._records.items():
            for number in np.flatnonzero(records.ids == wanted):
                return self.record(table, int(number))
        return None

    def same(self, target: Target) -> np.ndarray:
        """Return the numbers of all rows of its table that are the same case as `target`."""
        return np.flatnonzero(self._records[target.table].cases == _case_hash(target))

    def write(self, folder: Path) -> None:
        """Keep the queue in the folder of its dataset; whoever reads it sees all of it or nothing."""
        parts = [self._records[name] for name in TABLES]
        records = pa.table(
            {
                "table": np.repeat(np.arange(len(TABLES), dtype=np.int8), [len(part.ids) for part in parts]),
                "id": np.concatenate([part.ids for part in parts]),
                "case": np.concatenate([part.cases for part in parts]),
            }
        )
        about = {"dataset": self._dataset.manifest["corpus_version"]}
        for name, table in ((RECORDS, records), (DOUBTS, self._doubts)):
            part = folder / f".{name}.{os.getpid()}"
            pq.write_table(table.replace_schema_metadata(about), part, compression="zstd")
            part.replace(folder / name)


def queue_of(dataset: Dataset) -> Queue:
    """Return what is doubtful in a dataset, what matters most first; the same dataset gives the same queue."""
    records = {table: _records_of(dataset, table) for table in TABLES}
    articles = pd.Index(dataset.tables["articles"]["id"])
    batches, rows = [], []
    for one in doubts_in(dataset):
        rows.append(_row(one, articles, records))
        if len(rows) == PART:
            batches.append(pa.RecordBatch.from_pylist(rows, _SCHEMA))
            rows = []
    batches.append(pa.RecordBatch.from_pylist(rows, _SCHEMA))
    return Queue(dataset, _ranked(pa.Table.from_batches(batches, _SCHEMA).combine_chunks()), records)


def read_queue(folder: Path, dataset: Dataset) -> Queue | None:
    """Return the queue that was kept beside a dataset, ``None`` where there is none of this reader's."""
    try:
        doubts, records = _read(folder / DOUBTS), _read(folder / RECORDS)
        kept = doubts.schema.equals(_SCHEMA) and _is_of(doubts, dataset) and _is_of(records, dataset)
    except (OSError, KeyError, pa.ArrowException):
        return None
    if not kept:
        return None
    table, ids, cases = (records[name].to_numpy() for name in ("table", "id", "case"))
    parts = {name: Records(ids[table == n], cases[table == n]) for n, name in enumerate(TABLES)}
    return Queue(dataset, doubts.combine_chunks(), parts)


def _read(path: Path) -> pa.Table:
    with pq.ParquetFile(path) as file:
        return file.read(use_threads=False)


def _is_of(table: pa.Table, dataset: Dataset) -> bool:
    return (table.schema.metadata or {}).get(b"dataset") == dataset.manifest["corpus_version"].encode()


def _row(one: Doubt, articles: pd.Index, records: dict[str, Records]) -> dict[str, Any]:
    return {
        "id": int(one.id, 16),
        "span": _span_hash(one.target),
        "case": int(records[one.target.table].cases[one.number]),
        "table": TABLES.index(one.target.table),
        "number": one.number,
        "article": articles.get_loc(one.article),
        "start": one.target.start,
        "doubt": one.doubt,
        "impact": one.impact,
        "rank": one.rank,
        "reasons": json.dumps([[reason.text, dict(reason.values)] for reason in one.reasons], ensure_ascii=False),
    }


def _ranked(doubts: pa.Table) -> pa.Table:
    """Return doubts in the order of the queue: each record once, and each case the less the more often it came."""
    columns = doubts.select(["id", "case", "article", "start", "rank"]).to_pandas()
    columns = columns.iloc[_order(columns)]
    # Two records of one reading: a correction settles both.
    columns = columns[~columns["id"].duplicated()]
    columns["rank"] *= REPEATED ** columns.groupby("case").cumcount()
    columns = columns.iloc[_order(columns)]
    ranks = pa.array(columns["rank"].to_numpy())
    return doubts.take(pa.array(columns.index)).set_column(_SCHEMA.get_field_index("rank"), "rank", ranks)


def _order(columns: pd.DataFrame) -> np.ndarray:
    by_rank = -columns["rank"].round(9)
    return np.lexsort((columns["id"], columns["start"], columns["article"], by_rank))


def _records_of(dataset: Dataset, table: str) -> Records:
    frame, articles = dataset.tables[table], dataset.tables["articles"]
    about = dict(zip(articles["id"], zip(articles["sha256"], articles["text"], strict=True), strict=True))
    starts, ends = (frame[column].tolist() for column in SPANS[table])
    ids, cases = np.empty(len(frame), np.uint64), np.empty(len(frame), np.uint64)
    rows = zip(frame["article"], starts, ends, case_column(table, frame), strict=True)
    for number, (article, start, end, read_as) in enumerate(rows):
        digest, text = about[article]
        target = Target(table, digest, start, end, text[start:end], read_as)
        ids[number], cases[number] = int(id_of(target), 16), _case_hash(target)
    return Records(ids, cases)


def _span_hash(target: Target) -> int:
    return _hash(target.table, target.article, target.start, target.end)


def _case_hash(target: Target) -> int:
    return _hash(*case_of(target))


def _hash(*parts: object) -> int:
    return int(stable_id(*parts), 16)


def _hashes(given: Iterable[int]) -> Hashes:
    return np.array(sorted(given), np.uint64)
