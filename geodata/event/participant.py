"""Who did it to whom: the actors around a trigger."""

from __future__ import annotations

import dataclasses

from geodata.actor.force import HEADS
from geodata.event.ground.nouns import GROUND_NOUNS, MONTHS, WEEKDAYS
from geodata.event.record import Participant
from geodata.event.scene import Mention, Scene
from geodata.event.speech import SPEECH_VERBS
from geodata.modality import Assessment
from geodata.modality.cues import ADVERBS, BE
from geodata.token import Tokens, word_set

_PREPOSITIONS = word_set(
    "by with against from of to for between among in on at over under near toward towards into via than"
)
_PRONOUNS = frozenset({"it", "they", "he", "she"})
_FILLERS = word_set(
    "the a an president general gen . commander prime minister leader chief warlord former acting us u.s. foreign"
    " defence defense strongman spokesman king"
)
_BREAKS = frozenset(
    (
        "after",
        "before",
        "while",
        "as",
        "saying",
        "said",
        "says",
        "which",
        "who",
        ";",
        ":",
        "when",
        "because",
        "although",
        "but",
        "where",
        "that",
        "until",
        "since",
    )
)
_TARGET_REACH = 16
_BOTH_SOURCES = word_set("talk phone_call agreement ceasefire ceasefire_call clash parliament_session")


@dataclasses.dataclass(frozen=True, slots=True)
class Roles:
    """Mentions by what they do: `source` acts, `target` undergoes, `company` acts along."""

    source: tuple[Mention, ...] = ()
    target: tuple[Mention, ...] = ()
    company: tuple[Mention, ...] = ()


def find_roles(
    scene: Scene,
    trigger: tuple[int, int],
    assessment: Assessment,
    event_type: str,
    topic: Mention | None,
    light: int | None = None,
) -> Roles:
    """Return the actors of the trigger at the tokens ``(first, last)``.

    Parameters
    ----------
    topic
        Subject of the sentence before, for which a pronoun stands.
    light
        Token of the verb that carries a noun ("launched" in "launched an offensive").
    """
    first, last = trigger
    if assessment.group is None and light is None:
        return _noun_roles(scene, first, last, event_type)
    begin = assessment.group.first if assessment.group else first
    before = _subjects(scene, begin, topic)
    after = _after(scene, first)
    if assessment.passive or (event_type == "killing" and _is_short_passive(scene, begin, last)):
        deprived = tuple(m for m in after if _preposition(scene, m) == "from")
        return Roles(_agents(scene, after), (*before, *deprived), ())
    apart = _TOPICAL if event_type in ("talk", "phone_call") else _ALONG
    target = tuple(m for m in after if _preposition(scene, m) not in apart)
    company = tuple(m for m in after if _preposition(scene, m) == "with")
    if event_type in _BOTH_SOURCES:
        return Roles(
            (*before, *company, *(target if event_type in ("talk", "phone_call") else ())),
            () if event_type in ("talk", "phone_call") else target,
            (),
        )
    return Roles(before, target, company)


_ALONG = frozenset({"with", "by"})
_TOPICAL = _ALONG | {"against", "on", "over", "from", "in", "at", "of", "for"}
"""Words before whom is spoken about: "discussed sanctions against Russia"."""


def _is_short_passive(scene: Scene, begin: int, last: int) -> bool:
    """Whether "were" is left out: "two soldiers were killed and six others injured when rebels attacked"."""
    if begin == scene.first or last + 1 >= scene.stop or scene.lows[last + 1] not in _NO_OBJECT:
        return False
    before = scene.lows[begin - 1]
    if before in _OTHERS or before.isdigit():
        return True
    return before == "and" and scene.lows[begin - 2].endswith(("ed", "en", "ot"))


_NO_OBJECT = word_set("when in by after as during on at . , ; while near from over outside")
_OTHERS = word_set(
    "others other more people civilians dozens scores hundreds two three four five six seven eight nine ten"
)


