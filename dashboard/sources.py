"""Who says so: the sources behind the claims that the front line is drawn from, by outlet or speaker."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from geodata.theatre import Theatre

if TYPE_CHECKING:
    from geodata.control import ControlClaim

SEPARATOR = re.compile(r"\s*;\s*")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
DATED = re.compile(rf"\(.*?\)|\b\d{{4}}-\d{{2}}(-\d{{2}})?(/\d+)?\b|\b(?:{MONTH} )?(?:19|20)\d{{2}}\b|\b\d{{4,}}\b")
DOMAIN = re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.IGNORECASE)
NO_LETTER = re.compile(r"[\W_]+")
LONGEST_ID = 80


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """An outlet or speaker: `id` stands in links, `name` is shown."""

    id: str
    name: str


def sources_of(claim: ControlClaim, theatre: Theatre | None, unnamed: str = "") -> tuple[Source, ...]:
    """Return the sources that a claim rests on; with several, each of them says it.

    Parameters
    ----------
    unnamed
        What to call the source of a claim that names none, such as its article's title.

    Notes
    -----
    The reference record cites several reports for one fact, separated by semicolons and with their dates:
    reports of one outlet are one source here, whatever their days.
    """
    parts = [part for part in SEPARATOR.split(claim.source) if NO_LETTER.sub("", DATED.sub("", part))]
    names = dict.fromkeys(_outlet(part, theatre) for part in parts) or {unnamed: None}
    return tuple(Source(identifier(name), name) for name in names if identifier(name))


def claims_without(
    claims: Iterable[ControlClaim], source: str, sources: dict[str, tuple[Source, ...]]
) -> list[ControlClaim]:
    """Return the claims that stand without one source; what another source says too stays."""
    return [claim for claim in claims if {each.id for each in sources[claim.key]} != {source}]


def identifier(name: str) -> str:
    """Return a name as it stands in a link: letters and digits of any script, in lower case."""
    return NO_LETTER.sub("-", name.lower()).strip("-")[:LONGEST_ID]


def _outlet(part: str, theatre: Theatre | None) -> str:
    known = next(_known(part, theatre), None)
    if known:
        return known
    domain = DOMAIN.search(part)
    if domain:
        return domain[0].lower().removeprefix("www.")
    return " ".join(DATED.sub(" ", part).split()).strip(" ,-–") or part


def _known(part: str, theatre: Theatre | None) -> Iterator[str]:
    """Yield the names of the theatre's known sources that a part speaks of; in domains, case says nothing."""
    domains = " ".join(DOMAIN.findall(part)).lower()
    for row in theatre.sources if theatre else ():
        for word in row["match"]:
            if re.search(rf"\b{re.escape(word)}\b", part) or re.search(rf"\b{re.escape(word.lower())}\b", domains):
                yield row["name"]
