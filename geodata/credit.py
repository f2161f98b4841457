"""Who published an article, in the article's own words."""

from __future__ import annotations

import re

from geodata.sentence import Sentence

_SOURCE_LINE = re.compile(r"Sources?\s*:\s*(?P<name>\S.{1,80})$")
_AGENCY = r"Reuters|AFP|AP|Associated Press|Agence France-Presse|Xinhua|TASS|Anadolu Agency|Al Jazeera|BBC News|Deutsche Welle"
_DATELINE_AGENCY = re.compile(rf"[A-Z][\w .,'/-]{{1,60}}\((?P<name>{_AGENCY})\)\s*[-\u2013\u2014]")


def find_source(text: str, sentences: list[Sentence]) -> str | None:
    """Return the outlet that a source line or a dateline names, ``None`` when the text names none.

    "Source: Example Wire and agencies" is a source line; "TRIPOLI (Reuters) - " a dateline. A
    picture credit names the photographer's agency, not the article's, and does not count.
    """
    for sentence in sentences:
        if sentence.kind == "credit" and (found := _SOURCE_LINE.match(text[sentence.start : sentence.end])):
            return found["name"].strip()
    if sentences and (found := _DATELINE_AGENCY.match(text, sentences[0].start)):
        return found["name"]
    return None