def _blow_roles(scene: Scene, begin: int, left: list[Mention]) -> tuple[Mention, ...] | None:
    """Return whose blow it was where a blow is the subject: "a Taliban attack that killed", "the blast killed".

    ``None`` where the subject is somebody.
    """
    lows = scene.lows
    relative = lows[begin - 1] in ("that", "which")
    if relative and any(begin - 3 <= m.last <= begin - 2 for m in left):
        return None  # "the militia that killed"
    for index in range(begin - 1, max(scene.first, begin - _BLOW_REACH) - 1, -1):
        word = lows[index]
        if word in _BLOWS:
            break
        if word in _BLOW_ENDS and not (relative and index == begin - 1):
            return () if relative else None
    else:
        return () if relative else None
    if any(m.first > index and _preposition(scene, m) not in _PREPOSITIONS for m in left):
        return None
    start = index
    while start > scene.first and lows[start - 1] not in _PREPOSITIONS | _BLOW_ENDS:
        start -= 1
        if any(m.last == start for m in left):
            break
    if start > scene.first and lows[start - 1] in ("in", "during", "with") and not relative:
        return None  # "the rebels, in an attack on Monday, killed"
    by = [m for m in left if m.first > index and _preposition(scene, m) == "by"]
    owners = [m for m in left if start <= m.last < index and _preposition(scene, m) not in ("on", "against")]
    return tuple(by or owners[-1:])


_BLOW_REACH = 22
_KILLED = word_set(
    "killed kills kill wounded injured injures wounds left leaves claimed destroyed damaged displaced have had"
)
_BLOWS = word_set(
    "attack attacks bombing bombings blast blasts explosion explosions strike strikes airstrike airstrikes raid raids"
    " shelling bombardment ambush shooting shootings gunfire massacre missile missiles rocket rockets bomb bombs drone"
    " mine landmine fighting clashes violence crackdown barrage"
)
_BLOW_ENDS = frozenset(
    {"and", "but", "who", ";", ":", "after", "when", "while", "as", "said", "says", "has", "that", "which"}
)


def as_participants(roles: Roles) -> tuple[Participant, ...]:
    """Return each actor once a role; who acts is not also acted upon."""
    seen: dict[tuple[str, str], Participant] = {}
    sources = {m.actor.actor_id for m in roles.source}
    for role, mentions in (("source", roles.source), ("target", roles.target), ("with", roles.company)):
        for mention in mentions:
            actor = mention.actor
            if role == "source" or actor.actor_id not in sources:
                seen.setdefault((role, actor.actor_id), Participant(role, actor.actor_id, actor.name, actor.party_id))
    return tuple(seen.values())


def _subjects(scene: Scene, begin: int, topic: Mention | None) -> tuple[Mention, ...]:
    lows = scene.lows
    left = _outside_aside(scene, begin, [m for m in scene.mentions if m.last < begin])
    left = _since_semicolon(scene, begin, left)
    if (begin > scene.first and lows[begin - 1] in _PRONOUNS) or (
        begin - 2 >= scene.first and lows[begin - 2] in _PRONOUNS and lows[begin - 1] in ("also", "both", "all")
    ):
        single = not _PERSONS.isdisjoint(lows[begin - 2 : begin])
        stands = [m for m in left if _stands_for(scene, m, single=single)][:1]
        earlier = tuple(stands) if single or not stands else _coordinated(scene, stands)
        if earlier or topic is None or _other_name(scene, begin):
            return earlier
        if any(m.first > begin and m.actor.actor_id == topic.actor.actor_id for m in scene.mentions):
            return ()  # "they drove the Russians back": not the Russians
        return (topic,) if _may_mean(scene.tokens, topic, single=single) else ()
    if not left and begin - scene.first <= 1 and lows[begin].endswith("ing"):
        return _later_subject(scene, begin)
    if left and left[-1].last == begin - 1 and lows[begin].endswith("ing") and _preposition(scene, left[-1]) == "with":
        return (left[-1],)  # "with the French controlling most of it"
    if (others := _other_subjects(scene, begin, left)) is not None:
        return others
    if lows[begin - 1] == "," and lows[begin].endswith("ing"):
        left = _main_subject(scene, left)
    if left and (
        _other_subject(scene, left[-1].last, begin)
        or _new_subject(scene, left[-1].last, begin)
        or _other_antecedent(scene, left[-1].last, begin)
    ):
        return ()
    for position in range(len(left) - 1, -1, -1):
        if _is_object(scene, left[position], begin):
            continue
        governor = _preposition(scene, left[position])
        if governor not in _PREPOSITIONS or (governor == "of" and _is_whole(scene, left[position])):
            chosen = _coordinated(scene, left[: position + 1])
            return (*_paired_pronoun(scene, chosen[0], topic), *chosen)
    return ()


