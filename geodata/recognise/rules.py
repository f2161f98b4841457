"""The proposals that are taken for toponyms by rules alone, without the learned filter."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.gazetteer import GIVEN, RARE_WORD, SURNAME, WORD, Gazetteer
from geodata.lexicon import FACILITY, FUNCTION, LEAD, ORGANISATION, OTHER, PLACE_NOUN, TITLE, Lexicon
from geodata.recognise.person import persons_of
from geodata.recognise.proposal import Proposal, is_placed
from geodata.recognise.scan import HYPHENS, Scan

KNOWN, NAMED, WORDED = 0.9, 0.7, 0.5
"""Scores of a listed name, of one whose word also means something else, and of one only worded like a place."""
FAMOUS, WELL_KNOWN = 6.0, 4.5
"""Prominence of large countries and world cities, and of towns of some hundred thousand."""
_LONGER = 0.01
"""What each word adds, so that the longer of two listed names is taken."""


def rule_scores(scan: Scan, proposals: Sequence[Proposal], gazetteer: Gazetteer, lexicon: Lexicon) -> list[float]:
    """Score of each proposal: 0 for none, else one of `KNOWN`, `NAMED`, `WORDED` and a little for length."""
    persons, first_names = persons_of(scan, lexicon)
    people = (persons | first_names) - _words_of_places(scan, proposals, gazetteer)
    scores = []
    for proposal in proposals:
        score = _score(scan, proposal, gazetteer, lexicon, people)
        scores.append(score + _LONGER * (proposal.last - proposal.first) if score else 0.0)
    return scores


def _words_of_places(scan: Scan, proposals: Sequence[Proposal], gazetteer: Gazetteer) -> set[str]:
    """Words of well-known names of several words: in "Sierra Leone" no Sierra is introduced."""
    words: set[str] = set()
    for p in proposals:
        if p.last - p.first > 1 and p.rows and gazetteer.prominence[p.rows[0]] >= WELL_KNOWN:
            words.update(scan.lows[p.first : p.last])
    return words


def _score(scan: Scan, p: Proposal, gazetteer: Gazetteer, lexicon: Lexicon, people: set[str]) -> float:
    if not (p.rows or p.demonyms):
        return _worded(scan, p)
    if p.form == "abbreviation":
        return KNOWN
    if not people.isdisjoint(scan.lows[p.first : p.last]) or (p.last - p.first == 1 and scan.bits[p.first] & OTHER):
        return 0.0
    if not p.rows:
        return 0.0 if scan.lows[p.last - 1].endswith("s") else KNOWN
    return _listed(scan, p, gazetteer, lexicon)


def _listed(scan: Scan, p: Proposal, gazetteer: Gazetteer, lexicon: Lexicon) -> float:
    prominence = float(gazetteer.prominence[p.rows[0]])
    placed = is_placed(scan, p.first, p.last)
    in_run = _in_run(scan, p, prominence, lexicon)
    if not in_run:
        return 0.0
    if p.last - p.first > 1 and prominence >= WELL_KNOWN:
        return in_run
    if p.name_flags & (WORD | RARE_WORD) and not (prominence >= FAMOUS or (placed and not scan.opens[p.first])):
        return 0.0
    if p.name_flags & (GIVEN | SURNAME) and not (placed or prominence >= WELL_KNOWN):
        return 0.0
    return in_run if placed or prominence >= WELL_KNOWN else min(in_run, NAMED)


def _in_run(scan: Scan, p: Proposal, prominence: float, lexicon: Lexicon) -> float:
    """What the other capitalised words of the run let pass: all that is no person's name and no unknown longer name."""
    first, last = scan.runs[p.first]
    if (first, last) == (p.first, p.last) or not scan.names[p.first]:
        return KNOWN
    before, after = scan.bits[first : p.first], scan.bits[p.last : last]
    if any(bits & TITLE for bits in before) or (p.first > first and lexicon.given.get(scan.lows[p.first - 1], 0)):
        return 0.0
    if lexicon.given.get(scan.lows[p.first], 0) and p.last < last and not any(after):
        return 0.0
    known = LEAD | TITLE | FUNCTION | PLACE_NOUN | OTHER
    hyphened = any(scan.words[k] in HYPHENS for k in range(first, last))
    if hyphened or all(bits & known for bits in (*before, *after)):
        return KNOWN
    if any(bits & (ORGANISATION | FACILITY) for bits in (*before, *after)):
        return NAMED if prominence >= WELL_KNOWN else 0.0
    return NAMED if prominence >= FAMOUS else 0.0


def _worded(scan: Scan, p: Proposal) -> float:
    """Streets and buildings, and villages that the text calls so."""
    if p.form == "facility" and p.last - p.first > 1 and scan.bits[p.last - 1] & FACILITY:
        return WORDED if is_placed(scan, p.first, p.last) else 0.0
    before = p.first - 1
    named = before > 0 and scan.lows[before] == "of" and bool(scan.bits[before - 1] & PLACE_NOUN)
    return WORDED if p.form == "unlisted" and named and scan.words[before - 1].islower() else 0.0
