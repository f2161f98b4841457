"""The last place of a list that ends before "the army said"."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.event.ground import Ground
from geodata.event.scene import Scene


def whole_list(scene: Scene, grounds: Sequence[Ground]) -> list[Ground]:
    """Return `grounds` with the place after "and" where a comma ends the list: "A, B and C, the army said"."""
    found = list(grounds)
    if not found:
        return found
    index = max(found[-1].last, found[-1].until) + 1
    if scene.lows[index : index + 1] == [","] and scene.lows[index + 1 : index + 2] == ["and"]:
        index += 1
    first = index + 1
    if scene.lows[index : index + 1] != ["and"] or first not in scene.land.places:
        return found
    last = first
    while scene.land.places.get(last + 1) == scene.land.places[first]:
        last += 1
    if last + 1 < scene.stop and scene.lows[last + 1] in _ENDS:
        found.append(Ground(first, last, True, last))
    return found


_ENDS = frozenset({",", ".", ";"})
