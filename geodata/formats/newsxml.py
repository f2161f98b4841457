"""News in XML: NITF, NewsML-G2 and NewsML 1, and feeds (RSS, Atom)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from geodata.formats.draft import Draft, Refusal
from geodata.formats.encoding import codec_named, decode
from geodata.formats.fields import draft_from_fields
from geodata.formats.part import Part, Refused

_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]{1,40})", re.IGNORECASE)

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

MAX_DEPTH = 100
"""Elements within each other; NewsML with a page in it reaches 25."""

BLOCKS = {"p", "hl1", "hl2", "li", "dt", "dd", "td", "h1", "h2", "h3", "h4", "blockquote", "pre", "br", "block"}
"""Elements that stand on a line of their own."""


def read(part: Part) -> Iterator[Draft | Refusal]:
    """Yield the articles of a file of news."""
    raw = part.bytes()
    part.step()
    root = _root(raw, part.name)
    items = list(_items(root))
    if not items:
        msg = f"{part.name} is XML of a kind not known here; allowed are NITF, NewsML, RSS and Atom."
        raise Refused(msg)
    alone = len(items) == 1
    for number, item in enumerate(items, start=1):
        part.step()
        name = part.name if alone else f"{part.name}#{number}"
        try:
            yield _draft(item, root, name)
        except Refused as refused:
            yield Refusal(name, str(refused))


def _root(raw: bytes, name: str) -> Element:
    declared = _DECLARED.search(raw[:200])
    label = declared[1].decode("ascii", "replace") if declared else None
    if label and codec_named(label) is None:
        msg = f"{name} says it is in {label}, which is no encoding known here; save it again in UTF-8."
        raise Refused(msg)
    text = decode(raw, name, label)
    text = re.sub(r"^\s*<\?xml.*?\?>", "", text, count=1, flags=re.DOTALL)  # it is decoded already
    try:
        parser = DefusedXMLParser(target=_ShallowBuilder(name))
        parser.feed(text.encode("utf-8", "replace"))
        return parser.close()
    except DefusedXmlException as error:
        msg = f"{name} defines entities or loads other files, which may burst what reads it; save it without them."
        raise Refused(msg) from error
    except (ParseError, ValueError, RecursionError, OverflowError) as error:
        msg = f"{name} is not XML that can be read ({str(error)[:80]}); save it again."
        raise Refused(msg) from error


class _ShallowBuilder(TreeBuilder):
    """Builds the tree of a file, no deeper than news is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._depth = 0

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Refused(f"{self._name} nests more than {MAX_DEPTH} elements in each other, which no news does.")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def _items(root: Element) -> Iterator[Element]:
    """Yield the elements that are an article each: the outermost kind that the file has."""
    for kind in ("newsItem", "NewsItem", "nitf", "item", "entry"):
        found = [element for element in root.iter() if _local(element) == kind]
        if found:
            yield from found
            return


def _draft(item: Element, root: Element, name: str) -> Draft:
    read_item = {"nitf": _from_nitf, "item": _from_feed, "entry": _from_feed}.get(_local(item), _from_newsml)
    values = read_item(item, root)
    values.setdefault("language", item.get(XML_LANG) or root.get(XML_LANG))
    page = values.pop("page", None)
    if page and not values.get("text"):
        from geodata.formats.html import draft_of_page

        values["text"] = draft_of_page(f"<html><body><article>{page}</article></body></html>", name).text
    return draft_from_fields(values, name, where="item", notes=("From the item's own markup: title, source and date.",))


def _from_nitf(item: Element, root: Element) -> dict[str, Any]:
    body = _first(item, "body.content", "body")
    issued = _first(item, "date.issue")
    published = _first(item, "pubdata")
    day = issued.get("norm") if issued is not None else None
    return {
        "text": _block_text(body) if body is not None else None,
        "title": _words(item, "hl1") or _words(item, "headline") or _words(item, "title"),
        "source": (published.get("name") if published is not None else None) or _words(item, "distributor"),
        "author": _words(item, "person") or _words(item, "byttl") or _words(item, "byline"),
        "published": day or (published.get("date.publication") if published is not None else None),
    }


