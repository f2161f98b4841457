"""What is doubtful comes in the order of what hangs on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geodata.correction import Correction
from geodata.doubt import Doubt, id_of, target_of
from geodata.input import read_inputs
from geodata.pipeline import build_from_articles
from geodata.queue import queue_of
from geodata.store import Dataset

LEAST = 0.04


@pytest.fixture(scope="module")
def doubts(dataset: Dataset) -> list[Doubt]:
    """What is doubtful in them."""
    return list(queue_of(dataset))


def test_a_doubtful_place_that_moves_the_front_comes_first(doubts: list[Doubt]) -> None:
    """The front hangs on the airport, and that it is this airport is an inference."""
    first = doubts[0]
    assert (first.target.table, first.target.words) == ("toponyms", "the capital's airport")
    assert "front line" in first.reasons[0].text
    assert first.rank == max(one.rank for one in doubts)


def test_each_says_why_in_words_that_can_be_filled_in(doubts: list[Doubt]) -> None:
    """No reason leaves a brace open."""
    for one in doubts:
        assert one.reasons
        assert 0 < one.doubt <= 1
        said = " ".join(reason.text.format(**reason.values) for reason in one.reasons)
        assert "{" not in said
        assert "None" not in said


def test_each_stands_for_its_words(doubts: list[Doubt], dataset: Dataset) -> None:
    """The target is where the record was read, and its id follows from it."""
    articles = {row["id"]: row for row in dataset.tables["articles"].to_dict("records")}
    for one in doubts:
        article = articles[one.article]
        assert article["text"][one.target.start : one.target.end] == one.target.words
        row = dataset.tables[one.target.table].iloc[one.number].to_dict()
        assert id_of(target_of(one.target.table, row, article)) == one.id


def test_what_is_sure_is_not_asked_about(doubts: list[Doubt], dataset: Dataset) -> None:
    """Every unsure place of the map is in the queue, and no sure one."""
    toponyms = dataset.tables["toponyms"]
    asked = {one.number for one in doubts if one.target.table == "toponyms"}
    assert all(toponyms["score"].iloc[number] < 1 - LEAST for number in asked)


def test_two_places_that_fit_are_named(seeds: Path) -> None:
    """Where two places fit, the line names both."""
    dataset = build_from_articles(read_inputs([seeds])[0], title="seeds")
    number = int((dataset.tables["toponyms"]["text"] == "Sirte").to_numpy().nonzero()[0][0])
    dataset.tables["toponyms"].loc[number, ["score", "alternatives"]] = [
        0.55,
        json.dumps([{"name": "Surt", "kind": "admin1", "country": "LY", "score": 0.45}]),
    ]
    first = next(one for one in queue_of(dataset) if one.target.table == "toponyms" and one.number == number)
    said = " ".join(reason.text.format(**reason.values) for reason in first.reasons)
    assert "Two places fit: Sirte (55 %) or Surt (admin1, LY)." in said
    assert first.same > 1


@pytest.mark.parametrize("kind", ["accept", "reject"])
def test_what_was_decided_and_drawn_is_not_asked_again(seeds: Path, doubts: list[Doubt], kind: str) -> None:
    """After a build with the decision the record has left the queue."""
    first = doubts[0]
    decided = Correction("1" * 32, kind, first.target, {}, "one", "amal", "2026-11-22T10:00:00+00:00")
    rebuilt = build_from_articles(read_inputs([seeds])[0], title="seeds", corrections=[decided])
    spans = {(one.target.table, one.target.start, one.target.article) for one in queue_of(rebuilt)}
    assert ("toponyms", first.target.start, first.target.article) not in spans or kind == "reject"
