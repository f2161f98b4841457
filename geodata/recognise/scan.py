"""Words of an article, with what each word is by its letters and by the word lists."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from geodata.lexicon import FACILITY, FUNCTION, GEOGRAPHIC, LEAD, ORGANISATION, TITLE, Lexicon, load_lexicon
from geodata.lexicon.cues import ARABIC_ARTICLES, LINK_WORDS
from geodata.sentence import Sentence

_WORD = re.compile(
    r"(?!\s)"  # between words, one look instead of one for each line below
    r"([A-Za-z]++(?![\w.'\u2019\u02bc`])"  # most words, tried first; the third line would find them too
    r"|[^\W\d_](?:\.[^\W\d_])+\b\.?"  # U.S., U.K, D.C.
    r"|[^\W_]+(?:['\u2019\u02bc`](?!s\b)[^\W_]+)*"
    r"|[^\w\s])"
)
APOSTROPHES = frozenset("'\u2019\u02bc`\u2018")
HYPHENS = frozenset("-\u2010\u2011")
_QUOTES = frozenset("\"'\u201c\u2018(\u2014\u2013-[\u00ab")


@dataclasses.dataclass(slots=True)
class Scan:
    """All words and marks of a text as parallel lists.

    Parameters
    ----------
    words, lows
        As written, and in lower case.
    starts, ends
        Code points into the text.
    bits
        Classes of `geodata.lexicon` that the lower-case word belongs to.
    names
        Whether the word may be part of a name: a capital that the start of a sentence does not
        explain away, or a letter of a script without capitals.
    opens
        Whether the word opens a sentence (quotation marks before it aside).
    runs
        Half-open range of the run of name words that each word stands in; (0, 0) outside.
    name_runs
        The runs, in order.
    starters
        Words that a listed name may begin with: name words, and Arabic articles and "the" in lower case.
    """

    text: str
    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]
    bits: list[int]
    names: list[bool]
    opens: list[bool]
    runs: list[tuple[int, int]]
    name_runs: list[tuple[int, int]]
    starters: list[int]


class WordFacts(NamedTuple):
    """What a word is, wherever it stands.

    Parameters
    ----------
    is_letters, is_capitals
        Whether it begins with a letter; whether it is written in capitals.
    starts_name
        Whether a listed name may begin with it, capital or not; a contraction ("I'll") begins none.
    """

    low: str
    bits: int
    is_name: bool
    is_letters: bool
    is_capitals: bool
    starts_name: bool


_MOST_WORDS = 1 << 15
"""Words remembered; enough for the vocabulary of the news, and a bound to the memory."""


class _Vocabulary(dict[str, WordFacts]):
    """Facts by word as written, worked out when a word is first met."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._classes = lexicon.classes

    def __missing__(self, word: str) -> WordFacts:
        if len(self) >= _MOST_WORDS:
            self.clear()
        low = word.lower()
        bits = self._classes.get(low, 0)
        is_name = not word[0].islower() and _is_name(word, bits)
        starts_name = (is_name or low in ARTICLES) and not _CONTRACTED.search(low)
        facts = self[word] = WordFacts(low, bits, is_name, word[0].isalpha(), word.isupper(), starts_name)
        return facts


@functools.cache
def _vocabulary() -> _Vocabulary:
    return _Vocabulary(load_lexicon())


def scan_words(text: str, sentences: Sequence[Sentence]) -> Scan:
    """Split a text into words and mark runs of name words."""
    lexicon = load_lexicon()
    parts = _WORD.split(text)
    words = parts[1::2]
    if not words:
        return Scan(text, [], [], [], [], [], [], [], [], [], [])
    bounds = list(itertools.accumulate(map(len, parts)))
    starts, ends = bounds[:-1:2], bounds[1::2]
    facts = map(_vocabulary().__getitem__, words)
    lows, bits, names, letters, capitals, starters = map(list, zip(*facts, strict=True))
    if sum(letters) >= LOUD_WORDS and sum(capitals) > LOUD_SHARE * sum(letters):
        names = [
            not word[0].islower() and _is_uncommon(low, bit, lexicon)
            for word, low, bit in zip(words, lows, bits, strict=True)
        ]
        starters = [
            (name or low in ARTICLES) and not _CONTRACTED.search(low) for name, low in zip(names, lows, strict=True)
        ]
    openers = _sentence_openers(words, starts, sentences)
    opens = [False] * len(words)
    for index in openers:
        opens[index] = True
    plain = _plain_openers(openers, bits, lows, lexicon)
    name_runs = _runs(text, words, lows, names, starts, ends, plain)
    runs = [(0, 0)] * len(words)
    for run in name_runs:
        for index in range(*run):
            runs[index] = run
    began = list(itertools.compress(range(len(words)), starters))
    return Scan(text, words, lows, starts, ends, bits, names, opens, runs, name_runs, began)


