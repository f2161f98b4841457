"""Parts of years and many years: seasons, halves, decades, centuries."""

from __future__ import annotations

import re

from geodata.timex.grammar import Expression, Found, rule
from geodata.timex.period import Period, century_period, decade_period, half_period, season_period
from geodata.timex.tense import Tense

_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def read_season(expression: Expression) -> Found | None:
    """Read "the summer of 2014", "last fall", "winter"."""
    season = str(expression.value("season"))
    anchor = expression.anchor
    if expression.has("y"):
        year = expression.number("y") or 0
        return expression.stated(season_period(-year if expression.has("bc") else year, season))
    word = expression.word("rel") or expression.word("said")
    if anchor.narrative or word in {"that", "same"}:
        if anchor.year is None:
            return _yearless(expression, season)
        year = _told_year(expression, season) + (word in {"next", "following"} and not expression.has("said"))
        reason = f"{expression.quoted}, in the year the text last spoke of"
        return expression.dated(season_period(year, season), "narrative", reason)
    if not anchor.published:
        return _yearless(expression, season)
    year = _news_year(expression, season, word)
    return expression.counted(season_period(year, season), anchor.published, "publication")


def _told_year(expression: Expression, season: str) -> int:
    """Year of a season in a history; the winter after a summer is named by the year in which it ends."""
    anchor = expression.anchor
    if not anchor.narrative or expression.has("said"):
        return anchor.year or 0
    year = anchor.year_of_month(_FIRST_MONTH[season])
    return year + (season == "WI" and anchor.month is not None and anchor.month >= 7)


def _yearless(expression: Expression, season: str) -> Found:
    period = Period(f"XXXX-{season}", None, None, "undated")
    return expression.dated(period, "none", f"{expression.quoted}: the text does not say of which year", refers=False)


def _news_year(expression: Expression, season: str, word: str) -> int:
    published = expression.anchor.published
    assert published
    if expression.has("said"):
        return published.year + {"last": -1, "next": 1}.get(word, 0)
    start = _FIRST_MONTH[season]
    begun = published.month >= start
    if word in {"last", "previous"}:
        return published.year - (published.month < start + 3)
    if word in {"next", "coming"}:
        return published.year + begun
    if word == "this" or expression.tense is Tense.FUTURE:
        return published.year
    return published.year - (not begun)


def read_half(expression: Expression) -> Found | None:
    """Read "the second half of 2008"."""
    half = 1 if expression.word("which") == "first" else 2
    if expression.has("y"):
        return expression.stated(half_period(expression.number("y") or 0, half))
    origin = expression.anchor.today
    if not origin:
        return None
    step = {"last": -1, "next": 1}.get(expression.word("rel"), 0)
    return expression.counted(half_period(origin.year + step, half), origin, expression.anchor.name)


def read_decade(expression: Expression) -> Found | None:
    """Read "the 1990s", "the '80s", "the late 470s BC"."""
    digits = re.sub(r"\D", "", expression.word("d"))
    if (
        len(digits) == 2
        and not expression.text.lower().startswith("the ")
        and expression.before() not in {"the", "in", "since"}
    ):
        return None
    number = int(digits) if digits else int(str(expression.value("d")))
    if expression.has("bc"):
        return expression.stated(decade_period(number // 10, before_christ=True))
    if number < 100:
        number += 1900 if number >= 20 else 2000
    return expression.stated(decade_period(number // 10)) if number >= 1000 else None


def read_century(expression: Expression) -> Found | None:
    """Read "the early 19th century"."""
    number = expression.number("o")
    if number is None:
        return None
    number += 20 if expression.has("twenty") else 0
    return expression.stated(century_period(number, before_christ=expression.has("bc")))


_MODS = "(?:mod:modifier (?:hyphen | in | part of)? | edge:edge of the?)?"

RULES = (
    rule("season of year", f"the? {_MODS} season:season (?:of|comma)? y:year bc:bc?", read_season),
    rule("season of bc year", f"the? {_MODS} season:season of y:year|bareyear|number bc:bc", read_season),
    rule("year season", "y:year season:season", read_season),
    rule(
        "season of that year",
        f"the? {_MODS} season:season (?:of|in)? the? said:this|that|last|next|same yearword",
        read_season,
    ),
    rule(
        "season",
        f"the? {_MODS} (?:rel:this|that|last|next|coming|previous|following (?:last|coming)?)? season:season (?!of)",
        read_season,
    ),
    rule("half", "the? which:ordinal|last|modifier half of (?:rel:this|last|next yearword | y:year)", read_half),
    rule(
        "decade",
        "the? (?:mod:modifier hyphen? | edge:edge of the)? (?:mod_b:modifier hyphen)? d:decade|decade_word bc:bc?",
        read_decade,
    ),
    rule(
        "century",
        "the? (?:mod:modifier hyphen? | edge:edge of the)? (?:twenty:numword hyphen)?"
        " o:th|ordinal hyphen? century bc:bc?",
        read_century,
    ),
)
