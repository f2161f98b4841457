"""Phrases for ground that can be held: "the town of Sirte", "a string of key towns"."""

from geodata.event.ground.following import ground_after
from geodata.event.ground.nouns import GROUND_NOUNS
from geodata.event.ground.preceding import ground_before, ground_told_before
from geodata.event.ground.record import Ground, Landscape

__all__ = ["GROUND_NOUNS", "Ground", "Landscape", "ground_after", "ground_before", "ground_told_before"]
