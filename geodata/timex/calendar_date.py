"""Days and months, stated with their year or completed from the anchor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from geodata.timex.ambiguity import COUNTED
from geodata.timex.grammar import Expression, Found, rule
from geodata.timex.period import (
    Period,
    day_period,
    in_words,
    month_period,
    valid_day,
    week_period,
)
from geodata.timex.tense import Tense
from geodata.timex.wordset import wordset

NEAR_AHEAD_DAYS = 60
"""A bare "Dec. 15" up to this far ahead is the coming one, whatever the tense: last year's would be named so."""

HALF_YEAR_DAYS = 183


def read_day(expression: Expression) -> Found | None:
    """Read a day of a month, with or without its year."""
    return day_of_month(expression, expression.number("m") or 0)


def day_of_month(expression: Expression, month: int) -> Found | None:
    """Read the labelled day (``d``) of a month with the year (``y``) or (``said``) beside it."""
    day = expression.number("d") or 0
    if expression.has("y"):
        year = signed_year(expression)
        found = _day_or_month(year, month, day)
        return expression.stated(found) if found else None
    if expression.has("said"):
        return _with_said_year(expression, lambda year: _day_or_month(year, month, day))
    return complete_day(expression, month, day)


def complete_day(expression: Expression, month: int, day: int) -> Found | None:
    """Complete a day and month with the year that the anchor and the tense suggest."""
    anchor = expression.anchor
    if expression.after() in COUNTED:
        return None  # "in May 12 people were killed"
    if anchor.narrative:
        period = _day_or_month(anchor.year_of_month(month), month, day) if anchor.year is not None else None
        reason = f"{expression.quoted}, in the year the text last spoke of"
        return expression.dated(period, "narrative", reason) if period else _yearless(expression, month, day)
    if not anchor.published:
        return _yearless(expression, month, day)
    period = _nearest_day(anchor.published, month, day, expression.tense, expression.number("w"))
    if not period:
        return None
    return expression.dated(period, "publication", _year_reason(expression, anchor.published))


def _year_reason(expression: Expression, published: date) -> str:
    return f"{expression.quoted}, its year taken from publication on {in_words(published)}"


def _yearless(expression: Expression, month: int, day: int | None) -> Found | None:
    value = f"XXXX-{month:02}" + (f"-{day:02}" if day else "")
    period = Period(value, None, None, "undated")
    return expression.dated(period, "none", f"{expression.quoted}: the text does not say of which year", refers=False)


def _nearest_day(published: date, month: int, day: int, tense: Tense, weekday: int | None) -> Period | None:
    """Choose the year: the coming day where it is near or the clause looks ahead, else the last one."""
    days = [
        found
        for year in (published.year - 1, published.year, published.year + 1)
        if (found := valid_day(year, month, day))
    ]
    if not days:
        return None
    days = [found for found in days if found.isoweekday() == weekday] or days
    behind = [found for found in days if found <= published]
    ahead = [found for found in days if found > published]
    if not behind or not ahead:
        return day_period((behind or ahead)[-1])
    near = NEAR_AHEAD_DAYS if tense is not Tense.FUTURE else HALF_YEAR_DAYS
    return day_period(ahead[0] if (ahead[0] - published).days <= near else behind[-1])


def _day_or_month(year: int, month: int, day: int) -> Period | None:
    """Return the day; before Christ only its value."""
    if year <= 0:
        value = month_period(year, month).value + f"-{day:02}"
        return Period(value, None, None, "day") if 1 <= day <= 31 else None
    found = valid_day(year, month, day)
    return day_period(found) if found else None


def signed_year(expression: Expression) -> int:
    """Return the labelled year, negative before Christ."""
    year = expression.number("y") or 0
    return -year if expression.has("bc") else year


def _with_said_year(expression: Expression, complete: Callable[[int], Period | None]) -> Found | None:
    """Complete by "last year", "that year" ..."""
    anchor = expression.anchor
    word = expression.word("said")
    if word in {"that", "same", "the"} and anchor.year is not None:
        year, name = anchor.year, "narrative"
    elif anchor.today:
        year = anchor.today.year + {"last": -1, "past": -1, "previous": -1, "next": 1, "following": 1}.get(word, 0)
        name = anchor.name
    else:
        return None
    period = complete(year)
    if not period:
        return None
    origin = f"counted from {anchor.origin}" if name != "narrative" else "in the year the text last spoke of"
    return expression.dated(period, name, f"{expression.quoted}, {origin}")


def read_month(expression: Expression) -> Found | None:
    """Read a month, with or without its year, with "early", "mid", "the end of" ..."""
    return month_of_year(expression, expression.number("m") or 0)


def month_of_year(expression: Expression, month: int) -> Found | None:
    """Read a month with the year (``y``) or (``said``) beside it."""
    modifier = modifier_of(expression)
    if expression.has("y"):
        period = month_period(signed_year(expression), month)
        return expression.stated(period.part(modifier))
    if expression.has("said"):
        return _with_said_year(expression, lambda year: month_period(year, month).part(modifier))
    return _complete_month(expression, month, modifier)


