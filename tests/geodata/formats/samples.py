"""Small files of every format, made for the tests from one text."""

from __future__ import annotations

import io
import textwrap
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from email.message import EmailMessage

import docx

PARAGRAPHS = (
    (
        "The army retook the port town of Marsa on Monday, 6 January 2020, a spokesman for the defence ministry said in "
        "the capital."
    ),
    (
        "Residents reached by telephone said that shelling had stopped before dawn and that soldiers were going from house "
        "to house."
    ),
    (
        "The town had been held for two years by a militia that calls itself the Coastal Guard, which confirmed that its "
        "fighters had withdrawn to the hills in the south."
    ),
)
TEXT = "\n".join(PARAGRAPHS)
HEAD = (
    '<meta property="og:title" content="Army retakes Marsa"><meta property="og:site_name" content="Example Wire">'
    '<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2020-01-07T08:00:00Z">'
    '<link rel="canonical" href="https://example.org/marsa">'
)


def page(head: str = HEAD, *, title: str = "Army retakes Marsa | Example Wire", lang: str = ' lang="en"') -> str:
    """Return a page with a menu, the article and a script."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html{lang}><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f'<nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Army retakes Marsa</h1>{body}</article>'
        "<script>document.write('written by a script')</script></body></html>"
    )


def pdf(lines: Iterable[str], info: str = "/Title(Marsa retaken)/Author(Jane Doe)") -> bytes:
    """Return a PDF of one page."""
    shown = "".join(f"({line}) Tj T*\n" for line in lines)
    return pdf_of(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            4: stream(f"BT /F1 11 Tf 50 750 Td 14 TL\n{shown}ET".encode("latin-1")),
            5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            6: f"<<{info}>>".encode("latin-1"),
        },
        "/Info 6 0 R",
    )


def pdf_of(objects: Mapping[int, bytes], trailer: str = "") -> bytes:
    """Return a PDF of these objects, the first of which is its catalogue."""
    found, places = b"%PDF-1.4\n", {}
    for number, body in objects.items():
        places[number] = len(found)
        found += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{number} 1\n{place:010} 00000 n \n" for number, place in places.items())
    end = f"xref\n0 1\n0000000000 65535 f \n{table}trailer<</Size {max(places) + 1}/Root 1 0 R{trailer}>>\n"
    return found + f"{end}startxref\n{len(found)}\n%%EOF".encode()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a PDF stream."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def wrapped() -> list[str]:
    """Return the text in lines as a PDF has them."""
    return [line for paragraph in PARAGRAPHS for line in textwrap.wrap(paragraph, 80)]


def word() -> bytes:
    """Return a Word document with a table."""
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = "Marsa retaken", "Jane Doe"
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Marsa", "retaken"
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def message(**attachments: bytes) -> bytes:
    """Return a message with a plain and a page body, and files by their names (``_`` for the dot)."""
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Fwd: Marsa", "John Roe <john@example.org>"
    mail["Date"] = "Wed, 08 Jan 2020 08:00:00 +0000"
    mail.set_content("See the page.")
    mail.add_alternative(page(), subtype="html")
    for name, data in attachments.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name.replace("_", "."))
    return mail.as_bytes()


NITF = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf xml:lang="en"><head><docdata>'
    '<date.issue norm="20200107T080000Z"/></docdata><pubdata name="Example Wire"/></head><body><body.head><hedline>'
    "<hl1>Army retakes Marsa</hl1></hedline><byline>By <person>Jane Doe</person></byline></body.head><body.content>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "</body.content></body></nitf>"
)
NEWSML = (
    '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem xml:lang="en"><itemMeta>'
    "<provider><name>Example Wire</name></provider><versionCreated>2020-01-07T08:00:00Z</versionCreated></itemMeta>"
    "<contentMeta><by>Jane Doe</by><headline>Army retakes Marsa</headline></contentMeta><contentSet><inlineXML>"
    '<html xmlns="http://www.w3.org/1999/xhtml"><body>'
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "</body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"
)
RSS = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><language>en</language><title>Example Wire</title><item>'
    "<title>Army retakes Marsa</title><link>https://example.org/marsa</link><dc:creator>Jane Doe</dc:creator>"
    "<pubDate>Tue, 07 Jan 2020 08:00:00 GMT</pubDate><content:encoded><![CDATA["
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "]]></content:encoded></item></channel></rss>"
)


def packed(members: Mapping[str, bytes | str]) -> bytes:
    """Return a zip."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return found.getvalue()


def zip_of_zeros(name: str, megabytes: int, others: Mapping[str, bytes | str]) -> bytes:
    """Return a zip whose member `name` unpacks to zeros."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(name, "w", force_zip64=True) as member:
            for _ in range(megabytes):
                member.write(bytes(1_000_000))
        for other, data in others.items():
            archive.writestr(other, data)
    return found.getvalue()


def deflated_zeros(megabytes: int) -> bytes:
    """Return zeros, packed as PDFs pack their streams."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(megabytes)) + packer.flush()


def endless_pdf() -> bytes:
    """Return a PDF whose drawing calls itself ten times at each of ten levels: ten thousand million times in all."""
    calls = stream(b"BT /F1 1 Tf (x) Tj ET /X0 Do\n" * 10)
    font = b"/Font<</F1 5 0 R>>"
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<%s/XObject<</X0 10 0 R>>>>>>"
        % font,
        4: calls,
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<%s/XObject<</X0 %d 0 R>>>>"
    for number in range(10, 20):
        objects[number] = stream(b"BT /F1 1 Tf (x) Tj ET /X0 Do\n" * 10, form % (font, number + 1))
    return pdf_of(objects)
