"""Phrases of several words, looked up in the tokens of a text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

GAP = "~"
"""In a phrase: up to `GAP_TOKENS` tokens that are not punctuation ("push ~ back")."""

SLACK = "?"
"""In a phrase: up to two tokens that are not punctuation ("take ? control")."""

GAP_TOKENS = 8

_BRACES = re.compile(r"\{([^{}]*)\}")
_STOPS = frozenset(".,;:!?()[]\u2014\u2013") | frozenset(
    (
        "who",
        "which",
        "that",
        "said",
        "has",
        "have",
        "had",
        "was",
        "were",
        "is",
        "are",
        "will",
        "would",
        "after",
        "when",
        "while",
    )
)
"""Tokens that no gap spans: marks, and words that begin another clause."""


def expand_braces(pattern: str) -> list[str]:
    """Write out the alternatives of a pattern, as a shell does.

    >>> expand_braces("{UN,U.N.}-backed {,Libyan }government")
    ['UN-backed government', 'UN-backed Libyan government', 'U.N.-backed government', 'U.N.-backed Libyan government']
    """
    match = _BRACES.search(pattern)
    if not match:
        return [pattern]
    return [
        written
        for choice in match[1].split(",")
        for written in expand_braces(pattern[: match.start()] + choice + pattern[match.end() :])
    ]


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A phrase found: tokens ``first`` to ``last`` (inclusive) and what the table holds for it."""

    first: int
    last: int
    value: Any


@dataclasses.dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase after its first word; `literals` are the words that must all follow."""

    rest: tuple[str, ...]
    literals: frozenset[str]
    value: Any


class PhraseTable:
    """Phrases by their first word, so that most tokens cost one dictionary look-up."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], Any]]) -> None:
        table: dict[str, list[_Phrase]] = {}
        for words, value in entries:
            rest = tuple(words[1:])
            table.setdefault(words[0], []).append(_Phrase(rest, frozenset(rest) - {GAP, SLACK}, value))
        for choices in table.values():
            choices.sort(key=lambda choice: -len(choice.rest))
        self._table = table

    def scan(self, tokens: Sequence[str], first: int, stop: int, *, nested: bool = False) -> Iterator[Found]:
        """Yield the longest phrase at each place of ``tokens[first:stop]``.

        `nested` also yields phrases that begin inside another one: a phrase with a gap
        may hold a second deed ("push the army, which shelled the town, back").
        """
        table = self._table
        after = first
        for index in [i for i, token in enumerate(tokens[first:stop], first) if token in table]:
            if index < after:
                continue
            found = _longest(table[tokens[index]], tokens, index, stop)
            if found:
                yield found
                after = index + 1 if nested else found.last + 1


_WINDOW = 2 * GAP_TOKENS + 4
"""No phrase of the tables is longer than this many tokens."""


def _longest(choices: list[_Phrase], tokens: Sequence[str], index: int, stop: int) -> Found | None:
    following = tokens[index + 1 : min(stop, index + _WINDOW)] if choices[0].rest else ()
    for phrase in choices:
        # Most phrases fail here, before any word is compared in its place.
        if phrase.literals and not phrase.literals.issubset(following):
            continue
        last = _match(phrase.rest, tokens, index + 1, stop)
        if last is not None:
            return Found(index, last - 1, phrase.value)
    return None


def _match(rest: tuple[str, ...], tokens: Sequence[str], index: int, stop: int) -> int | None:
    """Return the token after the phrase, ``None`` where it does not match."""
    for position, part in enumerate(rest):
        if part in (GAP, SLACK):
            return _match_gap(rest[position + 1 :], tokens, index, stop, GAP_TOKENS if part == GAP else 2)
        if index >= stop or tokens[index] != part:
            return None
        index += 1
    return index


def _match_gap(rest: tuple[str, ...], tokens: Sequence[str], index: int, stop: int, width: int) -> int | None:
    for skipped in range(width + 1):
        after = _match(rest, tokens, index + skipped, stop)
        if after is not None:
            return after
        if index + skipped >= stop or tokens[index + skipped] in _STOPS:
            return None
    return None
