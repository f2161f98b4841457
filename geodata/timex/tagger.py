"""The tagger: one pass over the tokens, longest rule first, dates counted as they come."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from datetime import date

from geodata.sentence import Sentence
from geodata.timex import (
    calendar_date,
    clock,
    duration,
    event_time,
    fiscal,
    holiday,
    named_unit,
    numeric_date,
    offset,
    recurrence,
    reference,
    season,
    weekday,
    year,
)
from geodata.timex.anchor import Anchor
from geodata.timex.grammar import Expression, Found, Rule, Rules
from geodata.timex.record import Timex
from geodata.timex.token import CLASSES, Tokens, tokenize

_MODULES = (
    calendar_date,
    year,
    numeric_date,
    clock,
    weekday,
    fiscal,
    event_time,
    offset,
    named_unit,
    season,
    holiday,
    duration,
    recurrence,
    reference,
)


@functools.cache
def _rules() -> Rules:
    """Return the rules of all kinds of expression; of equal length the earlier wins."""
    return Rules([rule for module in _MODULES for rule in module.RULES])


def tag_timexes(text: str, sentences: list[Sentence], published: date | None) -> list[Timex]:
    """Find the time expressions of `text` and say which days they mean.

    Parameters
    ----------
    text
        The article; offsets count its code points.
    sentences
        Its sentences; kept for the contract, the tagger reads the text as a whole.
    published
        Day of publication, from which "last month" counts; ``None`` leaves such
        expressions open unless the text itself gives a date to count from.

    Returns
    -------
    In the order of the text, without overlaps; ``text[t.start:t.end] == t.text``.
    """
    del sentences
    tokens = tokenize(text)
    anchor = _first_anchor(tokens, published)
    return [
        Timex(start, end, text[start:end], found.type, found.value, found.interval)
        for start, end, found in _read_all(tokens, anchor)
    ]


def _read_all(tokens: Tokens, anchor: Anchor) -> Iterator[tuple[int, int, Found]]:
    after = 0
    for position, rules in _rules().places(tokens.codes):
        read = _read_at(tokens, anchor, rules, position) if position >= after else None
        if read is None:
            continue
        first, after, found = read
        if found.reference:
            if found.type == "DATE" and found.interval.precision == "day" and found.interval.earliest:
                event_time.remember(tokens, anchor, first, after, found.interval.earliest)
            anchor.move_to(found.reference, first, opens=_opens_sentence(tokens, first))
        yield tokens.starts[first], tokens.ends[after - 1], found


def _opens_sentence(tokens: Tokens, first: int) -> bool:
    """Whether an expression stands at the head of its sentence, but for a preposition and an article."""
    before = tokens.words[max(0, first - 3) : first]
    return len(before) < 3 or any(word in {".", ";"} or word.startswith("\n") for word in before)


def _read_at(tokens: Tokens, anchor: Anchor, rules: Sequence[Rule], position: int) -> tuple[int, int, Found] | None:
    """Read the longest expression that begins at `position` and makes sense there."""
    codes = tokens.codes
    matches = [(match, each.read) for each in rules if (match := each.regex.match(codes, position))]
    if len(matches) > 1:
        matches.sort(key=lambda pair: -pair[0].end())
    for match, read in matches:
        expression = Expression(tokens, match, anchor)
        found = read(expression)
        if found:
            return (*expression.span, found)
    return None


_NARRATIVE_YEARS = 5
"""Years far from publication that a text must name before it may count as history."""


_DEICTIC = re.compile(
    f"[{CLASSES['this']}{CLASSES['last']}][{CLASSES['unit']}{CLASSES['yearword']}{CLASSES['month']}]"
    f"|[{CLASSES['deictic']}{CLASSES['weekday']}{CLASSES['ago']}{CLASSES['tonight']}]"
)
"""Expressions that count from the day of writing: "last month", "yesterday", "Friday", "ago"."""


def _first_anchor(tokens: Tokens, published: date | None) -> Anchor:
    """Tell history from news: many years far from publication, few words like "yesterday".

    A text that states no publication date is read as a narrative too, since then
    nothing but its own dates is there to count from.
    """
    codes = tokens.codes
    before_christ = codes.count(CLASSES["bc"])
    if published is None:
        return Anchor(None, narrative=True, before_christ=before_christ > 2)
    years = [tokens.values[match.start()] for match in re.finditer(CLASSES["year"], codes)]
    far = before_christ + sum(isinstance(year, int) and abs(year - published.year) > 2 for year in years)
    told = before_christ + len(years)
    narrative = far >= _NARRATIVE_YEARS and 3 * far > told > 5 * len(_DEICTIC.findall(codes))
    return Anchor(published, narrative=narrative, before_christ=before_christ > 2)
