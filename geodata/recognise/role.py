"""The role a toponym plays in its sentence."""

from __future__ import annotations

from geodata.lexicon import ACTOR_VERB, GOVERNMENT_NOUN, HYPHEN_TAIL, LOCATIVE, ORGANISATION, PLACE_NOUN
from geodata.lexicon.cues import COMPASS
from geodata.recognise.proposal import Proposal
from geodata.recognise.scan import HYPHENS, Scan

STATE_KINDS = frozenset({"country", "territory"})
_ALLY_NOUNS = frozenset(["ally", "allies"])


def role_of(scan: Scan, p: Proposal, kind: str, *, capital: bool) -> str:
    """Return one of `geodata.toponym.ROLES`.

    Parameters
    ----------
    scan, p
        The words, and the range that is the toponym.
    kind
        Kind of the likeliest referent.
    capital
        Whether the likeliest referent is a national capital, which may stand for its government.
    """
    if p.demonyms and not p.rows:
        return "demonym"
    if _is_embedded(scan, p):
        return "embedded"
    if kind == "metonym" or ((capital or kind in STATE_KINDS) and _acts(scan, p)):
        return "actor"
    return "place"


def _is_embedded(scan: Scan, p: Proposal) -> bool:
    """Part of a longer name or of a compound: "Tripoli government", "Tripoli-allied", "University of Ohio"."""
    after = p.last
    if after < len(scan.words):
        bits, word = scan.bits[after], scan.words[after]
        if word in HYPHENS and scan.starts[after] == scan.ends[after - 1] and after + 1 < len(scan.words):
            return bool(scan.bits[after + 1] & HYPHEN_TAIL)
        if bits & GOVERNMENT_NOUN and word.islower():
            return True
    first, last = scan.runs[p.first]
    outside = [scan.bits[k] for k in range(first, last) if not p.first <= k < p.last]
    return any(bits & ORGANISATION and not bits & PLACE_NOUN for bits in outside)


def _acts(scan: Scan, p: Proposal) -> bool:
    """Whether the toponym does, or is asked to do, what only a government can."""
    before = p.first - 1
    while before >= 0 and scan.lows[before] in COMPASS:
        before -= 1
    low = scan.lows[before] if before >= 0 else ""
    if before >= 0 and scan.bits[before] & LOCATIVE:
        return False
    after = p.last
    if (
        before >= 0
        and low in _ADDRESSING
        and after < len(scan.words)
        and scan.lows[after] in {"of", "to", "for", "not", "that", "over"}
    ):
        return True
    passive = False
    while after < len(scan.words) and scan.lows[after] in _BETWEEN:
        passive = passive or scan.lows[after] in _PASSIVE
        after += 1
    if passive and after < len(scan.words) and scan.lows[after] in _SUFFERED:
        return False
    if after < len(scan.words) and scan.bits[after] & ACTOR_VERB and scan.words[after].islower():
        return low not in _RULED_BY
    return low in _ENABLING and after < len(scan.words) and scan.lows[after] == "to"


_PASSIVE = frozenset({"is", "was", "been", "being", "are", "were"})
_SUFFERED = frozenset(
    {
        "attacked",
        "bombed",
        "captured",
        "closed",
        "evacuated",
        "fired",
        "hit",
        "invaded",
        "annexed",
        "seized",
        "shelled",
        "struck",
    }
)
"""What is done to a place: "Syria was bombed" names no government."""
_RULED_BY = frozenset(["of", "by", "with", "against", "for"])
_ADDRESSING = frozenset(
    [
        "accused",
        "accuses",
        "accusing",
        "blamed",
        "blames",
        "blaming",
        "thanked",
        "thanks",
        "urged",
        "urges",
        "urging",
        "warned",
        "warns",
        "told",
        "asked",
        "asks",
        "called",
        "criticised",
        "criticized",
        "condemned",
        "condemns",
        "allowed",
        "allow",
        "prompt",
        "prompted",
        "let",
        "force",
        "forced",
        "permit",
        "push",
        "pushed",
    ]
)
_BETWEEN = frozenset(["has", "have", "had", "also", "is", "was", "would", "will", "may", "might", "could", "can", "not", "never", "already", "now", "then", "later", "again", "recently", "reportedly", "repeatedly", "strongly", "itself"])  # fmt: skip
_ENABLING = frozenset(
    [
        "allowed",
        "prompt",
        "prompted",
        "allow",
        "asked",
        "urged",
        "forced",
        "force",
        "pushed",
        "push",
        "let",
        "wants",
        "want",
        "expect",
        "expected",
        "told",
        "permit",
    ]
)
