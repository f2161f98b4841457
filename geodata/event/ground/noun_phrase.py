"""Reads one noun phrase as ground."""

from __future__ import annotations

from geodata.actor.alias import demonyms
from geodata.actor.force import HEADS
from geodata.event.ground.nouns import (
    ADJECTIVE_ENDS,
    DETERMINERS,
    DIRECTIONS,
    ENDERS,
    GIVEN_NAMES,
    GROUND_NOUNS,
    MEASURES,
    NOT_GROUND,
    NOT_PLACES,
    OCCUPANTS,
    PARTICIPLES,
    TITLES,
)
from geodata.event.ground.record import Ground, Landscape
from geodata.token import Tokens


def noun_phrase(tokens: Tokens, index: int, stop: int, land: Landscape) -> tuple[Ground | None, int]:
    """Read one noun phrase; return its ground, if it is ground, and the token after it."""
    lows = tokens.lows
    first = index
    segment_head = -1
    while index < stop:
        word = lows[index]
        if index in land.places:
            segment_head = _run_end(land, index)
            index = segment_head + 1
            continue
        if word in DIRECTIONS and index + 1 < stop and lows[index + 1] == "of":
            break
        if word == "of" and index > first:
            if (lows[index - 1] not in MEASURES and lows[index - 1] not in GROUND_NOUNS) or _rid_of(
                tokens, index, stop
            ):
                break
            index += 1
            continue
        if (
            (word in ENDERS and not _is_adjective(tokens, index, first))
            or not (word[0].isalnum() or word in ("'s", "'", '"', "\u201c", "\u201d", "."))
            or (word == "and")
        ):
            break
        if word == "." and not (index > first and len(lows[index - 1]) <= 3):
            break
        if index > first and _opens_clause(tokens, index):
            break
        if word[0].isalnum():
            segment_head = index
        index += 1
    if segment_head < 0:
        return None, index
    return _judged(tokens, first, segment_head, land), index


_ADJECTIVES = frozenset({"last", "late", "early", "only", "earlier", "so", "another"})


def _is_adjective(tokens: Tokens, index: int, first: int) -> bool:
    """ "their last bastion": a word that elsewhere begins a date."""
    return (
        tokens.lows[index] in _ADJECTIVES
        and index > first - 1
        and (index == first or tokens.lows[index - 1] in DETERMINERS)
    )


def _rid_of(tokens: Tokens, of: int, stop: int) -> bool:
    """ "cleared the town of militants": what follows is who was there."""
    return any(tokens.lows[i] in OCCUPANTS for i in range(of + 1, min(stop, of + 4)))


def _run_end(land: Landscape, index: int) -> int:
    """Return the last token of the toponym that covers a token."""
    toponym = land.places[index]
    while land.places.get(index + 1) == toponym:
        index += 1
    return index


def _opens_clause(tokens: Tokens, index: int) -> bool:
    """A participle after the noun opens a new clause ("the town seized by", "Sinai allowing")."""
    low = tokens.lows[index]
    following = tokens.lows[index + 1] if index + 1 < len(tokens.lows) else "."
    if (
        low.endswith("s")
        and low.isalpha()
        and tokens.words[index].islower()
        and low not in GROUND_NOUNS
        and following in ("a", "an", "the")
    ):
        return True  # "the capture of the town marks a victory"
    if low in PARTICIPLES and tokens.lows[index - 1] in GROUND_NOUNS:
        return True
    if not low.endswith(("ed", "ing")) or not tokens.words[index].islower() or "-" in low or low in GROUND_NOUNS:
        return False
    before = tokens.lows[index - 1]
    return (
        before in GROUND_NOUNS
        or before in HEADS
        or (tokens.is_name(index - 1) and before not in DETERMINERS and low.endswith("ing"))
    )


def _judged(tokens: Tokens, first: int, head: int, land: Landscape) -> Ground | None:
    lows = tokens.lows
    if lows[head] in NOT_GROUND and not tokens.is_name(head):
        return None
    if head in land.places:
        return Ground(first, head, True, head)
    leading = _leading_head(tokens, first, head)
    if lows[leading] in HEADS or lows[leading] in TITLES:
        return None
    if lows[head] in GROUND_NOUNS or (lows[head] in DIRECTIONS and head > first):
        return Ground(first, head, any(i in land.places for i in range(first, head + 1)), head)
    if tokens.is_name(head) and head not in land.actors and lows[head] not in demonyms():
        return Ground(first, head, True, head) if _may_be_place(tokens, first, head) else None
    return None


def _leading_head(tokens: Tokens, first: int, head: int) -> int:
    """The noun before the first "of": "members" in "members of the town council"."""
    for index in range(first, head):
        if tokens.lows[index] == "of" and tokens.lows[index - 1] not in MEASURES:
            return index - 1
    return head


def _may_be_place(tokens: Tokens, first: int, head: int) -> bool:
    """Whether an unknown name may be a place: no title before it, no first name in it."""
    words = range(first, head + 1)
    if any(tokens.lows[i] in TITLES or tokens.lows[i] in GIVEN_NAMES or tokens.lows[i] in NOT_PLACES for i in words):
        return False
    names = [i for i in words if tokens.is_name(i)]
    return len(names) <= 3 and not _is_described_person(tokens, first, names[0])


def _is_described_person(tokens: Tokens, first: int, name: int) -> bool:
    """ "prominent blogger Razan": a common noun before a name tells who, not where."""
    if name == first:
        return False
    before = tokens.lows[name - 1]
    if (
        before in DETERMINERS
        or before in GROUND_NOUNS
        or before == "of"
        or not before.isalpha()
        or not tokens.words[name - 1].islower()
    ):
        return False
    return not before.endswith(ADJECTIVE_ENDS) or before in ("activist", "official", "general")
