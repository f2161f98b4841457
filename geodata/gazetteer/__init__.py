"""The gazetteer: places, the names they go by and the shapes they have."""

from geodata.gazetteer.attribution import ATTRIBUTIONS
from geodata.gazetteer.feature import KINDS, POPULATED, Feature
from geodata.gazetteer.fold import fold
from geodata.gazetteer.gazetteer import Gazetteer
from geodata.gazetteer.matcher import Match
from geodata.gazetteer.names import (
    ALTERNATE,
    CANONICAL,
    CAPITALS,
    CODE,
    CURATED,
    DERIVED,
    GIVEN,
    HISTORIC,
    RARE_WORD,
    SURNAME,
    WORD,
)

__all__ = [
    "ALTERNATE",
    "ATTRIBUTIONS",
    "CANONICAL",
    "CAPITALS",
    "CODE",
    "CURATED",
    "DERIVED",
    "GIVEN",
    "HISTORIC",
    "KINDS",
    "POPULATED",
    "RARE_WORD",
    "SURNAME",
    "WORD",
    "Feature",
    "Gazetteer",
    "Match",
    "fold",
]
