"""The queue of a dataset: its order, what is left out, what is kept beside the dataset."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from geodata.correction import Correction
from geodata.doubt import Doubt
from geodata.queue import DOUBTS, RECORDS, Queue, queue_of, read_queue, settled_by, spoken_of
from geodata.replay import SPANS
from geodata.store import Dataset, write_dataset


@pytest.fixture(scope="module")
def queue(dataset: Dataset) -> Queue:
    """What is doubtful in them."""
    return queue_of(dataset)


def decided(one: Doubt, scope: str = "one") -> Correction:
    """Return a decision that a record is right."""
    return Correction("1" * 32, "accept", one.target, {}, scope, "amal", "2026-11-22T10:00:00+00:00")


def test_the_order_is_by_rank_and_always_the_same(queue: Queue, dataset: Dataset) -> None:
    """The same dataset gives the same queue, each record once."""
    ranks = [one.rank for one in queue]
    assert ranks == sorted(ranks, reverse=True)
    assert list(queue_of(dataset)) == list(queue)
    assert len({one.id for one in queue}) == len(queue) > 20


def test_each_further_one_of_a_case_counts_half(queue: Queue) -> None:
    """Whoever decides the first may decide all."""
    counts: dict[tuple, int] = {}
    for one in sorted(queue, key=lambda one: (-one.doubt * one.impact, -one.rank)):
        case = (one.target.table, one.target.words, one.target.was)
        assert one.rank == pytest.approx(one.doubt * one.impact * 0.5 ** counts.get(case, 0))
        counts[case] = counts.get(case, 0) + 1
    assert max(counts.values()) > 1


def test_what_is_kept_is_what_was_found(queue: Queue, dataset: Dataset, tmp_path: Path) -> None:
    """A later reader has the same queue, with the same cases."""
    write_dataset(dataset, tmp_path / "d")
    assert read_queue(tmp_path / "d", dataset) is None
    queue.write(tmp_path / "d")
    kept = read_queue(tmp_path / "d", dataset)
    assert kept is not None
    assert list(kept) == list(queue)
    assert kept.same(queue[0].target).tolist() == queue.same(queue[0].target).tolist()


@pytest.mark.parametrize("name", [DOUBTS, RECORDS])
def test_a_torn_or_foreign_file_is_no_queue(queue: Queue, dataset: Dataset, tmp_path: Path, name: str) -> None:
    """Half a file, or one of other articles, is made anew instead of believed."""
    queue.write(tmp_path)
    other = dataclasses.replace(dataset, manifest={**dataset.manifest, "corpus_version": "0" * 16})
    assert read_queue(tmp_path, other) is None
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    assert read_queue(tmp_path, dataset) is None


def test_what_was_decided_is_left_out(queue: Queue) -> None:
    """A decision takes out its record; one for all same cases takes out all of them."""
    first = queue[0]
    assert len(queue.places(settled=settled_by([spoken_of(decided(first))]))) == len(queue) - 1
    cases: dict[tuple, list[str]] = {}
    for one in queue:
        cases.setdefault((one.target.table, one.target.words, one.target.was), []).append(one.id)
    same = max(cases.values(), key=len)
    several = queue.find(same[0])
    assert several is not None
    left = queue.places(settled=settled_by([spoken_of(decided(several, "same"))]))
    assert not {queue[place].id for place in left} & set(same)
    assert len(left) == len(queue) - len(same)
    assert len(same) > 1


def test_narrowed_by_table_article_and_what_was_skipped(queue: Queue, dataset: Dataset) -> None:
    """Parts of the queue add up to the whole; what is not there narrows it to nothing."""
    assert sum(len(queue.places(table=table)) for table in SPANS) == len(queue)
    articles = dataset.tables["articles"]["id"]
    assert sum(len(queue.places(article=article)) for article in articles) == len(queue)
    assert not len(queue.places(table="articles"))
    assert not len(queue.places(article="nowhere.txt"))
    rest = queue.without(queue.places(), [queue[0].id, "garbage", "", "f" * 16])
    assert [queue[place].id for place in rest] == [one.id for one in queue][1:]


def test_found_by_id(queue: Queue) -> None:
    """An id names its record, in doubt or not; anything else names none."""
    assert queue.find(queue[3].id) == queue[3]
    asked = {one.number for one in queue if one.target.table == "toponyms"}
    sure = queue.record("toponyms", next(number for number in range(1000) if number not in asked))
    assert queue.find(sure.id) == sure
    assert not sure.reasons
    for key in ("", "0" * 16, "x" * 16, "\u0661" * 16, queue[3].id.upper() + "0"):
        assert queue.find(key) is None


def test_same_cases_are_the_rows_that_a_decision_for_all_changes(queue: Queue, dataset: Dataset) -> None:
    """Same words, read the same way, each row of the table once."""
    for one in queue:
        numbers = queue.same(one.target).tolist()
        assert one.number in numbers
        assert one.same == len(numbers)
        if one.target.table == "toponyms":
            assert set(dataset.tables["toponyms"]["text"].iloc[numbers]) == {one.target.words}
