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
    MONTHS,
    NOT_GROUND,
    NOT_PLACES,
    OCCUPANTS,
    PARTICIPLES,
    TIMES,
    TITLES,
)
from geodata.event.ground.record import Ground, Landscape
from geodata.token import Tokens, word_set


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
        if index > first and (_opens_clause(tokens, index) or (index - 1 in land.places and _is_later(lows, index))):
            break
        if word[0].isalnum():
            segment_head = index
        index += 1
    if segment_head < 0:
        return None, index
    return _judged(tokens, first, segment_head, land), index


def _is_later(lows: list[str], index: int) -> bool:
    """ "took Amiens a week later": the name ends where a span of time, or the sentence's verb, begins."""
    if lows[index] in _GOES_ON:
        return True
    return lows[index] in DETERMINERS and not TIMES.isdisjoint(lows[index + 1 : index + 4])


_GOES_ON = word_set(
    "the gives gave comes came means meant brings brought puts put marks marked leaves left opens opened follows followed"
    " sparked triggered prompted forced cut cuts ended ends makes made shows showed raises raised deprived helped allowed"
)
"""Words after a name with which a sentence goes on: "the capture of Goma gives them", "after the surrender of Ulm the French"."""


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
    if low.endswith("ed") and tokens.words[index].islower() and tokens.is_name(index - 1) and following in DETERMINERS:
        return True  # "the capture of Irun isolated the northern provinces"
    if low.endswith("ing") and tokens.words[index].islower() and low not in _DESCRIBING and low not in GROUND_NOUNS:
        before = tokens.lows[index - 1]
        opens = following in DETERMINERS or (index + 1 < len(tokens.lows) and tokens.is_name(index + 1))
        if opens and before.endswith("s") and tokens.words[index - 1].islower():
            return True  # "took up arms supporting Zapata"
    if low in _HOLDING and tokens.is_name(index - 1) and (following in DETERMINERS or tokens.is_name(index + 1)):
        return True
    if not low.endswith(("ed", "ing")) or not tokens.words[index].islower() or "-" in low or low in GROUND_NOUNS:
        return False
    before = tokens.lows[index - 1]
    return (
        before in GROUND_NOUNS
        or before in HEADS
        or (tokens.is_name(index - 1) and before not in DETERMINERS and low.endswith("ing"))
    )


_HOLDING = word_set("hold holds control controls occupy occupies rule rules took captured")
"""Verbs that end the name before them."""


def begins_participle(tokens: Tokens, index: int) -> bool:
    """Whether a verb of its own begins at the token: "threatening Vienna", "forced the defenders ..."."""
    low = tokens.lows[index]
    if tokens.is_name(index) or "-" in low:
        return False
    if low.endswith("ing"):
        return low not in _DESCRIBING and low not in GROUND_NOUNS
    following = tokens.lows[index + 1] if index + 1 < len(tokens.lows) else "."
    return low.endswith("ed") and following in DETERMINERS


_DESCRIBING = word_set(
    "remaining surrounding neighbouring neighboring outlying adjoining existing leading landing staging training"
    " mining fishing trading shipping missing following opposing crossing winding overlooking interesting building"
)
"""Participles that only describe the ground after them."""


def _after_date(tokens: Tokens, first: int, head: int) -> int:
    """ "On 25 October 1922 Vladivostok fell": the name begins after the date."""
    while first < head and (
        tokens.lows[first] in MONTHS or (tokens.lows[first - 1] in MONTHS and _is_number(tokens, first))
    ):
        first += 1
        if first < head and tokens.lows[first] == ",":
            first += 1
    return first


def _is_number(tokens: Tokens, index: int) -> bool:
    return tokens.lows[index].isdigit()


def _judged(tokens: Tokens, first: int, head: int, land: Landscape) -> Ground | None:
    lows = tokens.lows
    first = _after_date(tokens, first, head)
    first += first < head and lows[first] in ("i.e.", "e.g.")
    if first < head and begins_participle(tokens, first):
        first += 1  # "when attacking large urban areas held by the army"
    if lows[head] in NOT_GROUND and not tokens.is_name(head):
        return None
    if head in land.places:
        return Ground(first, head, True, head)
    if lows[head] in ("part", "parts") and head > first and lows[head - 1] == "body":
        return None
    leading = _leading_head(tokens, first, head)
    if lows[leading] in HEADS or lows[leading] in TITLES:
        return None
    if lows[head] in GROUND_NOUNS or (lows[head] in DIRECTIONS and head > first):
        return Ground(first, head, any(i in land.places for i in range(first, head + 1)), head)
    if tokens.is_name(head) and head not in land.actors and lows[head] not in demonyms() and not is_people(lows[head]):
        return Ground(first, head, True, head) if _may_be_place(tokens, first, head) else None
    return None


def is_people(low: str) -> bool:
    """Whether a name no gazetteer knows is one of people: "Carthaginians", "Nationalists"."""
    return low.endswith(PEOPLE_ENDS)


PEOPLE_ENDS = ("ians", "eans", "ists", "ites", "icans", "iks", "ese")


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
