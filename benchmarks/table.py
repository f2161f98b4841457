"""A table of measured figures."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """Figures of one part of the benchmark.

    Parameters
    ----------
    title
        What was measured.
    headings
        Names of the columns with their units.
    rows
        Cells as they are printed; a row may be shorter than the headings.
    notes
        Sentences below the table, such as why a row has no figure.
    """

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def markdown(self) -> str:
        """Return the table as Markdown, its columns aligned."""
        filled = [[*row, *[""] * (len(self.headings) - len(row))] for row in [self.headings, *self.rows]]
        widths = [max(map(len, column)) for column in zip(*filled, strict=True)]
        lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)) + " |" for r in filled]
        rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
        return "\n".join([f"### {self.title}", "", lines[0], rule, *lines[1:], *(f"\n{note}" for note in self.notes)])


def number(value: float) -> str:
    """Return a figure with as many digits as it can stand for: ``0.43``, ``12.5``, ``5,400``."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
