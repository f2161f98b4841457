"""An interval of days with its precision, its anchor and the reason for both."""

from __future__ import annotations

import dataclasses
from datetime import date

PRECISIONS = (
    "minute",
    "day",
    "day_inferred",
    "week",
    "month",
    "month_inherited",
    "part_of_month",
    "season",
    "quarter",
    "year",
    "part_of_year",
    "decade",
    "century",
    "vague",
    "before_event",
    "after_event",
    "before_reported",
    "ongoing_at_publication",
    "state_as_of_publication",
    "as_of_publication",
    "undated_recent",
    "undated",
)
"""From exact to unknown; `vague` is a count the text leaves open ("for weeks")."""

ANCHORS = ("absolute", "publication", "narrative", "event", "none")
"""What a date was counted from."""


@dataclasses.dataclass(frozen=True, slots=True)
class DateInterval:
    """Inclusive days between which something lies.

    Parameters
    ----------
    earliest, latest
        Inclusive ends; ``None`` leaves that end open.
    precision
        One of `PRECISIONS`.
    anchor
        One of `ANCHORS`.
    reason
        Words for the reader: ``'"last month", counted from 20 July 2020'``.
    """

    earliest: date | None
    latest: date | None
    precision: str
    anchor: str
    reason: str = ""

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            msg = f"The interval ends ({self.latest}) before it begins ({self.earliest}); swap the ends."
            raise ValueError(msg)

    def clipped(self, not_after: date | None) -> DateInterval:
        """Return the same interval, ending on `not_after` at the latest.

        An interval that lies wholly after `not_after` is returned unchanged:
        the text speaks of the future.
        """
        if not_after is None or (self.latest and self.latest <= not_after):
            return self
        if self.earliest and self.earliest > not_after:
            return self
        return dataclasses.replace(self, latest=not_after)


UNDATED = DateInterval(None, None, "undated", "none", "the text gives no date")
