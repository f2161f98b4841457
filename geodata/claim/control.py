"""Claims that a place is under someone's control or in someone's hands."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.actor.alias import known_actor
from geodata.claim.draft import UNNAMED_SIDES, Draft, Side, holding
from geodata.claim.holding import holds
from geodata.claim.side import side
from geodata.event.ground import Ground, ground_after, ground_before
from geodata.event.scene import Scene
from geodata.modality import assess
from geodata.modality.cues import ADVERBS
from geodata.token import word_set


def under_control(scene: Scene, control: int) -> Iterator[Draft]:
    """ "under the control of X", "under X's control", "in control of A"."""
    lows = scene.lows
    begin = _back_to(scene, control, ("under", "in"), 5)
    if begin is None and _is_verb(scene, control):
        yield from holds(scene, control)  # "the Syrian Democratic Forces control Manbij"
        return
    if begin is None:
        yield from _having_control(scene, control)
        return
    if lows[begin] == "in":
        if control == begin + 1 or (control == begin + 2 and lows[begin + 1] in ("full", "firm", "complete", "still")):
            yield from _in_control_of(scene, begin, control)
        return
    holder = _between_or_after(scene, begin, control)
    if holder is None or _becomes(scene, begin):
        return
    last = control + 1 if lows[control + 1 : control + 2] == ["of"] else control
    ground, negated = _held_place(scene, begin)
    if ground and "back" in scene.lows[max(scene.first, begin - 3) : begin]:
        yield Draft(
            "takes", (begin, last), ground, holder, None, "asserted", "implied", "past", "back under its control"
        )
        return
    modality = "denied" if negated else assess(scene.tokens, (begin, begin), "past", (scene.first, scene.stop)).modality
    if ground:
        yield holding((begin, last), ground, holder, modality=modality, tense=_be_tense(scene, begin))


def _is_verb(scene: Scene, control: int) -> bool:
    """Whether "control" follows who has it: a plural actor, "they", "which now"."""
    before = control - 1
    while before > scene.first and (scene.lows[before] in ADVERBS or scene.lows[before].endswith("ly")):
        before -= 1
    return before in scene.land.actors or scene.lows[before] in ("who", "which", "they")


def _in_control_of(scene: Scene, begin: int, control: int) -> Iterator[Draft]:
    if scene.lows[control + 1 : control + 2] != ["of"]:
        return
    left = [m for m in scene.mentions if m.last < begin]
    grounds = ground_after(scene.tokens, control + 2, scene.stop, scene.land)
    if left and grounds:
        who = side(left[-1:])
        yield from (holding((begin, control + 1), g, who, tense=_be_tense(scene, begin)) for g in grounds if who)


def in_hands(scene: Scene, hands: int) -> Iterator[Draft]:
    """ "in the hands of X", "in rebel hands"."""
    begin = _back_to(scene, hands, ("in",), 4)
    if (
        begin is None
        or _becomes(scene, begin)
        or scene.lows[hands - 2 : hands] == ["at", "the"]  # "bombings in 2016 at the hands of militants"
        or "leaving" in scene.lows[max(scene.first, begin - 5) : begin]
        or "left" in scene.lows[max(scene.first, begin - 5) : begin]
    ):
        return
    holder = _between_or_after(scene, begin, hands)
    ground, negated = _held_place(scene, begin)
    if holder and ground and "back" in scene.lows[max(scene.first, begin - 3) : begin]:
        yield Draft("takes", (begin, hands), ground, holder, None, "asserted", "implied", "past", "back in its hands")
    elif holder and ground:
        yield holding(
            (begin, hands), ground, holder, modality="denied" if negated else "asserted", tense=_be_tense(scene, begin)
        )


_BECOMING = word_set(
    "come comes came coming fall falls fell fallen falling brought bring bringing put place placed pass passed"
    " regain regained bring brings"
)

_BE = word_set(
    "is are remains remain was were still now back currently mostly largely entirely firmly remained stays stayed"
    " being be been has have"
)


_HAVING = word_set("have has maintain maintains retain retains keep keeps exercise exercises")
_HOW_FULL = word_set("full complete total firm effective de facto partial")


def _having_control(scene: Scene, control: int) -> Iterator[Draft]:
    """ "X has full control of A"; "our forces" are the speaker's."""
    verb = control - 1
    while verb > scene.first and scene.lows[verb] in _HOW_FULL:
        verb -= 1
    if scene.lows[verb] not in _HAVING or scene.lows[control + 1 : control + 2] not in (["of"], ["over"]):
        return
    judged = assess(scene.tokens, (verb, verb), "s", (scene.first, scene.stop))
    near = [m for m in scene.mentions if 0 < verb - m.last <= 4]
    ours = {"our", "we"}.intersection(scene.lows[scene.first : verb])
    holder = side(near[-1:]) or (side(scene.mentions[-1:]) if ours else None)
    for ground in ground_after(scene.tokens, control + 2, scene.stop, scene.land) if holder else ():
        yield holding((verb, control), ground, holder, modality=judged.modality)


