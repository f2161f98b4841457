"""Words that name times, each with its class for the grammar and its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from geodata.timex.month_name import (
    ABBREVIATED_DAYS,
    ABBREVIATED_MONTHS,
    ARABIC_MONTHS,
    HIJRI_MONTHS,
    MONTHS,
    WEEKDAYS,
)

Entry = tuple[str, object]
"""Class of a word with its meaning; ``None`` where the class says all."""

_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "the": "the",
        "a": "a an",
        "this": "this these",
        "that": "that those",
        "same": "same",
        "last": "last past",
        "previous": "previous preceding prior",
        "next": "next",
        "coming": "coming upcoming forthcoming",
        "following": "following subsequent ensuing",
        "current": "current",
        "latest": "latest",
        "recent": "recent",
        "of": "of",
        "in": "in during over within throughout",
        "on": "on",
        "at": "at",
        "to": "to until till through",
        "and": "and or",
        "for": "for",
        "from": "from between since",
        "now": "now",
        "ago": "ago",
        "before": "before",
        "after": "after",
        "afterwards": "afterwards afterward hence thereafter",
        "approx": "about around nearly almost approximately roughly some just barely only circa ca under exactly",
        "more": "more less fewer longer",
        "than": "than",
        "least": "least most",
        "long": "long",
        "old": "old",
        "half": "half",
        "vague": "few several many numerous",
        "couple": "couple pair",
        "every": "every each",
        "per": "per",
        "other": "other",
        "full": "full entire whole",
        "fiscal": "fiscal",
        "period": "period term",
        "weekend": "weekend",
        "weekends": "weekends",
        "noon": "noon midday",
        "midnight": "midnight",
        "hundred": "hundred",
        "thousand": "thousand",
        "dozen": "dozen",
        "so": "so",
        "another": "another",
        "additional": "additional extra straight consecutive successive trading working",
        "eid": "eid",
        "fitr": "fitr",
        "adha": "adha",
        "article_al": "al ul",
        "shortly": "shortly soon immediately",
        "bc": "bc bce",
        "ad": "ad ce",
        "eve": "eve",
        "new": "new",
        "final": "final",
        "tonight": "tonight",
        "overnight": "overnight",
        "future": "future",
        "former": "former",
        "present": "present modern",
        "being": "being",
        "time": "time point moment",
        "part": "part rest",
        "letter_q": "q",
        "hijri_dhu": "dhu",
        "hijri_era": "ah",
        "ampm": "am pm",
        "yearend": "year-end",
    }
)
_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "minute": "TM",
        "hour": "TH",
        "day": "D",
        "week": "W",
        "fortnight": "F",
        "month": "M",
        "quarter": "Q",
        "year": "Y",
        "decade": "E",
        "century": "C",
    }
)
"""Unit -> its code; ``T`` marks units below a day, ``E`` ten years, ``F`` two weeks."""

_OWN_CLASS = {"year": "yearword", "quarter": "quarter", "century": "century"}
"""Units that rules name by themselves; the others are of the class ``unit``."""

_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties"
_TIME_ZONES = "est edt cst cdt mst mdt pst pdt gmt utc bst cet cest eet eest msk ist"

_MEANINGS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "season": {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"},
        "seasons": {"summers": "SU", "autumns": "FA", "winters": "WI"},
        "daypart": {
            "morning": "MO",
            "midmorning": "MO",
            "dawn": "DA",
            "afternoon": "AF",
            "midafternoon": "AF",
            "evening": "EV",
            "dusk": "EV",
            "night": "NI",
            "nighttime": "NI",
            "daytime": "DT",
        },
        "dayparts": {"mornings": "MO", "afternoons": "AF", "evenings": "EV", "nights": "NI"},
        "edge": {"start": "START", "beginning": "START", "onset": "START", "end": "END", "close": "END"},
        "modifier": {
            "early": "START",
            "late": "END",
            "mid": "MID",
            "middle": "MID",
            "earlier": "BEFORE",
            "later": "AFTER",
            "sometime": "",
        },
        "deictic": {"today": 0, "yesterday": -1, "tomorrow": 1},
        "reference": {
            "nowadays": "PRESENT_REF",
            "currently": "PRESENT_REF",
            "presently": "PRESENT_REF",
            "recently": "PAST_REF",
            "lately": "PAST_REF",
        },
        "setword": {
            "daily": "P1D",
            "nightly": "XXXX-XX-XXTNI",
            "weekly": "P1W",
            "biweekly": "P2W",
            "monthly": "P1M",
            "quarterly": "P3M",
            "annually": "P1Y",
            "yearly": "P1Y",
            "hourly": "PT1H",
        },
        "holiday": {name: name for name in ("christmas", "easter", "thanksgiving", "halloween", "nowruz", "ashura")},
        # Kanun and Tishrin of the Levant: the first and the second of each, as months of the year.
        "two_word_month": {"kanun": {"1": 12, "2": 1}, "tishrin": {"1": 10, "2": 11}},
        "second_name": {"thani": 2, "awwal": 1, "awal": 1},
        "hijri_pair": {"rabi": 3, "jumada": 5},
        "dhu_name": {"qadah": 11, "qidah": 11, "hijjah": 12, "hijja": 12},
        "hijri": HIJRI_MONTHS,
    }
)


def lexicon() -> Mapping[str, Entry]:
    """Return lower-case word -> (class, meaning)."""
    words: dict[str, Entry] = {word: (name, None) for name, group in _GROUPS.items() for word in group.split()}
    for months in (ARABIC_MONTHS, ABBREVIATED_MONTHS, _numbered(MONTHS)):
        words |= {word: ("month", number) for word, number in months.items()}
    for name, meanings in _MEANINGS.items():
        words |= {word: (name, meaning) for word, meaning in meanings.items()}
    return MappingProxyType(words | _weekday_words() | _unit_words() | _number_words())


def _numbered(words: Iterable[str], first: int = 1) -> dict[str, int]:
    return {word: number for number, word in enumerate(words, start=first)}


def _weekday_words() -> dict[str, Entry]:
    days = _numbered(WEEKDAYS)
    words: dict[str, Entry] = {word: ("weekday", number) for word, number in (ABBREVIATED_DAYS | days).items()}
    return words | {f"{word}s": ("weekdays", number) for word, number in days.items()}


def _unit_words() -> dict[str, Entry]:
    words: dict[str, Entry] = {}
    for word, code in _UNITS.items():
        words[word] = (_OWN_CLASS.get(word, "unit"), code)
        words["centuries" if word == "century" else f"{word}s"] = ("units", code)
    return words


def _number_words() -> dict[str, Entry]:
    words: dict[str, Entry] = {word: ("numword", number) for word, number in _numbered(_NUMBERS.split(), 0).items()}
    words |= {word: ("numword", 10 * number) for word, number in _numbered(_TENS.split(), 2).items()}
    words |= {word: ("decade_word", 10 * number) for word, number in _numbered(_DECADES.split(), 2).items()}
    words |= {word: ("ordinal", number) for word, number in (_numbered(_ORDINALS.split()) | {"thirtieth": 30}).items()}
    return words | {word: ("zone", word.upper()) for word in _TIME_ZONES.split()}


LEXICON = lexicon()
