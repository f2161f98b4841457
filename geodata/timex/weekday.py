"""Days named by the week or from today: "Thursday", "last Friday", "yesterday"."""

from __future__ import annotations

from datetime import date

from geodata.interval import DateInterval
from geodata.timex.calendar_date import month_of_year
from geodata.timex.grammar import Expression, Found, rule
from geodata.timex.period import Period, day_period, in_words, month_period, shift_days
from geodata.timex.tense import Tense


def read_weekday(expression: Expression) -> Found | None:
    """Read a weekday, with or without the part of the day.

    On the day itself "Thursday" is today; in the past tense it lies behind, in the
    future tense ahead.
    """
    anchor = expression.anchor
    weekday = expression.number("w") or 1
    origin = anchor.today
    if origin is None:
        return _unanchored(expression, weekday)
    word = expression.word("rel")
    tense = Tense.PAST if expression.after() in {"'s", "\u2019s"} else expression.tense
    day = _resolve(origin, weekday, word, tense, narrative=anchor.narrative)
    if word in {"previous", "following", "preceding"} and anchor.told and anchor.day:
        origin, day = anchor.told, _resolve(anchor.told, weekday, word, Tense.UNKNOWN, narrative=False)
        return _day(expression, day, origin, "narrative")
    return _day(expression, day, origin, anchor.name)


def _resolve(origin: date, weekday: int, word: str, tense: Tense, *, narrative: bool) -> date:
    back = (origin.isoweekday() - weekday) % 7
    ahead = (weekday - origin.isoweekday()) % 7
    if word in {"last", "past", "previous", "preceding"}:
        return shift_days(origin, -(back or 7))
    if word in {"next", "coming", "upcoming", "following", "subsequent"}:
        return shift_days(origin, ahead or 7)
    if word == "this":
        return shift_days(origin, ahead if tense is not Tense.PAST else -back)
    if narrative:
        return shift_days(origin, ahead)
    return shift_days(origin, ahead if tense is Tense.FUTURE else -back)


def _unanchored(expression: Expression, weekday: int) -> Found:
    period = Period(f"XXXX-WXX-{weekday}", None, None, "undated")
    return expression.dated(period, "none", f"{expression.quoted}: the text does not say of which week", refers=False)


def _day(expression: Expression, day: date, origin: date, name: str) -> Found:
    found = expression.counted(day_period(day), origin, name)
    return with_day_part(expression, found)


def with_day_part(expression: Expression, found: Found) -> Found:
    """Add the labelled part of the day (``p``) to the value of a day."""
    if not expression.has("p"):
        return found
    part = str(expression.value("p"))
    return Found("TIME", f"{found.value}T{part}", found.interval, found.reference)


def read_hours_of_weekday(expression: Expression) -> Found | None:
    """Read "the early hours of Tuesday" as that morning."""
    found = read_weekday(expression)
    if not found or "hour" not in expression.text.lower():
        return None
    part = "MO" if expression.word("mod") == "early" else "NI"
    return Found("TIME", f"{found.value}T{part}", found.interval, found.reference)


def read_deictic(expression: Expression) -> Found | None:
    """Read "today", "yesterday", "tomorrow", also with a part of the day."""
    anchor = expression.anchor
    if anchor.narrative or not anchor.published:
        if expression.number("n") == 0:
            interval = DateInterval(
                anchor.published, anchor.published, "as_of_publication", "publication", expression.quoted
            )
            return Found("DATE", "PRESENT_REF", interval)
        if not anchor.told:
            return None
    origin = anchor.today
    assert origin
    day = shift_days(origin, expression.number("n") or 0)
    return with_day_part(expression, expression.counted(day_period(day), origin, anchor.name))


