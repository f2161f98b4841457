"""The parts of the tagger: tokens, quantities, periods, openings of rules, feasts, tense."""

from __future__ import annotations

import doctest
import importlib
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.timex import lexicon, period, quantity, token
from geodata.timex.holiday import easter
from geodata.timex.openings import openings
from geodata.timex.tense import Tense, tense_near

DAYS = st.dates(date(100, 1, 1), date(9499, 12, 31))
"""Years whose decade and century lie wholly within the calendar."""


@pytest.mark.parametrize("name", ["openings", "quantity", "wordset", "year"])
def test_examples_run(name: str) -> None:
    """The examples in the docstrings are right."""
    assert doctest.testmod(importlib.import_module(f"geodata.timex.{name}")).failed == 0


@given(st.text())
def test_tokens_keep_their_offsets(text: str) -> None:
    """Every token lies in the text where its offsets say, in order, with one class each."""
    tokens = token.tokenize(text)
    assert len(tokens.starts) == len(tokens.ends) == len(tokens.words) == len(tokens.values) == len(tokens.codes)
    for start, end, word in zip(tokens.starts, tokens.ends, tokens.words, strict=True):
        assert text[start:end].lower() == word


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("They may advance.", "may", "."),
        ("They left in May.", "may", "month"),
        ("They march on Homs.", "march", "."),
        ("In March they left.", "march", "month"),
        ("The regime will fall.", "fall", "."),
        ("Last fall they left.", "fall", "season"),
        ("The Sun rose.", "sun", "."),
        ("About 2000 troops left.", "2000", "number"),
        ("They left in 2000.", "2000", "year"),
        ("Shots cost $1999.", "1999", "."),
        ("It held 1500 shells.", "1500", "number"),
        ("It fell in 1500.", "1500", "year"),
    ],
)
def test_ambiguous_words(text: str, word: str, name: str) -> None:
    """Months that are verbs and years that are counts are told apart by their neighbours."""
    tokens = token.tokenize(text)
    assert tokens.codes[tokens.words.index(word)] == token.CLASSES.get(name, token.OTHER)


def test_every_class_of_the_lexicon_is_known() -> None:
    """Each class of a word has its character."""
    assert {name for name, _ in lexicon.LEXICON.values()} <= token.CLASSES.keys()


@pytest.mark.parametrize(
    ("words", "unit", "value"),
    [
        ("two", "W", "P2W"),
        ("a", "M", "P1M"),
        ("two and a half", "Y", "P2Y6M"),
        ("a dozen", "D", "P12D"),
        ("two", "E", "P20Y"),
    ],
)
def test_quantity(words: str, unit: str, value: str) -> None:
    """Counts in words become TIMEX3 durations."""
    known = [(word, lexicon.LEXICON.get(word, ("", None))[1]) for word in words.split()]
    assert quantity.Quantity(quantity.count_of(known), unit).value == value


def test_open_quantity() -> None:
    """A count left open stays open, with a stated most."""
    weeks = quantity.Quantity(None, "W")
    assert (weeks.value, weeks.most) == ("PXW", 8)


@given(DAYS, st.sampled_from("DWMQYEC"))
def test_period_holds_its_day(day: date, unit: str) -> None:
    """The week, month ... around a day holds that day."""
    around = period.unit_period(unit, day)
    assert around.first
    assert around.last
    assert around.first <= day <= around.last


@given(DAYS, st.sampled_from(["START", "MID", "END"]))
def test_parts_lie_within(day: date, modifier: str) -> None:
    """ "Early", "mid" and "late" lie within their month and year."""
    for whole in (period.month_period(day.year, day.month), period.year_period(day.year)):
        part = whole.part(modifier)
        assert whole.first
        assert part.first
        assert part.last
        assert whole.last
        assert whole.first <= part.first <= part.last <= whole.last


@given(st.dates(), st.integers(-10_000, 10_000), st.sampled_from("DWFMQYEC"))
def test_shift_never_leaves_the_calendar(day: date, count: int, unit: str) -> None:
    """Counting past the end of the calendar stops there."""
    moved = period.shift(day, count, unit)
    assert date.min <= moved <= date.max


@pytest.mark.parametrize(
    ("year", "day"), [(1961, date(1961, 4, 2)), (2000, date(2000, 4, 23)), (2024, date(2024, 3, 31))]
)
def test_easter(year: int, day: date) -> None:
    """Easter falls on the Sundays that the almanacs give."""
    assert easter(year) == day
    assert day.isoweekday() == 7


@pytest.mark.parametrize("pattern", ["a?b", "(?:ab|c)?d", "(?P<x>[ab])?c", "(?<=a)b", "(?!a)b", "a{0,3}b", r"\.?a"])
def test_openings_are_complete(pattern: str) -> None:
    """No match of a pattern begins with characters that its openings leave out."""
    found = {length: openings(pattern, length) for length in (1, 2, 3)}
    for text in ("a", "b", "c", "d", "ab", "abd", "ac", "bc", "cd", "aab", "aaab", ".a", "a."):
        match = re.match(pattern, text)
        assert not match or all(match[0][:length] in found[length] for length in found)


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("They left on Friday", Tense.PAST),
        ("They will leave on Friday", Tense.FUTURE),
        ("The vote is scheduled for Friday", Tense.FUTURE),
        ("A summit on Friday", Tense.UNKNOWN),
        ("It was bombed. On Friday", Tense.UNKNOWN),
    ],
)
def test_tense(text: str, tense: Tense) -> None:
    """The nearest verb of the sentence tells past from future."""
    tokens = token.tokenize(text)
    last = len(tokens.words)
    assert tense_near(tokens, last - 1, last) is tense
