"""A key under which transliterations of one name meet."""

from __future__ import annotations

import re

from geodata.gazetteer.fold import fold

_CODES = (
    "AE AF AM AZ BH BY DJ DZ EG EH ER ET GE IL IQ IR JO KW LB LY MA ML MR NE OM PK PS QA RU SA SD SO SS SY TD TN UA YE"
)
LOOSE_COUNTRIES = frozenset(_CODES.split())
"""Countries whose names reach English through another script, each writer's way."""

_SHORTEST = 3
"""Consonants that a key has at least; with fewer, half of all short names would meet."""

_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("tch", "s"), ("kh", "x"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("ch", "s"),
    ("zh", "z"), ("dj", "g"), ("ph", "f"), ("ts", "s"), ("tz", "s"), ("ck", "k"),
)  # fmt: skip
_LETTERS = str.maketrans({"q": "k", "c": "k", "j": "g", "v": "w", "z": "s", "p": "b"})
_VOWELS = re.compile(r"[aeiouy]+|w(?=[aeiou]|\b)|(?<=[a-z])h\b")
_DOUBLED = re.compile(r"(.)\1+")


def loose_key(name: str) -> str:
    """Reduce a name in Latin letters to the consonants that most transliterations share.

    Vowels are dropped except that a first one is kept as a mark, the Arabic article is dropped, and letters for
    near sounds (q and k, gh and g, sh and ch, v and w) are one.

    Returns
    -------
    str
        ``"~"`` and the consonants; empty when too little is left to tell names apart.

    Examples
    --------
    >>> loose_key("Bani Waleed") == loose_key("Banī Walīd"), loose_key("Tarhouna") == loose_key("Tarhunah")
    (True, True)
    >>> loose_key("Kharkov") == loose_key("Kharkiv"), loose_key("Sirte") == loose_key("Sidra")
    (True, False)
    """
    folded = fold(name)
    if not folded.isascii():
        return ""
    words = [_skeleton(word) for word in folded.removeprefix("al ").replace(" al ", " ").split()]
    key = " ".join(words)
    return f"~{key}" if sum(letter.isalpha() for letter in key) >= _SHORTEST else ""


def _skeleton(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    first = "a" if word[0] in "aeiou" else ""
    return first + _DOUBLED.sub(r"\1", _VOWELS.sub("", word.translate(_LETTERS)))
