"""What the index counts, held against counting one by one."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from dashboard.payload import NONE, OPEN, PayloadTables, encode_tables, unpack
from tests.browser.timemap import island
from tests.browser.timemap.conftest import Plugin

pytestmark = pytest.mark.browser

ROWS = 400
PLACES = 4
FIRST = island.day("2020-01-01")
QUERIES = [
    {"mode": mode, "first": FIRST + first, "last": FIRST + last, **filters}
    for mode in ("window", "cumulative", "instant")
    for first, last in [(0, 0), (5, 40), (30, 31), (-400, 400), (90, 60 + 30)]
    for filters in (
        {},
        {"articles": ["first"]},
        {"kinds": ["port"]},
        {"types": ["clash"], "modality": "all"},
        {"actors": ["south"]},
    )
]
ASK = """([payload, queries]) => {
    const bytes = Uint8Array.from(atob(payload), (letter) => letter.charCodeAt(0));
    const index = new TimeMap.Index(TimeMap.decode(bytes.buffer));
    return queries.map((state) => {
        const found = index.query({ modality: "asserted", ...state });
        return { mentions: [...found.mentionCountByPlace], uncertain: [...found.uncertainByPlace], events: [...found.events],
                 histogram: index.histogram({ modality: "asserted", ...state }, 7) };
    });
}"""


def _intervals(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    latest = FIRST + random.integers(0, 90, ROWS)
    earliest = latest - random.choice([0, 0, 6, 30], ROWS)
    undated = random.random(ROWS) < 0.1
    earliest = np.where(undated | (random.random(ROWS) < 0.1), OPEN, earliest)
    return earliest, np.where(undated, OPEN, latest), FIRST + random.integers(60, 90, ROWS)


def _payload() -> bytes:
    """Return the island with many rows of random dates."""
    random = np.random.default_rng(20200720)
    header, columns = unpack(island.payload())
    sample = random.integers(0, len(columns["event.id"]), ROWS)
    many = {name: column for name, column in columns.items() if name.startswith("claim.")}
    many |= {f"event.{name}": columns[f"event.{name}"][sample] for name in ("type", "modality", "evidence_count")}
    many |= {"event.id": np.arange(ROWS, dtype=np.uint64), "event.article": random.integers(0, 2, ROWS)}
    many |= {"event.place": random.choice([0, 1, 2, 3, NONE], ROWS)}
    many |= {"event.actor_start": np.arange(ROWS + 1), "event.actors": random.integers(0, 2, ROWS)}
    many |= {
        "mention.place": random.integers(0, PLACES, ROWS),
        "mention.article": random.integers(0, 2, ROWS),
        "mention.role": np.zeros(ROWS),
    }
    for table in ("mention", "event"):
        many |= dict(
            zip((f"{table}.earliest", f"{table}.latest", f"{table}.reported"), _intervals(random), strict=True)
        )
    return encode_tables(PayloadTables(header, many))


def _shows(columns: dict[str, np.ndarray], table: str, query: dict) -> np.ndarray:
    """Whether each row shows, by the words of docs/timemap.md."""
    earliest, latest, reported = (columns[f"{table}.{name}"].astype(int) for name in ("earliest", "latest", "reported"))
    first = {"window": query["first"], "cumulative": -(2**40), "instant": query["last"]}[query["mode"]]
    closed = (earliest != OPEN) & (latest != OPEN)
    on_a_day = np.where(latest == OPEN, reported, latest)
    overlaps = (earliest <= query["last"]) & (latest >= first)
    return np.where(closed, overlaps, (on_a_day >= first) & (on_a_day <= query["last"]))


def _passes(columns: dict[str, np.ndarray], table: str, query: dict) -> np.ndarray:
    article, place = columns[f"{table}.article"], columns[f"{table}.place"].astype(int)
    passes = np.ones(ROWS, bool)
    if "articles" in query:
        passes &= article == 0
    if "kinds" in query:
        passes &= place == 0  # Northport is the one port
    if table == "event":
        passes &= (columns["event.modality"] == 0) | (query.get("modality") == "all")
        passes &= (columns["event.type"] == 0) if "types" in query else True
        passes &= (columns["event.actors"] == 1) if "actors" in query else True
    return passes


@pytest.fixture
def counted(plugin: Plugin) -> tuple[dict[str, np.ndarray], list[dict]]:
    """Columns, and what the browser found for each query."""
    payload = _payload()
    plugin.open()
    return unpack(payload)[1], plugin.page.evaluate(ASK, [base64.b64encode(payload).decode(), QUERIES])


def test_mentions_are_counted_by_place(counted: tuple) -> None:
    """Two searches in sorted days find what looking at each row finds, whatever was asked before."""
    columns, answers = counted
    place = columns["mention.place"]
    certain = (columns["mention.earliest"] == columns["mention.latest"]) & (columns["mention.earliest"] != OPEN)
    for query, answer in zip(QUERIES, answers, strict=True):
        shows = _shows(columns, "mention", query) & _passes(columns, "mention", query)
        assert answer["mentions"] == np.bincount(place[shows], minlength=PLACES).tolist(), query
        assert answer["uncertain"] == np.bincount(place[shows & ~certain], minlength=PLACES).tolist(), query


def test_events_show_by_date_and_filter(counted: tuple) -> None:
    """Each event shows exactly where its interval, its article, type, actor, place and modality let it."""
    columns, answers = counted
    for query, answer in zip(QUERIES, answers, strict=True):
        shows = _shows(columns, "event", query) & _passes(columns, "event", query)
        assert answer["events"] == np.flatnonzero(shows).tolist(), query


def test_histogram_loses_no_event(counted: tuple) -> None:
    """Spread over its interval or not, every event that passes adds up to one."""
    columns, answers = counted
    for query, answer in zip(QUERIES, answers, strict=True):
        histogram = answer["histogram"]
        total = sum(histogram["sure"]) + sum(histogram["unsure"])
        assert total == pytest.approx(_passes(columns, "event", query).sum())
