"""Dates in figures: "2020-01-02", "2/1/2020", "02.01.2020"."""

from __future__ import annotations

import re
from datetime import date, datetime

from geodata.timex.grammar import Expression, Found, rule
from geodata.timex.period import Period, day_period, valid_day


def read_iso(expression: Expression) -> Found | None:
    """Read 2020-01-02 or 2020-01-02T13:15."""
    text = expression.text
    try:
        day = date.fromisoformat(text[:10])
        if len(text) > 10:
            datetime.fromisoformat(text)
    except ValueError:
        return None
    found = expression.stated(day_period(day))
    if len(text) == 10:
        return found
    interval = expression.stated(Period(text, day, day, "minute")).interval
    return Found("TIME", text[:16], interval, day_period(day))


def read_slashed(expression: Expression) -> Found | None:
    """Read 2/1/2020: month first where only that fits, else the order nearest to publication."""
    numbers = [int(part) for part in re.split(r"\D", expression.text)]
    if len(expression.text.split("/")[0]) == 4:
        numbers = [numbers[1], numbers[2], numbers[0]]
        orders = [(numbers[0], numbers[1])]
    else:
        orders = [(numbers[0], numbers[1]), (numbers[1], numbers[0])]
    year = numbers[2] + (0 if numbers[2] > 99 else 1900 if numbers[2] > 50 else 2000)
    days = [day for month, number in orders if (day := valid_day(year, month, number))]
    published = expression.anchor.published
    if not days or (len(set(days)) > 1 and not published and "." not in expression.text):
        return _unordered(expression, days)
    if "." in expression.text:
        return expression.stated(day_period(days[-1]))
    day = min(days, key=lambda found: abs((found - published).days)) if published else days[0]
    return expression.stated(day_period(day))


def _unordered(expression: Expression, days: list[date]) -> Found | None:
    """Return the hull of both readings of 2/1/2020 when nothing tells them apart."""
    if not days:
        return None
    period = Period(f"{days[0].year:04}", min(days), max(days), "vague")
    return expression.dated(period, "absolute", f"{expression.quoted}: day and month may stand in either order")


RULES = (
    rule("iso", "iso", read_iso),
    rule("slashed", "slashed", read_slashed),
)
