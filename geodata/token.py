"""Words and marks of a text, with their offsets."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from bisect import bisect_left


@dataclasses.dataclass(frozen=True, slots=True)
class Tokens:
    """All tokens of a text as parallel lists, so that scanning them stays cheap.

    Parameters
    ----------
    words, lows
        As written, and in lower case with straight apostrophes.
    starts, ends
        Code points into the text.
    """

    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range of tokens that begin within ``text[start:end]``."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def is_name(self, index: int) -> bool:
        """Whether the token begins with a capital letter, an Arabic article left aside."""
        word = self.words[index]
        return word[0].isupper() or (word[2:3] == "-" and word[3:4].isupper())


_TOKEN = re.compile(
    r"(?!\s)"  # between words, one look instead of one for each line below
    r"([A-Za-z]++(?![-'.,:/\w])"  # most words, tried first; the next line would find them too
    # An atomic group, not "*+": that one is wrong in Python before 3.11.5 (gh-106052).
    r"|[^\W_]++(?>(?:-[^\W_]++|'(?!(?:s|t|re|ve|ll|d|m)\b)[^\W_]++)*)(?!\.[^\W\d_]\.|[.,:/]\d)"
    r"|(?:[^\W\d_]\.){2,}(?:-\w+)?"  # U.S., U.N.-backed
    r"|\d+(?:[.,:/]\d+)+"
    r"|'(?:s|t|re|ve|ll|d|m)\b"
    r"|[^\W_]+"
    r"|[^\w\s])"
)


def word_set(words: str) -> frozenset[str]:
    """Return the words of a string as a set.

    >>> sorted(word_set("town city"))
    ['city', 'town']
    """
    return frozenset(words.split())


@functools.lru_cache(maxsize=4)
def tokenize(text: str) -> Tokens:
    r"""Split a text into tokens.

    Actors, events and claims of one article are read one after the other from the
    same tokens, so the last few texts are remembered.

    >>> tokenize("Haftar's men (U.S.-backed) didn't flee Jeb al-Sa'ad.").words
    ['Haftar', "'s", 'men', '(', 'U.S.-backed', ')', 'didn', "'t", 'flee', 'Jeb', "al-Sa'ad", '.']
    """
    plain = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u2010", "-").replace("\u2011", "-")
    parts = _TOKEN.split(plain)  # what lies between tokens, and the tokens
    bounds = list(itertools.accumulate(map(len, parts)))
    words = parts[1::2]
    return Tokens(words, list(map(str.lower, words)), bounds[:-1:2], bounds[1::2])
