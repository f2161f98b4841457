"""Numbers of events and claims: by time, and by what they have in common."""

from __future__ import annotations

import csv
import dataclasses
from typing import Any

import numpy as np
import pandas as pd

from dashboard.payload import NONE, PayloadTables
from dashboard.stats.filters import Bounds, Dated, Filters, dated, participants, passing

BINS = (("day", 62), ("week", 2 * 366), ("month", 10 * 366), ("year", None))
"""A bin, and the longest span in days that is cut into such."""
LONG_DAYS = 10 * 366
MONDAY = np.datetime64("1970-01-05", "D")
CERTAINTIES = ("known", "spread", "bound")
"""The day is known; it lies in an interval and is spread over it; it is known only that it was not after a day."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclasses.dataclass(frozen=True, slots=True)
class Timeline:
    """Counts by time: columns ``start``, ``end`` (dates), ``group``, ``certainty`` (one of `CERTAINTIES`), ``count``."""

    rows: pd.DataFrame
    bin: str


def count(tables: PayloadTables, table: str, filters: Filters) -> int:
    """Return how many events or claims pass."""
    return int(passing(tables, table, filters).sum())


def by_time(tables: PayloadTables, table: str, filters: Filters, groups: np.ndarray, names: list[str]) -> Timeline:
    """Return counts by time and group; a mark of uncertain day is spread over the days on which it may have been.

    Parameters
    ----------
    groups
        Number of the group of each mark.
    names
        The groups' names.
    """
    days = dated(tables, table, filters.clock)
    passes = passing(tables, table, filters)
    unit, edges = _bins(_extent(days, passes, filters.window(tables.header)))
    size = len(names)
    known, bound = passes & days.known, passes & days.bound
    spread = passes & ~days.known & ~days.bound
    counted = (
        _in_bins(days.low[known], groups[known], edges, size),
        _spread(days.low[spread], days.high[spread], groups[spread], edges, size),
        _in_bins(days.high[bound], groups[bound], edges, size),
    )
    dates = edges.astype("datetime64[D]")
    parts = [
        pd.DataFrame(
            {
                "start": np.repeat(dates[:-1], size),
                "end": np.repeat(dates[1:], size),
                "group": np.tile(np.array(names, object), len(edges) - 1),
                "certainty": certainty,
                "count": np.round(numbers.ravel(), 3),
            }
        )
        for certainty, numbers in zip(CERTAINTIES, counted, strict=True)
    ]
    rows = pd.concat(parts, ignore_index=True)
    return Timeline(rows[rows["count"] > 0].reset_index(drop=True), unit)


def by_key(tables: PayloadTables, table: str, filters: Filters, key: str) -> pd.DataFrame:
    """Return counts by ``types``, ``actors``, ``places`` or ``sources``: columns ``number``, ``known``, ``unknown``.

    A filter of the same key is left aside, so that what it hides can still be chosen.
    """
    own = {"sources": "articles"}.get(key, key)
    passes = passing(tables, table, filters.without(own))
    known = dated(tables, table, filters.clock).known
    rows, numbers = _members(tables, table, key)
    kept = passes[rows]
    rows, numbers = rows[kept], numbers[kept]
    size = int(numbers.max()) + 1 if len(numbers) else 0
    counted = pd.DataFrame(
        {
            "number": np.arange(size),
            "known": np.bincount(numbers[known[rows]], minlength=size)[:size],
            "unknown": np.bincount(numbers[~known[rows]], minlength=size)[:size],
        }
    )
    total = counted["known"] + counted["unknown"]
    return counted[total > 0].assign(total=total).sort_values(["total", "number"], ascending=[False, True])


def sources(header: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """Return each source with the ids of its articles; articles without one are their own file's."""
    found: dict[str, list[str]] = {}
    for article in header["articles"]:
        found.setdefault(article["source"] or "", []).append(article["id"])
    return [(source, tuple(ids)) for source, ids in found.items()]


def csv_of(table: pd.DataFrame) -> bytes:
    """Return a table as CSV; no cell begins as a formula of a spreadsheet does."""
    words = table.select_dtypes(exclude="number").columns
    safe = table.assign(**{name: table[name].map(_harmless) for name in words})
    return (
        safe.rename(columns=_harmless).to_csv(index=False, quoting=csv.QUOTE_NONNUMERIC).encode("utf-8-sig", "replace")
    )


def _harmless(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _members(tables: PayloadTables, table: str, key: str) -> tuple[np.ndarray, np.ndarray]:
    """Return (row, number): which rows belong to which type, actor, place or source."""
    columns = tables.columns
    if key == "actors":
        return participants(tables, table)
    if key == "types":
        numbers = columns["event.type" if table == "event" else "claim.kind"]
    elif key == "places":
        numbers = columns[f"{table}.place"]
    else:
        of_article = {article: n for n, (_, ids) in enumerate(sources(tables.header)) for article in ids}
        by_number = np.array([of_article[article["id"]] for article in tables.header["articles"]], np.int64)
        numbers = by_number[columns[f"{table}.article"]] if len(by_number) else np.empty(0, np.int64)
    numbers = numbers.astype(np.int64)
    rows = np.flatnonzero(numbers != NONE)
    return rows, numbers[rows]


def _extent(days: Dated, counted: np.ndarray, window: Bounds) -> Bounds:
    """Return the window; of one far longer than a war the part that holds marks."""
    if window[1] - window[0] < LONG_DAYS or not counted.any():
        return window
    return max(window[0], int(days.low[counted].min())), min(window[1], int(days.high[counted].max()))


def _bins(extent: Bounds) -> tuple[str, np.ndarray]:
    """Return the bins that suit a span: their unit, and their edges as days."""
    first, last = extent
    unit = next(name for name, most in BINS if most is None or last - first < most)
    start, end = np.datetime64(first, "D"), np.datetime64(last + 1, "D")
    if unit == "day":
        edges = np.arange(start, end + 1)
    elif unit == "week":
        edges = np.arange(MONDAY + (start - MONDAY) // 7 * 7, end + 7, 7)
    else:
        code = {"month": "M", "year": "Y"}[unit]
        edges = np.arange(start.astype(f"datetime64[{code}]"), end.astype(f"datetime64[{code}]") + 2)
    edges = edges.astype("datetime64[D]")
    return unit, edges[: np.searchsorted(edges, end) + 1].astype(np.int64)


def _in_bins(days: np.ndarray, groups: np.ndarray, edges: np.ndarray, size: int) -> np.ndarray:
    bins = np.searchsorted(edges, days, side="right") - 1
    inside = (bins >= 0) & (bins < len(edges) - 1)
    at = bins[inside] * size + groups[inside]
    return np.bincount(at, minlength=(len(edges) - 1) * size).reshape(-1, size).astype(float)


def _spread(low: np.ndarray, high: np.ndarray, groups: np.ndarray, edges: np.ndarray, size: int) -> np.ndarray:
    """Return how much of each group's marks falls into each bin: what is before an edge, edge by edge."""
    length = (high - low + 1).astype(float)
    before = [np.bincount(groups, np.clip((edge - low) / length, 0, 1), minlength=size) for edge in edges]
    return np.diff(np.array(before).reshape(len(edges), size), axis=0)
