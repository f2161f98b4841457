"""Phrases of several words, looked up in the tokens of a text."""

from __future__ import annotations

import dataclasses
import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
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


Phrase = tuple[tuple[str, ...], Any]
"""The words after the first, with what the table holds for the phrase."""


class _Choices:
    """The phrases that begin with one word.

    Parameters
    ----------
    alone
        The phrase that is nothing but this word, if there is one.
    longer
        The others by their number, longest first, each under one of its words: unless that
        word follows, the phrase cannot.  The longest word is hardly ever the commonest.
    cues
        Those words.
    """

    __slots__ = ("alone", "cues", "longer")

    def __init__(self, phrases: list[Phrase]) -> None:
        self.alone: Phrase | None = next((phrase for phrase in phrases if not phrase[0]), None)
        self.longer: dict[str, list[tuple[int, Phrase]]] = {}
        for number, phrase in enumerate(sorted(phrases, key=lambda phrase: -len(phrase[0]))):
            if phrase[0]:
                self.longer.setdefault(max(phrase[0], key=len), []).append((number, phrase))
        self.cues = frozenset(self.longer)


class PhraseTable:
    """Phrases by their first word, so that most tokens cost one dictionary look-up."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], Any]]) -> None:
        self._phrases: dict[str, list[Phrase]] = {}
        for words, value in entries:
            self._phrases.setdefault(words[0], []).append((tuple(words[1:]), value))
        self._choices: dict[str, _Choices] = {}  # made ready as words are met: no text has them all

    def values(self) -> Iterator[Any]:
        """Yield what the table holds for each of its phrases."""
        return (value for phrases in self._phrases.values() for _, value in phrases)

    def get(self, words: Sequence[str]) -> Any:
        """Return what the table holds for the phrase that is all of `words`, ``None`` if it holds none."""
        rest = tuple(words[1:])
        return (
            next((value for written, value in self._phrases.get(words[0], ()) if written == rest), None)
            if words
            else None
        )

    def scan(self, tokens: Sequence[str], first: int, stop: int, *, nested: bool = False) -> Iterator[Found]:
        """Yield the longest phrase at each place of ``tokens[first:stop]``.

        `nested` also yields phrases that begin inside another one: a phrase with a gap
        may hold a second deed ("push the army, which shelled the town, back").
        """
        after = first
        for index in compress(range(first, stop), map(self._phrases.__contains__, tokens[first:stop])):
            if index < after:
                continue
            word = tokens[index]
            choices = self._choices.get(word) or self._make_ready(word)
            found = _longest(choices, tokens, index, stop)
            if found:
                yield found
                after = index + 1 if nested else found.last + 1

    def _make_ready(self, word: str) -> _Choices:
        self._choices[word] = choices = _Choices(self._phrases[word])
        return choices


_WINDOW = 2 * GAP_TOKENS + 4
"""No phrase of the tables is longer than this many tokens."""


def _longest(choices: _Choices, tokens: Sequence[str], index: int, stop: int) -> Found | None:
    # Most phrases fail at the second condition, before any word is compared in its place.
    if choices.longer and not choices.cues.isdisjoint(tokens[index + 1 : min(stop, index + _WINDOW)]):
        cues = choices.cues.intersection(tokens[index + 1 : min(stop, index + _WINDOW)])
        for _, (rest, value) in sorted([each for cue in cues for each in choices.longer[cue]], key=_number):
            after = _match(rest, tokens, index + 1, stop)
            if after is not None:
                return Found(index, after - 1, value)
    return Found(index, index, choices.alone[1]) if choices.alone else None


_number = operator.itemgetter(0)


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
