"""One article as it was written: its text, where it came from and what it says of itself."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import date
from pathlib import Path

from geodata.errors import ArticleError

MAX_BYTES = 8_000_000
"""A longer file is a dump, not an article (the longest news article measured has 0.2 MB)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Article:
    """A text with what is known of its origin.

    Parameters
    ----------
    id
        File name, or the id the corpus gives it; unique within a corpus.
    text
        Exactly as decoded, newlines kept: all offsets count its code points.
    given_date
        Publication date from metadata, ``None`` when the text itself has to tell.
    title, source
        ``None`` when not given; never guessed.
    """

    id: str
    text: str
    given_date: date | None = None
    title: str | None = None
    source: str | None = None

    @property
    def sha256(self) -> str:
        """Hex digest of the UTF-8 text, by which a quote can be checked elsewhere."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def read_text_file(path: Path, *, root: Path | None = None) -> Article:
    """Read one ``.txt`` file as an article.

    Raises
    ------
    ArticleError
        When the file is empty, binary, too long or not in a Unicode encoding.  Guessing
        an encoding would put letters on the map that nobody wrote.
    """
    name = path.relative_to(root).as_posix() if root else path.name
    raw = _read_bytes(path, name)
    text = _decode(raw, name)
    if not text.strip():
        msg = f"{name} holds no text; remove it or add the article's text."
        raise ArticleError(msg)
    return Article(id=name, text=text)


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            msg = f"{name} has {size / 1e6:.0f} MB; an article may have up to {MAX_BYTES / 1e6:.0f} MB. Split it into one file an article."
            raise ArticleError(msg)
        return path.read_bytes()
    except OSError as error:
        msg = f"{name} could not be read ({error.strerror or error}); check that it exists and may be read."
        raise ArticleError(msg) from error


_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def _decode(raw: bytes, name: str) -> str:
    encoding = next((codec for bom, codec in _BOMS if raw.startswith(bom)), "utf-8")
    if encoding.startswith("utf-8") and b"\x00" in raw:
        msg = f"{name} is a binary file, not text; save the article as plain text in UTF-8."
        raise ArticleError(msg)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        control_share = sum(byte < 9 or 13 < byte < 32 for byte in raw) / len(raw)
        if control_share > 0.05:
            msg = f"{name} is a binary file, not text; save the article as plain text in UTF-8."
        else:
            msg = f"{name} is not in UTF-8 (byte {error.start} cannot be read); save it again with the encoding UTF-8."
        raise ArticleError(msg) from error
