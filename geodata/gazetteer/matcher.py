"""Finding names of the gazetteer in running text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’‘`´ʹʻʼʽʾʿ][^\W_]+)*")
"""A word: letters and digits with inner apostrophes, or initials with their full stops ("U.S.")."""

_GAP = re.compile(r"[ \u00a0\u2009\u202f]{1,2}|[-\u2010\u2011\u2013/]|\. ?|, (?=D\.?C\b)|\n(?=\S)")
"""What may stand between two words of one name."""

_POSSESSIVE = re.compile(r"['’]s?\Z", re.IGNORECASE)

_LONGEST_STOPPED = 5
"""Letters of the longest abbreviation written with a full stop ("Calif.")."""

ARTICLES = frozenset(
    ["al", "el", "as", "es", "ash", "esh", "az", "ez", "ad", "ed", "adh", "edh", "at", "et", "ath", "eth", "an", "en", "ar", "er", "l"],
)
"""Ways of writing the Arabic article before a hyphen; before a space only "al" and "el" count."""

GENERIC = frozenset(
    ["airport", "area", "archipelago", "base", "basin", "bay", "border", "bridge", "canal", "cape", "channel", "city", "coast", "county", "crossing", "dam", "desert", "district", "field", "governorate", "gulf", "heights", "highlands", "hills", "island", "islands", "lake", "mountain", "mountains", "oblast", "ocean", "oilfield", "peninsula", "plain", "plains", "plateau", "port", "prefecture", "province", "raion", "region", "reservoir", "river", "sea", "state", "strait", "straits", "strip", "terminal", "territory", "town", "triangle", "valley", "village"],
)
"""Common nouns that end a name and are often written without a capital ("the Gaza strip")."""


@dataclasses.dataclass(frozen=True, slots=True)
class Match:
    """A name of the gazetteer in a text.

    Parameters
    ----------
    start, end
        Code points: ``text[start:end]`` is the name as written.
    rows
        Features that bear the name, most prominent first.
    demonyms
        Countries and regions whose people or things are so called ("Turkish"), else empty.
    name_flags
        Why the name may mean no place, see `geodata.gazetteer.names.WORD`.
    """

    start: int
    end: int
    rows: tuple[int, ...]
    demonyms: tuple[int, ...] = ()
    name_flags: int = 0


Lookup = Callable[[str], tuple[tuple[int, ...], tuple[int, ...], int]]


@dataclasses.dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    ends: tuple[int, ...]
    """Where a name may end in this word: before a possessive "'s", after it, after the stop of "Ky."."""
    capital: bool
    text: str


def find_names(text: str, lookup: Lookup, longest: Callable[[str], int]) -> Iterator[Match]:
    """Yield every name in a text, of every length, in order of start, then of length.

    Parameters
    ----------
    text
        Any text.
    lookup
        Rows, demonym rows and name bits of a name as written.
    longest
        Words in the longest name that begins with a word.
    """
    words = [_word(match) for match in _WORD.finditer(text)]
    for i, word in enumerate(words):
        if word.capital or _is_article(text, words, i):
            yield from _names_from(text, words, i, lookup, longest(word.text))


def _names_from(text: str, words: list[_Word], first: int, lookup: Lookup, longest: int) -> Iterator[Match]:
    """Yield the names that begin at word `first`."""
    start = words[first].start
    for n in range(longest):
        word = words[first + n]
        if word.capital or (n and word.text in GENERIC):
            for end in word.ends:
                rows, demonyms, flags = lookup(text[start:end])
                if rows or demonyms:
                    yield Match(start, end, rows, demonyms, flags)
        if first + n + 1 >= len(words) or not _GAP.fullmatch(text, word.end, words[first + n + 1].start):
            return


def _word(match: re.Match[str]) -> _Word:
    """Describe a word: whether it can begin or end a name, and where."""
    text = match[0]
    start, end = match.span()
    owner = _POSSESSIVE.search(text)
    ends = (end,) if owner is None or owner.start() == 0 else (start + owner.start(), end)
    if len(text) <= _LONGEST_STOPPED and match.string.startswith(".", end):
        ends = (*ends, end + 1)
    return _Word(start, end, ends, _is_capital(text[0]), text)


def _is_capital(letter: str) -> bool:
    """Tell whether a letter can begin a name: a capital, a letter of a script without case, or a digit."""
    return not letter.islower()


def _is_article(text: str, words: list[_Word], i: int) -> bool:
    """Tell whether word `i` is a lower-case Arabic article of the capitalised word that follows it."""
    word = words[i]
    if word.text not in ARTICLES or i + 1 == len(words) or not words[i + 1].capital:
        return False
    gap = text[word.end : words[i + 1].start]
    return gap in ("-", "‐", "‑", "'", "’") or (gap == " " and word.text in ("al", "el"))
