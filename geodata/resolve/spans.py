"""Referents for toponyms that someone else has found."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from geodata.gazetteer import KINDS, Gazetteer, fold
from geodata.lexicon import FACILITY, GEOGRAPHIC, LEAD, PLACE_NOUN, TITLE, load_lexicon
from geodata.lexicon.cues import COMPASS, POSTAL_CODE, STATE_ABBREVIATION
from geodata.recognise.proposal import Proposal, is_place_first
from geodata.recognise.role import role_of
from geodata.recognise.scan import HYPHENS, Scan, scan_words
from geodata.recognise.selection import recognise
from geodata.resolve.context import ADMINS, STATES
from geodata.resolve.mention import Mention
from geodata.resolve.referent import resolve_mentions
from geodata.sentence import Sentence
from geodata.theatre import Theatre
from geodata.toponym import Toponym


def resolve_spans(
    text: str,
    sentences: Sequence[Sentence],
    spans: Sequence[tuple[int, int]],
    gazetteer: Gazetteer,
    theatre: Theatre | None,
    *,
    rules_only: bool = False,
) -> list[Toponym | None]:
    """Resolve given spans, one answer a span; ``None`` where no place of that name is known.

    Parameters
    ----------
    spans
        (start, end) in code points into `text`, in any order.  Places that the text names
        beside them are context.
    rules_only
        Leave out the learned filter and ranking: faster, and worse.
    """
    scan = scan_words(text, sentences)
    given = [proposal_at(scan, start, end, known_rows(text[start:end], gazetteer)) for start, end in spans]
    taken = {word for proposal in given for word in range(proposal.first, proposal.last)}
    found = recognise(scan, gazetteer, rules_only=rules_only)
    others = [p for p, _ in found if taken.isdisjoint(range(p.first, p.last))]
    proposals = sorted([*given, *others], key=lambda proposal: (proposal.first, proposal.last))
    mentions = mentions_of(scan, proposals, gazetteer)
    toponyms = resolve_mentions(text, mentions, gazetteer, theatre, rules_only=rules_only)
    answers = {id(proposal): toponym for proposal, toponym in zip(proposals, toponyms, strict=True)}
    resolved = [answers[id(proposal)] for proposal in given]
    return [
        dataclasses.replace(toponym, start=start, end=end, text=text[start:end]) if toponym.lat is not None else None
        for toponym, (start, end) in zip(resolved, spans, strict=True)
    ]


def proposal_at(scan: Scan, start: int, end: int, rows: tuple[int, ...]) -> Proposal:
    """Words of a span; a span that cuts words takes them whole."""
    first = next((k for k, stop in enumerate(scan.ends) if stop > start), 0)
    last = next((k for k in range(first, len(scan.starts)) if scan.starts[k] >= end), len(scan.starts))
    return Proposal(first, max(last, first + 1), rows)


def known_rows(name: str, gazetteer: Gazetteer) -> tuple[int, ...]:
    """Rows of a name, of its demonym, or of what is left of it without generic words; empty when nothing is known."""
    state = STATE_ABBREVIATION.get(name.rstrip(".").lower()) if name.endswith(".") else POSTAL_CODE.get(name)
    rows = gazetteer.lookup(state) if state else gazetteer.lookup(name)
    demonyms = gazetteer.lookup_demonym(name)
    if demonyms and not (rows and is_place_first(name, rows, gazetteer)):
        return demonyms
    if rows:
        return rows
    return _without_generic(name, gazetteer)


def _without_generic(name: str, gazetteer: Gazetteer) -> tuple[int, ...]:
    """Try "Karak" for "Karak district" and "Aleppo" for "downtown Aleppo"."""
    classes = load_lexicon().classes
    words = name.split()
    while len(words) > 1:
        if classes.get(words[-1].lower(), 0) & (GEOGRAPHIC | PLACE_NOUN):
            words = words[:-1]
        elif classes.get(words[0].lower(), 0) & (LEAD | PLACE_NOUN) or words[0].lower() == "the":
            words = words[1:]
        else:
            return ()
        rows = gazetteer.lookup(" ".join(words)) or gazetteer.lookup_demonym(" ".join(words))
        if rows:
            return rows
    return ()


def mentions_of(scan: Scan, proposals: Sequence[Proposal], gazetteer: Gazetteer) -> list[Mention]:
    """Mentions for ranges of words in order of the text, with what stands beside them."""
    mentions = [_mention(scan, proposal, gazetteer) for proposal in proposals]
    for number, proposal in enumerate(proposals):
        outer = proposals[number + 1] if number + 1 < len(proposals) else None
        if outer is not None and _is_container(scan, proposal, outer):
            if not _in_list(scan, proposals, number, gazetteer):
                mentions[number].parents = (outer.rows or outer.demonyms)[:MOST_PARENTS]
                mentions[number].within = number + 1
        elif outer is None or outer.first > proposal.last + 1:
            mentions[number].parents = _rows_after_comma(scan, proposal, gazetteer)
    return mentions


MOST_PARENTS = 40
"""There are forty Washingtons among the counties and states of one name; what holds them in turn decides."""


def _rows_after_comma(scan: Scan, p: Proposal, gazetteer: Gazetteer) -> tuple[int, ...]:
    """Countries and divisions named after a comma by a name that is no mention itself."""
    first = p.last + 1
    if first >= len(scan.words) or scan.words[p.last] != "," or scan.runs[first][0] != first:
        return ()
    rows = gazetteer.lookup(scan.text[scan.starts[first] : scan.ends[scan.runs[first][1] - 1]])
    return tuple(row for row in rows[:3] if gazetteer.kind_codes[row] in STATES | ADMINS)


def _is_container(scan: Scan, inner: Proposal, outer: Proposal) -> bool:
    """Whether a comma, a bracket, "in" or "state of" leads from one name straight to the other."""
    between = range(inner.last, outer.first)
    if not 0 < len(between) <= MOST_BETWEEN:
        return False
    lows = [scan.lows[k] for k in between]
    if lows[0] in {"is", "was"} and lows[1:2] and lows[1] in {"a", "an", "the"}:
        return bool({"in", "of"} & set(lows)) and all(
            scan.words[k].islower() or scan.words[k] in HYPHENS for k in between
        )
    others = [k for k in between if scan.lows[k] not in _CONTAINING and scan.lows[k] not in COMPASS]
    return bool(_CONTAINING & set(lows)) and all(
        (scan.bits[k] & PLACE_NOUN and scan.words[k].islower()) or scan.lows[k] == "the" for k in others
    )


MOST_BETWEEN = 9
"""Words between a place and what holds it: ", the capital of", "is a small town in the north of"."""
_CONTAINING = frozenset({",", "(", "in", "of"})


def _in_list(scan: Scan, proposals: Sequence[Proposal], number: int, gazetteer: Gazetteer) -> bool:
    """Whether both names are members of a list of like places: "Georgia, Oklahoma, Pennsylvania"."""
    inner, outer = proposals[number], proposals[number + 1]
    if not inner.rows or not outer.rows:
        return False
    kind = gazetteer.kind_codes[outer.rows[0]]
    if not any(gazetteer.kind_codes[row] == kind for row in inner.rows[:3]):
        return False
    after = proposals[number + 2] if number + 2 < len(proposals) else None
    before = proposals[number - 1] if number else None
    return _listed_with(scan, outer, after, kind, gazetteer) or _listed_with(scan, before, inner, kind, gazetteer)


def _listed_with(scan: Scan, first: Proposal | None, second: Proposal | None, kind: int, gazetteer: Gazetteer) -> bool:
    """Whether only a comma, "and" or "or" lies between two names of which the farther one may be of `kind`."""
    if first is None or second is None or not 0 < second.first - first.last <= 2:
        return False
    between = scan.lows[first.last : second.first]
    return set(between) <= {",", "and", "or"} and all(
        any(gazetteer.kind_codes[row] == kind for row in proposal.rows[:3]) for proposal in (first, second)
    )


def _mention(scan: Scan, p: Proposal, gazetteer: Gazetteer) -> Mention:
    rows = p.rows or p.demonyms
    start, end = scan.starts[p.first], scan.ends[p.last - 1]
    kind = KINDS[gazetteer.kind_codes[rows[0]]] if rows else ""
    capital = any(gazetteer.capitals[row] for row in rows[:3])
    role = role_of(scan, p, kind, capital=capital)
    site = not rows and p.last - p.first > 1 and bool(scan.bits[p.last - 1] & FACILITY)
    return Mention(start, end, fold(scan.text[start:end]), rows, role=role, noun=_noun_beside(scan, p), site=site)


def _noun_beside(scan: Scan, p: Proposal) -> str:
    """ "province" in "Idlib province" and in "the province of Idlib"; the name's own last word counts too."""
    if p.last < len(scan.words) and scan.bits[p.last] & PLACE_NOUN and scan.words[p.last].islower():
        return scan.lows[p.last]
    if p.last - p.first > 1 and scan.bits[p.last - 1] & (GEOGRAPHIC | FACILITY):
        return scan.lows[p.last - 1]
    before = p.first - 1
    if before >= 1 and scan.lows[before] == "of" and scan.bits[before - 1] & PLACE_NOUN and not scan.names[before - 2]:
        return scan.lows[before - 1]
    if (
        before >= 0
        and scan.bits[before] & PLACE_NOUN
        and not scan.bits[before] & TITLE
        and scan.words[before].islower()
    ):
        return scan.lows[before]
    return ""
