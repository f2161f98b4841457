"""The reading of the two seed articles, held against the hand-made gold in tests/data/seed_gold.json."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from geodata.article import Article
from geodata.reading import Reading, read_article
from geodata.theatre import load_theatre

GOLD = json.loads((Path(__file__).parent.parent / "data" / "seed_gold.json").read_text("utf-8"))
LNA = re.compile(r"haftar|hifter|lna|libyan national army|rival regime|eastern", re.IGNORECASE)
GNA = re.compile(r"gna|national accord|un-backed|un-supported|sarraj|tripoli", re.IGNORECASE)
DRAWN = {"takes", "loses", "holds", "contested", "front_at"}


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two ranges share a code point."""
    return a[0] < b[1] and b[0] < a[1]


@pytest.fixture(scope="module")
def readings(seeds: Path) -> dict[str, Reading]:
    """Both articles, read without a gazetteer."""
    libya = load_theatre("libya")
    names = [d["file"] for d in GOLD["docs"]]
    texts = {name: (seeds / name).read_bytes().decode("utf-8") for name in names}
    return {name: read_article(Article(name, text), None, libya) for name, text in texts.items()}


def found_by(readings: dict[str, Reading], gold: dict) -> bool:
    """Whether the trigger of an event of the article touches a mention of the gold event."""
    spans = [(m["start"], m["end"]) for m in gold["mentions"]]
    return any(overlap(e.trigger, span) for e in readings[gold["doc"]].events for span in spans)


def test_events(readings: dict[str, Reading]) -> None:
    """At least nine of ten events are found."""
    real = [g for g in GOLD["events"] if g["type"] != "support_state"]
    missed = [g["id"] for g in real if not found_by(readings, g)]
    assert len(missed) <= len(real) * 0.1, missed


def test_nothing_else_is_asserted(readings: dict[str, Reading]) -> None:
    """No event is asserted that the gold does not know."""
    wrong = [
        (event.type, readings[name].article.text[slice(*event.trigger)])
        for name in readings
        for event in readings[name].events
        if event.modality == "asserted"
        and not any(
            overlap(event.trigger, (m["start"], m["end"]))
            for g in GOLD["events"]
            if g["doc"] == name
            for m in g["mentions"]
        )
    ]
    assert not wrong


@pytest.mark.parametrize(
    "gold", [c for c in GOLD["control_claims"] if c["strength"].startswith("explicit")], ids=lambda c: c["id"]
)
def test_explicit_claims(readings: dict[str, Reading], gold: dict) -> None:
    """Each explicit claim is found with its holder and, where both ends are stated, its interval."""
    holder = LNA if LNA.search(gold["holder"]) else GNA
    ends = gold["valid"]["from_"]
    spans = [(m["start"], m["end"]) for m in gold["mentions"]]
    assert any(
        claim.kind == gold["kind"]
        and holder.search(claim.holder or "")
        and any(overlap(claim.trigger, span) for span in spans)
        and (None in ends or [str(claim.interval.earliest), str(claim.interval.latest)] == ends)
        for claim in readings[gold["doc"]].claims
        if claim.modality == "asserted"
    )


@pytest.mark.parametrize("gold", GOLD["non_events"], ids=lambda n: n["quote"][:40])
def test_non_events(readings: dict[str, Reading], gold: dict) -> None:
    """What is only planned, threatened, wished, denied or advertised is not drawn as a deed."""
    reading = readings[gold["doc"]]
    drawn = [*reading.events, *(c for c in reading.claims if c.kind in DRAWN)]
    inside = [
        x for x in drawn if x.modality == "asserted" and gold["start"] <= x.trigger[0] and x.trigger[1] <= gold["end"]
    ]
    assert not inside


def test_every_quote_is_verbatim(readings: dict[str, Reading]) -> None:
    """Each event and claim points at a sentence of its article."""
    for reading in readings.values():
        spans = {(s.start, s.end) for s in reading.sentences}
        assert all((x.start, x.end) in spans for x in [*reading.events, *reading.claims])
