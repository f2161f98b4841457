"""Accuracy of events and control claims on the project's own passages (tests/data/passages.jsonl)."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from geodata.actor import find_actors
from geodata.claim import Claim, find_claims
from geodata.event import Event, find_events
from geodata.event.merge import kin
from geodata.publication import Publication
from geodata.sentence import split_sentences
from geodata.theatre import load_theatre
from geodata.timex import tag_timexes

PASSAGES = Path(__file__).parent.parent / "tests" / "data" / "passages.jsonl"
_DRAWN = frozenset({"takes", "loses", "holds", "contested", "front_at"})


@dataclasses.dataclass(slots=True)
class Tally:
    """Counts of one run; the mistakes are kept in words."""

    gold_events: int = 0
    found_events: int = 0
    right_types: int = 0
    right_modalities: int = 0
    gold_sources: int = 0
    right_sources: int = 0
    asserted_events: int = 0
    wrong_events: int = 0
    gold_claims: int = 0
    found_claims: int = 0
    right_holders: int = 0
    drawn_claims: int = 0
    wrong_claims: int = 0
    never_events: int = 0
    violations: int = 0
    mistakes: list[str] = dataclasses.field(default_factory=list)


def score_passages(path: Path = PASSAGES) -> dict[str, float | int | list[str]]:
    """Read every passage and hold what was found against its gold.

    Returns
    -------
    Shares in [0, 1] of events found, of their types, modalities and sources, of asserted
    events that no gold event covers, the same for claims, the number of statements wrongly
    drawn as deeds, and all mistakes in words.
    """
    tally = Tally()
    passages = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for passage in passages:
        events, claims = read_passage(passage)
        _score_events(passage, events, tally)
        _score_claims(passage, claims, tally)
        _score_never(passage, events, claims, tally)
    return {
        "passages": len(passages),
        "event_recall": tally.found_events / tally.gold_events,
        "event_precision": 1 - tally.wrong_events / max(tally.asserted_events, 1),
        "type_accuracy": tally.right_types / max(tally.found_events, 1),
        "modality_accuracy": tally.right_modalities / max(tally.found_events, 1),
        "source_accuracy": tally.right_sources / max(tally.gold_sources, 1),
        "claim_recall": tally.found_claims / tally.gold_claims,
        "claim_precision": 1 - tally.wrong_claims / max(tally.drawn_claims, 1),
        "holder_accuracy": tally.right_holders / max(tally.found_claims, 1),
        "never_events": tally.never_events,
        "violations": tally.violations,
        "mistakes": tally.mistakes,
    }


def read_passage(passage: dict) -> tuple[list[Event], list[Claim]]:
    """Return the events and claims of one passage, read without a gazetteer."""
    text = passage["text"]
    given = date.fromisoformat(passage["published"]) if passage["published"] else None
    publication = Publication(given, "given" if given else "none", "given with the passage" if given else "not given")
    theatre = load_theatre(passage["theatre"]) if passage["theatre"] else None
    sentences = split_sentences(text)
    timexes = tag_timexes(text, sentences, given)
    actors = find_actors(text, sentences, [], theatre)
    events = find_events(text, sentences, [], timexes, actors, publication)
    return events, find_claims(text, sentences, [], timexes, actors, publication, events)


def _overlaps(text: str, quote: str, trigger: tuple[int, int]) -> bool:
    """Whether the trigger touches one of the places where the quote stands."""
    start = text.find(quote)
    while start >= 0:
        if start < trigger[1] and trigger[0] < start + len(quote):
            return True
        start = text.find(quote, start + 1)
    return False


def _score_events(passage: dict, events: list[Event], tally: Tally) -> None:
    text = passage["text"]
    for gold in passage["events"]:
        tally.gold_events += 1
        near = [e for e in events if _overlaps(text, gold["quote"], e.trigger)]
        if not near:
            tally.mistakes.append(f"{passage['id']}: missed {gold['type']} {gold['quote']!r}")
            continue
        best = next((e for e in near if kin(e.type) == kin(gold["type"])), near[0])
        tally.found_events += 1
        _score_one(passage, gold, best, tally)
    for event in events:
        if event.modality == "asserted":
            tally.asserted_events += 1
            if not any(_overlaps(text, gold["quote"], event.trigger) for gold in passage["events"]):
                tally.wrong_events += 1
                tally.mistakes.append(f"{passage['id']}: wrong {event.type} {text[slice(*event.trigger)]!r}")


def _score_one(passage: dict, gold: dict, event: Event, tally: Tally) -> None:
    checks = [
        ("right_types", kin(event.type), kin(gold["type"])),
        ("right_modalities", event.modality, gold["modality"]),
    ]
    if gold.get("source"):
        tally.gold_sources += 1
        named = {p.name for p in event.actors if p.role == "source"}
        checks.append(("right_sources", gold["source"] if gold["source"] in named else sorted(named), gold["source"]))
    for counter, got, wanted in checks:
        if got == wanted:
            setattr(tally, counter, getattr(tally, counter) + 1)
        else:
            tally.mistakes.append(f"{passage['id']}: {gold['quote']!r} is {wanted}, read as {got}")


def _score_claims(passage: dict, claims: list[Claim], tally: Tally) -> None:
    matched: set[int] = set()
    for gold in passage["claims"]:
        tally.gold_claims += 1
        hits = [i for i, c in enumerate(claims) if _is_claim(c, gold)]
        matched.update(hits)
        if not hits:
            tally.mistakes.append(f"{passage['id']}: missed claim {gold['kind']} {gold['place']!r}")
            continue
        tally.found_claims += 1
        best = next((claims[i] for i in hits if claims[i].holder == gold["holder"]), claims[hits[0]])
        if gold["holder"] in (None, best.holder):
            tally.right_holders += 1
        else:
            tally.mistakes.append(
                f"{passage['id']}: {gold['place']!r} is held by {gold['holder']}, read as {best.holder}"
            )
    for index, claim in enumerate(claims):
        if claim.modality == "asserted" and claim.kind in _DRAWN:
            tally.drawn_claims += 1
            if index not in matched:
                tally.wrong_claims += 1
                tally.mistakes.append(f"{passage['id']}: wrong claim {claim.kind} {claim.place!r} {claim.holder}")


def _is_claim(claim: Claim, gold: dict) -> bool:
    place, wanted = claim.place.lower(), gold["place"].lower()
    return (
        claim.kind == gold["kind"]
        and claim.modality == gold["modality"]
        and bool(place)
        and (place in wanted or wanted in place)
    )


def _score_never(passage: dict, events: list[Event], claims: list[Claim], tally: Tally) -> None:
    text = passage["text"]
    drawn = [(e.trigger, e.type) for e in events if e.modality == "asserted"]
    drawn += [(c.trigger, c.kind) for c in claims if c.modality == "asserted" and c.kind in _DRAWN]
    for quote in passage["never"]:
        tally.never_events += 1
        start = text.index(quote)
        inside = [kind for trigger, kind in drawn if start <= trigger[0] and trigger[1] <= start + len(quote)]
        if inside:
            tally.violations += 1
            tally.mistakes.append(f"{passage['id']}: {quote!r} drawn as {inside}")


def report() -> Iterator[str]:
    """Yield the lines of a report."""
    scores = score_passages()
    mistakes = scores.pop("mistakes")
    yield from (
        f"{name:18} {value:.3f}" if isinstance(value, float) else f"{name:18} {value}" for name, value in scores.items()
    )
    if isinstance(mistakes, list):
        yield from mistakes


if __name__ == "__main__":
    print("\n".join(report()))
