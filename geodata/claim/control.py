"""Claims that a place is under someone's control or in someone's hands."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.actor.alias import known_actor
from geodata.claim.draft import UNNAMED_SIDES, Draft, Side, holding
from geodata.claim.holding import holds
from geodata.claim.listing import whole_list
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
    yield from _under(scene, begin, control)


def under_rule(scene: Scene, noun: int) -> Iterator[Draft]:
    """ "under the rule of X", "under Russian occupation"."""
    begin = _back_to(scene, noun, ("under",), 5)
    if begin is not None:
        yield from _under(scene, begin, noun)


def _under(scene: Scene, begin: int, noun: int) -> Iterator[Draft]:
    holder = _between_or_after(scene, begin, noun)
    if holder is None or _becomes(scene, begin):
        return
    last = noun + 1 if scene.lows[noun + 1 : noun + 2] == ["of"] else noun
    yield from _held(scene, (begin, last), holder, f"back under its {scene.lows[noun]}")


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
    grounds = whole_list(scene, ground_after(scene.tokens, control + 2, scene.stop, scene.land))
    if left and grounds:
        who, modality = side(left[-1:]), _modality(scene, begin)
        for number, ground in enumerate(grounds if who else ()):
            trigger = (begin, control + 1) if number == 0 else (ground.first, ground.last)
            yield holding(trigger, ground, who, modality=modality, tense=_be_tense(scene, begin))


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
    if holder:
        yield from _held(scene, (begin, hands), holder, "back in its hands")


def _held(scene: Scene, trigger: tuple[int, int], holder: Side, returned: str) -> Iterator[Draft]:
    """The ground before "under the control of X" or "in the hands of X"."""
    begin = trigger[0]
    grounds, negated = _held_places(scene, begin)
    back = "back" in scene.lows[max(scene.first, begin - 3) : begin]
    modality = "denied" if negated else _modality(scene, begin)
    for number, ground in enumerate(grounds):
        words = trigger if number == 0 else (ground.first, ground.last)
        if back:
            yield Draft("takes", words, ground, holder, None, modality, "implied", "past", returned)
        else:
            yield holding(words, ground, holder, modality=modality, tense=_be_tense(scene, begin))


_STAYING = word_set("remain remains remained remaining stay stays stayed back still")


def _modality(scene: Scene, begin: int) -> str:
    """How "in control of" and the like are told: "hoped to be in control of", "will remain in the hands of"."""
    verb = begin
    while verb - 1 > scene.first and scene.lows[verb - 1] in _STAYING:
        verb -= 1
    form = "base" if scene.lows[verb] in ("remain", "stay") else "past"
    return assess(scene.tokens, (verb, verb), form, (scene.first, scene.stop)).modality


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


def _held_places(scene: Scene, begin: int) -> tuple[list[Ground], bool]:
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
        return listed[-1:], negated
    return _list_ending(scene, found), negated


def _list_ending(scene: Scene, grounds: list[Ground]) -> list[Ground]:
    """Return the last of `grounds` with those that only "and" and commas join to it: "A and B are under ..."."""
    first = len(grounds) - 1
    while first > 0 and grounds[first - 1].named and grounds[first].named:
        between = scene.lows[grounds[first - 1].last + 1 : grounds[first].first]
        if not between or not {"and", ","}.issuperset(between):
            break
        first -= 1
    return grounds[max(first, 0) :]


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
