"""Accuracy of the reading on the project's own gold: ``python -m benchmarks.accuracy`` writes docs/accuracy.json."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.passages import score_passages
from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse
from geodata.resolve.context import distance_km
from geodata.sentence import split_sentences
from geodata.theatre import detect_theatre
from geodata.timex import tag_timexes

PROJECT = Path(__file__).parent.parent
DATA = PROJECT / "tests" / "data"
REPORT = PROJECT / "docs" / "accuracy.json"

Row = dict[str, Any]

ABOUT = (
    "Measured by `make accuracy` on short passages written for this project (tests/data): sentences on five wars, with gold made by "
    "hand. Precision: share of what was found that is right. Recall: share of what is there that was found. The passages were written "
    "beside the reader, so take the figures as a floor against mistakes made again, not as what strange articles will give."
)


def measure() -> dict[str, Any]:
    """Return the report: what was measured, on how many cases, precision and recall."""
    return {"about": ABOUT, "rows": [*toponym_rows(), timex_row(), *event_rows()]}


def toponym_rows() -> list[Row]:
    """Measure recognition (exact span) and resolution (within the distance that the gold allows)."""
    gazetteer = Gazetteer.load()
    found = right = wanted = hits = 0
    cases = _cases("toponyms.jsonl")
    for case in cases:
        text = case["text"]
        gold = {(t["start"], t["end"]): t for t in case["toponyms"]}
        read = geoparse(text, split_sentences(text), gazetteer, detect_theatre(text))
        mine = {(t.start, t.end): t for t in read if t.role != "descriptor"}
        both = gold.keys() & mine.keys()
        hits, found, wanted = hits + len(both), found + len(mine), wanted + len(gold)
        right += sum(_is_near(gold[span], mine[span].lat, mine[span].lon) for span in both)
    return [
        _row("Places: named words found", len(cases), hits / found, hits / wanted),
        _row("Places: found and put where they are", len(cases), right / found, right / wanted),
    ]


def timex_row() -> Row:
    """Measure dates: the same words and the same days."""
    right = found = wanted = 0
    cases = _cases("timexes.jsonl")
    for case in cases:
        day = date.fromisoformat(case["published"]) if case["published"] else None
        read = tag_timexes(case["text"], split_sentences(case["text"]), day)
        mine = {(t.start, t.end, t.value) for t in read}
        gold = {(t["start"], t["end"], t["value"]) for t in case["timexes"]}
        right, found, wanted = right + len(mine & gold), found + len(mine), wanted + len(gold)
    return _row("Dates: words and days", len(cases), right / found, right / wanted)


def event_rows() -> list[Row]:
    """Measure events and control claims, and the statements that must not become deeds."""
    scores = score_passages()
    passages = scores["passages"]
    return [
        _row("Events: reported deeds", passages, scores["event_precision"], scores["event_recall"]),
        _row("Control claims", passages, scores["claim_precision"], scores["claim_recall"]),
        _row("Events: right type, of those found", passages, scores["type_accuracy"], None),
        _row("Events: right modality, of those found", passages, scores["modality_accuracy"], None),
        _row("Claims: right holder, of those found", passages, scores["holder_accuracy"], None),
        _row(
            "Threats, plans and denials kept off the map",
            passages,
            1 - scores["violations"] / scores["never_events"],
            None,
        ),
    ]


def _cases(name: str) -> list[Row]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def _is_near(gold: Row, lat: float | None, lon: float | None) -> bool:
    return lat is not None and lon is not None and distance_km(gold["lat"], gold["lon"], lat, lon) <= gold["within_km"]


def _row(what: str, cases: int, precision: float, recall: float | None) -> Row:
    return {
        "What": what,
        "Passages": cases,
        "Precision": round(precision, 2),
        "Recall": None if recall is None else round(recall, 2),
    }


def main() -> int:
    """Measure, print and write the report."""
    report = measure()
    for row in report["rows"]:
        recall = "" if row["Recall"] is None else f"recall {row['Recall']:.2f}"
        print(f"{row['What']:48} {row['Passages']:4} passages  precision {row['Precision']:.2f}  {recall}")
    REPORT.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
