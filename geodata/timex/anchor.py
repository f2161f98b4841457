"""What dates are counted from while an article is read."""

from __future__ import annotations

import dataclasses
from datetime import date

from geodata.timex.period import Period, in_words


@dataclasses.dataclass(slots=True)
class Anchor:
    """Publication with the running narrative date.

    Parameters
    ----------
    published
        Day of publication, ``None`` when unknown.
    narrative
        Whether the text tells history: bare dates continue the last date told instead
        of lying near publication.
    before_christ
        Whether bare years are years before Christ.
    period
        The last date told; ``None`` at the beginning.
    year, month, day
        That date's parts as far as it has them; years before Christ are negative.
    fine, fine_period
        First day of the last date told that has a month, with that date.
    year_opens
        Whether a year at the head of a sentence has been told since ("In 1942, ...").
    quarter, quarter_at
        Year and number of the quarter told last, with the number of its token.
    events
        Beginnings of the words told with a day, each with the last such day and the number of its token.
    """

    published: date | None
    narrative: bool = False
    before_christ: bool = False
    period: Period | None = None
    year: int | None = None
    month: int | None = None
    day: date | None = None
    fine: date | None = None
    fine_period: Period | None = None
    year_opens: bool = False
    quarter: tuple[int, int] | None = None
    quarter_at: int = 0
    events: dict[str, tuple[date, int]] = dataclasses.field(default_factory=dict)

    def move_to(self, period: Period, token: int = 0, *, opens: bool = True) -> None:
        """Let the narrative stand at `period`, told at `token`; `opens`: it stands at the head of a sentence."""
        if period.precision == "quarter" and period.value[:4].isdigit():
            told = int(period.value[:4]), int(period.value[-1])
            self.quarter, self.quarter_at = max(told, self.quarter or told), token
        if period.value[:2] == "BC" and period.value[2:6].isdigit():
            self.period, self.year, self.month, self.day = period, -int(period.value[2:6]), None, None
            return
        if not period.first or period.precision in {"decade", "century"}:
            return
        self.period = period
        self.year = _year_of(period)
        fine = period.precision in {"month", "part_of_month", "day", "day_inferred", "minute"}
        self.month = period.first.month if fine else None
        if fine:
            self.fine, self.fine_period, self.year_opens = period.first, period, False
        elif opens:
            self.year_opens = True
        self.day = period.first if period.first == period.last else None

    def year_of_month(self, month: int) -> int:
        """Year of a bare month in a narrative: it goes on from the last month told.

        A year at the head of a sentence moves the narrative; one in passing ("planned for
        1976") is taken only where it lies nearer.
        """
        year = self.year or 0
        if not self.fine or self.year_opens or year < 1:
            return year
        if year == self.fine.year:
            return year + (self.fine.month >= 11 and month <= 2)
        years = [self.fine.year, self.fine.year + 1, year]
        return min(years, key=lambda each: self._leap(each * 12 + month))

    def _leap(self, month: int) -> int:
        assert self.fine
        leap = month - (self.fine.year * 12 + self.fine.month)
        return leap if leap >= 0 else 1000 - leap

    @property
    def today(self) -> date | None:
        """The day from which "last month" counts: publication, in history the day told last."""
        return self.told if self.narrative else self.published

    def period_for(self, unit: str) -> Period | None:
        """Return the date from which days and weeks count: not a year named in passing."""
        coarse = self.period is not None and self.period.precision in {
            "year",
            "part_of_year",
            "quarter",
            "season",
            "decade",
        }
        return self.fine_period if unit in {"D", "W", "F", "N"} and coarse and not self.year_opens else self.period

    @property
    def told(self) -> date | None:
        """First day of the narrative's date."""
        return self.period.first if self.period else None

    @property
    def name(self) -> str:
        """Name of the anchor behind `today`."""
        return "narrative" if self.narrative else "publication"

    @property
    def origin(self) -> str:
        """Words for the anchor behind `today`."""
        day = self.today
        if day is None:
            return "nothing known"
        return f"the narrative at {in_words(day)}" if self.narrative else in_words(day)


def _year_of(period: Period) -> int:
    assert period.first
    return int(period.value[:4]) if period.value[:4].isdigit() else period.first.year
