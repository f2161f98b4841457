"""Where an event happened, was headed, or what place it was about."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.event.ground import GROUND_NOUNS
from geodata.event.record import EventPlace
from geodata.event.scene import Scene
from geodata.event.types import EVENT_TYPES, STANDING
from geodata.token import word_set
from geodata.toponym import Toponym

_ROLES = {
    "to": "toward", "toward": "toward", "towards": "toward", "into": "toward", "against": "toward", "for": "toward",
    "on": "at", "from": "from", "about": "about", "over": "about", "in": "at", "at": "at", "near": "at",
    "around": "at", "outside": "at",
}  # fmt: skip
_PASSED = GROUND_NOUNS | word_set(
    "the a an of its their strategic key main coastal central northern southern eastern western nearby neighbouring"
    " neighboring besieged"
)
_BORDERS = word_set("after before while which who but because although said says that where when since saying ; :")
_REACH = 22
_SPOKEN = frozenset(
    {
        "phone_call",
        "talk",
        "statement",
        "condemnation",
        "accusation",
        "threat",
        "demand",
        "sanction",
        "ceasefire_call",
        "agreement",
    }
)
"""Types whose places are spoken about, unless the words say "in"."""


def event_places(
    scene: Scene, trigger: tuple[int, int], event_type: str, toponyms: list[Toponym]
) -> Iterator[EventPlace]:
    """Yield the places in the trigger's clause, nearest first.

    A deed on the ground without a place in its clause has that of its sentence, if
    there is just one; words about a place have none then.
    """
    if event_type in STANDING:
        return
    near: list[tuple[int, int, int]] = []
    far: dict[str | None, tuple[int, int, int]] = {}
    struck = _struck_state(scene, trigger, event_type, toponyms)
    if struck is not None:
        yield EventPlace(struck, "at")
    for begin, end, index in scene.places:
        if (
            begin < scene.first
            or toponyms[index].role not in ("place", "descriptor")
            or begin in scene.land.actors
            or _possesses(scene, end, begin)
            or _is_whose(scene, begin)
            or (event_type in _SPOKEN and trigger[0] < begin < trigger[1])
        ):
            continue
        distance = begin - trigger[1] if begin > trigger[1] else trigger[0] - end
        if distance <= _REACH and _same_clause(scene, trigger, begin, end):
            near.append((distance, begin, index))
        else:
            far.setdefault(toponyms[index].feature_id or toponyms[index].text, (distance, begin, index))
    if not near and far and event_type not in _SPOKEN and EVENT_TYPES[event_type].group != "politics":
        exact = [place for place in far.values() if toponyms[place[2]].kind != "country"] or list(far.values())
        near = exact if len(exact) == 1 else []
    for _, begin, index in sorted(near):
        spoken = event_type in _SPOKEN and toponyms[index].kind in (None, "country")
        yield EventPlace(index, _role(scene, begin, spoken=spoken))


_UPON = frozenset({"offensive", "assault", "air_strike", "shelling", "capture", "retake"})
"""Types whose object is where they happened, even where it is a state that acts elsewhere in the sentence."""


def _struck_state(scene: Scene, trigger: tuple[int, int], event_type: str, toponyms: list[Toponym]) -> int | None:
    """Return the toponym of the state that a verb has as its object: "Iraq invaded Iran"."""
    if event_type not in _UPON:
        return None
    after = trigger[1] + (2 if scene.lows[trigger[1] + 1 : trigger[1] + 2] == ["the"] else 1)
    for begin, end, index in scene.places:
        if begin == after and toponyms[index].kind == "country" and begin in scene.land.actors:
            plain = toponyms[index].role in ("place", "actor") and scene.lows[end + 1 : end + 2] != ["'s"]
            return index if plain else None
    return None


def _possesses(scene: Scene, end: int, begin: int) -> bool:
    """ "Libya's" in "Libya's main oil terminals" is not where it happened; "outside Ankara's station" is."""
    if scene.lows[end + 1 : end + 2] != ["'s"]:
        return False
    if begin == scene.first or scene.lows[begin - 1] not in _WITHIN:
        return True
    if any(first <= begin and end < last for first, last, _ in scene.places):
        return True  # "Indonesia's capital" is a place of its own
    following = scene.lows[end + 2 : min(scene.stop, end + 8)]
    return GROUND_NOUNS.isdisjoint(following) or any(end < first <= end + 7 for first, _, _ in scene.places)


_WITHIN = frozenset({"in", "at", "near", "outside", "inside", "across", "throughout"})


def _is_whose(scene: Scene, begin: int) -> bool:
    """ "supporters of Kyiv": the place is whom they support."""
    lows = scene.lows
    return begin - 2 >= scene.first and (
        (lows[begin - 1] == "of" and lows[begin - 2] in _FOLLOWERS) or lows[begin - 2 : begin] == ["loyal", "to"]
    )


_FOLLOWERS = word_set("supporters backers allies loyalists opponents critics friends enemies partisans")


def _same_clause(scene: Scene, trigger: tuple[int, int], begin: int, end: int) -> bool:
    if begin > trigger[1]:
        return _BORDERS.isdisjoint(scene.lows[trigger[1] + 1 : begin])
    between = scene.lows[end + 1 : trigger[0]]
    if between[:2] in ([",", "which"], [",", "where"]) or between[:1] in (["which"], ["that"], ["where"]):
        return _BORDERS.isdisjoint(between[2:])
    return _BORDERS.isdisjoint(between)


def _role(scene: Scene, begin: int, *, spoken: bool) -> str:
    """Return the role that the preposition gives; what is said "in" a country is about it."""
    for index in range(begin - 1, max(scene.first, begin - 5) - 1, -1):
        word = scene.lows[index]
        if word in _ROLES:
            role = _ROLES[word]
            return "about" if role == "at" and spoken and word != "at" else role
        if word not in _PASSED:
            break
    return "about" if spoken else "at"
