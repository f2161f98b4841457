"""Claims of who holds a place, without saying how it came to be."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from geodata.actor.alias import known_actor
from geodata.claim.change import side
from geodata.claim.draft import UNNAMED_SIDES, Draft, Side
from geodata.event.ground import Ground, ground_after, ground_before
from geodata.event.scene import Mention, Scene
from geodata.modality import assess
from geodata.sentence import Sentence
from geodata.token import Tokens, word_set

CUES = word_set(
    "control controls controlled controlling hold holds held holding hands stronghold strongholds bastion bastions occupied occupies occupying contested"
    " government regime administration frontline frontlines front rule rules ruled ruling based inside divided"
)
"""A sentence without any of these words, and without a compound of them, says nothing of the kind."""

_COMPOUND_ENDS = ("-held", "-controlled", "-occupied", "-ruled", "-run", "-dominated", "-based")
_BECOMING = word_set("come comes came coming fall falls fell fallen falling brought bring bringing put place placed pass passed regain regained bring brings")
_BE = word_set("is are remains remain was were still now back currently mostly largely entirely firmly remained stays stayed being be been has have")


_COMPOUND = re.compile(r"\w-(?:held|controlled|occupied|ruled|run|dominated|based)\b")


def candidates(text: str, tokens: Tokens) -> Callable[[Sentence, int, int], bool]:
    """Return a test of whether a sentence may speak of who holds what."""
    compounds = [match.start() for match in _COMPOUND.finditer(text)]

    def may_speak(sentence: Sentence, first: int, stop: int) -> bool:
        if not CUES.isdisjoint(tokens.lows[first:stop]):
            return True
        return bisect_left(compounds, sentence.start) < bisect_left(compounds, sentence.end)

    return may_speak


def states(scene: Scene) -> Iterator[Draft]:
    """Yield the claims of a sentence that a party holds, contests or sits in a place."""
    for index in range(scene.first, scene.stop):
        word = scene.lows[index]
        if word == "control":
            yield from _under_control(scene, index)
        elif word == "hands":
            yield from _in_hands(scene, index)
        elif word in _HOLDING:
            yield from _holds(scene, index)
        elif word in ("held", "controlled", "occupied", "ruled"):
            yield from _held_by(scene, index)
        elif word in ("stronghold", "bastion"):
            yield from _stronghold(scene, index)
        elif "-" in word and word.endswith(_COMPOUND_ENDS[:-1]):
            yield from _compound(scene, index)
        elif word in _FRONTS:
            yield from _front(scene, index)
        elif word == "contested":
            yield from _contested(scene, index)
    yield from _seats(scene)


def _under_control(scene: Scene, control: int) -> Iterator[Draft]:
    """"under the control of X", "under X's control", "in control of A"."""
    lows = scene.lows
    begin = _back_to(scene, control, ("under", "in"), 5)
    if begin is None:
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
        yield Draft("takes", (begin, last), ground, holder, None, "asserted", "implied", "past", "back under its control")
        return
    modality = "denied" if negated else assess(scene.tokens, (begin, begin), "past", (scene.first, scene.stop)).modality
    if ground:
        yield _holding((begin, last), ground, holder, modality=modality, tense=_be_tense(scene, begin))


def _in_control_of(scene: Scene, begin: int, control: int) -> Iterator[Draft]:
    if scene.lows[control + 1 : control + 2] != ["of"]:
        return
    left = [m for m in scene.mentions if m.last < begin]
    grounds = ground_after(scene.tokens, control + 2, scene.stop, scene.land)
    if left and grounds:
        who = side(left[-1:])
        yield from (_holding((begin, control + 1), g, who, tense=_be_tense(scene, begin)) for g in grounds if who)


def _back_to(scene: Scene, index: int, words: tuple[str, ...], reach: int) -> int | None:
    for position in range(index - 1, max(scene.first, index - reach) - 1, -1):
        if scene.lows[position] in words:
            return position
        if scene.lows[position] in (",", ";", "and", "or", "take", "took", "over"):
            return None
    return None


def _becomes(scene: Scene, begin: int) -> bool:
    """"fell under the control of" is a change, read as an event."""
    return not _BECOMING.isdisjoint(scene.lows[max(scene.first, begin - 4) : begin])


def _between_or_after(scene: Scene, begin: int, noun: int) -> Side | None:
    inner = [m for m in scene.mentions if begin < m.first <= noun]
    if inner:
        return side(inner[:1])
    for index in range(begin + 1, noun):
        if scene.lows[index] in UNNAMED_SIDES:
            return UNNAMED_SIDES[scene.lows[index]]
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
    chosen = listed[-1] if listed and listed[-1].last == index - 1 and not listed[-1].named else (found[-1] if found else None)
    return chosen, negated


def _list_start(scene: Scene, end: int) -> int:
    """Go back over "A, B and C" to the verb or preposition before the list."""
    index = end
    while index > scene.first and end - index < 9 and (scene.lows[index - 1][0].isalnum() or scene.lows[index - 1] in (",", "'s")):
        if scene.lows[index - 1] in ("to", "of", "from", "in", "take", "taking", "which", "that", "is"):
            break
        index -= 1
    return index


def _be_tense(scene: Scene, begin: int) -> str:
    window = scene.lows[max(scene.first, begin - 4) : begin]
    return "past" if "was" in window or "were" in window or "been" in window else "present"


def _holding(trigger: tuple[int, int], ground: Ground, holder: Side, *, modality: str = "asserted", tense: str = "present", strength: str = "explicit") -> Draft:
    return Draft("holds", trigger, ground, holder, None, modality, strength, tense)


def _in_hands(scene: Scene, hands: int) -> Iterator[Draft]:
    """"in the hands of X", "in rebel hands"."""
    begin = _back_to(scene, hands, ("in",), 4)
    if begin is None or _becomes(scene, begin) or "leaving" in scene.lows[max(scene.first, begin - 5) : begin] or "left" in scene.lows[max(scene.first, begin - 5) : begin]:
        return
    holder = _between_or_after(scene, begin, hands)
    ground, negated = _held_place(scene, begin)
    if holder and ground and "back" in scene.lows[max(scene.first, begin - 3) : begin]:
        yield Draft("takes", (begin, hands), ground, holder, None, "asserted", "implied", "past", "back in its hands")
    elif holder and ground:
        yield _holding((begin, hands), ground, holder, modality="denied" if negated else "asserted", tense=_be_tense(scene, begin))


_HOLDING = word_set("controls control hold holds occupies occupy controlling holding rules")


def _holds(scene: Scene, verb: int) -> Iterator[Draft]:
    """"X controls A", "X, which holds A"."""
    form = "ing" if scene.lows[verb].endswith("ing") else "s" if scene.lows[verb].endswith("s") else "base"
    before = scene.lows[verb - 1] if verb > scene.first else ""
    if before in ("the", "of", "to", "over", "take", "under", "a", "their", "its", "for", "full", "in", "on") or (form == "ing" and before in ("over", "of", "for", "from", "without")):
        return
    left = [m for m in scene.mentions if m.last < verb and verb - m.last <= 5]
    grounds = ground_after(scene.tokens, verb + 1, scene.stop, scene.land)
    holder = side(left[-1:])
    if not holder or not grounds:
        return
    judged = assess(scene.tokens, (verb, verb), form, (scene.first, scene.stop))
    yield from (_holding((verb, verb), g, holder, modality=judged.modality) for g in grounds)


def _held_by(scene: Scene, verb: int) -> Iterator[Draft]:
    """"A, held by X", "A is controlled by X"."""
    if scene.lows[verb + 1 : verb + 2] != ["by"]:
        return
    judged = assess(scene.tokens, (verb, verb), "participle", (scene.first, scene.stop))
    begin = judged.group.first if judged.group else verb
    holder = side([m for m in scene.mentions if 0 < m.first - verb <= 5][:1])
    grounds = ground_before(scene.tokens, begin, scene.first, scene.land)
    if holder and grounds:
        tense = "past" if judged.group and judged.group.be in ("was", "were", "been") else "present"
        yield _holding((verb, verb + 1), grounds[-1], holder, modality=judged.modality, tense=tense)


def _stronghold(scene: Scene, noun: int) -> Iterator[Draft]:
    """"the Islamic State stronghold of Raqqa", "Raqqa, a stronghold of X"."""
    lows = scene.lows
    near = [m for m in scene.mentions if 0 <= noun - m.last <= 3 or m.first == noun]
    if lows[noun + 1 : noun + 2] == ["of"] and scene.tokens.is_name(min(noun + 2, scene.stop - 1)):
        grounds = ground_after(scene.tokens, noun + 2, scene.stop, scene.land)
        owner = [m for m in scene.mentions if m.first == noun + 2 or m.first == noun + 3]
        if owner and not near:
            near, grounds = owner[:1], ground_before(scene.tokens, noun - 1, scene.first, scene.land)
        holder = side(near[-1:])
        if holder and grounds:
            yield _holding((noun, noun), grounds[0], holder, strength="implied")


def _compound(scene: Scene, index: int) -> Iterator[Draft]:
    """"rebel-held Idlib", "the LNA-controlled oil ports"."""
    prefix = scene.tokens.words[index].rsplit("-", 1)[0]
    holder = _named_like(scene, prefix)
    grounds = ground_after(scene.tokens, index + 1, scene.stop, scene.land)
    if holder and grounds:
        yield _holding((index, index), grounds[0], holder, strength="implied")


def _named_like(scene: Scene, prefix: str) -> Side | None:
    if prefix.lower() in UNNAMED_SIDES:
        return UNNAMED_SIDES[prefix.lower()]
    inside = [m for m in scene.mentions if prefix.lower() in m.actor.text.lower()]
    known = known_actor(prefix)
    return side(inside[:1]) or (Side(known.id, known.name) if known else None)


_FRONTS = frozenset({"frontline", "frontlines"})


def _front(scene: Scene, noun: int) -> Iterator[Draft]:
    """"the frontline town of A", "the front line at A"."""
    last = noun
    if scene.lows[last + 1 : last + 2] and scene.lows[last + 1] in ("at", "in", "near", "town", "city", "village", "outside", "around", "district"):
        grounds = ground_after(scene.tokens, last + 1 if scene.lows[last + 1] in ("town", "city", "village", "district") else last + 2, scene.stop, scene.land)
        if grounds and grounds[0].named:
            yield Draft("front_at", (noun, last), grounds[0], None, None, "asserted", "implied", "present")


def _contested(scene: Scene, word: int) -> Iterator[Draft]:
    """"the contested town of A", "A remains contested"."""
    if word > scene.first and scene.lows[word - 1] in ("is", "are", "remains", "remain", "hotly", "still"):
        grounds = ground_before(scene.tokens, word - 1, scene.first, scene.land)
    else:
        grounds = ground_after(scene.tokens, word + 1, scene.stop, scene.land)
    if grounds:
        yield Draft("contested", (word, word), grounds[-1], None, None, "asserted", "explicit", "present")


_REGIONS = word_set("east west south north")


def _seats(scene: Scene) -> Iterator[Draft]:
    """"the Tripoli-based government", "the rival regime in the east": where a party sits."""
    for mention in scene.mentions:
        based = next((i for i in range(mention.first, mention.last + 1) if _names_seat(scene, i)), None)
        who = Side(mention.actor.actor_id, mention.actor.name)
        if based is not None:
            yield _seat(mention, Ground(based, based, True, based), who)
        elif mention.actor.party_id and (inside := _region_in(scene, mention)):
            yield _seat(mention, inside, who)


_SIDES = ("eastern-", "western-", "northern-", "southern-")


def _names_seat(scene: Scene, index: int) -> bool:
    """"Tripoli-based", "eastern-based", but not "broad-based"."""
    low = scene.lows[index]
    return low.endswith("-based") and (scene.tokens.is_name(index) or low.startswith(_SIDES))


def _seat(mention: Mention, ground: Ground, who: Side) -> Draft:
    return Draft("seat", (mention.first, max(mention.last, ground.last)), ground, who, None, "asserted", "weak", "present")


_GOVERNING = word_set("government regime administration parliament authorities")


def _region_in(scene: Scene, mention: Mention) -> Ground | None:
    """The place after "in" inside or right after the mention of a government."""
    lows = scene.lows
    if _GOVERNING.isdisjoint(lows[mention.first : mention.last + 1]):
        return None
    for index in range(mention.first, min(mention.last + 2, scene.stop - 1)):
        if lows[index] == "in":
            found = ground_after(scene.tokens, index + 1, min(scene.stop, index + 6), scene.land)
            if found:
                return None if known_actor(" ".join(scene.tokens.words[found[0].first : found[0].last + 1])) else found[0]
            end = next((i for i in range(index + 1, min(scene.stop, index + 6)) if lows[i] in _REGIONS), None)
            return Ground(index + 1, end, False, end) if end else None
    return None
