"""Units of the calendar named from an anchor: "last month", "the following day", "the end of the year"."""

from __future__ import annotations

from datetime import date

from geodata.interval import DateInterval
from geodata.timex.calendar_date import modifier_of
from geodata.timex.grammar import Expression, Found, rule
from geodata.timex.period import (
    Period,
    day_period,
    decade_period,
    in_words,
    shift,
    shift_days,
    unit_period,
    weekend_period,
    year_period,
    year_value,
)
from geodata.timex.quantity import Quantity

_STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "forthcoming": 1,
    "following": 1,
    "subsequent": 1,
    "ensuing": 1,
}
_NARRATIVE = frozenset(
    {"previous", "preceding", "prior", "following", "subsequent", "ensuing", "that", "same", "those"}
)


_WINDOWS = frozenset({"over", "during", "for", "within", "throughout"})
"""Prepositions after which "the last year" is the twelve months up to now, not the calendar year before."""


def read_named(expression: Expression) -> Found | None:
    """Read "last month", "this year", "the following day", "early next week"."""
    unit = str(expression.value("u"))
    word = expression.word("rel")
    if (expression.after() == "of" and (expression.has("the") or unit == "Q")) or (
        unit == "Q" and word in {"latest", "that", "same"}
    ):
        return _window(expression, unit) if unit != "Q" and word in {"last", "next"} else None
    step = _STEPS.get(word, 0)
    narrative = word in _NARRATIVE or (word == "next" and expression.has("the")) or expression.anchor.narrative
    now = expression.has("the") and (word == "past" or (word == "last" and expression.before() in _WINDOWS))
    if unit[0] == "T" or now:
        return _window(expression, unit)
    origin, name = (
        (expression.anchor.told, "narrative") if narrative else (expression.anchor.today, expression.anchor.name)
    )
    if origin is None:
        return _named_without_day(expression, unit, step)
    if narrative and unit == "D":
        return _next_day(expression, step)
    period = unit_period(unit, shift(origin, step, unit))
    return _within(expression, period, origin, name)


def _window(expression: Expression, unit: str) -> Found:
    quantity = Quantity(1, unit)
    origin = expression.anchor.today
    if not origin:
        return Found("DURATION", quantity.value, DateInterval(None, None, "vague", "none", expression.quoted))
    first = shift_days(shift(origin, -1, unit), 1) if unit[0] != "T" else shift_days(origin, -1)
    reason = f"{expression.quoted}, ending at {expression.anchor.origin}"
    return Found(
        "DURATION", quantity.value, DateInterval(first, max(first, origin), "vague", expression.anchor.name, reason)
    )


def _next_day(expression: Expression, step: int) -> Found | None:
    told = expression.anchor.period_for("D")
    if not told or not told.first or not told.last:
        return None
    if told.first == told.last:
        return expression.counted(day_period(shift_days(told.first, step)), told.first, "narrative")
    period = Period(
        "XXXX-XX-XX" if told.precision == "vague" else f"{told.first.year:04}-XX-XX",
        told.first,
        shift_days(told.last, step) if step > 0 else told.last,
        "vague",
    )
    return expression.dated(period, "narrative", f"{expression.quoted}, counted from {told.value}", refers=False)


def _named_without_day(expression: Expression, unit: str, step: int) -> Found | None:
    year = expression.anchor.year
    if year is not None and unit in {"Y", "E", "C"} and (year < 0 or expression.anchor.narrative):
        if unit == "Y":
            return expression.dated(
                year_period(year + step), "narrative", f"{expression.quoted}, counted from {year_value(year)}"
            )
        if unit == "E" and year < 0:
            period = decade_period(-year // 10 - step, before_christ=True)
            return expression.dated(period, "narrative", f"{expression.quoted}, counted from {year_value(year)}")
    value = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}.get(unit)
    if not value:
        return None
    reason = f"{expression.quoted}: the text gives nothing to count from"
    return expression.dated(Period(value, None, None, "undated"), "none", reason, refers=False)


