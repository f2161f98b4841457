"""``/api/evidence``: the sentence behind one mark, and how it was understood."""

from __future__ import annotations

from dashboard.api import parameters as p
from dashboard.api.resource import Asked, Json, MissingError, Resource
from dashboard.api.schemas import MAYBE_NUMBER, MAYBE_TEXT, TEXT, record
from dashboard.evidence import evidence_card
from dashboard.language import LANGUAGES

KINDS = ("mention", "event", "claim", "fact")


def _answer(asked: Asked) -> Json:
    kind, key = asked.path["kind"], asked.path["key"]
    if kind not in KINDS:
        msg = f"There is no evidence of the kind {kind[:40]!r}; the kinds are: {', '.join(KINDS)}."
        raise MissingError(msg)
    card = evidence_card(asked.view.corpus, kind, key, asked.values["lang"])
    if card is None:
        msg = f"There is no {kind} {key[:40]!r} in this corpus; take a key from one of the lists."
        raise MissingError(msg)
    return card


_ARTICLE = {
    **dict.fromkeys(("id", "published_reason", "sha256", "source", "published", "published_label"), MAYBE_TEXT),
    "title": TEXT,
}
RESOURCE = Resource(
    path="/evidence/{kind}/{key}",
    summary="Evidence of one mark",
    description="The verbatim sentence in segments (joined, they are the sentence), its article, what was understood and why.",
    parameters=(
        p.one_of("lang", "Language of what is not the article's own words.", tuple(LANGUAGES), "en"),
        p.CORPUS_KEY,
    ),
    path_parameters=(
        ("kind", "What it is evidence of.", {"type": "string", "enum": list(KINDS)}),
        (
            "key",
            (
                "As in `key` of the lists: 16 hex digits for events (and /1, /2 ... for further reports) and claims, "
                "a number for mentions and facts of the reference record."
            ),
            {"type": "string"},
        ),
    ),
    answer=_answer,
    schema={
        "type": "object",
        "required": ["key", "kind", "title", "segments", "article", "understood"],
        "properties": {
            "key": TEXT,
            "sel": MAYBE_TEXT,
            "kind": {"enum": ["article", "record"]},
            "title": TEXT,
            "segments": {"type": "array", "items": record({"text": TEXT, "mark": MAYBE_TEXT})},
            "article": {"type": "object", "properties": _ARTICLE, "required": ["title"]},
            "understood": {
                "type": "array",
                "items": {"type": "object", "properties": {"label": TEXT, "value": TEXT, "reason": MAYBE_TEXT}},
            },
            "modality": TEXT,
            "modality_label": TEXT,
            "confidence": MAYBE_TEXT,
            "confidence_reason": MAYBE_TEXT,
            "alternatives": {"type": "array", "items": {"type": "object", "properties": {"score": MAYBE_NUMBER}}},
            "href": MAYBE_TEXT,
        },
    },
    example="evidence/mention/0",
)
