"""Feasts and months of the Christian and the Islamic calendar."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date

from hijridate import Gregorian, Hijri

from geodata.timex.calendar_date import day_of_month, month_of_year
from geodata.timex.grammar import Expression, Found, rule
from geodata.timex.period import Period, day_period, in_words, shift_days, week_period
from geodata.timex.tense import Tense
from geodata.timex.wordset import wordset

HIJRI_FIRST, HIJRI_LAST = 1344, 1499
"""Islamic years for which the Umm al-Qura calendar of hijridate is complete (1925 to 2076)."""


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches, by the anonymous Gregorian computus (Nature, 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    shift = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - shift - rest % 4) % 7
    month, day = divmod(shift + weekday - 7 * ((golden + 11 * shift + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


def _thanksgiving(year: int) -> date:
    first = date(year, 11, 1)
    return shift_days(first, (4 - first.isoweekday()) % 7 + 21)


def _holiday(name: str, year: int) -> date | None:
    if name == "easter":
        return easter(year)
    if name == "thanksgiving":
        return _thanksgiving(year)
    if name == "ashura":
        return _hijri_in(1, 10, year)
    fixed = {"christmas": (12, 25), "halloween": (10, 31), "nowruz": (3, 21), "new year": (1, 1)}
    return date(year, *fixed[name]) if name in fixed else None


@functools.cache
def _hijri_in(month: int, day: int, year: int) -> date | None:
    """Return the day of the Islamic calendar that falls into the Gregorian `year`."""
    for islamic in range(year - 580, year - 576):
        found = _gregorian(islamic, month, day)
        if found and found.year == year:
            return found
    return None


def _gregorian(year: int, month: int, day: int) -> date | None:
    if not HIJRI_FIRST <= year <= HIJRI_LAST:
        return None
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def hijri_year_of(day: date) -> int | None:
    """Return the Islamic year that holds `day`, ``None`` outside `HIJRI_FIRST` to `HIJRI_LAST`."""
    if not 1926 <= day.year <= 2075:
        return None
    return Gregorian(day.year, day.month, day.day).to_hijri().year


_BEFORE_FEAST = wordset("on at by before after since until till during over for around of to from and through")


def read_holiday(expression: Expression) -> Found | None:
    """Read "Christmas Day", "last Easter", "New Year's Eve 1999"."""
    name = str(expression.value("h") or "new year")
    if expression.word("span") == "week":
        return _week_of(expression, name)
    eve = -1 if expression.has("eve") or expression.has("eve_b") else 0
    marked = expression.has("eve") or any(expression.has(label) for label in ("eve_b", "span", "rel", "y"))
    if expression.has("h") and not marked and expression.before() not in _BEFORE_FEAST:
        return None  # "a Christmas party"
    if expression.has("y"):
        year = expression.number("y") or 0
        if name == "new year" and eve:
            year += 1
        day = _holiday(name, year)
        return expression.stated(day_period(shift_days(day, eve))) if day else None
    return _nearest(expression, lambda year: _holiday(name, year), eve)


def _week_of(expression: Expression, name: str) -> Found | None:
    """Read "Easter week" as the week that begins with the feast or holds it."""
    anchor = expression.anchor
    found = _nearest(expression, lambda year: _holiday(name, year))
    day = found.interval.earliest if found else None
    return (
        expression.dated(week_period(day), anchor.name, f"{expression.quoted}, counted from {anchor.origin}")
        if day
        else None
    )


def _nearest(expression: Expression, holiday: Callable[[int], date | None], shifted: int = 0) -> Found | None:
    anchor = expression.anchor
    if anchor.narrative:
        if anchor.year is None or anchor.year <= 1:
            return None
        day = holiday(anchor.year)
        reason = f"{expression.quoted}, in the year the text last spoke of"
        return expression.dated(day_period(shift_days(day, shifted)), "narrative", reason) if day else None
    origin = anchor.published
    if not origin or not 2 < origin.year < 9998:
        return None
    days = [day for year in range(origin.year - 1, origin.year + 2) if (day := holiday(year))]
    days = [shift_days(day, shifted) for day in days]
    day = _choose(days, origin, expression)
    return expression.counted(day_period(day), origin, "publication") if day else None


def _choose(days: list[date], origin: date, expression: Expression) -> date | None:
    if not days:
        return None
    word = expression.word("rel")
    behind, ahead = [day for day in days if day <= origin], [day for day in days if day > origin]
    if word in {"last", "past", "previous"} and behind:
        return behind[-1]
    if (word in {"next", "coming"} or expression.tense is Tense.FUTURE) and ahead:
        return ahead[0]
    return min(days, key=lambda day: abs((day - origin).days))


def read_eid(expression: Expression) -> Found | None:
    """Read "Eid al-Fitr" and "Eid al-Adha" as their first day, give or take the sighting of the moon."""
    month, day = (12, 10) if expression.has("adha") else (10, 1)
    if expression.has("y"):
        found = _hijri_in(month, day, expression.number("y") or 0)
        return _sighted(expression, found, expression.stated(day_period(found))) if found else None
    found_near = _nearest(expression, lambda year: _hijri_in(month, day, year))
    return _sighted(expression, found_near.interval.earliest, found_near) if found_near else None


def _sighted(expression: Expression, day: date | None, found: Found) -> Found:
    """Widen a feast by the day that the moon's sighting may move it, with its reason."""
    if not day:
        return found
    period = Period(day.isoformat(), shift_days(day, -1), shift_days(day, 1), "day_inferred")
    reason = f"{found.interval.reason}; Umm al-Qura calendar, a day either way by sighting of the moon"
    return expression.dated(period, found.interval.anchor, reason)


