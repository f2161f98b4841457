"""Numbers that speak for or against a proposal being a toponym."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections import defaultdict
from collections.abc import Sequence

from geodata.gazetteer import GIVEN, KINDS, RARE_WORD, SURNAME, WORD, Gazetteer
from geodata.lexicon import (
    ACTOR_VERB,
    FACILITY,
    FUNCTION,
    GEOGRAPHIC,
    GOVERNMENT_NOUN,
    HYPHEN_TAIL,
    LEAD,
    LOCATIVE,
    ORGANISATION,
    OTHER,
    PLACE_NOUN,
    RARE,
    REPORT_VERB,
    TITLE,
    Lexicon,
    load_lexicon,
)
from geodata.recognise.likeness import likeness
from geodata.recognise.person import persons_of
from geodata.recognise.proposal import FORMS, Proposal
from geodata.recognise.scan import APOSTROPHES, HYPHENS, Scan

NAMES = (
    "words", "chars", "form", "prominence", "lead_over_second", "bearers", "kind", "likeness", "demonym",
    "word", "rare_word", "given_name", "surname", "level", "given_lists", "surname_lists", "capitals", "digit", "opens",
    "locative_before", "of_before", "the_before", "title_before", "place_noun_before", "comma_before", "bracket_before",
    "and_before", "place_noun_of", "lower_before", "government_after", "place_noun_after", "report_verb_after",
    "actor_verb_after", "title_after", "comma_after", "bracket_after", "possessive_after", "hyphen_after",
    "hyphen_tail_after", "hyphen_before", "stop_after", "run_before", "run_after", "run_words", "run_organisation", "run_head",
    "next_in_run", "given_before_in_run", "title_before_in_run", "run_opens_given", "lead_in_run", "contained", "contains",
    "listed_before", "listed_after", "covered", "covers", "person", "count", "locative_share", "alone_share",
    "contained_share", "person_share", "country_support", "head", "dateline", "capitals_share", "other_name", "other_in_run",
    "given_of_person", "people", "language_before",
)  # fmt: skip
"""Order of the numbers in a row of `signal_rows`; the trained model names the same."""

_KIND_CLASS = {
    "country": 1, "territory": 1, "admin1": 2, "admin2": 3, "city": 4, "town": 4, "village": 4, "quarter": 5, "continent": 6,
    "region": 6, "historic_region": 6, "metonym": 8,
}  # fmt: skip
_KIND_CODES = [_KIND_CLASS.get(kind, 7) for kind in KINDS]


def signal_rows(scan: Scan, proposals: Sequence[Proposal], gazetteer: Gazetteer, lexicon: Lexicon) -> list[list[float]]:
    """Return one row of `NAMES` for each proposal (sorted by first word, then last)."""
    article = _Article.read(scan, proposals, gazetteer, lexicon)
    texts = [scan.text[scan.starts[p.first] : scan.ends[p.last - 1]] for p in proposals]
    befores: dict[int, list[float]] = {}
    afters: dict[int, list[float]] = {}
    rows: list[list[float]] = []
    for p, text in zip(proposals, texts, strict=True):
        before = befores.get(p.first)
        if before is None:
            before = befores[p.first] = _before(scan, p.first)
        after = afters.get(p.last)
        if after is None:
            after = afters[p.last] = _after(scan, p.last)
        hyphen_before = (
            p.first > 0 and scan.words[p.first - 1] in HYPHENS and scan.ends[p.first - 1] == scan.starts[p.first]
        )
        own = _own(
            gazetteer, text, p.form, p.last - p.first, scan.lows[p.first], scan.lows[p.last - 1], p.rows, p.demonyms, p.name_flags
        )  # fmt: skip
        rows.append(
            [
                *own, scan.opens[p.first], *before, *after[:10], hyphen_before, after[10], *_run(scan, p, lexicon),
                *_beside(scan, p, gazetteer, article),
            ]
        )  # fmt: skip
    _add_shared(rows, scan, proposals, [text.lower() for text in texts], gazetteer, article)
    return rows


@dataclasses.dataclass(slots=True)
class _Article:
    """What the whole article says: who is a person, where listed names begin and end."""

    persons: set[str]
    given: set[str]
    best_first: dict[int, Proposal]
    best_last: dict[int, Proposal]
    capitals_share: float

    @classmethod
    def read(cls, scan: Scan, proposals: Sequence[Proposal], gazetteer: Gazetteer, lexicon: Lexicon) -> _Article:
        best_first: dict[int, Proposal] = {}
        best_last: dict[int, Proposal] = {}
        for proposal in proposals:
            if proposal.rows or proposal.demonyms:
                best_first[proposal.first] = proposal  # sorted: the longest wins
                best_last.setdefault(proposal.last, proposal)
        names = [word for word in itertools.compress(scan.words, scan.names) if len(word) > 3]
        share = sum(map(str.isupper, names)) / (len(names) or 1)
        return cls(*persons_of(scan, lexicon), best_first, best_last, share)


@functools.lru_cache(maxsize=1 << 13)
def _own(
    gazetteer: Gazetteer, text: str, form: str, words: int, first_low: str, last_low: str, listed: tuple[int, ...], demonyms: tuple[int, ...],
    flags: int,
) -> tuple[float, ...]:  # fmt: skip
    """Numbers of the name by itself; remembered, since the same names fill the news."""
    lexicon = load_lexicon()
    rows = listed or demonyms
    top = rows[0] if rows else -1
    prominence = float(gazetteer.prominence[top]) if rows else -1.0
    second = prominence - float(gazetteer.prominence[rows[1]]) if len(rows) > 1 else 9.0
    return (
        words, len(text), FORMS.index(form), prominence, second, min(len(listed), 20),
        _KIND_CODES[gazetteer.kind_codes[top]] if rows else 0, likeness(gazetteer, text, top) if rows else 0.0, bool(demonyms),
        bool(flags & WORD), bool(flags & RARE_WORD), bool(flags & GIVEN), bool(flags & SURNAME),
        lexicon.level.get(first_low, RARE) if words == 1 else RARE,
        lexicon.given.get(first_low, 0), lexicon.surname.get(last_low, 0),
        text.isupper(), any(map(str.isdigit, text)),
    )  # fmt: skip


def _before(scan: Scan, first: int) -> list[float]:
    """Numbers of the two words before."""
    index = first - 1
    if index < 0:
        return [0] * 10
    if scan.words[index] == "." and index and scan.bits[index - 1] & TITLE:
        index -= 1
    word, low, bits = scan.words[index], scan.lows[index], scan.bits[index]
    near, near_low = bits, low
    if low == "the" and index:
        near, near_low = scan.bits[index - 1], scan.lows[index - 1]
    of_noun = near_low == "of" and index and scan.bits[index - (2 if low == "the" else 1)] & PLACE_NOUN
    return [
        bool(near & LOCATIVE), near_low == "of", low == "the", bool(bits & TITLE), bool(bits & PLACE_NOUN),
        word == ",", word == "(", low == "and", bool(of_noun), word.islower(),
    ]  # fmt: skip


def _after(scan: Scan, index: int) -> list[float]:
    """Numbers of the two words after."""
    if index >= len(scan.words):
        return [0] * 11
    word, bits = scan.words[index], scan.bits[index]
    if not bits and word[0].isalnum():
        return [0] * 11
    lower = word.islower()
    possessive = word in APOSTROPHES and index + 1 < len(scan.words) and scan.lows[index + 1] == "s"
    hyphen = word in HYPHENS and scan.starts[index] == scan.ends[index - 1]
    tail = hyphen and index + 1 < len(scan.words) and bool(scan.bits[index + 1] & HYPHEN_TAIL)
    return [
        lower and bool(bits & GOVERNMENT_NOUN), lower and bool(bits & PLACE_NOUN), bool(bits & REPORT_VERB), lower and bool(bits & ACTOR_VERB),
        bool(bits & TITLE), word == ",", word == "(", possessive, hyphen, tail, word in ".;:",
    ]  # fmt: skip


def _run(scan: Scan, p: Proposal, lexicon: Lexicon) -> list[float]:
    """Numbers of the run of capitalised words that the proposal is part of."""
    first, last = scan.runs[p.first] if scan.names[p.first] else (p.first, p.last)
    last = max(last, p.last)
    if first == p.first and last == p.last:
        return [0, 0, last - first, 0, 0, 0, 0, 0, 0, 0]
    bits = 0
    for outside in (*scan.bits[first : p.first], *scan.bits[p.last : last]):
        bits |= outside
    before = p.first - 1 if p.first > first else -1
    given_before = lexicon.given.get(scan.lows[before], 0) if before >= 0 else 0
    head = scan.bits[last - 1] if last > p.last else 0
    following = scan.bits[p.last] if last > p.last else 0
    return [
        p.first - first, last - p.last, last - first, bool(bits & ORGANISATION), _class_of(head), _class_of(following), given_before,
        before >= 0 and bool(scan.bits[before] & TITLE), lexicon.given.get(scan.lows[first], 0) if p.first > first else 0,
        bool(bits & LEAD),
    ]  # fmt: skip


def _class_of(bits: int) -> int:
    """One number for what a word in a name is."""
    if not bits:
        return 0
    for code, mask in enumerate((FUNCTION, TITLE, ORGANISATION, FACILITY, GEOGRAPHIC), start=1):
        if bits & mask:
            return code
    return 6


def _beside(scan: Scan, p: Proposal, gazetteer: Gazetteer, article: _Article) -> list[float]:
    """Numbers of listed names next to the proposal: containment ("Paris, Texas") and lists."""
    words, count = scan.words, len(scan.words)
    after = before = None
    if p.last < count and (words[p.last] in ",(" or scan.lows[p.last] in {"in", "and"}):
        after = article.best_first.get(p.last + 1)
    if p.first > 0 and (words[p.first - 1] in ",(" or scan.lows[p.first - 1] == "and"):
        before = article.best_last.get(p.first - 1)
    is_in = after is not None and bool(after.rows) and words[p.last] != "and" and _within(gazetteer, p.rows, after.rows)
    holds = (
        before is not None and bool(p.rows) and words[p.first - 1] != "and" and _within(gazetteer, before.rows, p.rows)
    )
    longest, ending = article.best_first.get(p.first), article.best_last.get(p.last)
    covered = (longest is not None and longest.last > p.last) or (ending is not None and ending.first < p.first)
    inner = (longest is not None and longest is not p and longest.last <= p.last) or (
        ending is not None and ending is not p and ending.first >= p.first
    )
    return [is_in, holds, before is not None, after is not None, covered, inner]


def _within(gazetteer: Gazetteer, rows: Sequence[int], parents: Sequence[int]) -> bool:
    """Whether any of the first places lies in the most prominent country or division of the second."""
    return any(gazetteer.contains(parent, row) for parent in parents[:3] for row in rows[:12])


_LANGUAGE_BEFORE = frozenset(
    [
        "speak",
        "speaks",
        "spoke",
        "spoken",
        "speaking",
        "fluent",
        "translated",
        "teaching",
        "taught",
        "language",
        "shouted",
    ]
)
"""Words soon after which "French" is a language."""


def _add_shared(
    rows: list[list[float]], scan: Scan, proposals: Sequence[Proposal], lows: list[str], gazetteer: Gazetteer, article: _Article
) -> None:  # fmt: skip
    """Add the numbers that mentions of the same name share; `lows` are the names in lower case."""
    same: dict[str, list[list[float]]] = defaultdict(list)
    countries: dict[int, set[str]] = defaultdict(set)
    codes = [int(gazetteer.country_codes[p.rows[0]]) if p.rows else -1 for p in proposals]
    for p, row, low, code in zip(proposals, rows, lows, codes, strict=True):
        same[low].append(row)
        if p.rows:
            countries[code].add(low)
        elif p.demonyms:
            countries[int(gazetteer.country_codes[p.demonyms[0]])].add(low)
    totals = {low: _totals(mentions) for low, mentions in same.items()}
    others = {
        run: any(bit & OTHER for bit in scan.bits[slice(*run)]) for run in {scan.runs[p.first] for p in proposals}
    }
    for p, row, low, code in zip(proposals, rows, lows, codes, strict=True):
        first, last = p.first, p.last
        row.extend(totals[low])
        row.extend((
            min(len(countries[code]) - 1, 10) if p.rows else 0,
            _class_of(scan.bits[last - 1]) if last - first > 1 else 0,
            scan.opens[first] and _is_dateline(scan, p),
            article.capitals_share,
            last - first == 1 and bool(scan.bits[first] & OTHER),
            others[scan.runs[first]],
            scan.lows[first] in article.given,
            bool(p.demonyms) and low.endswith("s"),
            not _LANGUAGE_BEFORE.isdisjoint(scan.lows[max(first - 2, 0) : first]),
        ))  # fmt: skip
        row[_PERSON] = low in article.persons or not article.persons.isdisjoint(scan.lows[first:last])


def _totals(mentions: Sequence[Sequence[float]]) -> list[float]:
    """How often a name is mentioned, and in what share of its mentions each of some signals holds; first a gap for `person`."""
    n = len(mentions)
    located = alone = contained = person = 0
    for row in mentions:
        located += row[_LOCATIVE] or row[_PLACE_NOUN_OF]
        alone += row[_RUN_WORDS] == row[_WORDS]
        contained += row[_CONTAINED]
        person += bool(row[_TITLE_BEFORE] or row[_GIVEN_BEFORE] > 0 or row[_TITLE_IN_RUN])
    return [0.0, min(n, 20), located / n, alone / n, contained / n, person / n]


_WORDS, _LOCATIVE, _PLACE_NOUN_OF, _RUN_WORDS, _CONTAINED, _TITLE_BEFORE, _GIVEN_BEFORE, _TITLE_IN_RUN, _PERSON = (
    NAMES.index(name)
    for name in (
        "words", "locative_before", "place_noun_of", "run_words", "contained", "title_before", "given_before_in_run", "title_before_in_run",
        "person",
    )
)  # fmt: skip


def _is_dateline(scan: Scan, p: Proposal) -> bool:
    """Whether a name in capitals opens the sentence before a comma, a bracket or a dash: "TRIPOLI, Libya -"."""
    text = scan.text[scan.starts[p.first] : scan.ends[p.last - 1]]
    return p.last < len(scan.words) and scan.words[p.last] in "(,\u2014-" and text.lower().upper() == text
