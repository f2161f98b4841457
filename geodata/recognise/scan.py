"""Words of an article, with what each word is by its letters and by the word lists."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from geodata.lexicon import FACILITY, FUNCTION, GEOGRAPHIC, LEAD, ORGANISATION, TITLE, Lexicon
from geodata.lexicon.cues import ARABIC_ARTICLES, LINK_WORDS
from geodata.sentence import Sentence

_WORD = re.compile(
    r"[^\W\d_](?:\.[^\W\d_])+\b\.?"  # U.S., U.K, D.C.
    r"|[^\W_]+(?:['\u2019\u02bc`](?!s\b)[^\W_]+)*"
    r"|[^\w\s]"
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


def scan_words(text: str, sentences: Sequence[Sentence], lexicon: Lexicon) -> Scan:
    """Split a text into words and mark runs of name words."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _WORD.finditer(text):
        words.append(match.group())
        start, end = match.span()
        starts.append(start)
        ends.append(end)
    lows = [word.lower() for word in words]
    classes = lexicon.classes
    bits = [classes.get(low, 0) for low in lows]
    opens = _sentence_openers(words, starts, sentences)
    loud = _is_loud(words)
    names = [
        not word[0].islower() and (_is_uncommon(low, bit, lexicon) if loud else _is_name(word, bit))
        for word, low, bit in zip(words, lows, bits, strict=True)
    ]
    return Scan(
        text,
        words,
        lows,
        starts,
        ends,
        bits,
        names,
        opens,
        _runs(text, words, lows, names, starts, ends, _plain_openers(opens, bits, lows, lexicon)),
    )


LOUD_SHARE = 0.8
LOUD_WORDS = 6


def _is_loud(words: list[str]) -> bool:
    """Whether a text is written in capitals throughout, so that a capital says nothing: then only uncommon words are names."""
    letters = [word for word in words if word[0].isalpha()]
    return len(letters) >= LOUD_WORDS and sum(word.isupper() for word in letters) > LOUD_SHARE * len(letters)


def _is_uncommon(low: str, bit: int, lexicon: Lexicon) -> bool:
    return bool(bit & LEAD) or (low not in lexicon.level and not bit & FUNCTION)


def _sentence_openers(words: list[str], starts: list[int], sentences: Sequence[Sentence]) -> list[bool]:
    first = {sentence.start for sentence in sentences}
    opens = [start in first for start in starts]
    for index in range(len(words) - 1):
        if opens[index] and words[index] in _QUOTES:
            opens[index + 1] = True
    return opens


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


def _plain_openers(opens: list[bool], bits: list[int], lows: list[str], lexicon: Lexicon) -> set[int]:
    """Common words that owe their capital to the start of a sentence: "Residents of Aleppo" is no name."""
    heads = ORGANISATION | FACILITY | GEOGRAPHIC | LEAD | TITLE
    return {k for k, is_first in enumerate(opens) if is_first and lows[k] in lexicon.level and not bits[k] & heads}


def _runs(
    text: str, words: list[str], lows: list[str], names: list[bool], starts: list[int], ends: list[int], plain: set[int]
) -> list[tuple[int, int]]:
    """Ranges of name words that belong together, joined by hyphens and short link words."""
    runs = [(0, 0)] * len(words)
    index, count = 0, len(words)
    while index < count:
        if not names[index]:
            index += 1
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
        for inside in range(index, stop):
            runs[inside] = (index, stop)
        index = stop
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
