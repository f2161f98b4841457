"""Claims from retreats: who left, or was driven out of, which places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geodata.actor.force import HEADS
from geodata.claim.draft import Draft, Side
from geodata.claim.listing import whole_list
from geodata.claim.side import governed_by, governor, known_ground, other_party, side, tells_of_war, trigger_span
from geodata.claim.winner import own_subjects
from geodata.event.find import Finding
from geodata.event.ground import Ground, ground_after
from geodata.event.needs import CROWDS
from geodata.event.object import objects_of
from geodata.event.scene import Mention, Scene
from geodata.token import word_set

_DEALS = word_set("deal agreement accord truce ceasefire evacuation arrangement pact")


def withdrew(scene: Scene, finding: Finding, parties: Sequence[Side]) -> Iterator[Draft]:
    """ "X withdrew from A": X loses it; under a deal with Y, Y takes it."""
    assessment = finding.assessment
    grounds = whole_list(scene, _left_ground(scene, finding))
    if scene.lows[finding.trigger.last] != "from":  # people are left and evacuated as well
        grounds = known_ground(scene, grounds)
    if not grounds or _is_of_people(scene, finding) or _is_trip(scene, finding, grounds[-1]):
        return
    towards = _TOWARDS if finding.assessment.group else _TOWARDS - {"of"}  # "the withdrawal of French troops"
    inside = {i for g in grounds for i in range(g.first, max(g.last, g.until) + 1)}
    moved = [
        m
        for m in finding.roles.target
        if m.first not in inside
        and not governed_by(scene, m, towards)
        and (m.first < grounds[0].first or not finding.assessment.group)  # "left Khartoum for Sudan's coast"
    ]
    loser = side(finding.roles.source) or side(moved)
    if loser is None or (finding.sense.lemma in ("lose", "leave") and _in_peace(scene, finding)):
        return
    taker = _lost_to(scene, finding, grounds) if finding.sense.lemma == "lose" else _dealt_with(scene, finding)
    for number, ground in enumerate(grounds):
        trigger = trigger_span(finding) if number == 0 else (ground.first, ground.last)
        if taker:
            yield Draft(
                "takes",
                trigger,
                ground,
                taker,
                loser,
                assessment.modality,
                "implied",
                assessment.tense,
                "given up to it",
            )
        else:
            yield Draft(
                "loses",
                trigger,
                ground,
                loser,
                loser,
                assessment.modality,
                "explicit",
                assessment.tense,
                assessment.reason,
            )
    del parties


_TOWARDS = frozenset({"from", "of", "between", "along", "to"})


def _is_of_people(scene: Scene, finding: Finding) -> bool:
    """ "US missions left the country": the state's name only describes who left; peacekeepers leave ground that is not theirs."""
    if not _UNARMED.isdisjoint(scene.lows[finding.trigger.first : finding.trigger.last + 1]):
        return True
    begin = finding.assessment.group.first if finding.assessment.group else finding.trigger.first
    for mention in finding.roles.source[-1:]:
        words = scene.lows[mention.last + 1 : begin][:2]
        if words and scene.lows[mention.last] not in HEADS and finding.sense.lemma in ("leave", "evacuate", "flee"):
            return words[0] in _CIVILIANS or (len(words) == 2 and words[1] in _CIVILIANS)
    return False


def _is_trip(scene: Scene, finding: Finding, ground: Ground) -> bool:
    """ "left the base for an exercise": who leaves for somewhere does not give up the place."""
    end = max(ground.last, ground.until) + 1
    return (
        finding.sense.lemma == "leave"
        and scene.lows[end : end + 1] == ["for"]
        and end + 1 < scene.stop
        and (scene.lows[end + 1] in _ERRANDS or scene.tokens.is_name(end + 1))
    )


def _in_peace(scene: Scene, finding: Finding) -> bool:
    """ "Taiwan lost Honduras to China": a state, in an article without a word of war."""
    if finding.trigger.first != finding.trigger.last:  # "lost control of"
        return False
    fights = any(m.actor.party_id for m in (*finding.roles.source, *finding.roles.target))
    return not fights and not tells_of_war(scene.setting.words)


_ERRANDS = word_set("a an talks home exercises training leave good")


_UNARMED = word_set("peacekeepers observers monitors inspectors diplomats staff ambassador ambassadors envoys")

_CIVILIANS = word_set(
    "missions mission diplomats diplomat officials ambassador embassy citizens nationals families people refugees"
    " minister ministers president premier chancellor delegation delegations negotiators negotiator team prime foreign"
    " companies company firms tourists workers missionaries experts advisers advisors journalists envoy envoys"
)


