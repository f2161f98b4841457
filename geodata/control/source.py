"""The source of a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from geodata.theatre import Theatre

if TYPE_CHECKING:
    from geodata.control.claim import ControlClaim


def leaning(speaker: str, outlet: str, theatre: Theatre) -> str | None:
    """Return the id of the party that the speaker, else the outlet, is known to favour.

    Known leanings stand in the theatre's ``sources.json``, each with its reason; a source
    that is not listed leans to nobody.
    """
    for name in (speaker, outlet):
        for row in theatre.sources:
            if name and any(re.search(rf"\b{re.escape(word)}\b", name) for word in row["match"]):
                return row["leans"]
    return None


def without_source(claims: Iterable[ControlClaim], source: str) -> list[ControlClaim]:
    """Return the claims that stand without one source: drawn again, they show what hangs on it."""
    return [claim for claim in claims if claim.source != source]
