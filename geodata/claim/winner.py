"""Who took the ground of a capture, where the nearest actor did not."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.actor.alias import known_actor
from geodata.claim.draft import Side
from geodata.claim.side import governor, side
from geodata.event.find import Finding
from geodata.event.ground import Ground
from geodata.event.scene import Mention, Scene
from geodata.modality.cues import BE, HAVE
from geodata.token import word_set

_BLAME = word_set(
    "punishment punished punish punishing punishes sanctions sanctioned embargo condemned condemn condemns condemning"
    " condemnation denounced blamed blames blaming accused criticised criticized criticism credited praised praise revenge"
    " retaliation thanked honoured honored medal medals responsible reprisal anger angry apologised apologized"
)
"""Words before "for seizing": who says or does them did not seize."""

_OWN = frozenset({"his", "her", "its", "their"})
_REACH = 8


def winner(scene: Scene, finding: Finding) -> Side | None:
    """Return who takes the ground, ``None`` where the sentence does not say."""
    if finding.assessment.group is None:
        return side(finding.roles.source) or _owner(scene, finding.trigger.first)
    if finding.assessment.tense == "gerund" and _is_blamed(scene, finding.trigger.first):
        return side(_blamed(scene, finding.trigger.first))
    begin = finding.assessment.group.first
    own = side(own_subjects(scene, finding.roles.source, begin))
    return own or _they(scene, finding, begin) or _named_after(scene, finding, begin)


def _named_after(scene: Scene, finding: Finding, begin: int) -> Side | None:
    """ "A day after capturing Kunduz, the Taliban marched on": who took it stands after the comma."""
    if finding.assessment.tense != "gerund" or scene.lows[begin - 1] not in ("after", "before", "since", "by"):
        return None
    comma = next((i for i in range(begin, min(scene.stop, begin + _REACH)) if scene.lows[i] == ","), None)
    if comma is None or any(m.last < begin for m in scene.mentions):
        return None
    after = comma + (2 if scene.lows[comma + 1 : comma + 2] == ["the"] else 1)
    return side([m for m in scene.mentions if m.first in (comma + 1, after)][:1])


def _they(scene: Scene, finding: Finding, begin: int) -> Side | None:
    """ "They landed on Luzon in January and seized Manila": who the sentence before was about."""
    lows = scene.lows
    if lows[scene.first] != "they" or finding.assessment.passive or lows[begin - 1] not in ("and", ",", "then"):
        return None
    named = any(m.first > scene.first and m.last < begin for m in scene.mentions)
    return side([scene.topic]) if scene.topic and not named else None


def own_subjects(scene: Scene, source: Sequence[Mention], begin: int) -> Sequence[Mention]:
    """Leave out who is the object of a verb before: "overwhelmed the UN forces and the KPA captured Seoul"."""
    for number in range(len(source) - 1):
        if source[number].last < begin and _is_object(scene, source[number]):
            return own_subjects(scene, source[number + 1 :], begin)
    return (*_partners(scene, source[0]), *source) if source else source


def _partners(scene: Scene, mention: Mention) -> list[Mention]:
    """ "Somali troops and clan militias": who stands before "and", where words of no name stand between."""
    before = [m for m in scene.mentions if m.last < mention.first][-1:]
    for partner in before:
        gap = scene.lows[partner.last + 1 : mention.first]
        joins = gap[:1] == ["and"] and 1 < len(gap) <= _GAP and all(word.isalpha() for word in gap)
        if joins and not any(word.endswith(("ed", "ing")) for word in gap) and not _is_governed(scene, partner):
            return [partner]
    return []


_GAP = 3


def _is_governed(scene: Scene, mention: Mention) -> bool:
    return scene.lows[governor(scene, mention)] in _PREPOSITIONS or _is_object(scene, mention)


_PREPOSITIONS = word_set(
    "by with against from of to for between among in on at over under near toward towards into via than"
)


def _is_object(scene: Scene, mention: Mention) -> bool:
    """Whether a verb in the past stands just before an actor and its article."""
    index = mention.first - 1
    if index > scene.first and scene.lows[index] in ("the", "a", "an"):
        index -= 1
    word = scene.lows[index]
    return (
        index > scene.first
        and word.endswith("ed")
        and scene.tokens.words[index].islower()
        and "-" not in word
        and scene.lows[index - 1] not in ("the", "a", "an", "of", "and")
        and scene.lows[index - 1] not in BE | HAVE
    )


def _is_blamed(scene: Scene, verb: int) -> bool:
    """ "sanctions on Iraq for seizing Kuwait": whose sanctions they are did not seize it."""
    return scene.lows[verb - 1] == "for" and not _BLAME.isdisjoint(scene.lows[max(scene.first, verb - _REACH) : verb])


def _blamed(scene: Scene, verb: int) -> list[Mention]:
    """The one named between the blame and "for"."""
    blame = max(i for i in range(max(scene.first, verb - _REACH), verb) if scene.lows[i] in _BLAME)
    return [m for m in scene.mentions if blame < m.first < verb][-1:]


def _owner(scene: Scene, noun: int) -> Side | None:
    """ "the German capture of Paris", "Iraq rules with its conquest of Kuwait"."""
    before = noun - 1
    if before <= scene.first - 1:
        return None
    if scene.lows[before] in _OWN:
        earlier = {m.actor.actor_id: m for m in scene.mentions if m.last < before}
        return side(list(earlier.values())) if len(earlier) == 1 else None
    while before > scene.first and scene.lows[before] in _HOW:
        before -= 1
    if scene.lows[before] in ("'s", "'") and before > scene.first:
        before -= 1
    named = [m for m in scene.mentions if m.first <= before <= m.last]
    if named:
        return side(named)
    known = known_actor(scene.tokens.words[before]) if scene.tokens.is_name(before) else None
    return Side(known.id, known.name) if known and known.usage in ("demonym", "name") else None


_HOW = word_set(
    "quick swift subsequent initial brief successful final later rapid sudden bloody eventual recent brutal"
)


def loser_named(scene: Scene, finding: Finding) -> list[Mention]:
    """ "the liberation of Khorramshahr from the Iraqis": who had it stands after a noun, too."""
    last = finding.trigger.last
    return [m for m in scene.mentions if last < m.first <= last + _REACH and scene.lows[governor(scene, m)] == "from"][
        :1
    ]


def beneficiary(scene: Scene, grounds: Sequence[Ground | None]) -> Side | None:
    """ "The campaign secured Missouri for the Union": for whom the ground was taken has it."""
    last = next((ground for ground in reversed(grounds) if ground), None)
    if last is None:
        return None
    end = max(last.last, last.until)
    found = [m for m in scene.mentions if 0 < m.first - end <= 4 and scene.lows[governor(scene, m)] == "for"]
    return side(found[:1])
