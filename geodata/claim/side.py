"""Which party of a claim is which."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from geodata.actor.force import HEADS
from geodata.claim.draft import Side
from geodata.event.find import Finding
from geodata.event.ground import Ground
from geodata.event.ground.nouns import GROUND_NOUNS
from geodata.event.scene import Mention, Scene
from geodata.token import word_set


def side(mentions: Sequence[Mention]) -> Side | None:
    """Return the first mention's party, or the actor where it belongs to none."""
    if not mentions:
        return None
    chosen = next((m for m in mentions if m.actor.party_id), mentions[0])
    return Side(chosen.actor.actor_id, chosen.actor.name)


def other_party(holder: Side | None, parties: Sequence[Side]) -> Side | None:
    """Return the party of two that `holder` is not, ``None`` where there are more or fewer."""
    if holder is None or len(parties) != 2 or holder.id not in {p.id for p in parties}:
        return None
    return next(p for p in parties if p.id != holder.id)


def are_enemies(one: Side, other: Side) -> bool:
    """Whether two bodies may stand against each other: "insurgents" beside the Taliban are most likely the Taliban."""
    kinds = sorted((_kind(one), _kind(other)))
    return kinds not in (["group", "rebels"], ["rebels", "rebels"], ["army", "army"], ["army", "state"])


_REBELS = word_set(
    "rebels militants insurgents separatists jihadists islamists extremists terrorists gunmen guerrillas opposition"
    " fighters insurgency"
)
_ARMY = word_set("army government military forces police authorities troops junta regime")


def _kind(party: Side) -> str:
    """Return "state", "army" (of a state left unnamed), "rebels" (unnamed) or "group"."""
    if party.id.startswith("state:"):
        return "state"
    words = party.name.lower().split()
    if len(words) <= _EPITHET and words[-1] in _REBELS:
        return "rebels"
    return "army" if words[-1] in _ARMY and not {w.lower() for w in words[:-1]} - _ARMY - _LEVELS else "group"


_EPITHET = 2
"""Words of a name that is a kind, not a name: "islamic militants"."""

_LEVELS = word_set("security federal national armed central local state regular interim ruling transitional")


_WAR = HEADS - word_set(
    "government parliament police ministry authorities administration cabinet group groups"
) | word_set(
    "war wars siege offensive battle battles ceasefire truce armistice invasion shelling garrison jihad coup airstrike"
    " airstrikes bombardment army armies tanks artillery warlord conflict fighting enemy allies commander general"
)


def tells_of_war(words: Collection[str]) -> bool:
    """Whether an article has a word of war: without one, Tokyo falls on the stock market and Leeds on the pitch."""
    return not _WAR.isdisjoint(words)


def known_ground(scene: Scene, grounds: Sequence[Ground]) -> list[Ground]:
    """Leave out names that the gazetteer, where it was asked, does not know: people are handed over and leave, too."""
    if not scene.setting.toponyms:
        return list(grounds)
    return [
        ground
        for ground in grounds
        if not scene.tokens.is_name(ground.head)
        or not GROUND_NOUNS.isdisjoint(scene.tokens.words[ground.first : ground.last + 1])  # "villages of Tel Aas"
        or scene.lows[ground.head] in GROUND_NOUNS
        or any(token in scene.land.places for token in range(ground.first, ground.last + 1))
    ]


_SETTLED = frozenset({"city", "town", "village", "quarter", "airport", "airbase", "base", "port"})


def is_settlement(scene: Scene, ground: Ground) -> bool:
    """Whether ground is known to be a town or the like, no country or region: who comes into a country does not have it."""
    index = scene.land.places.get(ground.head)
    return index is not None and scene.setting.toponyms[index].kind in _SETTLED


def trigger_span(finding: Finding) -> tuple[int, int]:
    """Return the first and last token of a finding's trigger."""
    return finding.trigger.first, finding.trigger.last


def governed_by(scene: Scene, mention: Mention, words: Collection[str]) -> bool:
    """Whether one of `words` stands just before a mention."""
    return any(word in scene.lows[max(scene.first, mention.first - 4) : mention.first] for word in words)


def governor(scene: Scene, mention: Mention) -> int:
    """Return the token before a mention and its articles."""
    index = mention.first - 1
    while index > scene.first and scene.lows[index] in ("the", "a", "local", "back"):
        index -= 1
    return max(index, scene.first)
