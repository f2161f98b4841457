"""Words and numbers that name a time only in some places: "May", "fall", "Sun", "1941"."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.timex.lexicon import LEXICON
from geodata.timex.month_name import HIJRI_MONTHS, MONTHS
from geodata.timex.wordset import wordset

_SHORT_WEEKDAYS = wordset("mon tue tues wed thu thur thurs fri sat sun")
_SHORT_MONTHS = wordset("jan feb mar apr jun jul aug sep sept oct nov dec")
_CLEAR_SHORT_MONTHS = wordset("sept oct nov dec aug feb")
_CAPITALISED = frozenset([*MONTHS, *HIJRI_MONTHS, "adhar", "nisan"])
_SEASON_VERBS = frozenset({"fall", "spring"})
_ERAS = frozenset({"ad", "ce", "ah"})
_HALF_DAYS = frozenset({"am", "pm"})
UNSURE = _SHORT_WEEKDAYS | _SHORT_MONTHS | _CAPITALISED | _SEASON_VERBS | _ERAS | _HALF_DAYS
"""Words that `settle` has to decide; it decides numbers too."""

FIRST_PLAIN_YEAR, LAST_PLAIN_YEAR = 1900, 2060
"""Numbers that are years unless something is counted with them."""

FIRST_CUED_YEAR, LAST_CUED_YEAR = 1000, 2199
"""Numbers that are years where a word before them says so."""


def settle(
    text: str, start: int, words: Sequence[str], names: Sequence[str | None], values: Sequence[object], index: int
) -> str | None:
    """Return the class of the unsure token `index` by its case and its neighbours.

    Parameters
    ----------
    text, start
        The article with the token's first code point, for its case.
    words, names, values
        All tokens in lower case with their classes and meanings so far.
    """
    word, name = words[index], names[index]
    previous = words[index - 1] if index else ""
    following = words[index + 1] if index + 1 < len(words) else ""
    capital = text[start].isupper()
    if name == "numeral":
        if previous in _LINKS and (index < 2 or names[index - 2] != "year"):
            previous = ""  # the end of a telephone number, not of a range of years
        return _number_class(values[index], len(word), previous, following)
    if word in _SEASON_VERBS:
        return name if _is_season(words, index, previous, following) else None
    if word in _ERAS | _HALF_DAYS:
        numbered = index > 0 and names[index - 1] in {"number", "day", "year", "clock"}
        return name if numbered and (capital or word in _HALF_DAYS) else None
    if not capital:
        dated = previous[:1].isdigit() or following[:1].isdigit()
        return name if name == "month" and dated and word not in {"may", "march", "mar"} else None
    if word in _SHORT_WEEKDAYS:
        return name if _beside_date(previous, following) else None
    return name if word not in _DOUBTFUL_MONTHS or _is_month(word, previous, following) else None


_DOUBTFUL_MONTHS = {"may", "march"} | (_SHORT_MONTHS - _CLEAR_SHORT_MONTHS)
_BEFORE_MONTH = wordset(
    "in since by last next this early late mid until till of from through to and or each every during before"
    " after for around between following previous coming beginning past"
)


_LINKS = frozenset("-/\u2013")


def _is_month(word: str, previous: str, following: str) -> bool:
    """Whether "May" or "Jan" is a month here, no verb and no name."""
    if previous in _LINKS and following in _LINKS:
        return True
    if following[:1].isdigit() or previous[:1].isdigit() or following in {"last", "this"}:
        return True
    if word in _SHORT_MONTHS:
        return following == "."
    return previous in _BEFORE_MONTH or (word == "march" and following in {".", ","})


def _beside_date(previous: str, following: str) -> bool:
    return following == "." or following[:1].isdigit() or following in _SHORT_MONTHS or previous == "on"


_SEASON_RELATIVES = wordset("this last next each every late early mid coming past following")
_SEASON_CUES = wordset("the in of by since during that until and through")
_CLAUSE_ENDS = frozenset({",", ".", ";", ")", "and", "", "to", "or", "when", "after"})


def _is_season(words: Sequence[str], index: int, previous: str, following: str) -> bool:
    """Whether "fall" or "spring" is a season here."""
    if len(following) == 4 and following.isdigit():
        return True
    if previous == "-":
        return index > 1 and words[index - 2] in {"mid", "winter", "summer"}
    if previous in _SEASON_RELATIVES:
        return True
    if previous not in _SEASON_CUES:
        return False
    if following == "of":
        after = words[index + 2 : index + 4]
        return bool(after) and (after[0].isdigit() or after[-1] in {"year", "same"})
    return following in _CLAUSE_ENDS or words[index] == "spring"


_CURRENCIES = frozenset("$\u20ac\u00a3\u00a5#")
COUNTED = wordset(
    "people troops soldiers men women children civilians fighters miles kilometers kilometres km meters metres"
    " feet tons tonnes dollars euros pounds points workers employees shares jobs homes houses votes barrels"
    " members prisoners tanks casualties percent million billion units cars square acres hectares refugees"
    " vehicles families mm cm kg lbs patients students cases deaths rockets shells missiles %"
)
"""Words of things that are counted, so that a number before them is no year and no day."""

_COUNTED_SO = COUNTED | {"killed", "wounded", "injured", "dead", "per", "$"}
_YEAR_CUES = wordset(
    "in since from until till by of to and or through before after between during early late mid fiscal year the"
    " for around about circa ca summer spring autumn fall winter ( - \u2013 , ."
)
_AFTER_CLOCK = frozenset({"hours", "hrs", "gmt", "utc", "local", "["})
"""Words after "1200" where it is a time of day: "at 1200 [local time]"."""
_AFTER_YEAR = frozenset({")", "-", "\u2013", "bc"})


def _number_class(value: object, length: int, previous: str, following: str) -> str | None:
    """Tell a year from the number of a day from a plain number."""
    if not isinstance(value, int) or previous in _CURRENCIES:
        return None
    if length == 4:
        return "year" if _is_year(value, previous, following) else "number"
    if length <= 2:
        return "day" if 1 <= value <= 31 else "number"
    return "bareyear" if length == 3 and following in {"bc", "bce", "b.c."} else "number"


def _is_year(value: int, previous: str, following: str) -> bool:
    if following in _COUNTED_SO or following in _AFTER_CLOCK:
        return False
    if FIRST_PLAIN_YEAR <= value <= LAST_PLAIN_YEAR:
        return True
    if not FIRST_CUED_YEAR <= value <= LAST_CUED_YEAR:
        return False
    return previous in _YEAR_CUES or following in _AFTER_YEAR or _names_month(previous)


def _names_month(word: str) -> bool:
    return LEXICON.get(word, ("",))[0] in {"month", "season", "hijri", "second_name", "dhu_name"}
