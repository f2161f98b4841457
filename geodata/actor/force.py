"""Phrases for an armed or governing body: "Syrian government forces", "Haftar's militia"."""

from __future__ import annotations

import dataclasses
import re
from itertools import compress

from geodata.token import Tokens, word_set

_GOVERNING = word_set(
    "government regime junta parliament military army troops soldiers forces police navy presidency ministry"
    " authorities gendarmerie marines warplanes jets airforce units administration warships commandos personnel"
    " cabinet servicemen armed paratroopers paratroops"
)
_ARMED = word_set(
    "rebel rebels militant militants insurgent insurgents fighter fighters militia militias gunmen guerrillas"
    " guerrilla separatist separatists jihadist jihadists jihadis terrorist terrorists extremist extremists"
    " islamists paramilitaries paramilitary mercenaries tribesmen loyalists opposition group groups brigade brigades"
    " battalion coalition alliance peacekeepers combatants warriors movement front militiamen faction factions"
    " resistance division regiment raiders bandits bandit combatant paratroopers commandos marines legionnaires"
)
HEADS = _GOVERNING | _ARMED
"""Words that end the name of such a body."""

_OPPOSING = word_set(
    "rebel rebels militant militants insurgent insurgents gunmen guerrillas separatist separatists jihadist"
    " jihadists terrorist terrorists opposition extremist extremists islamists resistance tribesmen paramilitaries"
    " paramilitary mercenaries"
)
_MODIFIERS = word_set(
    "government rebel opposition security armed regime army special joint state pro-government anti-government"
    " islamist loyalist national local federal foreign allied coalition military police tribal air ground border"
    " paramilitary militant insurgent separatist jihadist communist maoist naval illegal rival ruling interim"
    " transitional defence defense interior popular regular main republican presidential counter-terrorism royal"
    " elite counterterrorism naval riot shiite sunni kurdish christian muslim southern northern eastern western"
    " ethnic far-right breakaway free own key takfiri extremist terrorist armoured infantry resistance mechanised"
)
_EMPTY = word_set("illegal own main key joint allied rival")
_NEUTRAL = {
    "terrorists": "militants", "terrorist": "militants", "extremists": "militants", "extremist": "militants",
    "jihadist": "jihadists", "rebel": "rebels", "militant": "militants", "insurgent": "insurgents",
    "gunman": "gunmen", "separatist": "separatists", "troops": "forces", "soldiers": "forces", "fighter": "fighters",
    "units": "forces", "army": "army", "militiamen": "militia", "militias": "militia", "warplanes": "air force",
    "jets": "air force", "guerrilla": "guerrillas", "group": "group", "combatants": "fighters",
    "regime": "government", "authorities": "government", "administration": "government",
}  # fmt: skip
"""Neutral words for the epithets that articles use."""

_SAYS_LITTLE = frozenset({"forces", "troops", "soldiers", "fighters", "group", "alliance", "faction", "units"})
"""Heads that name nobody without who backs them: "Saudi-backed forces"."""

_LOYAL = frozenset({"loyal", "allied", "aligned", "affiliated", "linked", "belonging"})


@dataclasses.dataclass(frozen=True, slots=True)
class Force:
    """Tokens ``first`` to ``last`` of such a phrase; ``head`` is its last noun."""

    first: int
    last: int
    head: int


def find_forces(tokens: Tokens, first: int, stop: int) -> list[Force]:
    """Return the phrases in ``[first, stop)``, leftmost first, without overlaps."""
    found: list[Force] = []
    after = first
    for index in compress(range(first, stop), map(HEADS.__contains__, tokens.lows[first:stop])):
        if index < after:
            continue
        after = 1 + (head := _last_head(tokens, index, stop))
        if not _is_modifier_only(tokens, head, stop):
            floor = found[-1].last + 1 if found else first
            found.append(Force(_left_edge(tokens, index, floor), _right_edge(tokens, head, stop), head))
            after = found[-1].last + 1
    return found