def _from_newsml(item: Element, root: Element) -> dict[str, Any]:
    """Read NewsML-G2, and NewsML 1 whose elements have other names for the same."""
    nitf = _first(item, "nitf")
    values = _from_nitf(nitf, root) if nitf is not None else {}
    content = _first(item, "inlineXML", "inlineData", "DataContent")
    language = _first(item, "language", "Language")
    provider = _first(item, "provider", "ProviderId")
    own = {
        "text": _block_text(content) if content is not None else None,
        "title": _words(item, "headline") or _words(item, "HeadLine"),
        "source": _name(provider) or _words(item, "creditline") or _words(item, "CreditLine"),
        "author": _words(item, "by") or _words(item, "ByLine"),
        "published": next(filter(None, (_words(item, name) for name in _DATES)), None),
        "language": (language.get("tag") or language.get("FormalName")) if language is not None else None,
    }
    return {field: values.get(field) or own.get(field) for field in own.keys() | values.keys()}


_DATES = ("firstCreated", "contentCreated", "versionCreated", "FirstCreated", "ThisRevisionCreated", "DateLine")


def _from_feed(item: Element, root: Element) -> dict[str, Any]:
    link = _first(item, "link")
    channel = next((e for e in root.iter() if _local(e) in {"channel", "feed"}), root)
    source = next((e for e in channel if _local(e) == "title"), None)
    content = _first(item, "encoded", "content", "description", "summary")
    author = _first(item, "author")
    return {
        "page": _inner(content) if content is not None else None,
        "title": _words(item, "title"),
        "source": _plain(source) if source is not None else None,
        "author": _words(item, "creator") or (_words(author, "name") or _plain(author) if author is not None else None),
        "published": next(filter(None, (_words(item, n) for n in ("pubDate", "published", "date", "updated"))), None),
        "url": (link.get("href") or _plain(link)) if link is not None else None,
    }


def _local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _first(item: Element, *names: str) -> Element | None:
    """Return the first element of the first of `names` that there is; an empty one counts."""
    for name in names:
        found = next((element for element in item.iter() if _local(element) == name), None)
        if found is not None:
            return found
    return None


def _words(item: Element, name: str) -> str | None:
    found = _first(item, name)
    return _plain(found) if found is not None else None


def _plain(element: Element) -> str | None:
    return " ".join("".join(element.itertext()).split()) or None


def _name(provider: Element | None) -> str | None:
    if provider is None:
        return None
    return _words(provider, "name") or _plain(provider) or provider.get("literal") or _code(provider.get("qcode"))


def _code(code: str | None) -> str | None:
    return code.rpartition(":")[2] if code else None


def _inner(element: Element) -> str:
    """Return markup that stands as text in the element, or its own paragraphs."""
    return "".join(element.itertext()) if not len(element) else "".join(f"<p>{line}</p>" for line in _lines(element))


def _block_text(element: Element) -> str:
    """Return the text of an element, one line a paragraph."""
    return "\n".join(_lines(element))


def _lines(element: Element) -> Iterator[str]:
    line: list[str] = []
    for words, breaks in _pieces(element):
        if breaks and (text := " ".join("".join(line).split())):
            yield text
        line = [words] if breaks else [*line, words]
    if text := " ".join("".join(line).split()):
        yield text


def _pieces(element: Element) -> Iterator[tuple[str, bool]]:
    """Yield the text of an element in order, and whether it begins a new line; without recursion."""
    waiting: list[tuple[Element, bool]] = [(element, False)]
    while waiting:
        one, closing = waiting.pop()
        block = _local(one) in BLOCKS
        if closing:
            yield (one.tail or "") if one is not element else "", block
            continue
        yield one.text or "", block
        waiting.append((one, True))
        waiting.extend((child, False) for child in reversed(one))
