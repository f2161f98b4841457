"""Dates as files of events write them, their precision codes, and EDTF."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

ORDERS = ("dmy", "mdy", "ymd")
"""How a date in digits is to be read where it could be read in two ways."""

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?)?")
_YEAR = re.compile(r"(\d{4})(?:\.0+)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_DIGITS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: \d{1,2}:\d{2}.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-/]+([A-Za-z]+)\.?,?[ \-/]+(\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTH_ONLY = re.compile(r"([A-Za-z]+)\.?,? (\d{4})")
_EPOCH = re.compile(r"\d{9,10}(?:\.0+)?")


class Span(NamedTuple):
    """Inclusive days, with one of `geodata.interval.PRECISIONS`."""

    first: date
    last: date
    precision: str


class Unreadable(NamedTuple):
    """Why a text gives no date."""

    reason: str


def read_date(text: str, order: str | None = None) -> Span | Unreadable:
    """Return the days that a cell names; nothing is guessed.

    Parameters
    ----------
    order
        One of `ORDERS` for dates such as 03/04/2020; ``None`` refuses those that could be read in two ways.
    """
    text = text.strip()
    try:
        found = _read(text, order)
    except ValueError:
        return Unreadable(f"the date {text[:40]!r} is not in the calendar")
    return found or Unreadable(f"the date {text[:40]!r} cannot be read; give a date such as 2020-07-20")


def _read(text: str, order: str | None) -> Span | Unreadable | None:
    for pattern, read in _READERS:
        found = pattern.fullmatch(text)
        if found:
            return read(found, order)
    return None


def _iso(found: re.Match[str], order: str | None) -> Span:
    year, month, day = found.groups()
    return _day(year, month, day) if day else _month(int(year), int(month))


def _year(found: re.Match[str], order: str | None) -> Span:
    year = int(found[1])
    return Span(date(year, 1, 1), date(year, 12, 31), "year")


def _digits(found: re.Match[str], order: str | None) -> Span | Unreadable:
    one, mark, two, year = found.groups()
    if mark == "." or int(one) > 12 or (order == "dmy" and int(two) <= 12):  # a point stands after the day everywhere
        return _day(year, two, one)
    if int(two) > 12 or order == "mdy" or one == two:
        return _day(year, one, two)
    return Unreadable(f"the date {found[0][:40]!r} could be day or month first; say which with the date order")


def _day_first(found: re.Match[str], order: str | None) -> Span | None:
    month = _MONTHS.get(found[2].lower())
    return month and _day(found[3], month, found[1])


def _month_first(found: re.Match[str], order: str | None) -> Span | None:
    month = _MONTHS.get(found[1].lower())
    return month and _day(found[3], month, found[2])


def _month_only(found: re.Match[str], order: str | None) -> Span | None:
    month = _MONTHS.get(found[1].lower())
    return month and _month(int(found[2]), month)


def _from_epoch(found: re.Match[str], order: str | None) -> Span:
    day = datetime.fromtimestamp(int(float(found[0])), UTC).date()
    return Span(day, day, "day")


_READERS = (
    (_ISO, _iso),
    (_YEAR, _year),
    (_YEAR_FIRST, lambda found, _: _day(*found.groups())),
    (_DIGITS, _digits),
    (_DAY_FIRST, _day_first),
    (_MONTH_FIRST, _month_first),
    (_MONTH_ONLY, _month_only),
    (_EPOCH, _from_epoch),
)


def _day(year: str | int, month: str | int, day: str | int) -> Span:
    one = date(int(year), int(month), int(day))
    return Span(one, one, "day")


def _month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def order_of(texts: list[str]) -> str | None:
    """Return the order that a column's own dates prove, ``None`` where they prove none or contradict each other."""
    found = [match for text in texts if (match := _DIGITS.fullmatch(text.strip())) and match[2] != "."]
    day_first = any(int(match[1]) > 12 for match in found)
    month_first = any(int(match[3]) > 12 for match in found)
    return None if day_first == month_first else "dmy" if day_first else "mdy"


def acled_days(span: Span, code: str) -> Span | Unreadable:
    """Widen a day of ACLED by its ``time_precision``: 1 the day, 2 the week around it, 3 its month.

    ACLED gives week-long events the middle of the week, and month-long ones the middle of the month.
    """
    code = _code(code)
    if code in ("", "1"):
        return span
    if code == "2":
        return Span(_moved(span.first, -3), _moved(span.last, 3), "week")
    if code == "3":
        return _month(span.first.year, span.first.month)
    return Unreadable(f"the time precision {code[:20]!r} is none of 1, 2, 3")


_UCDP = {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"}


def ucdp_days(span: Span, code: str) -> Span | Unreadable:
    """Return the interval of UCDP's ``date_start`` to ``date_end`` with what ``date_prec`` says of it.

    1 the day, 2 two to six days, 3 a week, 4 a month, 5 more than a month up to a year: the dates are the interval.
    """
    code = _code(code)
    if code == "":
        return span
    if code not in _UCDP:
        return Unreadable(f"the date precision {code[:20]!r} is none of 1 to 5")
    return Span(span.first, span.last, _UCDP[code])


def widened(span: Span, days: int) -> Span:
    """Return an interval with so many days more on each side."""
    return Span(_moved(span.first, -days), _moved(span.last, days), span.precision) if days else span


def _moved(day: date, days: int) -> date:
    try:
        return day + timedelta(days)
    except OverflowError:
        return day


def _code(text: str) -> str:
    """Return a code as its digits: samples write 2 as ``2.0``."""
    return re.sub(r"\.0+$", "", text.strip())


def edtf(earliest: str | None, latest: str | None, precision: str | None = None) -> str:
    """Return ISO days as EDTF (ISO 8601-2): ``2020-06`` for a whole month, ``../2020-07-20`` for an open start.

    >>> edtf("2020-06-01", "2020-06-30", "month")
    '2020-06'
    """
    if not earliest or not latest:
        return f"{earliest or '..'}/{latest or '..'}" if earliest or latest else ""
    if earliest == latest:
        return earliest
    if precision in ("month", "month_inherited", "year"):
        first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
        if _month(first.year, first.month)[:2] == (first, last):
            return earliest[:7]
        if (earliest[4:], latest[4:]) == ("-01-01", "-12-31") and first.year == last.year:
            return earliest[:4]
    return f"{earliest}/{latest}"
