"""Claims of where the front runs, or that a place is contested."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.claim.draft import Draft
from geodata.event.ground import ground_after, ground_before
from geodata.event.scene import Scene

FRONTS = frozenset({"frontline", "frontlines"})


def fronts(scene: Scene, noun: int) -> Iterator[Draft]:
    """ "the frontline town of A", "the front line at A"."""
    last = noun
    if scene.lows[last + 1 : last + 2] and scene.lows[last + 1] in (
        "at",
        "in",
        "near",
        "town",
        "city",
        "village",
        "outside",
        "around",
        "district",
    ):
        grounds = ground_after(
            scene.tokens,
            last + 1 if scene.lows[last + 1] in ("town", "city", "village", "district") else last + 2,
            scene.stop,
            scene.land,
        )
        if grounds and grounds[0].named:
            yield Draft("front_at", (noun, last), grounds[0], None, None, "asserted", "implied", "present")


def divided(scene: Scene, word: int) -> Iterator[Draft]:
    """ "A is split between X and Y": two parties are in it."""
    if scene.lows[word + 1 : word + 2] != ["between"] or scene.lows[word - 1] not in ("is", "are", "remains", "remain"):
        return
    sides = {m.actor.party_id for m in scene.mentions if word < m.first <= word + _SIDES_REACH and m.actor.party_id}
    grounds = ground_before(scene.tokens, word - 1, scene.first, scene.land)
    if len(sides) > 1 and grounds and grounds[-1].named:
        yield Draft("contested", (word, word + 1), grounds[-1], None, None, "asserted", "explicit", "present")


_SIDES_REACH = 8


def contested(scene: Scene, word: int) -> Iterator[Draft]:
    """ "the contested town of A", "A remains contested"."""
    if word > scene.first and scene.lows[word - 1] in ("is", "are", "remains", "remain", "hotly", "still"):
        grounds = ground_before(scene.tokens, word - 1, scene.first, scene.land)
    else:
        grounds = ground_after(scene.tokens, word + 1, scene.stop, scene.land)
    if grounds:
        yield Draft("contested", (word, word), grounds[-1], None, None, "asserted", "explicit", "present")
