"""Tokens of a text, each with the class by which the grammar knows it.

Every class is one character, so that the grammar can run plain regular expressions over
a string with one character a token: an article of 2 kB is a string of 400, most of it
``.`` (a word that names no time).
"""

from __future__ import annotations

import dataclasses
import re

from geodata.timex.lexicon import LEXICON

OTHER = "."
_SPECIAL = (
    "iso slashed clock decade shortyear number numeral year day decimal break comma hyphen dot slash open close possessive"
    " ampm currency percent colon quote apostrophe th oddmonth bareyear"
).split()
_NAMES = sorted({name for name, _ in LEXICON.values()} | set(_SPECIAL))
CLASSES: dict[str, str] = {name: chr(0x4E00 + index) for index, name in enumerate(_NAMES)}
"""Class name -> the one character that stands for it."""

_TOKEN = re.compile(
    r"(?P<ampm>[AaPp]\.\s?[Mm]\b\.?)"
    r"|(?P<bc>B\.\s?C\.(?:\s?E\.)?)"
    r"|(?P<oclock>o['\u2019]clock\b)"
    r"|(?P<word>[^\W\d_]+(?:-(?:end)\b)?)"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-]))"
    r"|(?P<slashed>\d{1,2}([/.\-])\d{1,2}\7(?:\d{4}|\d\d)(?![\d/.]\d)|\d{4}/\d\d?/\d\d?(?!\d))"
    r"|(?P<clock>\d{1,2}:\s?\d\d(?::\d\d)?(?!\d))"
    r"|(?P<decade>(?:\d{3}|(?<![^\W_])['\u2018\u2019]?\d)0(?:['\u2019]s|s)\b)"
    r"|(?P<ordinal>\d+(?:st|nd|rd|th)\b)"
    r"|(?P<decimal>\d+[.,]\d+(?:,\d+)*|\d+\s\d/\d|[1-9]/[2-9](?!\d))"
    r"|(?P<number>\d+)"
    r"|(?P<shortyear>(?<![\w'\u2019])['\u2018\u2019]\d\d\b)"
    r"|(?P<possessive>['\u2019](?:s\b|(?=\s)))"
    r"|(?P<break>\n\s*)"
    r"|(?P<mark>[,\-\u2010-\u2015./()$\u20ac\u00a3\u00a5%:;\"\u201c\u201d])"
)
_MARKS = {",": "comma", "-": "hyphen", ".": "dot", "/": "slash", "(": "open", ")": "close", "%": "percent", ":": "colon"}
_MARKS |= dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015", "hyphen")
_MARKS |= dict.fromkeys("$\u20ac\u00a3\u00a5", "currency")
_MARKS |= dict.fromkeys("\"\u201c\u201d", "quote")

LATEST_YEAR = 2199


@dataclasses.dataclass(slots=True)
class Tokens:
    """Tokens of a text in parallel lists; `codes` holds one class character each."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    values: list[object]
    codes: str


def tokenize(text: str) -> Tokens:
    """Cut `text` into tokens and classify each, first by itself, then by its neighbours."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    values: list[object] = []
    names: list[str | None] = []
    unsure: list[int] = []
    lookup = LEXICON.get
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        word = match.group()
        starts.append(match.start())
        ends.append(match.end())
        if kind == "word":
            word = word.lower()
            found = lookup(word)
            if found is None:
                names.append(None)
                values.append(None)
            else:
                names.append(found[0])
                values.append(found[1])
                if word in _AMBIGUOUS:
                    unsure.append(len(names) - 1)
        else:
            name, value = _literal(kind or "", word)
            names.append(name)
            values.append(value)
            if name == "numeral":
                unsure.append(len(names) - 1)
        words.append(word)
    tokens = Tokens(text, starts, ends, words, values, "")
    for index in unsure:
        names[index] = _settle(tokens, names, index)
    classes = CLASSES
    tokens.codes = "".join([classes[name] if name else OTHER for name in names])
    return tokens


def _literal(kind: str, word: str) -> tuple[str | None, object]:
    """Return class and meaning of a token that is not a word."""
    if kind == "number":
        return "numeral", int(word) if len(word) <= 9 else None
    if kind == "ordinal":
        number = int(word[:-2]) if len(word) < 6 else 0
        return ("th", number) if number else (None, None)
    if kind == "decimal":
        return "decimal", _decimal(word)
    if kind == "mark":
        return _MARKS.get(word), None
    return kind, None


def _decimal(word: str) -> float | None:
    if "/" in word:
        whole, _, fraction = word.rpartition(" ") if " " in word else ("0", "", word)
        upper, _, lower = fraction.partition("/")
        return int(whole.strip() or 0) + int(upper) / int(lower)
    if re.fullmatch(r"\d+(?:,\d{3})+", word):
        return float(word.replace(",", ""))
    return float(word) if re.fullmatch(r"\d{1,6}\.\d{1,6}", word) else None


