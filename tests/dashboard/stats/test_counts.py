"""Counts of events and claims, on the seeds and on an invented island known by heart."""

from __future__ import annotations

import csv
import io
import time

import numpy as np
import pandas as pd
import pytest

from dashboard.dataset import Corpus
from dashboard.marks import marks_of
from dashboard.payload import NONE, OPEN, PayloadTables, unpack
from dashboard.search import search_of
from dashboard.stats.counts import by_key, by_time, count, csv_of, sources
from dashboard.stats.filters import Filters, number_of, passing, read_filters
from dashboard.stats.search import in_names, narrowed, searched
from tests.browser.timemap import island


@pytest.fixture(scope="module")
def tables() -> PayloadTables:
    """The island: nine events, seven of them asserted of 2020."""
    return PayloadTables(*unpack(island.payload()))


def filters(tables: PayloadTables, **query: str) -> Filters:
    """Return the filters of a link."""
    return read_filters(query, tables.header)


def test_the_first_view_counts_what_the_map_shows(tables: PayloadTables) -> None:
    """Asserted events of 2020; the planned one and that of 1991 are left out until asked for."""
    assert count(tables, "event", filters(tables)) == 7
    assert count(tables, "event", filters(tables, modality="all")) == 8
    assert count(tables, "event", filters(tables, mode="cumulative")) == 8
    assert count(tables, "claim", filters(tables)) == 3


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"types": "talks"}, 2),
        ({"types": "talks", "actors": "north"}, 1),
        ({"actors": "north,south"}, 6),
        ({"articles": "second"}, 4),
        ({"kinds": "port"}, 2),
        ({"from": "2020-03-05", "to": "2020-03-05"}, 1),
        ({"from": "2020-06-20", "to": "2020-06-20"}, 1),
        ({"from": "nonsense", "types": "{{7*7}},talks", "kinds": "moon", "q": "*"}, 2),
        ({"from": "2020-06-01", "to": "2020-01-01"}, 7),
    ],
)
def test_filters_count_as_on_the_map(tables: PayloadTables, query: dict[str, str], expected: int) -> None:
    """Each key of the link narrows what is counted; what is wrong in a link is left out."""
    assert count(tables, "event", filters(tables, **query)) == expected


def test_a_search_leaves_marks_by_their_names(tables: PayloadTables) -> None:
    """A mark matches by its place, its actors and its kind between them, as on the map; actors stay with their events."""
    clashes = narrowed(tables, in_names(tables, "clash league", "en"))
    assert count(clashes, "event", filters(tables, q="clash league")) == 2
    assert count(clashes, "claim", filters(tables)) == 0
    found = by_key(clashes, "event", filters(tables), "actors")
    assert dict(zip(found["number"], found["total"], strict=True)) == {0: 1, 1: 2}
    assert count(narrowed(tables, in_names(tables, "nowhere", "en")), "event", filters(tables)) == 0


def test_a_search_in_the_text_counts_what_the_map_shows(corpus: Corpus) -> None:
    """Events of sentences with a word of the seeds are counted beside those whose names hold it."""
    tables = marks_of(corpus)
    left, whole = searched(corpus, tables, "ceasefire", "en")
    flags = search_of(corpus).rows("ceasefire")[1]["event"]
    assert whole
    assert flags.any()
    assert set(tables.columns["event.id"][flags]) <= set(left.columns["event.id"])
    assert len(left.columns["event.id"]) < len(tables.columns["event.id"])


def test_a_link_is_read_as_it_was_written(tables: PayloadTables) -> None:
    """Filters go into a link and come out of it the same."""
    given = filters(tables, types="talks,capture", modality="all", to="2020-04-12", clock="reported")
    assert read_filters(given.query(), tables.header) == given


def test_an_uncertain_day_is_spread_and_never_invented(tables: PayloadTables) -> None:
    """An event of March lies a little in each week of it; one known "on or before" a day is marked as that."""
    names = ["all"]
    groups = np.zeros(len(tables.columns["event.id"]), np.int64)
    timeline = by_time(tables, "event", filters(tables), groups, names)
    by_certainty = timeline.rows.groupby("certainty")["count"].sum()
    assert timeline.bin == "week"
    assert by_certainty["known"] == 5
    assert by_certainty["spread"] == pytest.approx(1, abs=0.01)
    assert by_certainty["bound"] == 1
    march = timeline.rows[timeline.rows["certainty"] == "spread"]
    assert march["count"].max() < 0.25
    assert march["start"].min() == np.datetime64("2020-02-24")


