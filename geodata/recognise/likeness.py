"""How like the name of a place a spelling is."""

from __future__ import annotations

import functools

from geodata.gazetteer import Gazetteer, fold


@functools.lru_cache(maxsize=1 << 12)
def likeness(gazetteer: Gazetteer, written: str, row: int) -> float:
    """How like a feature's own name a name is, from 0 to 1: pairs of letters that both have (Dice).

    "Kiev" is a spelling of Kyiv; "White House" is no spelling of Casablanca though both are listed for it.
    """
    a, b = fold(written), fold(gazetteer.name(row))
    if a == b:
        return 1.0
    pairs_a, pairs_b = ({name[k : k + 2] for k in range(len(name) - 1)} for name in (f" {a} ", f" {b} "))
    return 0.9 * 2 * len(pairs_a & pairs_b) / (len(pairs_a) + len(pairs_b))
