"""Times that come again: "daily", "every Friday", "each month", "Tuesday nights"."""

from __future__ import annotations

from geodata.interval import DateInterval
from geodata.timex.grammar import Expression, Found, rule
from geodata.timex.quantity import Quantity, count_of


def _set(expression: Expression, value: str) -> Found:
    interval = DateInterval(None, None, "undated", "none", f"{expression.quoted}: comes again and again")
    return Found("SET", value, interval)


def read_set_word(expression: Expression) -> Found | None:
    """Read "daily", "annually"; "a quarterly dividend" is a kind of dividend, not a time."""
    if expression.word("s") in {"quarterly", "monthly", "yearly"} and expression.after().isalpha():
        return None
    return _set(expression, str(expression.value("s")))


def read_every(expression: Expression) -> Found | None:
    """Read "every day", "each July", "every two weeks"."""
    if expression.has("n"):
        return _set(expression, Quantity(count_of(expression.words("n")), str(expression.value("u"))).value)
    if expression.has("u"):
        return _set(expression, Quantity(1, str(expression.value("u"))).value)
    if expression.has("m"):
        return _set(expression, f"XXXX-{expression.number('m') or 0:02}")
    if expression.has("season"):
        return _set(expression, f"XXXX-{expression.value('season')}")
    return _set(expression, f"XXXX-XX-XXT{expression.value('p')}")


def read_weekdays(expression: Expression) -> Found | None:
    """Read "Fridays", "every Friday", "Tuesday nights"."""
    part = f"T{expression.value('p')}" if expression.has("p") else ""
    return _set(expression, f"XXXX-WXX-{expression.number('w')}{part}")


def read_time_of_day(expression: Expression) -> Found:
    """Read the "night" of "at night"."""
    interval = DateInterval(
        None, None, "undated", "none", f"{expression.quoted}: a time of day, the text does not say of which"
    )
    return Found("TIME", f"XXXX-XX-XXT{expression.value('p')}", interval)


def read_per(expression: Expression) -> Found:
    """Read the "a day" of "three times a day"."""
    return _set(expression, Quantity(1, str(expression.value("u"))).value)


def read_weekends(expression: Expression) -> Found:
    """Read "weekends"."""
    return _set(expression, "XXXX-WXX-WE")


RULES = (
    rule("set word", "s:setword", read_set_word),
    rule("every", "every (?:other)? (?:n:(NUM))? u:UNIT|units", read_every),
    rule("every month", "every m:month", read_every),
    rule("every season", "every season:season", read_every),
    rule("every night", "every p:daypart", read_every),
    rule("every weekday", "every w:weekday p:daypart?", read_weekdays),
    rule("weekdays", "w:weekdays p:daypart?", read_weekdays),
    rule("weekday nights", "w:weekday p:dayparts", read_weekdays),
    rule("at night", "(?<=at) p:daypart", read_time_of_day),
    rule("nights", "p:dayparts", read_time_of_day),
    rule("per day", "per u:UNIT", read_per),
    rule("weekends", "weekends", read_weekends),
)
