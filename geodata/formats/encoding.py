"""The letters of a file: Unicode, or an encoding that the file itself declares."""

from __future__ import annotations

import codecs
import re

from geodata.formats.part import Refused

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

TEXT_CODECS = re.compile(
    r"utf-?(?:8|16|32)(?:-[bl]e|-sig)?|ascii|iso(?:-?8859|2022).*|cp\d+|koi8-[rut]|mac[-_].*|kz1048|ptcp154|tis-620"
    r"|gb2312|gbk|gb18030|hz|big5.*|euc_.*|shift_ji.*|johab"
)
"""Codecs of letters; Python also has some of bytes, such as ``zip``, that a file may not ask for."""

AS_BROWSERS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
"""What pages that declare the one are written in (the WHATWG encoding standard)."""

MOST_CONTROL = 0.05
"""Share of control characters from which a file is no text."""


def encoding_of(head: bytes, declared: str | None = None) -> str:
    """Return the codec of a file by its first bytes, else as declared, else UTF-8."""
    marked = next((codec for bom, codec in BOMS if head.startswith(bom)), None)
    return marked or (codec_named(declared) if declared else None) or "utf-8"


def codec_named(label: str) -> str | None:
    """Return the codec that a declaration means, ``None`` when there is none of that name."""
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    return AS_BROWSERS.get(name, name) if TEXT_CODECS.fullmatch(name) else None


def decode(raw: bytes, name: str, declared: str | None = None) -> str:
    """Return the text of a file.

    Parameters
    ----------
    declared
        The encoding that the file names.

    Raises
    ------
    Refused
        When it is in another one. Guessing would put letters on the map that nobody wrote.
    """
    codec = encoding_of(raw[:4], declared)
    check_letters(raw, name, codec)
    try:
        return raw.decode(codec)
    except UnicodeError as error:
        raise Refused(_why(raw, name, codec, declared, getattr(error, "start", 0))) from error


def check_letters(raw: bytes, name: str, codec: str, kind: str = "text", share: float = 0.0) -> None:
    """Raise `Refused` when of the beginning of a file, or of all of it, more than a share is zeros, as no letters are."""
    if not codec.startswith("utf-8") or raw.count(0) <= share * len(raw):
        return
    head = raw[:4096]
    if head[1::4].count(0) + head[::4].count(0) > len(head) // 5 and head.count(0) < 0.8 * len(head):
        msg = f"{name} seems to be in UTF-16 or UTF-32 without the mark that says so; save it again with the encoding UTF-8."
        raise Refused(msg)
    raise Refused(not_text(name, kind))


def not_text(name: str, kind: str = "text") -> str:
    """Return why a binary file is refused."""
    return f"{name} is a binary file, not {kind}; save the article as plain text in UTF-8."


def _why(raw: bytes, name: str, codec: str, declared: str | None, start: int) -> str:
    if sum(byte < 9 or 13 < byte < 32 for byte in raw[:100_000]) > MOST_CONTROL * len(raw[:100_000]):
        return not_text(name)
    if declared:
        return f"{name} says it is in {declared[:40]}, but byte {start} is not ({codec}); save it again with the encoding UTF-8."
    return f"{name} is not in UTF-8 (byte {start} cannot be read); save it again with the encoding UTF-8."
