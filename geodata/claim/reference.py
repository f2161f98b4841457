"""What "the town" stands for: the settlement named last in the paragraph, where that is certain."""

from __future__ import annotations

from bisect import bisect_left

from geodata.event.ground import Ground
from geodata.event.scene import Scene
from geodata.toponym import Toponym

_NOUNS = {"town": ("town", "city", "village"), "city": ("city", "town"), "village": ("village", "town")}
"""Kinds of settlement that a noun may stand for."""


def last_named(scene: Scene, ground: Ground) -> int | None:
    """Return the index of the toponym that ground without a name stands for, ``None`` where several may be meant.

    Only "the town" and the like: "a town" is another one, and "the northern town" is told apart from others.
    """
    kinds = _NOUNS.get(scene.lows[ground.head])
    bare = ground.last == ground.head and ground.head - ground.first == 1 and scene.lows[ground.first] == "the"
    if kinds is None or not bare or ground.until > ground.last:
        return None
    before = bisect_left(scene.setting.toponym_starts, scene.tokens.starts[ground.first])
    sentences = scene.setting.sentences
    for number in range(scene.index, -1, -1):
        sentence = sentences[number]
        if sentence.paragraph != scene.sentence.paragraph:
            return None
        first = bisect_left(scene.setting.toponym_starts, sentence.start)
        named = [i for i in range(first, before) if _is_settlement(scene.setting.toponyms[i], kinds)]
        if named:
            same = len({scene.setting.toponyms[i].feature_id for i in named}) == 1
            return named[-1] if same else None
        before = first
    return None


def _is_settlement(toponym: Toponym, kinds: tuple[str, ...]) -> bool:
    return toponym.role == "place" and toponym.kind in kinds and toponym.lat is not None
