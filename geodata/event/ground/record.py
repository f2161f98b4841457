"""A phrase for ground and what is known around it."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Ground:
    """Tokens ``first`` to ``last`` (inclusive) that name ground; `named` if by a proper name."""

    first: int
    last: int
    named: bool
    head: int
    until: int = -1
    """Last token with what follows ("to the city" in "all exit points to the city"), -1 for none."""


@dataclasses.dataclass(frozen=True, slots=True)
class Landscape:
    """What is known of the places and actors of one sentence, by token."""

    places: dict[int, int]
    """Token -> index of the toponym that covers it, where that toponym is ground."""
    actors: frozenset[int]
    """Tokens inside mentions of actors."""
