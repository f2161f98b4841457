"""Commanders whose side an article tells once: "the British general Sir Henry Clinton"; later, "Clinton took Charleston"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from geodata.actor.alias import Known
from geodata.phrase import Found
from geodata.token import Tokens, word_set

_RANK = (
    r"(?:[Cc]ommander(?:-in-[Cc]hief)?|(?:(?:Lieutenant|Major|Brigadier)[ -])?[Gg]eneral|(?:[Ff]ield )?[Mm]arshal"
    r"|(?:Vice |Rear )?[Aa]dmiral|(?:Lieutenant )?[Cc]olonel|[Mm]ajor|[Cc]aptain|[Gg]overnor)"
)
_HONOUR = r"(?:(?:Sir|Lord|Count|Prince|Baron|Duke|von|van|de|del|el|al) )*"
_PERSON = rf"{_HONOUR}(?:[A-Z]\w+ |[A-Z]\. ){{0,3}}{_HONOUR}([A-Z]\w{{2,}})"
_OWN = r"([A-Z][a-z]{2,})"
_TOLD = (
    rf"\b{_OWN} {_RANK} {_PERSON}\b",  # "the British general Sir Henry Clinton"
    rf"\b{_OWN} (?:troops|forces|army|fleet|soldiers|men) (?:were )?(?:under|led by|commanded by) (?:the command of )?(?:{_RANK} )?{_PERSON}\b",
)
_TOLD_AFTER = (
    rf"\b{_PERSON}, (?:the|a|an|then) {_OWN} {_RANK}\b",  # "Bernardo de Gálvez, the Spanish governor"
)
_CUES = ("ommander", "eneral", "arshal", "dmiral", "olonel", "overnor", "led by", "commanded by", "under the command")
_REACH = 90
"""Characters around a cue within which a commander is told."""

_NO_PERSONS = word_set("staff headquarters admiral general marshal colonel major captain commander governor army")
_BEFORE = [re.compile(pattern) for pattern in _TOLD]
_AFTER = [re.compile(pattern) for pattern in _TOLD_AFTER]

_DEEDS = word_set(
    "took retook captured recaptured seized occupied conquered attacked invaded besieged defeated retreated withdrew advanced"
    " held lost fled surrendered crossed marched routed overran abandoned evacuated landed repulsed drove stormed liberated entered"
    " secured relieved laid forced taking capturing seizing"
)
_BETWEEN = word_set("had have then also soon again finally himself successfully quickly eventually in turn later")
_TROOPS = word_set("army troops forces fleet men capture conquest seizure siege advance retreat victory corps cavalry")


def find_commanders(text: str, side_of: Callable[[str], Known | None]) -> dict[str, Known]:
    """Return the sides of commanders by the last word of their names.

    Parameters
    ----------
    side_of
        The side that a people's adjective stands for, such as "British" or "Confederate"; ``None`` for other words.

    Examples
    --------
    >>> british = Known("state:GB", "United Kingdom", None, "state")
    >>> find_commanders("The British general Sir Henry Clinton landed.", {"British": british}.get)["Clinton"].name
    'United Kingdom'
    """
    told: dict[str, set[Known]] = {}
    for passage in _passages(text):
        for patterns, own, person in ((_BEFORE, 1, 2), (_AFTER, 2, 1)):
            for match in (found for pattern in patterns for found in pattern.finditer(passage)):
                name, side = match[person], side_of(match[own])
                if side and name.lower() not in _NO_PERSONS and side_of(name) is None:
                    told.setdefault(name, set()).add(side)
    return {name: sides.pop() for name, sides in told.items() if len(sides) == 1}


def _passages(text: str) -> Iterator[str]:
    """Yield what stands around cues: on whole texts the patterns would take a twentieth of all reading."""
    for cue in _CUES:
        found = text.find(cue)
        while found >= 0:
            end = text.find(" ", found + _REACH)
            yield text[max(0, found - _REACH) : end if end >= 0 else len(text)]
            found = text.find(cue, found + 1)


def commanders_in(tokens: Tokens, first: int, stop: int, commanders: dict[str, Known]) -> Iterator[Found]:
    """Yield where a commander does a deed of war, or his troops are named: alone, "Washington" may be a city."""
    for index in range(first, stop):
        if tokens.words[index] in commanders and _acts(tokens.lows, index + 1, stop):
            yield Found(index, index, commanders[tokens.words[index]])


def _acts(lows: list[str], after: int, stop: int) -> bool:
    if lows[after : after + 1] == ["'s"]:
        return lows[after + 1 : after + 2] != [] and lows[after + 1] in _TROOPS
    while after < stop and lows[after] in _BETWEEN:
        after += 1
    return after < stop and lows[after] in _DEEDS
