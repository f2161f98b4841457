"""Saved web pages: the main text, with what the page's own markup says of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml.etree import LxmlError

from geodata.formats.draft import Draft, Refusal
from geodata.formats.encoding import decode
from geodata.formats.fields import address, day_of, language_code, one_line, why_no_day
from geodata.formats.limits import MB, size_words
from geodata.formats.part import Part, Refused

PAGE_BYTES = 16 * MB
"""Pages saved as one file carry their pictures."""

MAX_ATTRIBUTES = 2_000
MAX_TAGS = 400_000
"""Beginnings and ends of elements; the longest articles of an encyclopaedia have a tenth of it."""
MAX_DEPTH = 250
"""Elements within each other; pages of news reach 60."""

_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]{1,40})", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>\S+)\s*-->")
_DATA_URL = re.compile(r"data:[\w/+.-]{3,60};base64,[\w+/=\s%]{2000,}")


def read(part: Part) -> Iterator[Draft | Refusal]:
    """Yield the one article of a page."""
    if part.size > PAGE_BYTES:
        msg = f"{part.name} has {size_words(part.size)}; a page may have {size_words(PAGE_BYTES)}. Save its text alone."
        raise Refused(msg)
    raw = part.bytes()
    part.step()
    head = raw[:4096]
    declared = _XML_CHARSET.search(head) or _CHARSET.search(head)
    text = decode(raw, part.name, declared[1].decode("ascii", "replace") if declared else None)
    yield draft_of_page(text, part.name)


def draft_of_page(page: str, name: str) -> Draft:
    """Return the article of a page; nothing of it is run or fetched.

    Raises
    ------
    Refused
        When it holds no text.
    """
    saved = _SAVED_FROM.search(page[:2000])
    page = _DATA_URL.sub("data:,", page)
    _check_marks(page, name)
    tree = _tree(page, name)
    said = dict(_said(tree))
    text, whole = _main_text(tree)
    if not text:
        msg = f"{name} is a page without text (what a script shows is not in it); save the page once it has loaded."
        raise Refused(msg)
    published, words = day_of(said.get("published"))
    notes = []
    if found := [field for field in ("title", "source", "author", "published") if said.get(field)]:
        notes.append(f"From the page's own markup: {', '.join('date' if f == 'published' else f for f in found)}.")
    if words:
        notes.append(f"The page gives its date as {words!r}, {why_no_day(words)}; it was left out.")
    if whole:
        notes.append("No main text was found in the page, so all of its text was taken, menus included.")
    return Draft(
        name=name,
        text=text,
        title=one_line(said.get("title")),
        source=one_line(said.get("source")),
        author=one_line(said.get("author")),
        published=published,
        url=address(said.get("url")) or (address(saved["url"]) if saved else None),
        language=language_code(said.get("language")),
        notes=tuple(notes),
    )


def _check_marks(page: str, name: str) -> None:
    """Raise `Refused` for a page that would keep its parser busy for longer than any real one."""
    burst = any(tag[0].count("=") > MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(page))
    if burst or page.count("<") > MAX_TAGS:
        what = f"an element of more than {MAX_ATTRIBUTES:,} attributes" if burst else f"more than {MAX_TAGS:,} tags"
        msg = f"{name} has {what}, which no page of news has; save its text alone."
        raise Refused(msg)


def _tree(page: str, name: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        tree = lxml.html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError) as error:
        msg = f"{name} holds nothing that can be read as a page; save it again, or as plain text."
        raise Refused(msg) from error
    if _deeper_than(tree, MAX_DEPTH):
        msg = f"{name} nests more than {MAX_DEPTH} elements in each other, which no page of news does; save its text alone."
        raise Refused(msg)
    return tree


def _deeper_than(tree: lxml.html.HtmlElement, most: int) -> bool:
    level = [tree]
    for _ in range(most):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def _main_text(tree: lxml.html.HtmlElement) -> tuple[str, bool]:
    """Return the main text, and whether all of the page had to be taken for it."""
    import trafilatura  # 1 s: not before the page has been found fit to be read

    found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    text = (found.text if found else None) or ""
    if text.strip():
        return text, False
    body = tree.find("body")
    for element in tree.xpath("//script|//style|//noscript|//template|//head"):
        element.drop_tree() if element.getparent() is not None else None
    lines = (" ".join(line.split()) for line in (body if body is not None else tree).itertext())
    return "\n".join(line for line in lines if line), True


# --- what the markup says, most trusted first: the first word on a field counts ---

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "headline"),
    "source": ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "source"),
    "author": ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "byl", "parsely-author"),
    "published": (
        *("article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate"),
        *("publish_date", "publish-date", "publication_date", "dc.date", "dc.date.issued", "dcterms.issued"),
        *(
            "dcterms.created",
            "citation_publication_date",
            "parsely-pub-date",
            "sailthru.date",
            "cxenseparse:recs:publishtime",
        ),
    ),
    "url": ("og:url",),
    "language": ("og:locale", "dc.language", "content-language"),
}
_META_FIELD = {name: (field, rank) for field, names in _META.items() for rank, name in enumerate(names)}

ARTICLE_TYPES = re.compile(
    r"(?:News|Opinion|Analysis|Background|Reportage|Review)?Article$|(?:Live)?BlogPosting$|Report$"
)


def _said(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, Any]]:
    """Yield each field with what the page says of it, the least trusted first: a later one replaces it."""
    yield from (pair for pair in _from_elements(tree) if pair[1])
    yield from _from_meta(tree)
    yield from _from_linked_data(tree)


def _from_elements(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, Any]]:
    yield "language", tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    title = tree.find(".//title")
    yield "title", title.text_content() if title is not None else None
    headings = tree.findall(".//h1")
    yield "title", headings[0].text_content() if len(headings) == 1 else None
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    yield "url", address(str(canonical[0])) if canonical else None
    times = tree.xpath("//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content")
    times = times or tree.xpath("//time[@pubdate]/@datetime")
    if not times:
        marked = set(tree.xpath("//article//time/@datetime"))
        times = sorted(marked) if len({str(value)[:10] for value in marked}) == 1 else []
    yield "published", str(times[0]) if times else None


def _from_meta(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, Any]]:
    found: list[tuple[int, str, str]] = []
    for element in tree.iter("meta"):
        name = (
            element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or ""
        )
        content = (element.get("content") or "").strip()
        field, rank = _META_FIELD.get(name.strip().lower(), (None, 0))
        if field and content and not (field in {"author", "source"} and address(content)):
            found.append((rank, field, content))
    yield from ((field, content) for _, field, content in sorted(found, key=lambda row: -row[0]))


def _from_linked_data(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, Any]]:
    """Read schema.org's JSON-LD of the article."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            if any(isinstance(t, str) and ARTICLE_TYPES.fullmatch(t) for t in _listed(thing.get("@type"))):
                yield from _from_thing(thing)
                return


def _things(data: Any) -> Iterator[dict[str, Any]]:
    for item in _listed(data):
        if isinstance(item, dict):
            yield item
            yield from (thing for thing in _listed(item.get("@graph")) if isinstance(thing, dict))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _from_thing(thing: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    names = {"headline": "title", "datePublished": "published", "author": "author", "publisher": "source"}
    for key, field in (names | {"url": "url", "inLanguage": "language"}).items():
        value = one_line(thing.get(key))
        if value and not (field == "author" and address(value)):
            yield field, value
