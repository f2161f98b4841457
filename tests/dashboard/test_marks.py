"""The first days that the map shows."""

from __future__ import annotations

from datetime import date

import numpy as np

from dashboard.marks import _time_extent
from dashboard.payload import OPEN


def days(*told: str | None) -> np.ndarray:
    return np.array([OPEN if day is None else date.fromisoformat(day).toordinal() - 719163 for day in told], np.int32)


def extent(earliest: np.ndarray, latest: np.ndarray, reported: np.ndarray) -> dict[str, date]:
    empty = days()
    columns = {"event.earliest": earliest, "event.latest": latest, "event.reported": reported}
    columns |= {f"{kind}.{name}": empty for kind in ("claim", "mention") for name in ("earliest", "latest", "reported")}
    return {name: date.fromordinal(day + 719163) for name, day in _time_extent(columns).items()}


def test_news_opens_on_the_run_up_to_the_last_report() -> None:
    """What happened in 1991 is in reach, and not in the first view."""
    told = days("1991-01-17", "2018-02-05", "2018-03-01", None)
    view = extent(told, told, days("2018-03-03", "2018-03-03", "2018-03-03", "2018-04-02"))
    assert view["first"] == date(1991, 1, 1)
    assert (view["default_first"], view["default_last"]) == (date(2018, 2, 1), date(2018, 4, 2))


def test_a_history_opens_on_its_own_days() -> None:
    """An article of 2009 about a war of 1964 to 1975 shows that war, years that it leaves out and all."""
    told = days("1964-08-02", "1965-03-08", "1968-01-31", "1970-04-29", "1972-03-30", "1975-03-10", "1975-04-30")
    view = extent(told, told, days(*["2009-12-19"] * len(told)))
    assert view["default_first"] == date(1964, 8, 1)
    assert view["default_last"] in {date(1975, 3, 10), date(1975, 4, 30)}