def _complete_month(expression: Expression, month: int, modifier: str) -> Found | None:
    anchor = expression.anchor
    if anchor.narrative:
        if anchor.year is None:
            return _yearless(expression, month, None)
        period = month_period(anchor.year_of_month(month), month).part(modifier)
        return expression.dated(period, "narrative", f"{expression.quoted}, in the year the text last spoke of")
    if not anchor.published:
        return _yearless(expression, month, None)
    year = _news_year(anchor.published, month, expression)
    period = month_period(year, month).part(modifier)
    return expression.dated(period, "publication", _year_reason(expression, anchor.published))


def _news_year(published: date, month: int, expression: Expression) -> int:
    """Year of a bare month in news: the last such month, the coming one where the clause looks ahead."""
    word = expression.word("rel")
    if word in {"last", "past", "previous"}:
        return published.year - (month >= published.month)
    if word == "this":
        return published.year
    if word in {"next", "coming"} or expression.tense is Tense.FUTURE:
        return published.year + (month < published.month or (month == published.month and word == "next"))
    if expression.tense is Tense.UNKNOWN and (month - published.month) % 12 == 1:
        return published.year + (month < published.month)
    return published.year - (month > published.month)


def modifier_of(expression: Expression) -> str:
    """Return START, MID, END or nothing."""
    for label in ("mod", "edge"):
        if expression.has(label):
            return str(expression.value(label) or "")
    return ""


def read_day_number(expression: Expression) -> Found | None:
    """Read "the 20th" or the 7 of "April 6 and 7" in the month told last."""
    anchor, day = expression.anchor, expression.number("d") or 0
    if (
        anchor.year is None
        or anchor.month is None
        or (expression.after().isalpha() and expression.after() not in _AFTER_DAY)
    ):
        return None
    period = _day_or_month(anchor.year, anchor.month, day)
    reason = f"{expression.quoted}, in the month the text last spoke of"
    return expression.dated(period, "narrative", reason) if period else None


_AFTER_DAY = wordset("and or to until but when after before in at on by with as the he she they it while of")


def read_week_of(expression: Expression) -> Found | None:
    """Read "the week of March 6" as the week around that day."""
    found = read_day(expression)
    day = found.interval.earliest if found else None
    return expression.dated(week_period(day), found.interval.anchor, found.interval.reason) if found and day else None


def read_relative_month(expression: Expression) -> Found | None:
    """Read "last April", "next June", "this September"."""
    anchor = expression.anchor
    origin = anchor.today
    if not origin:
        return None
    month = expression.number("m") or 0
    year = _news_year(origin, month, expression)
    return expression.counted(month_period(year, month), origin, anchor.name)


_DAYNAME = "(?:w:weekday dot? comma? (?:the | on the?)?)?"
_SAID = "(?:(?:of|in)? (?:the)? said:this|that|same|last|previous|next|following yearword)"

_RANGE = "(?=(?:hyphen|to|and) the? (?:modifier hyphen?)?"

RULES = (
    rule(
        "day of a range with year",
        f"{_DAYNAME} the? d:day|th of? m:month {_RANGE} day|th of? month (?:comma|of)? y:year)",
        read_day,
    ),
    rule(
        "month day of a range with year",
        f"{_DAYNAME} m:month dot? d:day|th {_RANGE} month dot? day|th comma? y:year)",
        read_day,
    ),
    rule("month of a range with year", f"(?:MOD)? m:month {_RANGE} month comma? y:year)", read_month),
    rule("month day year", f"{_DAYNAME} m:month dot? the? d:day|th (?:comma|of)? y:year", read_day),
    rule("month day said year", f"{_DAYNAME} m:month dot? d:day|th {_SAID}", read_day),
    rule(
        "month day",
        f"{_DAYNAME} (?:approx | rel:last|this|next)? m:month dot? the? d:day|th (?!hyphen? (?:day|number) month)",
        read_day,
    ),
    rule("day month year", f"{_DAYNAME} the? d:day|th of? m:month dot? (?:comma|of)? y:year", read_day),
    rule("day month said year", f"{_DAYNAME} the? d:day|th of? m:month {_SAID}", read_day),
    rule("day month", f"{_DAYNAME} the? d:day|th of? m:month", read_day),
    rule("day-month-year", "d:day hyphen m:month hyphen y:year", read_day),
    rule(
        "first of two days",
        "(?<!slash) ext:(the? d:day|th) (?=(?:hyphen|and|to|comma) the? (?:day|th) of? m:month (?:comma? y:year)?)",
        read_day,
    ),
    rule(
        "second of two days",
        "(?<=month day|th and|to|hyphen) ext:(the? d:day|th) (?!month|UNIT|units|percent|clock)",
        read_day_number,
    ),
    rule("week of day", "the unit of m:month dot? d:day|th (?:comma? y:year)?", read_week_of),
    rule("week of day of month", "the unit of the? d:day|th of? m:month (?:comma? y:year)?", read_week_of),
    rule("month year", "(?:MOD | EDGE | approx)? m:month dot? (?:of|comma)? y:year bc:bc?", read_month),
    rule("month year bc", "(?:MOD | EDGE | approx)? m:month y:bareyear|number|day bc:bc", read_month),
    rule("month said year", f"(?:MOD | EDGE)? m:month {_SAID}", read_month),
    rule("month", "(?:MOD | EDGE | approx)? m:month", read_month),
    rule("the month", "rel:last|this|next|coming|previous m:month", read_relative_month),
    rule("ordinal day", "(?<=on|to|and|from|in) the d:th", read_day_number),
)
