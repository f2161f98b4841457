"""The ground of a verb: all places of a list, and what a pronoun stands for."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.claim.side import trigger_span
from geodata.event.find import Finding
from geodata.event.ground import Ground, ground_after, ground_told_before
from geodata.event.object import objects_of
from geodata.event.scene import Scene


def object_grounds(scene: Scene, finding: Finding) -> list[Ground]:
    """Return the ground that a verb's object names; "it" is never whom it was taken from ("from Syria and annexed it")."""
    trigger = finding.trigger
    if scene.lows[trigger.last] in ("from", "away") and trigger.last > trigger.first + 1:  # "wrested A from X"
        return ground_after(scene.tokens, trigger.first + 1, trigger.last, scene.land)
    found = objects_of(scene, trigger_span(finding), finding.assessment)
    if found and not finding.assessment.passive and found[0].last < finding.trigger.first:
        before = found[0].first - 1
        before -= scene.lows[before] in ("the", "a")
        if scene.lows[before] == "from":
            return ground_told_before(scene.tokens, before + 1, scene.first, scene.land)
    return found


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
