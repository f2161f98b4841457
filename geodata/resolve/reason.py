"""Words for the reader: why a referent was chosen."""

from __future__ import annotations

import functools

from geodata.resolve.ranking import FIT_NAMES

COUNTRY_SUPPORT = 0.5
"""Support (log of one plus weight) from which a country is worth naming as a ground."""
NEAR = 0.3


@functools.lru_cache(maxsize=4096)
def reason_for(noun: str, numbers: tuple[float, ...], bearers: int, kind: str) -> str:
    """Name the grounds on which a candidate was preferred.

    Parameters
    ----------
    noun
        Kind word beside the mention ("province"), or "".
    numbers
        The chosen candidate's, in the order of `geodata.resolve.ranking.FIT_NAMES`.
    bearers
        How many places bear the name.
    kind
        Kind of the chosen one.
    """
    if bearers == 1:
        return f"the only place of this name in the gazetteer ({kind.replace('_', ' ')})"
    fit = dict(zip(FIT_NAMES, numbers, strict=True))
    grounds = [
        (fit["in_parent"], "it lies in the place named right after it"),
        (fit["home"], "it lies in the conflict's own country"),
        (
            fit["country_support"] > COUNTRY_SUPPORT and not fit["home"],
            "the article names other places of that country",
        ),
        (fit["near"] > NEAR, "it is near other places named here"),
        (fit["behind_best"] == 0, "it is the most prominent place of this name"),
        (fit["noun_agrees"], f"the text calls it a {noun}" if noun else "the text names its kind"),
    ]
    return (
        "; ".join(words for holds, words in grounds if holds)
        or f"the best fit of {bearers} places of this name, by little"
    )
