"""The language of a text, by its letters and words."""

from __future__ import annotations

import functools

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE_CHARS = 1_500
"""Longer samples take longer and tell no more."""

LEAST_CHARS = 60
LEAST_CONFIDENCE = 0.9


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, ``None`` when the text is too short or mixed to tell."""
    sample = " ".join(text[: 4 * SAMPLE_CHARS].split())[:SAMPLE_CHARS]
    if len(sample) < LEAST_CHARS:
        return None
    code, confidence = load().classify(sample)
    return code if confidence >= LEAST_CONFIDENCE and len(code) == 2 else None


@functools.cache
def load() -> LanguageIdentifier:
    """Return the model, loaded once (1 to 2 s)."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
