"""Years: "1941", "early 1942", "490 BC", "nineteen ninety-six", "'98"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geodata.timex.calendar_date import modifier_of, signed_year
from geodata.timex.grammar import Expression, Found, rule
from geodata.timex.period import month_period, year_period
from geodata.timex.token import CLASSES
from geodata.timex.wordset import wordset


def read_year(expression: Expression) -> Found | None:
    """Read a year."""
    year = signed_year(expression)
    if not expression.has("bc") and (
        year < 1000 or expression.tokens.codes[expression.span[1] - 1] == CLASSES["number"]
    ):
        if not _is_bare_bc(expression, year):
            return None
        year = -year
    return expression.stated(year_period(year).part(modifier_of(expression)))


_YEAR_CUES = wordset(
    "in by until till since from to after before during and between early late around about circa ca ( - \u2013"
)


def _is_bare_bc(expression: Expression, year: int) -> bool:
    """Whether a bare number is a year before Christ: it stands like a year, near the last one."""
    anchor = expression.anchor
    if not anchor.before_christ or anchor.year is None or expression.before() not in _YEAR_CUES:
        return False
    return abs(-anchor.year - year) <= 60 and not expression.after().isalpha() | (expression.after() == "%")


def spoken_year(words: Sequence[tuple[str, object]]) -> int | None:
    """Return the year that "nineteen ninety-six" or "two thousand and three" names.

    >>> spoken_year([("nineteen", 19), ("ninety", 90), ("-", None), ("six", 6)])
    1996
    """
    numbers = [value for _, value in words if isinstance(value, int)]
    if any(word == "thousand" for word, _ in words):
        return numbers[0] * 1000 + sum(numbers[1:]) if numbers[0] in {1, 2} else None
    if len(numbers) < 2 or not 10 <= numbers[0] <= 20 or numbers[1] < 10:
        return None
    return numbers[0] * 100 + sum(numbers[1:])


def read_spoken_year(expression: Expression) -> Found | None:
    """Read "nineteen ninety-six" and "the year two thousand"."""
    words = expression.words("s")
    year = spoken_year(words)
    if year is None or (
        words[1][0] == "thousand" and expression.before() != "in" and "year" not in expression.text.lower()
    ):
        return None
    return expression.stated(year_period(year))


def read_month_spoken_year(expression: Expression) -> Found | None:
    """Read "January nineteen ninety-seven"."""
    year = spoken_year(expression.words("s"))
    return expression.stated(month_period(year, expression.number("m") or 0)) if year else None


def read_short_year(expression: Expression) -> Found | None:
    """Read '98 as the year of that ending nearest to the anchor."""
    ending = int(re.sub(r"\D", "", expression.text) or 0)
    origin = expression.anchor.year if expression.anchor.narrative else None
    origin = origin or (expression.anchor.published.year if expression.anchor.published else 2000)
    year = min((century + ending for century in range(1600, 2200, 100)), key=lambda found: abs(found - origin + 10))
    return expression.stated(year_period(year))


def read_year_end(expression: Expression) -> Found | None:
    """Read "year-end" as the last month of the year."""
    origin = expression.anchor.today
    return expression.counted(month_period(origin.year, 12), origin, expression.anchor.name) if origin else None


def read_years_end(expression: Expression) -> Found | None:
    """Read the 17 of "1915-17"."""
    anchor, ending = expression.anchor, expression.number("d")
    if anchor.year is None or ending is None or anchor.year < 100:
        return None
    year = anchor.year // 100 * 100 + ending
    return expression.stated(year_period(year)) if year > anchor.year else None


RULES = (
    rule("year-end", "(?:the | this)? yearend", read_year_end),
    rule(
        "spoken year",
        "(?:the yearword)? s:(numword numword (?:hyphen? numword)? | numword thousand (?:and? numword){0,3})",
        read_spoken_year,
    ),
    rule(
        "month spoken year", "(?:MOD | EDGE)? m:month s:(numword numword (?:hyphen? numword)?)", read_month_spoken_year
    ),
    rule(
        "year",
        "(?:the? mod:modifier (?:hyphen | in | part of)? | EDGE | the yearword | the part of)? y:year bc:bc?",
        read_year,
    ),
    rule("year bc", "(?:MOD | EDGE | the yearword | approx dot?)? y:year|bareyear|number|day bc:bc", read_year),
    rule("first of two years bc", "ext:(y:bareyear|number) (?=(?:hyphen|to|and) (?:number|bareyear) bc:bc)", read_year),
    rule("bare year bc", "y:number", read_year),
    rule("short year", "shortyear", read_short_year),
    rule("end of years", "(?<=year hyphen|slash) ext:(d:day|number)", read_years_end),
)
