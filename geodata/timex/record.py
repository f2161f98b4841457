"""A time expression as it stands in the text."""

from __future__ import annotations

import dataclasses

from geodata.interval import DateInterval

TYPES = ("DATE", "TIME", "DURATION", "SET")


@dataclasses.dataclass(frozen=True, slots=True)
class Timex:
    """A time expression.

    Parameters
    ----------
    start, end
        Code points into the article's text.
    type
        TIMEX3 type: ``DATE``, ``TIME``, ``DURATION`` or ``SET``.
    value
        TIMEX3 value, such as ``2020-06``, ``P2W``, ``PRESENT_REF``.
    interval
        The days meant, with precision, anchor and the reason in words.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    interval: DateInterval
