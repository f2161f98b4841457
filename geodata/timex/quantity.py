"""A count of units: "two and a half", "a few", "several dozen"."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

VAGUE_MOST = {"TM": 90, "TH": 48, "D": 14, "N": 14, "W": 8, "F": 4, "M": 12, "Q": 6, "Y": 10, "E": 5, "C": 5}
"""Most units that a bare plural ("for weeks") is taken to mean: the hull, not a guess at the count.

Beyond these the next larger unit is the usual word (nine weeks are "two months").
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Quantity:
    """A count of a unit (`geodata.timex.lexicon.UNITS`); `count` is ``None`` where the text leaves it open."""

    count: float | None
    unit: str

    @property
    def value(self) -> str:
        """TIMEX3 duration: ``P2W``, ``PT5H30M``, ``PXD``."""
        prefix, letter = ("PT", self.unit[1]) if self.unit[0] == "T" else ("P", self.unit)
        factor = {"E": 10, "C": 100, "F": 2}.get(letter, 1)
        letter = {"E": "Y", "C": "Y", "F": "W", "N": "D"}.get(letter, letter)
        if self.count is None:
            return f"{prefix}X{ {'E': 'E', 'C': 'C'}.get(self.unit, letter) }"
        return prefix + _counted(self.count * factor, letter, timed=prefix == "PT")

    @property
    def steps(self) -> tuple[int, str]:
        """The count as whole units to move by: two and a half years are 30 months."""
        count = self.count or 0
        if count % 1 and self.unit in {"Y", "E", "C"}:
            return round(count * {"Y": 12, "E": 120, "C": 1200}[self.unit]), "M"
        if count % 1 and self.unit in {"W", "F"}:
            return round(count * {"W": 7, "F": 14}[self.unit]), "D"
        return int(count), self.unit

    @property
    def whole(self) -> int | None:
        """The count as a whole number of units, rounded down; ``None`` where it is open."""
        return None if self.count is None else int(self.count)

    @property
    def most(self) -> int:
        """The count, or the most that an open one is taken to mean."""
        return VAGUE_MOST.get(self.unit, 1) if self.count is None else max(int(-(-self.count // 1)), 0)


def _counted(count: float, letter: str, *, timed: bool) -> str:
    whole, rest = int(count), count - int(count)
    if rest == 0.5 and whole and letter in "YH":
        return f"{whole}{letter}{'30M' if timed else '6M'}"
    return f"{whole}{letter}" if not rest else f"{count:g}{letter}"


def count_of(words: Sequence[tuple[str, object]]) -> float | None:
    """Return the number that the words name.

    >>> count_of([("twenty", 20), ("-", None), ("five", 5)])
    25.0
    """
    total, part, seen = 0.0, 0.0, False
    for index, (word, value) in enumerate(words):
        if word == "half":
            part = part + 0.5 if seen and not (index == 1 and words[0][0] in {"a", "an"}) else 0.5
            seen = True
        elif word in {"hundred", "thousand", "dozen"}:
            part = (part or 1) * {"hundred": 100, "thousand": 1000, "dozen": 12}[word]
            total, part = (total + part, 0.0) if word == "thousand" else (total, part)
            seen = True
        elif word in {"a", "an"}:
            part += 0 if seen else 1
            seen = True
        elif isinstance(value, int | float):
            part += value
            seen = True
    return total + part if seen else None
