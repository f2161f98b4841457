"""A whole article with everything found in it marked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import words
from dashboard.dataset import Corpus
from dashboard.evidence import Mark, article_summary, uncovered
from dashboard.lookup import Row
from geodata.event import EVENT_TYPES

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "article_reader",
    html='<div class="reader"></div>',
    css=(_HERE / "reader.css").read_text("utf-8"),
    js=(_HERE / "reader.js").read_text("utf-8"),
)

LEGEND = (
    ("trigger", "Reported as having happened"),
    ("unreal", "Planned, threatened, sought, possible or denied"),
    ("place", "Place"),
    ("date", "Date"),
    ("actor", "Actor"),
)


def show(corpus: Corpus, article: Row, target: tuple[int, int] | None) -> None:
    """Show an article; `target` is a sentence (code points) to open it at."""
    _component(data=reader_data(corpus, article, target), key=f"reader-{article['id']}-{target}")


def reader_data(corpus: Corpus, article: Row, target: tuple[int, int] | None) -> dict[str, Any]:
    """Return what the component shows; the joined pieces are the article's text, unchanged."""
    found = _found(corpus, article["id"])
    return {
        "article": article_summary(article),
        "digest": corpus.dataset.digest,
        "pieces": _pieces(article["text"], found, target),
        "legend": LEGEND,
    }


def _found(corpus: Corpus, article_id: str) -> list[tuple[Mark, str | None, str]]:
    """Return (words, card key, tip) of all findings; the first one on a word wins."""
    of_article = corpus.lookup.of_article
    found = [
        (_trigger(row), f"event/{row['id']}", _event_tip(row)) for row in of_article("events", article_id)
    ]
    found += [
        (_trigger(row), f"claim/{row['id']}", words.KIND_LABELS[row["kind"]]) for row in of_article("claims", article_id)
    ]
    found += [
        (Mark(row["start"], row["end"], "place"), _mention_key(corpus, row), _place_tip(row))
        for row in of_article("toponyms", article_id)
    ]
    found += [
        (Mark(row["start"], row["end"], "date"), None, words.interval_in_words(row["earliest"], row["latest"]) + _because(row))
        for row in of_article("timexes", article_id)
    ]
    found += [(Mark(row["start"], row["end"], "actor"), None, row["name"]) for row in of_article("actors", article_id)]
    return found


def _pieces(text: str, found: list[tuple[Mark, str | None, str]], target: tuple[int, int] | None) -> list[dict[str, Any]]:
    taken: list[Mark] = []
    parts: list[tuple[Mark, str | None, str]] = []
    for mark, key, tip in found:
        free = uncovered(mark, taken)
        parts += [(part, key, tip) for part in free]
        taken += free
    bounds = sorted({0, len(text), *(target or ()), *(b for part, _, _ in parts for b in part[:2])})
    by_start = {part.start: (part, key, tip) for part, key, tip in parts}
    pieces: list[dict[str, Any]] = []
    current: tuple[Mark, str | None, str] | None = None
    for start, end in zip(bounds, bounds[1:], strict=False):
        current = by_start.get(start) or (current if current and start < current[0].end else None)
        pieces.append(_piece(text[start:end], current, target is not None and target[0] <= start < target[1]))
    return pieces


def _piece(text: str, found: tuple[Mark, str | None, str] | None, is_target: bool) -> dict[str, Any]:
    mark, key, tip = found or (None, None, None)
    return {"text": text, "mark": mark.kind if mark else None, "key": key, "tip": tip, "target": is_target}


def _trigger(row: Row) -> Mark:
    return Mark(row["trigger_start"], row["trigger_end"], "trigger" if row["modality"] == "asserted" else "unreal")


def _event_tip(row: Row) -> str:
    return f"{EVENT_TYPES[row['type']].label}: {words.MODALITY_LABELS[row['modality']]}"


def _place_tip(row: Row) -> str:
    name = row["name"] or "not in the gazetteer"
    return f"{name} ({words.ROLE_LABELS[row['role']]})" + _because({"date_reason": row["reason"]})


def _because(row: Row) -> str:
    return f": {row['date_reason']}" if row["date_reason"] else ""


def _mention_key(corpus: Corpus, row: Row) -> str | None:
    number = corpus.lookup.mention_number(row["number"])
    return None if number is None else f"mention/{number}"