def _last_head(tokens: Tokens, index: int, stop: int) -> int:
    while index + 1 < stop and tokens.lows[index + 1] in HEADS:
        index += 1
    return index


def _is_modifier_only(tokens: Tokens, head: int, stop: int) -> bool:
    """ "military action", "police station": the word only describes what follows."""
    word = tokens.lows[head]
    if word not in (
        "military",
        "police",
        "army",
        "government",
        "rebel",
        "militant",
        "opposition",
        "armed",
        "front",
        "regime",
        "parliament",
        "terrorist",
        "extremist",
        "guerrilla",
        "coalition",
    ):
        return False
    following = tokens.lows[head + 1] if head + 1 < stop else "."
    if word == "armed":
        return True
    return following.isalpha() and following in DESCRIBED


DESCRIBED = word_set(
    "action actions operation operations base bases camp camps station stations vehicle vehicles position positions"
    " intervention support aid advisers advisors equipment presence convoy convoys aircraft airport building"
    " buildings attack attacks official officials spokesman spokeswoman spokesperson commander commanders leader"
    " leaders campaign solution council site sites facility facilities post posts checkpoint checkpoints"
    " headquarters barracks line lines advance stronghold strongholds held territory cooperation coup chief minister"
    " house service hospital capability offensive source sources deployment expert experts assistance ties lawmakers"
    " legislator legislators statement session vote speaker member members media areas area town village city"
    " neighbourhood district party parties activists politician politicians control personnel figure figures officer"
    " officers jet plane drone helicopter strike strikes hardware exercise exercises airbase zone zones outpost"
    " outposts ranks movement"
)


def _left_edge(tokens: Tokens, index: int, floor: int) -> int:
    edge = index
    while edge > floor:
        low = tokens.lows[edge - 1]
        if low == "'s" or (
            low == "'" and edge - 2 >= floor and tokens.lows[edge - 2].endswith("s") and tokens.is_name(edge - 2)
        ):
            if edge - 2 >= floor and (tokens.is_name(edge - 2) or low == "'"):
                edge -= 2
                continue
            break
        if not (low in _MODIFIERS or (tokens.is_name(edge - 1) and low not in _STARTERS) or _is_compound(low)):
            break
        edge -= 1
    return edge


_STARTERS = word_set(
    "the a an each every suspected alleged in on at by and but after before when while as if however meanwhile also several two three four five"
    " six seven eight nine ten some many most dozens hundreds thousands these those this that his her its their they"
    " it he she we all both other from with for to of since during earlier yesterday today tonight monday tuesday"
    " wednesday thursday friday saturday sunday last no not according until between although once january february"
    " march april may june july august september october november december"
)
_COMPOUND = re.compile(
    r".+-(?:backed|led|allied|supported|based|linked|aligned|trained|affiliated|controlled|run|recognised|recognized|held|dominated|armed|funded)$"
)


def _is_compound(low: str) -> bool:
    return "-" in low and bool(_COMPOUND.match(low) or low.startswith(("pro-", "anti-", "counter-", "ex-")))


def _right_edge(tokens: Tokens, head: int, stop: int) -> int:
    """ "forces loyal to commander Gen. Khalifa Hifter": the phrase runs to the name."""
    lows = tokens.lows
    if head + 2 < stop and lows[head + 1] in _LOYAL and lows[head + 2] in ("to", "with"):
        last = head
        for index in range(head + 3, min(stop, head + 11)):
            if tokens.is_name(index):
                last = index
            elif lows[index] not in _BEFORE_NAMES:
                break
        return last
    return head


_BEFORE_NAMES = word_set(
    "the a commander general president warlord leader former strongman field marshal eastern western gen . prime"
    " minister internationally recognised recognized government 's country"
)


