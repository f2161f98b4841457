"""Which time expression dates a clause, and what the words between them make of it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from geodata.interval import DateInterval
from geodata.timex.period import shift, unit_period
from geodata.timex.record import Timex

CLAUSE_COST, SUBORDINATE_COST, MOST_COST = 60, 160, 280
"""Borders between a trigger and a timex in code points; beyond the last the timex belongs to something else.

Set by hand on the project's own passages; a clause of news has about 60 code points.
"""

SPEECH = r"(?:said|says|told|announced|warned|added|argued|stated|claimed|reported|confirmed|condemned|called)"
_CLAUSE_BORDER = re.compile(r"[:\u2014]|,\s+(?:and|but|or|so|while|although|though)\b|\b(?:but|whereas)\b")
_SUBORDINATE = re.compile(
    r";|\b(?:after|before|since|until|which|who|whom|whose|that|because|if|where|once|despite)\b|,\s+(?=\w+ing\b)"
    rf"|\b{SPEECH}\b|[\"\u201c\u201d]",
)
"""Sought in lower-case words."""

_SPOKE = re.compile(rf"\b{SPEECH}\b", re.IGNORECASE)
_SAID_WHEN = re.compile(rf"\b{SPEECH}\s+(?:\w+\s+)?(?:on|in|late|early|earlier)?\s*$", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:,\s+(?:which|who|whom|whose|where|[a-z]+(?:ed|en))|(?:^|[.!?\n]\s*)[A-Z][a-z]+(?:ed|en))\b[^,;.]*$"
)
_OPEN_RELATIVE = re.compile(r",\s+(?:which|who|whom|whose|where)\b[^,;]*$")
_MAIN_AGAIN = re.compile(r",\s+(?:which|who|whom|whose|where)\b[^,;.]*,\s+[a-z]+(?:ed|en)\b[^,;.]*$")

_AND_VERB = re.compile(r"\b(?:and|or|then)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_THAT = re.compile(r"\s*(?:,\s*)?that\b")


def governing(text: str, own: Sequence[Timex], start: int, end: int) -> Timex | None:
    """Choose the timex nearest to the trigger, borders of clauses between them counted as distance."""
    costs = [(_cost(text, timex, start, end), number) for number, timex in enumerate(own) if dates(timex)]
    cost, number = min(costs, default=(MOST_COST, 0))
    return own[number] if cost < MOST_COST else None


def dates(timex: Timex) -> bool:
    """Whether the timex says when; "recently" and "every Friday" do not."""
    interval = timex.interval
    if timex.type == "SET" or (not interval.earliest and not interval.latest):
        return False
    return timex.value not in {"PAST_REF", "FUTURE_REF"} or interval.precision == "vague"


def _cost(text: str, timex: Timex, start: int, end: int) -> int:
    if timex.start < end and start < timex.end:
        return 0
    between = _words_between(text, timex, start, end)
    if len(between) >= MOST_COST:
        return MOST_COST
    if timex.start >= end and _OPEN_RELATIVE.search(between):
        return MOST_COST
    if timex.end <= start and "," in between and _is_aside(text[max(0, timex.start - 160) : timex.start]):
        return MOST_COST
    if timex.end <= start and _reports(text, timex, between):
        return min(len(between) + SUBORDINATE_COST, MOST_COST - 1)
    low = between.lower()
    borders = len(_CLAUSE_BORDER.findall(low)), len(_SUBORDINATE.findall(low))
    if timex.end <= start and _AND_VERB.search(between):
        borders = borders[0] + 1, borders[1]
    return len(between) + CLAUSE_COST * borders[0] + SUBORDINATE_COST * borders[1]


def _is_aside(before: str) -> bool:
    """Whether a clause between commas is open ("which fell in 2015,"), whose date is not that of the verb after it."""
    return bool(_ASIDE.search(before)) and not _MAIN_AGAIN.search(before)


def follows_saying(text: str, timex: Timex) -> bool:
    """Whether the timex says when something was said ("said on Sunday")."""
    return bool(_SAID_WHEN.search(text[max(0, timex.start - 40) : timex.start]))


def _reports(text: str, timex: Timex, between: str) -> bool:
    """Whether the timex says when something was said, and "that" opens what was said."""
    return follows_saying(text, timex) and bool(_THAT.match(between))


def _words_between(text: str, timex: Timex, start: int, end: int) -> str:
    return text[end : timex.start] if timex.start >= end else text[timex.end : start]


_PLUPERFECT = re.compile(r"\bhad\s+(?:\w+ly\s+|not\s+|been\s+|already\s+)*$", re.IGNORECASE)


def between_dates(text: str, own: Sequence[Timex], start: int) -> DateInterval | None:
    """Return the hull of the dates before and after a pluperfect ("which had stalemated") that has none itself."""
    if len(own) < 2 or not _PLUPERFECT.search(text[max(0, start - 30) : start]):
        return None
    dated = [timex for timex in own if timex.type == "DATE" and timex.interval.earliest and timex.interval.latest]
    before = [timex.interval for timex in dated if timex.end <= start]
    after = [timex.interval for timex in dated if timex.start >= start]
    if not before or not after:
        return None
    first, second = before[-1], after[0]
    if not first.earliest or not second.latest or first.earliest > second.latest or not _bordered(text, dated, start):
        return None
    reason = f"after {first.reason}, and by {second.reason}"
    return DateInterval(first.earliest, second.latest, second.precision, second.anchor, reason)


def _bordered(text: str, dated: Sequence[Timex], start: int) -> bool:
    """Whether the next date belongs to another clause than the trigger's."""
    following = next(timex for timex in dated if timex.start >= start)
    return "," in text[start : following.start]


