"""Parties, states, organisations and people named in a text."""

from geodata.actor.find import find_actors
from geodata.actor.record import ActorMention

__all__ = ["ActorMention", "find_actors"]
