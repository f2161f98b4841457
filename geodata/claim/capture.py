"""Claims from captures: who took which places from whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geodata.claim.civil import is_civil, is_told_of_a_work
from geodata.claim.draft import UNNAMED_SIDES, Draft, Side
from geodata.claim.listing import object_grounds, whole_list
from geodata.claim.side import (
    governed_by,
    governor,
    known_ground,
    other_party,
    side,
    tells_of_war,
    trigger_span,
)
from geodata.claim.winner import beneficiary, loser_named, winner
from geodata.event.find import Finding
from geodata.event.ground import Ground, ground_before
from geodata.event.scene import Scene
from geodata.token import word_set

_COMING = word_set("come comes came coming fall falls fell fallen falling pass passes passed passing")
_MOMENTARY = frozenset({"briefly", "momentarily", "temporarily"})

_RETAKING = frozenset({"retake", "recapture", "reconquer", "regain", "reclaim", "liberate", "recover", "free"})


def captured(scene: Scene, finding: Finding, parties: Sequence[Side]) -> Iterator[Draft]:
    """ "X captured A, B and C from Y": a claim for each place."""
    if is_told_of_a_work(scene, finding):
        return
    holder, loser = _winner_and_loser(scene, finding)
    fallen = _fallen(scene, finding)
    under = "under" in scene.lows[finding.trigger.first : finding.trigger.last]
    if under and not fallen and scene.lows[finding.trigger.first] in _COMING:
        return  # "the committee came under the control of Robespierre": no ground
    grounds: list[Ground | None] = fallen or list(whole_list(scene, object_grounds(scene, finding)))
    holder = holder or (beneficiary(scene, grounds) if finding.assessment.group else None)
    kind = _kind_of_capture(scene, finding)
    modality = finding.assessment.modality
    if modality in ("sought", "planned") and finding.sense.lemma in _RETAKING and loser:
        yield from _held_by_target(scene, finding, grounds, loser)
    allies = {m.actor.actor_id for m in (*finding.roles.source, *finding.roles.company)}
    other = other_party(holder, parties)
    deduced = holder is None and loser is not None and (holder := other_party(loser, parties)) is not None
    strength = "implied" if deduced else "explicit"
    previous = loser or (other if other and other.id not in allies else None)
    if holder is None and previous is None:  # of nobody by nobody: "Howes was captured", "the takeover of Britoil"
        if is_civil(scene, finding) or (_is_said_of_shares(finding) and not tells_of_war(scene.setting.words)):
            return
        grounds = list(known_ground(scene, [ground for ground in grounds if ground]))
    for number, ground in enumerate(grounds):
        if ground and holder is None and previous is None and scene.lows[ground.head] in _CIVIL:
            continue
        trigger = trigger_span(finding) if number == 0 or ground is None else (ground.first, ground.last)
        yield Draft(
            kind,
            trigger,
            ground,
            holder,
            previous,
            modality,
            strength,
            finding.assessment.tense,
            finding.assessment.reason,
        )


_AFTERWARDS = frozenset({"later", "then", "soon", "eventually", "afterwards", "subsequently", "since"})


def _kind_of_capture(scene: Scene, finding: Finding) -> str:
    """Ground held for a moment only is contested; ground that is being occupied is held."""
    told = scene.lows[scene.first : finding.trigger.last + 2]
    turn = next((i for i, word in enumerate(told[:-1]) if word == "but" and told[i + 1] in _AFTERWARDS), 0)
    if not _MOMENTARY.isdisjoint(told[turn:]) or _undone(scene, finding):
        return "contested"
    lasting = finding.assessment.tense == "perfect" and "since" in scene.lows[finding.trigger.last : scene.stop]
    if finding.sense.lemma == "occupy" and (
        lasting or finding.assessment.tense in ("gerund", "progressive", "present")
    ):
        return "holds"
    return "takes"


def _is_said_of_shares(finding: Finding) -> bool:
    """Whether markets, teams and votes do it as well: "Tokyo fell on Monday", "Labour regained Leeds"."""
    return finding.sense.needs == "fell" or finding.sense.lemma in ("regain", "reclaim", "recover", "win")


_CIVIL = word_set(
    "building buildings university hospital factory market markets site sites place places point points station"
    " stations land farm farmland"
)
"""Ground that firms, courts and crowds take too: it counts only where a party takes it."""

_RETURNS = word_set("returned return returning regrouped re-emerged resurfaced")


def _undone(scene: Scene, finding: Finding) -> bool:
    """ "... had cleared the town, but they are said to have since returned"."""
    rest = scene.lows[finding.trigger.last + 1 : scene.stop]
    return "but" in rest and not _RETURNS.isdisjoint(rest[rest.index("but") :])


def _fallen(scene: Scene, finding: Finding) -> list[Ground | None]:
    """ "The town fell to the rebels": the ground is the subject."""
    if finding.sense.needs in ("fallen", "fell") and finding.assessment.group:
        return list(ground_before(scene.tokens, finding.assessment.group.first, scene.first, scene.land))
    return []


def _winner_and_loser(scene: Scene, finding: Finding) -> tuple[Side | None, Side | None]:
    roles = finding.roles
    if scene.lows[finding.trigger.first] == "fall" and finding.assessment.group is None:  # "the fall of A to X"
        return side(
            [m for m in scene.mentions if m.first > finding.trigger.last and scene.lows[governor(scene, m)] == "to"][:1]
        ), None
    if finding.sense.needs == "fell":
        return None, None
    if finding.sense.needs == "fallen":  # "fall to X", "fall under the control of X"
        inside = [m for m in scene.mentions if finding.trigger.first < m.first <= finding.trigger.last]
        after = inside or [m for m in scene.mentions if 0 < m.first - finding.trigger.last <= 6]
        words = scene.lows[finding.trigger.first : finding.trigger.last]
        return side(after[:1]) or next((UNNAMED_SIDES[w] for w in words if w in UNNAMED_SIDES), None), None
    loser = [m for m in roles.target if governed_by(scene, m, ("from",))]
    loser = loser or ([] if finding.assessment.group else loser_named(scene, finding))
    return winner(scene, finding), side(loser)


def _held_by_target(scene: Scene, finding: Finding, grounds: Sequence[Ground | None], loser: Side) -> Iterator[Draft]:
    """Who has to be driven out holds the place: "they seek to recapture it from X"."""
    mention = next((m for m in finding.roles.target if m.actor.actor_id == loser.id), None)
    if mention is None:
        return
    first = mention.first
    while first > finding.trigger.last + 1 and scene.lows[first] != "from":
        first -= 1
    for ground in grounds[:1]:
        yield Draft(
            "holds",
            (first, mention.last),
            ground,
            loser,
            None,
            "asserted",
            "implied",
            "present",
            "has to be retaken from it",
        )
