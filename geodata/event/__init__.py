"""What a text says happened, was planned or was threatened."""

from geodata.event.find import find_events
from geodata.event.merge import merge_events
from geodata.event.record import Event, EventPlace, Participant
from geodata.event.types import EVENT_TYPES, GROUPS, STANDING, EventType

__all__ = [
    "EVENT_TYPES",
    "GROUPS",
    "STANDING",
    "Event",
    "EventPlace",
    "EventType",
    "Participant",
    "find_events",
    "merge_events",
]
