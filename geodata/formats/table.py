"""Tables of articles (.csv, .tsv): one article a row, columns by their names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from geodata.formats.draft import Draft, Refusal
from geodata.formats.encoding import encoding_of
from geodata.formats.fields import draft_from_fields, fields_of
from geodata.formats.part import Part, Refused

DELIMITERS = ",;\t|"
HEAD_CHARS = 100_000


def read(part: Part) -> Iterator[Draft | Refusal]:
    """Yield the article of each row."""
    csv.field_size_limit(part.limits.text_bytes)
    with part.stream() as stream:
        codec = encoding_of(stream.read(4))
        stream.seek(0)
        lines = io.TextIOWrapper(stream, encoding=codec, newline="")
        try:
            part.step()
            yield from _drafts(lines, part)
        except UnicodeError as error:
            msg = f"{part.name} is not in UTF-8; save the table again with the encoding UTF-8."
            raise Refused(msg) from error
        except csv.Error as error:
            msg = f"{part.name} is not a table that can be read ({error}); save it again as CSV."
            raise Refused(msg) from error


def _drafts(lines: io.TextIOWrapper, part: Part) -> Iterator[Draft | Refusal]:
    head = lines.readline(HEAD_CHARS)
    lines.seek(0)
    rows = csv.reader(lines, delimiter=_delimiter(head), strict=False)
    header = [name.strip() for name in next(rows, [])]
    columns, unknown = fields_of(header)
    if "text" not in columns:
        raise Refused(_no_text_column(header, columns, part.name))
    at = {field: header.index(name) for field, name in columns.items()}
    notes = (f"Columns that are not read: {', '.join(unknown[:20])}.",) if unknown else ()
    for number, row in enumerate(rows, start=1):
        if not any(row):
            continue
        part.step()
        name = f"{part.name}#{number}"
        values = {field: row[index] for field, index in at.items() if index < len(row)}
        try:
            yield draft_from_fields(values, name, where="row", notes=notes)
        except Refused as refused:
            yield Refusal(name, str(refused))
        notes = ()  # said once


def _delimiter(head: str) -> str:
    return max(DELIMITERS, key=lambda mark: (len(fields_of(head.strip().split(mark))[0]), head.count(mark)))


def _no_text_column(header: list[str], columns: dict[str, str], name: str) -> str:
    if "url" in columns:
        return (
            f"{name} lists web addresses without text, and nothing is fetched from the network; save the pages and"
            " give them with the list, its column 'file' naming each page's file."
        )
    if len(header) in {57, 58, 61} and all(cell.isdecimal() for cell in header[:2]):
        return f"{name} is an export of GDELT events, which holds no article text; import it as events of others."
    shown = ", ".join(repr(column[:40]) for column in header[:8]) or "nothing"
    return f"{name} has no column of text (found: {shown}); name one text, content or body."
