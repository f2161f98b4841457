"""Decisions of people: what may be said, and files of them."""

from __future__ import annotations

import json

import pytest

from geodata.correction import (
    Correction,
    Target,
    check_new,
    conflicts,
    correction_as_json,
    correction_from_json,
    digest_of,
    read_corrections,
    write_corrections,
)
from geodata.errors import CorrectionError

TARGET = Target("toponyms", "ab" * 32, 10, 17, "Tripoli", "gn:2210247")


def decision(number: int = 1, **changes: object) -> Correction:
    """Return a correction: Tripoli is the one in Lebanon."""
    parts = {
        "id": f"{number:032x}",
        "kind": "place",
        "target": TARGET,
        "value": {"feature_id": "gn:266826"},
        "scope": "one",
        "author": "amal",
        "made_at": f"2026-11-22T10:00:{number:02d}+00:00",
    }
    return Correction(**(parts | changes))


def test_json_there_and_back() -> None:
    """A correction survives its JSON form, and a file of them too."""
    assert correction_from_json(json.loads(json.dumps(correction_as_json(decision())))) == decision()
    both = [decision(2, kind="reject", value={}), decision(1)]
    assert read_corrections(write_corrections(both)) == [decision(1), decision(2, kind="reject", value={})]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": "no hex"}, "32 hex digits"),
        ({"kind": "explode"}, "allowed are place, date, reject, accept"),
        ({"scope": "all"}, "one, same"),
        ({"value": {"lat": 95.0, "lon": 13.0, "name": "x"}}, "degrees"),
        ({"value": {"lat": 32.0, "lon": 13.0}}, "name"),
        ({"value": {"name": "x", "geometry": {"type": "Polygon"}}}, "not GeoJSON"),
        ({"kind": "date", "value": {"earliest": "20 July"}}, "not a date"),
        ({"kind": "date", "value": {"earliest": "2020-07-21", "latest": "2020-07-20"}}, "comes after"),
        ({"kind": "reject", "value": {"x": 1}}, "carries no value"),
        ({"target": Target("toponyms", "ab" * 32, 17, 10, "Tripoli")}, "turned round"),
        ({"target": Target("articles", "ab" * 32, 1, 10, "Tripoli")}, "toponyms, events, claims"),
        ({"target": Target("toponyms", "a.txt", 1, 10, "Tripoli")}, "sha256"),
        ({"target": Target("toponyms", "ab" * 32, 1, 10**30, "Tripoli")}, "sha256"),
        ({"target": Target("toponyms", "ab" * 32, 1, 10, "Tripoli", "x" * 2001)}, "2000 characters"),
        ({"target": Target("toponyms", "ab" * 32, float("inf"), 10, "Tripoli")}, "no correction"),
        ({"note": "\ud800"}, "no text"),
        ({"author": "a\0b"}, "no text"),
        ({"value": {"feature_id": "gn:1", "more": [{"x": "\0"}]}}, "no text"),
        ({"value": {"feature_id": "gn:1", "more": float("nan")}}, "numbers that are none"),
        ({"value": {"feature_id": "gn:1", "more": "x" * 400_000}}, "at most 400 KB"),
        ({"value": {"feature_id": "x" * 2001}}, "2000 characters"),
        ({"value": {"lat": 32.0, "lon": 13.0, "name": "x", "radius_km": "far"}}, "A radius of far km"),
        ({"value": {"lat": 32.0, "lon": 10**400, "name": "x"}}, "degrees"),
        ({"made_at": "yesterday"}, "not a moment"),
    ],
)
def test_what_is_not_allowed_is_named(changes: dict, words: str) -> None:
    """Each refusal says what was given and what is allowed."""
    with pytest.raises(CorrectionError, match=words):
        check_new(correction_from_json(correction_as_json(decision(**changes))))


@pytest.mark.parametrize("text", ["", "[]", '{"format": "story"}', "[" * 100_000, '{"format": "timemap-corrections"}'])
def test_other_files_are_refused(text: str) -> None:
    """A file of another kind is refused in one sentence."""
    with pytest.raises(CorrectionError):
        read_corrections(text)


def test_a_file_with_one_that_cannot_be_held_is_refused() -> None:
    """Half letters pass JSON, and nothing after it."""
    text = json.dumps(
        json.loads(write_corrections([decision()])) | {"corrections": [correction_as_json(decision(note="\ud800"))]}
    )
    with pytest.raises(CorrectionError, match="no text"):
        read_corrections(text)


def test_conflicts_are_two_peoples_differing_decisions() -> None:
    """The same person may change their mind; two people who differ are a conflict."""
    mine, mine_again = decision(1), decision(2, value={"feature_id": "gn:1"})
    theirs = decision(3, author="basil", value={"feature_id": "gn:2"})
    same = decision(4, author="amal", value={"feature_id": "gn:2"})
    assert conflicts([mine, mine_again]) == []
    assert conflicts([theirs, mine_again, mine]) == [(mine_again, theirs)]
    assert conflicts([theirs, same]) == []


def test_digest_is_of_the_set() -> None:
    """Order of arrival does not matter; content does."""
    assert digest_of([decision(1), decision(2)]) == digest_of([decision(2), decision(1)])
    assert digest_of([decision(1)]) != digest_of([decision(1, note="seen on a map")])
