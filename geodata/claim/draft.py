"""A claim before its place, days and speaker are filled in."""

from __future__ import annotations

import dataclasses

from geodata.event.ground import Ground


@dataclasses.dataclass(frozen=True, slots=True)
class Side:
    """A party in a claim: actor id and neutral name."""

    id: str
    name: str


UNNAMED_SIDES = {
    word: Side(side, side.capitalize())
    for word, side in {
        "rebel": "rebels",
        "government": "government",
        "regime": "government",
        "opposition": "opposition",
        "militant": "militants",
        "insurgent": "insurgents",
        "army": "army",
        "separatist": "separatists",
        "enemy": "enemy",
    }.items()
}
"""Sides by the word before "-held" or "hands"."""


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """One statement about one piece of ground.

    Parameters
    ----------
    trigger
        First and last token (inclusive) of the words that say it.
    place
        Tokens of the ground; ``None`` where the words leave it open.
    tense
        As in `geodata.modality.Assessment`.
    """

    kind: str
    trigger: tuple[int, int]
    place: Ground | None
    holder: Side | None
    previous: Side | None
    modality: str
    strength: str
    tense: str
    reason: str = ""


def holding(
    trigger: tuple[int, int],
    ground: Ground,
    holder: Side,
    *,
    modality: str = "asserted",
    tense: str = "present",
    strength: str = "explicit",
) -> Draft:
    """Return the claim that `holder` has the ground."""
    return Draft("holds", trigger, ground, holder, None, modality, strength, tense)