LOUD_SHARE = 0.8
LOUD_WORDS = 6
"""A text is loud, written in capitals throughout, when so many of its words are: then a capital says nothing,
and only uncommon words are names."""


def _is_uncommon(low: str, bit: int, lexicon: Lexicon) -> bool:
    return bool(bit & LEAD) or (low not in lexicon.level and not bit & FUNCTION)


def _sentence_openers(words: list[str], starts: list[int], sentences: Sequence[Sentence]) -> list[int]:
    """Indices of the words that open a sentence, and of those after its opening quotation marks."""
    openers: list[int] = []
    count = len(words)
    for sentence in sentences:
        index = bisect_left(starts, sentence.start)
        if index == count or starts[index] != sentence.start:
            continue
        openers.append(index)
        while index + 1 < count and words[index] in _QUOTES:
            index += 1
            openers.append(index)
    return openers


def _is_name(word: str, bit: int) -> bool:
    """A capital, bar function words as they open sentences; a letter that has no capitals."""
    first = word[0]
    if first.isupper():
        return not bit & FUNCTION or bool(bit & LEAD) or (len(word) > 1 and word.isupper() and word not in _LOUD)
    return first.isalpha() and not first.islower()


_LOUD = frozenset(
    [
        "THE",
        "AND",
        "OF",
        "IN",
        "ON",
        "AT",
        "TO",
        "FOR",
        "A",
        "AN",
        "BY",
        "AS",
        "IS",
        "IT",
        "BE",
        "OR",
        "NOT",
        "WITH",
        "FROM",
        "NEW",
        "NO",
        "ARE",
        "WAS",
    ]
)
ARTICLES = ARABIC_ARTICLES | {"the"}
_CONTRACTED = re.compile(r"['\u2019](?:ve|ll|re|d|m|t)$")
_LINKS = ARABIC_ARTICLES | LINK_WORDS | {"bin", "ibn", "abu", "van", "von", "&"}


def adjoin(text: str, end: int, start: int) -> bool:
    r"""Whether one space, or the break of a wrapped line, is all that lies between two words.

    >>> adjoin("New York", 3, 4), adjoin("New\\n    York", 3, 8), adjoin("New\\nYork", 3, 4)
    (True, True, False)
    """
    gap = start - end
    return (0 < gap < 3 and "\n" not in text[end:start]) or (
        gap > 2 and text[end] == "\n" and text[end:start].isspace() and text[end + 1] != "\n"
    )


def _plain_openers(openers: list[int], bits: list[int], lows: list[str], lexicon: Lexicon) -> set[int]:
    """Common words that owe their capital to the start of a sentence: "Residents of Aleppo" is no name."""
    heads = ORGANISATION | FACILITY | GEOGRAPHIC | LEAD | TITLE
    return {k for k in openers if lows[k] in lexicon.level and not bits[k] & heads}


def _runs(
    text: str, words: list[str], lows: list[str], names: list[bool], starts: list[int], ends: list[int], plain: set[int]
) -> list[tuple[int, int]]:
    """Ranges of name words that belong together, joined by hyphens and short link words."""
    runs = []
    stop, count = 0, len(words)
    for index in itertools.compress(range(count), names):
        if index < stop:
            continue
        stop = index + 1
        while stop < count:
            if names[stop] and adjoin(text, ends[stop - 1], starts[stop]):
                stop += 1
                continue
            after = _after_link(words, lows, names, starts, ends, stop)
            if not after or (stop - 1 in plain and lows[stop] in _LINKS):
                break
            stop = after
        runs.append((index, stop))
    return runs


def _after_link(
    words: list[str], lows: list[str], names: list[bool], starts: list[int], ends: list[int], stop: int
) -> int:
    """Return the index after "of X", "-X", "St. X" at `stop`, 0 when nothing of the kind is there."""
    count = len(words)
    word = words[stop]
    if word in HYPHENS and stop + 1 < count and names[stop + 1] and starts[stop + 1] == ends[stop] == starts[stop] + 1:
        return stop + 2 if starts[stop] == ends[stop - 1] else 0
    if (
        word == "."
        and len(words[stop - 1]) <= 3
        and lows[stop - 1] in _ABBREVIATED
        and stop + 1 < count
        and names[stop + 1]
    ):
        return stop + 2
    if lows[stop] in _LINKS and "\n" not in word:
        ahead = stop + 1
        if ahead < count and (
            (words[ahead] in HYPHENS and starts[ahead] == ends[stop])
            or lows[ahead] in {"the", "la", "los", "las", "el", "al"}
        ):
            ahead += 1
        if ahead < count and names[ahead] and starts[ahead] - starts[stop] < 12:
            return ahead + 1
    return 0


_ABBREVIATED = frozenset(
    [
        "st",
        "ste",
        "ft",
        "mt",
        "gen",
        "dr",
        "mr",
        "mrs",
        "ms",
        "lt",
        "sgt",
        "col",
        "jr",
        "sr",
        "rev",
        "gov",
        "sen",
        "rep",
    ]
)
