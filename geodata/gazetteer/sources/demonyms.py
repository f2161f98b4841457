"""Adjectives and names of peoples made from names of places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geodata.errors import GazetteerError
from geodata.gazetteer.fold import fold
from geodata.gazetteer.sources.place import Place
from geodata.gazetteer.sources.tables import FACTS, read_csv

_NO_PLURAL = re.compile(r"(?:ese|ish|ss|ch|men|woman|Russo|Sino|Hellenic|Manx|wana|tho)\Z")


def read_demonyms(places: list[Place]) -> list[tuple[str, int]]:
    """Pairs of folded form and row of the place it stands for.

    Parameters
    ----------
    places
        By row. A line of ``demonyms.csv`` names an ISO country code, a feature id or a division ("GB/Wales").

    Raises
    ------
    GazetteerError
        When a line names none of the places: its demonyms would be lost in silence.
    """
    rows = _rows_by_reference(places)
    lines = read_csv(FACTS / "demonyms.csv")
    unknown = [line["of"] for line in lines if line["of"] not in rows]
    if unknown:
        msg = f"demonyms.csv names places that the gazetteer does not have: {', '.join(unknown)}."
        raise GazetteerError(msg)
    pairs = {
        (fold(written), rows[line["of"]])
        for line in lines
        for form in line["forms"].split("|")
        for written in _forms(form)
    }
    return sorted(pairs)


def _rows_by_reference(places: list[Place]) -> dict[str, int]:
    """Row by ISO code, by feature id, and by "GB/Wales" for first-order divisions."""
    rows: dict[str, int] = {}
    for row, place in enumerate(places):
        rows[place.id] = row
        if place.kind in ("country", "territory"):
            rows[place.country] = row
        elif place.kind in ("admin1", "historic_region"):
            for name in place.names:
                rows.setdefault(f"{place.country}/{name}", row)
    return rows


def _forms(form: str) -> Iterator[str]:
    """Yield a form and its plural."""
    yield form
    if not _NO_PLURAL.search(form):
        yield f"{form[:-1]}ies" if form.endswith("ry") else f"{form}s"
