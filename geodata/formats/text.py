"""Plain text, and Markdown with its front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geodata.formats.draft import Draft, Refusal
from geodata.formats.encoding import decode
from geodata.formats.fields import address, draft_from_fields, fields_of
from geodata.formats.limits import size_words
from geodata.formats.part import Part, Refused


def read(part: Part) -> Iterator[Draft | Refusal]:
    """Yield the one article of a text file, its text exactly as written."""
    part.step()
    text = decode(_raw(part), part.name)
    urls = addresses_in(text)
    if urls:
        msg = (
            f"{part.name} lists {len(urls)} web addresses and nothing is fetched from the network;"
            " save the pages and give them with the list, as a folder or a zip."
        )
        raise Refused(msg)
    yield Draft(part.name, text)


def read_markdown(part: Part) -> Iterator[Draft | Refusal]:
    """Yield the one article of a Markdown file; what its front matter says is not part of the text."""
    part.step()
    text = decode(_raw(part), part.name)
    front = _FRONT.match(text)
    values = dict(_lines_of(front["lines"])) if front else {}
    named, _ = fields_of(values)
    body = text[front.end() :] if front and named.keys() - {"text", "file"} else text
    heading = _HEADING.search(body)
    title = values.get(named.get("title", "")) or (heading["words"].strip() if heading else None)
    fields = {field: values[name] for field, name in named.items()} | {"text": body, "title": title}
    notes = ("Title, source and date are from the front matter where it has them.",) if body != text else ()
    yield draft_from_fields(fields, part.name, where="front matter", notes=notes)


def addresses_in(text: str) -> list[str]:
    """Return the web addresses of a text that holds nothing else; none of any other text."""
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    if not lines or not address(lines[0]):
        return []
    urls = [address(line) for line in lines]
    return [] if None in urls else [url for url in urls if url]


_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<lines>(?:.*\r?\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
_HEADING = re.compile(r"^#[ \t]+(?P<words>\S.*?)[ \t#]*$", re.MULTILINE)


def _lines_of(lines: str) -> Iterator[tuple[str, str]]:
    for line in lines.splitlines():
        key, colon, value = line.partition(":")
        if colon and key.strip():
            yield key.strip(), value.strip().strip("\"'")


def _raw(part: Part) -> bytes:
    if part.size > part.limits.text_bytes:
        most = size_words(part.limits.text_bytes)
        msg = f"{part.name} has {size_words(part.size)}; an article may have {most}. Split it into one file an article."
        raise Refused(msg)
    return part.bytes()
