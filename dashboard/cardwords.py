"""What evidence cards say in the other languages, each phrase once, for a map that has no server to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dashboard.language import ENGLISH, LANGUAGES, card_in

CardWords = dict[str, dict[str, dict[str, str]]]
"""By language, then by the path of a card's field (``article.understood.label``): English and what is said for it."""


def card_words(cards: Iterable[dict[str, Any]]) -> CardWords:
    """Return what `card_in` would say for the words of English cards.

    Notes
    -----
    The path begins with the kind of the card, since that decides what is the app's own word: the excerpt of the
    reference record is said in the language, that of an article never is.
    """
    found: CardWords = {language: {} for language in LANGUAGES if language != ENGLISH}
    for card in cards:
        for language, table in found.items():
            for path, english, said in _changed(card["kind"], card, card_in(card, language)):
                table.setdefault(path, {})[english] = said
    return found


def _changed(path: str, english: Any, said: Any) -> Iterator[tuple[str, str, str]]:
    """Yield what is said otherwise, with its path; places in a list have none of their own."""
    if english is said:
        return
    if isinstance(english, dict):
        for name, value in english.items():
            yield from _changed(f"{path}.{name}", value, said[name])
    elif isinstance(english, list):
        for value, other in zip(english, said, strict=True):
            yield from _changed(path, value, other)
    elif isinstance(english, str) and english != said:
        yield path, english, said
