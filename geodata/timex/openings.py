"""The characters with which a match of a regular expression can begin."""

from __future__ import annotations

import re

_LOOK = re.compile(r"\(\?(?:<?[=!])")
_OPEN = re.compile(r"\((?:\?:|\?P<\w+>)?")


def openings(pattern: str) -> frozenset[str]:
    """Return the characters a match of `pattern` can begin with.

    Reads the part of the language that the grammar uses: characters, sets, groups,
    alternatives, look-around, ``?`` and ``{0,6}``.

    >>> sorted(openings("(?:a|b{0,2}c)?d"))
    ['a', 'b', 'c', 'd']
    """
    characters, _, _ = _alternatives(pattern, 0)
    return characters


def _alternatives(pattern: str, position: int) -> tuple[frozenset[str], bool, int]:
    """Read up to the closing bracket; return openings, whether it may be empty, and the end."""
    characters, empty = frozenset[str](), False
    while True:
        some, may_be_empty, position = _sequence(pattern, position)
        characters |= some
        empty |= may_be_empty
        if position >= len(pattern) or pattern[position] == ")":
            return characters, empty, position + 1
        position += 1


def _sequence(pattern: str, position: int) -> tuple[frozenset[str], bool, int]:
    characters, empty = frozenset[str](), True
    while position < len(pattern) and pattern[position] not in "|)":
        some, optional, position = _item(pattern, position)
        if position < len(pattern) and pattern[position] in "?{":
            optional |= pattern.startswith(("?", "{0"), position)
            position = pattern.index("}", position) + 1 if pattern[position] == "{" else position + 1
        if empty:
            characters |= some
        empty &= optional
    return characters, empty, position


def _item(pattern: str, position: int) -> tuple[frozenset[str], bool, int]:
    if look := _LOOK.match(pattern, position):
        _, _, end = _alternatives(pattern, look.end())
        return frozenset(), True, end
    if opened := _OPEN.match(pattern, position):
        return _alternatives(pattern, opened.end())
    if pattern[position] == "[":
        end = pattern.index("]", position)
        return frozenset(pattern[position + 1 : end]), False, end + 1
    return frozenset(pattern[position]), False, position + 1
