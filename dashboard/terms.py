"""Words of a text in the form in which a search compares them; searchterms.js does the same in the browser."""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Iterator

MAX_CHARS = 200
MAX_WORDS = 12
MIN_PREFIX = 2
"""Letters that a word such as ``lib*`` must have before its star."""

_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h", "ς": "σ",
        # Arabic: final ya, ta marbuta, wasla, the Persian and Urdu forms; tatweel and the lone hamza go.
        "ى": "ي", "ة": "ه", "ٱ": "ا", "ک": "ك", "ی": "ي", "ہ": "ه", "ھ": "ه", "ـ": "", "ء": "",
    }
)  # fmt: skip
_ARTICLES = {"al", "el"}
"""Left out everywhere, so that "al-Watiya", "el Watiya" and "Watiya" meet."""
_ARTICLES_ASCII = re.compile(r"\b[ae]l\b")
_ARTICLE_ARABIC = re.compile(r"^ال(?=\w{3})")
_JOINERS = "\u00ad\u200c\u200d"
# Scripts written without spaces: each letter is a word, and a word of several letters is a phrase.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_PUNCTUATION = dict.fromkeys(map(ord, "’‘“”–—…« »"), " ")
_QUOTES = dict.fromkeys(map(ord, "“”„«»「」"), '"')
_CHUNK = re.compile(r'"([^"]*)"(\*?)|(\S+)')


@dataclasses.dataclass(frozen=True, slots=True)
class Term:
    """A word of a text: code points `start` to `end`, and the form that is compared."""

    start: int
    end: int
    form: str


@dataclasses.dataclass(frozen=True, slots=True)
class Phrase:
    """Words that have to stand one after the other; with `prefix`, the last may go on."""

    forms: tuple[str, ...]
    prefix: bool

    def ends_of_matches(self, terms: list[Term]) -> Iterator[tuple[int, int]]:
        """Yield (first, last) term numbers of each place where the phrase stands."""
        length = len(self.forms)
        for first in range(len(terms) - length + 1):
            if all(self._fits(n, terms[first + n].form) for n in range(length)):
                yield first, first + length - 1

    def _fits(self, n: int, form: str) -> bool:
        if self.prefix and n == len(self.forms) - 1:
            return form.startswith(self.forms[n])
        return form == self.forms[n]


@dataclasses.dataclass(frozen=True, slots=True)
class Query:
    """What to look for: all `phrases`; or `problem`, the code of what is wrong with the question."""

    phrases: tuple[Phrase, ...]
    problem: str | None = None


def terms_of(text: str) -> list[Term]:
    """Return the words of a text in order.

    >>> [term.form for term in terms_of("Gen. Ḥaftar's men left el-Waṭiya")]
    ['gen', 'haftar', 's', 'men', 'left', 'watiya']
    """
    found = (Term(match.start(), match.end(), _form(match[0])) for match in _word().finditer(text))
    return [term for term in found if term.form]


def forms_in_line(text: str) -> str:
    """Return the forms of `terms_of` with spaces between them, fit for an index that splits at what is no ASCII letter or digit."""
    plain = text.translate(_PUNCTUATION)
    if plain.isascii():
        return _ARTICLES_ASCII.sub(" ", plain.replace("_", " ").lower())  # most sentences: no other rule applies
    return " ".join(term.form for term in terms_of(text))


def parse_query(text: str) -> Query:
    """Read what somebody typed: words, "phrases" in quotes, beginnings* of words.

    >>> parse_query('"oil terminals" sirt*').phrases
    (Phrase(forms=('oil', 'terminals'), prefix=False), Phrase(forms=('sirt',), prefix=True))
    """
    if len(text) > MAX_CHARS:
        return Query((), "long")
    phrases = [_phrase(match) for match in _CHUNK.finditer(text.translate(_QUOTES))]
    asked = tuple(dict.fromkeys(phrase for phrase in phrases if phrase.forms))
    if not asked:
        return Query((), "empty")
    if sum(len(phrase.forms) for phrase in asked) > MAX_WORDS:
        return Query((), "words")
    if any(phrase.prefix and _is_short(phrase.forms[-1]) for phrase in asked):
        return Query((), "prefix")
    return Query(asked)


def _phrase(match: re.Match[str]) -> Phrase:
    quoted, star, bare = match.groups()
    words = bare if quoted is None else quoted
    prefix = bool(star) if quoted is not None else bare.endswith("*")
    return Phrase(tuple(term.form for term in terms_of(words)), prefix)


def _is_short(form: str) -> bool:
    return form.isascii() and len(form) < MIN_PREFIX


@functools.lru_cache(maxsize=1 << 16)
def _form(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).casefold().translate(_LETTERS)
    letters = "".join(letter for letter in plain if letter.isalnum())
    if letters in _ARTICLES:
        return ""
    return letters if letters.isascii() else _ARTICLE_ARABIC.sub("", letters)


@functools.cache
def _word() -> re.Pattern[str]:
    # Marks that belong to the letter before them: accents, Arabic vowels, Indic vowel signs.
    marks = "".join(chr(c) for c in range(0x300, 0xE01F0) if unicodedata.category(chr(c))[0] == "M") + _JOINERS
    letter = rf"[^\W_{_UNSPACED}]"
    return re.compile(rf"[{_UNSPACED}](?<!\W)[{marks}]*|{letter}(?:{letter}|[{marks}])*")