_MODAL_OR_MOVE = {"may", "march", "mar"}
_SHORT_WEEKDAYS = set("mon tue tues wed thu thur thurs fri sat sun".split())
_SHORT_MONTHS = set("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_AMBIGUOUS = (
    _MODAL_OR_MOVE
    | _SHORT_WEEKDAYS
    | _SHORT_MONTHS
    | {"fall", "spring", "second", "minute", "minutes", "time", "future", "present", "ad", "ce", "ah", "rabi", "new", "am", "pm",
       "april", "june", "august", "january", "february", "july", "september", "october", "november", "december", "ist", "utc",
       "adhar", "nisan", "shaban", "safar", "rajab", "dhu", "al", "ul", "d", "date", "point", "moment", "part", "rest", "old", "so"}
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)
_BEFORE_MONTH = frozenset(
    "in since by last next this early late mid until till of from through to and or each every during before after for"
    " around between following previous coming late beginning past".split()
)


def _settle(tokens: Tokens, names: list[str | None], index: int) -> str | None:
    """Decide the class of an ambiguous token by its case and its neighbours."""
    word = tokens.words[index]
    previous = tokens.words[index - 1] if index else ""
    following = tokens.words[index + 1] if index + 1 < len(tokens.words) else ""
    if names[index] == "numeral":
        return _settle_number(tokens, index, previous, following)
    first = tokens.text[tokens.starts[index]]
    if word in _SHORT_WEEKDAYS:
        return "weekday" if first.isupper() and _beside_date(previous, following) else None
    if names[index] == "month":
        return _settle_month(word, first, previous, following)
    if word in ("fall", "spring"):
        return "season" if _is_season(tokens, index, previous, following) else None
    return _settle_other(tokens, names, index, word, previous, following)


def _settle_month(word: str, first: str, previous: str, following: str) -> str | None:
    if not first.isupper():
        return None
    if word in _MODAL_OR_MOVE or (word in _SHORT_MONTHS and word not in {"sept", "oct", "nov", "dec", "aug", "feb"}):
        dated = following[:1].isdigit() or previous[:1].isdigit() or following in {"last", "this"}
        dated = dated or (following in ".," and word != "may") or previous in _MONTHS_BEFORE
        return "month" if dated or previous in _BEFORE_MONTH or (word == "mar" and following == ".") else None
    return "month"


_MONTHS_BEFORE = {"mid-"}


def _beside_date(previous: str, following: str) -> bool:
    return following == "." or following[:1].isdigit() or following in _SHORT_MONTHS or previous == "on"


def _is_season(tokens: Tokens, index: int, previous: str, following: str) -> bool:
    if following[:4].isdigit() and len(following) == 4:
        return True
    if previous in {"this", "last", "next", "each", "every", "late", "early", "mid", "-", "coming", "past", "following"}:
        return previous != "-" or (index > 1 and tokens.words[index - 2] in {"mid", "winter", "summer"})
    if previous in {"the", "in", "of", "by", "since", "during", "that", "until", "and", "through"}:
        after = tokens.words[index + 2] if index + 2 < len(tokens.words) else ""
        if following == "of":
            return after.isdigit() or after in {"next", "last", "this", "that", "the"} and _year_follows(tokens, index + 3)
        return following in {",", ".", ";", ")", "and", "", "to", "or", "when", "after"} or tokens.words[index] == "spring"
    return False


def _year_follows(tokens: Tokens, index: int) -> bool:
    return index < len(tokens.words) and tokens.words[index] in {"year", "same"}


def _settle_other(tokens: Tokens, names: list[str | None], index: int, word: str, previous: str, following: str) -> str | None:
    after_number = names[index - 1] in {"numeral", "number", "day", "clock"} if index else False
    if word in {"am", "pm"}:
        return "ampm" if after_number else None
    if word in {"ad", "ce", "ah"}:
        return names[index] if after_number and tokens.text[tokens.starts[index]].isupper() else None
    if word in {"ist", "utc"}:
        return names[index]
    if word in {"minute", "minutes"} and previous in {"the", "last", "up"}:
        return None if previous != "last" else names[index]
    return names[index]


_COUNTED = frozenset(
    "people troops soldiers men women children civilians fighters miles kilometers kilometres km meters metres feet tons tonnes"
    " dollars euros pounds points workers employees shares jobs homes houses votes barrels members prisoners tanks"
    " casualties dead wounded killed injured percent per million billion units cars square acres hectares refugees vehicles"
    " families mm cm kg lbs patients students cases deaths".split()
)
_YEAR_CUES = frozenset(
    "in since from until till by of to and or through before after between during early late mid fiscal year the for around about"
    " circa ca and summer spring autumn fall winter".split()
)


def _settle_number(tokens: Tokens, index: int, previous: str, following: str) -> str | None:
    """Tell a year from a day number from a plain number."""
    value = tokens.values[index]
    if value is None or previous in {"$", "\u20ac", "\u00a3", "\u00a5", "#"}:
        return None
    length = len(tokens.words[index])
    if length == 4:
        return _settle_year(int(str(value)), previous, following)
    if length <= 2:
        return "day" if 1 <= int(str(value)) <= 31 else "number"
    return "bareyear" if length == 3 and following in {"bc", "b", "bce"} else "number"


def _settle_year(value: int, previous: str, following: str) -> str | None:
    if following in _COUNTED or following == "%":
        return "number"
    if 1900 <= value <= 2060:
        return "year"
    if 1000 <= value <= LATEST_YEAR:
        near = previous in _YEAR_CUES or previous in {"(", "-", "\u2013", ",", "."} or _is_month(previous)
        return "year" if near or following in {")", "-", "\u2013", "bc"} else "number"
    return "number"


def _is_month(word: str) -> bool:
    return LEXICON.get(word, ("",))[0] in {"month", "season"}
