"""What a text says about who holds which place."""

from __future__ import annotations

import dataclasses
from datetime import date

from geodata.interval import DateInterval

KINDS = ("takes", "loses", "holds", "contested", "front_at", "seat")
"""``seat`` is where a party sits; it is never used for the front line."""


@dataclasses.dataclass(frozen=True, slots=True)
class Claim:
    """One statement about control of one place.

    Parameters
    ----------
    start, end
        Its sentence, in code points.
    trigger
        (start, end) of the words that say it.
    kind
        One of `KINDS`.
    place
        Words for the place as understood ("Sirte", "the main oil terminals").
    toponym
        Index into the reading's toponyms, ``None`` when the place is not locatable.
    holder_id, holder
        Party that has it after the event, or holds it; ``holder_id`` is an actor id.  Of
        ``loses``, the party that loses it: who has it afterwards is not said.
    previous_holder_id, previous_holder
        Party that had it before, ``None`` when not said; of ``loses``, the same as the holder.
    interval
        When it happened or since when it holds.
    as_of
        Last day the statement speaks of, usually the publication date.
    strength
        ``explicit``, ``implied`` or ``weak``.
    speaker
        Who is quoted as saying so, ``None`` for the article itself.
    """

    start: int
    end: int
    trigger: tuple[int, int]
    kind: str
    place: str
    toponym: int | None
    lat: float | None
    lon: float | None
    holder_id: str | None
    holder: str | None
    previous_holder_id: str | None
    previous_holder: str | None
    interval: DateInterval
    as_of: date | None
    modality: str
    strength: str
    speaker: str | None = None
    score: float = 1.0
    reason: str = ""
