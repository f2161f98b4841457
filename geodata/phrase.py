"""Phrases of several words, looked up in the tokens of a text."""

from __future__ import annotations

import collections
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


@dataclasses.dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase after its first word; of phrases that match at one place the one of lowest `rank` is the longest."""

    rank: int
    rest: tuple[str, ...]
    value: Any


@dataclasses.dataclass(slots=True)
class _Choices:
    """The phrases that begin with one word.

    Parameters
    ----------
    alone
        The phrase that is nothing but this word, if there is one.
    longer
        The others, each under the one of its words that is rarest in the table: unless it
        follows, the phrase cannot.
    cues
        Those words.
    """

    alone: _Phrase | None = None
    longer: dict[str, list[_Phrase]] = dataclasses.field(default_factory=dict)
    cues: frozenset[str] = frozenset()


class PhraseTable:
    """Phrases by their first word, so that most tokens cost one dictionary look-up."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], Any]]) -> None:
        entries = sorted(((tuple(words), value) for words, value in entries), key=lambda entry: -len(entry[0]))
        counts = collections.Counter(word for words, _ in entries for word in words[1:])
        counts[GAP] = counts[SLACK] = len(entries)  # no words
        self._table: dict[str, _Choices] = {}
        for rank, ((first, *rest), value) in enumerate(entries):
            choices = self._table.setdefault(first, _Choices())
            phrase = _Phrase(rank, tuple(rest), value)
            if rest:
                choices.longer.setdefault(min(rest, key=counts.__getitem__), []).append(phrase)
            else:
                choices.alone = phrase
        for choices in self._table.values():
            choices.cues = frozenset(choices.longer)

    def values(self) -> Iterator[Any]:
        """Yield what the table holds for each of its phrases."""
        for choices in self._table.values():
            yield from (phrase.value for phrases in choices.longer.values() for phrase in phrases)
            if choices.alone:
                yield choices.alone.value

    def get(self, words: Sequence[str]) -> Any:
        """Return what the table holds for the phrase that is all of `words`, ``None`` if it holds none."""
        choices = self._table.get(words[0]) if words else None
        found = _longest(choices, words, 0, len(words)) if choices else None
        return found.value if found and found.last == len(words) - 1 else None

    def scan(self, tokens: Sequence[str], first: int, stop: int, *, nested: bool = False) -> Iterator[Found]:
        """Yield the longest phrase at each place of ``tokens[first:stop]``.

        `nested` also yields phrases that begin inside another one: a phrase with a gap
        may hold a second deed ("push the army, which shelled the town, back").
        """
        table = self._table
        after = first
        for index in compress(range(first, stop), map(table.__contains__, tokens[first:stop])):
            if index < after:
                continue
            found = _longest(table[tokens[index]], tokens, index, stop)
            if found:
                yield found
                after = index + 1 if nested else found.last + 1


_WINDOW = 2 * GAP_TOKENS + 4
"""No phrase of the tables is longer than this many tokens."""


def _longest(choices: _Choices, tokens: Sequence[str], index: int, stop: int) -> Found | None:
    if choices.longer:
        # Most phrases fail here, before any word is compared in its place.
        cues = choices.cues.intersection(tokens[index + 1 : min(stop, index + _WINDOW)])
        for phrase in sorted([p for cue in cues for p in choices.longer[cue]], key=_rank):
            after = _match(phrase.rest, tokens, index + 1, stop)
            if after is not None:
                return Found(index, after - 1, phrase.value)
    return Found(index, index, choices.alone.value) if choices.alone else None


_rank = operator.attrgetter("rank")


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
