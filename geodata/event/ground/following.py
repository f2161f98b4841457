"""Ground named after a verb: one phrase or a list."""

from __future__ import annotations

import dataclasses

from geodata.event.ground.noun_phrase import begins_participle, noun_phrase
from geodata.event.ground.nouns import (
    DETERMINERS,
    DIRECTIONS,
    ENDERS,
    FINITE_VERBS,
    GROUND_NOUNS,
    PLACE_PREPOSITIONS,
    TIMES,
    WEEKDAYS,
)
from geodata.event.ground.record import Ground, Landscape
from geodata.token import Tokens


def ground_after(tokens: Tokens, index: int, stop: int, land: Landscape) -> list[Ground]:
    """Return the ground that the words from token `index` name, a list's items each for itself.

    Empty where the object is something else (a man, arms, power).
    """
    found: list[Ground] = []
    while index < stop:
        index = _skip_lead(tokens, index, stop)
        ground, after = noun_phrase(tokens, index, stop, land)
        if ground is None:
            break
        skipped = _skip_phrases(tokens, after, stop)
        found = _joined(tokens, found, _with_tail(tokens, ground, after, skipped, land))
        after = skipped
        following = _next_item(tokens, after, stop)
        if following is None:
            break
        index = following
    return found


_TAIL_TOKENS = 7


def _with_tail(tokens: Tokens, ground: Ground, after: int, skipped: int, land: Landscape) -> Ground:
    """Keep "in the region" with ground that has no name of its own."""
    while skipped > after and tokens.lows[skipped - 1] in PLACE_PREPOSITIONS - DIRECTIONS:
        skipped -= 1
    words = tokens.lows[after:skipped]
    if ground.named or not words or len(words) > _TAIL_TOKENS or after != ground.last + 1:
        return ground
    if any(index in land.actors for index in range(after, skipped)) or (
        "to" in words and GROUND_NOUNS.isdisjoint(words)
    ):
        return ground
    if not TIMES.isdisjoint(words) or any(word.isdigit() for word in words) or "(" in words:
        return ground
    return dataclasses.replace(ground, until=skipped - 1)


def _skip_lead(tokens: Tokens, index: int, stop: int) -> int:
    if (
        index + 1 < stop
        and tokens.lows[index] in ("around", "about", "roughly", "nearly", "over")
        and tokens.lows[index + 1][0].isdigit()
    ):
        index += 1
    if index + 2 < stop and tokens.lows[index] == "on" and tokens.lows[index + 1] in WEEKDAYS:
        index += 2  # "captured on Monday the port"
    if tokens.lows[index : index + 2] in (["more", "than"], ["at", "least"], ["as", "many"]):
        index += 2
    if (
        index + 2 < stop
        and tokens.lows[index] == "and"
        and tokens.lows[index + 1].endswith("ed")
        and tokens.words[index + 1].islower()
    ):
        index += 2  # "seized and occupied the port"
    while (
        index < stop
        and tokens.lows[index]
        in ("of", "over", "up", "back", "full", "complete", "total", "also", "further", "reportedly", "and", "both")
        and not tokens.is_name(index)
    ):
        index += 1
    return index


def _joined(tokens: Tokens, found: list[Ground], ground: Ground) -> list[Ground]:
    """Bare nouns after "and" share the determiner before: "oil terminals and fields"."""
    if (
        found
        and not ground.named
        and not found[-1].named
        and tokens.lows[ground.first] not in DETERMINERS
        and not tokens.is_name(ground.first)
    ):
        return [*found[:-1], Ground(found[-1].first, ground.last, False, ground.head, ground.until)]
    return [*found, ground]


def _skip_phrases(tokens: Tokens, index: int, stop: int) -> int:
    """Pass over "in the region", "near Aleppo", "(...)" to the next comma or "and"."""
    lows = tokens.lows
    while index < stop and lows[index] in PLACE_PREPOSITIONS:
        index += 1
        while (
            index < stop
            and (lows[index] == "of" or lows[index] not in ENDERS)
            and lows[index] not in (",", "and", ";", ".", ":", "(")
        ):
            index += 1
    if index < stop and lows[index] == "(":
        while index < stop and lows[index] != ")":
            index += 1
        index += 1
    return index


def _next_item(tokens: Tokens, index: int, stop: int) -> int | None:
    """Return where the next item of a list begins; ``None`` when the list ends here."""
    lows = tokens.lows
    if index >= stop - 1:
        return None
    if lows[index] == "and" or (lows[index] == "as" and lows[index + 1 : index + 3] == ["well", "as"]):
        following = index + (1 if lows[index] == "and" else 3)
    elif lows[index] == ",":
        following = index + (2 if lows[index + 1] == "and" else 1)
        if lows[index + 1] != "and" and not _list_goes_on(tokens, following, stop):
            return None
        if lows[index + 1] in ("a", "an") and tokens.is_name(index - 1):
            return None  # "Fort Ticonderoga, a key point on the lake": the same place once more
    else:
        return None
    return following if following < stop and _starts_item(tokens, following, stop) else None


def _starts_item(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether words after "and" are a further object, not a new clause."""
    lows = tokens.lows
    if lows[index] in ("now", "then", "also", "later") or (lows[index] in ENDERS and lows[index] != "another"):
        return False
    if begins_participle(tokens, index):
        return False  # "taking the port, and threatening the capital"
    return not any(
        lows[i] in FINITE_VERBS
        or (lows[i].endswith("ed") and tokens.words[i].islower() and i > index and lows[i - 1] not in DETERMINERS)
        for i in range(index, min(stop, index + 5))
        if lows[i] != ","
    )


def _list_goes_on(tokens: Tokens, index: int, stop: int) -> bool:
    """ "A, B and C": a comma lists only where an "and" follows before the clause ends."""
    for position in range(index, min(stop, index + 16)):
        word = tokens.lows[position]
        if word == "and":
            return True
        if word in FINITE_VERBS or word in ("which", "who", "that", "but", "after", "while", "as", ";"):
            return False
    return False