def _left_ground(scene: Scene, finding: Finding) -> list[Ground]:
    last = finding.trigger.last
    if finding.sense.needs == "ground":
        return objects_of(scene, trigger_span(finding), finding.assessment)
    if scene.lows[last] in ("from", "of", "over"):
        return ground_after(scene.tokens, last + 1, scene.stop, scene.land)
    for index in range(last + 1, min(last + 6, scene.stop)):
        if scene.lows[index] == "from":
            return ground_after(scene.tokens, index + 1, scene.stop, scene.land)
    return [] if finding.sense.lemma != "withdraw" else ground_after(scene.tokens, last + 1, scene.stop, scene.land)


def _lost_to(scene: Scene, finding: Finding, grounds: Sequence[Ground]) -> Side | None:
    """Return Y of "lost the town to Y"."""
    after = [m for m in scene.mentions if m.first > grounds[-1].last and scene.lows[governor(scene, m)] == "to"]
    return side([m for m in after if m.first - finding.trigger.last <= 14][:1])


def _dealt_with(scene: Scene, finding: Finding) -> Side | None:
    """Return Y of "under an evacuation deal with Y"."""
    lows = scene.lows
    for index in range(finding.trigger.last + 1, scene.stop):
        if lows[index] in _DEALS and "with" in lows[index : index + 3]:
            return side([m for m in scene.mentions if 0 < m.first - index <= 5][:1])
    return None


def pushed(scene: Scene, finding: Finding, parties: Sequence[Side]) -> Iterator[Draft]:
    """ "X drove Y out of A": X takes it from Y."""
    assessment = finding.assessment
    if finding.sense.lemma in (
        "gain",
        "get",
        "turn",
        "suffer",
        "deal",
        "inflict",
        "foil",
        "break",
        "lift",
        "repel",
        "repulse",
    ):
        return
    winner = side(own_subjects(scene, finding.roles.source, finding.trigger.first))
    driven = _driven(scene, finding)
    loser = side(driven) or other_party(winner, parties)
    grounds = whole_list(scene, _vacated(scene, finding))
    if (not driven and not _enemy(scene, finding)) or not CROWDS.isdisjoint(
        scene.lows[scene.first : finding.trigger.last + 4]
    ):
        return
    if assessment.passive and driven and driven[-1].actor.text.split()[-1].lower() in _SEATED:
        return  # "the government was forced to move from Madrid": its seat moved, the town did not fall
    if winner and loser and winner.id == loser.id:
        loser = None
    for number, ground in enumerate(grounds):
        trigger = trigger_span(finding) if number == 0 else (ground.first, ground.last)
        yield Draft(
            "takes",
            trigger,
            ground,
            winner,
            loser,
            assessment.modality,
            "explicit",
            assessment.tense,
            assessment.reason,
        )
    if not grounds and loser and assessment.modality == "asserted":
        yield Draft(
            "loses", trigger_span(finding), None, loser, loser, "asserted", "implied", assessment.tense, "pushed back"
        )


_SEATED = word_set("government parliament cabinet congress president presidency administration")


def _driven(scene: Scene, finding: Finding) -> list[Mention]:
    """Those pushed: between the verb and "from"; before a passive."""
    if finding.assessment.passive:
        return list(finding.roles.target)
    return [
        m
        for m in finding.roles.target
        if _vacating(scene, finding) is None or m.first < (_vacating(scene, finding) or 0)
    ]


def _vacating(scene: Scene, finding: Finding) -> int | None:
    """Return the token of "from" or of the "of" in "out of"."""
    lows = scene.lows
    for index in range(finding.trigger.first + 1, min(finding.trigger.last + 10, scene.stop)):
        if lows[index] == "from" or (lows[index] == "of" and lows[index - 1] == "out"):
            return index
    return None


def _enemy(scene: Scene, finding: Finding) -> bool:
    """Whether those driven out are fighters, not residents."""
    words = scene.lows[finding.trigger.first : finding.trigger.last + 7]
    return not HEADS.isdisjoint(words) or "them" in words


def _vacated(scene: Scene, finding: Finding) -> list[Ground]:
    """Ground after "from" or "out of"."""
    lows = scene.lows
    for index in range(finding.trigger.first + 1, min(finding.trigger.last + 10, scene.stop)):
        if lows[index] in (",", ";", "after", "when", "and") and index > finding.trigger.last:
            break
        if lows[index] == "from" or (lows[index] == "of" and lows[index - 1] == "out"):
            found = ground_after(scene.tokens, index + 1, scene.stop, scene.land)
            if found:
                return found
    return []
