"""Words for the reader: why a referent was chosen."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.resolve.mention import Mention

COUNTRY_SUPPORT = 0.5
"""Support (log of one plus weight) from which a country is worth naming as a ground."""
NEAR = 0.3


def reason_for(mention: Mention, numbers: Mapping[str, float], bearers: int, kind: str) -> str:
    """Name the grounds on which a candidate was preferred.

    Parameters
    ----------
    numbers
        The chosen candidate's, by name of `geodata.resolve.ranking.FIT_NAMES`.
    bearers
        How many places bear the name.
    kind
        Kind of the chosen one.
    """
    if bearers == 1:
        return f"the only place of this name in the gazetteer ({kind.replace('_', ' ')})"
    grounds = [
        (numbers["in_parent"], "it lies in the place named right after it"),
        (numbers["home"], "it lies in the conflict's own country"),
        (numbers["country_support"] > COUNTRY_SUPPORT and not numbers["home"], "the article names other places of that country"),
        (numbers["near"] > NEAR, "it is near other places named here"),
        (numbers["behind_best"] == 0, "it is the most prominent place of this name"),
        (numbers["noun_agrees"], f"the text calls it a {mention.noun}" if mention.noun else "the text names its kind"),
    ]
    return "; ".join(words for holds, words in grounds if holds) or f"the best fit of {bearers} places of this name, by little"
