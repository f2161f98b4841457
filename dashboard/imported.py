"""Imported rows on the screen: their marks in the payload, and the card behind each."""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dashboard import words
from dashboard.dataset import Corpus, corpus_of
from dashboard.language import closed
from dashboard.payload import NO_ACTOR, NONE, OPEN
from geodata.event import EVENT_TYPES
from geodata.exchange.imported import without_imported
from geodata.modality import MODALITIES

Columns = dict[str, np.ndarray]
EPOCH = np.datetime64("1970-01-01", "D")
PLACE_KIND = "place"
MOST_ACTORS = 60_000
"""The payload numbers actors in 16 bits; of more, the ones named most often can be chosen in the filters."""
CONFIDENCE = {1: "high", 2: "high", 3: "medium"}
PRECISION_WORDS = {
    1: "the exact place",
    2: "within 25 km of the point",
    3: "somewhere in the district",
    4: "somewhere in the province",
    5: "along a stretch or in a wide area",
    6: "somewhere in the country",
    7: "no place on land is given",
}
"""UCDP's location precision in words."""


class Sites(NamedTuple):
    """Places that imported rows name: `number` of each row's place, -1 for none; `rows` the first row of each place."""

    number: np.ndarray
    rows: np.ndarray


def event_rows(corpus: Corpus) -> pd.DataFrame:
    """Return the imported rows that are events."""
    rows = corpus.dataset.tables["imported"]
    return rows[rows["record"] == "event"]


def add_imported(
    columns: Columns,
    corpus: Corpus,
    articles: dict[str, int],
    number_of_actor: Callable[[str, str], int],
) -> Columns:
    """Return the payload's columns with a row for each imported event after the others.

    Parameters
    ----------
    number_of_actor
        Called with id and name.
    """
    rows = event_rows(corpus)
    if not len(rows):
        return columns
    sites = _sites(rows)
    first = len(corpus.dataset.tables["places"])
    participants = _participants(rows["actors"], number_of_actor)
    lengths = np.fromiter(map(len, participants), np.int64, len(participants))
    fresh = {
        "event.id": np.array([int(i, 16) for i in rows["id"]], np.uint64),
        "event.type": rows["type"].map({name: i for i, name in enumerate(EVENT_TYPES)}).to_numpy(np.uint8),
        "event.modality": rows["modality"].map({m: i for i, m in enumerate(MODALITIES)}).to_numpy(np.uint8),
        "event.place": np.where(sites.number < 0, NONE, sites.number + first).astype(np.uint32),
        "event.article": rows["article"].map(articles).to_numpy(np.uint32),
        **{f"event.{name}": day_numbers(rows[name]) for name in ("earliest", "latest", "reported")},
        "event.evidence_count": np.ones(len(rows), np.uint16),
        "event.actors": np.fromiter(itertools.chain.from_iterable(participants), np.uint16, int(lengths.sum())),
    }
    grown = {**columns, **{name: np.concatenate([columns[name], fresh[name]]) for name in fresh}}
    starts = columns["event.actor_start"]
    grown["event.actor_start"] = np.concatenate([starts, starts[-1] + np.cumsum(lengths)]).astype(np.uint32)
    own = sites.number < 0
    if (own & rows["lat"].notna().to_numpy()).any():
        before = np.full(len(columns["event.id"]), np.nan)
        for name in ("lat", "lon"):
            point = np.where(own, rows[name].to_numpy(float), np.nan)
            grown[f"event.{name}"] = np.concatenate([before, point]).astype(np.float32)
    return grown


def imported_places(corpus: Corpus, kind: int) -> list[dict[str, Any]]:
    """Return the places that imported events name, as the payload's header has them."""
    rows = event_rows(corpus)
    if not len(rows):
        return []
    sites = rows.iloc[_sites(rows).rows]
    columns = (sites[name].tolist() for name in ("place", "lat", "lon", "radius_km", "where_prec"))
    return [
        {
            "id": "import:" + _digest(f"{name}\0{lat}\0{lon}\0{precision}"),
            "name": name,
            "kind": kind,
            "lat": round(lat, 5),
            "lon": round(lon, 5),
            "radius_km": radius,
            "where_prec": precision,
            "country": None,
            "shape": None,
            "members": None,
        }
        for name, lat, lon, radius, precision in zip(*columns, strict=True)
    ]


