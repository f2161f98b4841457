"""Records of articles: JSON lines, one JSON object, or a list of them."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from geodata.formats.draft import Draft, Refusal
from geodata.formats.encoding import MOST_CONTROL, check_letters, decode, encoding_of
from geodata.formats.fields import draft_from_fields, field_of, fields_of
from geodata.formats.limits import LIMITS
from geodata.formats.part import Part, Refused

HEAD_BYTES = 4_096
MAX_KEYS = LIMITS.columns

LISTS = (
    "articles",
    "items",
    "results",
    "docs",
    "documents",
    "data",
    "records",
    "hits",
    "entries",
    "stories",
    "response",
)
"""Keys under which programmes put their list of articles."""


def read_lines(part: Part) -> Iterator[Draft | Refusal]:
    """Yield the article of each line."""
    notes = _Unread()
    most = 8 * part.limits.text_bytes  # letters may be written as \\u0000
    with part.stream() as stream:
        head = stream.read(HEAD_BYTES)
        codec = encoding_of(head[:4])
        check_letters(head, part.name, codec, share=MOST_CONTROL)
        stream.seek(0)
        lines = io.TextIOWrapper(stream, encoding=codec, newline="\n")
        number = 0
        try:
            while line := lines.readline(most):
                number += 1
                part.step()
                if line.strip():
                    yield _from_line(line, f"{part.name}#{number}", notes)
        except UnicodeError as error:
            msg = f"{part.name} is not in UTF-8 (line {number + 1}); save it again with the encoding UTF-8."
            raise Refused(msg) from error


def read(part: Part) -> Iterator[Draft | Refusal]:
    """Yield the articles of a JSON file."""
    part.step()
    text = decode(part.bytes(), part.name)
    notes = _Unread()
    try:
        data = _parsed(text, part.name, notes)
    except Refused:
        if "\n{" not in text.strip():
            raise
        yield from read_lines(part)  # JSON lines under another name
        return
    if isinstance(data, dict) and not isinstance(_text_in(data), str):
        data = _listed(data) or data
    if isinstance(data, dict):
        yield _draft(data, part.name, notes)
        return
    if not isinstance(data, list):
        msg = f"{part.name} holds a JSON {type(data).__name__}; give a list of objects, one an article."
        raise Refused(msg)
    for number, item in enumerate(data, start=1):
        part.step()
        yield _draft(item, f"{part.name}#{number}", notes)


class _Unread:
    """Names the keys that are not read, each once, and those that stand twice in an object."""

    def __init__(self) -> None:
        self._named: set[str] = set()
        self._twice: set[str] = set()

    def once(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Return the object of these pairs; of two of one name the last is taken, as most programmes do."""
        found = dict(pairs)
        if len(found) < len(pairs) and len(self._twice) < 20:
            counted = Counter(name for name, _ in pairs)
            self._twice.update(name[:60] for name, count in counted.items() if count > 1)
        return found

    def note(self, unknown: list[str]) -> tuple[str, ...]:
        """Return what has to be said with the next article."""
        twice = [f"Names that stand twice, of which the last was taken: {', '.join(sorted(self._twice)[:20])}."]
        said = twice if self._twice else []
        self._twice.clear()
        return (*said, *self._not_read(unknown))

    def _not_read(self, unknown: list[str]) -> tuple[str, ...]:
        fresh = [key[:60] for key in unknown if key[:60] not in self._named][:20]
        if not fresh or len(self._named) > 200:
            return ()
        self._named.update(fresh)
        return (f"Fields that are not read: {', '.join(fresh)}.",)


def _from_line(line: str, name: str, unread: _Unread) -> Draft | Refusal:
    try:
        return _draft(_parsed(line, name, unread), name, unread)
    except Refused as refused:
        return Refusal(name, str(refused))


def _draft(item: Any, name: str, unread: _Unread) -> Draft | Refusal:
    if not isinstance(item, dict):
        return Refusal(name, f"{name} is a JSON {type(item).__name__}; give an object with the article's text.")
    if len(item) > MAX_KEYS:
        return Refusal(
            name, f"{name} has {len(item):,} fields; a record may have {MAX_KEYS:,}. Keep those of the article."
        )
    named, unknown = fields_of(item)
    values = {field: item[key] for field, key in named.items()}
    try:
        return draft_from_fields(values, name, where="record", notes=unread.note(unknown))
    except Refused as refused:
        return Refusal(name, str(refused))


def _parsed(text: str, name: str, unread: _Unread) -> Any:
    try:
        return json.loads(text, object_pairs_hook=unread.once)
    except RecursionError as error:
        msg = f"{name} nests lists or objects too deep to be read; give a list of objects, one an article."
        raise Refused(msg) from error
    except ValueError as error:
        msg = f"{name} is not JSON ({str(error)[:80]}); save it again."
        raise Refused(msg) from error


def _text_in(item: dict[str, Any]) -> Any:
    if len(item) > MAX_KEYS:
        return None
    return next((value for key, value in item.items() if field_of(key) == "text"), None)


def _listed(data: dict[str, Any]) -> list[Any] | None:
    """Return the list of articles that an object wraps, one level or two down."""
    for key in LISTS:
        value = data.get(key)
        if isinstance(value, list):
            return value
        if isinstance(value, dict):
            inner = next((value[k] for k in LISTS if isinstance(value.get(k), list)), None)
            if inner is not None:
                return inner
    return None
