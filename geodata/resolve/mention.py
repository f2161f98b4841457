"""A mention of a place that waits for its referent."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(slots=True)
class Mention:
    """Words that name a place, and what the text around them says of it.

    Parameters
    ----------
    start, end
        Code points into the article's text.
    key
        Folded name; mentions of one key share one sense unless the text says otherwise.
    rows
        Candidate rows of the gazetteer, most prominent first.
    role
        One of `geodata.toponym.ROLES`.
    noun
        Kind word beside the name ("province", "city", "river"), lower case, or "".
    parents
        Rows of the place named after a comma or bracket ("Paris, Texas"), else empty.
    within
        Index of the mention that the text says this one lies in ("Greenlane, Auckland"), else ``None``.
    site
        Whether it is worded like a street, a hospital or another spot within a town.
    """

    start: int
    end: int
    key: str
    rows: tuple[int, ...]
    role: str = "place"
    noun: str = ""
    parents: tuple[int, ...] = ()
    within: int | None = None
    site: bool = False
