"""Tokens of a text, each with the class by which the grammar knows it.

Every class is one character, so that the grammar can run plain regular expressions over
a string with one character a token: an article of 2 kB is a string of 400, most of it
``.`` (a word that names no time).
"""

from __future__ import annotations

import dataclasses
import functools
import re
from itertools import accumulate

from geodata.timex.ambiguity import UNSURE, settle
from geodata.timex.lexicon import LEXICON
from geodata.timex.month_name import ABBREVIATED_DAYS, ABBREVIATED_MONTHS

OTHER = "."
_LETTERED = {
    "ampm": r"[AaPp]\.\s?[Mm]\b\.?",
    "bc": r"B\.\s?C\.(?:\s?E\.)?",
    "oclock": r"o['\u2019]clock\b",
    # Plain letters first: of those a set is looked up faster than the classes of Unicode.
    "word": r"[A-Za-z]++[^\W\d_]*+(?:-end\b)?|[^\W\d_]++(?:-end\b)?",
}
_NUMBERED = {
    "iso": r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])",
    "slashed": r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])|\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|\d{1,2}-\d{1,2}-\d{4}(?!\d)"
    r"|\d{4}/\d\d?/\d\d?(?!\d)",
    "clock": r"\d{1,2}:\s?\d\d(?::\d\d)?(?!\d)",
    "decade": r"(?:\d{2,3}|['\u2018\u2019]?\d)0(?:['\u2019]s|s)\b",
    "th": r"\d+(?:st|nd|rd|th)\b",
    "decimal": r"\d+[.,]\d+(?:,\d+)*|\d+\s\d/\d|[1-9]/[2-9](?!\d)",
    "numeral": r"\d+",
}
_MARKED = {
    "shortyear": r"(?<![\w'\u2019])['\u2018\u2019]\d\d\b",
    "possessive": r"['\u2019]s\b",
    # A line that goes on with a small letter was only wrapped.
    "break": r"\n[^\S\n]*\n\s*|\n\s*(?![a-z\s])",
    "mark": r"[,\-\u2010-\u2015./()$\u20ac\u00a3\u00a5%:;|\"\u201c\u201d]",
}
_SHAPES = _LETTERED | _NUMBERED | _MARKED
_TOKEN = re.compile(
    "(?! )"  # between words, one look instead of one for each shape
    f"({'|'.join(_LETTERED.values())}"
    # Most tokens begin with no digit and no apostrophe, so that one look spares them all shapes of numbers.
    f"|(?=['\u2018\u2019\\d])(?:{'|'.join(_NUMBERED.values())})"
    f"|{'|'.join(_MARKED.values())})"
)
_SHAPE = re.compile("|".join(f"(?P<{name}>{shape})" for name, shape in _SHAPES.items()))
_MARKS = {
    ",": "comma",
    "-": "hyphen",
    ".": "dot",
    "/": "slash",
    "(": "open",
    ")": "close",
    "%": "percent",
    ":": "colon",
    "|": "bar",
}
_MARKS |= dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015", "hyphen")
_MARKS |= dict.fromkeys("$\u20ac\u00a3\u00a5", "currency")
_MARKS |= dict.fromkeys('"\u201c\u201d', "quote")

_DOTTED = ABBREVIATED_MONTHS.keys() | ABBREVIATED_DAYS.keys() | {"ca"}
"""Words whose dot is no full stop: "In May. 12 people" holds no 12 May, "Sept. 12" is one day."""

_NUMBERS = {"stop", "number", "year", "day", "bareyear"}
_NAMES = sorted(
    {name for name, _ in LEXICON.values()} | (_SHAPES.keys() - {"word", "mark"}) | set(_MARKS.values()) | _NUMBERS
)
CLASSES: dict[str, str] = {name: chr(0x4E00 + index) for index, name in enumerate(_NAMES)}
"""Class name -> the one character that stands for it."""

_KNOWN: dict[str, tuple[str, object]] = dict(LEXICON) | {mark: (name, None) for mark, name in _MARKS.items()}
_NAME_OF = {word: name for word, (name, _) in _KNOWN.items()}
_VALUE_OF = {word: value for word, (_, value) in _KNOWN.items()}
_CODE_OF: dict[str | None, str] = {None: OTHER, **CLASSES}
_UNKNOWN: tuple[None, None] = (None, None)


@dataclasses.dataclass(slots=True)
class Tokens:
    """Tokens of a text in parallel lists; `codes` holds one class character each."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    values: list[object]
    codes: str


def tokenize(text: str) -> Tokens:
    """Cut `text` into tokens and classify each, first by itself, then by its neighbours."""
    # Splitting keeps gaps and tokens in turn: their running lengths are the offsets.
    # This and the look-up run in C; only numbers, marks and words such as "May" are looked at one by one.
    pieces = _TOKEN.split(text)
    bounds = list(accumulate(map(len, pieces)))
    words = list(map(str.lower, pieces[1::2]))
    names: list[str | None] = list(map(_NAME_OF.get, words))
    values: list[object] = list(map(_VALUE_OF.get, words))
    tokens = Tokens(text, bounds[0:-1:2], bounds[1::2], words, values, "")
    unsettled = [index for index, word in enumerate(words) if word in UNSURE or not word.isalpha()]
    for index in unsettled:
        if names[index] is None:
            names[index], values[index] = _literal(pieces[2 * index + 1])
    for index in unsettled:
        name, word = names[index], words[index]
        if name == "numeral" or word in UNSURE:
            names[index] = settle(text, tokens.starts[index], words, names, values, index)
        elif name == "dot" and (index == 0 or words[index - 1] not in _DOTTED):
            names[index] = "stop"
    tokens.codes = "".join(map(_CODE_OF.__getitem__, names))
    return tokens


@functools.lru_cache(maxsize=4096)
def _literal(word: str) -> tuple[str | None, object]:
    """Return class and meaning of a token that is not a word."""
    match = _SHAPE.fullmatch(word)
    kind = match.lastgroup if match else None
    if kind == "numeral":
        return kind, int(word) if len(word) <= 9 else None
    if kind == "th":
        number = int(word[:-2]) if len(word) < 6 else 0
        return (kind, number) if number else _UNKNOWN
    if kind in {"word", "mark"}:
        return _UNKNOWN
    if kind == "decimal":
        return kind, _decimal(word)
    return kind, None


def _decimal(word: str) -> float | None:
    if "/" in word:
        whole, _, fraction = word.rpartition(" ") if " " in word else ("0", "", word)
        upper, _, lower = fraction.partition("/")
        return int(whole.strip() or 0) + int(upper) / int(lower)
    if re.fullmatch(r"\d+(?:,\d{3})+", word):
        return float(word.replace(",", ""))
    return float(word) if re.fullmatch(r"\d{1,6}\.\d{1,6}", word) else None
