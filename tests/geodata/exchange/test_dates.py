"""Dates of files of events."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.exchange.dates import Span, Unreadable, acled_days, edtf, order_of, read_date, ucdp_days

DAY = Span(date(2020, 7, 4), date(2020, 7, 4), "day")


@pytest.mark.parametrize(
    "text",
    [
        "2020-07-04",
        "4 July 2020",
        "04 Jul 2020",
        "4-Jul-2020",
        "July 4, 2020",
        "2020/07/04",
        "04.07.2020",
        "2020-07-04T10:00:00Z",
    ],
)
def test_forms_of_a_day(text: str) -> None:
    assert read_date(text) == DAY


def test_coarser_dates_are_intervals() -> None:
    assert read_date("2020-02") == (date(2020, 2, 1), date(2020, 2, 29), "month")
    assert read_date("1999") == (date(1999, 1, 1), date(1999, 12, 31), "year")


def test_an_ambiguous_date_is_not_guessed() -> None:
    assert isinstance(read_date("04/07/2020"), Unreadable)
    assert read_date("04/07/2020", "dmy") == DAY
    assert read_date("07/04/2020", "mdy") == DAY
    assert read_date("13/07/2020") == (date(2020, 7, 13), date(2020, 7, 13), "day")
    assert order_of(["04/07/2020", "25/12/2020"]) == "dmy"
    assert order_of(["04/07/2020"]) is None


@pytest.mark.parametrize(
    "text", ["2020-02-30", "32 July 2020", "", "yesterday", "0000-00-00", "99999", "4 Julember 2020"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert isinstance(read_date(text), Unreadable)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert isinstance(read_date(text), Span | Unreadable)


@given(st.dates())
def test_iso_days_are_read_back(day: date) -> None:
    assert read_date(day.isoformat()) == (day, day, "day")


def test_precision_codes() -> None:
    assert acled_days(DAY, "1.0") == DAY
    assert acled_days(DAY, "2") == (date(2020, 7, 1), date(2020, 7, 7), "week")
    assert acled_days(DAY, "3") == (date(2020, 7, 1), date(2020, 7, 31), "month")
    assert isinstance(acled_days(DAY, "9"), Unreadable)
    assert ucdp_days(Span(date(2019, 4, 5), date(2019, 4, 8), "day"), "2")[:2] == (date(2019, 4, 5), date(2019, 4, 8))
    assert isinstance(ucdp_days(DAY, "6"), Unreadable)


def test_edtf() -> None:
    assert edtf("2020-06-01", "2020-06-30", "month") == "2020-06"
    assert edtf("2020-06-01", "2020-06-30", "vague") == "2020-06-01/2020-06-30"
    assert edtf("2020-01-01", "2020-12-31", "year") == "2020"
    assert edtf(None, "2020-07-20") == "../2020-07-20"
    assert edtf("2020-07-20", "2020-07-20") == "2020-07-20"
