"""Where measured figures stand: docs/benchmarks.md, each part between two comments of its own."""

from __future__ import annotations

from pathlib import Path

REPORT = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def replaced(document: str, part: str, figures: str) -> str:
    """Return a document with other figures for one part.

    Raises
    ------
    ValueError
        When the document has no place for the part.
    """
    begin, end = _marks(part)
    before, found, rest = document.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        message = f"No place for the figures of '{part}': the document needs the lines {begin} and {end}."
        raise ValueError(message)
    return f"{before}{begin}\n\n{figures.strip()}\n\n{end}{after}"


def write(part: str, figures: str) -> None:
    """Put the figures of one part into the report."""
    REPORT.write_text(replaced(REPORT.read_text("utf-8"), part, figures), "utf-8")


def _marks(part: str) -> tuple[str, str]:
    return f"<!-- figures: {part} -->", f"<!-- end of figures: {part} -->"
