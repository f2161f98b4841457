"""Word ranges that may be toponyms, before anything is decided."""

from __future__ import annotations

import dataclasses

from geodata.gazetteer import KINDS, Gazetteer
from geodata.lexicon import FACILITY, FUNCTION, GEOGRAPHIC, LEAD, LOCATIVE, ORGANISATION, PLACE_NOUN, TITLE
from geodata.lexicon.cues import LINK_WORDS, POSTAL_CODE, STATE_ABBREVIATION
from geodata.recognise.scan import APOSTROPHES, ARTICLES, HYPHENS, Scan, adjoin

MAX_WORDS = 8
"""The longest place names in the news ("Montreal-Pierre Elliott Trudeau International Airport")."""

FORMS = ("gazetteer", "abbreviation", "facility", "geographic", "unlisted")
"""Why words were proposed: listed, a state shortened, or only worded like a place name."""


@dataclasses.dataclass(slots=True)
class Proposal:
    """Words ``first`` to ``last`` (exclusive) that may name a place.

    Parameters
    ----------
    rows
        The gazetteer's places of that name, most prominent first.
    demonyms
        Rows of the country or region of an adjective such as "Libyan".
    name_flags
        Why the name may mean no place, see `geodata.gazetteer.names`.
    form
        One of `FORMS`.
    """

    first: int
    last: int
    rows: tuple[int, ...] = ()
    demonyms: tuple[int, ...] = ()
    name_flags: int = 0
    form: str = "gazetteer"


def propose(scan: Scan, gazetteer: Gazetteer) -> list[Proposal]:
    """List all word ranges that the gazetteer knows or that are worded like a place name."""
    proposals = _propose_listed(scan, gazetteer)
    proposals += _propose_abbreviated(scan, gazetteer)
    known = {(p.first, p.last) for p in proposals}
    for first, last in scan.name_runs:
        _propose_worded(scan, first, last, known, proposals)
    proposals.sort(key=lambda p: (p.first, p.last))
    return proposals


def _propose_listed(scan: Scan, gazetteer: Gazetteer) -> list[Proposal]:
    proposals: list[Proposal] = []
    has_money = "$" in scan.text
    for first in scan.starters:
        if has_money and _is_money(scan, first):
            continue
        if scan.names[first] or _article_opens(scan, first):
            _propose_from(scan, first, gazetteer, proposals)
    return proposals


_LINKS = ARTICLES | LINK_WORDS | {"and", "on", "sur", "en", "upon", "kwa"}
_GENERIC = frozenset(["strip", "canal", "sea", "ocean", "heights", "desert"])
"""Written without a capital by many, and yet part of the name ("the Gaza strip")."""


_NO_PLACES = frozenset({"U.N", "U.N.", "UN", "E.U", "E.U.", "EU", "Nato", "Islamic State", "the Islamic State"})
"""Bodies that share their letters with a village somewhere, or are worded like a state."""


def _is_money(scan: Scan, index: int) -> bool:
    """Whether "US" is that of "US$5 million" or "$US"."""
    after = index + 1
    return (after < len(scan.words) and scan.words[after] == "$" and scan.ends[index] == scan.starts[after]) or (
        index > 0 and scan.words[index - 1] == "$"
    )


def _article_opens(scan: Scan, first: int) -> bool:
    """Whether "al-", "el ", "The " opens a name here."""
    after = first + 1
    if after + 1 < len(scan.words) and scan.words[after] in HYPHENS and scan.words[first] != "The":
        after += 1
    elif scan.words[first] != "The" and scan.lows[first] not in {"al", "el"}:
        return False
    return after < len(scan.words) and scan.names[after]


def _propose_from(scan: Scan, first: int, gazetteer: Gazetteer, proposals: list[Proposal]) -> None:
    """Look up all ranges that begin at `first` and end in a name word."""
    text, words, names, starts, ends = scan.text, scan.words, scan.names, scan.starts, scan.ends
    start = starts[first]
    left = gazetteer.longest_from(words[first])
    for index in range(first, min(first + MAX_WORDS, len(words))):
        word = words[index]
        if index > first:
            if not _continues(scan, index):
                return
            left = MAX_WORDS if word in APOSTROPHES else left - word[0].isalnum()  # "People's" is one folded word
            if left < 1:
                return
        if not (names[index] or word in _GENERIC) or (index > first and scan.lows[index] in _LINKS and word.islower()):
            continue
        name = text[start : ends[index]]
        rows, demonyms, flags = gazetteer.look_up(name)
        if (not rows and not demonyms) or name in _NO_PLACES:
            continue
        if demonyms and rows and not is_place_first(name, rows, gazetteer):
            rows = ()
        if rows and scan.lows[first] == "the" and index > first and gazetteer.lookup(name[4:])[:1] == rows[:1]:
            continue
        if rows or demonyms:
            proposals.append(Proposal(first, index + 1, rows, demonyms, flags))


def is_place_first(name: str, rows: tuple[int, ...], gazetteer: Gazetteer) -> bool:
    """Whether a demonym is rather a place's own name: "Niger" may be, "Canadian" in Texas and "Saudi" are not."""
    return gazetteer.prominence[rows[0]] >= FAMOUS and gazetteer.name(rows[0]).lower() == name.lower()


