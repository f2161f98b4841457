"""Days on which a corpus's front is drawn: all on which something changed, or fewer where there are too many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

MOST_FRAMES = 400
"""Of one mode: a slider of 400 steps is as fine as a hand can set it."""

MOST_ROWS = 100_000
"""Places times frames of one mode: each frame carries all places."""

LEAST_FRAMES = 60
"""However many places there are, up to `MOST_OF_ALL` rows."""

MOST_OF_ALL = 300_000
"""Places times frames that a browser still takes; beyond 5,000 places that leaves fewer than `LEAST_FRAMES`."""

FEWEST = 12
"""Frames of a corpus with more places than any map shows."""


def drawn_days(changes: Iterable[date], places: int) -> list[date]:
    """Return the days to draw, in order.

    Time is cut into spans of 1, 2, 4, 8 ... days, as short as the number of frames allows, and each span is drawn as it
    stands on its last day of change: what is drawn may come in late by less than a span, never early. Spans are counted from
    a fixed day, so that a later change leaves the days before it as they were.
    """
    changes = sorted(set(changes))
    most = max(LEAST_FRAMES, min(MOST_FRAMES, MOST_ROWS // max(places, 1)))
    most = max(FEWEST, min(most, MOST_OF_ALL // max(places, 1)))
    span_days = 1
    while len({day.toordinal() // span_days for day in changes}) > most:
        span_days *= 2
    return list({day.toordinal() // span_days: day for day in changes}.values())