_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|by|before|up to)\s+(?:the\s+)?$", re.IGNORECASE)
_ORDER = re.compile(
    r"\b(?:after|before)\b(?!\s+(?:dawn|daybreak|sunrise|sunset|dusk|midnight|noon|dark|nightfall)\b)", re.IGNORECASE
)
_NEGATION = re.compile(r"\b(?:not|never|no)\b|n['\u2019]t\b", re.IGNORECASE)


def governed(
    text: str, timex: Timex, own: Sequence[Timex], start: int, end: int, published: date | None
) -> DateInterval:
    """Apply the words between trigger and timex: "since", "until", "after", reported speech, ranges."""
    interval = timex.interval
    between = _words_between(text, timex, start, end)
    before = text[max(0, timex.start - 14) : timex.start]
    if timex.start >= end and _SINCE.search(between) and interval.earliest:
        latest = published if published and published >= interval.earliest else None
        return dataclasses.replace(interval, latest=latest, precision="vague", reason=f"since {interval.reason}")
    if timex.start >= end and _UNTIL.search(before):
        if _NEGATION.search(text[max(0, start - 30) : timex.start]):
            return interval
        return dataclasses.replace(interval, earliest=None, precision="before_reported", reason=f"by {interval.reason}")
    if timex.start >= end and (order := _ORDER.search(between)):
        return _beside(interval, order.group().lower(), published)
    if timex.end <= start and (relation := _after_timex(text, timex, start)):
        return relation
    return _range(text, timex, own) or interval


def _beside(interval: DateInterval, order: str, published: date | None) -> DateInterval:
    """Date what the text puts "after" or "before" the dated clause: open on the far side, or up to publication."""
    if order == "before":
        reason = f"not after what it came before: {interval.reason}"
        return dataclasses.replace(interval, earliest=None, precision="before_event", reason=reason)
    latest = published if published and (not interval.earliest or published >= interval.earliest) else None
    reason = f"not before what it came after: {interval.reason}"
    return dataclasses.replace(interval, latest=latest, precision="after_event", reason=reason)


def _after_timex(text: str, timex: Timex, start: int) -> DateInterval | None:
    """Date a clause that hangs on the dated one: what was said came before the saying, so did what "after" names."""
    interval, between = timex.interval, text[timex.end : start]
    pluperfect = _PLUPERFECT.search(text[max(0, start - 30) : start]) and _SPOKE.search(between)
    if pluperfect or _reports(text, timex, between):
        reason = f"not after it was reported: {interval.reason}"
        return dataclasses.replace(interval, earliest=None, precision="before_reported", reason=reason)
    if (after := _SOME_TIME_AFTER.match(between)) and "," not in between[after.end() :]:
        if counted := _counted_back(interval, after["count"], after["unit"]):
            return counted
        reason = f"not after what it led to: {interval.reason}"
        return dataclasses.replace(interval, earliest=None, precision="before_event", reason=reason)
    return None


_COUNTS = {
    word: count
    for count, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1}
_SOME_TIME_AFTER = re.compile(
    rf"\s*,?\s*(?:(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})\s+(?P<unit>day|week|month|year)s?\s+|(?:[\w-]+\s+){{0,4}})after\b"
)
_UNIT_PRECISION = {"day": "day_inferred", "week": "week", "month": "month", "year": "year"}


def _counted_back(interval: DateInterval, count: str | None, unit: str | None) -> DateInterval | None:
    """Return when "it fell" in "on Sunday, a day after it fell": the unit of the calendar so long before."""
    if not count or not unit or not interval.earliest or interval.earliest != interval.latest:
        return None
    steps = _COUNTS.get(count) or int(count) if count != "zero" else 0
    period = unit_period(unit[0].upper(), shift(interval.earliest, -steps, unit[0].upper()))
    reason = f"{count} {unit}{'s' if steps != 1 else ''} before {interval.reason}"
    return DateInterval(period.first, period.last, _UNIT_PRECISION[unit], interval.anchor, reason)


def _range(text: str, timex: Timex, own: Sequence[Timex]) -> DateInterval | None:
    """Return the hull of "from 3 to 5 May" when the timex is one end of it."""
    for first, second in pairwise(own):
        if timex not in (first, second) or not _linked(text, first, second):
            continue
        earliest, latest = first.interval.earliest, second.interval.latest
        if earliest and latest and earliest <= latest:
            reason = f"{first.interval.reason}, to {second.interval.reason}"
            return DateInterval(earliest, latest, "vague", second.interval.anchor, reason)
    return None


def _linked(text: str, first: Timex, second: Timex) -> bool:
    between = text[first.end : second.start]
    if re.fullmatch(r"\s*(?:to|until|till|through|-|\u2013|\u2014)\s*(?:the\s+)?", between):
        return True
    return bool(
        re.fullmatch(r"\s+and\s+", between)
        and re.search(r"\bbetween\s+$", text[max(0, first.start - 12) : first.start])
    )
