"""Word documents (.docx): paragraphs and tables in the order in which they stand."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.table import Table
from lxml.etree import LxmlError

from geodata.formats.draft import Draft, Refusal
from geodata.formats.fields import language_code, one_line
from geodata.formats.part import Part, Refused
from geodata.formats.zipguard import check_archive

_HEAD = 4_096
_DAMAGE = (
    *(ValueError, KeyError, OSError, EOFError, AttributeError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, LxmlError),
)
"""What the libraries raise where a document is damaged."""


def read(part: Part) -> Iterator[Draft | Refusal]:
    """Yield the one article of a Word document."""
    raw = part.bytes()
    part.step()
    packed = check_archive(io.BytesIO(raw), part.name, part.limits, total=part.limits.document_bytes)
    try:
        _check_words(packed, part.name)
        document = docx.Document(io.BytesIO(raw))
    except _DAMAGE as error:
        msg = f"{part.name} is not a Word document that can be read; save it again as .docx or as plain text."
        raise Refused(msg) from error
    properties = document.core_properties
    title = one_line(properties.title) or _titled(document)
    author = one_line(properties.author)
    notes = ("Title and author are from the document's properties.",) if title or author else ()
    yield Draft(
        part.name,
        "\n".join(_paragraphs(document)),
        title=title,
        author=None if author == "python-docx" else author,
        language=language_code(properties.language),
        notes=notes,
    )


def _check_words(packed: zipfile.ZipFile, name: str) -> None:
    """Raise `Refused` when a document declares a type of its own, which Word never does: entities come with it."""
    for member in packed.infolist():
        if not member.filename.endswith((".xml", ".rels")) or member.flag_bits & 1:
            continue
        with packed.open(member) as stream:
            head = stream.read(_HEAD).replace(b"\0", b"")  # of UTF-16 too
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            msg = f"{name} defines entities, which may burst what reads it; save it again as .docx or as plain text."
            raise Refused(msg)


def _titled(document: Document) -> str | None:
    """Return the first paragraph in the style of titles."""
    found = (p for p in document.paragraphs[:20] if p.style is not None and p.style.name == "Title")
    return next((one_line(paragraph.text) for paragraph in found), None)


def _paragraphs(document: Document) -> Iterator[str]:
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                cells = dict.fromkeys(cell.text.strip().replace("\n", " ") for cell in row.cells)
                yield " | ".join(filter(None, cells))
        else:
            yield item.text
