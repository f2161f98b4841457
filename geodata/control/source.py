"""Which party a source leans to."""

from __future__ import annotations

import re

from geodata.theatre import Theatre


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
