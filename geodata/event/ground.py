"""Phrases for ground that can be held: "the town of Sirte", "a string of key towns"."""

from __future__ import annotations

import dataclasses

from geodata.actor.alias import demonyms
from geodata.actor.force import HEADS
from geodata.modality.cues import ADVERBS
from geodata.token import Tokens, word_set

GROUND_NOUNS = word_set(
    "town towns city cities village villages hamlet hamlets district districts province provinces region regions area areas territory territories"
    " neighbourhood neighbourhoods neighborhood neighborhoods suburb suburbs quarter quarters airport airports airbase airbases airfield base bases port ports"
    " terminal terminals oilfield oilfields field fields refinery refineries checkpoint checkpoints crossing crossings post posts barracks barrack camp camps"
    " headquarters outpost outposts position positions stronghold strongholds bastion bastions hill hills hilltop hilltops mountain mountains ridge ridges valley"
    " valleys island islands islet bridge bridges road roads highway highways junction junctions intersection dam dams ground land lands settlement settlements"
    " township townships municipality municipalities enclave enclaves pocket pockets capital half part parts swath swaths swathe swathes sector sectors zone zones facility"
    " facilities complex depot depots garrison garrisons fort forts fortress castle centre center outskirts heights height peninsula coast coastline front"
    " subdistrict sub-district subdistricts sub-districts countryside state states county counties block blocks point points entrance entrances exit exits gate gates plant"
    " installation installations farm farms farmland hub hubs corridor border frontline axis countryside palace station stations market markets compound prefecture prefectures"
    " trench trenches fortification fortifications locality localities commune communes kilometres kilometers square squares strip wadi desert forest plateau plain plains homeland"
    " place places site sites ruins seaport harbor harbour town's stretch stretches foothold footholds holdout university hospital courthouse building buildings citadel prison substation silos factory"
)
"""Nouns for ground, whole or in part."""

_MEASURES = word_set(
    "one two three four five six seven eight nine ten both part parts most much all half rest remainder majority number string dozens dozen series swath swaths swathe swathes control cluster handful chunk chunks lot"
    " stretch stretches score scores hundreds several kilometers kilometres miles majority bulk pockets pocket many some couple percent centre center town city village villages towns cities"
    " district districts province region area areas neighbourhood neighborhood suburb port base island state territory outskirts side sections section portion portions bits capital authority possession command entirety"
)
"""Nouns whose "of" leads on to the ground itself."""

_NOT_GROUND = word_set(
    "power attention seat seats goal shape action part place aim responsibility note stock advantage opportunity opportunities chance cue lead office oath time"
    " hostage hostages prisoner prisoners lives life toll refuge shelter cover account effect root hold step steps measures interest effort look"
    " streets street flight turn turns charge notice care pride issue senate congress house council legislature chamber company board media narrative budget blaze fire ball game"
)
_ENDERS = word_set(
    "from in on at after before during with by for as following near amid since while when to into until because though although despite under including where which that who"
    " whose but or if so then than through across along around against between among amongst without within outside inside beyond towards toward about upon over is are was were"
    " has have had will would could may might can be been being said says told he she it they we i this these those last earlier yesterday today late early"
    " out off aside apart down away onto back again fully too also only monday tuesday wednesday thursday friday saturday sunday overnight according thus not just ago behind"
)
_DETERMINERS = word_set("the a an its their his her another some all several many most two three four five six seven eight nine ten eleven twelve dozens more both these those every any new fresh fully large")
_AFTER_PREPOSITIONS = word_set("in near of to from outside around on at south north east west southwest northwest southeast northeast inside across along between just")
_TITLES = word_set("commander leader general president minister colonel captain chief spokesman mr militant suspect terrorist journalist activist sheikh emir king prince smuggler dealer lord man woman boy girl trafficker member members")


@dataclasses.dataclass(frozen=True, slots=True)
class Ground:
    """Tokens ``first`` to ``last`` (inclusive) that name ground; `named` if by a proper name."""

    first: int
    last: int
    named: bool
    head: int
    until: int = -1
    """Last token with what follows ("to the city" in "all exit points to the city"), -1 for none."""


