"""Times counted from an event that the text names: "shortly before the vote"."""

from __future__ import annotations

from geodata.interval import DateInterval
from geodata.timex.grammar import Expression, Found, rule
from geodata.timex.period import in_words, shift_days

_EVENT_NOUNS = frozenset(
    "vote attack strike ceasefire battle invasion offensive meeting talks summit election elections raid bombing coup siege"
    " assault fall capture announcement speech truce explosion blast war landing arrest resignation call ruling clash"
    " clashes withdrawal retreat surrender armistice agreement deal massacre protest ambush operation".split()
)


def read_beside_event(expression: Expression) -> Found | None:
    """Read "shortly before the vote" and "the eve of the vote" as the day of the event or the day beside it.

    The event's day is the last one the text told, in news else the day of publication.
    """
    anchor = expression.anchor
    if expression.words("event")[-1][0] not in _EVENT_NOUNS:
        return None
    day, name = (anchor.day, "event") if anchor.day else (anchor.published, "event")
    if day is None or (anchor.narrative and not anchor.day):
        return None
    before = expression.word("dir") in {"before", "eve"}
    first, last = (shift_days(day, -1), day) if before else (day, shift_days(day, 1))
    if anchor.published and day <= anchor.published:
        last = min(last, anchor.published)
    reason = f"{expression.quoted}: the event taken to be on {in_words(day)}, the day the text last spoke of"
    return Found("DATE", day.isoformat(), DateInterval(first, last, "day_inferred", name, reason))


RULES = (
    rule("beside event", "shortly dir:before|after the event:(WORD)", read_beside_event),
    rule("eve of event", "the? dir:eve of the event:(WORD)", read_beside_event),
)
