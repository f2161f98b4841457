"""Tables of articles (.csv, .tsv): one article a row, columns by their names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from geodata.formats.draft import Draft, Refusal
from geodata.formats.encoding import MOST_CONTROL, check_letters, encoding_of
from geodata.formats.fields import draft_from_fields, fields_of
from geodata.formats.part import Part, Refused

DELIMITERS = ",;\t|"
_PLACED = ({"latitude", "longitude"}, {"lat", "lon"}, {"lat", "lng"}, {"lat", "long"})
HEAD_BYTES = 4_096
HEAD_CHARS = 100_000
LINE_CHARS = 10_000_000
"""Up to a line's end; a text may go over many lines."""
EMPTY_LINES = 1_000_000


def read(part: Part) -> Iterator[Draft | Refusal]:
    """Yield the article of each row."""
    csv.field_size_limit(part.limits.text_bytes)
    with part.stream() as stream:
        head = stream.read(HEAD_BYTES)
        codec = encoding_of(head[:4])
        check_letters(head, part.name, codec, "a table", MOST_CONTROL)
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
    _check_width(max(map(head.count, DELIMITERS)), part)
    lines.seek(0)
    rows = csv.reader(_lines(lines), delimiter=_delimiter(head), strict=False)
    header = [name.strip() for name in next(rows, [])]
    _check_width(len(header), part)
    columns, unknown = fields_of(header)
    if "text" not in columns:
        raise Refused(_no_text_column(header, columns, part.name))
    at = {field: header.index(name) for field, name in columns.items()}
    notes = (f"Columns that are not read: {', '.join(unknown[:20])}.",) if unknown else ()
    empty, number = 0, 0
    for number, row in enumerate(rows, start=1):
        if not any(row):
            if (empty := empty + 1) > EMPTY_LINES:
                msg = f"{part.name} holds more than {EMPTY_LINES:,} empty rows; take them out."
                raise Refused(msg)
            continue
        part.step()
        name = f"{part.name}#{number}"
        values = {field: row[index] for field, index in at.items() if index < len(row)}
        try:
            yield draft_from_fields(values, name, where="row", notes=notes)
        except Refused as refused:
            yield Refusal(name, str(refused))
        notes = ()  # said once
    if number == empty:
        msg = f"{part.name} names its columns and holds no row below them; add the articles, one a row."
        raise Refused(msg)


def _check_width(columns: int, part: Part) -> None:
    if columns > part.limits.columns:
        msg = f"{part.name} has {columns:,} columns; a table may have {part.limits.columns:,}. Leave out those that are not needed."
        raise Refused(msg)


def _lines(lines: io.TextIOWrapper) -> Iterator[str]:
    """Yield each line; one that is too long is not read to its end."""
    while line := lines.readline(LINE_CHARS):
        if len(line) == LINE_CHARS:
            msg = f"one line has more than {LINE_CHARS:,} characters"
            raise csv.Error(msg)
        yield line


def _delimiter(head: str) -> str:
    return max(DELIMITERS, key=lambda mark: (len(fields_of(head.strip().split(mark))[0]), head.count(mark)))


def _no_text_column(header: list[str], columns: dict[str, str], name: str) -> str:
    if "url" in columns:
        return (
            f"{name} lists web addresses without text, and nothing is fetched from the network; save the pages and"
            " give them with the list, its column 'file' naming each page's file."
        )
    if any(pair <= {name.lower() for name in header} for pair in _PLACED):
        return f"{name} is a table of events with places, not of articles; give it alone, under Events of others."
    if len(header) in {57, 58, 61} and all(cell.isdecimal() for cell in header[:2]):
        return f"{name} is an export of GDELT events, which holds no article text; import it as events of others."
    shown = ", ".join(repr(column[:40]) for column in header[:8]) or "nothing"
    return f"{name} has no column of text (found: {shown}); name one text, content or body."
