"""Claims of who holds a place, without saying how it came to be."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from geodata.claim.control import in_hands, under_control, under_rule
from geodata.claim.draft import Draft
from geodata.claim.front import FRONTS, contested, divided, fronts
from geodata.claim.holding import HOLDING, compound, held_by, holds, stronghold
from geodata.claim.seat import seats
from geodata.event.scene import Scene
from geodata.sentence import Sentence
from geodata.token import Tokens, word_set

CUES = word_set(
    "control controls controlled controlling hold holds held holding hands stronghold strongholds bastion bastions"
    " occupied occupies occupying contested government regime administration frontline frontlines front rule rules"
    " ruled ruling based inside divided split occupation"
)
"""A sentence without any of these words, and without a compound of them, says nothing of the kind."""

COMPOUND_ENDS = ("-held", "-controlled", "-occupied", "-ruled", "-run", "-dominated", "-based")

_COMPOUND = re.compile(r"-(?<=\w-)(?:held|controlled|occupied|ruled|run|dominated|based)\b")


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
    for index, word in enumerate(scene.lows[scene.first : scene.stop], scene.first):
        reader = _READERS.get(word) or (compound if "-" in word and word.endswith(COMPOUND_ENDS[:-1]) else None)
        if reader:
            yield from reader(scene, index)
    yield from seats(scene)


_READERS: dict[str, Callable[[Scene, int], Iterator[Draft]]] = {
    **dict.fromkeys(("stronghold", "bastion"), stronghold),
    **dict.fromkeys(("held", "controlled", "occupied", "ruled"), held_by),
    **dict.fromkeys(FRONTS, fronts),
    "contested": contested,
    **dict.fromkeys(HOLDING, holds),
    "hands": in_hands,
    "control": under_control,
    **dict.fromkeys(("rule", "occupation"), under_rule),
    **dict.fromkeys(("divided", "split"), divided),
}
"""Readers of claims by the word at which they begin."""