def _other_subjects(scene: Scene, begin: int, left: list[Mention]) -> tuple[Mention, ...] | None:
    """Return who acts where it is none of those named: somebody unlisted, or a blow and whoever struck it."""
    if _unlisted_subject(scene, begin):
        return ()
    return _blow_roles(scene, begin, left) if scene.lows[begin] in _KILLED else None


_PERSONS = frozenset({"he", "she"})


def _later_subject(scene: Scene, begin: int) -> tuple[Mention, ...]:
    """ "After taking the port, the rebels marched on": who took it stands after the comma."""
    lows = scene.lows
    for index in range(begin + 1, scene.stop - 2):
        if lows[index] == ",":
            start = index + (2 if lows[index + 1] in ("the", "a", "an") else 1)
            found = next((m for m in scene.mentions if m.first in (index + 1, start)), None)
            if found and lows[found.last + 1 : found.last + 2] not in ([","], ["and"], ["or"]):
                return (found,)
    return ()


def _stands_for(scene: Scene, mention: Mention, *, single: bool) -> bool:
    """Whether a pronoun later in the sentence may mean the actor: one that acts, not one in whose hands or land it is."""
    governor = _preposition(scene, mention)
    if governor in _PREPOSITIONS - {"by", "with"} and not (governor == "of" and _is_whole(scene, mention)):
        return False
    return _may_mean(scene.tokens, mention, single=single)


def _other_name(scene: Scene, begin: int) -> bool:
    """Whether the sentence names somebody else before the pronoun: "The Vietcong rested, and by May it held"."""
    tokens = scene.tokens
    return any(
        tokens.is_name(i) and tokens.lows[i] not in _DATES and not _is_where(scene, i)
        for i in range(scene.first + 1, begin - 1)
    )


def _is_where(scene: Scene, index: int) -> bool:
    """Whether a name is a place in which something happened, not one that does something."""
    if index not in scene.land.places:
        return False
    while index > scene.first and (scene.tokens.is_name(index) or scene.lows[index] in ("the", "and")):
        index -= 1
    return scene.lows[index] in _PREPOSITIONS


_DATES = MONTHS | WEEKDAYS


_OFFICES = word_set(
    "president prime minister chancellor leader general commander foreign defence defense secretary king emperor"
    " ambassador envoy officer spokesman"
)


def _may_mean(tokens: Tokens, mention: Mention, *, single: bool) -> bool:
    """ "he" is nobody's army and no people."""
    if not single:
        return True
    if mention.actor.actor_id.startswith("state:"):
        after = tokens.between(mention.actor.end, mention.actor.end + 2)[0]
        return tokens.lows[after : after + 1] != [] and tokens.lows[after] in _OFFICES
    return mention.actor.text.split()[-1].lower() not in HEADS


