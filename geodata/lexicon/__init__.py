"""Words that are common, that are given to people, or that stand beside place names."""

from __future__ import annotations

import dataclasses
import functools
import gzip
from collections.abc import Mapping
from pathlib import Path

from geodata.lexicon import cues

FOLDER = Path(__file__).parent
RARE = 60
"""Level of a word that no list holds: rarer than the rarest level listed (50)."""

_CLASSES = (
    cues.PERSON_TITLE, cues.LOCATIVE, cues.PLACE_NOUN, cues.REPORT_VERB, cues.ACTOR_VERB, cues.GOVERNMENT_NOUN, cues.HYPHEN_TAIL,
    cues.ORGANISATION_HEAD, cues.FACILITY_HEAD, cues.GEOGRAPHIC_HEAD, cues.GEOGRAPHIC_LEAD, cues.FUNCTION_WORD, cues.OTHER_NAME,
)  # fmt: skip
(
    TITLE, LOCATIVE, PLACE_NOUN, REPORT_VERB, ACTOR_VERB, GOVERNMENT_NOUN, HYPHEN_TAIL,
    ORGANISATION, FACILITY, GEOGRAPHIC, LEAD, FUNCTION, OTHER,
) = (1 << bit for bit in range(len(_CLASSES)))  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists; keys are lower case.

    Parameters
    ----------
    level
        SCOWL size at which a lower-case English word is listed (10 commonest, 50 rare).
    given, surname
        In how many name lists (one a language area) a person's name stands.
    classes
        Bits of the classes of `geodata.lexicon.cues` a word belongs to.
    """

    level: Mapping[str, int]
    given: Mapping[str, int]
    surname: Mapping[str, int]
    classes: Mapping[str, int]


@functools.cache
def load_lexicon() -> Lexicon:
    """Read the word lists once a process (about 0.03 s)."""
    given = _counts("given_names")
    for name in cues.CONFLICT_GIVEN_NAMES:
        given[name] = given.get(name, 0) + 3
    classes: dict[str, int] = {}
    for bit, words in enumerate(_CLASSES):
        for word in words:
            classes[word] = classes.get(word, 0) | 1 << bit
    return Lexicon(_counts("words"), given, _counts("surnames"), classes)


def _counts(name: str) -> dict[str, int]:
    """Words by count; each line is a count and its words, the rarer counts first."""
    text = gzip.decompress((FOLDER / f"{name}.txt.gz").read_bytes()).decode("utf-8")
    counts: dict[str, int] = {}
    for line in text.split("\n"):
        count, *words = line.split(" ")
        counts.update(dict.fromkeys(words, int(count)))
    return counts
