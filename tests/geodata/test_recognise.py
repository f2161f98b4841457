"""Recognition: words, proposals and the learned filter."""

from __future__ import annotations

import itertools
import math

import pytest

from geodata.gazetteer import Gazetteer
from geodata.lexicon import load_lexicon
from geodata.recognise.forest import Forest, forest_from_lightgbm, load_forest
from geodata.recognise.proposal import propose
from geodata.recognise.scan import Scan, scan_words
from geodata.recognise.selection import select
from geodata.recognise.signals import NAMES, signal_rows
from geodata.recognise.synth import synthetic_articles
from geodata.sentence import split_sentences


def scan(text: str) -> Scan:
    """Words of a text."""
    return scan_words(text, split_sentences(text))


def proposed(gazetteer: Gazetteer, text: str) -> set[str]:
    """Texts of all proposals."""
    words = scan(text)
    return {text[words.starts[p.first] : words.ends[p.last - 1]] for p in propose(words, gazetteer)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fighting near Deir ez-Zor went on.", "Deir ez-Zor"),
        ("The Tripoli-based cabinet resigned.", "Tripoli"),
        ("The Egypt-Libya border is long.", "Libya"),
        ("He lives in Barrie, Ont., with a dog.", "Ont."),
        ("It crossed the Gaza strip.", "Gaza strip"),
        ("A crash closed Blackwater Road today.", "Blackwater Road"),
        ("They met in New\n          York again.", "New\n          York"),
    ],
)
def test_names_are_proposed(gazetteer: Gazetteer, text: str, name: str) -> None:
    """Hyphens, short forms, lower-case heads and wrapped lines do not hide a name."""
    assert name in proposed(gazetteer, text)


def test_every_signal_has_a_name(gazetteer: Gazetteer) -> None:
    """Rows are as wide as the list of names, at the edges of a text too."""
    for text in ("Tripoli", "Tripoli.", "In Tripoli", "(Tripoli)", "U.S.", "Ky.", "New York Times"):
        words = scan(text)
        rows = signal_rows(words, propose(words, gazetteer), gazetteer, load_lexicon())
        assert rows or text == "Ky."
        assert all(len(row) == len(NAMES) for row in rows)


def test_the_shipped_forest_reads_these_signals() -> None:
    """A forest trained on other signals would answer nonsense."""
    assert load_forest().names == NAMES


def test_a_forest_is_evaluated_as_it_was_trained() -> None:
    """Left at most the threshold, log-odds of the leaves added."""
    tree = {
        "split_feature": 0,
        "threshold": 0.5,
        "left_child": {"leaf_value": -2.0},
        "right_child": {
            "split_feature": 1,
            "threshold": 3.0,
            "left_child": {"leaf_value": 1.0},
            "right_child": {"leaf_value": 2.0},
        },
    }
    forest: Forest = forest_from_lightgbm({"tree_info": [{"tree_structure": tree}]}, ("a", "b"))
    chances = forest.probability([[0.0, 9.0], [1.0, 3.0], [1.0, 4.0]])
    assert chances.tolist() == pytest.approx([1 / (1 + math.exp(2)), 1 / (1 + math.exp(-1)), 1 / (1 + math.exp(-2))])


def test_no_proposals_no_probabilities() -> None:
    """An article without a name is no error."""
    assert load_forest().probability([]).tolist() == []


def test_the_likeliest_of_overlapping_proposals_is_taken(gazetteer: Gazetteer) -> None:
    """Two names never share a word."""
    words = scan("He left New York City at dawn.")
    proposals = propose(words, gazetteer)
    taken = [
        proposals[k]
        for k in select(
            proposals, load_forest().probability(signal_rows(words, proposals, gazetteer, load_lexicon())), 0.4
        )
    ]
    assert all(a.last <= b.first for a, b in itertools.pairwise(taken))


def test_made_up_articles_are_labelled_where_they_say(gazetteer: Gazetteer) -> None:
    """Training text is deterministic and its spans are its own words."""
    articles = synthetic_articles(gazetteer, 3, seed=5)
    assert articles == synthetic_articles(gazetteer, 3, seed=5)
    assert all(row["text"][t["start"] : t["end"]] == t["text"] for row in articles for t in row["toponyms"])
