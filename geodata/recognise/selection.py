"""The proposals that are taken for toponyms."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.gazetteer import KINDS, Gazetteer
from geodata.lexicon import load_lexicon
from geodata.recognise.forest import load_forest
from geodata.recognise.proposal import Proposal, propose
from geodata.recognise.rules import rule_scores
from geodata.recognise.scan import Scan
from geodata.recognise.signals import signal_rows

THRESHOLD = 0.4
"""Probability from which a proposal is taken: lower favours corpora that label embedded names, higher the others;
here both come out within half a point of their best when held out."""


def recognise(
    scan: Scan, gazetteer: Gazetteer, *, threshold: float = THRESHOLD, rules_only: bool = False
) -> list[tuple[Proposal, float]]:
    """Return the toponyms of an article with their probability, in order of the text, none overlapping.

    Parameters
    ----------
    rules_only
        Leave out the learned filter: faster, and worse.
    """
    proposals = propose(scan, gazetteer)
    if rules_only:
        probabilities = rule_scores(scan, proposals, gazetteer, load_lexicon())
    else:
        probabilities = load_forest().probability(signal_rows(scan, proposals, gazetteer, load_lexicon())).tolist()
    for number, proposal in enumerate(proposals):
        if _is_seat(scan, proposal, gazetteer):
            probabilities[number] = max(probabilities[number], SEAT_PROBABILITY)
    taken = select(proposals, probabilities, threshold)
    return [(proposals[number], probabilities[number]) for number in taken]


SEAT_PROBABILITY = 0.6
"""The Kremlin and its like name a government whatever the corpora, which label few of them, make of it."""
_METONYM = KINDS.index("metonym")


def _is_seat(scan: Scan, proposal: Proposal, gazetteer: Gazetteer) -> bool:
    """Whether a seat of government is named by itself, not as a part of a longer name."""
    if not proposal.rows or gazetteer.kind_codes[proposal.rows[0]] != _METONYM:
        return False
    first, last = scan.runs[proposal.first]
    return (first, last) == (proposal.first, proposal.last)


def select(proposals: Sequence[Proposal], probabilities: Sequence[float], threshold: float) -> list[int]:
    """Take the likeliest proposals first, leaving out what overlaps one already taken."""
    used: set[int] = set()
    taken: list[int] = []
    likely = [number for number, probability in enumerate(probabilities) if probability >= threshold]
    for number in sorted(likely, key=probabilities.__getitem__, reverse=True):
        words = range(proposals[number].first, proposals[number].last)
        if used.isdisjoint(words):
            used.update(words)
            taken.append(number)
    return sorted(taken, key=lambda number: proposals[number].first)
