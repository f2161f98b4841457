"""Claims that ground changed hands, read from events of capture, retreat and handover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geodata.actor.alias import known_actor
from geodata.actor.force import HEADS
from geodata.claim.draft import UNNAMED_SIDES, Draft, Side
from geodata.event.find import Finding
from geodata.event.ground import Ground, ground_after
from geodata.event.needs import CROWDS, objects_of
from geodata.event.scene import Mention, Scene
from geodata.token import word_set

_MOMENTARY = frozenset({"briefly", "momentarily", "temporarily"})
_UNFOUGHT = ("without fighting", "without a fight", "without resistance", "without firing", "unopposed", "without any resistance", "without clashes", "without a shot")
_RETAKING = frozenset({"retake", "recapture", "reconquer", "regain", "reclaim", "liberate", "recover", "free"})


def changes(scene: Scene, finding: Finding, parties: Sequence[Side]) -> Iterator[Draft]:
    """Yield the claims of one event.

    Parameters
    ----------
    parties
        The warring parties of the article, most named first: with exactly two, the one
        that loses ground is the other one.
    """
    reader = _READERS.get(finding.sense.type)
    if reader:
        yield from reader(scene, finding, parties)


def side(mentions: Sequence[Mention]) -> Side | None:
    """Return the first mention's party, or the actor where it belongs to none."""
    if not mentions:
        return None
    chosen = next((m for m in mentions if m.actor.party_id), mentions[0])
    return Side(chosen.actor.actor_id, chosen.actor.name)


def _other(holder: Side | None, parties: Sequence[Side]) -> Side | None:
    if holder is None or len(parties) != 2 or holder.id not in {p.id for p in parties}:
        return None
    return next(p for p in parties if p.id != holder.id)


def _span(finding: Finding) -> tuple[int, int]:
    return finding.trigger.first, finding.trigger.last


def _captured(scene: Scene, finding: Finding, parties: Sequence[Side]) -> Iterator[Draft]:
    """"X captured A, B and C from Y": a claim for each place."""
    holder, loser = _winner_and_loser(scene, finding)
    fallen = _fallen(scene, finding)
    grounds: list[Ground | None] = fallen or list(objects_of(scene, _span(finding), finding.assessment))
    kind = _kind_of_capture(scene, finding)
    modality = finding.assessment.modality
    if modality in ("sought", "planned") and finding.sense.lemma in _RETAKING and loser:
        yield from _held_by_target(scene, finding, grounds, loser)
    allies = {m.actor.actor_id for m in (*finding.roles.source, *finding.roles.company)}
    other = _other(holder, parties)
    previous = loser or (other if other and other.id not in allies else None)
    for number, ground in enumerate(grounds):
        if ground and holder is None and previous is None and scene.lows[ground.head] in _CIVIL:
            continue
        trigger = _span(finding) if number == 0 or ground is None else (ground.first, ground.last)
        yield Draft(kind, trigger, ground, holder, previous, modality, "explicit", finding.assessment.tense, finding.assessment.reason)


def _kind_of_capture(scene: Scene, finding: Finding) -> str:
    """Ground held for a moment only is contested; ground that is being occupied is held."""
    if not _MOMENTARY.isdisjoint(scene.lows[scene.first : finding.trigger.last + 2]) or _undone(scene, finding):
        return "contested"
    lasting = finding.assessment.tense == "perfect" and "since" in scene.lows[finding.trigger.last : scene.stop]
    if finding.sense.lemma == "occupy" and (lasting or finding.assessment.tense in ("gerund", "progressive", "present")):
        return "holds"
    return "takes"


_CIVIL = word_set("building buildings university hospital factory market markets site sites place places point points station stations land farm farmland")
"""Ground that firms, courts and crowds take too: it counts only where a party takes it."""

_RETURNS = word_set("returned return returning regrouped re-emerged resurfaced")


def _undone(scene: Scene, finding: Finding) -> bool:
    """"... had cleared the town, but they are said to have since returned"."""
    rest = scene.lows[finding.trigger.last + 1 : scene.stop]
    return "but" in rest and not _RETURNS.isdisjoint(rest[rest.index("but") :])


def _fallen(scene: Scene, finding: Finding) -> list[Ground | None]:
    """"The town fell to the rebels": the ground is the subject."""
    if finding.sense.needs == "fallen" and finding.assessment.group:
        from geodata.event.ground import ground_before

        return list(ground_before(scene.tokens, finding.assessment.group.first, scene.first, scene.land))
    return []


