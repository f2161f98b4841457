"""Claims of where a party sits; never used for the front line."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.actor.alias import demonyms, known_actor
from geodata.actor.force import HEADS
from geodata.claim.draft import Draft, Side
from geodata.event.ground import Ground, ground_after
from geodata.event.scene import Mention, Scene
from geodata.token import word_set

_REGIONS = word_set("east west south north")


def seats(scene: Scene) -> Iterator[Draft]:
    """ "the Tripoli-based government", "the rival regime in the east": where a party sits."""
    for mention in scene.mentions:
        based = next((i for i in range(mention.first, mention.last + 1) if _names_seat(scene, i)), None)
        who = Side(mention.actor.actor_id, mention.actor.name)
        if based is not None:
            yield _seat(mention, Ground(based, based, True, based), who)
        elif mention.actor.party_id and (inside := _region_in(scene, mention)):
            yield _seat(mention, inside, who)


_SIDES = ("eastern-", "western-", "northern-", "southern-")


def _names_seat(scene: Scene, index: int) -> bool:
    """ "Tripoli-based", "eastern-based", but not "broad-based"."""
    low = scene.lows[index]
    if low.removesuffix("-based") in demonyms():
        return False
    return low.endswith("-based") and (scene.tokens.is_name(index) or low.startswith(_SIDES))


def _seat(mention: Mention, ground: Ground, who: Side) -> Draft:
    return Draft(
        "seat", (mention.first, max(mention.last, ground.last)), ground, who, None, "asserted", "weak", "present"
    )


_GOVERNING = word_set("government regime administration parliament authorities")


def _region_in(scene: Scene, mention: Mention) -> Ground | None:
    """The place after "in" inside or right after the mention of a government."""
    lows = scene.lows
    words = lows[mention.first : mention.last + 1]
    if _GOVERNING.isdisjoint(words) or not HEADS.isdisjoint(set(words) - _GOVERNING):
        return None  # "government forces in Idlib" sit nowhere
    if not {"a", "an"}.isdisjoint(lows[max(scene.first, mention.first - 2) : mention.first]):
        return None  # "an alternative government in Saigon" is no known one
    for index in range(mention.first, min(mention.last + 2, scene.stop - 1)):
        if lows[index] == "in":
            found = ground_after(scene.tokens, index + 1, min(scene.stop, index + 6), scene.land)
            if found:
                return (
                    None if known_actor(" ".join(scene.tokens.words[found[0].first : found[0].last + 1])) else found[0]
                )
            end = next((i for i in range(index + 1, min(scene.stop, index + 6)) if lows[i] in _REGIONS), None)
            return Ground(index + 1, end, False, end) if end else None
    return None
