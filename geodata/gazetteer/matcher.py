"""Finding names of the gazetteer in running text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’‘`´ʹʻʼʽʾʿ][^\W_]+)*")
"""A word: letters and digits with inner apostrophes, or initials with their full stops ("U.S.")."""

_GAP = re.compile(r"[ \u00a0\u2009\u202f]{1,2}|[-\u2010\u2011\u2013/]|\. ?|, (?=D\.?C\b)|\n(?=\S)")
"""What may stand between two words of one name."""

_PROCLITICS = frozenset("وفبلك")
"""Arabic "and", "so", "in", "to" and "like", which are written on to the word that follows."""

_LONGEST_STOPPED = 5
"""Letters of the longest abbreviation written with a full stop ("Calif.")."""

ARTICLES = frozenset(
    [
        "al",
        "el",
        "as",
        "es",
        "ash",
        "esh",
        "az",
        "ez",
        "ad",
        "ed",
        "adh",
        "edh",
        "at",
        "et",
        "ath",
        "eth",
        "an",
        "en",
        "ar",
        "er",
        "l",
    ],
)
"""Ways of writing the Arabic article before a hyphen; before a space only "al" and "el" count."""

GENERIC = frozenset(
    [
        "airport",
        "area",
        "archipelago",
        "base",
        "basin",
        "bay",
        "border",
        "bridge",
        "canal",
        "cape",
        "channel",
        "city",
        "coast",
        "county",
        "crossing",
        "dam",
        "desert",
        "district",
        "field",
        "governorate",
        "gulf",
        "heights",
        "highlands",
        "hills",
        "island",
        "islands",
        "lake",
        "mountain",
        "mountains",
        "oblast",
        "ocean",
        "oilfield",
        "peninsula",
        "plain",
        "plains",
        "plateau",
        "port",
        "prefecture",
        "province",
        "raion",
        "region",
        "reservoir",
        "river",
        "sea",
        "state",
        "strait",
        "straits",
        "strip",
        "terminal",
        "territory",
        "town",
        "triangle",
        "valley",
        "village",
    ],
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
    spans = [match.span() for match in _WORD.finditer(text)]
    for i, (start, end) in enumerate(spans):
        if not text[start].islower() or _is_article(text, spans, i):
            yield from _names_from(text, spans, i, lookup, longest(text[start:end]))


def _names_from(text: str, spans: list[tuple[int, int]], first: int, lookup: Lookup, longest: int) -> Iterator[Match]:
    """Yield the names that begin at word `first`; an Arabic preposition may be written on to the name."""
    start = spans[first][0]
    begins = (start, start + 1) if text[start] in _PROCLITICS else (start,)
    for i in range(first, min(first + longest, len(spans))):
        word_start, end = spans[i]
        if i > first and not _GAP.fullmatch(text, spans[i - 1][1], word_start):
            return
        if not text[word_start].islower() or (i > first and text[word_start:end] in GENERIC):
            for begin in begins:
                for each in _ends(text, word_start, end):
                    rows, demonyms, flags = lookup(text[begin:each])
                    if rows or demonyms:
                        yield Match(begin, each, rows, demonyms, flags)


def _ends(text: str, start: int, end: int) -> tuple[int, ...]:
    """Where a name may end in a word: before a possessive "'s", after it, after the stop of "Ky."."""
    if text[end - 1] in "sS" and end - start > 2 and text[end - 2] in "'’":
        return end - 2, end
    if end - start <= _LONGEST_STOPPED and text.startswith(".", end):
        return end, end + 1
    return (end,)


def _is_article(text: str, spans: list[tuple[int, int]], i: int) -> bool:
    """Tell whether word `i` is a lower-case Arabic article of the capitalised word that follows it."""
    word = text[slice(*spans[i])]
    if word not in ARTICLES or i + 1 == len(spans) or text[spans[i + 1][0]].islower():
        return False
    gap = text[spans[i][1] : spans[i + 1][0]]
    return gap in ("-", "‐", "‑", "'", "’") or (gap == " " and word in ("al", "el"))
