"""Which reader a file gets, by its name."""

from __future__ import annotations

import dataclasses
import importlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from geodata.formats.draft import Draft, Refusal
from geodata.formats.limits import size_words
from geodata.formats.part import Part, Read, Refused

READERS: dict[str, tuple[str, str]] = {
    ".txt": ("text", "read"),
    ".text": ("text", "read"),
    ".md": ("text", "read_markdown"),
    ".markdown": ("text", "read_markdown"),
    ".html": ("html", "read"),
    ".htm": ("html", "read"),
    ".xhtml": ("html", "read"),
    ".mhtml": ("mail", "read"),
    ".mht": ("mail", "read"),
    ".pdf": ("pdf", "read"),
    ".docx": ("docx", "read"),
    ".eml": ("mail", "read"),
    ".json": ("records", "read"),
    ".jsonl": ("records", "read_lines"),
    ".ndjson": ("records", "read_lines"),
    ".csv": ("table", "read"),
    ".tsv": ("table", "read"),
    ".xml": ("newsxml", "read"),
    ".rss": ("newsxml", "read"),
    ".atom": ("newsxml", "read"),
    ".zip": ("archive", "read"),
}
"""Module and function by suffix."""

SUFFIXES = tuple(READERS)

EVENTS = (".geojson", ".jsonld", ".gpkg", ".kml", ".parquet")
"""Ends of files that `geodata.exchange` reads."""

NONE_AMONG = 1_000
"""When so many rows or records of a file are refused before one is an article, the rest is not looked at."""

IMPORT_SECONDS = 60.0
"""Loading a reader is no fault of the file."""


def suffix_of(name: str) -> str:
    """Return the end of a name that says what kind of file it is."""
    return PurePosixPath(name).suffix.lower()


def read_part(part: Part) -> Iterator[Draft | Refusal]:
    """Yield the articles of a file; whatever its reader meets ends in a refusal, never in an error."""
    try:
        reader = _reader(part)
        part.meter.spend(part.size, part.name)
        yield from _counted((_checked(one, part) if isinstance(one, Draft) else one for one in reader(part)), part)
    except Refused as refused:
        yield Refusal(part.name, str(refused))
    except (MemoryError, RecursionError):
        reason = f"{part.name} needs more memory than one file may have; split it, or save its text alone."
        yield Refusal(part.name, reason)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        yield Refusal(part.name, f"{part.name} is damaged where it is packed; pack it again.")
    except OSError as error:
        why = error.strerror or type(error).__name__
        yield Refusal(part.name, f"{part.name} could not be read ({why}); check that it exists and may be read.")
    except Exception as error:  # noqa: BLE001 -- a fault in a library must not cost the other files
        reason = f"{part.name} made its reader fail ({type(error).__name__}); save its text alone and please report it."
        yield Refusal(part.name, reason)


def _counted(found: Iterator[Draft | Refusal], part: Part) -> Iterator[Draft | Refusal]:
    """Yield what a file holds until it is too much, or nothing of it is an article; an archive counts its own members."""
    drafts = refused = 0
    for one in found:
        yield one
        if suffix_of(part.name) == ".zip":
            continue
        if isinstance(one, Draft):
            drafts += 1
        else:
            refused += 1
        if drafts >= part.limits.members:
            msg = f"{part.name} holds more than {drafts:,} articles; the others were left out. Split it."
            raise Refused(msg)
        if not drafts and refused >= NONE_AMONG:
            msg = f"The first {refused:,} entries of {part.name} hold no article; the rest was not looked at."
            raise Refused(msg)


def _reader(part: Part) -> Read:
    suffix = suffix_of(part.name)
    if suffix in EVENTS:
        msg = f"{part.name} is a file of events or shapes, not an article; give it alone, under Events of others."
        raise Refused(msg)
    if suffix not in READERS:
        msg = f"{part.name} is not an article file; allowed are {', '.join(SUFFIXES)}."
        raise Refused(msg)
    if part.depth > part.limits.depth and suffix in {".zip", ".eml"}:
        msg = f"{part.name} is packed in a file that is packed itself; unpack it once and give it alone."
        raise Refused(msg)
    module, function = READERS[suffix]
    part.step(IMPORT_SECONDS)
    return getattr(importlib.import_module(f"geodata.formats.{module}"), function)


_LONE = re.compile("[\ud800-\udfff]")
_WORDS = ("text", "title", "source", "author", "url", "language")


def _mended(draft: Draft) -> Draft:
    """Return a draft without halves of letters, which JSON can write and no file or database can hold."""
    held = {field: getattr(draft, field) for field in _WORDS}
    broken = {field: _LONE.sub("\ufffd", words) for field, words in held.items() if words and _LONE.search(words)}
    if not broken:
        return draft
    note = f"Halves of letters (lone surrogates) were replaced by \ufffd in: {', '.join(broken)}."
    return dataclasses.replace(draft, **broken, notes=(*draft.notes, note))


def _checked(draft: Draft, part: Part) -> Draft | Refusal:
    draft = _mended(draft)
    if not draft.text.strip():
        return Refusal(draft.name, f"{draft.name} holds no text; remove it or add the article's text.")
    size = len(draft.text.encode("utf-8", "surrogatepass"))
    if size > part.limits.text_bytes:
        most = size_words(part.limits.text_bytes)
        reason = f"{draft.name} has {size_words(size)} of text; an article may have {most}. Split it."
        return Refusal(draft.name, reason)
    return draft
