"""The filters that the statistics share with the map: read from a link, written to one, applied to marks."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np

from dashboard.payload import NO_ACTOR, NONE, OPEN, PayloadTables
from dashboard.terms import parse_query

LISTS = {"types": "event_types", "actors": "actors", "articles": "articles", "kinds": "place_kinds"}
"""Keys of the link that hold ids, and the dictionary of the header that each is from."""
KEYS = ("from", "to", *LISTS, "modality", "mode", "clock", "q")
EPOCH = date(1970, 1, 1)
ACTORS = NO_ACTOR + 1
"""More than any actor's number."""

Bounds = tuple[int, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Filters:
    """What is counted; days are numbers since 1970, an empty tuple lets everything pass."""

    first: int
    last: int
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    modality: str = "asserted"
    mode: str = "window"
    clock: str = "happened"
    q: str = ""
    """What is looked for: the marks counted are those that the search leaves (`dashboard.stats.search`)."""

    def window(self, header: dict[str, Any]) -> Bounds:
        """Return the first and the last day that count."""
        if self.mode == "cumulative":
            return header["time"]["first"], self.last
        return (self.last if self.mode == "instant" else self.first), self.last

    def without(self, key: str) -> Filters:
        """Return the filters with one list let go."""
        return dataclasses.replace(self, **{key: ()}) if key in LISTS else self

    def query(self) -> dict[str, str]:
        """Return the keys of the link; the days are always among them."""
        values = {"from": day_of(self.first).isoformat(), "to": day_of(self.last).isoformat()}
        values |= {key: ",".join(getattr(self, key)) for key in LISTS if getattr(self, key)}
        initial = {"modality": "asserted", "mode": "window", "clock": "happened", "q": ""}
        return values | {key: getattr(self, key) for key, start in initial.items() if getattr(self, key) != start}


def read_filters(query: Mapping[str, str], header: dict[str, Any]) -> Filters:
    """Return what a link says; what is wrong in it is left out, as on the map."""
    time = header["time"]
    first, last = (_day(query.get(key)) for key in ("from", "to"))
    first = max(time["default_first"] if first is None else first, time["first"])
    last = min(time["default_last"] if last is None else last, time["last"])
    if first > last:
        first, last = time["default_first"], time["default_last"]
    chosen = {key: _known_ids(query.get(key, ""), header[dictionary]) for key, dictionary in LISTS.items()}
    return Filters(
        first,
        last,
        **chosen,
        modality="all" if query.get("modality") == "all" else "asserted",
        mode=query.get("mode") if query.get("mode") in {"cumulative", "instant"} else "window",
        clock="reported" if query.get("clock") == "reported" else "happened",
        q=_question(query.get("q", "")),
    )


def day_of(number: int) -> date:
    """Return the date of a day's number."""
    return EPOCH + timedelta(number)


def number_of(day: date) -> int:
    """Return the number of a date."""
    return (day - EPOCH).days


@dataclasses.dataclass(frozen=True, slots=True)
class Dated:
    """When marks were, as the map shows them.

    Parameters
    ----------
    low, high
        First and last day on which each shows.
    known
        Whether the day itself is known.
    bound
        Whether one day is all there is: the mark was "on or before" it, or on or after.
    """

    low: np.ndarray
    high: np.ndarray
    known: np.ndarray
    bound: np.ndarray


def dated(tables: PayloadTables, table: str, clock: str) -> Dated:
    """Return the days of the marks of a table by one of the two clocks."""
    earliest, latest, reported = (tables.columns[f"{table}.{name}"] for name in ("earliest", "latest", "reported"))
    if clock == "reported":
        there = reported != OPEN
        return Dated(reported, reported, there, ~there)
    low = np.where(earliest != OPEN, earliest, np.where(latest != OPEN, latest, reported))
    high = np.where(latest != OPEN, latest, low)
    return Dated(low, high, (earliest == latest) & (earliest != OPEN), (earliest == OPEN) | (latest == OPEN))


def passing(tables: PayloadTables, table: str, filters: Filters) -> np.ndarray:
    """Return for each mark of ``event`` or ``claim`` whether it is counted."""
    header, columns = tables.header, tables.columns
    days = dated(tables, table, filters.clock)
    first, last = filters.window(header)
    passes = (days.low != OPEN) & (days.low <= last) & (days.high >= first)
    if filters.modality != "all":
        asserted = [entry["id"] for entry in header["modalities"]].index("asserted")
        passes &= columns[f"{table}.modality"] == asserted
    if filters.articles:
        passes &= _flags(header["articles"], filters.articles)[columns[f"{table}.article"]]
    if filters.kinds:
        passes &= _at_kind(tables, table, filters.kinds)
    if filters.actors:
        passes &= _by_actor(tables, table, filters.actors)
    if filters.types and table == "event":
        passes &= _flags(header["event_types"], filters.types)[columns["event.type"]]
    return passes


@functools.lru_cache(maxsize=4)
def participants(tables: PayloadTables, table: str) -> tuple[np.ndarray, np.ndarray]:
    """Return (row, actor number) of every part an actor has in a mark, each actor once a mark."""
    columns = tables.columns
    if table == "event":
        rows = np.repeat(np.arange(len(columns["event.id"])), np.diff(columns["event.actor_start"].astype(np.int64)))
        actors = columns["event.actors"].astype(np.int64)
    else:
        numbers = np.arange(len(columns["claim.id"]))
        rows = np.concatenate([numbers, numbers])
        actors = np.concatenate([columns["claim.holder"], columns["claim.previous"]]).astype(np.int64)
    named = actors != NO_ACTOR
    pairs = np.unique(rows[named] * ACTORS + actors[named])
    return pairs // ACTORS, pairs % ACTORS


def _by_actor(tables: PayloadTables, table: str, wanted: tuple[str, ...]) -> np.ndarray:
    rows, actors = participants(tables, table)
    passes = np.zeros(len(tables.columns[f"{table}.id"]), bool)
    passes[rows[_flags(tables.header["actors"], wanted)[actors]]] = True
    return passes


def _at_kind(tables: PayloadTables, table: str, wanted: tuple[str, ...]) -> np.ndarray:
    header = tables.header
    kinds = _flags(header["place_kinds"], wanted)
    places = np.array([kinds[place["kind"]] for place in header["places"]] + [False])
    place = tables.columns[f"{table}.place"].astype(np.int64)
    return places[np.where(place == NONE, len(places) - 1, place)]


def _flags(dictionary: list[dict[str, Any]], wanted: tuple[str, ...]) -> np.ndarray:
    ids = set(wanted)
    return np.array([entry["id"] in ids for entry in dictionary], bool)


def _known_ids(text: str, dictionary: list[dict[str, Any]]) -> tuple[str, ...]:
    known = {entry["id"] for entry in dictionary}
    return (text,) if text in known else tuple(dict.fromkeys(part for part in text.split(",") if part in known))


def _question(text: str) -> str:
    return "" if parse_query(text).problem else text.strip()


def _day(text: str | None) -> int | None:
    try:
        return number_of(date.fromisoformat(text or ""))
    except ValueError:
        return None
