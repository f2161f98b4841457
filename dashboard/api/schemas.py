"""JSON schemas that the answers of several resources share."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
MAYBE_TEXT: Json = {"type": ["string", "null"]}
NUMBER: Json = {"type": "number"}
MAYBE_NUMBER: Json = {"type": ["number", "null"]}
COUNT: Json = {"type": "integer", "minimum": 0}
DAY: Json = {"type": ["string", "null"], "format": "date"}
FLAG: Json = {"type": "boolean"}


def record(properties: Json, description: str = "") -> Json:
    """Return the schema of an object that has all of these and nothing else."""
    described = {"description": description} if description else {}
    return {
        "type": "object",
        **described,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def maybe(reference: Json) -> Json:
    """Return the schema of something or null."""
    return {"anyOf": [reference, {"type": "null"}]}


def ref(name: str) -> Json:
    """Return a reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def marked(properties: Json) -> Json:
    """Return the schema of a mention, an event or a claim: what they share and properties of its own."""
    return record({**SHARED, **properties})


NAMED = record({"id": MAYBE_TEXT, "name": MAYBE_TEXT})
COMPONENTS: Json = {
    "Error": record({"error": TEXT}, "One sentence: what was given, what is allowed, what to do."),
    "CorpusState": record(
        {"id": TEXT, "title": TEXT, "digest": TEXT, "imported_left_out": COUNT},
        "The corpus and its state; the id of the folder of articles is empty. imported_left_out counts the rows of files of"
        " events that are on the map and in no list here: their terms may forbid to pass them on.",
    ),
    "Place": record(
        {
            "id": TEXT,
            "name": TEXT,
            "kind": TEXT,
            "lat": MAYBE_NUMBER,
            "lon": MAYBE_NUMBER,
            "radius_km": MAYBE_NUMBER,
            "where_prec": {"type": "integer", "minimum": 1, "maximum": 7},
            "country": MAYBE_TEXT,
        },
        "where_prec is the UCDP precision: 1 the place itself, 4 a province, 6 a country, 7 none.",
    ),
    "ArticleName": record({"id": TEXT, "title": TEXT, "source": MAYBE_TEXT}),
    "Sentence": record(
        {"start": COUNT, "end": COUNT, "text": TEXT, "cut": FLAG},
        "Verbatim; start and end count code points of the article's text.",
    ),
}
SHARED: Json = {
    "key": TEXT,
    "earliest": DAY,
    "latest": DAY,
    "precision": MAYBE_TEXT,
    "date_reason": MAYBE_TEXT,
    "reported": DAY,
    "score": MAYBE_NUMBER,
    "place": maybe(ref("Place")),
    "article": ref("ArticleName"),
    "sentence": ref("Sentence"),
    "evidence": {"type": "string", "format": "uri-reference", "description": "Its evidence, seen from this address."},
    "page": {
        "type": "string",
        "format": "uri-reference",
        "description": "Its sentence in the article, seen from here.",
    },
}
