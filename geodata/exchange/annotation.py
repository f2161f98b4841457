"""W3C Web Annotations: each toponym, event and claim at its words in the article (JSON-LD)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd

from geodata.exchange.record import ARTICLE, RECORD
from geodata.exchange.sheet import Sheet, sheet_of_rows
from geodata.store import Dataset

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"timemap": "urn:timemap:"}]
AROUND = 32
"""Letters before and after a quote by which it is found when the text has changed."""
MOTIVATION = {"mention": "identifying", "event": "classifying", "claim": "classifying", "place": "identifying"}


def annotations_of(dataset: Dataset, records: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield an annotation for each record; positions count code points, as the standard says."""
    articles = dataset.tables["articles"]
    texts = dict(zip(articles["sha256"], articles["text"], strict=True))
    for record in records.astype(object).where(records.notna(), None).to_dict("records"):
        yield _annotation(record, texts)


def collection(title: str, annotations: list[dict[str, Any]]) -> dict[str, Any]:
    """Return annotations as one AnnotationCollection with one page."""
    page = {"type": "AnnotationPage", "startIndex": 0, "items": annotations}
    return {
        "@context": CONTEXT,
        "id": "urn:timemap:annotations",
        "type": "AnnotationCollection",
        "label": title,
        "total": len(annotations),
        "first": {"id": "urn:timemap:annotations:1", **page},
    }


def _annotation(record: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    start, end, sha256 = record["char_start"], record["char_end"], record["sha256"]
    target: Any = f"urn:timemap:{record['record']}"
    if record["origin"] == ARTICLE and start is not None and sha256:
        target = {
            "source": f"urn:sha256:{sha256}",
            "type": "SpecificResource",
            "selector": _selectors(int(start), int(end), record["text"] or "", texts.get(sha256, "")),
        }
    label = record["type_label"] or record["place"] or record["type"] or record["record"]
    return {
        "id": f"urn:timemap:{record['record']}:{record['key']}",
        "type": "Annotation",
        "motivation": MOTIVATION[record["record"]],
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": label},
            {
                "type": "timemap:Record",
                **{f"timemap:{name}": record[name] for name in RECORD if record[name] is not None},
            },
        ],
        "target": target,
    }


def _selectors(start: int, end: int, quote: str, text: str) -> list[dict[str, Any]]:
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": quote,
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        },
    ]


def is_annotations(given: Any) -> bool:
    """Whether JSON is a collection of annotations."""
    return isinstance(given, dict) and given.get("type") in ("AnnotationCollection", "AnnotationPage")


def sheet_of_annotations(given: dict[str, Any]) -> Sheet:
    """Return the records that annotations of ours carry; those of others have no place or date to show."""
    page = given.get("first", given)
    items = page.get("items") if isinstance(page, dict) else None
    rows = []
    for item in items if isinstance(items, list) else []:
        bodies = item.get("body") if isinstance(item, dict) else None
        own = next((b for b in bodies or () if isinstance(b, dict) and b.get("type") == "timemap:Record"), {})
        rows.append({name: _text(own.get(f"timemap:{name}")) for name in RECORD})
    return sheet_of_rows(list(RECORD), rows, None, [])


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return repr(value) if isinstance(value, float) else json.dumps(value, ensure_ascii=False)
