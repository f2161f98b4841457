"""Quarters, as business news counts them."""

from __future__ import annotations

from datetime import date

from geodata.interval import DateInterval
from geodata.timex.grammar import Expression, Found, rule
from geodata.timex.period import Period, quarter_period, year_period
from geodata.timex.tense import Tense


def read_quarter(expression: Expression) -> Found | None:
    """Read "the third quarter", "the 2019 fourth quarter", "the first quarter of this year"."""
    quarter = expression.number("q")
    if quarter is None or not 1 <= quarter <= 4:
        return None
    if expression.has("y"):
        return expression.stated(quarter_period(expression.number("y") or 0, quarter))
    origin = expression.anchor.today
    if not origin:
        return None
    year = _year(expression, origin, quarter)
    return expression.counted(quarter_period(year, quarter), origin, expression.anchor.name)


def _year(expression: Expression, origin: date, quarter: int) -> int:
    word = expression.word("said") or expression.word("rel")
    step = {"last": -1, "previous": -1, "next": 1}.get(word)
    if step is not None:
        return origin.year + step
    if expression.has("ago"):
        return origin.year - 1
    begun = (origin.month + 2) // 3 >= quarter
    if expression.tense is Tense.FUTURE or begun or word == "this":
        return origin.year
    return origin.year - 1


def read_latest_quarter(expression: Expression) -> Found | None:
    """Read "the latest quarter", "the quarter": the last one that is over, or the one told."""
    anchor = expression.anchor
    if not anchor.published or anchor.narrative:
        return None
    quarter = quarter_period(*anchor.quarter) if anchor.quarter else _quarter_back(anchor.published, 1)
    if quarter.last and quarter.last > anchor.published:
        quarter = _quarter_back(anchor.published, 1)
    if expression.has("ago") and quarter.first:
        quarter = quarter_period(
            quarter.first.year - (quarter.first.year == anchor.published.year), (quarter.first.month + 2) // 3
        )
    return expression.dated(
        quarter, "publication", f"{expression.quoted}, counted from {anchor.origin}", refers=not expression.has("ago")
    )


def _quarter_back(day: date, count: int) -> Period:
    number = day.year * 4 + (day.month - 1) // 3 - count
    return quarter_period(number // 4, number % 4 + 1)


def read_current_quarter(expression: Expression) -> Found | None:
    """Read "this quarter"."""
    day = expression.anchor.published
    return expression.counted(_quarter_back(day, 0), day, "publication") if day else None


def read_fiscal_year(expression: Expression) -> Found | None:
    """Read "fiscal 1990"."""
    return expression.stated(year_period(expression.number("y") or 0))


def read_the_year(expression: Expression) -> Found | None:
    """Read "the fiscal year" as a length of time, since the text seldom says which."""
    if expression.anchor.narrative:
        return None
    interval = DateInterval(None, None, "undated", "none", f"{expression.quoted}: the text does not say which")
    return Found("DURATION", "P1Y", interval)


def read_quarter_of_year(expression: Expression) -> Found | None:
    """Read "the 1988 quarter" as the quarter told last, in that year."""
    told = expression.anchor.quarter
    return expression.stated(quarter_period(expression.number("y") or 0, told[1])) if told else None


def read_year_before(expression: Expression) -> Found | None:
    """Read "a year ago" and "a year earlier" beside a quarter's figures as that quarter of the year before."""
    told, day = expression.anchor.quarter, expression.anchor.published
    if not told or not day or expression.word("w") == "later" or not _near(expression):
        return None
    period = quarter_period(told[0] - 1, told[1])
    return expression.dated(
        period, "narrative", f"{expression.quoted}, counted from {told[0]}-Q{told[1]}", refers=False
    )


_QUARTER_REACH = 300
"""Tokens over which a quarter's figures are compared: about ten sentences."""


def _near(expression: Expression) -> bool:
    return expression.span[0] - expression.anchor.quarter_at <= _QUARTER_REACH


def read_year_ago(expression: Expression) -> Found | None:
    """Read "year-ago" and "year-earlier" before a figure."""
    if expression.anchor.quarter and _near(expression):
        return read_year_before(expression)
    day = expression.anchor.published
    return expression.counted(year_period(day.year - 1), day, "publication") if day else None


_AGO = "ago:yearword hyphen ago_b:ago|modifier"

RULES = (
    rule(
        "quarter",
        "the? (?:rel:this|last|next yearword possessive)? (?:fiscal hyphen?)? q:ordinal|th hyphen? fiscal? quarter"
        " (?:of (?:fiscal)? y:year | (?:of|in)? the? said:this|last|next|that|previous yearword)?",
        read_quarter,
    ),
    rule("Q3 2020", "letter_q q:day (?:comma|of)? y:year", read_quarter),
    rule("year quarter", "the? (?:fiscal)? y:year possessive? q:ordinal|th hyphen? quarter", read_quarter),
    rule("year-ago third quarter", f"the? {_AGO} q:ordinal|th hyphen? quarter", read_quarter),
    rule("latest quarter", "the latest quarter|period", read_latest_quarter),
    rule("the year-ago quarter", f"the? {_AGO} quarter|period", read_latest_quarter),
    rule("the quarter", "the quarter (?!of|hyphen)", read_latest_quarter),
    rule("the 1988 quarter", "the y:year quarter|period", read_quarter_of_year),
    rule("fiscal year", "fiscal y:year", read_fiscal_year),
    rule("the fiscal year", "the fiscal yearword", read_the_year),
    rule("the year", "the yearword (?!of|hyphen|possessive|before|after)", read_the_year),
    rule("year-ago", f"a? ext:({_AGO})", read_year_ago),
    rule("a year ago", "a yearword w:ago|modifier", read_year_before),
)
