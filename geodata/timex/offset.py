"""Dates counted in units from an anchor: "two days later", "three weeks ago"."""

from __future__ import annotations

from datetime import date

from geodata.interval import DateInterval
from geodata.timex.grammar import Expression, Found, rule
from geodata.timex.period import (
    Period,
    day_period,
    in_words,
    shift,
    shift_days,
    unit_period,
    year_period,
    year_value,
)
from geodata.timex.quantity import Quantity, count_of

_NO_DIRECTIONS = frozenset({"early", "late", "mid", "middle", "sometime"})
_BACK = frozenset({"ago", "earlier", "before", "previously", "prior"})


def quantity_of(expression: Expression) -> Quantity:
    """Return the labelled count (``n``) and unit (``u``)."""
    count = count_of(expression.words("n")) if expression.has("n") else None
    return Quantity(count, str(expression.value("u")))


def read_offset(expression: Expression) -> Found | None:
    """Read a count of units before or after an anchor."""
    word = expression.word("dir")
    if word in _NO_DIRECTIONS:
        return None
    quantity = quantity_of(expression)
    sign = -1 if word in _BACK else 1
    if word == "ago" or (word in {"earlier", "hence"} and _counts_from_publication(expression, quantity)):
        origin, name = expression.anchor.today, expression.anchor.name
    else:
        origin, name = _told(expression, quantity.unit)
    if quantity.count is None:
        return _open_offset(expression, quantity, origin, name, sign)
    if origin is None:
        return _from_year(expression, quantity, sign)
    if quantity.unit[0] == "T":
        return _hours(expression, origin, name)
    return _from_day(expression, quantity, origin, name, sign)


def _counts_from_publication(expression: Expression, quantity: Quantity) -> bool:
    """Whether "a year earlier" compares with today's figures, as business news does."""
    return quantity.unit in {"Y", "Q"} and not expression.anchor.narrative


def _told(expression: Expression, unit: str) -> tuple[date | None, str]:
    period = expression.anchor.period_for(unit)
    return (period.first, "narrative") if period and period.first else (None, "none")


def _from_day(expression: Expression, quantity: Quantity, origin: date, name: str, sign: int) -> Found:
    told = expression.anchor.period_for(quantity.unit) if name == "narrative" else None
    steps, unit = quantity.steps
    moved = shift(origin, sign * steps, unit)
    if quantity.unit in {"D", "W", "F", "N"} and told and told.first != told.last:
        return _from_span(expression, told, quantity, sign)
    if quantity.unit in {"W", "F"} and name == "narrative":
        period = unit_period("W", moved)
    else:
        period = unit_period({"F": "W", "N": "D"}.get(quantity.unit, quantity.unit), moved)
    if quantity.unit in {"E", "C"}:
        period = year_period(moved.year)
    reason = f"{expression.quoted}, counted from {in_words(origin)}"
    # A look back ("as it had a year earlier") does not take the narrative with it.
    return expression.dated(period, name, reason, refers=sign > 0)


def _from_span(expression: Expression, told: Period, quantity: Quantity, sign: int) -> Found:
    """Count days from a month or year: the hull of what may be meant."""
    assert told.first
    assert told.last
    step = sign * (quantity.whole or 0)
    first, last = shift(told.first, step, quantity.unit), shift(told.last, step, quantity.unit)
    value = f"{first.year:04}-XX-XX" if quantity.unit == "D" else f"{first.year:04}-WXX"
    period = Period(value, first, last, "vague")
    reason = f"{expression.quoted}, counted from {told.value}, of which the text gives no day"
    return expression.dated(period, "narrative", reason, refers=False)


def _hours(expression: Expression, origin: date, name: str) -> Found:
    day = day_period(origin)
    first, last = shift_days(origin, -1), shift_days(origin, 1)
    interval = DateInterval(first, last, "day_inferred", name, f"{expression.quoted}, counted from {in_words(origin)}")
    return Found("TIME", f"{day.value}TXX", interval)


def _from_year(expression: Expression, quantity: Quantity, sign: int) -> Found | None:
    """Count from a narrative year without days (before Christ); else leave it open."""
    year = expression.anchor.year
    if year is None or quantity.unit not in {"Y", "E", "C"}:
        return expression.dated(
            Period(
                {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX"}.get(quantity.unit, "XXXX"), None, None, "undated"
            ),
            "none",
            f"{expression.quoted}: the text gives nothing to count from",
            refers=False,
        )
    step = int(quantity.whole or 0) * {"Y": 1, "E": 10, "C": 100}[quantity.unit]
    period = year_period(year + sign * step)
    return expression.dated(period, "narrative", f"{expression.quoted}, counted from {year_value(year)}")


def _open_offset(expression: Expression, quantity: Quantity, origin: date | None, name: str, sign: int) -> Found:
    """Read "weeks ago" and "a few days later" as the hull of what they may mean."""
    value = "PAST_REF" if sign < 0 else "FUTURE_REF"
    if not origin:
        interval = DateInterval(
            None, None, "vague", "none", f"{expression.quoted}: the text gives nothing to count from"
        )
        return Found("DATE", value, interval)
    far = shift(origin, sign * quantity.most, quantity.unit)
    reason = f"{expression.quoted}, at most {quantity.most} of the unit, counted from {in_words(origin)}"
    if sign < 0:
        return Found("DATE", value, DateInterval(far, origin, "vague", name, reason))
    last = expression.anchor.published
    end = min(far, last) if last and last >= origin else far
    return Found("DATE", value, DateInterval(origin, end, "vague", name, reason))


RULES = (
    rule(
        "offset",
        "(?:APPROX | MOD)? n:(NUM) (?:more|other|full)? u:UNIT|units (?:and so)? dir:ago|modifier|afterwards",
        read_offset,
    ),
    rule("open offset", "(?:a|approx)? (?:vague | couple of)? u:units (?:dir:ago|afterwards|modifier)", read_offset),
    rule("offset from told", "APPROX? n:(NUM) u:UNIT|units dir:before|after (?=dot|stop|comma|break)", read_offset),
)
