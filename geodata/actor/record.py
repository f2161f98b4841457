"""One mention of an actor."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that name an actor.

    Parameters
    ----------
    start, end
        Code points into the article's text.
    actor_id
        Stable id (``gna``, ``state:EG``, or a slug of the name where no theatre lists it).
    name
        Neutral canonical name.
    party_id
        The warring party the actor belongs to, ``None`` for outsiders.
    """

    start: int
    end: int
    text: str
    actor_id: str
    name: str
    party_id: str | None
