"""Named fields of an article, as tables and records have them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from geodata.formats.draft import Draft
from geodata.formats.part import Refused

NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "content", "body", "fulltext", "articletext", "articlebody", "bodytext", "maintext", "story"),
        *("texte", "contenu", "corps", "textecomplet", "articlecomplet"),
        *("النص", "نص", "نصالمقال", "المحتوي", "محتوي", "المتن"),
    ),
    "title": (
        *("title", "headline", "heading", "articletitle", "pagetitle"),
        *("titre", "intitule", "العنوان", "عنوان"),
    ),
    "source": (
        *("source", "outlet", "publisher", "publication", "newspaper", "media", "sitename", "sourcename", "domain"),
        *("sourcecommonname", "mediaoutlet", "provider", "editeur", "journal", "publicationtitle"),
        *("المصدر", "مصدر", "الناشر", "الصحيفه", "الجريده"),
    ),
    "author": (
        *("author", "authors", "byline", "writer", "creator", "reporter", "auteur", "auteurs", "redacteur"),
        *("الكاتب", "كاتب", "المولف", "مولف", "المراسل"),
    ),
    "published": (
        *("date", "published", "publishdate", "publisheddate", "publishedat", "publicationdate", "pubdate"),
        *("datepublished", "seendate", "firstpublished", "issued", "timestamp", "datetime"),
        *("datedepublication", "publiele", "datepublication", "التاريخ", "تاريخ", "تاريخالنشر"),
    ),
    "url": (
        *("url", "link", "href", "permalink", "weburl", "articleurl", "sourceurl", "documentidentifier", "uri"),
        *("lien", "adresse", "الرابط", "رابط"),
    ),
    "language": ("language", "lang", "languagecode", "inlanguage", "langue", "اللغه", "لغه"),
    "file": (
        *("file", "filename", "path", "filepath", "savedpage", "savedas", "localfile", "fichier", "الملف", "ملف"),
    ),
}
"""Names of fields in English, French and Arabic, as `plain_name` gives them."""

_FIELD = {name: field for field, names in NAMES.items() for name in names}

LANGUAGES = {
    "english": "en",
    "anglais": "en",
    "الانجليزيه": "en",
    "arabic": "ar",
    "arabe": "ar",
    "العربيه": "ar",
    "french": "fr",
    "francais": "fr",
    "الفرنسيه": "fr",
    "russian": "ru",
    "ukrainian": "uk",
    "turkish": "tr",
    "spanish": "es",
    "german": "de",
    "italian": "it",
    "portuguese": "pt",
    "chinese": "zh",
    "hebrew": "he",
    "persian": "fa",
}
THREE_LETTERS = {
    "eng": "en",
    "ara": "ar",
    "fra": "fr",
    "fre": "fr",
    "rus": "ru",
    "ukr": "uk",
    "tur": "tr",
    "spa": "es",
    "deu": "de",
    "ger": "de",
    "ita": "it",
    "por": "pt",
    "zho": "zh",
    "heb": "he",
    "fas": "fa",
    "per": "fa",
}

MAX_FIELD = 500
"""Characters of a title, an author or a source; more is a mistake of the file."""

MAX_URL = 2_000


def plain_name(name: str) -> str:
    """Return a field's name without case, accents, vowel marks and all that is no letter.

    >>> plain_name("Date de publication"), plain_name("Publié le"), plain_name("publish_date")
    ('datedepublication', 'publiele', 'publishdate')
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "", letters).translate(_ARABIC)


_ARABIC = str.maketrans("ىة", "يه", "\u0640")
"""Spellings of one letter, and the stretched line that is none."""


def field_of(name: str) -> str | None:
    """Return which field of an article a column or key holds, ``None`` when it is none that is known."""
    return _FIELD.get(plain_name(name))