@dataclasses.dataclass(frozen=True, slots=True)
class Landscape:
    """What is known of the places and actors of one sentence, by token."""

    places: dict[int, int]
    """Token -> index of the toponym that covers it, where that toponym is ground."""
    actors: frozenset[int]
    """Tokens inside mentions of actors."""


def ground_after(tokens: Tokens, index: int, stop: int, land: Landscape) -> list[Ground]:
    """Return the ground that the words from token `index` name, a list's items each for itself.

    Empty where the object is something else (a man, arms, power).
    """
    found: list[Ground] = []
    while index < stop:
        index = _skip_lead(tokens, index, stop)
        ground, after = _noun_phrase(tokens, index, stop, land)
        if ground is None:
            break
        skipped = _skip_phrases(tokens, after, stop)
        found = _joined(tokens, found, _with_tail(tokens, ground, after, skipped, land))
        after = skipped
        following = _next_item(tokens, after, stop)
        if following is None:
            break
        index = following
    return found


_TIMES = word_set("day days night week weeks month months year years morning evening afternoon hours january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday process aftermath wake face time end hands")
_TAIL_TOKENS = 7


def _with_tail(tokens: Tokens, ground: Ground, after: int, skipped: int, land: Landscape) -> Ground:
    """Keep "in the region" with ground that has no name of its own."""
    while skipped > after and tokens.lows[skipped - 1] in _AFTER_PREPOSITIONS:
        skipped -= 1
    words = tokens.lows[after:skipped]
    if ground.named or not words or len(words) > _TAIL_TOKENS or after != ground.last + 1:
        return ground
    if any(index in land.actors for index in range(after, skipped)) or ("to" in words and GROUND_NOUNS.isdisjoint(words)):
        return ground
    if not _TIMES.isdisjoint(words) or any(word.isdigit() for word in words) or "(" in words:
        return ground
    return dataclasses.replace(ground, until=skipped - 1)


def _skip_lead(tokens: Tokens, index: int, stop: int) -> int:
    if tokens.lows[index : index + 2] in (["more", "than"], ["at", "least"], ["as", "many"]):
        index += 2
    if index + 2 < stop and tokens.lows[index] == "and" and tokens.lows[index + 1].endswith("ed") and tokens.words[index + 1].islower():
        index += 2  # "seized and occupied the port"
    while index < stop and tokens.lows[index] in ("of", "over", "up", "back", "full", "complete", "total", "also", "further", "reportedly", "and", "both") and not tokens.is_name(index):
        index += 1
    return index


def _joined(tokens: Tokens, found: list[Ground], ground: Ground) -> list[Ground]:
    """Bare nouns after "and" share the determiner before: "oil terminals and fields"."""
    if found and not ground.named and not found[-1].named and tokens.lows[ground.first] not in _DETERMINERS and not tokens.is_name(ground.first):
        return [*found[:-1], Ground(found[-1].first, ground.last, False, ground.head, ground.until)]
    return [*found, ground]


def _noun_phrase(tokens: Tokens, index: int, stop: int, land: Landscape) -> tuple[Ground | None, int]:
    """Read one noun phrase; return its ground, if it is ground, and the token after it."""
    lows = tokens.lows
    first = index
    segment_head = -1
    while index < stop:
        word = lows[index]
        if index in land.places:
            segment_head = _run_end(land, index)
            index = segment_head + 1
            continue
        if word in _DIRECTIONS and index + 1 < stop and lows[index + 1] == "of":
            break
        if word == "of" and index > first:
            if (lows[index - 1] not in _MEASURES and lows[index - 1] not in GROUND_NOUNS) or _rid_of(tokens, index, stop):
                break
            index += 1
            continue
        if (word in _ENDERS and not _is_adjective(tokens, index, first)) or not (word[0].isalnum() or word in ("'s", "'", "\"", "\u201c", "\u201d", ".")) or (word == "and"):
            break
        if word == "." and not (index > first and len(lows[index - 1]) <= 3):
            break
        if index > first and _opens_clause(tokens, index):
            break
        if word[0].isalnum():
            segment_head = index
        index += 1
    if segment_head < 0:
        return None, index
    return _judged(tokens, first, segment_head, land), index