def _unlisted_subject(scene: Scene, begin: int) -> bool:
    """Whether somebody whom no list knows does it: "the rebels fled; Salan then took Phu Tho"."""
    tokens, lows = scene.tokens, scene.lows
    index = begin - 1
    if lows[begin] == "to" and lows[index] in BE:
        index -= 1  # "General Sherman was to capture Atlanta"
    while index > scene.first and (lows[index].endswith("ly") or lows[index] in ADVERBS) and not tokens.is_name(index):
        index -= 1
    if index in scene.land.actors or not (tokens.is_name(index) and lows[index].isalpha()):
        return False
    while index > scene.first and index not in scene.land.actors and tokens.is_name(index):
        index -= 1
    if index in scene.land.actors or (lows[index] == "," and index + 1 in scene.land.places):
        return False  # "Sirte, Libya"
    if lows[index] == "the" and index > scene.first:
        return lows[index - 1] in _BEFORE_SUBJECTS  # "when they signed, the Coalition gained control"
    return tokens.is_name(index) or lows[index] in _BEFORE_SUBJECTS or lows[index].endswith("ing")


def _is_object(scene: Scene, mention: Mention, begin: int) -> bool:
    """Whether an actor undergoes the verb before it: "invaded Iran to secure", "defeated the KPA and captured"."""
    index = mention.first - 1
    while index > scene.first and (scene.lows[index] in _COUNTING or scene.lows[index].isdigit()):
        index -= 1
    low = scene.lows[index]
    if index <= scene.first or scene.lows[index - 1] in ("the", "a", "an") or index in scene.land.actors:
        return False
    if low in _STRIKING and low.endswith("ing"):
        return True  # "the coalition fighting the rebels withdrew"
    if not (scene.lows[begin] == "to" or scene.lows[begin - 1] in ("and", ",", "then")):
        return False
    return low in _STRIKING or (low in _CAUSING and scene.lows[begin] != "to")


_COUNTING = word_set(
    "the a an its their two three four five six seven eight nine ten eleven twelve dozens scores hundreds thousands of"
    " several many some at least more than about nearly around almost least"
)


def _is_whole(scene: Scene, mention: Mention) -> bool:
    """Whether the noun before "of" is of people: "troops of", "the leader of", not "the headquarters of"."""
    index = mention.first - 1
    while index > scene.first and scene.lows[index] != "of":
        index -= 1
    return scene.lows[max(index - 1, scene.first)] not in GROUND_NOUNS | _SERVICES


_SERVICES = frozenset({"support", "behalf", "favour", "favor", "help", "aid", "hands", "loss", "face", "spite"})
_STRIKING = word_set(
    "wounded injured ambushed shot detained arrested abducted kidnapped beheaded executed freed defeated invaded attacked occupied overwhelmed pushed drove routed repelled besieged surrounded beat fought engaged"
    " bombed shelled struck killed captured took seized expelled ousted overthrew outmanoeuvred outmaneuvered"
    " outflanked crossed entered defeating invading attacking pushing driving routing repelling fighting striking"
    " expelling overran overrunning crushed crushing destroyed destroying encircled encircling"
)
_CAUSING = word_set("forced forcing ordered told compelled allowed asked urged sent caused let made")


_BEFORE_SUBJECTS = word_set(
    ", ; : when while after before until although though because since as that if where but then general gen colonel"
    " commander captain marshal admiral"
)
"""Words after which a name is who does it; after a preposition it would not be."""


def _new_subject(scene: Scene, last: int, begin: int) -> bool:
    """ "The militia fled, and Howe returned and captured the fort": whom no list knows came in between."""
    tokens, lows = scene.tokens, scene.lows
    for index in range(last + 2, begin - 2):
        if lows[index - 1] not in _JOINING or not tokens.is_name(index) or index in scene.land.places:
            continue
        after = index
        while after < begin and tokens.is_name(after):
            after += 1
        while after < begin and (lows[after].endswith("ly") or lows[after] in ADVERBS):
            after += 1
        if after < begin and tokens.words[after].islower() and (lows[after].endswith("ed") or lows[after] in _PASTS):
            return lows[after] not in ("united", "allied")
    return False


