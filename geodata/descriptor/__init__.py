"""Places that a text describes instead of naming them, and names that a phrase shifts or narrows."""

from __future__ import annotations

from geodata.descriptor.article import ArticlePlaces
from geodata.descriptor.border import find_borders
from geodata.descriptor.capital import find_capitals
from geodata.descriptor.group import find_groups
from geodata.descriptor.offset import shift_toponyms
from geodata.descriptor.part import find_parts
from geodata.gazetteer import Gazetteer
from geodata.theatre import Theatre
from geodata.toponym import Toponym

__all__ = ["describe"]


def describe(text: str, toponyms: list[Toponym], gazetteer: Gazetteer, theatre: Theatre | None) -> list[Toponym]:
    """Return the toponyms with shapes where the text gives them, and descriptors added.

    A descriptor may overlap a demonym or a name that it contains ("the *Libyan* capital",
    "*Tripoli*'s airport"); nothing else overlaps.
    """
    shifted = shift_toponyms(text, toponyms)
    places = ArticlePlaces.read(shifted, gazetteer, theatre)
    found: list[Toponym] = []
    for finder in (find_borders, find_groups, find_capitals, find_parts):
        found += [new for new in finder(text, places, gazetteer) if not any(_overlaps(new, old) for old in found)]
    return sorted(shifted + shift_toponyms(text, found), key=lambda t: (t.start, t.end))


def _overlaps(a: Toponym, b: Toponym) -> bool:
    return a.start < b.end and b.start < a.end
