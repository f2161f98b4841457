"""People whom an article introduces, whose family names are then no places."""

from __future__ import annotations

from geodata.lexicon import FACILITY, GEOGRAPHIC, ORGANISATION, TITLE, Lexicon
from geodata.recognise.scan import Scan


def persons_of(scan: Scan, lexicon: Lexicon) -> tuple[set[str], set[str]]:
    """Family names and given names of people the article introduces: "Gen. Khalifa Hifter" makes "hifter" and "khalifa"."""
    persons: set[str] = set()
    first_names: set[str] = set()
    for first, last in scan.name_runs:
        start = first
        titled = _after_title(scan, first)
        while start < last and scan.bits[start] & TITLE:
            start, titled = start + 1, True
        if start < last and scan.words[start] == ".":
            start += 1
        given = last - start >= 2 and lexicon.given.get(scan.lows[start], 0) >= 1
        if (
            (titled or given)
            and start < last <= start + 4
            and not scan.bits[last - 1] & (ORGANISATION | FACILITY | GEOGRAPHIC)
        ):
            persons.update(scan.lows[k] for k in range(max(start, last - 1), last))
            if given:
                persons.add(" ".join(scan.lows[start:last]))
                first_names.add(scan.lows[start])
    return persons, first_names


def _after_title(scan: Scan, first: int) -> bool:
    before = first - 1
    if before >= 0 and scan.words[before] == ".":
        before -= 1
    return before >= 0 and bool(scan.bits[before] & TITLE) and scan.starts[first] - scan.ends[before] <= 2
