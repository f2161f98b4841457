"""A whole article with everything found in it marked."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from dashboard import words
from dashboard.dataset import Corpus
from dashboard.evidence import Mark, article_summary, uncovered
from dashboard.language import named, say, session_language
from dashboard.lookup import Row
from geodata.event import EVENT_TYPES

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "article_reader",
    html='<div class="reader"></div>',
    css=(_HERE / "reader.css").read_text("utf-8"),
    js=(_HERE.parent / "elements.js").read_text("utf-8") + (_HERE / "reader.js").read_text("utf-8"),
)

LEGEND = (
    ("trigger", "Reported as having happened"),
    ("unreal", "Planned, threatened, sought, possible or denied"),
    ("place", "Place"),
    ("date", "Date"),
    ("actor", "Actor"),
)


WORDS = {
    "how": "Date: {reason}",
    "loading": "Loading what was understood …",
    "failed": "This finding could not be loaded: {error}",
    "close": "Close",
    "onmap": "Show on the map",
    "understood": "Understood: {title}",
}
"""Words of the reader; what stands in braces is put in by the browser."""


def show(corpus: Corpus, article: Row, target: tuple[int, int] | None) -> None:
    """Show an article; `target` is a sentence (code points) to open it at."""
    _component(data=reader_data(corpus, article, target), key=f"reader-{article['id']}-{target}")


def reader_data(corpus: Corpus, article: Row, target: tuple[int, int] | None) -> dict[str, Any]:
    """Return what the component shows; the joined pieces are the article's text, unchanged."""
    return {
        "article": _summary(article),
        "language": session_language(),
        "words": {key: say(text) for key, text in WORDS.items()},
        "digest": corpus.dataset.digest,
        "query": corpus.query,
        "pieces": _pieces(article["text"], _findings(corpus, article["id"]), target),
        "legend": [[kind, say(label)] for kind, label in LEGEND],
    }


def _summary(article: Row) -> dict[str, Any]:
    summary = article_summary(article)
    said = {key: named(summary[key] or "") for key in ("published_label", "published_reason")}
    return {**summary, **said}


class Finding(NamedTuple):
    """Found words, the key of their evidence card (``None``: no card) and what they mean."""

    mark: Mark
    key: str | None
    tip: str


def _findings(corpus: Corpus, article_id: str) -> list[Finding]:
    """Return all findings of an article; the first one on a word wins."""
    of_article = corpus.lookup.of_article
    toponyms = of_article("toponyms", article_id)
    return [
        *(Finding(_trigger(e), f"event/{e['id']}", _event_tip(e)) for e in of_article("events", article_id)),
        *(Finding(_trigger(c), f"claim/{c['id']}", _claim_tip(c)) for c in of_article("claims", article_id)),
        *(Finding(_words(t, "place"), _mention_key(corpus, t), _place_tip(t)) for t in toponyms),
        *(Finding(_words(t, "date"), None, _date_tip(t)) for t in of_article("timexes", article_id)),
        *(Finding(_words(a, "actor"), None, named(a["name"])) for a in of_article("actors", article_id)),
    ]


def _pieces(text: str, findings: list[Finding], target: tuple[int, int] | None) -> list[dict[str, Any]]:
    taken: list[Mark] = []
    parts: dict[int, Finding] = {}
    for finding in findings:
        free = uncovered(finding.mark, taken)
        parts |= {part.start: finding._replace(mark=part) for part in free}
        taken += free
    ends = {bound for part in parts.values() for bound in (part.mark.start, part.mark.end)}
    bounds = sorted({0, len(text), *(target or ()), *ends})
    pieces: list[dict[str, Any]] = []
    current: Finding | None = None
    for start, end in pairwise(bounds):
        current = parts.get(start) or (current if current and start < current.mark.end else None)
        pieces.append(_piece(text[start:end], current, target is not None and target[0] <= start < target[1]))
    return pieces


def _piece(text: str, finding: Finding | None, is_target: bool) -> dict[str, Any]:
    return {
        "text": text,
        "mark": finding.mark.kind if finding else None,
        "key": finding.key if finding else None,
        "tip": finding.tip if finding else None,
        "target": is_target,
    }


def _words(row: Row, kind: str) -> Mark:
    return Mark(row["start"], row["end"], kind)


def _trigger(row: Row) -> Mark:
    return Mark(row["trigger_start"], row["trigger_end"], "trigger" if row["modality"] == "asserted" else "unreal")


def _event_tip(row: Row) -> str:
    return f"{named(EVENT_TYPES[row['type']].label)}: {named(words.MODALITY_LABELS[row['modality']])}"


def _claim_tip(row: Row) -> str:
    return f"{named(words.KIND_LABELS[row['kind']])}: {named(words.MODALITY_LABELS[row['modality']])}"


def _place_tip(row: Row) -> str:
    name = named(row["name"] or "not in the gazetteer")
    return f"{name} ({named(words.ROLE_LABELS[row['role']])})" + _because(row["reason"])


def _date_tip(row: Row) -> str:
    return named(words.interval_in_words(row["earliest"], row["latest"])) + _because(row["date_reason"])


def _because(reason: str | None) -> str:
    return f": {named(reason)}" if reason else ""


def _mention_key(corpus: Corpus, row: Row) -> str | None:
    number = corpus.lookup.mention_number(row["number"])
    return None if number is None else f"mention/{number}"
