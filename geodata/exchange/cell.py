"""Cells of files that other programs open: formulas defused, characters that a format cannot hold written out."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_DEFUSED = re.compile(r"''*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_UNHELD = re.compile(
    "[\x00-\x08\x0b-\x0d\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|\\\\(?=u[0-9a-f]{4})|(?<=\\]\\])>"
)
_EDGE = re.compile(r"\A\s|\s\Z")
_WRITTEN = re.compile(r"\\u([0-9a-f]{4})")


def defused(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before ``= + - @``, tab and line ends.

    >>> defused("=1+1"), defused("'=1+1")
    ("'=1+1", "''=1+1")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """Return a cell as it was before `defused`."""
    return text[1:] if _DEFUSED.match(text) else text


def held(text: str) -> str:
    r"""Return text with what XML, SQLite or UTF-8 cannot hold written as ``\u0000``; `unheld` brings it back."""
    return _UNHELD.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def edged(text: str) -> str:
    """Return text whose first and last space is written out too: KML readers trim."""
    return _EDGE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def unheld(text: str) -> str:
    """Return text as it was before `held`."""
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), text)