_JOINING = frozenset({"and", "but", "while", "when", "then", "as"})
_PASTS = word_set(
    "took led sent fought won lost held went came began left drove fell made met sought set broke had was were"
)


def _other_antecedent(scene: Scene, last: int, begin: int) -> bool:
    """ "The army took the town, and the governor, who left": it was not the army that left."""
    if begin - 2 <= last or scene.tokens.words[begin - 1] not in ("who", "which"):
        return False
    between = scene.lows[last + 1 : begin - 1]
    return "," in between[:-1] and "and" in between


def _paired_pronoun(scene: Scene, mention: Mention, topic: Mention | None) -> tuple[Mention, ...]:
    """ "he and Sarraj": the one spoken of first in the sentence, or before it."""
    lows = scene.lows
    if mention.first - 2 < scene.first or lows[mention.first - 1] != "and" or lows[mention.first - 2] not in _PRONOUNS:
        return ()
    first = scene.mentions[0] if scene.mentions[0].actor.actor_id != mention.actor.actor_id else topic
    return (first,) if first else ()


_RELATIVES = frozenset({"who", "whom", "whose", "which", "where"})


def _since_semicolon(scene: Scene, begin: int, left: list[Mention]) -> list[Mention]:
    """Leave out who is named before the last ";": the words after it are a sentence of their own."""
    for index in range(begin - 1, scene.first, -1):
        if scene.lows[index] == ";":
            since = [m for m in left if m.first > index]
            return left if index == begin - 1 or not scene.lows[index + 1].isalpha() or begin - index < _OWN else since
    return left


_OWN = 2


def _outside_aside(scene: Scene, begin: int, left: list[Mention]) -> list[Mention]:
    """Leave out who is named between commas after "whom" or "which": the verb after them has its subject before."""
    lows = scene.lows
    if begin <= scene.first or lows[begin - 1] != ",":
        return left
    for index in range(begin - 2, scene.first, -1):
        if lows[index] in (",", ";"):
            return [m for m in left if m.last < index] if scene.tokens.words[index + 1] in _RELATIVES else left
    return left


_SUBORDINATORS = frozenset({"after", "before", "when", "while", "because", "although", "since", "until", "where"})


def _other_subject(scene: Scene, last: int, begin: int) -> bool:
    """ "The army denied that the town had fallen": the clause after "that" has a subject of its own."""
    lows = scene.lows
    for index in range(begin - 1, last, -1):
        if lows[index] == "that" or lows[index] in SPEECH_VERBS or lows[index] in _SUBORDINATORS:
            return (
                index < begin - 1
                and lows[index + 1] not in _PRONOUNS
                and lows[index + 1] not in ("on", "in", "that", "its", "their", "our")
            )
    return False


def _main_subject(scene: Scene, left: list[Mention]) -> list[Mention]:
    """Before ", capturing ...": the first actor since the last clause began, and those joined to it."""
    start = scene.first
    for mention in left:
        if _BREAKS.intersection(scene.lows[start : mention.first]):
            start = mention.first
    since = [m for m in left if m.first >= start and _preposition(scene, m) not in _PREPOSITIONS]
    joined = [m for m in since if m is since[0] or scene.lows[m.first - 1] == "and"]
    return joined or left


def _coordinated(scene: Scene, left: list[Mention]) -> tuple[Mention, ...]:
    """The last mention and those joined to it by "and" or a comma."""
    chosen = [left[-1]]
    for mention in reversed(left[:-1]):
        gap = scene.lows[mention.last + 1 : chosen[0].first]
        same = mention.first == chosen[0].first or mention.actor.actor_id == chosen[0].actor.actor_id
        if not (mention.first == chosen[0].first or _joins(scene, mention.last + 1, gap, apposed=same)):
            break
        if _preposition(scene, mention) in _PREPOSITIONS:
            break
        chosen.insert(0, mention)
    return tuple(chosen)


