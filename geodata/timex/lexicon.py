"""Words that name times, each with its class for the grammar and its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MONTHS = (
    "january february march april may june july august september october november december".split()
)
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

UNITS: Mapping[str, str] = MappingProxyType(
    {
        "minute": "TM",
        "hour": "TH",
        "day": "D",
        "night": "N",
        "week": "W",
        "fortnight": "F",
        "month": "M",
        "quarter": "Q",
        "season": "S",
        "year": "Y",
        "decade": "E",
        "century": "C",
    }
)
"""Unit -> its code; ``T`` marks units below a day, ``E`` ten years, ``F`` two weeks."""

_NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)

HIJRI_MONTHS: Mapping[str, int] = MappingProxyType(
    {
        "muharram": 1,
        "safar": 2,
        "rajab": 7,
        "shaaban": 8,
        "shaban": 8,
        "ramadan": 9,
        "ramadhan": 9,
        "ramzan": 9,
        "shawwal": 10,
        "shawal": 10,
    }
)
"""Single-word months of the Islamic year, as English news spells them."""

_ARABIC_MONTHS = {
    # Levant and Iraq, Latin letters; the two-word names are read by their first word and number.
    "shubat": 2,
    "adhar": 3,
    "nisan": 4,
    "ayyar": 5,
    "haziran": 6,
    "tammuz": 7,
    "aylul": 9,
    "ailul": 9,
    # Egypt, Sudan, Libya and the Gulf
    "يناير": 1,
    "فبراير": 2,
    "مارس": 3,
    "أبريل": 4,
    "إبريل": 4,
    "ابريل": 4,
    "مايو": 5,
    "يونيو": 6,
    "يونيه": 6,
    "يوليو": 7,
    "يوليه": 7,
    "أغسطس": 8,
    "اغسطس": 8,
    "سبتمبر": 9,
    "أكتوبر": 10,
    "اكتوبر": 10,
    "نوفمبر": 11,
    "ديسمبر": 12,
    # Levant and Iraq, Arabic letters
    "شباط": 2,
    "آذار": 3,
    "نيسان": 4,
    "أيار": 5,
    "حزيران": 6,
    "تموز": 7,
    "آب": 8,
    "أيلول": 9,
}
_ABBREVIATED_MONTHS = {
    name: number
    for number, names in enumerate("jan feb mar apr - jun jul aug sept,sep oct nov dec".split(), start=1)
    for name in names.split(",")
}
_ABBREVIATED_DAYS = {
    name: number
    for number, names in enumerate("mon tue,tues wed thu,thur,thurs fri sat sun".split(), start=1)
    for name in names.split(",")
}
TIME_ZONES = frozenset("est edt cst cdt mst mdt pst pdt gmt utc bst cet cest eet eest msk ist".split())

SEASONS: Mapping[str, str] = MappingProxyType(
    {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
)
DAY_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "morning": "MO",
        "mornings": "MO",
        "dawn": "DA",
        "midmorning": "MO",
        "afternoon": "AF",
        "afternoons": "AF",
        "midafternoon": "AF",
        "evening": "EV",
        "evenings": "EV",
        "dusk": "EV",
        "night": "NI",
        "nights": "NI",
        "nighttime": "NI",
        "daytime": "DT",
    }
)
MODIFIERS: Mapping[str, str] = MappingProxyType(
    {"early": "START", "late": "END", "mid": "MID", "earlier": "BEFORE", "later": "AFTER", "sometime": "", "middle": "MID"}
)
EDGES: Mapping[str, str] = MappingProxyType(
    {
        "start": "START",
        "beginning": "START",
        "onset": "START",
        "middle": "MID",
        "end": "END",
        "close": "END",
    }
)


def _plain_words() -> dict[str, tuple[str, object]]:
    """Words whose class does not hang on their neighbours."""
    words: dict[str, tuple[str, object]] = {}
    groups: dict[str, tuple[str, ...] | list[str]] = {
        "the": ("the",),
        "a": ("a", "an"),
        "this": ("this", "these"),
        "that": ("that", "those"),
        "same": ("same",),
        "last": ("last", "past"),
        "previous": ("previous", "preceding", "prior"),
        "next": ("next",),
        "coming": ("coming", "upcoming", "forthcoming"),
        "following": ("following", "subsequent", "ensuing"),
        "current": ("current",),
        "latest": ("latest",),
        "recent": ("recent",),
        "year_ago": (),
        "of": ("of",),
        "in": ("in", "during", "over", "within", "throughout"),
        "on": ("on",),
        "at": ("at",),
        "to": ("to", "until", "till", "through"),
        "and": ("and", "or"),
        "for": ("for",),
        "from": ("from", "between", "since"),
        "now": ("now",),
        "ago": ("ago",),
        "before": ("before",),
        "after": ("after",),
        "afterwards": ("afterwards", "afterward", "hence", "thereafter"),
        "ahead": ("ahead",),
        "approx": ("about", "around", "nearly", "almost", "approximately", "roughly", "some", "just", "barely", "only",
                   "circa", "ca", "under", "exactly"),
        "more": ("more", "less", "fewer", "longer", "later"),
        "than": ("than",),
        "least": ("least", "most"),
        "long": ("long",),
        "old": ("old",),
        "half": ("half",),
        "vague": ("few", "several", "many", "numerous"),
        "couple": ("couple", "pair"),
        "every": ("every", "each"),
        "per": ("per",),
        "other": ("other",),
        "full": ("full", "entire", "whole"),
        "fiscal": ("fiscal",),
        "period": ("period", "term"),
        "weekend": ("weekend",),
        "weekends": ("weekends",),
        "noon": ("noon", "midday"),
        "midnight": ("midnight",),
        "oclock": ("oclock",),
        "hundred": ("hundred",),
        "thousand": ("thousand",),
        "dozen": ("dozen",),
        "so": ("so",),
        "another": ("another",),
        "additional": ("additional", "extra", "straight", "consecutive", "successive", "trading", "working"),
        "eid": ("eid",),
        "shortly": ("shortly", "soon", "immediately"),
        "bc": ("bc", "bce"),
        "ad": ("ad", "ce"),
        "eve": ("eve",),
        "only": (),
        "first": ("first", "final"),
    }
    for name, group in groups.items():
        words.update(dict.fromkeys(group, (name, None)))
    words |= {word: ("zone", word.upper()) for word in TIME_ZONES}
    words |= {word: ("month", number) for number, word in enumerate(MONTHS, start=1)}
    words |= {word: ("month", number) for word, number in _ARABIC_MONTHS.items()}
    words |= {word: ("month", number) for word, number in _ABBREVIATED_MONTHS.items() if word != "-"}
    words |= {word: ("weekday", number) for number, word in enumerate(WEEKDAYS, start=1)}
    words |= {f"{word}s": ("weekdays", number) for number, word in enumerate(WEEKDAYS, start=1)}
    words |= {word: ("weekday", number) for word, number in _ABBREVIATED_DAYS.items()}
    words |= {word: ("season", code) for word, code in SEASONS.items()}
    words |= {f"{word}s": ("seasons", code) for word, code in SEASONS.items() if word not in {"spring", "fall"}}
    words |= {word: ("dayparts" if word.endswith("s") else "daypart", code) for word, code in DAY_PARTS.items()}
    words |= {word: ("modifier", code) for word, code in MODIFIERS.items()}
    words |= {word: ("edge", code) for word, code in EDGES.items() if word != "middle"}
    words |= {word: ("hijri", number) for word, number in HIJRI_MONTHS.items()}
    words |= {word: ("numword", number) for number, word in enumerate(_NUMBER_WORDS)}
    words |= {word: ("numword", 10 * number) for number, word in enumerate(_TENS, start=2)}
    words |= {word: ("ordinal", number) for number, word in enumerate(_ORDINAL_WORDS, start=1)}
    words |= {"thirtieth": ("ordinal", 30), "first": ("ordinal", 1), "final": ("final", None)}
    return words


def _unit_words() -> dict[str, tuple[str, object]]:
    words: dict[str, tuple[str, object]] = {}
    for word, code in UNITS.items():
        if word in {"night", "season"}:
            continue
        plural = "centuries" if word == "century" else f"{word}s"
        own_class = {"year": "yearword", "quarter": "quarter", "century": "century"}
        words[word] = (own_class.get(word, "unit"), code)
        words[plural] = ("units", code)
    return words


_DECADES = {word: ("decade_word", 10 * number) for number, word in enumerate(
    "twenties thirties forties fifties sixties seventies eighties nineties".split(), start=2)}

_DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1}
_REFERENCES = {
    "nowadays": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "presently": "PRESENT_REF",
    "recently": "PAST_REF",
    "lately": "PAST_REF",
}
_SETS = {
    "daily": "P1D",
    "nightly": "XXXX-XX-XXTNI",
    "weekly": "P1W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "annually": "P1Y",
    "yearly": "P1Y",
    "hourly": "PT1H",
}
_SINGLE = {
    "tonight": ("tonight", None),
    "overnight": ("overnight", None),
    "future": ("future", None),
    "former": ("former", None),
    "present": ("present", None),
    "time": ("time", None),
    "point": ("time", None),
    "moment": ("time", None),
    "date": ("date", None),
    "part": ("part", None),
    "rest": ("part", None),
    "q": ("letter_q", None),
    "christmas": ("holiday", "christmas"),
    "easter": ("holiday", "easter"),
    "thanksgiving": ("holiday", "thanksgiving"),
    "halloween": ("holiday", "halloween"),
    "nowruz": ("holiday", "nowruz"),
    "ashura": ("holiday", "ashura"),
    "new": ("new", None),
    "fitr": ("fitr", None),
    "adha": ("adha", None),
    "al": ("article_al", None),
    "ul": ("article_al", None),
    "year-end": ("yearend", "Y"),
    "anniversary": ("anniversary", None),
    "kanun": ("two_word_month", {"1": 12, "2": 1}),
    "tishrin": ("two_word_month", {"1": 10, "2": 11}),
    "thani": ("second_name", 2),
    "awwal": ("second_name", 1),
    "awal": ("second_name", 1),
    "rabi": ("hijri_pair", 3),
    "jumada": ("hijri_pair", 5),
    "dhu": ("hijri_dhu", None),
    "qadah": ("dhu_name", 11),
    "qidah": ("dhu_name", 11),
    "hijjah": ("dhu_name", 12),
    "hijja": ("dhu_name", 12),
    "ah": ("hijri_era", None),
    "am": ("ampm", None),
    "pm": ("ampm", None),
    "modern": ("present", None),
    "being": ("being", None),
    "week-long": ("unit", "W"),
}


def lexicon() -> Mapping[str, tuple[str, object]]:
    """Return lower-case word -> (class, meaning)."""
    words = _plain_words() | _unit_words() | dict(_DECADES) | dict(_SINGLE)
    words |= {word: ("deictic", days) for word, days in _DEICTIC.items()}
    words |= {word: ("reference", value) for word, value in _REFERENCES.items()}
    words |= {word: ("setword", value) for word, value in _SETS.items()}
    return MappingProxyType(words)


LEXICON = lexicon()
