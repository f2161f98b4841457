"""Judges a noun by what governs it and what is said of it."""

from __future__ import annotations

from geodata.modality.clause import enclosing_modality, is_modal, subject_modality
from geodata.modality.cues import MODALS, NOUN_GOVERNORS
from geodata.modality.governor import HARD_STOPS
from geodata.token import Tokens, word_set

_NOUN_REACH = 6

_UNDONE = word_set("pointless impossible unlikely likely inevitable futile unthinkable possible unwise")
_BEING = frozenset({"was", "were", "is", "are", "be"})
_CALLED_OFF = {
    "planned": "planned", "expected": "planned", "scheduled": "planned", "cancelled": "denied", "canceled": "denied",
    "averted": "denied", "prevented": "denied", "foiled": "denied", "thwarted": "denied", "postponed": "planned",
    "feared": "hypothetical",
}  # fmt: skip


def noun_modality(tokens: Tokens, trigger: tuple[int, int], sentence: tuple[int, int]) -> tuple[str, str]:
    """Return how a noun is told, and the word that decided."""
    lows = tokens.lows
    first, last = trigger
    for index in range(first - 1, max(sentence[0], first - _NOUN_REACH) - 1, -1):
        word = lows[index]
        if word in HARD_STOPS or word in (
            ",",
            "after",
            "since",
            "despite",
            "during",
            "following",
            "amid",
            "which",
            "who",
            "and",
            "but",
        ):
            break
        if word in NOUN_GOVERNORS and not _is_exempt(lows, index):
            return NOUN_GOVERNORS[word], word
        if word in MODALS and index == first - 1:
            break
    modality, cue = _predicate(tokens, last, sentence)
    if modality == "asserted" and lows[first - 1 if first else 0] in ("be", "an", "a", "immediate"):
        modality, cue = _existential(tokens, first, sentence)
    if modality == "asserted":
        modality, cue = enclosing_modality(tokens, first, sentence)
    return modality, cue


def _is_exempt(lows: list[str], index: int) -> bool:
    """ "called" in "a so-called", "a push" in "a push into" and similar are no governors."""
    following = lows[index + 1] if index + 1 < len(lows) else ""
    word = lows[index]
    return (
        (word in ("called", "push", "bid") and following not in ("for", "on"))
        or (word == "no" and following == "less")
        or (word == "warning" and following == "shots")
        or (word in ("suspected", "alleged", "supposed") and following in _SUSPECTS)
    )


_SUSPECTS = word_set(
    "suicide militants militant rebels rebel insurgents insurgent gunmen gunman fighters fighter jihadists jihadist terrorists"
    " terrorist separatists separatist extremists islamists islamist members militiamen bombers bomber attackers"
)
"""Who is suspected; the deed is not."""


def _predicate(tokens: Tokens, last: int, sentence: tuple[int, int]) -> tuple[str, str]:
    modality, cue = subject_modality(tokens, last, sentence)
    if modality != "asserted":
        return modality, cue
    for index in range(last + 1, min(sentence[1], last + 9)):
        word = tokens.lows[index]
        if word in (",", ";", ".", "which", "who"):
            break
        if word in _UNDONE and not _BEING.isdisjoint(tokens.lows[last + 1 : index]):
            return "hypothetical", word
        if word in _CALLED_OFF and tokens.lows[index - 1] in ("was", "were", "been", "is", "are", "being"):
            return _CALLED_OFF[word], word
    return "asserted", ""


def _existential(tokens: Tokens, first: int, sentence: tuple[int, int]) -> tuple[str, str]:
    """ "There must be an immediate ceasefire" is a wish."""
    lows = tokens.lows
    for index in range(max(sentence[0], first - 5), first):
        if is_modal(tokens, index):
            return MODALS[lows[index]], lows[index]
    return "asserted", ""
