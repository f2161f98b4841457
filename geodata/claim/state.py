"""Claims of who holds a place, without saying how it came to be."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from geodata.claim.control import in_hands, under_control
from geodata.claim.draft import Draft
from geodata.claim.front import FRONTS, contested, fronts
from geodata.claim.holding import HOLDING, compound, held_by, holds, stronghold
from geodata.claim.seat import seats
from geodata.event.scene import Scene
from geodata.sentence import Sentence
from geodata.token import Tokens, word_set

CUES = word_set(
    "control controls controlled controlling hold holds held holding hands stronghold strongholds bastion bastions"
    " occupied occupies occupying contested government regime administration frontline frontlines front rule rules"
    " ruled ruling based inside divided"
)
"""A sentence without any of these words, and without a compound of them, says nothing of the kind."""

COMPOUND_ENDS = ("-held", "-controlled", "-occupied", "-ruled", "-run", "-dominated", "-based")

_COMPOUND = re.compile(r"\w-(?:held|controlled|occupied|ruled|run|dominated|based)\b")


def candidates(text: str, tokens: Tokens) -> Callable[[Sentence, int, int], bool]:
    """Return a test of whether a sentence may speak of who holds what."""
    compounds = [match.start() for match in _COMPOUND.finditer(text)]

    def may_speak(sentence: Sentence, first: int, stop: int) -> bool:
        if not CUES.isdisjoint(tokens.lows[first:stop]):
            return True
        return bisect_left(compounds, sentence.start) < bisect_left(compounds, sentence.end)

    return may_speak


def states(scene: Scene) -> Iterator[Draft]:
    """Yield the claims of a sentence that a party holds, contests or sits in a place."""
    for index in range(scene.first, scene.stop):
        word = scene.lows[index]
        if word == "control":
            yield from under_control(scene, index)
        elif word == "hands":
            yield from in_hands(scene, index)
        elif word in HOLDING:
            yield from holds(scene, index)
        elif word in ("held", "controlled", "occupied", "ruled"):
            yield from held_by(scene, index)
        elif word in ("stronghold", "bastion"):
            yield from stronghold(scene, index)
        elif "-" in word and word.endswith(COMPOUND_ENDS[:-1]):
            yield from compound(scene, index)
        elif word in FRONTS:
            yield from fronts(scene, index)
        elif word == "contested":
            yield from contested(scene, index)
    yield from seats(scene)
