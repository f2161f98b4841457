"""Corrections replayed over what was read."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.article import Article
from geodata.correction import Correction, Target
from geodata.gazetteer import Gazetteer
from geodata.pipeline import build_from_articles
from geodata.reading import read_article
from geodata.replay import replay, was
from geodata.rows import TABLES, rows_from_reading

TEXT = """TRIPOLI, 20 December 2023 - Fighters captured Tripoli on Monday, a spokesman said.
The army still controls Sirte. The army shelled Misrata on Sunday. Tripoli was calm on Tuesday.
"""
ARTICLE = Article("a.txt", TEXT)


@pytest.fixture(scope="module")
def read(gazetteer: Gazetteer) -> dict[str, list[dict]]:
    """Return the rows of two copies of the article."""
    rows: dict[str, list[dict]] = {name: [] for name in TABLES}
    for name in ("a.txt", "b.txt"):
        one = rows_from_reading(read_article(Article(name, TEXT), gazetteer, None))
        for table in TABLES:
            rows[table].extend(one[table])
    return rows


def target(rows: dict[str, list[dict]], table: str, number: int) -> Target:
    """Return the target that stands for a row."""
    row = rows[table][number]
    start, end = ("start", "end") if table == "toponyms" else ("trigger_start", "trigger_end")
    return Target(table, ARTICLE.sha256, row[start], row[end], TEXT[row[start] : row[end]], was(table, row))


def decision(number: int, kind: str, what: Target, value: dict | None = None, scope: str = "one") -> Correction:
    """Return a correction made at the given second."""
    moment = f"2026-11-22T10:{number // 60:02d}:{number % 60:02d}+00:00"
    return Correction(f"{number:032x}", kind, what, value or {}, scope, "amal", moment)


def replayed(read: dict, gazetteer: Gazetteer, *corrections: Correction) -> tuple[dict, object]:
    """Return copies of the rows after the corrections, and what became of these."""
    rows = copy.deepcopy(read)
    outcome = replay(rows, corrections, gazetteer)
    return rows, outcome


def named(rows: dict, words: str) -> list[dict]:
    """Return the toponym rows with the given words."""
    return [row for row in rows["toponyms"] if row["text"] == words]


def test_another_feature_is_chosen(read: dict, gazetteer: Gazetteer) -> None:
    """The chosen feature's name, point and country take the place of those read, in each copy of the article."""
    number = next(i for i, row in enumerate(read["toponyms"]) if row["text"] == "Sirte")
    to_lebanon = decision(1, "place", target(read, "toponyms", number), {"feature_id": "gn:266826"})
    rows, outcome = replayed(read, gazetteer, to_lebanon)
    assert [row["country"] for row in named(rows, "Sirte")] == ["LB", "LB"]
    assert [(claim["lat"], claim["place"]) for claim in rows["claims"] if claim["kind"] == "holds"] == [
        (named(rows, "Sirte")[0]["lat"], "Tripoli")
    ] * 2
    assert outcome.applied == (to_lebanon.id,)


def test_same_cases_follow(read: dict, gazetteer: Gazetteer) -> None:
    """With the scope "same", every mention with the same words that was read the same way is changed."""
    number = next(i for i, row in enumerate(read["toponyms"]) if row["text"] == "Tripoli")
    value = {"feature_id": "gn:266826"}
    one, _ = replayed(read, gazetteer, decision(1, "place", target(read, "toponyms", number), value))
    same, _ = replayed(read, gazetteer, decision(1, "place", target(read, "toponyms", number), value, "same"))
    assert [row["country"] for row in named(one, "Tripoli")].count("LB") == 2  # once in each copy
    assert {row["country"] for row in named(same, "Tripoli")} == {"LB"}
    assert {row["country"] for row in named(same, "TRIPOLI")} != {"LB"}


def test_rejected_records_are_gone_and_a_rejected_place_is_nowhere(read: dict, gazetteer: Gazetteer) -> None:
    """What is not an event is dropped; a word that is no place stays in the text and is drawn nowhere."""
    event = decision(1, "reject", target(read, "events", 0))
    place = decision(2, "reject", target(read, "toponyms", 1))
    rows, _ = replayed(read, gazetteer, event, place)
    assert len(rows["events"]) == len(read["events"]) - 2
    assert len(rows["toponyms"]) == len(read["toponyms"])
    assert rows["toponyms"][1]["feature_id"] is None


