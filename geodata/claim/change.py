"""Claims that ground changed hands, read from events of territory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geodata.claim.approach import advanced, besieged
from geodata.claim.capture import captured
from geodata.claim.draft import Draft, Side
from geodata.claim.retreat import pushed, withdrew
from geodata.claim.transfer import handed_over, surrendered
from geodata.event.find import Finding
from geodata.event.scene import Scene


def changes(scene: Scene, finding: Finding, parties: Sequence[Side]) -> Iterator[Draft]:
    """Yield the claims of one event.

    Parameters
    ----------
    parties
        The warring parties of the article, most named first: with exactly two, the one
        that loses ground is the other one.
    """
    reader = _READERS.get(finding.sense.type)
    if reader:
        yield from reader(scene, finding, parties)


_READERS = {
    "capture": captured,
    "retake": captured,
    "handover": handed_over,
    "withdrawal": withdrew,
    "pushed_back": pushed,
    "advance": advanced,
    "agreement": surrendered,
    "assault": besieged,
    "siege": besieged,
}
