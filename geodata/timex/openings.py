"""The first characters of what a regular expression can match."""

from __future__ import annotations

import re

_LOOK = re.compile(r"\(\?(?:<?[=!])")
_OPEN = re.compile(r"\((?:\?:|\?P<\w+>)?")
_EMPTY = frozenset({""})

Beginnings = frozenset[str]
"""Strings cut off at some length; a shorter one is all of a match."""


def openings(pattern: str, length: int) -> Beginnings:
    """Return the first `length` characters of all that `pattern` can match, a shorter match as a whole.

    Reads the part of the language that the grammar uses: characters, sets, groups,
    alternatives, ``?`` and ``{0,6}``; what a look-around forbids is not left out.

    >>> sorted(openings("(?:a|b{0,2}c)?d", 2))
    ['ad', 'bb', 'bc', 'cd', 'd']
    """
    return _alternatives(pattern, 0, length)[0]


def _alternatives(pattern: str, position: int, length: int) -> tuple[Beginnings, int]:
    """Read up to the closing bracket; return the beginnings and the position after it."""
    found = frozenset[str]()
    while True:
        some, position = _sequence(pattern, position, length)
        found |= some
        if position >= len(pattern) or pattern[position] == ")":
            return found, position + 1
        position += 1


def _sequence(pattern: str, position: int, length: int) -> tuple[Beginnings, int]:
    found = _EMPTY
    while position < len(pattern) and pattern[position] not in "|)":
        some, position = _item(pattern, position, length)
        if position < len(pattern) and pattern[position] == "?":
            some, position = some | _EMPTY, position + 1
        elif position < len(pattern) and pattern[position] == "{":
            some, position = _repeated(some, length), pattern.index("}", position) + 1
        found = _joined(found, some, length)
    return found, position


def _item(pattern: str, position: int, length: int) -> tuple[Beginnings, int]:
    if look := _LOOK.match(pattern, position):
        return _EMPTY, _alternatives(pattern, look.end(), length)[1]
    if opened := _OPEN.match(pattern, position):
        return _alternatives(pattern, opened.end(), length)
    if pattern[position] == "[":
        end = pattern.index("]", position)
        return frozenset(pattern[position + 1 : end]), end + 1
    if pattern[position] == "\\":
        position += 1
    return frozenset(pattern[position]), position + 1


def _joined(first: Beginnings, second: Beginnings, length: int) -> Beginnings:
    if second == _EMPTY:
        return first
    return frozenset([a if len(a) == length else (a + b)[:length] for a in first for b in second])


def _repeated(some: Beginnings, length: int) -> Beginnings:
    found = _EMPTY
    for _ in range(length):
        found |= _joined(found, some, length)
    return found
