"""The ground that is the object of a trigger."""

from __future__ import annotations

from geodata.event.ground import Ground, ground_after, ground_before, ground_told_before
from geodata.event.scene import Scene
from geodata.modality import Assessment


def objects_of(scene: Scene, trigger: tuple[int, int], assessment: Assessment) -> list[Ground]:
    """Return the ground that a trigger's object names: after it, before a passive."""
    first, last = trigger
    tokens, land = scene.tokens, scene.land
    if assessment.group is None:
        return ground_after(tokens, last + 1, scene.stop, land)
    if assessment.passive:
        found = ground_before(tokens, assessment.group.first, scene.first, land)
        reduced = assessment.group.be is None  # "the weapons abandoned by": what is abandoned stands just before
        reduced = (
            reduced and "," not in tokens.lows[max(first - 3, 0) : first]
        )  # "Iwon (in the north), already captured by"
        if not found and tokens.lows[assessment.group.first - 1] == "it":  # "it was recaptured a month later"
            return ground_told_before(tokens, assessment.group.first - 1, scene.first, land)
        return found if not reduced or not found or max(found[-1].last, found[-1].until) >= first - 2 else []
    return (
        (ground_after(tokens, first + 1, last, land) if tokens.lows[last] == "to" else [])  # "hand the port over to"
        or ground_after(tokens, last + 1, scene.stop, land)
        or ground_after(tokens, first + 1, last + 1, land)
        or _pronoun_object(scene, trigger)
        or _relative_object(scene, assessment.group.first)
    )


def _pronoun_object(scene: Scene, trigger: tuple[int, int]) -> list[Ground]:
    """Return what "it" stands for in "stormed the hill and took it"."""
    for pronoun in (trigger[0] + 1, trigger[1] + 1):
        if scene.lows[pronoun + 1 : pronoun + 2] in (["seriously"], ["easy"], ["away"], ["for"]):
            continue  # "we are taking it seriously"
        if scene.lows[pronoun : pronoun + 1] in (["it"], ["them"]):
            return ground_told_before(scene.tokens, pronoun, scene.first, scene.land)
    return []


def _relative_object(scene: Scene, begin: int) -> list[Ground]:
    """Return "Sirte" in "Sirte, which Haftar captured": a subject stands between "which" and the verb."""
    for index in range(begin - 2, max(scene.first, begin - 7) - 1, -1):
        if scene.lows[index] in ("which", "that"):
            return ground_before(scene.tokens, index + 1, scene.first, scene.land)
        if scene.lows[index] == ",":
            break
    return []
