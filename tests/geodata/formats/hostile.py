"""Files made to harm who reads them, and what is said of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from geodata.formats import LIMITS
from tests.geodata.formats import samples

LAUGHS = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(10))


def _broken_word() -> bytes:
    return samples.zip_of_zeros("word/document.xml", 1000, {"[Content_Types].xml": "<Types/>"})


def _flate_pdf() -> bytes:
    return samples.pdf_of(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>",
            4: samples.stream(samples.deflated_zeros(1000), b"/Filter/FlateDecode"),
        }
    )


def _many_members() -> bytes:
    """Return an archive whose directory says it has 60 million entries, and is as long as that."""
    return b"PK\x05\x06" + bytes(6) + b"\xfe\xff" + b"\x00\x00\x00\xf0" + bytes(4) + b"\x00\x00"


HOSTILE: dict[str, tuple[Callable[[], bytes | str], str]] = {
    "zeros.zip": (lambda: samples.zip_of_zeros("zeros.txt", 1000, {}), r"would unpack from \d+ kB to 1,000 MB"),
    "many.zip": (_many_members, "holds .* files; allowed are 200,000"),
    "damaged.zip": (lambda: b"PK\x03\x04" + bytes(100), "damaged archive"),
    "zeros.docx": (_broken_word, "would unpack to 1,00[01] MB"),
    "no.docx": (lambda: samples.packed({"a.xml": "<a/>"}), "not a Word document"),
    "deep.json": (lambda: "[" * 200_000 + "]" * 200_000, "too deep"),
    "deep_objects.json": (lambda: '{"a":' * 200_000 + "1" + "}" * 200_000, "too deep"),
    "deep.jsonl": (lambda: "[" * 200_000, "too deep"),
    "deep.xml": (lambda: "<a>" * 200_000 + "</a>" * 200_000, "nests more than 100 elements"),
    "deep.html": (lambda: "<div>" * 200_000 + samples.TEXT, "nests more than 250 elements"),
    "laughs.xml": (lambda: f'<!DOCTYPE l [<!ENTITY a "lol">{LAUGHS}]><nitf>&k;</nitf>', "defines entities"),
    "file.xml": (lambda: '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><nitf>&a;</nitf>', "loads other files"),
    "endless.pdf": (samples.endless_pdf, "takes longer to read"),
    "circle.pdf": (
        lambda: samples.pdf_of(
            {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000>>"}
        ),
        "damaged PDF|has 1000000000 pages",
    ),
    "flate.pdf": (_flate_pdf, "needs more memory|takes longer|pictures"),
    "none.pdf": (lambda: b"MZ", "is none"),
    "zeros.csv": (lambda: bytes(20_000_000), "not a table|no column of text"),
    "zeros.txt": (lambda: bytes(5_000_000), "binary file"),
    "latin.txt": (lambda: "Café".encode("latin-1"), "not in UTF-8"),
    "latin.csv": (lambda: "title,text\na,Café".encode("latin-1"), "not in UTF-8"),
    "latin.jsonl": (lambda: '{"text": "Café"}'.encode("latin-1"), "not in UTF-8"),
    "declared.html": (lambda: b'<meta charset="utf-8"><p>Caf\xe9</p>', "says it is in utf-8"),
    "bytes.html": (lambda: b'<meta charset="zip_codec"><p>Caf\xe9</p>', "says it is in zip_codec"),
    "long.txt": (lambda: "a" * (LIMITS.text_bytes + 1), "may have 8 MB"),
    "marks.html": (lambda: "<p>" + "<b>a</b>" * 300_000, "more than 400,000 tags"),
    "attributes.html": (lambda: "<p " + " ".join(f"a{n}=1" for n in range(30_000)) + ">x", "2,000 attributes"),
    "wide.csv": (lambda: ",".join(f"c{n}" for n in range(100_000)), "columns; a table may have 2,000"),
    "line.csv": (lambda: "title,text\na," + "x" * 11_000_000, "one line has more than"),
    "empty.csv": (lambda: "title,text\n\n\n", "no row below"),
    "lines.csv": (lambda: "title,text\n" + "\n" * 2_000_000, "empty rows"),
    "unmarked.csv": (lambda: "title,text\na,b\n".encode("utf-16-le"), "UTF-16 or UTF-32 without"),
    "unmarked.txt": (lambda: "Sirte fell.".encode("utf-32-be"), "UTF-16 or UTF-32 without"),
    "wide.json": (lambda: json.dumps({**{f"k{n}": n for n in range(5_000)}, "text": "x"}), "has 5,001 fields"),
    "laughs.docx": (
        lambda: samples.packed({"word/document.xml": f'<!DOCTYPE l [<!ENTITY a "lol">{LAUGHS}]><w>&k;</w>'}),
        "defines entities",
    ),
    "wrapped.eml": (lambda: "Content-Type: message/rfc822\n\n" * 5_000 + "x", "too many parts, or parts within"),
    "parts.eml": (
        lambda: "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 30_000,
        "too many parts, or parts within",
    ),
    "head.eml": (lambda: "Subject: " + "=?utf-8?q?a?= " * 100_000 + "\n\nx", "head of 1 MB"),
    "acled.csv": (
        lambda: "event_date,latitude,longitude\n1 January 2020,31,16\n",
        "give it alone, under Events of others",
    ),
    "shapes.geojson": (
        lambda: '{"type": "FeatureCollection", "features": []}',
        "give it alone, under Events of others",
    ),
    "setup.exe": (lambda: b"MZ", "not an article file"),
}
"""What each file holds, and a pattern of the sentence that refuses it."""


def write_hostile(folder: Path) -> None:
    """Write all of them into a folder."""
    for name, (make, _) in HOSTILE.items():
        data = make()
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)


def write_slow(folder: Path) -> None:
    """Write a harmless file of each kind that is slow to read the first time."""
    (folder / "a.html").write_text(samples.page())
    (folder / "a.pdf").write_bytes(samples.pdf(samples.wrapped()))
    (folder / "a.docx").write_bytes(samples.word())
