"""An article as a file holds it, before anyone has added it."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import date


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """A text with what its file says of it; nothing is guessed.

    Parameters
    ----------
    name
        Where it comes from: ``reports.zip/2020/sirte.html``, ``export.jsonl#12``, ``pasted text``.
    text
        What will be read; all offsets count its code points.
    source
        The outlet.
    language
        ISO 639-1 code.
    notes
        What the user should know before adding it, one sentence each.
    """

    name: str
    text: str
    title: str | None = None
    source: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Hex digest of the UTF-8 text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclasses.dataclass(frozen=True, slots=True)
class Refusal:
    """A file, or a part of one, that cannot be an article: what was given, what is allowed, what to do."""

    name: str
    reason: str
