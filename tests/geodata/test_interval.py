"""Intervals of days."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.interval import DateInterval

JUNE = DateInterval(date(2020, 6, 1), date(2020, 6, 30), "month", "publication")


def test_clipped_ends_on_the_day_of_report() -> None:
    """What is reported as past cannot lie after the report."""
    assert JUNE.clipped(date(2020, 6, 10)).latest == date(2020, 6, 10)


def test_clipped_keeps_the_future() -> None:
    """An interval wholly after the report speaks of the future and stays."""
    assert JUNE.clipped(date(2020, 5, 1)) == JUNE


def test_an_open_end_is_closed_by_the_report() -> None:
    """An open end is known to lie before the report."""
    assert DateInterval(date(2011, 1, 1), None, "year", "absolute").clipped(date(2020, 7, 20)).latest == date(
        2020, 7, 20
    )


def test_swapped_ends_are_an_error() -> None:
    """An interval that ends before it begins is refused by name."""
    with pytest.raises(ValueError, match="ends .* before it begins"):
        DateInterval(date(2020, 2, 1), date(2020, 1, 1), "day", "absolute")