def _back_to(scene: Scene, index: int, words: tuple[str, ...], reach: int) -> int | None:
    for position in range(index - 1, max(scene.first, index - reach) - 1, -1):
        if scene.lows[position] in words:
            return position
        if scene.lows[position] in (",", ";", "and", "or", "take", "took", "over"):
            return None
    return None


def _becomes(scene: Scene, begin: int) -> bool:
    """ "fell under the control of" is a change, read as an event."""
    return not _BECOMING.isdisjoint(scene.lows[max(scene.first, begin - 4) : begin])


def _between_or_after(scene: Scene, begin: int, noun: int) -> Side | None:
    inner = [m for m in scene.mentions if begin < m.first <= noun]
    if inner:
        return side(inner[:1])
    for index in range(begin + 1, noun):
        if scene.lows[index] in UNNAMED_SIDES:
            return UNNAMED_SIDES[scene.lows[index]]
        known = known_actor(scene.tokens.words[index]) if scene.tokens.is_name(index) else None
        if known:
            return Side(known.id, known.name)
    if scene.lows[noun + 1 : noun + 2] == ["of"]:
        return side([m for m in scene.mentions if noun < m.first <= noun + 8][:1])
    return None


def _held_place(scene: Scene, begin: int) -> tuple[Ground | None, bool]:
    """Return the ground before "under the control of" and whether a "not" stands between."""
    lows = scene.lows
    index = begin
    while index > scene.first and lows[index - 1] in _BE:
        index -= 1
    negated = bool({"not", "'t", "no", "never", "longer"} & set(lows[max(scene.first, index - 2) : begin]))
    while index > scene.first and lows[index - 1] in ("not", "longer", "no", "'t"):
        index -= 1
    found = ground_before(scene.tokens, index, scene.first, scene.land)
    listed = ground_after(scene.tokens, _list_start(scene, index), index, scene.land) if found else []
    adjacent = bool(listed) and listed[-1].last == index - 1
    if adjacent and (not listed[-1].named or found[-1].last < listed[-1].first):
        return listed[-1], negated
    return (found[-1] if found else None), negated


def _list_start(scene: Scene, end: int) -> int:
    """Go back over "A, B and C" to the verb or preposition before the list."""
    index = end
    while (
        index > scene.first
        and end - index < 9
        and (scene.lows[index - 1][0].isalnum() or scene.lows[index - 1] in (",", "'s"))
    ):
        if scene.lows[index - 1] in ("to", "of", "from", "in", "take", "taking", "which", "that", "is"):
            break
        index -= 1
    return index


def _be_tense(scene: Scene, begin: int) -> str:
    window = scene.lows[max(scene.first, begin - 4) : begin]
    return "past" if "was" in window or "were" in window or "been" in window else "present"
