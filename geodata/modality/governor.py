"""Judges an infinitive by the word that governs it."""

from __future__ import annotations

from geodata.modality.cues import INFINITIVE_GOVERNORS
from geodata.modality.verb_group import verb_group
from geodata.token import Tokens, word_set

_GOVERNOR_REACH = 12

HARD_STOPS = frozenset({";", ":", "\u2014", "\u2013", "."})

_SHARES = frozenset({"third", "fourth", "fifth"})
_ADVERBS_BETWEEN = 1
_ADJACENT = word_set(
    "began begun begins beginning started starts starting continued continues continue continuing proceeded resumed"
    " came went appeared seemed only managed manage succeeded"
)
"""Words that tell a deed only by an infinitive that follows at once."""

_LAWGIVERS = word_set(
    "parliament bill law legislation motion vote lawmakers mandate deal agreement resolution assembly accord pact"
    " memorandum"
)


def infinitive_modality(tokens: Tokens, to: int, sentence: tuple[int, int]) -> tuple[str, str]:
    """Judge the infinitive that begins with the token `to` by the nearest governing word."""
    lows = tokens.lows
    if to > sentence[0] and lows[to - 1] in ("is", "are", "was", "were"):
        return "planned", f"{lows[to - 1]} to"
    if lows[to - 1] in ("close", "closer", "near"):
        return "hypothetical", "close to"  # "came close to capturing"
    for index in range(to - 1, max(sentence[0], to - _GOVERNOR_REACH) - 1, -1):
        word = lows[index]
        if word in HARD_STOPS:
            break
        modality = INFINITIVE_GOVERNORS.get(word)
        if word in _SHARES and lows[index + 1] == "of":
            continue  # "a third of its army to attack"
        if modality == "asserted" and word in _ADJACENT and to - index > _ADVERBS_BETWEEN + 1:
            continue  # "began talks in March to reach a deal", "spared only a third of its army to attack"
        if modality:
            return _governor_modality(tokens, index, modality, sentence), word
    return "sought", "to"


def _governor_modality(tokens: Tokens, governor: int, modality: str, sentence: tuple[int, int]) -> str:
    """A governor that is itself not told as a deed takes its infinitive along."""
    lows = tokens.lows
    group = verb_group(tokens, governor, sentence[0])
    if modality == "asserted":
        if group.negated:
            return "denied"
        if group.modal or group.infinitive:
            return "hypothetical"
    if lows[governor] in ("allowed", "allowing", "allow") and not _LAWGIVERS.intersection(
        lows[sentence[0] : sentence[1]]
    ):
        return "hypothetical" if group.modal or lows[governor] == "allow" else "asserted"
    return modality