def _joins(scene: Scene, first: int, gap: list[str], *, apposed: bool) -> bool:
    """Whether the words between two mentions only join them ("and US President")."""
    if len(gap) > 6 or not (apposed or "and" in gap or gap == [","]):
        return False
    return all(w in ("and", ",") or w in _FILLERS or scene.tokens.is_name(first + i) for i, w in enumerate(gap))


def _preposition(scene: Scene, mention: Mention) -> str:
    """The word that governs a mention, determiners and titles skipped."""
    index = mention.first - 1
    lows = scene.lows
    while index >= scene.first and (
        lows[index] in _FILLERS
        or (
            scene.tokens.words[index].islower()
            and lows[index].endswith(("ian", "ish", "ese", "ern", "al"))
            and lows[index].isalpha()
        )
    ):
        index -= 1
    if index < scene.first:
        return ""
    if lows[index] == "and" and "between" in lows[max(scene.first, index - 8) : index]:
        return "between"  # "between the army and the rebels"
    return lows[index]


def _after(scene: Scene, last: int) -> list[Mention]:
    found = []
    previous = last
    for mention in scene.mentions:
        if mention.first <= last:
            continue
        if mention.first - last > _TARGET_REACH or _BREAKS.intersection(scene.lows[previous + 1 : mention.first]):
            break
        found.append(mention)
        previous = mention.last
    return found


def _agents(scene: Scene, after: list[Mention]) -> tuple[Mention, ...]:
    """The actor after "by" and those joined to it by "and"."""
    agents: list[Mention] = []
    for mention in after:
        joined = (bool(agents) and scene.lows[mention.first - 1] in ("and", ",")) or (
            agents and _preposition(scene, mention) == "and"
        )
        if _preposition(scene, mention) == "by" or joined:
            agents.append(mention)
        elif agents:
            break
    return tuple(agents)


_APART = _PREPOSITIONS | _BREAKS | {"the", "a", "an", "and", "during", "following", "amid", "despite"}


def _noun_roles(scene: Scene, first: int, last: int, event_type: str) -> Roles:
    lows = scene.lows
    after = _after(scene, last)
    source = [m for m in after if _preposition(scene, m) == "by"]
    target = [m for m in after if _preposition(scene, m) in ("on", "against", "of", "at", "")]
    between = "between" in lows[first : min(last + 2, scene.stop)]
    if between or (event_type in ("talk", "phone_call", "clash") and "with" in lows[first : last + 2]):
        source = after[:3] if between else source
        target = [] if between else after[:2]
    possessor = [
        m
        for m in scene.mentions
        if m.last < first
        and (first - m.last <= 3)
        and all(
            lows[i] in ("'s", "'") or (lows[i].isalpha() and lows[i] not in _APART) for i in range(m.last + 1, first)
        )
        and _preposition(scene, m) not in ("against", "on")
    ]
    if possessor and not source:
        source = possessor[-1:]
    if event_type == "regime_toppled":
        target, source = after[:1] or target, source if not after[:1] else [m for m in source if m not in after[:1]]
    return Roles(tuple(source), tuple(m for m in target if m not in source), ())


def light_verb_roles(scene: Scene, verb: int, roles: Roles, topic: Mention | None, begin: int) -> Roles:
    """Add the subject of the carrying verb: it acts, or, after "faced", undergoes."""
    subjects = _subjects(scene, begin, topic)
    if scene.lows[verb] in _SUFFERING:
        return Roles(roles.source, subjects or roles.target, roles.company)
    target = tuple(m for m in roles.target if m not in subjects)
    return Roles(subjects or roles.source, target, roles.company)


_SUFFERING = word_set("face faces faced facing suffer suffered suffers suffering endured sustained survived repelled")
