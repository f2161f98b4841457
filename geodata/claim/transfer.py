"""Claims from handovers: who gave which places to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geodata.actor.alias import known_actor
from geodata.claim.draft import Draft, Side
from geodata.claim.side import governor, known_ground, side, trigger_span
from geodata.event.find import Finding
from geodata.event.ground import ground_after
from geodata.event.object import objects_of
from geodata.event.scene import Mention, Scene


def handed_over(scene: Scene, finding: Finding, parties: Sequence[Side]) -> Iterator[Draft]:
    """ "X handed the town to Y"."""
    del parties
    assessment = finding.assessment
    receivers: list[Mention] = [
        m for m in scene.mentions if m.first > finding.trigger.first and scene.lows[governor(scene, m)] in ("to", "of")
    ]
    giver = finding.roles.target if assessment.passive else finding.roles.source
    grounds = objects_of(scene, trigger_span(finding), assessment) or ground_after(
        scene.tokens, finding.trigger.first + 1, scene.stop, scene.land
    )
    holder = side(receivers[:1]) or _named_receiver(scene, finding)
    previous = side([m for m in giver if not holder or m.actor.actor_id != holder.id])
    if (
        holder is None
        and finding.sense.lemma in ("surrender", "yield", "return", "transfer", "relinquish")
        and not grounds
    ):
        return
    if grounds and not (grounds := known_ground(scene, grounds)):
        return
    for number, ground in enumerate(grounds or [None]):
        trigger = trigger_span(finding) if number == 0 or ground is None else (ground.first, ground.last)
        kind = (
            "takes"
            if holder
            or assessment.group is None
            or finding.sense.lemma in ("hand", "turn", "cede", "leave", "transfer")
            else "loses"
        )
        who = holder if kind == "takes" else previous
        yield Draft(
            kind, trigger, ground, who, previous, assessment.modality, "explicit", assessment.tense, assessment.reason
        )


def _named_receiver(scene: Scene, finding: Finding) -> Side | None:
    """Return the state in "ceded the district to Azerbaijan"."""
    for index in range(finding.trigger.first + 1, min(scene.stop - 1, finding.trigger.last + 14)):
        if scene.lows[index] != "to":
            continue
        last = index + 1
        while last < scene.stop and scene.tokens.is_name(last):
            last += 1
        known = known_actor(" ".join(scene.tokens.words[index + 1 : last])) if last > index + 1 else None
        if known:
            return Side(known.id, known.name)
    return None
