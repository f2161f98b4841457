"""The auxiliaries and adverbs before a verb."""

from __future__ import annotations

import dataclasses

from geodata.modality.cues import ADVERBS, BE, CONTRACTED, DO, HAVE, MODALS, NEGATIONS
from geodata.token import Tokens


@dataclasses.dataclass(frozen=True, slots=True)
class VerbGroup:
    """What stands directly before a verb.

    Parameters
    ----------
    first
        Token where the group begins; the verb itself when nothing precedes it.
    modal
        "would", "will" ..., ``None`` without one.
    negated
        "not", "never" ...
    infinitive
        Whether "to" precedes.
    have, be
        Forms of the auxiliaries, ``None`` without one.
    do
        Whether a form of "do" precedes.
    """

    first: int
    modal: str | None = None
    negated: bool = False
    infinitive: bool = False
    have: str | None = None
    be: str | None = None
    do: bool = False

    @property
    def bare(self) -> bool:
        """Whether no auxiliary precedes."""
        return not (self.modal or self.infinitive or self.have or self.be or self.do)


def verb_group(tokens: Tokens, verb: int, floor: int) -> VerbGroup:
    """Collect the auxiliaries to the left of the token `verb`, not beyond `floor`."""
    lows = tokens.lows
    found: dict[str, object] = {}
    first = index = verb
    while index > floor:
        index -= 1
        word = lows[index]
        if word == "longer" and lows[index - 1] == "no":  # "no longer controls"
            found["negated"] = True
            first = index = index - 1
            continue
        if not _collect(word, found) and not _is_adverb(word):
            break
        if word not in ADVERBS and not word.endswith("ly"):
            first = index
        if word == "to":
            if index > floor and lows[index - 1] in ("not", "never"):  # "agreed not to attack"
                found["negated"] = True
            break
    return VerbGroup(first, **found)  # type: ignore[arg-type]


def _collect(word: str, found: dict[str, object]) -> bool:
    if word in CONTRACTED:
        _collect(CONTRACTED[word], found)
        found["negated"] = True
    elif word in NEGATIONS and word not in ("no", "neither", "nor", "without"):
        found["negated"] = True
    elif word in MODALS:
        found["modal"] = word
    elif word in HAVE:
        found["have"] = word
    elif word in BE:
        found["be"] = "been" if "be" in found and found["be"] == "been" else word
    elif word in DO:
        found["do"] = True
    elif word == "to":
        found["infinitive"] = True
    else:
        return False
    return True


def _is_adverb(word: str) -> bool:
    return word in ADVERBS or (
        word.endswith("ly") and word not in ("assembly", "family", "ally", "italy", "july", "supply", "reply")
    )