_ADJECTIVES = frozenset({"last", "late", "early", "only", "earlier", "so", "another"})


_DIRECTIONS = word_set("north south east west northeast northwest southeast southwest north-east north-west south-east south-west")


def _is_adjective(tokens: Tokens, index: int, first: int) -> bool:
    """"their last bastion": a word that elsewhere begins a date."""
    return tokens.lows[index] in _ADJECTIVES and index > first - 1 and (index == first or tokens.lows[index - 1] in _DETERMINERS)


def _rid_of(tokens: Tokens, of: int, stop: int) -> bool:
    """"cleared the town of militants": what follows is who was there."""
    return any(tokens.lows[i] in _OCCUPANTS for i in range(of + 1, min(stop, of + 4)))


_OCCUPANTS = word_set("rebels militants insurgents fighters terrorists jihadists gunmen separatists mines landmines explosives troops militiamen protesters remnants")


def _run_end(land: Landscape, index: int) -> int:
    """Return the last token of the toponym that covers a token."""
    toponym = land.places[index]
    while land.places.get(index + 1) == toponym:
        index += 1
    return index


_PARTICIPLES = word_set("lost held taken overrun known won left given built hit struck torn cut")


def _opens_clause(tokens: Tokens, index: int) -> bool:
    """A participle after the noun opens a new clause ("the town seized by", "Sinai allowing")."""
    low = tokens.lows[index]
    following = tokens.lows[index + 1] if index + 1 < len(tokens.lows) else "."
    if low.endswith("s") and low.isalpha() and tokens.words[index].islower() and low not in GROUND_NOUNS and following in ("a", "an", "the"):
        return True  # "the capture of the town marks a victory"
    if low in _PARTICIPLES and tokens.lows[index - 1] in GROUND_NOUNS:
        return True
    if not low.endswith(("ed", "ing")) or not tokens.words[index].islower() or "-" in low or low in GROUND_NOUNS:
        return False
    before = tokens.lows[index - 1]
    return before in GROUND_NOUNS or (tokens.is_name(index - 1) and before not in _DETERMINERS and low.endswith("ing"))


def _judged(tokens: Tokens, first: int, head: int, land: Landscape) -> Ground | None:
    lows = tokens.lows
    if lows[head] in _NOT_GROUND and not tokens.is_name(head):
        return None
    if head in land.places:
        return Ground(first, head, True, head)
    leading = _leading_head(tokens, first, head)
    if lows[leading] in HEADS or lows[leading] in _TITLES:
        return None
    if lows[head] in GROUND_NOUNS or (lows[head] in _DIRECTIONS and head > first):
        return Ground(first, head, any(i in land.places for i in range(first, head + 1)), head)
    if tokens.is_name(head) and head not in land.actors and lows[head] not in demonyms():
        return Ground(first, head, True, head) if _may_be_place(tokens, first, head) else None
    return None


def _leading_head(tokens: Tokens, first: int, head: int) -> int:
    """The noun before the first "of": "members" in "members of the town council"."""
    for index in range(first, head):
        if tokens.lows[index] == "of" and tokens.lows[index - 1] not in _MEASURES:
            return index - 1
    return head


def _may_be_place(tokens: Tokens, first: int, head: int) -> bool:
    """Whether an unknown name may be a place: no title before it, no first name in it."""
    words = range(first, head + 1)
    if any(tokens.lows[i] in _TITLES or tokens.lows[i] in GIVEN_NAMES or tokens.lows[i] in _NOT_PLACES for i in words):
        return False
    names = [i for i in words if tokens.is_name(i)]
    return len(names) <= 3 and not _is_described_person(tokens, first, names[0])