def read_two_word_month(expression: Expression) -> Found | None:
    """Read "Kanun al-Thani 2014" and "Tishrin al-Awwal", the Levant's names of western months."""
    months = expression.value("s")
    month = months.get(str(expression.number("which"))) if isinstance(months, dict) else None
    if not month:
        return None
    if expression.has("d"):
        return day_of_month(expression, month)
    return month_of_year(expression, month)


def read_hijri_month(expression: Expression) -> Found | None:
    """Read "Ramadan", "12 Ramadan", "Rajab 1441"."""
    month = _month_of(expression)
    year = _islamic_year(expression, month)
    if not month or not year:
        return None
    if expression.has("d"):
        day = _gregorian(year, month, expression.number("d") or 0)
        found = expression.stated(day_period(day)) if day else None
        return _sighted(expression, day, found) if found else None
    first = _gregorian(year, month, 1)
    after = _gregorian(year + month // 12, month % 12 + 1, 1)
    if not first or not after:
        return None
    last = shift_days(after, -1)
    reason = f"{expression.quoted}, month {month} of the Islamic year {year}: {in_words(first)} to {in_words(last)}"
    period = Period(f"{first.year:04}-{first.month:02}", first, last, "month")
    return expression.dated(period, "absolute" if expression.has("y") else expression.anchor.name, reason)


def _month_of(expression: Expression) -> int:
    if expression.has("pair"):
        return (expression.number("pair") or 0) + ((expression.number("which") or 1) - 1)
    if expression.has("dhu"):
        return expression.number("dhu") or 0
    return expression.number("h") or 0


def _islamic_year(expression: Expression, month: int) -> int | None:
    """Take the year stated, else the one in which the month lies nearest before publication."""
    if expression.has("y"):
        year = expression.number("y") or 0
        if year < 1600:
            return year
        first = _hijri_in(month, 1, year)
        return hijri_year_of(first) if first else None
    origin = expression.anchor.told if expression.anchor.narrative else expression.anchor.published
    if not origin:
        return None
    year_now = hijri_year_of(origin)
    if not year_now:
        return None
    first = _gregorian(year_now, month, 1)
    ahead = bool(first and first > origin)
    word = expression.word("rel")
    if word == "last":
        return year_now - ahead - (0 if ahead else 1 if first and (origin - first).days < 30 else 0)
    if ahead and expression.tense is not Tense.FUTURE and word not in {"this", "next"}:
        return year_now - 1
    return year_now


_AL = "(?:hyphen? article_al hyphen?)?"
_HIJRI = f"(?:h:hijri | pair:hijri_pair {_AL} which:second_name | dhu_b:hijri_dhu {_AL} dhu:dhu_name)"

_TWO_WORDS = f"s:two_word_month {_AL} which:second_name"

RULES = (
    rule("two-word month", f"(?:d:day|th of?)? {_TWO_WORDS} (?:comma? y:year)?", read_two_word_month),
    rule(
        "holiday",
        "(?:rel:last|this|next)? (?:eve_b:eve of)? h:holiday (?:eve:eve | span:unit|weekday)? (?:comma? y:year)?",
        read_holiday,
    ),
    rule("new year's day", "new yearword possessive? (?:eve:eve | unit) (?:comma? y:year)?", read_holiday),
    rule("eid", f"eid {_AL} (?:fitr | adha:adha) (?:comma? y:year)?", read_eid),
    rule(
        "hijri month",
        f"(?:the unit of)? (?:rel:last|this|next)? {_HIJRI} (?:comma? y:year)? hijri_era?",
        read_hijri_month,
    ),
    rule("hijri day", f"d:day|th (?:of)? {_HIJRI} (?:comma? y:year)? hijri_era?", read_hijri_month),
)