FAMOUS = 6.0
"""Prominence above which a place keeps its own name even though a people is called so."""


def _continues(scan: Scan, index: int) -> bool:
    """Whether the word at `index` may be part of the name that the words before it began."""
    word, before = scan.words[index], scan.words[index - 1]
    end, start = scan.ends[index - 1], scan.starts[index]
    if start == end:
        return (
            word in HYPHENS
            or before in HYPHENS
            or word in APOSTROPHES
            or before in APOSTROPHES
            or (word == "." and len(before) <= 4)
        )
    if not adjoin(scan.text, end, start) or before in HYPHENS:
        return False
    return scan.names[index] or word in _LINKS or word in _GENERIC or before in _LINKS


def _propose_abbreviated(scan: Scan, gazetteer: Gazetteer) -> list[Proposal]:
    """Read "Ont." and "KY" after a comma, and "B.C." anywhere, as the state they stand for."""
    proposals = []
    words, names = scan.words, scan.names
    for index in scan.starters:
        word = words[index]
        after_comma = index > 0 and words[index - 1] == ","
        if not (after_comma or "." in word) or not names[index]:
            continue
        bare = word.replace(".", "")
        state = POSTAL_CODE.get(bare) if bare != word else None
        if state is None and after_comma:
            state = STATE_ABBREVIATION.get(scan.lows[index]) or POSTAL_CODE.get(word)
        if state and word != state:
            rows = tuple(row for row in gazetteer.lookup(state) if KINDS[gazetteer.kind_codes[row]] == "admin1")
            if rows:
                proposals.append(Proposal(index, _after_stop(scan, index + 1), rows, form="abbreviation"))
    return proposals


def _after_stop(scan: Scan, last: int) -> int:
    """Skip the full stop of a shortened state; a postal code has none of its own."""
    has_stop = last < len(scan.words) and scan.words[last] == "." and scan.starts[last] == scan.ends[last - 1]
    return last + 1 if has_stop and not scan.words[last - 1].isupper() else last


_HEADS = FACILITY | GEOGRAPHIC


def _propose_worded(scan: Scan, first: int, last: int, known: set[tuple[int, int]], proposals: list[Proposal]) -> None:
    """Propose the whole run and its parts that end in a word such as Road, County or Airport."""
    for index in range(first + 1, last):
        if scan.bits[index] & _HEADS and scan.names[index] and scan.names[index - 1]:
            start = first
            while start < index and scan.bits[start] & TITLE and not scan.bits[start] & _HEADS:
                start += 1
            _add_worded(scan, start, index + 1, known, proposals)
        elif scan.words[index] in HYPHENS:
            _add_worded(scan, first, index, known, proposals, "unlisted")
            _add_worded(scan, index + 1, last, known, proposals, "unlisted")
    _propose_possessive(scan, first, last, known, proposals)
    first = _skip_openers(scan, first, last)
    if 0 < last - first <= 5:
        _add_worded(scan, first, last, known, proposals, "unlisted")


def _propose_possessive(
    scan: Scan, first: int, last: int, known: set[tuple[int, int]], proposals: list[Proposal]
) -> None:
    """Propose "St. Michael's Hospital": the run after the possessive ends in such a head word."""
    if last + 2 < len(scan.words) and scan.words[last] in APOSTROPHES and scan.lows[last + 1] == "s":
        start, stop = scan.runs[last + 2]
        if start == last + 2 and scan.bits[stop - 1] & _HEADS:
            _add_worded(scan, first, stop, known, proposals)


def _skip_openers(scan: Scan, first: int, last: int) -> int:
    while first < last and scan.bits[first] & (TITLE | FUNCTION) and not scan.bits[first] & LEAD:
        first += 1
    return first


def _add_worded(
    scan: Scan, first: int, last: int, known: set[tuple[int, int]], proposals: list[Proposal], form: str | None = None
) -> None:
    if last <= first or (first, last) in known or last - first > MAX_WORDS:
        return
    known.add((first, last))
    if form == "unlisted" and not is_placed(scan, first, last):
        return
    if scan.text[scan.starts[first] : scan.ends[last - 1]] in _NO_PLACES:
        return
    head = scan.bits[last - 1]
    if last - first == 1 and (len(scan.words[first]) < 3 or scan.bits[first] & (ORGANISATION | PLACE_NOUN | FUNCTION)):
        return
    if form is None:
        form = "facility" if head & FACILITY else "geographic"
    proposals.append(Proposal(first, last, form=form))


def is_placed(scan: Scan, first: int, last: int) -> bool:
    """Whether words beside a name say that it is a place: "in", "the town of", "village", "district".

    Without them no unlisted name was ever taken for a toponym in the news measured; most are persons.
    """
    bits, before = scan.bits, first - 1
    if last < len(bits) and bits[last] & PLACE_NOUN and scan.words[last].islower():
        return True
    if before < 0:
        return False
    if bits[before] & PLACE_NOUN:
        return True
    if scan.lows[before] == "the" and before:
        before -= 1
    return bool(bits[before] & LOCATIVE) or (
        scan.lows[before] == "of" and before > 0 and bool(bits[before - 1] & PLACE_NOUN)
    )
