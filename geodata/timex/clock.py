"""Times of the day: "10:35 a.m.", "noon Thursday", "the night of April 18"."""

from __future__ import annotations

import dataclasses
import re

from geodata.interval import DateInterval
from geodata.timex.anchor import Anchor
from geodata.timex.calendar_date import read_day
from geodata.timex.grammar import Expression, Found, rule
from geodata.timex.weekday import read_deictic, read_weekday

_CLOCK = re.compile(r"(\d{1,2})(?::\s?(\d\d))?(?!\d)")
_MILITARY = re.compile(r"([01]\d|2[0-3])([0-5]\d)")


def read_clock(expression: Expression) -> Found | None:
    """Read a clock time, on the day named beside it or on the day told last."""
    clock = _clock_value(expression)
    if clock is None:
        return None
    day = _day_beside(expression)
    if day is None:
        return _on_told_day(expression, clock)
    interval = day.interval
    if interval.precision == "day":
        interval = dataclasses.replace(interval, precision="minute" if ":" in clock else "day")
    return Found("TIME", f"{day.value}T{clock}", interval, day.reference)


def _clock_value(expression: Expression) -> str | None:
    if expression.has("noon"):
        return "12:00"
    if expression.has("midnight"):
        return "24:00"
    match = _CLOCK.match(expression.word("c")) or _MILITARY.fullmatch(expression.word("c"))
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    half = expression.word("half")[:1]
    part = expression.value("daypart")
    if len(expression.word("c")) <= 2 and not (half or expression.has("daypart") or "clock" in expression.text):
        return None
    if hour > 24 or minute > 59 or (half and hour > 12):
        return None
    if (half == "p" or part in {"AF", "EV"} or (part == "NI" and hour >= 6)) and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}"


def _day_beside(expression: Expression) -> Found | None:
    if expression.has("m"):
        return read_day(expression)
    if expression.has("w"):
        return _bare(read_weekday(expression))
    if expression.has("n"):
        return _bare(read_deictic(expression))
    return None


def _bare(found: Found | None) -> Found | None:
    """Return `found` with the value of its day alone."""
    return dataclasses.replace(found, value=found.value[:10]) if found else None


def _on_told_day(expression: Expression, clock: str) -> Found:
    anchor: Anchor = expression.anchor
    day, name = (anchor.day, "narrative") if anchor.day else (None, "none")
    if day is None and not anchor.narrative and anchor.published and not anchor.period:
        day, name = anchor.published, "publication"
    if day is None:
        interval = DateInterval(
            None, None, "undated", "none", f"{expression.quoted}: the text does not say of which day"
        )
        return Found("TIME", f"XXXX-XX-XXT{clock}", interval)
    interval = DateInterval(day, day, "minute", name, f"{expression.quoted}, on the day the text last spoke of")
    return Found("TIME", f"{day.isoformat()}T{clock}", interval)


def read_hours_of_day(expression: Expression) -> Found | None:
    """Read "the early hours of 3 March" as that morning."""
    day = read_day(expression)
    if not day or "hour" not in expression.text.lower():
        return None
    part = "MO" if expression.word("mod") == "early" else "NI"
    return Found("TIME", f"{day.value}T{part}", day.interval, day.reference)


def read_part_of_day(expression: Expression) -> Found | None:
    """Read "the night of April 18, 1775" and "Christmas night"."""
    day = read_day(expression)
    if not day:
        return None
    return Found("TIME", f"{day.value}T{expression.value('p')}", day.interval, day.reference)


_FIGURES = "c:(clock | day (?=ampm|oclock) | day (?=in the daypart) | number|year (?=zone)) half:ampm? oclock?"
_CLOCKTIME = f"(?:{_FIGURES} | noon:noon | midnight:midnight)"
_ZONE = "zone?"
_PART = "(?:in the daypart:daypart)?"

RULES = (
    rule("clock", f"approx? {_CLOCKTIME} {_ZONE} {_PART}", read_clock),
    rule("clock on weekday", f"approx? {_CLOCKTIME} {_ZONE} {_PART} (?:comma? on?) w:weekday", read_clock),
    rule("clock on deictic", f"approx? {_CLOCKTIME} {_ZONE} {_PART} n:deictic", read_clock),
    rule(
        "clock on day",
        f"approx? {_CLOCKTIME} {_ZONE} {_PART} (?:comma|on)? (?:weekday comma?)?"
        " m:month dot? d:day|th (?:comma? y:year)?",
        read_clock,
    ),
    rule(
        "clock on day of month",
        f"approx? {_CLOCKTIME} {_ZONE} {_PART} (?:comma|on)? d:day|th m:month dot? (?:comma? y:year)?",
        read_clock,
    ),
    rule("day then clock", f"m:month dot? d:day|th (?:comma? y:year)? comma? {_CLOCKTIME}", read_clock),
    rule("weekday then clock", f"w:weekday at? {_CLOCKTIME} {_ZONE}", read_clock),
    rule(
        "part of day",
        "(?:mod:modifier (?:in|on)?)? the? p:daypart of (?:weekday comma?)? m:month dot? d:day|th (?:comma? y:year)?",
        read_part_of_day,
    ),
    rule("hours of day", "the? mod:modifier units of the? d:day|th of? m:month (?:comma? y:year)?", read_hours_of_day),
    rule(
        "hours of month day", "the? mod:modifier units of m:month dot? d:day|th (?:comma? y:year)?", read_hours_of_day
    ),
    rule(
        "part of day of month",
        "(?:mod:modifier (?:in|on)?)? the? p:daypart of the? d:day|th of? m:month (?:comma? y:year)?",
        read_part_of_day,
    ),
)
