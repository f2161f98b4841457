"""Ground named before a verb: its subject, an antecedent, what "it" stands for."""

from __future__ import annotations

from geodata.event.ground.following import ground_after
from geodata.event.ground.noun_phrase import noun_phrase
from geodata.event.ground.nouns import DETERMINERS, ENDERS, GROUND_NOUNS
from geodata.event.ground.record import Ground, Landscape
from geodata.modality.cues import ADVERBS
from geodata.token import Tokens, word_set


def ground_before(tokens: Tokens, verb: int, floor: int, land: Landscape) -> list[Ground]:
    """Return the ground that stands before a passive verb group beginning at token `verb`."""
    lows = tokens.lows
    end = verb
    while end > floor and (lows[end - 1] in ADVERBS or lows[end - 1] in ("now", "still", "currently")):
        end -= 1
    if end > floor and lows[end - 1] in ("which", "that", "who"):
        end -= 1
        if end > floor and lows[end - 1] == ",":
            end -= 1
        return noun_phrase_ending(tokens, end, floor, land)
    if end > floor and lows[end - 1] == ",":
        end = _before_aside(tokens, end - 1, floor)
    for starts in (_CLAUSE_STARTS - {"and", ","}, _CLAUSE_STARTS - {"and"}, _CLAUSE_STARTS):
        found = ground_after(tokens, _clause_start(tokens, end, floor, starts, land), end, land)
        if found and (found[-1].last >= end - 2 or "," in starts):
            return found
    return noun_phrase_ending(tokens, end, floor, land)


_CLAUSE_STARTS = word_set(
    ', ; : that said says but after when as while before where because and which \u2014 \u2013 \u201c " \u201d'
    " since although until if reported"
)


def _before_aside(tokens: Tokens, comma: int, floor: int) -> int:
    """Return the end of "Sirte" in "Sirte, which they took in May, remains ..."."""
    for index in range(comma - 1, floor, -1):
        if tokens.lows[index] == ",":
            return index
    return comma


def _clause_start(tokens: Tokens, end: int, floor: int, starts: frozenset[str], land: Landscape) -> int:
    for index in range(end - 1, floor - 1, -1):
        if tokens.lows[index] in starts and index < end - 1 and index not in land.places:
            return index + 1
    return floor


def ground_told_before(tokens: Tokens, pronoun: int, floor: int, land: Landscape) -> list[Ground]:
    """Return the ground named last before "it" or "them"."""
    for index in range(pronoun - 2, floor - 1, -1):
        if tokens.lows[index] in GROUND_NOUNS or index in land.places:
            found = noun_phrase_ending(tokens, index + 1, floor, land)
            if found:
                return ground_after(tokens, found[0].first, pronoun, land)[:1] or found
    return []


def noun_phrase_ending(tokens: Tokens, end: int, floor: int, land: Landscape) -> list[Ground]:
    """Read the noun phrase that ends before token `end`."""
    lows = tokens.lows
    start = end
    while start - 1 in land.places and land.places[start - 1] == land.places[end - 1] and start > floor:
        start -= 1
    while (
        start > floor
        and (lows[start - 1] == "of" or lows[start - 1] not in ENDERS)
        and (lows[start - 1][0].isalnum() or lows[start - 1] == "'s")
        and lows[start - 1] != "and"
    ):
        start -= 1
        if end - start > 9:
            break
    openings = [i for i in range(start, end) if i > floor and _opens_phrase(tokens, i)]
    determined = [i for i in openings if lows[i] in DETERMINERS]
    for first in (*determined, *openings, start):
        ground, after = noun_phrase(tokens, first, end, land)
        if ground and after == end:
            return [_head_before(tokens, ground, floor, land)]
    return []


def _head_before(tokens: Tokens, ground: Ground, floor: int, land: Landscape) -> Ground:
    """ "the airport at Tarhuna": what is spoken of is the airport."""
    index = ground.first - 1
    if index - 1 > floor and tokens.lows[index] in ("at", "in", "near") and tokens.lows[index - 1] in GROUND_NOUNS:
        outer = noun_phrase_ending(tokens, index, floor, land)
        return outer[0] if outer else ground
    return ground


def _opens_phrase(tokens: Tokens, index: int) -> bool:
    """Whether a noun phrase may begin at the token."""
    before = tokens.lows[index - 1]
    if before == "of":
        return False
    return (
        tokens.lows[index] in DETERMINERS
        or (tokens.is_name(index) and not tokens.is_name(index - 1))
        or before.endswith("ed")
    )
