"""Plain words for dates, modalities and confidence."""

from __future__ import annotations

import calendar
from datetime import date

MODALITY_LABELS = {
    "asserted": "reported as having happened",
    "planned": "planned, not reported as done",
    "threatened": "threatened, not reported as done",
    "sought": "sought, not reported as done",
    "hypothetical": "only a possibility",
    "denied": "denied",
}
PUBLISHED_LABELS = {
    "given": "given with the article",
    "dateline": "from the dateline",
    "caption": "from a photo caption",
    "metadata": "from the article's metadata",
    "text": "from the article's own words",
    "none": "not stated",
}
PARTICIPANT_LABELS = {"source": "By", "target": "Against or to", "with": "With"}
KIND_LABELS = {
    "takes": "Takes control",
    "loses": "Loses control",
    "holds": "Holds",
    "contested": "Contested",
    "front_at": "Front line at",
    "seat": "Seat of a party",
}
ROLE_LABELS = {
    "place": "place",
    "demonym": "people or nationality",
    "actor": "stands for a government",
    "embedded": "part of another name",
    "descriptor": "described, not named",
}


def day_in_words(day: str | None) -> str:
    """Return ``20 July 2020`` for an ISO date, ``no date`` for ``None``."""
    if not day:
        return "no date"
    d = date.fromisoformat(day)
    return f"{d.day} {calendar.month_name[d.month]} {d.year}"


def interval_in_words(earliest: str | None, latest: str | None) -> str:
    """Return an inclusive interval of ISO dates as short as it can be said exactly.

    >>> interval_in_words("2020-06-01", "2020-06-30")
    'June 2020'
    >>> interval_in_words(None, "2020-07-20")
    'on or before 20 July 2020'
    """
    if not earliest and not latest:
        return "no date"
    if not earliest:
        return f"on or before {day_in_words(latest)}"
    if not latest:
        return f"on or after {day_in_words(earliest)}"
    return _closed_in_words(date.fromisoformat(earliest), date.fromisoformat(latest))


def _closed_in_words(a: date, b: date) -> str:
    if a == b:
        return day_in_words(a.isoformat())
    last_of_month = calendar.monthrange(b.year, b.month)[1]
    if a.day == 1 and b.day == last_of_month:
        if (a.month, b.month, a.year) == (1, 12, b.year):
            return str(a.year)
        if (a.month, b.month) == (1, 12):
            return f"{a.year} to {b.year}"
        if (a.year, a.month) == (b.year, b.month):
            return f"{calendar.month_name[a.month]} {a.year}"
    return f"between {day_in_words(a.isoformat())} and {day_in_words(b.isoformat())}"


def confidence_in_words(score: float) -> str:
    """Return ``high``, ``medium`` or ``low`` for a probability."""
    if score >= 0.8:
        return "high"
    return "medium" if score >= 0.5 else "low"


def fact_in_words(fact: dict[str, str]) -> str:
    """Say one row of a reference record in a sentence of our own."""
    day = day_in_words(fact["date"])
    if fact["kind"] == "initial" or not fact["from"]:
        return f"{fact['settlement']}: held by {fact['to']} on {day}."
    verb = "reported to pass" if fact["kind"] == "claim" else "passed"
    return f"{fact['settlement']}: {verb} from {fact['from']} to {fact['to']} on {day}."
