"""Evidence cards."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.dataset import Corpus
from dashboard.evidence import Mark, evidence_card, segments, uncovered

TEXT = "The army retook the town on Monday."
marks = st.builds(
    lambda a, n, kind: Mark(a, a + n, kind),
    st.integers(0, 40),
    st.integers(0, 20),
    st.sampled_from(["place", "date", "trigger", "actor"]),
)


@given(st.lists(marks, max_size=8), st.integers(0, 35), st.integers(0, 35))
def test_segments_are_the_verbatim_text(found: list[Mark], a: int, b: int) -> None:
    """However the marks lie, the joined segments are the text between the bounds."""
    start, end = min(a, b), max(a, b)
    assert "".join(str(s["text"]) for s in segments(TEXT, start, end, found)) == TEXT[start:end]


@given(marks, st.lists(marks, max_size=5))
def test_uncovered_parts_touch_no_taken_mark(mark: Mark, taken: list[Mark]) -> None:
    """What is left of a mark shares no character with what was there before."""
    left = {i for part in uncovered(mark, taken) for i in range(part.start, part.end)}
    covered = {i for other in taken for i in range(other.start, other.end)}
    assert left == set(range(mark.start, mark.end)) - covered


def all_keys(corpus: Corpus) -> list[tuple[str, str]]:
    """Return (kind, key) of every mark of a corpus."""
    tables = corpus.dataset.tables
    keys = [("mention", str(n)) for n in range(int(tables["toponyms"]["place"].notna().sum()))]
    keys += [("event", key) for key in tables["events"]["id"]]
    keys += [("claim", key) for key in tables["claims"]["id"]]
    return keys + [("fact", str(n)) for n in range(len(corpus.theatre.record))]


def test_every_mark_has_its_verbatim_sentence(corpus: Corpus) -> None:
    """For all marks the quote stands in the article, at the place that the link opens."""
    texts = dict(zip(corpus.dataset.tables["articles"]["id"], corpus.dataset.tables["articles"]["text"], strict=True))
    for kind, key in all_keys(corpus):
        card = evidence_card(corpus, kind, key)
        assert card is not None, (kind, key)
        quote = "".join(segment["text"] for segment in card["segments"])
        if card["kind"] == "article":
            assert quote in texts[card["article"]["id"]]
            assert any(segment["mark"] for segment in card["segments"])
        json.dumps(card, allow_nan=False)


def test_a_date_says_what_it_was_counted_from(corpus: Corpus) -> None:
    """The card of what happened "last month" says so and names the day counted from."""
    reasons = [
        line["reason"]
        for kind, key in all_keys(corpus)
        if kind == "event"
        for line in evidence_card(corpus, kind, key)["understood"]
        if line["label"] == "Date"
    ]
    assert any("last month" in reason and "20 July 2020" in reason for reason in reasons)


def test_the_record_is_never_taken_for_an_article(corpus: Corpus) -> None:
    """A card of the reference record says that it is one, names its source and opens no article."""
    card = evidence_card(corpus, "fact", "0")
    assert card is not None
    assert (card["kind"], card["href"]) == ("record", None)
    assert "not from an article" in card["modality_label"]
    assert card["article"]["title"]


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("mention", "-1"),
        ("mention", "999999999"),
        ("mention", "\u0663"),
        ("mention", "1e3"),
        ("event", "0000000000000000"),
        ("event", "zz/1"),
        ("claim", "' OR 1=1 --"),
        ("fact", "100000"),
        ("town", "1"),
        ("", ""),
    ],
)
def test_unknown_keys_have_no_card(corpus: Corpus, kind: str, key: str) -> None:
    """A key from a stale or forged link gives nothing, and no error."""
    assert evidence_card(corpus, kind, key) is None


def test_a_choice_of_place_shows_what_else_it_could_have_been(corpus: Corpus) -> None:
    """Whatever stands at a place that has namesakes shows them, the likeliest first, with the reason for the choice."""
    claims = corpus.dataset.tables["claims"]
    keys = [("claim", key) for key in claims["id"]] + [("event", key) for key in corpus.dataset.tables["events"]["id"]]
    cards = [evidence_card(corpus, *key) for key in keys]
    chosen = [card for card in cards if card and card["alternatives"]]
    assert chosen
    for card in chosen:
        scores = [other["score"] for other in card["alternatives"]]
        assert scores == sorted(scores, reverse=True)
        assert any(line["label"].startswith("Place") and line["reason"] for line in card["understood"])
