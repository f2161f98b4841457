"""What a text says happened, was planned or was threatened."""

from __future__ import annotations

import dataclasses

from geodata.interval import DateInterval


@dataclasses.dataclass(frozen=True, slots=True)
class Participant:
    """An actor in an event; `role` is ``source``, ``target`` or ``with``."""

    role: str
    actor_id: str
    name: str
    party_id: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class EventPlace:
    """A place of an event: index into the reading's toponyms; role ``at``, ``toward``, ``about``, ``from``."""

    toponym: int
    role: str


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """One report of one event.

    Parameters
    ----------
    start, end
        Its sentence, in code points.
    trigger
        (start, end) of the words that say it.
    type
        Event type (see `EVENT_TYPES`).
    modality
        One of `geodata.modality.MODALITIES`.
    speaker
        Who is quoted as saying so, ``None`` for the article itself.
    score
        Confidence in [0, 1].
    """

    start: int
    end: int
    trigger: tuple[int, int]
    type: str
    actors: tuple[Participant, ...]
    places: tuple[EventPlace, ...]
    interval: DateInterval
    modality: str
    speaker: str | None = None
    score: float = 1.0
    reason: str = ""
