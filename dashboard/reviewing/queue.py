"""The queue of a corpus: what is doubtful in the dataset on screen, without what somebody has decided since."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable

from dashboard import shelf
from dashboard.dataset import Corpus
from dashboard.lookup import Row
from geodata.correction import Correction
from geodata.doubt import Doubt, case_of, find_doubts, id_of, target_of

TABLE_OF = {"mention": "toponyms", "event": "events", "claim": "claims"}


@dataclasses.dataclass(frozen=True, slots=True)
class Settled:
    """What the standing corrections of a corpus speak of."""

    spans: frozenset[tuple[str, str, int, int]]
    cases: frozenset[tuple[str, str, str | None]]

    def holds(self, one: Doubt) -> bool:
        """Whether somebody decided this already."""
        target = one.target
        span = (target.table, target.article, target.start, target.end)
        return span in self.spans or case_of(target) in self.cases


def settled_by(corrections: Iterable[Correction]) -> Settled:
    """Return what corrections speak of."""
    given = list(corrections)
    spans = {(one.target.table, one.target.article, one.target.start, one.target.end) for one in given}
    return Settled(frozenset(spans), frozenset(case_of(one.target) for one in given if one.scope == "same"))


def open_doubts(corpus: Corpus, *, table: str = "", article: str = "") -> list[Doubt]:
    """Return what is still to be looked at, what matters most first."""
    settled = settled_by(shelf.library().corrections.standing(corpus.key))
    return [
        one
        for one in doubts_of(corpus)
        if (not table or one.target.table == table)
        and (not article or one.article == article)
        and not settled.holds(one)
    ]


@functools.lru_cache(maxsize=4)
def doubts_of(corpus: Corpus) -> tuple[Doubt, ...]:
    """Return all doubts of a dataset, decided or not."""
    return tuple(find_doubts(corpus.dataset))


@functools.lru_cache(maxsize=4)
def _by_id(corpus: Corpus) -> dict[str, Doubt]:
    return {one.id: one for one in doubts_of(corpus)}


def find(corpus: Corpus, ref: str) -> Doubt | None:
    """Return a record by the queue's id, or by the key of its evidence card: ``event/0123456789abcdef``."""
    kind, _, key = ref.partition("/")
    if not key:
        return _by_id(corpus).get(ref)
    row = _row(corpus, kind, key)
    if row is None:
        return None
    article = corpus.lookup.by_id("articles", row["article"])
    assert article is not None  # every row names an article of its own dataset
    target = target_of(TABLE_OF[kind], row, article)
    known = _by_id(corpus).get(id_of(target))
    return known or Doubt(id_of(target), target, _number(corpus, kind, row), row["article"], 0.0, 0.0, 0.0, 1, ())


def same_cases(corpus: Corpus, one: Doubt) -> list[tuple[str, Row]]:
    """Return (article id, row) of all records of the same case, `one` first."""
    table = corpus.dataset.tables[one.target.table]
    rows = _cases(corpus, one.target.table).get(case_of(one.target), [])
    rows = [one.number, *(number for number in rows if number != one.number)]
    return [(str(table["article"].iloc[number]), _found(corpus, one.target.table, number)) for number in rows]


@functools.lru_cache(maxsize=12)
def _cases(corpus: Corpus, table: str) -> dict[tuple[str, str, str | None], list[int]]:
    articles = {row["id"]: row for row in corpus.dataset.tables["articles"].to_dict("records")}
    found: dict[tuple[str, str, str | None], list[int]] = {}
    for number, row in enumerate(corpus.dataset.tables[table].to_dict("records")):
        found.setdefault(case_of(target_of(table, row, articles[row["article"]])), []).append(number)
    return found


def _found(corpus: Corpus, table: str, number: int) -> Row:
    row = corpus.lookup.row(table, number)
    assert row is not None  # numbers come from the table itself
    return row


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
    return len(there ^ {one.id for one in shelf.library().corrections.standing(corpus.key)})
