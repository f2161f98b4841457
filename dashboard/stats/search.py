"""The marks that a search leaves, as on the map: by their names, or by a sentence in which they stand."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from dashboard.dataset import Corpus
from dashboard.language import named
from dashboard.payload import NONE, PayloadTables
from dashboard.search import search_of
from dashboard.stats.filters import participants
from dashboard.terms import Phrase, parse_query, terms_of

Flags = dict[str, np.ndarray]
TABLES = ("event", "claim")
INDEX_SECONDS = 30.0
"""How long a page waits for the index that the first search of a dataset makes."""


def in_sentences(corpus: Corpus, asked: str) -> Flags | None:
    """Return flags of the marks that stand in sentences with all words; ``None`` where the text cannot be searched yet."""
    search = search_of(corpus)
    if not search.wait(INDEX_SECONDS):
        return None
    problem, flags = search.rows(asked)
    return None if problem else flags


def in_names(tables: PayloadTables, asked: str, language: str) -> Flags:
    """Return flags of the marks whose place, actors and kind hold all words between them, named in a language."""
    phrases = parse_query(asked).phrases
    header, columns = tables.header, tables.columns

    def held(entries: list[dict[str, Any]], key: str, more: int = 0) -> np.ndarray:
        return np.array([_bits(phrases, named(entry[key], language)) for entry in entries] + [0] * more, np.int64)

    places, actors = held(header["places"], "name", 1), held(header["actors"], "name")
    kinds = {"event": held(header["event_types"], "label"), "claim": held(header["claim_kinds"], "label")}
    flags = {}
    for table in TABLES:
        place = columns[f"{table}.place"].astype(np.int64)
        kind = columns["event.type" if table == "event" else "claim.kind"]
        bits = places[np.where(place == NONE, len(places) - 1, place)] | kinds[table][kind]
        rows, numbers = participants(tables, table)
        np.bitwise_or.at(bits, rows, actors[numbers])
        flags[table] = bits == 2 ** len(phrases) - 1
    return flags


def narrowed(tables: PayloadTables, kept: Flags) -> PayloadTables:
    """Return tables with the events and claims that are kept; shorter flags keep nothing beyond their end."""
    columns = dict(tables.columns)
    for table in TABLES:
        length = len(columns[f"{table}.id"])
        flags = np.zeros(length, bool)
        flags[: len(kept[table])] = kept[table][:length]
        if table == "event":
            counts = np.diff(columns["event.actor_start"].astype(np.int64))
            columns["event.actors"] = columns["event.actors"][np.repeat(flags, counts)]
            start = np.concatenate([[0], np.cumsum(counts[flags])])
        columns |= {name: column[flags] for name, column in columns.items() if _is_row(name, table)}
    columns["event.actor_start"] = start
    return PayloadTables(tables.header, columns)


@functools.lru_cache(maxsize=4)
def searched(corpus: Corpus, tables: PayloadTables, asked: str, language: str) -> tuple[PayloadTables, bool]:
    """Return the tables with the marks that a search leaves, and whether the text was searched beside the names."""
    found = in_names(tables, asked, language)
    text = in_sentences(corpus, asked)
    if text is not None:
        for table in TABLES:
            flags = text[table][: len(found[table])]
            found[table][: len(flags)] |= flags
    return narrowed(tables, found), text is not None


def _bits(phrases: tuple[Phrase, ...], name: str) -> int:
    terms = terms_of(name)
    return sum(1 << n for n, phrase in enumerate(phrases) if any(True for _ in phrase.ends_of_matches(terms)))


def _is_row(name: str, table: str) -> bool:
    return name.startswith(f"{table}.") and name not in {"event.actors", "event.actor_start"}