_ADJECTIVE_ENDS = ("al", "ern", "ic", "ed", "ous", "ful", "ive", "ary", "ish", "ing", "ant", "ent", "ese", "ian", "ean", "able", "ble", "ar", "y", "est", "er's")


def _is_described_person(tokens: Tokens, first: int, name: int) -> bool:
    """"prominent blogger Razan": a common noun before a name tells who, not where."""
    if name == first:
        return False
    before = tokens.lows[name - 1]
    if before in _DETERMINERS or before in GROUND_NOUNS or before == "of" or not before.isalpha() or not tokens.words[name - 1].islower():
        return False
    return not before.endswith(_ADJECTIVE_ENDS) or before in ("activist", "official", "general")


_NOT_PLACES = word_set(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday"
    " muslims christians kurds arabs shiites sunnis jews ied ieds vbieds rpgs ak-47s ak-47 gmt twitter facebook video footage senate house congress wall what up which here there it"
)
GIVEN_NAMES = word_set(
    "mohammed mohamed muhammad mohammad ahmed ahmad ali hassan hussein abdul abdullah abdel abu ibrahim omar osama khalid khaled mahmoud mustafa saif saddam"
    " john james robert michael william david richard joseph thomas charles george donald joe barack vladimir sergei alexei dmitry ivan viktor oleksandr volodymyr"
    " mullah mawlawi maulana sheikh haji bashar recep hassan nouri haider moqtada ratko radovan slobodan joao jose juan carlos luis pedro maria anna sarah fatima aisha"
)


def _skip_phrases(tokens: Tokens, index: int, stop: int) -> int:
    """Pass over "in the region", "near Aleppo", "(...)" to the next comma or "and"."""
    lows = tokens.lows
    while index < stop and lows[index] in _AFTER_PREPOSITIONS:
        index += 1
        while index < stop and (lows[index] == "of" or lows[index] not in _ENDERS) and lows[index] not in (",", "and", ";", ".", ":", "("):
            index += 1
    if index < stop and lows[index] == "(":
        while index < stop and lows[index] != ")":
            index += 1
        index += 1
    return index


def _next_item(tokens: Tokens, index: int, stop: int) -> int | None:
    """Return where the next item of a list begins; ``None`` when the list ends here."""
    lows = tokens.lows
    if index >= stop - 1:
        return None
    if lows[index] == "and" or (lows[index] == "as" and lows[index + 1 : index + 3] == ["well", "as"]):
        following = index + (1 if lows[index] == "and" else 3)
    elif lows[index] == ",":
        following = index + (2 if lows[index + 1] == "and" else 1)
        if lows[index + 1] != "and" and not _list_goes_on(tokens, following, stop):
            return None
    else:
        return None
    return following if following < stop and _starts_item(tokens, following, stop) else None


