"""Imported rows in the payload, on their cards and out of what is passed on."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from dashboard.dataset import Corpus, corpus_of, open_corpus
from dashboard.evidence import evidence_card
from dashboard.imported import read_corpus
from dashboard.marks import marks_of
from dashboard.payload import NONE, encode_tables, unpack
from geodata.exchange.imported import read_imported, with_imported
from tests.geodata.exchange.conftest import A_UCDP_ROW, ACLED, AN_ACLED_ROW, UCDP


@pytest.fixture
def joined(corpus: Corpus, tmp_path: Path) -> Corpus:
    """The seeds with a row of ACLED, one without a place's name, and a row of UCDP."""
    files = []
    nameless = {**AN_ACLED_ROW, "event_id_cnty": "LBY2", "location": ""}
    for name, header, rows in (("a.csv", ACLED, [AN_ACLED_ROW, nameless]), ("u.csv", UCDP, [A_UCDP_ROW])):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, restval="")
            writer.writeheader()
            writer.writerows(rows)
        files.append(read_imported(tmp_path / name))
    return corpus_of(with_imported(corpus.dataset, files))


def test_imported_events_follow_those_of_the_articles(corpus: Corpus, joined: Corpus) -> None:
    before = marks_of(corpus)
    header, columns = unpack(encode_tables(marks_of(joined)))
    count = len(before.columns["event.id"])
    for name in ("event.id", "event.place", "event.type"):
        assert np.array_equal(columns[name][:count], before.columns[name])
    assert len(columns["event.id"]) == count + 3
    named, nameless, district = columns["event.place"][count:].tolist()
    assert (header["places"][named]["name"], header["places"][named]["where_prec"]) == ("Sirte", 1)
    assert (header["places"][district]["where_prec"], header["places"][district]["radius_km"]) == (4, 100)
    assert nameless == NONE
    assert columns["event.lat"][count + 1] == pytest.approx(31.2)
    assert np.isnan(columns["event.lat"][count])
    start, end = columns["event.actor_start"][count : count + 2].tolist()
    assert [header["actors"][n]["name"] for n in columns["event.actors"][start:end]] == [
        "Made-up Army",
        "Made-up Guard",
    ]


def test_the_card_holds_the_files_own_words(joined: Corpus) -> None:
    row = joined.dataset.tables["imported"].iloc[0]
    card = evidence_card(joined, "event", row["id"])
    assert card is not None
    assert card["kind"] == "imported"
    assert card["segments"] == [{"text": AN_ACLED_ROW["notes"], "mark": None}]
    assert card["fields"]["sub_event_type"] == "Non-state actor overtakes territory"
    assert card["terms"] == "no redistribution"
    assert "row 2" in card["article"]["published_reason"]
    assert evidence_card(joined, "event", "00000000000000aa") is None
    arabic = evidence_card(joined, "event", row["id"], "ar")
    assert arabic is not None
    assert arabic["segments"] == card["segments"]


def test_what_may_be_passed_on(corpus: Corpus, joined: Corpus) -> None:
    kept = open_corpus(joined).dataset.tables["imported"]
    assert kept["origin"].tolist() == ["ucdp"]
    assert read_corpus(joined).dataset.digest == corpus.dataset.digest
    assert open_corpus(corpus) is corpus
