"""The role a toponym plays in its sentence."""

from __future__ import annotations

from geodata.lexicon import ACTOR_VERB, GOVERNMENT_NOUN, HYPHEN_TAIL, LOCATIVE, ORGANISATION, PLACE_NOUN
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
    """Whether the toponym is the subject of a verb that only a government can do, and no place preposition rules it."""
    before = p.first - 1
    if before >= 0 and (scan.bits[before] & LOCATIVE and scan.lows[before] not in {"to", "between", "from"}):
        return False
    after = p.last
    while after < len(scan.words) and scan.lows[after] in _BETWEEN:
        after += 1
    if after < len(scan.words) and scan.bits[after] & ACTOR_VERB and scan.words[after].islower():
        return before < 0 or scan.lows[before] not in {"in", "at", "near", "from"}
    if before >= 0 and scan.lows[before] in _ENABLING:
        ahead = scan.lows[p.last : p.last + 2]
        return "to" in ahead[:1]
    return False


_BETWEEN = frozenset(["has", "have", "had", "also", "is", "was", "would", "will", "may", "might", "could", "can", "not", "never", "already", "now", "then", "later", "again", "recently", "reportedly", "repeatedly", "strongly", "itself"])  # fmt: skip
_ENABLING = frozenset(["allowed", "prompt", "prompted", "allow", "asked", "urged", "forced", "force", "pushed", "push", "let", "wants", "want", "expect", "expected", "told", "permit"])
