"""Adjectives and names of peoples made from names of places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geodata.gazetteer.fold import fold
from geodata.gazetteer.sources.countries import FACTS
from geodata.gazetteer.sources.place import Place
from geodata.gazetteer.sources.tables import read_csv

_NO_PLURAL = re.compile(r"(?:ese|ish|ss|ch|men|woman|Russo|Sino|Hellenic|Manx|wana|tho)\Z")


def read_demonyms(places: list[Place]) -> list[tuple[str, int]]:
    """Pairs of folded form and row of the place it stands for.

    Parameters
    ----------
    places
        By row. A line of ``demonyms.csv`` names an ISO country code or a feature id.
    """
    rows = {place.id: row for row, place in enumerate(places)}
    rows |= {place.country: row for row, place in enumerate(places) if place.kind in ("country", "territory")}
    found: dict[tuple[str, int], None] = {}
    for line in read_csv(FACTS / "demonyms.csv"):
        for form in line["forms"].split("|"):
            for written in _forms(form):
                found[fold(written), rows[line["of"]]] = None
    return sorted(found)


def _forms(form: str) -> Iterator[str]:
    """Yield a form and its plural."""
    yield form
    if not _NO_PLURAL.search(form):
        yield f"{form[:-1]}ies" if form.endswith("ry") else f"{form}s"