@pytest.mark.parametrize(("to", "unit"), [("2020-01-31", "day"), ("2020-12-31", "week")])
def test_bins_suit_the_span(tables: PayloadTables, to: str, unit: str) -> None:
    """A month is cut into days, a year into weeks."""
    groups = np.zeros(len(tables.columns["event.id"]), np.int64)
    assert by_time(tables, "event", filters(tables, to=to), groups, ["all"]).bin == unit


def test_a_long_span_is_cut_into_years(tables: PayloadTables) -> None:
    """From 1991 on there are years, and the event of 1991 is in its own."""
    groups = np.zeros(len(tables.columns["event.id"]), np.int64)
    timeline = by_time(tables, "event", filters(tables, mode="cumulative"), groups, ["all"])
    assert timeline.bin == "year"
    assert timeline.rows["start"].min() == np.datetime64("1991-01-01")
    assert timeline.rows["count"].sum() == pytest.approx(8, abs=0.01)


def test_a_chart_keeps_what_its_own_filter_hides(tables: PayloadTables) -> None:
    """With talks chosen, the other types can still be chosen; the other charts follow."""
    chosen = filters(tables, types="talks")
    assert by_key(tables, "event", chosen, "types")["total"].tolist() == [3, 2, 2]
    assert by_key(tables, "event", chosen, "places")["total"].sum() == 1


def test_an_actor_is_counted_once_an_event(tables: PayloadTables) -> None:
    """An event with two actors counts for both."""
    assert by_key(tables, "event", filters(tables), "actors").set_index("number")["total"].to_dict() == {0: 4, 1: 4}


def test_sources_hold_all_articles(tables: PayloadTables) -> None:
    """Each article is in one source."""
    assert sources(tables.header) == [("The Chronicle", ("first", "second"))]


def test_the_seeds_add_up(corpus: Corpus) -> None:
    """Types, sources and time all count the same events."""
    seeds = marks_of(corpus)
    chosen = read_filters({"modality": "all", "mode": "cumulative"}, seeds.header)
    total = count(seeds, "event", chosen)
    groups = np.zeros(len(seeds.columns["event.id"]), np.int64)
    assert total > 30
    assert by_key(seeds, "event", chosen, "types")["total"].sum() == total
    assert by_key(seeds, "event", chosen, "sources")["total"].sum() == total
    spread = by_time(seeds, "event", chosen, groups, ["all"]).rows["count"].sum()
    assert spread == pytest.approx(total, rel=0.02)


def test_csv_has_no_formulas() -> None:
    """A name that a spreadsheet would run is told to it as words."""
    table = pd.DataFrame(
        {"By source": ["=1+1", "+x", "-x", "@x", "\tx", "\rx", "Reuters"], "n": [-1, 2, 3, 4, 5, 6, 7]}
    )
    read = list(csv.reader(io.StringIO(csv_of(table).decode("utf-8-sig"), newline="")))
    assert [row[0] for row in read[1:]] == ["'=1+1", "'+x", "'-x", "'@x", "'\tx", "'\rx", "Reuters"]
    assert read[1][1] == "-1"


def test_a_hundred_thousand_events_are_counted_by_columns(tables: PayloadTables) -> None:
    """All charts of a large corpus take some tenths of a second together; row by row they would take minutes."""
    large = many(tables, 100_000)
    groups = np.random.default_rng(1).integers(0, 6, 100_000)
    chosen = read_filters({"actors": "north,south"}, large.header)
    started = time.process_time()
    passing(large, "event", chosen)
    by_time(large, "event", chosen, groups, list("abcdef"))
    for key in ("types", "actors", "places", "sources"):
        by_key(large, "event", chosen, key)
    assert time.process_time() - started < 10


def many(tables: PayloadTables, size: int) -> PayloadTables:
    """Return the island with `size` events at random, a third of them of uncertain day."""
    draw = np.random.default_rng(7)
    start = number_of(pd.Timestamp("2020-01-01").date())
    earliest = draw.integers(start, start + 180, size)
    length = np.where(draw.random(size) < 0.33, draw.integers(1, 40, size), 0)
    places = draw.integers(0, 4, size)
    columns = {
        "event.id": np.arange(size, dtype=np.uint64),
        "event.type": draw.integers(0, 3, size),
        "event.modality": np.zeros(size, np.int64),
        "event.place": np.where(draw.random(size) < 0.1, NONE, places),
        "event.article": draw.integers(0, 2, size),
        "event.earliest": np.where(draw.random(size) < 0.1, OPEN, earliest),
        "event.latest": earliest + length,
        "event.reported": np.full(size, start + 181),
        "event.evidence_count": np.ones(size, np.int64),
        "event.actor_start": np.arange(size + 1) * 2,
        "event.actors": draw.integers(0, 2, size * 2),
    }
    return PayloadTables(tables.header, {**tables.columns, **columns})
