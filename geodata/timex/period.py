"""A stretch of the calendar: its TIMEX3 value with its first and last day."""

from __future__ import annotations

import calendar
import dataclasses
from datetime import date, timedelta

from geodata.timex.month_name import MONTHS

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclasses.dataclass(frozen=True, slots=True)
class Period:
    """TIMEX3 value, inclusive first and last day (``None``: unknown, or before year 1), and precision."""

    value: str
    first: date | None
    last: date | None
    precision: str

    def part(self, modifier: str) -> Period:
        """Return the third of this month or year that "early", "mid" or "late" speaks of."""
        if modifier not in {"START", "MID", "END"} or not self.first or not self.last:
            return self
        if self.precision == "month":
            return self._third(modifier, [1, 11, 21, self.last.day + 1])
        if self.precision == "year":
            first = {"START": 1, "MID": 5, "END": 9}[modifier]
            year = self.first.year
            last = date(year, first + 3, calendar.monthrange(year, first + 3)[1])
            return dataclasses.replace(self, first=date(year, first, 1), last=last, precision="part_of_year")
        return self

    def _third(self, modifier: str, days: list[int]) -> Period:
        number = ("START", "MID", "END").index(modifier)
        first, last = self.first, self.first
        assert first
        assert last
        return dataclasses.replace(
            self,
            first=first.replace(day=days[number]),
            last=first.replace(day=days[number + 1] - 1),
            precision="part_of_month",
        )


def day_period(day: date) -> Period:
    """One day."""
    return Period(day.isoformat(), day, day, "day")


def month_period(year: int, month: int) -> Period:
    """One month of the Gregorian calendar."""
    if not 1 <= year <= 9999:
        return Period(year_value(year) + f"-{month:02}", None, None, "month")
    last = date(year, month, calendar.monthrange(year, month)[1])
    return Period(f"{year:04}-{month:02}", date(year, month, 1), last, "month")


def year_period(year: int) -> Period:
    """One year; 0 and below are years before Christ as astronomers count them minus one (-490: 490 BC)."""
    if not 1 <= year <= 9999:
        return Period(year_value(year), None, None, "year")
    return Period(year_value(year), date(year, 1, 1), date(year, 12, 31), "year")


def year_value(year: int) -> str:
    """TIMEX3 value of a year: ``1941``, ``BC0490``."""
    return f"{year:04}" if year > 0 else f"BC{-year:04}"


def week_period(day: date) -> Period:
    """The ISO week (Monday to Sunday) around `day`."""
    year, week, weekday = day.isocalendar()
    first = shift_days(day, 1 - weekday)
    last = shift_days(day, 7 - weekday)
    return Period(f"{year:04}-W{week:02}", first, last, "week")


def weekend_period(day: date) -> Period:
    """Saturday and Sunday of the ISO week around `day`."""
    week = week_period(day)
    first = shift_days(week.last, -1) if week.last else None
    return Period(f"{week.value}-WE", first, week.last, "week")


def quarter_period(year: int, quarter: int) -> Period:
    """Three months of a calendar year."""
    if not 1 <= year <= 9999:
        return Period(f"{year_value(year)}-Q{quarter}", None, None, "quarter")
    last = 3 * quarter
    return Period(
        f"{year:04}-Q{quarter}",
        date(year, last - 2, 1),
        date(year, last, calendar.monthrange(year, last)[1]),
        "quarter",
    )


def half_period(year: int, half: int) -> Period:
    """Six months of a calendar year."""
    if not 1 <= year <= 9999:
        return Period(f"{year_value(year)}-H{half}", None, None, "part_of_year")
    first, last = (date(year, 1, 1), date(year, 6, 30)) if half == 1 else (date(year, 7, 1), date(year, 12, 31))
    return Period(f"{year:04}-H{half}", first, last, "part_of_year")


def season_period(year: int, season: str) -> Period:
    """A northern season by whole months; winter is named by the year in which it ends or begins.

    "The winter of 1990" may mean either end of that year, so its days run over both.
    """
    value = f"{year_value(year)}-{season}"
    if not 1 < year < 9999:
        return Period(value, None, None, "season")
    if season == "WI":
        return Period(value, date(year - 1, 12, 1), date(year + 1, 2, 28), "season")
    month = _SEASON_MONTHS[season]
    last = date(year, month + 2, calendar.monthrange(year, month + 2)[1])
    return Period(value, date(year, month, 1), last, "season")


def decade_period(decade: int, *, before_christ: bool = False) -> Period:
    """Ten years; `decade` is the year without its last digit (199: the 1990s)."""
    if before_christ:
        return Period(f"BC{decade:03}", None, None, "decade")
    if not 1 <= decade <= 998:
        return Period(f"{decade:03}", None, None, "decade")
    return Period(f"{decade:03}", date(decade * 10, 1, 1), date(decade * 10 + 9, 12, 31), "decade")


def century_period(century: int, *, before_christ: bool = False) -> Period:
    """A hundred years; the 19th century has the value ``18``."""
    value = f"{century - 1:02}"
    if before_christ:
        return Period(f"BC{value}", None, None, "century")
    if not 1 <= century <= 99:
        return Period(value, None, None, "century")
    return Period(value, date(max(1, century * 100 - 100), 1, 1), date(century * 100 - 1, 12, 31), "century")


def unit_period(unit: str, day: date) -> Period:
    """The day, week, month ... of the calendar that holds `day`."""
    if unit == "W":
        return week_period(day)
    if unit == "M":
        return month_period(day.year, day.month)
    if unit == "Q":
        return quarter_period(day.year, (day.month + 2) // 3)
    if unit == "Y":
        return year_period(day.year)
    if unit == "E":
        return decade_period(day.year // 10)
    if unit == "C":
        return century_period(day.year // 100 + 1)
    return day_period(day)


def shift(day: date, count: int, unit: str) -> date:
    """Return `day` moved by `count` units; months keep the day number where it exists."""
    if unit in {"Y", "E", "C"}:
        return shift_months(day, count * {"Y": 12, "E": 120, "C": 1200}[unit])
    if unit in {"M", "Q"}:
        return shift_months(day, count * (3 if unit == "Q" else 1))
    return shift_days(day, count * {"W": 7, "F": 14, "D": 1, "N": 1}.get(unit, 0))


def shift_days(day: date, count: int) -> date:
    """Return `day` moved by `count` days, held within the calendar."""
    number = min(max(day.toordinal() + count, 1), date.max.toordinal())
    return date.fromordinal(number)


def shift_months(day: date, count: int) -> date:
    """Return `day` moved by `count` months, held within the calendar."""
    months = min(max(day.year * 12 + day.month - 1 + count, 12), 9999 * 12 + 11)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def in_words(day: date) -> str:
    """``20 July 2020``."""
    return f"{day.day} {MONTHS[day.month - 1].title()} {day.year}"


def valid_day(year: int, month: int, day: int) -> date | None:
    """Return the date, or ``None`` where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_between(first: date, last: date) -> int:
    """Count the days from `first` to `last`."""
    return (last - first) // timedelta(days=1)
