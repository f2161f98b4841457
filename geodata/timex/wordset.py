"""Sets of words, written as a line of text."""

from __future__ import annotations


def wordset(text: str) -> frozenset[str]:
    """Return the words of `text` as a set.

    >>> sorted(wordset("early late"))
    ['early', 'late']
    """
    return frozenset(text.split())
