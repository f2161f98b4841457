"""What the reading process sends: frames of a kind, a head in JSON and a text."""

from __future__ import annotations

import dataclasses
import json
import struct
from collections.abc import Callable
from datetime import date
from typing import Any

from geodata.formats.draft import Draft, Refusal

SIZES = struct.Struct(">cII")
"""Kind, bytes of the head, bytes of the text."""

DRAFT, REFUSAL, BEGUN, LISTED, DONE = b"D", b"R", b"B", b"L", b"E"

MAX_HEAD = 32_000_000
"""A list of addresses has the longest head."""


def packed(kind: bytes, head: Any, text: str = "") -> bytes:
    """Return a frame."""
    body = json.dumps(head).encode("ascii")
    letters = text.encode("utf-8", "surrogatepass")
    return SIZES.pack(kind, len(body), len(letters)) + body + letters


def unpacked(read: Callable[[int], bytes], most_text: int) -> tuple[bytes, Any, str]:
    """Return kind, head and text of the next frame.

    Parameters
    ----------
    read
        Returns exactly as many bytes as asked for.

    Raises
    ------
    ValueError
        When what comes is no frame, or one larger than `most_text` allows.
    """
    kind, head_size, text_size = SIZES.unpack(read(SIZES.size))
    if kind not in {DRAFT, REFUSAL, BEGUN, LISTED, DONE} or head_size > MAX_HEAD or text_size > most_text:
        msg = "The reading process sent no frame."
        raise ValueError(msg)
    head = json.loads(read(head_size))
    return kind, head, read(text_size).decode("utf-8", "surrogatepass") if text_size else ""


def draft_frame(draft: Draft) -> bytes:
    """Return the frame of a draft."""
    head = {field.name: getattr(draft, field.name) for field in dataclasses.fields(Draft) if field.name != "text"}
    head["published"] = draft.published and draft.published.isoformat()
    return packed(DRAFT, head, draft.text)


def draft_from_frame(head: dict[str, Any], text: str) -> Draft:
    """Return the draft of a frame."""
    published = date.fromisoformat(head["published"]) if head["published"] else None
    return Draft(**{**head, "text": text, "published": published, "notes": tuple(head["notes"])})


def refusal_frame(refusal: Refusal) -> bytes:
    """Return the frame of a refusal."""
    return packed(REFUSAL, [refusal.name, refusal.reason])