def test_date_actor_type_and_modality(read: dict, gazetteer: Gazetteer) -> None:
    """Each part of an event can be set by itself."""
    what = target(read, "events", 0)
    rows, _ = replayed(
        read,
        gazetteer,
        decision(1, "date", what, {"earliest": "2023-12-18", "latest": "2023-12-19"}),
        decision(2, "actor", what, {"role": "source", "actor_id": "rsf", "name": "Rapid Support Forces"}),
        decision(3, "type", what, {"type": "clash"}),
        decision(4, "modality", what, {"modality": "denied"}),
    )
    event = rows["events"][0]
    assert (event["earliest"], event["latest"], event["type"], event["modality"]) == (
        "2023-12-18",
        "2023-12-19",
        "clash",
        "denied",
    )
    assert [a["id"] for a in json.loads(event["actors"]) if a["role"] == "source"] == ["rsf"]


def test_an_event_without_a_place_gets_one_of_its_own(gazetteer: Gazetteer) -> None:
    """A person says where; the words stay what the text says."""
    text = "KYIV, 1 March 2023 - Soldiers captured the village on Monday.\n"
    reading = read_article(Article("c.txt", text), gazetteer, None)
    rows = rows_from_reading(reading)
    event = rows["events"][0]
    span = (event["trigger_start"], event["trigger_end"])
    what = Target("events", Article("c.txt", text).sha256, *span, text[slice(*span)], was("events", event))
    before = len(rows["toponyms"])
    replay(
        rows, [decision(1, "place", what, {"lat": 48.5, "lon": 38.0, "name": "A village", "radius_km": 5})], gazetteer
    )
    [[number, role]] = json.loads(rows["events"][0]["places"])
    assert (number, role, rows["toponyms"][number]["name"]) == (before, "at", "A village")


def test_a_correction_that_fits_no_more_is_reported(read: dict, gazetteer: Gazetteer) -> None:
    """Nothing is forced on other words, on another article, or on what is not read any more."""
    row = read["toponyms"][0]
    there = (row["start"], row["end"])
    lost = [
        Target("toponyms", "00" * 32, *there, row["text"]),
        Target("toponyms", ARTICLE.sha256, *there, "Benghazi"),
        Target("toponyms", ARTICLE.sha256, 0, 3, TEXT[:3]),
    ]
    rows, outcome = replayed(read, gazetteer, *(decision(n, "reject", one) for n, one in enumerate(lost)))
    assert rows == read
    assert [reason.split()[0] for _, reason in outcome.unmatched] == ["Its", "Its", "Nothing"]


KINDS = st.sampled_from(["reject", "accept", "date", "place"])
VALUES = {
    "date": [{"earliest": "2023-12-01", "latest": "2023-12-01"}, {"earliest": None, "latest": None}],
    "place": [{"feature_id": "gn:266826"}, {"lat": 1.0, "lon": 2.0, "name": "Here"}],
}


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_any_order_gives_the_same_state(data: st.DataObject, read: dict, gazetteer: Gazetteer) -> None:
    """Corrections replay in the order they were made, whatever order they arrive in, and twice is once."""
    made = []
    for number in range(data.draw(st.integers(0, 8))):
        table = data.draw(st.sampled_from(["toponyms", "events", "claims"]))
        kind = data.draw(KINDS)
        value = data.draw(st.sampled_from(VALUES.get(kind, [{}])))
        row = data.draw(st.integers(0, len(read[table]) - 1))
        made.append(
            decision(number, kind, target(read, table, row), value, data.draw(st.sampled_from(["one", "same"])))
        )
    straight = replayed(read, gazetteer, *made)
    assert replayed(read, gazetteer, *data.draw(st.permutations(made))) == straight
    assert replayed(read, gazetteer, *made, *made) == straight


def test_a_build_with_corrections(tmp_path: Path) -> None:
    """A dataset says what became of its corrections, and its digest changes with them."""
    plain = build_from_articles([ARTICLE], title="t", processes=1)
    toponym = plain.tables["toponyms"].iloc[0]
    what = Target("toponyms", ARTICLE.sha256, int(toponym["start"]), int(toponym["end"]), toponym["text"])
    drawn = {"name": "Here", "geometry": {"type": "Polygon", "coordinates": [[[1, 1], [2, 1], [2, 2], [1, 1]]]}}
    mended = build_from_articles(
        [ARTICLE], tmp_path / "d", title="t", corrections=[decision(1, "place", what, drawn)], processes=1
    )
    assert mended.manifest["corrections"]["applied"] == (f"{1:032x}",)
    assert mended.digest != plain.digest
    place = mended.tables["places"][mended.tables["places"]["name"] == "Here"].iloc[0]
    assert json.loads(place["outline"])["type"] == "Polygon"
