"""The ground of a verb: all places of a list, and what a pronoun stands for."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.claim.side import trigger_span
from geodata.event.find import Finding
from geodata.event.ground import Ground, ground_after, ground_told_before
from geodata.event.ground.nouns import MONTHS, WEEKDAYS
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
            taken = ground_told_before(scene.tokens, before + 1, scene.first, scene.land)
            return taken if taken and taken[0].head not in scene.land.actors else found
    return found


def whole_list(scene: Scene, grounds: Sequence[Ground]) -> list[Ground]:
    """Return `grounds` with the place after "and" where the clause ends: "A, B and C, the army said"."""
    found = list(grounds)
    index = _after_date(scene, max(found[-1].last, found[-1].until) + 1) if found else scene.stop
    if scene.lows[index : index + 2] == [",", "and"]:
        index += 1
    first = index + 1
    if index >= scene.stop or scene.lows[index] != "and" or first not in scene.land.places:
        return found
    last = first
    while scene.land.places.get(last + 1) == scene.land.places[first]:
        last += 1
    after = _after_date(scene, last + 1)
    if after < scene.stop and (after > last + 1 or scene.lows[after] in _ENDS):
        found.append(Ground(first, last, True, last))
    return found


def _after_date(scene: Scene, index: int) -> int:
    """Pass over "in January", "on 9 May": "seized Goma in January and Bukavu in February"."""
    if scene.lows[index : index + 1] not in (["in"], ["on"]):
        return index
    after = index + 1
    while after < scene.stop and (scene.lows[after] in _DATES or scene.lows[after].isdigit()):
        after += 1
    return after if after > index + 1 else index


_DATES = MONTHS | WEEKDAYS | frozenset({"early", "late", "last", "next"})
_ENDS = frozenset({",", ".", ";"})