def fields_of(names: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Return the name that stands for each field, and the names not recognised.

    Of two names for one field the one that stands first in `NAMES` is taken.
    """
    chosen: dict[str, str] = {}
    unknown = []
    for name in names:
        field = field_of(name)
        if field is None:
            unknown.append(name)
        elif field not in chosen or _rank(field, name) < _rank(field, chosen[field]):
            chosen[field] = name
    return chosen, unknown


def _rank(field: str, name: str) -> int:
    return NAMES[field].index(plain_name(name))


def draft_from_fields(values: Mapping[str, Any], name: str, *, where: str, notes: Iterable[str] = ()) -> Draft:
    """Return the draft of a record.

    Parameters
    ----------
    values
        By field (`NAMES`).
    where
        What the notes call the record: "row", "record".

    Raises
    ------
    Refused
        When it holds no text.
    """
    text = values.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Refused(_no_text(values, name, where))
    published, said = day_of(values.get("published"))
    told = [f"The {where} gives the date as {said!r}, {why_no_day(said)}; it was left out."] if said else []
    return Draft(
        name=name,
        text=text,
        title=one_line(values.get("title")),
        source=one_line(values.get("source")),
        author=one_line(values.get("author")),
        published=published,
        url=address(values.get("url")),
        language=language_code(values.get("language")),
        notes=(*notes, *told),
    )


def _no_text(values: Mapping[str, Any], name: str, where: str) -> str:
    url = address(values.get("url"))
    if url:
        return (
            f"{name} names {url[:200]} but holds no text, and nothing is fetched from the network;"
            " save the page and give it as a file."
        )
    return f"{name} holds no text; give each {where} its article in a field named text, content or body."


def one_line(value: Any) -> str | None:
    """Return a field's words on one line, ``None`` when there are none; lists are joined, objects asked for a name."""
    if isinstance(value, list):
        value = ", ".join(filter(None, map(one_line, value[:20])))
    elif isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("@value")
        value = value if isinstance(value, str) else None
    if not isinstance(value, str):
        return None
    line = " ".join(value[: 8 * MAX_FIELD].split())
    return (line if len(line) <= MAX_FIELD else line[: MAX_FIELD - 1] + "\u2026") or None


def day_of(value: Any) -> tuple[date | None, str | None]:
    """Return the day that a field states, and the words that state none.

    >>> day_of("20200720T101500Z"), day_of("2020"), day_of("")
    ((datetime.date(2020, 7, 20), None), (None, '2020'), (None, None))
    """
    from geodata.publication import stated_day  # reads dates in words; most files need none

    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    words = one_line(value)
    if words is None:
        return None, None
    compact = re.match(r"(\d{4})(\d\d)(\d\d)(?:T?\d{2,6}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?$", words)
    try:
        found = date(*map(int, compact.groups())) if compact else stated_day(words)
    except ValueError:
        found = None
    return found, None if found else words[:60]


def why_no_day(words: str) -> str:
    """Return why words state no day."""
    if re.match(r"\d{1,2}([./-])\d{1,2}\1\d{4}\b", words):
        return "which can be read in two ways (write it as 2020-01-31)"
    return "which states no day that can be read"


def address(value: Any) -> str | None:
    """Return a web address, ``None`` for anything else: what is not http may run when it is followed."""
    line = value.strip() if isinstance(value, str) else ""
    fits = re.fullmatch(r"https?://[^\s<>\"'`\\\x00-\x1f]+", line, re.IGNORECASE)
    return line if fits and len(line) <= MAX_URL else None


def language_code(value: Any) -> str | None:
    """Return the ISO 639-1 code of a language, ``None`` when the words name none.

    >>> language_code("en-GB"), language_code("Arabe"), language_code("French"), language_code("?")
    ('en', 'ar', 'fr', None)
    """
    line = one_line(value)
    if line is None:
        return None
    first = re.split(r"[-_]", line.casefold(), maxsplit=1)[0]
    if re.fullmatch(r"[a-z]{2}", first):
        return first
    return THREE_LETTERS.get(first) or LANGUAGES.get(plain_name(line))
