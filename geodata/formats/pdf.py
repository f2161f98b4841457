"""PDF: the text layer of its pages, the lines joined to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pypdfium2

from geodata.formats.draft import Draft, Refusal
from geodata.formats.fields import one_line
from geodata.formats.limits import size_words
from geodata.formats.part import Part, Refused

PAGE_SECONDS = 0.4
"""A page of a newspaper takes 0.02 s; one that takes this long was made to."""

LEAST_LETTERS = 20
"""Fewer on a page are a number or a stamp."""

FULL_LINE = 0.75
"""Share of the usual width below which a line is the last one of its paragraph."""


def read(part: Part) -> Iterator[Draft | Refusal]:
    """Yield the one article of a PDF."""
    raw = part.bytes()
    part.step(PAGE_SECONDS)
    document = _opened(raw, part.name)
    try:
        yield _draft(document, part)
    finally:
        document.close()


def _draft(document: pypdfium2.PdfDocument, part: Part) -> Draft:
    count = len(document)
    if count > part.limits.pages:
        msg = f"{part.name} has {count} pages; allowed are {part.limits.pages}. Split it."
        raise Refused(msg)
    pages = list(_texts(document, part))
    pictures = sum(len(page.strip()) < LEAST_LETTERS for page in pages)
    if pictures == count:
        msg = (
            f"{part.name} holds pictures of {_pages(count)} and no text, as scans do;"
            " run text recognition (OCR) over it and give the result."
        )
        raise Refused(msg)
    notes = ["The lines of the PDF were joined to paragraphs."]
    if pictures:
        notes.append(f"{pictures} of {_pages(count)} hold pictures without text and were not read.")
    title, author = (one_line(_property(document, key)) for key in ("Title", "Author"))
    if title and re.search(r"\.\w{2,4}$|^(?:microsoft|untitled|document\d*$)", title, re.IGNORECASE):
        title = None  # the name of the file it was made from
    if title or author:
        notes.append("Title and author are from the PDF's properties.")
    return Draft(part.name, joined_lines("\n".join(pages)), title=title, author=author, notes=tuple(notes))


def _opened(raw: bytes, name: str) -> pypdfium2.PdfDocument:
    if b"%PDF-" not in raw[:1024]:
        msg = f"{name} is named as a PDF but is none; give the PDF itself."
        raise Refused(msg)
    try:
        return pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        what = "is locked by a password; save it without one" if locked else "is a damaged PDF; save it again"
        msg = f"{name} {what}."
        raise Refused(msg) from error


def _texts(document: pypdfium2.PdfDocument, part: Part) -> Iterator[str]:
    """Yield the text of each page; a page that cannot be read counts as one without text."""
    total = 0
    for number in range(len(document)):
        part.step(PAGE_SECONDS)
        try:
            page = document[number]
            layer = page.get_textpage()
            text = layer.get_text_bounded()
            layer.close()
            page.close()
        except pypdfium2.PdfiumError:
            text = ""
        total += len(text)
        if total > part.limits.text_bytes:
            msg = f"{part.name} holds more than {size_words(part.limits.text_bytes)} of text; split it into articles."
            raise Refused(msg)
        yield text


def joined_lines(text: str) -> str:
    """Return a text with the lines of each paragraph joined.

    A paragraph ends at an empty line, or at a line that is shorter than the others. Lines with nothing but the
    number of their page are left out.
    """
    text = re.sub(r"[\x02\xad\ufffe]\r?\n?", "", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [line.strip() for line in text.split("\n")]
    lines = [
        line
        for line in lines
        if not re.fullmatch(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", line, re.IGNORECASE)
    ]
    least = FULL_LINE * _usual_width(lines)
    paragraphs: list[str] = []
    open_ended = False
    for line in lines:
        if line and open_ended:
            paragraphs[-1] += " " + line
        elif line:
            paragraphs.append(line)
        open_ended = bool(line) and len(line) >= least
    return "\n".join(paragraphs)


def _usual_width(lines: Sequence[str]) -> int:
    widths = sorted(len(line) for line in lines if line)
    return widths[int(0.8 * (len(widths) - 1))] if widths else 0


def _property(document: pypdfium2.PdfDocument, key: str) -> str | None:
    try:
        return document.get_metadata_value(key)
    except (pypdfium2.PdfiumError, UnicodeError):
        return None


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"
