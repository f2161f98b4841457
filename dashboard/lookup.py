"""Rows of a dataset by their keys, without a copy of the tables."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pandas as pd

from geodata.store import Dataset

Row = dict[str, Any]


MAX_DIGITS = 10


def whole_number(words: str) -> int | None:
    """Return the number that ASCII digits from a link name, ``None`` for anything else."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= MAX_DIGITS else None


class Lookup:
    """Finds rows by number, by id and by article; missing values come out as ``None``."""

    def __init__(self, dataset: Dataset) -> None:
        self._tables = dataset.tables
        self._ids = {name: pd.Index(dataset.tables[name]["id"]) for name in ("articles", "events", "claims")}
        # Excerpts of one article are asked for one after the other, while somebody reads it.
        self._recent = functools.lru_cache(maxsize=64)(self._read_article)
        self._mentions = np.flatnonzero(dataset.tables["toponyms"]["place"].notna().to_numpy())
        self._ranges = {name: _article_ranges(table) for name, table in dataset.tables.items() if "article" in table}

    def row(self, table: str, number: int | None) -> Row | None:
        """Return one row by its number, ``None`` beyond the table."""
        frame = self._tables[table]
        return _plain_row(frame.iloc[number]) if number is not None and 0 <= number < len(frame) else None

    def by_id(self, table: str, key: str) -> Row | None:
        """Return the row with this id, ``None`` when there is none."""
        number = self._ids[table].get_indexer_for([key])[0]
        return self.row(table, int(number))

    def mention(self, number: int | None) -> Row | None:
        """Return the toponym behind a mention of the map, ``None`` beyond the last."""
        known = number is not None and 0 <= number < len(self._mentions)
        return self.row("toponyms", int(self._mentions[number])) if known else None

    def mention_number(self, toponym_row: int) -> int | None:
        """Return the number of the mention that a row of toponyms is on the map, ``None`` when it is not there."""
        number = int(np.searchsorted(self._mentions, toponym_row))
        return number if number < len(self._mentions) and self._mentions[number] == toponym_row else None

    def of_article(self, table: str, article_id: str) -> list[Row]:
        """Return the rows that belong to one article, each with its ``number`` in the table; do not change them."""
        return self._recent(table, article_id)

    def _read_article(self, table: str, article_id: str) -> list[Row]:
        start, end = self._ranges[table].get(article_id, (0, 0))
        frame = self._tables[table].iloc[start:end]
        plain = frame.astype(object).where(frame.notna(), None)
        return [{**row, "number": start + i} for i, row in enumerate(plain.to_dict("records"))]

    def reports(self, event_id: str) -> list[str]:
        """Return the ids of all reports of the event that `event_id` is the first report of."""
        events = self._tables["events"]
        return events.loc[events["group"] == event_id, "id"].tolist()

    def actor_names(self) -> dict[str, str]:
        """Return the name of each actor that an article names."""
        actors = self._tables["actors"].drop_duplicates("actor_id")
        return dict(zip(actors["actor_id"], actors["name"], strict=True))

    def toponym_of(self, article_id: str, number_in_article: int) -> Row | None:
        """Return a toponym by its place in its article's reading."""
        start, end = self._ranges["toponyms"].get(article_id, (0, 0))
        return self.row("toponyms", start + number_in_article) if start + number_in_article < end else None


def _article_ranges(table: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Return (first row, row after the last) of each article; tables are in article order."""
    articles = table["article"]
    starts = (articles != articles.shift()).to_numpy().nonzero()[0].tolist()
    ends = [*starts[1:], len(table)][: len(starts)]  # an empty table has no range
    return {articles.iloc[a]: (a, b) for a, b in zip(starts, ends, strict=True)}


def _plain_row(row: pd.Series) -> Row:
    return {name: None if pd.isna(value) else _native(value) for name, value in row.items()}


def _native(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
