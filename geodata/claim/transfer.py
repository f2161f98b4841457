"""Claims from handovers: who gave which places to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geodata.actor.alias import known_actor
from geodata.claim.draft import Draft, Side
from geodata.claim.side import governor, is_settlement, known_ground, other_party, side, trigger_span
from geodata.event.find import Finding
from geodata.event.ground import ground_after, ground_before
from geodata.event.object import objects_of
from geodata.event.scene import Mention, Scene
from geodata.token import word_set


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
    if scene.lows[finding.trigger.last] == "to":  # "handed over a suspect to Belgium": who receives is no ground
        grounds = [ground for ground in grounds if ground.last < finding.trigger.last]
    if not (grounds := known_ground(scene, grounds)):
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
        if who is None and kind == "loses":
            continue
        yield Draft(
            kind, trigger, ground, who, previous, assessment.modality, "explicit", assessment.tense, assessment.reason
        )


def surrendered(scene: Scene, finding: Finding, parties: Sequence[Side]) -> Iterator[Draft]:
    """ "Saigon surrendered to the North": the town is the subject, and who is named after "to" has it."""
    assessment = finding.assessment
    if finding.sense.lemma != "surrender" or assessment.group is None or assessment.passive:
        return
    begin, last = assessment.group.first, finding.trigger.last
    holder = side([m for m in scene.mentions if 0 < m.first - last <= _NEAR][:1])
    if holder is None or scene.lows[last] != "to":
        return
    for ground in ground_before(scene.tokens, begin, scene.first, scene.land)[-1:]:
        if ground.last != begin - 1 or scene.lows[ground.first - 1] in _WHERE or not is_settlement(scene, ground):
            continue  # "fighters in the east surrendered to the army"
        yield Draft(
            "takes",
            trigger_span(finding),
            ground,
            holder,
            other_party(holder, parties),
            assessment.modality,
            "explicit",
            assessment.tense,
            assessment.reason,
        )


_NEAR = 3
_WHERE = word_set("in at near from around of outside on inside")


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