def _winner_and_loser(scene: Scene, finding: Finding) -> tuple[Side | None, Side | None]:
    roles = finding.roles
    if scene.lows[finding.trigger.first] == "fall" and finding.assessment.group is None:  # "the fall of A to X"
        return side([m for m in scene.mentions if m.first > finding.trigger.last and scene.lows[_governor(scene, m)] == "to"][:1]), None
    if finding.sense.needs == "fallen":  # "fall to X", "fall under the control of X"
        after = [m for m in scene.mentions if 0 < m.first - finding.trigger.last <= 6]
        words = scene.lows[finding.trigger.first : finding.trigger.last]
        return side(after[:1]) or next((UNNAMED_SIDES[w] for w in words if w in UNNAMED_SIDES), None), None
    loser = [m for m in roles.target if _governed_by(scene, m, ("from",))]
    return side(roles.source), side(loser)


def _governed_by(scene: Scene, mention: Mention, words: tuple[str, ...]) -> bool:
    return any(word in scene.lows[max(scene.first, mention.first - 4) : mention.first] for word in words)


def _held_by_target(scene: Scene, finding: Finding, grounds: Sequence[Ground | None], loser: Side) -> Iterator[Draft]:
    """Who has to be driven out holds the place: "they seek to recapture it from X"."""
    mention = next((m for m in finding.roles.target if m.actor.actor_id == loser.id), None)
    if mention is None:
        return
    first = mention.first
    while first > finding.trigger.last + 1 and scene.lows[first] != "from":
        first -= 1
    for ground in grounds[:1]:
        yield Draft("holds", (first, mention.last), ground, loser, None, "asserted", "implied", "present", "has to be retaken from it")


def _handed_over(scene: Scene, finding: Finding, parties: Sequence[Side]) -> Iterator[Draft]:
    """"X handed the town to Y"."""
    del parties
    assessment = finding.assessment
    receivers: list[Mention] = [m for m in scene.mentions if m.first > finding.trigger.first and scene.lows[_governor(scene, m)] in ("to", "of")]
    giver = finding.roles.target if assessment.passive else finding.roles.source
    grounds = objects_of(scene, _span(finding), assessment) or ground_after(scene.tokens, finding.trigger.first + 1, scene.stop, scene.land)
    holder = side(receivers[:1]) or _named_receiver(scene, finding)
    previous = side([m for m in giver if not holder or m.actor.actor_id != holder.id])
    if holder is None and finding.sense.lemma in ("surrender", "yield", "return", "transfer", "relinquish") and not grounds:
        return
    for number, ground in enumerate(grounds or [None]):
        trigger = _span(finding) if number == 0 or ground is None else (ground.first, ground.last)
        kind = "takes" if holder or assessment.group is None or finding.sense.lemma in ("hand", "turn", "cede", "leave", "transfer") else "loses"
        who = holder if kind == "takes" else previous
        yield Draft(kind, trigger, ground, who, previous, assessment.modality, "explicit", assessment.tense, assessment.reason)


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


def _governor(scene: Scene, mention: Mention) -> int:
    index = mention.first - 1
    while index > scene.first and scene.lows[index] in ("the", "a", "local", "back"):
        index -= 1
    return max(index, scene.first)


_DEALS = word_set("deal agreement accord truce ceasefire evacuation arrangement pact")


def _withdrew(scene: Scene, finding: Finding, parties: Sequence[Side]) -> Iterator[Draft]:
    """"X withdrew from A": X loses it; under a deal with Y, Y takes it."""
    assessment = finding.assessment
    loser = side(finding.roles.source) or side(finding.roles.target)
    grounds = _left_ground(scene, finding)
    if not grounds or loser is None:
        return
    taker = _lost_to(scene, finding, grounds) if finding.sense.lemma == "lose" else _dealt_with(scene, finding)
    for number, ground in enumerate(grounds):
        trigger = _span(finding) if number == 0 else (ground.first, ground.last)
        if taker:
            yield Draft("takes", trigger, ground, taker, loser, assessment.modality, "implied", assessment.tense, "given up to it")
        else:
            yield Draft("loses", trigger, ground, loser, loser, assessment.modality, "explicit", assessment.tense, assessment.reason)
    del parties


def _left_ground(scene: Scene, finding: Finding) -> list[Ground]:
    last = finding.trigger.last
    if finding.sense.needs == "ground":
        return objects_of(scene, _span(finding), finding.assessment)
    if scene.lows[last] in ("from", "of", "over"):
        return ground_after(scene.tokens, last + 1, scene.stop, scene.land)
    for index in range(last + 1, min(last + 6, scene.stop)):
        if scene.lows[index] == "from":
            return ground_after(scene.tokens, index + 1, scene.stop, scene.land)
    return [] if finding.sense.lemma not in ("withdraw",) else ground_after(scene.tokens, last + 1, scene.stop, scene.land)