def imported_card(corpus: Corpus, key: str) -> dict[str, Any] | None:
    """Return the card of an imported event: the file's own words, verbatim, with all its columns."""
    row = _row(corpus, key)
    if row is None:
        return None
    notes, label = row["notes"] or "", EVENT_TYPES[row["type"]].label
    article = corpus.lookup.by_id("articles", row["article"])
    assert article is not None  # every imported row names the article that stands for its file
    return {
        "key": f"event/{key}",
        "sel": f"event/{key}",
        "kind": "imported",
        "title": label,
        "segments": [{"text": notes or row["original_type"] or label, "mark": None}],
        "article": {
            "id": article["id"],
            "title": article["title"],
            "source": row["source"] or article["source"],
            "published": row["reported"],
            "published_label": words.day_in_words(row["reported"]),
            "published_reason": f"from a file: {_found(row['found'])}",
            "sha256": article["sha256"],
        },
        "understood": _understood(row, label),
        "modality": row["modality"],
        "modality_label": "from an imported file, not read from an article",
        "confidence": CONFIDENCE.get(row["where_prec"], "low"),
        "confidence_reason": PRECISION_WORDS[row["where_prec"]],
        "alternatives": [],
        "href": None,
        "terms": row["terms"],
        "fields": json.loads(row["fields"]),
    }


@functools.lru_cache(maxsize=4)
def read_corpus(corpus: Corpus) -> Corpus:
    """Return what was read from articles alone, without any imported row."""
    part = without_imported(corpus.dataset)
    return corpus if part is corpus.dataset else corpus_of(part)


def day_numbers(days: pd.Series) -> np.ndarray:
    """Return day numbers of ISO dates, `OPEN` where there is none."""
    missing = days.isna().to_numpy()
    numbers = (days.fillna("1970-01-01").to_numpy(dtype="datetime64[D]") - EPOCH).astype(np.int32)
    numbers[missing] = OPEN
    return numbers


def _found(where: str) -> str:
    """Return the file and the row; a name that turns the direction of writing turns itself alone."""
    name, comma, number = where.rpartition(", row ")
    return f"{closed(name)}{comma}{number}"


def _understood(row: dict[str, Any], label: str) -> list[dict[str, str]]:
    lines = [
        _line("Event", label, f'"{row["original_type"]}" in the file' if row["original_type"] else ""),
        _line("Date", words.interval_in_words(row["earliest"], row["latest"]), row["date_reason"] or ""),
        _line(
            "Place",
            ", ".join(part for part in (row["place"], row["country"]) if part) or "by its coordinates",
            _where(row),
        ),
    ]
    actors = json.loads(row["actors"] or "[]")
    lines += [_line(words.PARTICIPANT_LABELS.get(actor["role"], "With"), actor["name"], "") for actor in actors]
    if row["fatalities"] is not None:
        lines.append(_line("Deaths reported", str(row["fatalities"]), "as the file gives it"))
    if row["terms"] != "open":
        lines.append(_line("Terms", row["terms"], "left out of exports and saved maps"))
    return lines


def _where(row: dict[str, Any]) -> str:
    return f"{PRECISION_WORDS[row['where_prec']]} ({row['place_reason'] or 'as the file gives it'})"


def _line(label: str, value: str, reason: str) -> dict[str, str]:
    return {"label": label, "value": value, "reason": reason}


def _row(corpus: Corpus, key: str) -> dict[str, Any] | None:
    number = int(_index(corpus).get_indexer_for([key])[0])
    row = corpus.lookup.row("imported", number)
    return row if row and row["record"] == "event" else None


@functools.lru_cache(maxsize=4)
def _index(corpus: Corpus) -> pd.Index:
    return pd.Index(corpus.dataset.tables["imported"]["id"])


def _sites(rows: pd.DataFrame) -> Sites:
    named = (rows["place"].notna() & rows["lat"].notna()).to_numpy()
    keys = zip(*(rows[name] for name in ("place", "lat", "lon", "where_prec")), strict=True)
    numbers: dict[tuple, int] = {}
    number = np.full(len(rows), -1, np.int64)
    first: list[int] = []
    for at, (key, has) in enumerate(zip(keys, named, strict=True)):
        if not has:
            continue
        if key not in numbers:
            numbers[key] = len(numbers)
            first.append(at)
        number[at] = numbers[key]
    return Sites(number, np.array(first, np.int64))


def _participants(packed: pd.Series, number_of_actor: Callable[[str, str], int]) -> list[list[int]]:
    """Return the numbers of each row's actors; rows that name the same ones share a list."""
    texts = packed.fillna("[]")
    counts = texts.value_counts(sort=False)
    read = {text: [one for one in json.loads(text) if isinstance(one["id"], str)] for text in counts.index}
    named: Counter[str] = Counter()
    for text, count in counts.items():
        named.update({actor["id"]: int(count) for actor in read[text]})
    kept = {actor for actor, _ in named.most_common(MOST_ACTORS)}
    numbers = {
        text: list(
            dict.fromkeys(
                n for one in actors if one["id"] in kept and (n := number_of_actor(one["id"], one["name"])) < NO_ACTOR
            )
        )
        for text, actors in read.items()
    }
    return [numbers[text] for text in texts]


def _digest(words_: str) -> str:
    return hashlib.blake2b(words_.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
