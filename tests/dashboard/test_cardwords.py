"""What cards say in other languages, in one table: put back, it gives the very cards that the app serves."""

from __future__ import annotations

from typing import Any

from dashboard.cardwords import card_words
from dashboard.dataset import Corpus
from dashboard.evidence import evidence_card
from dashboard.language import card_in
from dashboard.marks import marks_of
from dashboard.saving import evidence_keys


def _said(table: dict[str, dict[str, str]], value: Any, path: str) -> Any:
    """Return a value as source.js says it."""
    if isinstance(value, str):
        return table.get(path, {}).get(value, value)
    if isinstance(value, list):
        return [_said(table, each, path) for each in value]
    if isinstance(value, dict):
        return {name: _said(table, each, f"{path}.{name}") for name, each in value.items()}
    return value


def test_the_table_gives_the_cards_of_the_app(corpus: Corpus) -> None:
    """Every card of the seeds and of the record comes out as the route answers it in Arabic."""
    split = [key.split("/", 1) for key in evidence_keys(marks_of(corpus))]
    cards = [card for kind, key in split if (card := evidence_card(corpus, kind, key))]
    table = card_words(cards)["ar"]
    assert {card["kind"] for card in cards} == {"article", "record"}
    for card in cards:
        assert _said(table, card, card["kind"]) == card_in(card, "ar")


def test_words_of_an_article_are_never_in_the_table() -> None:
    """Not even where they are words that the app says elsewhere."""
    words = {"title": "Date", "source": "reference record", "published_label": "1 July 2020", "published_reason": ""}
    card = {
        "kind": "article",
        "title": "Date",
        "segments": [{"text": "Date", "mark": None}],
        "article": words,
        "understood": [{"label": "Date", "value": "1 July 2020", "reason": ""}],
        "modality_label": "",
        "confidence_reason": "",
        "alternatives": [],
    }
    table = card_words([card])["ar"]
    assert table["article.understood.label"]["Date"] != "Date"
    assert not {"article.segments.text", "article.article.title", "article.article.source"} & set(table)