def _starts_item(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether words after "and" are a further object, not a new clause."""
    lows = tokens.lows
    if lows[index] in ("now", "then", "also", "later") or (lows[index] in _ENDERS and lows[index] != "another"):
        return False
    return not any(lows[i] in _FINITE or (lows[i].endswith("ed") and tokens.words[i].islower() and i > index and lows[i - 1] not in _DETERMINERS) for i in range(index, min(stop, index + 5)) if lows[i] != ",")


_FINITE = word_set("said says was were is are has have had will would could told told fled took killed drove went")


def _list_goes_on(tokens: Tokens, index: int, stop: int) -> bool:
    """"A, B and C": a comma lists only where an "and" follows before the clause ends."""
    for position in range(index, min(stop, index + 16)):
        word = tokens.lows[position]
        if word == "and":
            return True
        if word in _FINITE or word in ("which", "who", "that", "but", "after", "while", "as", ";"):
            return False
    return False


def ground_before(tokens: Tokens, verb: int, floor: int, land: Landscape) -> list[Ground]:
    """Return the ground that stands before a passive verb group beginning at token `verb`."""
    lows = tokens.lows
    end = verb
    while end > floor and (lows[end - 1] in ADVERBS or lows[end - 1] in ("now", "still", "currently")):
        end -= 1
    if end > floor and lows[end - 1] in ("which", "that", "who"):
        end -= 1
        if end > floor and lows[end - 1] == ",":
            end -= 1
        return _antecedent(tokens, end, floor, land)
    if end > floor and lows[end - 1] == ",":
        end = _before_aside(tokens, end - 1, floor)
    for starts in (_CLAUSE_STARTS - {"and"}, _CLAUSE_STARTS):
        found = ground_after(tokens, _clause_start(tokens, end, floor, starts, land), end, land)
        if found:
            return found
    return _antecedent(tokens, end, floor, land)


def antecedent(tokens: Tokens, pronoun: int, floor: int, land: Landscape) -> list[Ground]:
    """Return the ground that the relative pronoun at token `pronoun` stands for."""
    end = pronoun - 1 if pronoun > floor and tokens.lows[pronoun - 1] == "," else pronoun
    return _antecedent(tokens, end, floor, land)


_CLAUSE_STARTS = word_set(", ; : that said says but after when as while before where because and which \u2014 \u2013 \u201c \" \u201d since although until if reported")


def _before_aside(tokens: Tokens, comma: int, floor: int) -> int:
    """Return the end of "Sirte" in "Sirte, which they took in May, remains ..."."""
    for index in range(comma - 1, floor, -1):
        if tokens.lows[index] == ",":
            return index
    return comma


def _clause_start(tokens: Tokens, end: int, floor: int, starts: frozenset[str], land: Landscape) -> int:
    for index in range(end - 1, floor - 1, -1):
        if tokens.lows[index] in starts and index < end - 1 and index not in land.places:
            return index + 1
    return floor


def ground_told_before(tokens: Tokens, pronoun: int, floor: int, land: Landscape) -> list[Ground]:
    """Return the ground named last before "it" or "them"."""
    for index in range(pronoun - 2, floor - 1, -1):
        if tokens.lows[index] in GROUND_NOUNS or index in land.places:
            found = _antecedent(tokens, index + 1, floor, land)
            if found:
                return ground_after(tokens, found[0].first, pronoun, land)[:1] or found
    return []


def _antecedent(tokens: Tokens, end: int, floor: int, land: Landscape) -> list[Ground]:
    """Read the noun phrase that ends before token `end`."""
    lows = tokens.lows
    start = end
    while start - 1 in land.places and land.places[start - 1] == land.places[end - 1] and start > floor:
        start -= 1
    while start > floor and (lows[start - 1] == "of" or lows[start - 1] not in _ENDERS) and (lows[start - 1][0].isalnum() or lows[start - 1] in ("'s",)) and lows[start - 1] != "and":
        start -= 1
        if end - start > 9:
            break
    openings = [i for i in range(start, end) if i > floor and _opens_phrase(tokens, i)]
    determined = [i for i in openings if lows[i] in _DETERMINERS]
    for first in (*determined, *openings, start):
        ground, after = _noun_phrase(tokens, first, end, land)
        if ground and after == end:
            return [_head_before(tokens, ground, floor, land)]
    return []


def _head_before(tokens: Tokens, ground: Ground, floor: int, land: Landscape) -> Ground:
    """"the airport at Tarhuna": what is spoken of is the airport."""
    index = ground.first - 1
    if index - 1 > floor and tokens.lows[index] in ("at", "in", "near") and tokens.lows[index - 1] in GROUND_NOUNS:
        outer = _antecedent(tokens, index, floor, land)
        return outer[0] if outer else ground
    return ground


def _opens_phrase(tokens: Tokens, index: int) -> bool:
    """Whether a noun phrase may begin at the token."""
    before = tokens.lows[index - 1]
    if before == "of":
        return False
    return tokens.lows[index] in _DETERMINERS or (tokens.is_name(index) and not tokens.is_name(index - 1)) or before.endswith("ed")
