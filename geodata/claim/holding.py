"""Claims that someone holds a place: "X holds A", "A, held by X", "X-held A"."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.actor.alias import known_actor
from geodata.claim.draft import UNNAMED_SIDES, Draft, Side, holding
from geodata.claim.listing import whole_list
from geodata.claim.side import side
from geodata.event.ground import Ground, ground_after, ground_before, ground_told_before
from geodata.event.participant import find_roles
from geodata.event.scene import Scene
from geodata.modality import assess
from geodata.modality.cues import ADVERBS
from geodata.token import word_set

HOLDING = word_set("controls control hold holds occupies occupy controlling holding rules")


def holds(scene: Scene, verb: int) -> Iterator[Draft]:
    """ "X controls A", "X, which holds A"."""
    form = "ing" if scene.lows[verb].endswith("ing") else "s" if scene.lows[verb].endswith("s") else "base"
    before = scene.lows[verb - 1] if verb > scene.first else ""
    if verb > scene.first and _is_noun(scene, verb, form):
        return
    if before in ("the", "of", "to", "over", "take", "under", "a", "their", "its", "for", "full", "in", "on", "'s") or (
        form == "ing" and before in ("over", "of", "for", "from", "without")
    ):
        return
    grounds = whole_list(scene, ground_after(scene.tokens, verb + 1, scene.stop, scene.land))
    if not grounds:
        return
    judged = assess(scene.tokens, (verb, verb), form, (scene.first, scene.stop))
    left = [m for m in scene.mentions if m.last < verb and _adjoins(scene, m.last, verb)]
    holder = side(find_roles(scene, (verb, verb), judged, "holds", None).source) or side(left[-1:])
    if not holder:
        return
    yield from (holding((verb, verb), g, holder, modality=judged.modality) for g in grounds)


def _is_noun(scene: Scene, verb: int, form: str) -> bool:
    """ "the Rules of War", "a stronger hold over": no verb."""
    return form != "ing" and (
        scene.tokens.is_name(verb) or scene.lows[verb + 1 : verb + 2] in (["over"], ["of"], ["on"])
    )


def _adjoins(scene: Scene, last: int, verb: int) -> bool:
    """Whether only adverbs, auxiliaries and "who" stand between an actor and the verb."""
    return verb - last <= 5 and all(
        low in _BETWEEN or low in ADVERBS or low.endswith("ly") for low in scene.lows[last + 1 : verb]
    )


_BETWEEN = word_set("who which that , has have had is are was were will would to continue continues currently")


def held_by(scene: Scene, verb: int) -> Iterator[Draft]:
    """ "A, held by X", "A is controlled by X"; "X held A"."""
    if scene.lows[verb + 1 : verb + 2] != ["by"]:
        yield from _held(scene, verb)
        return
    judged = assess(scene.tokens, (verb, verb), "participle", (scene.first, scene.stop))
    begin = judged.group.first if judged.group else verb
    holder = side([m for m in scene.mentions if 0 < m.first - verb <= 5][:1])
    grounds = ground_before(scene.tokens, begin, scene.first, scene.land)
    if holder and grounds:
        tense = "past" if judged.group and judged.group.be in ("was", "were", "been") else "present"
        yield holding((verb, verb + 1), grounds[-1], holder, modality=judged.modality, tense=tense)


_OFFICES = word_set(
    "post posts position positions point points part parts half place places market markets ground state station stations"
    " front line lines capital seat"
)
"""Ground that is also an office, a share or a figure of speech: it counts only by its name."""


def _held(scene: Scene, verb: int) -> Iterator[Draft]:
    """ "X held the outskirts": ground that a warring party is told to have had."""
    if scene.lows[verb] == "occupied":
        return  # an event of capture
    judged = assess(scene.tokens, (verb, verb), "past", (scene.first, scene.stop))
    if judged.passive or (judged.group and (judged.group.be or judged.group.infinitive)):
        return
    pronoun = scene.lows[verb + 1 : verb + 2] in (["it"], ["them"])
    left = [m for m in scene.mentions if m.last < verb and (pronoun or verb - m.last <= 3)]
    if pronoun and scene.lows[verb - 1] != "and":
        return
    holder = side([m for m in left[-1:] if m.actor.party_id])
    for ground in _held_objects(scene, verb) if holder else ():
        if ground.named or scene.lows[ground.head] not in _OFFICES:
            yield holding((verb, verb), ground, holder, modality=judged.modality, tense=judged.tense)


def _held_objects(scene: Scene, verb: int) -> list[Ground]:
    """The ground after "held"; what "it" stands for in "attacked the town and held it"."""
    if scene.lows[verb + 1 : verb + 2] in (["it"], ["them"]):
        return ground_told_before(scene.tokens, verb + 1, scene.first, scene.land)
    return ground_after(scene.tokens, verb + 1, scene.stop, scene.land)


def stronghold(scene: Scene, noun: int) -> Iterator[Draft]:
    """ "the Islamic State stronghold of Raqqa", "Raqqa, a stronghold of X"."""
    lows = scene.lows
    if not _FORMER.isdisjoint(lows[max(scene.first, noun - 5) : noun]):
        return
    near = [m for m in scene.mentions if 0 <= noun - m.last <= 3 or m.first == noun]
    if lows[noun + 1 : noun + 2] == ["of"] and scene.tokens.is_name(min(noun + 2, scene.stop - 1)):
        grounds = ground_after(scene.tokens, noun + 2, scene.stop, scene.land)
        owner = [m for m in scene.mentions if m.first == noun + 2 or m.first == noun + 3]
        if owner and not near:
            near, grounds = owner[:1], ground_before(scene.tokens, noun - 1, scene.first, scene.land)
        holder = side(near[-1:])
        if holder and grounds:
            yield holding((noun, noun), grounds[0], holder, strength="implied")


_FORMER = word_set("former formerly once erstwhile one-time onetime previously ex previous then-")


def compound(scene: Scene, index: int) -> Iterator[Draft]:
    """ "rebel-held Idlib", "the LNA-controlled oil ports"."""
    if not _FORMER.isdisjoint(scene.lows[max(scene.first, index - 1) : index]):
        return
    prefix = scene.tokens.words[index].rsplit("-", 1)[0]
    holder = _named_like(scene, prefix)
    grounds = ground_after(scene.tokens, index + 1, scene.stop, scene.land)
    if holder and grounds:
        yield holding((index, index), grounds[0], holder, strength="implied")


def _named_like(scene: Scene, prefix: str) -> Side | None:
    if prefix.lower() in UNNAMED_SIDES:
        return UNNAMED_SIDES[prefix.lower()]
    inside = [m for m in scene.mentions if prefix.lower() in m.actor.text.lower()]
    known = known_actor(prefix)
    return side(inside[:1]) or (Side(known.id, known.name) if known else None)
