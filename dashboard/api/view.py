"""The marks of a corpus as columns, and which of them pass the filters of a question."""

from __future__ import annotations

import functools
from datetime import date
from typing import Any

import numpy as np

from dashboard.dataset import Corpus
from dashboard.imported import read_corpus
from dashboard.payload import NONE, OPEN
from dashboard.search import search_of
from dashboard.stats import tables_of
from dashboard.stats.filters import dated, number_of, participants
from geodata.errors import GeodataError

TABLES = {"mention": "toponyms", "event": "events", "claim": "claims"}
"""The table of the dataset behind each kind of mark."""
UNPINNED = {"demonym", "actor"}
"""Roles of words that name a people or a government: the map has no pin for them."""
FILTERS = ("from", "to", "clock", "types", "actors", "articles", "kinds", "roles", "modality", "q", "bbox")
SEARCH_SECONDS = 5.0
MOST_KEPT = 32
"""Questions whose rows are kept, a byte a row of their table."""

Values = dict[str, Any]


class NotYetError(GeodataError):
    """Something is still being made; asking again helps."""


class BadSearchError(GeodataError):
    """What is looked for cannot be looked for."""


@functools.lru_cache(maxsize=4)
def view_of(corpus: Corpus) -> View:
    """Return the view of a corpus, made once."""
    return View(corpus)


class View:
    """One corpus, its marks numbered as on the map."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.tables = tables_of(read_corpus(corpus))  # imported rows are not given out here
        self.header = self.tables.header
        columns, frames = self.tables.columns, corpus.dataset.tables
        events = frames["events"]
        self.rows = {
            "mention": np.flatnonzero(frames["toponyms"]["place"].notna().to_numpy()),
            "event": np.flatnonzero((events["id"] == events["group"]).to_numpy()),
            "claim": np.arange(len(frames["claims"])),
        }
        places = self.header["places"]
        # One more place than there is stands for "no place".
        self._kind = np.array([*(place["kind"] for place in places), -1])
        self.lat = np.array([*(_or_nan(place["lat"]) for place in places), np.nan])
        self.lon = np.array([*(_or_nan(place["lon"]) for place in places), np.nan])
        self.place = {
            table: np.where(columns[f"{table}.place"] == NONE, len(places), columns[f"{table}.place"]).astype(np.int64)
            for table in TABLES
        }
        articles = frames["articles"]
        self.texts: list[str] = articles["text"].tolist()
        self.published = [day if isinstance(day, str) else None for day in articles["published"]]
        self.points = functools.cache(self._points)
        # The pages of one question come one after the other.
        self._passing = functools.lru_cache(maxsize=MOST_KEPT)(self._find_passing)
        self._numbers = {
            name: {entry["id"]: number for number, entry in enumerate(self.header[name])}
            for name in ("articles", "event_types", "actors", "place_kinds", "modalities", "roles")
        }

    def _points(self, table: str) -> tuple[np.ndarray, np.ndarray]:
        """Return latitude and longitude of each mark: its own where it has one, else its place's, NaN without."""
        lat, lon = self.lat[self.place[table]], self.lon[self.place[table]]
        own = self.tables.columns.get(f"{table}.lat")
        if own is None:
            return lat, lon
        has = ~np.isnan(own)
        return np.where(has, own, lat), np.where(has, self.tables.columns[f"{table}.lon"], lon)

    def passing(self, table: str, values: Values) -> np.ndarray:
        """Return for each mark of ``mention``, ``event`` or ``claim`` whether it passes all filters; do not change it."""
        return self._passing(table, tuple((name, values[name]) for name in FILTERS if values.get(name)))

    def _find_passing(self, table: str, given: tuple[tuple[str, Any], ...]) -> np.ndarray:
        values, columns = dict(given), self.tables.columns
        passes = self._in_time(table, values)
        if values.get("articles"):
            passes &= self._flags("articles", values["articles"])[columns[f"{table}.article"]]
        if values.get("kinds"):
            passes &= np.append(self._flags("place_kinds", values["kinds"]), False)[self._kind[self.place[table]]]
        if table == "mention":
            passes &= self._in_role(values.get("roles"))[columns["mention.role"]]
        elif values.get("modality") != "all":
            passes &= columns[f"{table}.modality"] == self._numbers["modalities"]["asserted"]
        if values.get("types") and table == "event":
            passes &= self._flags("event_types", values["types"])[columns["event.type"]]
        if values.get("actors") and table != "mention":
            passes &= self._by_actor(table, values["actors"])
        if values.get("bbox"):
            passes &= within(values["bbox"], *self.points(table))
        if values.get("q"):
            passes &= self.found(values["q"])[table]
        return passes

    def of_kind(self, kinds: tuple[str, ...]) -> np.ndarray:
        """Return for each place whether it is of one of the kinds."""
        return self._flags("place_kinds", kinds)[self._kind[:-1]]

    def articles_passing(self, values: Values) -> np.ndarray:
        """Return for each article whether it was published in the time, is one of those named and holds the words."""
        articles = self.header["articles"]
        passes = np.ones(len(articles), bool)
        if values.get("from") or values.get("to"):
            days = np.array([OPEN if each["published"] is None else each["published"] for each in articles], np.int64)
            passes &= _overlaps(days, days, values)
        if values.get("articles"):
            passes &= self._flags("articles", values["articles"])
        if values.get("q"):
            passes &= self.found(values["q"])["article"]
        return passes

    def found(self, asked: str) -> dict[str, np.ndarray]:
        """Return flags of what stands in sentences that hold the words.

        Raises
        ------
        NotYetError
            While the index of the search is made.
        BadSearchError
            When the words cannot be looked for.
        """
        search = search_of(self.corpus)
        if not search.wait(SEARCH_SECONDS):
            progress = search.progress()
            msg = f"The search index is being made ({progress['done']} of {progress['of']} articles); ask again in a moment."
            raise NotYetError(msg)
        problem, flags = search.rows(asked)
        if problem:
            raise BadSearchError(problem)
        # Files of imported events stand after all articles, and hold no words.
        return {**flags, "article": flags["article"][: len(self.header["articles"])]}

    def _in_time(self, table: str, values: Values) -> np.ndarray:
        if not (values.get("from") or values.get("to")):
            return np.ones(len(self.rows[table]), bool)
        days = dated(self.tables, table, values.get("clock") or "happened")
        return _overlaps(days.low, days.high, values)

    def _in_role(self, roles: tuple[str, ...] | None) -> np.ndarray:
        return self._flags("roles", roles or tuple(role for role in self._numbers["roles"] if role not in UNPINNED))

    def _by_actor(self, table: str, wanted: tuple[str, ...]) -> np.ndarray:
        rows, actors = participants(self.tables, table)
        passes = np.zeros(len(self.rows[table]), bool)
        passes[rows[self._flags("actors", wanted)[actors]]] = True
        return passes

    def _flags(self, dictionary: str, wanted: tuple[str, ...]) -> np.ndarray:
        numbers = self._numbers[dictionary]
        flags = np.zeros(len(numbers), bool)
        flags[[numbers[each] for each in wanted]] = True
        return flags


def within(bbox: tuple[float, float, float, float], lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Return for each point whether it is in a box (west, south, east, north); no point is in none."""
    west, south, east, north = bbox
    across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    return across & (lat >= south) & (lat <= north)


def _overlaps(low: np.ndarray, high: np.ndarray, values: Values) -> np.ndarray:
    passes = low != OPEN
    first: date | None = values.get("from")
    last: date | None = values.get("to")
    if first:
        passes &= high >= number_of(first)
    if last:
        passes &= low <= number_of(last)
    return passes


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value
