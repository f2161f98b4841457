"""Times counted from an event that the text names: "shortly before the vote"."""

from __future__ import annotations

from datetime import date

from geodata.interval import DateInterval
from geodata.timex.anchor import Anchor
from geodata.timex.grammar import Expression, Found, rule
from geodata.timex.offset import quantity_of
from geodata.timex.period import Period, day_period, in_words, shift, shift_days, unit_period
from geodata.timex.token import Tokens
from geodata.timex.wordset import wordset

_EVENT_NOUNS = wordset(
    "vote attack strike ceasefire battle invasion offensive meeting talks summit election elections raid bombing"
    " coup siege assault fall capture announcement speech truce explosion blast war landing arrest resignation"
    " call ruling clash clashes withdrawal retreat surrender armistice agreement deal massacre protest ambush"
    " operation"
)

STEM, LEAST = 5, 4
"""Letters by which "relieving" and "relieved" are one, and letters of the shortest word that names an event."""

_REACH = 14
"""Tokens on each side of a date that may name what happened then, within the sentence."""

_COMMON = wordset(
    "after before their there which while where other about against between through under being would could with"
    " from that this they were have been into over than them then when more forces force troops army general"
    " people days weeks months years first second major began"
)


def remember(tokens: Tokens, anchor: Anchor, first: int, end: int, day: date) -> None:
    """Keep the words around a date, so that "two days after the siege" can be counted from it."""
    for step, start in ((-1, first - 1), (1, end)):
        for index in range(start, start + step * _REACH, step):
            if not 0 <= index < len(tokens.words) or _is_border(tokens.words[index]):
                break
            if stem := _stem(tokens.words[index]):
                anchor.events[stem] = (day, index)


def _is_border(word: str) -> bool:
    return word in {".", ";"} or word.startswith("\n")


def _stem(word: str) -> str:
    return word[:STEM] if len(word) >= LEAST and word.isalpha() and word not in _COMMON else ""


def _day_of_event(expression: Expression) -> date | None:
    """Return the day told with the words that follow, the day that most of them agree on."""
    first, last = expression.span[1], expression.span[1] + 7
    votes: dict[date, int] = {}
    for word in expression.tokens.words[first:last]:
        if not word.isalpha():
            break
        day, told_at = expression.anchor.events.get(_stem(word), (None, 0))
        if day and told_at < first:
            votes[day] = votes.get(day, 0) + 1
    best = max(votes, key=lambda day: (votes[day], day), default=None)
    # News names one word ("murder") with many days; a history tells an event once.
    least = 1 if expression.anchor.narrative else 2
    return best if best and votes[best] >= least else None


def read_from_event(expression: Expression) -> Found | None:
    """Read "two days after relieving the siege" from the day that the text told with those words."""
    quantity = quantity_of(expression)
    origin = _day_of_event(expression)
    if origin is None or quantity.count is None or quantity.unit[0] == "T":
        return None
    sign = -1 if expression.word("dir") == "before" else 1
    steps, unit = quantity.steps
    moved = shift(origin, sign * steps, unit)
    period = day_period(moved) if unit == "D" else unit_period(unit, moved)
    precision = "day_inferred" if period.precision == "day" else period.precision
    reason = f"{expression.quoted} what the text tells of {in_words(origin)}"
    interval = DateInterval(period.first, period.last, precision, "event", reason)
    if not expression.anchor.narrative:
        return Found("DURATION", quantity.value, interval)
    return Found("DATE", period.value, interval, Period(period.value, period.first, period.last, period.precision))


def read_beside_event(expression: Expression) -> Found | None:
    """Read "shortly before the vote" and "the eve of the vote" as the day of the event or the day beside it.

    The event's day is the last one the text told, in news else the day of publication.
    """
    anchor = expression.anchor
    if expression.words("event")[-1][0] not in _EVENT_NOUNS:
        return None
    day = anchor.day or (None if anchor.narrative else anchor.published)
    if day is None:
        return None
    before = expression.word("dir") in {"before", "eve"}
    first, last = (shift_days(day, -1), day) if before else (day, shift_days(day, 1))
    if anchor.published and day <= anchor.published:
        last = min(last, anchor.published)
    reason = f"{expression.quoted}: the event taken to be on {in_words(day)}, the day the text last spoke of"
    return Found("DATE", day.isoformat(), DateInterval(first, last, "day_inferred", "event", reason))


RULES = (
    rule("beside event", "shortly dir:before|after the event:(WORD)", read_beside_event),
    rule("eve of event", "the? dir:eve of the event:(WORD)", read_beside_event),
    rule("from event", "ext:(n:(NUM) u:UNIT|units) (?=dir:before|after)", read_from_event),
)