def _lost_to(scene: Scene, finding: Finding, grounds: Sequence[Ground]) -> Side | None:
    """Return Y of "lost the town to Y"."""
    after = [m for m in scene.mentions if m.first > grounds[-1].last and scene.lows[_governor(scene, m)] == "to"]
    return side([m for m in after if m.first - finding.trigger.last <= 14][:1])


def _dealt_with(scene: Scene, finding: Finding) -> Side | None:
    """Return Y of "under an evacuation deal with Y"."""
    lows = scene.lows
    for index in range(finding.trigger.last + 1, scene.stop):
        if lows[index] in _DEALS and "with" in lows[index : index + 3]:
            return side([m for m in scene.mentions if 0 < m.first - index <= 5][:1])
    return None


def _pushed(scene: Scene, finding: Finding, parties: Sequence[Side]) -> Iterator[Draft]:
    """"X drove Y out of A": X takes it from Y."""
    assessment = finding.assessment
    if finding.sense.lemma in ("gain", "get", "turn", "suffer", "deal", "inflict", "foil", "break", "lift", "repel", "repulse"):
        return
    winner = side(finding.roles.source)
    driven = _driven(scene, finding)
    loser = side(driven) or _other(winner, parties)
    grounds = _vacated(scene, finding)
    if (not driven and not _enemy(scene, finding)) or not CROWDS.isdisjoint(scene.lows[scene.first : finding.trigger.last + 4]):
        return
    if winner and loser and winner.id == loser.id:
        loser = None
    for number, ground in enumerate(grounds):
        trigger = _span(finding) if number == 0 else (ground.first, ground.last)
        yield Draft("takes", trigger, ground, winner, loser, assessment.modality, "explicit", assessment.tense, assessment.reason)
    if not grounds and loser and assessment.modality == "asserted":
        yield Draft("loses", _span(finding), None, loser, loser, "asserted", "implied", assessment.tense, "pushed back")


def _driven(scene: Scene, finding: Finding) -> list[Mention]:
    """Those pushed: between the verb and "from"; before a passive."""
    if finding.assessment.passive:
        return list(finding.roles.target)
    return [m for m in finding.roles.target if _vacating(scene, finding) is None or m.first < (_vacating(scene, finding) or 0)]


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


def _advanced(scene: Scene, finding: Finding, parties: Sequence[Side]) -> Iterator[Draft]:
    """"X entered A without a fight" takes it; "reached the outskirts of A" puts the front there."""
    assessment = finding.assessment
    who = side(finding.roles.source)
    last = finding.trigger.last
    words = " ".join(scene.lows[last + 1 : min(scene.stop, last + 14)])
    if finding.sense.lemma == "reach" or (finding.sense.lemma in ("advance", "push", "move") and "within" in words[:24]):
        ground = _approached(scene, finding)
        yield Draft("front_at", _span(finding), ground, who, None, assessment.modality, "explicit", assessment.tense, assessment.reason)
    elif finding.sense.lemma in ("enter", "march", "move", "roll") and (any(cue in words for cue in _UNFOUGHT) or _vacated_before(scene, last)):
        grounds = objects_of(scene, _span(finding), assessment) or _earlier_ground(scene, finding)
        yield Draft("takes", _span(finding), grounds[0] if grounds else None, who, _other(who, parties), assessment.modality, "explicit", assessment.tense, "entered without a fight")
    elif scene.lows[finding.trigger.last] == "ground" and who:
        found = ground_after(scene.tokens, last + 2, scene.stop, scene.land) if scene.lows[last + 1 : last + 2] in (["in"], ["inside"], ["near"], ["around"], ["on"]) else []
        if found:
            yield Draft("takes", _span(finding), found[0], who, _other(who, parties), assessment.modality, "implied", assessment.tense, "gained ground there")


_LEAVING = word_set("withdrew withdrawn withdraw pulled fled left retreated abandoned evacuated withdrawal retreat")


def _vacated_before(scene: Scene, last: int) -> bool:
    """"entered the town after the rebels withdrew"."""
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


_READERS = {
    "capture": _captured,
    "retake": _captured,
    "handover": _handed_over,
    "withdrawal": _withdrew,
    "pushed_back": _pushed,
    "advance": _advanced,
}