def read_this_part(expression: Expression) -> Found | None:
    """Read "this morning", "last night", "tonight", "that afternoon", "overnight"."""
    anchor = expression.anchor
    word = expression.word("rel") or expression.word("only")
    part = str(expression.value("p") or "NI")
    narrative = anchor.narrative or word in {"that", "same", "following"} or (word == "next" and expression.has("the"))
    origin, name = (anchor.day, "narrative") if narrative else (anchor.published, "publication")
    if origin is None:
        return _part_of_no_day(expression, part)
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(word, 0)
    day = shift_days(origin, step)
    if word == "overnight":
        return _overnight(expression, origin, name)
    found = expression.counted(day_period(day), origin, name)
    value = f"{day.isoformat()}T{part}"
    if word == "last" and part == "NI":
        # The night may have run past midnight into the day of publication.
        interval = DateInterval(day, origin, "day_inferred", name, found.interval.reason)
        return Found("TIME", value, interval, day_period(day))
    return Found("TIME", value, found.interval, day_period(day))


def _part_of_no_day(expression: Expression, part: str) -> Found:
    anchor = expression.anchor
    value = f"XXXX-XX-XXT{part}"
    if anchor.period and anchor.period.precision in {"month", "part_of_month"}:
        value = f"{anchor.period.value}-XXT{part}"
    interval = DateInterval(None, None, "undated", "none", f"{expression.quoted}: the text does not say of which day")
    return Found("TIME", value, interval)


def _overnight(expression: Expression, origin: date, name: str) -> Found:
    first = shift_days(origin, -1)
    reason = f"{expression.quoted}: the night to {in_words(origin)}"
    return Found("TIME", f"{first.isoformat()}TNI", DateInterval(first, origin, "day_inferred", name, reason))


def read_weekday_of_month(expression: Expression) -> Found | None:
    """Read "the last Thursday in November 2016" as that day, without a year as a day somewhere in the month."""
    month = expression.number("m") or 0
    if not expression.has("y"):
        return month_of_year(expression, month)
    whole = month_period(expression.number("y") or 0, month)
    if not whole.first or not whole.last:
        return None
    weekday, count = expression.number("w") or 1, expression.number("o")
    if expression.word("o") in {"last", "final"}:
        day = shift_days(whole.last, -((whole.last.isoweekday() - weekday) % 7))
    else:
        day = shift_days(whole.first, (weekday - whole.first.isoweekday()) % 7 + 7 * ((count or 1) - 1))
    return expression.stated(day_period(day)) if day <= whole.last else None


RULES = (
    rule(
        "weekday of month",
        "the? o:ordinal|th|last|final w:weekday in|of m:month (?:comma|of)? y:year",
        read_weekday_of_month,
    ),
    rule("weekday of some month", "the? o:ordinal|th|last|final w:weekday in|of m:month", read_weekday_of_month),
    rule(
        "weekday",
        "(?:mod:modifier (?:on)?)? (?:the|this)? rel:last|this|next|previous|coming|following|that? (?:coming)?"
        " w:weekday (?!possessive? edge) (?:mod_b:modifier? p:daypart)?",
        read_weekday,
    ),
    rule("hours of weekday", "the? mod:modifier units of w:weekday", read_hours_of_weekday),
    rule("dawn on weekday", "(?:the)? p:daypart on w:weekday", read_weekday),
    rule("part of weekday", "the p:daypart of w:weekday", read_weekday),
    rule(
        "deictic",
        "(?:mod:modifier hyphen? p_b:daypart?)? n:deictic (?:possessive)? (?:mod_b:modifier? p:daypart)?",
        read_deictic,
    ),
    rule("part then deictic", "mod:modifier? hyphen? p:daypart n:deictic", read_deictic),
    rule(
        "this morning",
        "(?:mod:modifier)? the:the? rel:this|that|last|next|previous|following|same (?:and)?"
        " (?:mod_b:modifier)? p:daypart",
        read_this_part,
    ),
    rule("tonight", "(?:mod:modifier)? only:tonight|overnight", read_this_part),
)
