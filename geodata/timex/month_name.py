"""Names of months and days of the week, western, Arabic and Islamic."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

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

ARABIC_MONTHS: Mapping[str, int] = MappingProxyType(
    {
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
)
"""Arabic names of the months of the western year, in Latin and Arabic letters."""

ABBREVIATED_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS, start=1) if name != "may"} | {"sept": 9}
ABBREVIATED_DAYS = {name[:3]: number for number, name in enumerate(WEEKDAYS, start=1)} | {
    "tues": 2,
    "thur": 4,
    "thurs": 4,
}
