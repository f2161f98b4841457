"""Lengths of time: "two weeks", "for weeks", "a three-day truce", "the past four months"."""

from __future__ import annotations

from geodata.interval import DateInterval
from geodata.timex.grammar import Expression, Found, rule
from geodata.timex.offset import quantity_of
from geodata.timex.period import shift, shift_days
from geodata.timex.quantity import Quantity

_UNIT_PRECISION = {"W": "week", "M": "month", "Y": "year", "D": "day", "Q": "quarter"}
_RUNS_TO_NOW = frozenset({"have", "has", "been", "had", "ve", "time", "times", "now"})


def read_duration(expression: Expression) -> Found | None:
    """Read a length of time; its days are known only where it ends at the anchor."""
    quantity = quantity_of(expression)
    if quantity.count == 0 or _is_age(expression) or (quantity.unit == "Q" and not expression.has("rel")):
        return None
    return Found("DURATION", quantity.value, _days_of(expression, quantity))


def _is_age(expression: Expression) -> bool:
    """Whether the length is somebody's age."""
    return expression.after() in {"old", "olds"} or expression.after(2) in {"old", "olds", "age"}


def _days_of(expression: Expression, quantity: Quantity) -> DateInterval:
    """Return the days of a duration that ends now ("have been mobilising for weeks")."""
    word = expression.word("rel")
    if word in {"next", "coming", "following"}:
        return _ahead(expression, quantity)
    if word in {"last", "past", "previous", "recent", "latest"} or _ends_now(expression):
        return _ending_now(expression, quantity)
    return DateInterval(
        None, None, "undated", "none", f"{expression.quoted}: a length of time, the text does not say from when"
    )


def _ends_now(expression: Expression) -> bool:
    """Whether "for" stands in a perfect clause, or "in" counts how often something happened."""
    before = [expression.before(count) for count in range(1, 9)]
    if before[0] in {"for", "about", "nearly", "almost", "over"} and "for" in before[:3]:
        return any(word in {"have", "has", "been", "ve"} for word in before)
    return before[0] in {"in", "within"} and any(word in {"time", "times", "second", "third"} for word in before[1:4])


def _ending_now(expression: Expression, quantity: Quantity) -> DateInterval:
    anchor = expression.anchor
    origin = anchor.today
    if not origin:
        return DateInterval(None, None, "vague", "none", f"{expression.quoted}: the text gives nothing to count from")
    if quantity.unit[0] == "T":
        first = shift_days(origin, -1)
    elif quantity.count is None:
        first = shift(origin, -quantity.most, quantity.unit)
    else:
        first = shift_days(shift(origin, -quantity.most, quantity.unit), 1)
    precision = _UNIT_PRECISION.get(quantity.unit, "vague") if quantity.count == 1 else "vague"
    most = f", at most {quantity.most} of them" if quantity.count is None else ""
    reason = f"{expression.quoted}{most}, ending at {anchor.origin}"
    return DateInterval(min(first, origin), origin, precision, anchor.name, reason)


def _ahead(expression: Expression, quantity: Quantity) -> DateInterval:
    anchor = expression.anchor
    origin = anchor.today
    if not origin:
        return DateInterval(None, None, "vague", "none", f"{expression.quoted}: the text gives nothing to count from")
    last = shift(origin, quantity.most, quantity.unit) if quantity.unit[0] != "T" else shift_days(origin, 1)
    reason = f"{expression.quoted}, counted from {anchor.origin}"
    return DateInterval(origin, max(origin, last), "vague", anchor.name, reason)


def read_bare_plural(expression: Expression) -> Found | None:
    """Read "weeks" or "days" without a count."""
    quantity = Quantity(None, str(expression.value("u")))
    if quantity.unit in {"TM", "Q"} and not (expression.has("rel") or expression.has("v")):
        return None
    if _is_age(expression):
        return None
    return Found("DURATION", quantity.value, _days_of(expression, quantity))


def read_couple(expression: Expression) -> Found:
    """Read "a couple of days"."""
    quantity = Quantity(2, str(expression.value("u")))
    return Found("DURATION", quantity.value, _days_of(expression, quantity))


def read_and_a_half(expression: Expression) -> Found:
    """Read "a year and a half"."""
    quantity = Quantity(1.5, str(expression.value("u")))
    return Found("DURATION", quantity.value, _days_of(expression, quantity))


def read_compound(expression: Expression) -> Found | None:
    """Read "three-day" and "month-long" before a noun."""
    if _is_age(expression) or str(expression.value("u")) == "Q":
        return None
    quantity = quantity_of(expression) if expression.has("n") else Quantity(1, str(expression.value("u")))
    interval = DateInterval(
        None, None, "undated", "none", f"{expression.quoted}: a length of time, the text does not say from when"
    )
    return Found("DURATION", quantity.value, interval)


def read_long(expression: Expression) -> Found:
    """Read "decades-long" and "month-long"."""
    plural = expression.word("u").endswith("s")
    quantity = Quantity(None if plural else 1, str(expression.value("u")))
    interval = DateInterval(
        None, None, "undated", "none", f"{expression.quoted}: a length of time, the text does not say from when"
    )
    return Found("DURATION", quantity.value, interval)


_REL = "rel:last|next|coming|following|previous|recent|latest|ordinal|final"

RULES = (
    rule(
        "duration",
        "APPROX? (?:another)? n:(NUM) (?:more|other|full|additional)? u:UNIT|units (?:and so)? (?!hyphen old)",
        read_duration,
    ),
    rule("duration of", f"the? {_REL} n:(NUM) (?:more|additional|full)? u:UNIT|units", read_duration),
    rule("open duration of", f"(?:the)? {_REL} (?:vague)? u:units", read_duration),
    rule("the days", "the n:(NUM) u:units", read_duration),
    rule(
        "a few days", "(?:a|the|approx)? (?:v:vague | dozen of?) (?:more|other|additional)? u:units", read_bare_plural
    ),
    rule("days", "u:units", read_bare_plural),
    rule("two bloody weeks", "n:(numword|day) WORD u:units", read_duration),
    rule("a couple of days", f"(?:the? {_REL} | a)? couple of u:units", read_couple),
    rule("a minute and a half", "a u:UNIT and a half", read_and_a_half),
    rule(
        "three-day",
        "n:(numword (?:hyphen numword)?|number|day|decimal|a) hyphen u:UNIT|units (?:hyphen long)?",
        read_compound,
    ),
    rule("month-long", "u:UNIT|units hyphen long", read_long),
    rule("three months long", "n:(NUM) u:UNIT (?:long)", read_duration),
)