def _within(expression: Expression, period: Period, origin: date, name: str) -> Found:
    """Narrow "earlier this year" and "late last month" to the part they speak of."""
    word = expression.word("mod")
    precision = {"year": "part_of_year", "month": "part_of_month"}.get(period.precision, period.precision)
    reason = (
        f"{expression.quoted}, counted from {in_words(origin)}"
        if name != "narrative"
        else (f"{expression.quoted}, counted from the narrative at {in_words(origin)}")
    )
    if word == "earlier" and period.first and period.first <= origin <= (period.last or origin):
        interval = DateInterval(period.first, origin, precision, name, reason)
        return Found("DATE", period.value, interval, period)
    if word == "later" and period.last and (period.first or origin) <= origin <= period.last:
        return Found("DATE", period.value, DateInterval(origin, period.last, precision, name, reason), period)
    return expression.dated(period.part(modifier_of(expression)), name, reason)


def read_edge_of_unit(expression: Expression) -> Found | None:
    """Read "the end of the year", "later that month", "early in the week"."""
    unit = str(expression.value("u"))
    anchor = expression.anchor
    word = expression.word("rel")
    if unit == "D" and not word:
        return None
    narrative = anchor.narrative or word in {"that", "same"}
    origin, name = (anchor.told, "narrative") if narrative else (anchor.today, anchor.name)
    if origin is None:
        return _named_without_day(expression, unit, 0)
    return _within(expression, unit_period(unit, shift(origin, _STEPS.get(word, 0), unit)), origin, name)


def read_weekend(expression: Expression) -> Found | None:
    """Read "last weekend", "the weekend"."""
    origin = expression.anchor.today
    if not origin:
        return expression.dated(Period("XXXX-WXX-WE", None, None, "undated"), "none", expression.quoted, refers=False)
    word = expression.word("rel")
    step = _STEPS.get(word, 0)
    this_week = origin.isoweekday() >= 6 or word == "this" or step > 0 or expression.tense.value == "future"
    week = shift_days(origin, 7 * max(step, 0) if this_week and word != "last" else -7)
    return expression.counted(weekend_period(week), origin, expression.anchor.name)


def read_day_beside(expression: Expression) -> Found | None:
    """Read "the day before" and "the week after" beside the date told last."""
    step = -1 if expression.word("dir") == "before" else 1
    if expression.after() in {"yesterday", "tomorrow", "the", "last"} and expression.after() != "the":
        return None
    unit = str(expression.value("u"))
    if unit == "D":
        return _next_day(expression, step)
    told = expression.anchor.told
    if not told or unit[0] == "T":
        return None
    return expression.counted(unit_period(unit, shift(told, step, unit)), told, "narrative")


def read_beside_deictic(expression: Expression) -> Found | None:
    """Read "the day before yesterday" and "the day after tomorrow"."""
    anchor = expression.anchor
    origin = anchor.today
    if origin is None:
        return None
    step = (-1 if expression.word("dir") == "before" else 1) + (expression.number("n") or 0)
    return expression.counted(day_period(shift_days(origin, step)), origin, anchor.name)


_REL = "rel:last|this|that|previous|next|coming|following|same|current|latest"

RULES = (
    rule("named unit", f"(?:MOD | EDGE)? the:the? {_REL} (?:fiscal|full)? u:UNIT", read_named),
    rule("that same day", "(?:MOD | EDGE)? that|this rel:same u:UNIT", read_named),
    rule("past unit", "the:the? rel:last u:UNIT", read_named),
    rule("the day following", "the u:UNIT rel:following (?!the|a|this)", read_named),
    rule(
        "edge of unit",
        "(?:the? edge:edge of | the? mod:modifier (?:hyphen | in | part of)) the? rel:this|that|last|next|same? u:UNIT",
        read_edge_of_unit,
    ),
    rule("part of unit", "mod:modifier rel:this|that|last|next? u:UNIT", read_edge_of_unit),
    rule("unit's end", "u:UNIT possessive edge:edge", read_edge_of_unit),
    rule(
        "weekend",
        "(?:the | rel:this|last|next|coming|previous|following|that)? (?:rel_b:last|coming)? weekend",
        read_weekend,
    ),
    rule("two days beside", "the unit dir:before|after n:deictic", read_beside_deictic),
    rule("day beside", "the u:UNIT dir:before|after (?=dot|stop|comma|break)", read_day_beside),
)
