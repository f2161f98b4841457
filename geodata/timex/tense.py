"""Whether a clause speaks of the past or of the future."""

from __future__ import annotations

import enum

from geodata.timex.token import Tokens
from geodata.timex.wordset import wordset


class Tense(enum.Enum):
    """Tense of a clause, as far as its nearest verb shows it."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


_FUTURE = wordset(
    "will shall ll won would may might upcoming effective due scheduled slated expected expects expect plans plan"
    " planned planning intends begins starts opens payable supposed until till"
)
_PAST = wordset(
    "was were had did been has have said told came went took made began fell rose got gave left held met lost"
    " sent ran broke brought bought built caught chose cut drew drove fought found flew forgot hit kept knew led"
    " put read saw sold shot spoke spent stood struck swore threw withdrew wrote became reported"
)
_INFINITIVES = wordset(
    "be begin start meet resume open vote hold travel visit leave return arrive appear attend discuss purchase"
    " acquire buy sell sign drive fly decide announce release publish launch expire rule issue address host close"
    " end join take send deploy withdraw hand pay submit complete"
)
_AS_SOON = frozenset({"soon", "early"})
_NOT_VERBS = wordset("united armed based need hundred wounded so-called indeed")
_REACH = 24
"""Words looked at on each side, within the sentence."""


def tense_near(tokens: Tokens, first: int, last: int) -> Tense:
    """Return the tense of the verb nearest before the tokens `first`..`last`, else after them."""
    words = tokens.words
    for index in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if _is_border(words[index]):
            break
        tense = _tense_of(words, index)
        if tense is not Tense.UNKNOWN:
            return tense
    for index in range(last, min(len(words), last + _REACH)):
        if _is_border(words[index]):
            break
        tense = _tense_of(words, index)
        if tense is not Tense.UNKNOWN:
            return tense
    return Tense.UNKNOWN


def _is_border(word: str) -> bool:
    return word in {".", ";"} or word.startswith("\n")


def _tense_of(words: list[str], index: int) -> Tense:
    word = words[index]
    following = words[index + 1] if index + 1 < len(words) else ""
    if word in _FUTURE or (word == "to" and following in _INFINITIVES):
        return Tense.FUTURE
    if word == "as" and index > 0 and words[index - 1] in _AS_SOON:
        return Tense.FUTURE
    if index > 0 and words[index - 1] in {"be", "to", "being"}:
        return Tense.UNKNOWN
    if word in _PAST or (len(word) > 4 and word.endswith("ed") and word not in _NOT_VERBS):
        return Tense.PAST
    return Tense.UNKNOWN
