"""The queue of a corpus: what is doubtful in the dataset on screen, without what somebody has decided since."""

from __future__ import annotations

import contextlib
import functools
import itertools
import threading
from pathlib import Path

import numpy as np

from dashboard import shelf
from dashboard.dataset import Corpus
from dashboard.lookup import Row
from geodata.doubt import Doubt
from geodata.queue import Queue, Settled, Spoken, queue_of, read_queue, settled_by, spoken_of

TABLE_OF = {"mention": "toponyms", "event": "events", "claim": "claims"}

_making = threading.Lock()


def open_places(corpus: Corpus, *, table: str = "", article: str = "") -> np.ndarray:
    """Return the places in the queue of what is still to be looked at, what matters most first."""
    return whole_queue(corpus).places(table=table, article=article, settled=_settled(corpus.key))


@functools.lru_cache(maxsize=4)
def whole_queue(corpus: Corpus) -> Queue:
    """Return the queue of a dataset, decided or not: as the build kept it, else made now and kept."""
    folder = shelf.Stored(corpus.key, corpus.dataset.digest, "").folder
    with _making:
        kept = read_queue(folder, corpus.dataset)
        if kept is None:
            kept = queue_of(corpus.dataset)
            with contextlib.suppress(OSError):  # no room, or the state was taken away: made again next time
                kept.write(folder)
    return kept


def _settled(key: str) -> Settled:
    """Return what the standing corrections speak of; each is read from the library once."""
    corrections, known = shelf.library().corrections, _spoken_of(key, shelf.shelf())
    ids = corrections.standing_ids(key)
    if not ids <= known.keys():
        known.update((one.id, spoken_of(one)) for one in corrections.standing(key, but=known))
    return settled_by(known[each] for each in ids & known.keys())


@functools.lru_cache(maxsize=8)
def _spoken_of(key: str, home: Path) -> dict[str, Spoken]:
    del key, home  # another data folder has another library
    return {}


def find(corpus: Corpus, ref: str) -> Doubt | None:
    """Return a record by the queue's id, or by the key of its evidence card: ``event/0123456789abcdef``."""
    kind, _, key = ref.partition("/")
    if not key:
        return whole_queue(corpus).find(ref)
    row = _row(corpus, kind, key)
    if row is None:
        return None
    return whole_queue(corpus).record(TABLE_OF[kind], _number(corpus, kind, row))


def same_cases(corpus: Corpus, one: Doubt, most: int) -> list[Row]:
    """Return the rows of records of the same case, `one` first."""
    others = (number for number in whole_queue(corpus).same(one.target).tolist() if number != one.number)
    numbers = itertools.islice(itertools.chain([one.number], others), most)
    rows = (corpus.lookup.row(one.target.table, number) for number in numbers)
    return [row for row in rows if row is not None]


def _row(corpus: Corpus, kind: str, key: str) -> Row | None:
    if kind == "mention":
        return corpus.lookup.mention(int(key)) if key.isascii() and key.isdecimal() and len(key) < 10 else None  # noqa: PLR2004 -- fits the table
    if kind not in TABLE_OF:
        return None
    first, _, nth = key.partition("/")
    if nth and kind == "event":
        reports = corpus.lookup.reports(first)
        first = reports[int(nth)] if nth.isascii() and nth.isdecimal() and int(nth) < len(reports) else ""
    return corpus.lookup.by_id(TABLE_OF[kind], first)


def _number(corpus: Corpus, kind: str, row: Row) -> int:
    own = corpus.lookup.of_article(TABLE_OF[kind], row["article"])
    start = "start" if kind == "mention" else "id"
    return next(one["number"] for one in own if one[start] == row[start] and one["end"] == row["end"])


def undrawn(corpus: Corpus) -> int:
    """Return how many corrections were made or undone since the dataset on screen was built."""
    drawn = corpus.dataset.manifest["corrections"] or {}
    there = {*drawn.get("applied", ()), *drawn.get("replaced", ()), *(one[0] for one in drawn.get("unmatched", ()))}
    return len(there ^ shelf.library().corrections.standing_ids(corpus.key))
