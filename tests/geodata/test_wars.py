"""Events of other wars, read whole: what happened, where, when and by whom; and sentences that tell of no deed.

`tests/data/wars.jsonl` was written before the rules it tests; half of it was kept unseen until they were done.
Unseen, that half of 65 gave: found .91, place .83, day .97, who .89, and 7 deeds told that were none.
"""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from pathlib import Path

import pytest

from geodata.article import Article
from geodata.event import Event
from geodata.gazetteer import Gazetteer
from geodata.reading import Reading, read_article
from geodata.resolve.context import distance_km

CASES = [
    json.loads(line) for line in (Path(__file__).parent.parent / "data" / "wars.jsonl").read_text("utf-8").splitlines()
]
NEAR_KM = 100.0


@dataclasses.dataclass(slots=True)
class Tally:
    """Right and asked, by field."""

    right: dict[str, int] = dataclasses.field(default_factory=dict)
    asked: dict[str, int] = dataclasses.field(default_factory=dict)
    wrongly_told: list[str] = dataclasses.field(default_factory=list)

    def count(self, field: str, *, right: bool) -> None:
        self.asked[field] = self.asked.get(field, 0) + 1
        self.right[field] = self.right.get(field, 0) + right

    def share(self, field: str) -> float:
        return self.right[field] / self.asked[field]


@pytest.fixture(scope="module")
def tally(gazetteer: Gazetteer) -> Tally:
    """All cases read once."""
    told = Tally()
    for case in CASES:
        published = date.fromisoformat(case["published"]) if case["published"] else None
        _count(case, read_article(Article(case["id"], case["text"], published), gazetteer, None), told)
    return told


def _count(case: dict, reading: Reading, told: Tally) -> None:
    asked: set[int] = set()
    for gold in case["events"]:
        start = case["text"].index(gold["quote"])
        near = [e for e in reading.events if _touches(e, start, start + len(gold["quote"]))]
        asked |= {id(event) for event in near}
        fitting = [e for e in near if e.modality == "asserted" and e.type in gold["types"]]
        told.count("found", right=bool(fitting))
        if fitting:
            _count_fields(gold, fitting[0], reading, told)
    for event in reading.events:
        quotes = case["never"]
        if event.modality == "asserted" and (
            id(event) not in asked if quotes == "all" else any(_is_quoted(case["text"], q, event) for q in quotes)
        ):
            told.wrongly_told.append(f"{case['id']}: {case['text'][slice(*event.trigger)]}")


def _count_fields(gold: dict, event: Event, reading: Reading, told: Tally) -> None:
    if gold["places"] is not None:
        told.count("place", right=all(_is_at(name, event, reading) for name in gold["places"]))
    if gold["days"]:
        days = f"{event.interval.earliest or ''}..{event.interval.latest or ''}"
        told.count("day", right=days in {day if ".." in day else f"{day}..{day}" for day in gold["days"]})
    if gold["sources"] is not None:
        names = [actor.name for actor in event.actors if actor.role == "source"]
        named = all(any(source in name for name in names) for source in gold["sources"])
        told.count("source", right=named and (bool(gold["sources"]) or not names))


def _touches(event: Event, start: int, end: int) -> bool:
    return event.trigger[0] < end and start < event.trigger[1]


def _is_quoted(text: str, quote: str, event: Event) -> bool:
    return _touches(event, text.index(quote), text.index(quote) + len(quote))


def _is_at(asked: str, event: Event, reading: Reading) -> bool:
    """Whether an event has a place of that name; "Hue@16.5,107.6" also near that point."""
    name, _, point = asked.partition("@")
    places = [reading.toponyms[place.toponym] for place in event.places]
    found = [place for place in places if name in place.text]
    if point:
        lat, lon = map(float, point.split(","))
        found = [p for p in found if p.lat is not None and distance_km(lat, lon, p.lat, p.lon) < NEAR_KM]
    return bool(found)


@pytest.mark.parametrize(("field", "least"), [("found", 0.93), ("place", 0.82), ("day", 0.92), ("source", 0.88)])
def test_what_is_told(tally: Tally, field: str, least: float) -> None:
    """Floors a little under what is measured: .96, .86, .96, .92."""
    assert tally.share(field) >= least


def test_what_is_not_told(tally: Tally) -> None:
    """Sport, films, exercises, anniversaries, plans and figures of speech."""
    assert len(tally.wrongly_told) <= 5, tally.wrongly_told
