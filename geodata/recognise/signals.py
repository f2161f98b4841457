"""Numbers that speak for or against a proposal being a toponym."""

from __future__ import annotations

import dataclasses
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
    locals_ = [_local(scan, proposal, gazetteer, lexicon, article) for proposal in proposals]
    return [
        local + shared
        for local, shared in zip(locals_, _shared(scan, proposals, locals_, gazetteer, article), strict=True)
    ]


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
        names = [word for word, is_name in zip(scan.words, scan.names, strict=True) if is_name and len(word) > 3]
        share = sum(word.isupper() for word in names) / (len(names) or 1)
        return cls(*persons_of(scan, lexicon), best_first, best_last, share)


def _local(scan: Scan, p: Proposal, gazetteer: Gazetteer, lexicon: Lexicon, article: _Article) -> list[float]:
    """Numbers that the proposal's own words and neighbours give."""
    return (
        _own(scan, p, gazetteer, lexicon)
        + _before(scan, p)
        + _after(scan, p)
        + _run(scan, p, lexicon)
        + _beside(scan, p, gazetteer, article)
    )


def _own(scan: Scan, p: Proposal, gazetteer: Gazetteer, lexicon: Lexicon) -> list[float]:
    first, last = p.first, p.last
    text = scan.text[scan.starts[first] : scan.ends[last - 1]]
    low = scan.lows[first]
    rows = p.rows or p.demonyms
    top = rows[0] if rows else -1
    prominence = float(gazetteer.prominence[top]) if rows else -1.0
    second = prominence - float(gazetteer.prominence[rows[1]]) if len(rows) > 1 else 9.0
    flags = p.name_flags
    return [
        last - first, len(text), FORMS.index(p.form), prominence, second, min(len(p.rows), 20),
        _KIND_CODES[gazetteer.kind_codes[top]] if rows else 0, likeness(gazetteer, text, top) if rows else 0.0, bool(p.demonyms),
        bool(flags & WORD), bool(flags & RARE_WORD), bool(flags & GIVEN), bool(flags & SURNAME),
        lexicon.level.get(low, RARE) if last - first == 1 else RARE,
        lexicon.given.get(low, 0), lexicon.surname.get(scan.lows[last - 1], 0),
        text.isupper(), any(map(str.isdigit, text)), scan.opens[first],
    ]  # fmt: skip


def _before(scan: Scan, p: Proposal) -> list[float]:
    """Numbers of the two words before."""
    index = p.first - 1
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


def _after(scan: Scan, p: Proposal) -> list[float]:
    """Numbers of the two words after."""
    index = p.last
    if index >= len(scan.words):
        return [0] * 12
    word, bits = scan.words[index], scan.bits[index]
    lower = word.islower()
    possessive = word in APOSTROPHES and index + 1 < len(scan.words) and scan.lows[index + 1] == "s"
    hyphen = word in HYPHENS and scan.starts[index] == scan.ends[index - 1]
    tail = hyphen and index + 1 < len(scan.words) and bool(scan.bits[index + 1] & HYPHEN_TAIL)
    return [
        lower and bool(bits & GOVERNMENT_NOUN), lower and bool(bits & PLACE_NOUN), bool(bits & REPORT_VERB), lower and bool(bits & ACTOR_VERB),
        bool(bits & TITLE), word == ",", word == "(", possessive, hyphen, tail,
        p.first > 0 and scan.words[p.first - 1] in HYPHENS and scan.ends[p.first - 1] == scan.starts[p.first],
        word in ".;:",
    ]  # fmt: skip


def _run(scan: Scan, p: Proposal, lexicon: Lexicon) -> list[float]:
    """Numbers of the run of capitalised words that the proposal is part of."""
    first, last = scan.runs[p.first] if scan.names[p.first] else (p.first, p.last)
    last = max(last, p.last)
    bits = 0
    for index in range(first, last):
        if not p.first <= index < p.last:
            bits |= scan.bits[index]
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
    longest = article.best_first.get(p.first)
    covered = longest is not None and longest.last > p.last
    ending = article.best_last.get(p.last)
    covered = covered or (ending is not None and ending.first < p.first)
    inner = any(q is not None and p.first <= q.first and q.last <= p.last and q is not p for q in (longest, ending))
    return [is_in, holds, before is not None, after is not None, covered, inner]


def _within(gazetteer: Gazetteer, rows: Sequence[int], parents: Sequence[int]) -> bool:
    """Whether any of the first places lies in the most prominent country or division of the second."""
    for parent in parents[:3]:
        for row in rows[:12]:
            if parent != row and (
                gazetteer.admin1_rows[row] == parent
                or gazetteer.country_rows[row] == parent
                or gazetteer.admin2_rows[row] == parent
            ):
                return True
    return False


_AT = {name: index for index, name in enumerate(NAMES)}


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


def _shared(
    scan: Scan, proposals: Sequence[Proposal], locals_: list[list[float]], gazetteer: Gazetteer, article: _Article
) -> list[list[float]]:
    """Numbers that mentions of the same name share."""
    same: dict[str, list[int]] = defaultdict(list)
    texts = [scan.text[scan.starts[p.first] : scan.ends[p.last - 1]].lower() for p in proposals]
    for number, text in enumerate(texts):
        same[text].append(number)
    countries: dict[int, set[str]] = defaultdict(set)
    for p, text in zip(proposals, texts, strict=True):
        if p.rows or p.demonyms:
            countries[int(gazetteer.country_codes[(p.rows or p.demonyms)[0]])].add(text)
    totals = {}
    for text, numbers in same.items():
        rows = [locals_[number] for number in numbers]
        n = len(rows)
        totals[text] = [
            min(n, 20),
            sum(row[_AT["locative_before"]] or row[_AT["place_noun_of"]] for row in rows) / n,
            sum(row[_AT["run_words"]] == row[_AT["words"]] for row in rows) / n,
            sum(row[_AT["contained"]] for row in rows) / n,
            sum(
                row[_AT["title_before"]] or row[_AT["given_before_in_run"]] > 0 or row[_AT["title_before_in_run"]]
                for row in rows
            )
            / n,
        ]
    result = []
    for p, text in zip(proposals, texts, strict=True):
        person = text in article.persons or any(low in article.persons for low in scan.lows[p.first : p.last])
        support = len(countries[int(gazetteer.country_codes[p.rows[0]])]) - 1 if p.rows else 0
        head = _class_of(scan.bits[p.last - 1]) if p.last - p.first > 1 else 0
        dateline = (
            scan.opens[p.first]
            and p.last < len(scan.words)
            and scan.words[p.last] in "(,\u2014-"
            and text.upper() == scan.text[scan.starts[p.first] : scan.ends[p.last - 1]]
        )
        run_first, run_last = scan.runs[p.first]
        other = p.last - p.first == 1 and bool(scan.bits[p.first] & OTHER)
        beside = any(scan.bits[k] & OTHER for k in range(run_first, run_last))
        given = scan.lows[p.first] in article.given
        people = bool(p.demonyms) and text.endswith("s")
        language = p.first > 0 and (
            scan.lows[p.first - 1] in _LANGUAGE_BEFORE or (p.first > 1 and scan.lows[p.first - 2] in _LANGUAGE_BEFORE)
        )
        result.append(
            [
                person, *totals[text], min(support, 10), head, dateline, article.capitals_share, other, beside,
                given, people, language,
            ]
        )  # fmt: skip
    return result