def neutral_name(tokens: Tokens, force: Force, skip: frozenset[int]) -> tuple[str, str]:
    """Return (slug, name) of a body that no table lists; tokens in `skip` are left out."""
    words = [
        tokens.words[i] + _owned(tokens, i, force.head)
        for i in range(force.first, force.head + 1)
        if i not in skip
        and tokens.words[i] not in _EMPTY
        and not _COMPOUND.match(tokens.lows[i])
        and tokens.words[i] not in ("'s", "'")
    ]
    if force.last > force.head:  # "troops loyal to President Ouattara"
        words = [f"{tokens.words[force.last]}'s", "forces"]
    if not words or (len(words) == 1 and words[0].lower() in _SAYS_LITTLE):
        compounds = [tokens.words[i] for i in range(force.first, force.head) if _COMPOUND.match(tokens.lows[i])]
        head_word = tokens.words[force.head]
        words = [*(compounds[:1] if head_word.lower() in _SAYS_LITTLE else ()), head_word]
    head = _NEUTRAL.get(words[-1].lower(), words[-1])
    words[-1] = words[-1] if head == words[-1].lower() else head  # "Mahdi Army" keeps its capital
    words = [
        _NEUTRAL.get(w.lower(), w) if (w.lower() in _OPPOSING or w.lower() == "regime") and i < len(words) - 1 else w
        for i, w in enumerate(words)
    ]
    words = _without_double(words)
    name = " ".join(words)
    return slug(name.replace("'s ", " ").replace("' ", " ")), name[0].upper() + name[1:]


def _owned(tokens: Tokens, index: int, head: int) -> str:
    """Return the "'s" after a name: "Sherman's army"."""
    return tokens.words[index + 1] if index + 1 < head and tokens.words[index + 1] in ("'s", "'") else ""


def _without_double(words: list[str]) -> list[str]:
    """ "rebels fighters" (from "rebel fighters") are rebels; "government forces" the government."""
    if (
        len(words) > 1
        and words[-1].lower() in ("fighters", "forces", "militants", "group")
        and words[-2].lower()
        in (
            "rebels",
            "militants",
            "insurgents",
            "separatists",
            "jihadists",
            "government",
            "army",
            "opposition",
            "guerrillas",
        )
    ):
        return words[:-1]
    return words


def is_opposing(tokens: Tokens, force: Force) -> bool:
    """Whether the phrase speaks of a state's opponents, not of the state."""
    return any(
        tokens.lows[i] in _OPPOSING or tokens.lows[i].startswith("anti-government")
        for i in range(force.first, force.head + 1)
    )


def is_state_body(tokens: Tokens, force: Force) -> bool:
    """Whether the phrase is a body of a state ("the Syrian army"), no movement named after its country."""
    if tokens.lows[force.head] not in _GOVERNING or is_opposing(tokens, force):
        return False
    return not any(tokens.words[i] in _OWN_NAMES or tokens.lows[i] in _PEOPLES for i in range(force.first, force.head))


_PEOPLES = word_set(
    "serb serbs croat albanian kurdish kurd kurds tuareg tigrayan tigray amhara oromo karen kachin rohingya tamil hutu"
    " tutsi shiite shia sunni druze christian muslim houthi chechen abkhaz ossetian maronite alawite turkmen hazara"
    " pashtun tajik uzbek berber amazigh sahrawi communist maoist islamist monarchist royalist"
)
"""Whose forces stand beside the army of the state that they are told by: "Bosnian Serb troops"."""


_OWN_NAMES = word_set(
    "Democratic Liberation Alliance Front Independence Resistance Patriotic Salvation Movement Unity Self-Defence"
    " Self-Defense"
)
"""Words by which the "Myanmar National Democratic Alliance Army" is told from the army of Myanmar."""


def slug(name: str) -> str:
    """Return a stable id for a name.

    >>> slug("Syrian Arab Army")
    'syrian-arab-army'
    """
    return re.sub(r"[^\w]+", "-", name.lower(), flags=re.UNICODE).strip("-") or "unnamed"
