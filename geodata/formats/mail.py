"""Messages (.eml) and pages saved as messages (.mhtml): their body, and attachments that are articles too."""

from __future__ import annotations

import email.policy
import email.utils
import re
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from email.parser import BytesParser

from geodata.formats.draft import Draft, Refusal
from geodata.formats.encoding import codec_named, decode
from geodata.formats.fields import address, one_line
from geodata.formats.html import draft_of_page
from geodata.formats.kind import read_part, suffix_of
from geodata.formats.limits import MB, size_words
from geodata.formats.part import Part, Refused

HEAD_BYTES = MB
MAX_MARKS = 20_000
"""Lines that may part a message."""
MAX_WRAPPED = 100
"""Parts that hold others."""
_WRAPPED = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)


def read(part: Part) -> Iterator[Draft | Refusal]:
    """Yield the article of a message, then those of its attachments."""
    raw = part.bytes()
    part.step()
    _check_shape(raw, part.name)
    try:
        message = BytesParser(_class=EmailMessage, policy=email.policy.default).parsebytes(raw)
        leaves = list(_leaves(message))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        msg = f"{part.name} is a message that cannot be read; save its text."
        raise Refused(msg) from error
    if len(leaves) > part.limits.members:
        msg = f"{part.name} has {len(leaves)} attachments; allowed are {part.limits.members}. Save them as files."
        raise Refused(msg)
    files = [leaf for leaf in leaves if _is_file(leaf)]
    yield _message_draft(message, [leaf for leaf in leaves if not _is_file(leaf)], part, bool(files))
    if suffix_of(part.name) not in {".mht", ".mhtml"}:  # a page's attachments are its pictures
        for number, leaf in enumerate(files, start=1):
            yield from _attached(leaf, number, part)


def _check_shape(raw: bytes, name: str) -> None:
    """Raise `Refused` for a message that would keep its parser busy for longer than any real one."""
    head = min((at for mark in (b"\n\n", b"\r\n\r\n") if (at := raw.find(mark)) >= 0), default=len(raw))
    if head > HEAD_BYTES:
        msg = f"{name} is a message with a head of {size_words(head)}; allowed are {size_words(HEAD_BYTES)}. Save its text."
        raise Refused(msg)
    if raw.count(b"\n--") > MAX_MARKS or sum(1 for _ in _WRAPPED.finditer(raw)) > MAX_WRAPPED:
        msg = f"{name} is a message of too many parts, or parts within parts; save its text."
        raise Refused(msg)


def _message_draft(message: EmailMessage, bodies: list[EmailMessage], part: Part, has_files: bool) -> Draft | Refusal:
    try:
        body = _body(bodies, part)
    except Refused as refused:
        return Refusal(part.name, str(refused))
    if body is None:
        what = "only attachments" if has_files else "no text"
        return Refusal(part.name, f"{part.name} is a message with {what}; its own text is empty.")
    subject, sender = _header(message, "Subject"), _header(message, "From")
    name, _ = email.utils.parseaddr(sender or "")
    sent = _sent(message)
    notes = [*body.notes]
    if body.published is None and sent:
        notes.append("The date is the day on which the message was sent.")
    if body.author is None and name:
        notes.append("The author is the sender of the message.")
    return Draft(
        name=part.name,
        text=body.text,
        title=one_line(subject) or body.title,
        source=body.source,
        author=body.author or one_line(name),
        published=body.published or sent,
        url=body.url or address(_header(message, "Content-Location") or _header(message, "Snapshot-Content-Location")),
        language=body.language,
        notes=tuple(notes),
    )


def _body(leaves: list[EmailMessage], part: Part) -> Draft | None:
    """Return the page of a message, else its plain text."""
    for leaf in leaves:
        if leaf.get_content_type() == "text/html":
            page = _text_of(leaf, part.name)
            if page.strip():
                return draft_of_page(page, part.name)
    plain = "\n\n".join(_text_of(leaf, part.name) for leaf in leaves if leaf.get_content_type() == "text/plain")
    return Draft(part.name, plain) if plain.strip() else None


def _text_of(leaf: EmailMessage, name: str) -> str:
    declared = leaf.get_content_charset()
    raw = leaf.get_payload(decode=True)
    assert isinstance(raw, bytes)  # of a leaf, never a list
    if declared and codec_named(declared) is None:
        msg = f"{name} says it is in {declared[:40]}, which is no encoding known here; save its text in UTF-8."
        raise Refused(msg)
    return decode(raw, name, declared).replace("\r\n", "\n")


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that hold something, attached messages whole."""
    waiting = [message]
    while waiting:
        one = waiting.pop()
        if one.is_multipart() and (one is message or one.get_content_type() != "message/rfc822"):
            waiting.extend(reversed(list(one.iter_parts())))
        else:
            yield one


def _is_file(leaf: EmailMessage) -> bool:
    if leaf.get_content_type() == "message/rfc822" or leaf.get_content_disposition() == "attachment":
        return True
    return leaf.get_content_maintype() != "text"


def _attached(leaf: EmailMessage, number: int, part: Part) -> Iterator[Draft | Refusal]:
    is_message = leaf.get_content_type() == "message/rfc822"
    name = (leaf.get_filename() or (f"message{number}.eml" if is_message else "")).replace("/", "_")
    if leaf.get_content_maintype() == "image" or not name:
        return  # logos and signatures
    if is_message:
        inner = leaf.get_payload()
        raw = inner[0].as_bytes() if isinstance(inner, list) and inner else b""
        name = name if name.endswith(".eml") else f"{name}.eml"
    else:
        raw = leaf.get_payload(decode=True) or b""
    yield from read_part(part.inner(name, raw))


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
        return None if value is None else str(value)
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        return None  # a broken header says nothing


def _sent(message: EmailMessage) -> date | None:
    try:
        return email.utils.parsedate_to_datetime(_header(message, "Date") or "").date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
