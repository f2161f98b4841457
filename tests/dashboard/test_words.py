"""Dates, confidence and facts in words."""

from __future__ import annotations

import pytest

from dashboard.words import confidence_in_words, day_in_words, fact_in_words, interval_in_words


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        ("2020-07-20", "2020-07-20", "20 July 2020"),
        ("2020-06-01", "2020-06-30", "June 2020"),
        ("2020-02-01", "2020-02-29", "February 2020"),
        ("2011-01-01", "2011-12-31", "2011"),
        ("1990-01-01", "1999-12-31", "1990 to 1999"),
        ("2020-06-01", "2020-07-20", "between 1 June 2020 and 20 July 2020"),
        (None, "2020-07-20", "on or before 20 July 2020"),
        ("2011-01-01", None, "on or after 1 January 2011"),
        (None, None, "no date"),
    ],
)
def test_intervals(earliest: str | None, latest: str | None, said: str) -> None:
    """An interval is said as shortly as is exact, and never as a day it does not name."""
    assert interval_in_words(earliest, latest) == said


def test_no_day() -> None:
    """A missing day is said to be missing."""
    assert day_in_words(None) == "no date"


@pytest.mark.parametrize(("score", "said"), [(0.95, "high"), (0.6, "medium"), (0.2, "low")])
def test_confidence(score: float, said: str) -> None:
    """Probabilities are told in three words."""
    assert confidence_in_words(score) == said


def test_a_disputed_fact_is_not_told_as_certain() -> None:
    """A record that is only a claim is told as reported."""
    fact = {"settlement": "Murzuq", "date": "2019-02-20", "from": "SPF", "to": "LNA", "kind": "claim"}
    assert "reported" in fact_in_words(fact)
