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
_STOPS = frozenset('.,;:!?()[]"\u201c\u201d\u2014\u2013')


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


class PhraseTable:
    """Phrases by their first word, so that most tokens cost one dictionary look-up."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], Any]]) -> None:
        table: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
        for words, value in entries:
            table.setdefault(words[0], []).append((tuple(words[1:]), value))
        for choices in table.values():
            choices.sort(key=lambda choice: -len(choice[0]))
        self._table = table

    def scan(self, tokens: Sequence[str], first: int, stop: int, *, nested: bool = False) -> Iterator[Found]:
        """Yield the longest phrase at each place of ``tokens[first:stop]``.

        `nested` also yields phrases that begin inside another one: a phrase with a gap
        may hold a second deed ("push the army, which shelled the town, back").
        """
        table = self._table
        index = first
        while index < stop:
            choices = table.get(tokens[index])
            found = self._longest(choices, tokens, index, stop) if choices else None
            if found:
                yield found
                index = index + 1 if nested else found.last + 1
            else:
                index += 1

    def _longest(
        self, choices: list[tuple[tuple[str, ...], Any]], tokens: Sequence[str], index: int, stop: int
    ) -> Found | None:
        for rest, value in choices:
            last = _match(rest, tokens, index + 1, stop)
            if last is not None:
                return Found(index, last - 1, value)
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
