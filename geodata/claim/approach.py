"""Claims from advances: places entered without a fight, and where the front came to stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geodata.claim.draft import Draft, Side
from geodata.claim.side import is_settlement, other_party, side, trigger_span
from geodata.claim.winner import own_subjects
from geodata.event.find import Finding
from geodata.event.ground import Ground, ground_after
from geodata.event.object import objects_of
from geodata.event.scene import Scene
from geodata.token import word_set

_UNFOUGHT = (
    "without fighting",
    "without a fight",
    "without resistance",
    "without firing",
    "unopposed",
    "without any resistance",
    "without clashes",
    "without a shot",
)


def advanced(scene: Scene, finding: Finding, parties: Sequence[Side]) -> Iterator[Draft]:
    """ "X entered A without a fight" takes it; "reached the outskirts of A" puts the front there."""
    assessment = finding.assessment
    who = side(own_subjects(scene, finding.roles.source, finding.trigger.first))
    last = finding.trigger.last
    words = " ".join(scene.lows[last + 1 : min(scene.stop, last + 14)])
    if finding.sense.lemma == "reach" or (
        finding.sense.lemma in ("advance", "push", "move") and "within" in words[:24]
    ):
        ground = _approached(scene, finding)
        yield Draft(
            "front_at",
            trigger_span(finding),
            ground,
            who,
            None,
            assessment.modality,
            "explicit",
            assessment.tense,
            assessment.reason,
        )
    elif finding.sense.lemma in ("enter", "march", "move", "roll") and (
        any(cue in words for cue in _UNFOUGHT) or _vacated_before(scene, last)
    ):
        grounds = objects_of(scene, trigger_span(finding), assessment) or _earlier_ground(scene, finding)
        yield Draft(
            "takes",
            trigger_span(finding),
            grounds[0] if grounds else None,
            who,
            other_party(who, parties),
            assessment.modality,
            "explicit",
            assessment.tense,
            "entered without a fight",
        )
    elif who and finding.sense.lemma in ("surround", "encircle"):
        for ground in objects_of(scene, trigger_span(finding), assessment)[:1]:
            if is_settlement(scene, ground):
                yield _front(finding, ground, who, "surrounded")
    elif who and finding.sense.lemma in _INTO and (entered := _entered(scene, finding)):
        decisive = finding.sense.lemma in _SWEEPING or not _WELCOMED.isdisjoint(scene.lows[last + 1 : scene.stop])
        yield Draft(
            "takes" if decisive else "front_at",
            trigger_span(finding),
            entered,
            who,
            other_party(who, parties) if decisive else None,
            assessment.modality,
            "implied",
            assessment.tense,
            "moved in" if decisive else "fighters came in",
        )
    elif scene.lows[finding.trigger.last] == "ground" and who:
        found = (
            ground_after(scene.tokens, last + 2, scene.stop, scene.land)
            if scene.lows[last + 1 : last + 2] in (["in"], ["inside"], ["near"], ["around"], ["on"])
            else []
        )
        if found:
            yield Draft(
                "takes",
                trigger_span(finding),
                found[0],
                who,
                other_party(who, parties),
                assessment.modality,
                "implied",
                assessment.tense,
                "gained ground there",
            )


def besieged(scene: Scene, finding: Finding, parties: Sequence[Side]) -> Iterator[Draft]:
    """ "X besieged A", "the siege of A by X": the front runs around A."""
    del parties
    if finding.sense.lemma not in ("besiege", "lay", "siege"):
        return
    assessment = finding.assessment
    who = side(own_subjects(scene, finding.roles.source, finding.trigger.first))
    if who is None or not _LIFTED.isdisjoint(
        scene.lows[max(scene.first, finding.trigger.first - 5) : finding.trigger.first]
    ):
        return
    for ground in objects_of(scene, trigger_span(finding), assessment)[:1]:
        if ground.head in scene.land.places:
            yield _front(finding, ground, who, "besieged")


def _front(finding: Finding, ground: Ground, who: Side, reason: str) -> Draft:
    judged = finding.assessment
    return Draft("front_at", trigger_span(finding), ground, who, None, judged.modality, "implied", judged.tense, reason)


_LIFTED = word_set(
    "lift lifts lifted lifting break breaks broke broken breaking end ends ended ending relieve relieved relieving"
)

_SWEEPING = frozenset({"march", "roll", "sweep", "stream", "pour"})
_INTO = _SWEEPING | {"enter", "move", "push", "advance", "storm", "thrust", "drive", "penetrate", "break"}
_WELCOMED = word_set("cheered cheering cheers welcomed greeted celebrated celebrating celebrate jubilant flag flags")


def _entered(scene: Scene, finding: Finding) -> Ground | None:
    """Return the settlement that fighters came into: who enters a country or a region does not have it."""
    last, lemma = finding.trigger.last, finding.sense.lemma
    if finding.assessment.group is None or (lemma not in ("enter", "penetrate") and scene.lows[last] != "into"):
        return None
    found = ground_after(scene.tokens, last + 1, scene.stop, scene.land)[:1]
    for ground in found:
        if is_settlement(scene, ground):
            return ground
    return None


_LEAVING = word_set("withdrew withdrawn withdraw pulled fled left retreated abandoned evacuated withdrawal retreat")


def _vacated_before(scene: Scene, last: int) -> bool:
    """ "entered the town after the rebels withdrew"."""
    rest = scene.lows[last + 1 : scene.stop]
    return "after" in rest and not _LEAVING.isdisjoint(rest[rest.index("after") : rest.index("after") + 8])


def _approached(scene: Scene, finding: Finding) -> Ground | None:
    start = finding.trigger.last + 1
    first = finding.trigger.first
    for index in range(first + 1, min(scene.stop, finding.trigger.last + 9)):
        if scene.lows[index] in ("outskirts", "edge", "gates", "suburbs"):
            start = index - 1
            break
        if scene.lows[index] == "of" and index > finding.trigger.last:
            start = index + 1
    found = ground_after(scene.tokens, start, scene.stop, scene.land)
    return found[0] if found else None


def _earlier_ground(scene: Scene, finding: Finding) -> list[Ground]:
    """The place that the clause before advanced on ("advanced on A and entered")."""
    lows = scene.lows
    for index in range(finding.trigger.first - 1, scene.first, -1):
        if lows[index] in ("on", "to", "toward", "towards", "into", "of"):
            found = ground_after(scene.tokens, index + 1, finding.trigger.first, scene.land)
            if found:
                return found[-1:]
    return []
