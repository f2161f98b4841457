"""Time expressions: the project's own gold, properties for any text, and the dev corpora."""

from __future__ import annotations

import importlib.util
import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.sentence import split_sentences
from geodata.timex import Timex, tag_timexes
from tests.conftest import PROJECT, SHARED

GOLD = [json.loads(line) for line in (PROJECT / "tests/data/timexes.jsonl").read_text("utf-8").splitlines()]
CORPORA = SHARED / "corpora/dating"


def tag(text: str, published: str | None = "2020-07-20") -> list[Timex]:
    """Tag one passage."""
    day = date.fromisoformat(published) if published else None
    return tag_timexes(text, split_sentences(text), day)


def as_row(timex: Timex) -> dict[str, object]:
    """Return a timex in the layout of the gold file."""
    interval = timex.interval
    return {
        "start": timex.start,
        "end": timex.end,
        "text": timex.text,
        "type": timex.type,
        "value": timex.value,
        "earliest": interval.earliest.isoformat() if interval.earliest else None,
        "latest": interval.latest.isoformat() if interval.latest else None,
        "precision": interval.precision,
        "anchor": interval.anchor,
    }


@pytest.mark.parametrize("passage", GOLD, ids=lambda passage: passage["id"])
def test_own_gold(passage: dict) -> None:
    """Every passage of the project's own gold is read as a careful reader does."""
    assert [as_row(timex) for timex in tag(passage["text"], passage["published"])] == passage["timexes"]


def test_gold_is_large_enough() -> None:
    """The gold has at least sixty passages, some of them without a single date."""
    assert len(GOLD) >= 60
    assert sum(not passage["timexes"] for passage in GOLD) >= 3


def test_reason_names_what_was_counted_from() -> None:
    """The reason quotes the words and names the day they were counted from."""
    (timex,) = tag("The town fell last month.")
    assert timex.interval.reason == '"last month", counted from 20 July 2020'


WORDS = [
    "on",
    "in",
    "at",
    "the",
    "a",
    "last",
    "next",
    "this",
    "that",
    "since",
    "until",
    "from",
    "to",
    "of",
    "and",
    "May",
    "March",
    "June",
    "3",
    "12",
    "31",
    "2014",
    "1999",
    "'98",
    "1980s",
    "Monday",
    "Friday",
    "day",
    "days",
    "week",
    "months",
    "year",
    "years",
    "ago",
    "later",
    "earlier",
    "two",
    "few",
    "several",
    "early",
    "mid",
    "late",
    "end",
    "of",
    "Ramadan",
    "1441",
    "AH",
    "Eid",
    "al-Fitr",
    "BC",
    "third",
    "quarter",
    "century",
    "19th",
    "noon",
    "10:35",
    "a.m.",
    "pm",
    "GMT",
    "2020-01-02",
    "02/03/2016",
    "night",
    "morning",
    "now",
    "recently",
    "former",
    "shortly",
    "before",
    "the",
    "vote",
    "winter",
    "fall",
    "second",
    "half",
    "-",
    ",",
    ".",
    "(",
    ")",
    "\n",
    "troops",
    "fell",
]


def passages() -> st.SearchStrategy[str]:
    """Texts of any characters, and texts of words that name times."""
    return st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))


@given(passages(), st.one_of(st.none(), st.dates()))
@settings(max_examples=400, deadline=None)
def test_any_text(text: str, published: date | None) -> None:
    """For any text: no crash, spans in order and in range, intervals that do not run backwards, same answer twice."""
    timexes = tag_timexes(text, [], published)
    position = 0
    for timex in timexes:
        assert position <= timex.start < timex.end <= len(text)
        assert text[timex.start : timex.end] == timex.text
        assert (
            not (timex.interval.earliest and timex.interval.latest) or timex.interval.earliest <= timex.interval.latest
        )
        assert timex.interval.reason
        position = timex.end
    assert timexes == tag_timexes(text, [], published)


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_nothing_is_counted_from_nowhere(text: str) -> None:
    """Without a publication date nothing is said to be counted from one."""
    assert all(timex.interval.anchor != "publication" for timex in tag_timexes(text, [], None))


@pytest.mark.parametrize("day", [date.min, date(1, 12, 31), date(9999, 1, 1), date.max])
def test_edges_of_the_calendar(day: date) -> None:
    """Counting past either end of the calendar stops there."""
    text = (
        "Last century, two decades ago, next year, tomorrow, last Easter, in Ramadan, next winter and a century later."
    )
    assert all(timex.text for timex in tag_timexes(text, [], day))


def test_history_goes_on_from_its_own_dates() -> None:
    """Bare dates of a history follow the text's years, not the year in which it was written."""
    text = " ".join(f"On {day} May {year} the line moved." for day, year in enumerate(range(1911, 1918), start=1))
    *_, last = tag(f"{text} In September it broke.")
    assert (last.value, last.interval.anchor) == ("1917-09", "narrative")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("corpus", "value_f1", "relaxed_f1", "strict_f1"),
    [("timebank", 81.5, 92, 84), ("aquaint", 75.5, 92, 80), ("wikiwars_tml_train", 85, 94, 87)],
)
def test_dev_corpora(corpus: str, value_f1: float, relaxed_f1: float, strict_f1: float) -> None:
    """TempEval-3 scores on the dev corpora do not fall behind what was reached."""
    documents = [json.loads(line) for line in (CORPORA / f"{corpus}.jsonl").read_text("utf-8").splitlines()]
    found = {d["id"]: [(t.start, t.end, t.value, t.type) for t in tag(d["text"], d["dct"][:10])] for d in documents}
    scores, _ = load_scorer(CORPORA / "timex_score.py").score(documents, found)
    assert scores["valueF"] >= value_f1
    assert scores["relaxF"] >= relaxed_f1
    assert scores["strictF"] >= strict_f1


def load_scorer(path: Path) -> ModuleType:
    """Load the corpora's own scorer."""
    spec = importlib.util.spec_from_file_location("timex_score", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def statements() -> Iterator[tuple[str, dict]]:
    """Yield the dated statements of the seeds' gold with their article."""
    gold = json.loads((SHARED / "gold/seed_gold.json").read_text("utf-8"))
    for document in gold["docs"]:
        text = (PROJECT / "seeds" / document["file"]).read_bytes().decode("utf-8")
        for statement in gold["dated_statements"]:
            if statement["doc"] == document["file"]:
                yield text, statement | {"published": document["published"]["value"]}


@pytest.mark.shared
def test_dated_statements_of_the_seeds() -> None:
    """All twenty dated statements of the two seed articles have the days of the gold."""
    for text, statement in statements():
        days = [
            [row["earliest"], row["latest"]]
            for row in map(as_row, tag(text, statement["published"]))
            if row["start"] < statement["end"] and statement["start"] < row["end"]
        ]
        assert statement["interval"] in days, statement["quote"]


@pytest.mark.parametrize("word", ["twenty ", "one hundred ", "1999-", "May 3 to ", "the last ", "'9", "a "])
def test_hostile_repetition(word: str) -> None:
    """Twenty thousand repetitions of a word take seconds at most, not minutes."""
    start = time.process_time()
    tag(word * 20_000)
    assert time.process_time() - start < 60
