"""How much a file may ask of the machine that reads it."""

from __future__ import annotations

import dataclasses

from geodata.article import MAX_BYTES

MB = 1_000_000


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """What is refused beyond; sizes in bytes, times in seconds.

    Parameters
    ----------
    file_bytes
        A file that is read row by row or member by member: a table, JSON lines, an archive.
    document_bytes
        A file that has to be held whole: a page, a PDF, a message, a JSON list.
    text_bytes
        The text of one article, in UTF-8.
    total_bytes
        All that one folder or archive holds, unpacked.
    members
        Files in a folder or an archive, attachments of a message, articles in a table or a list.
    columns
        Of a table; keys of a record.
    ratio
        Unpacked size over packed size of a member; text rarely packs better than 20 to 1.
    depth
        Archives within archives, messages within messages.
    pages
        Of a PDF.
    cpu_seconds
        Computing on one article; a format may allow less.
    wall_seconds
        Silence from the reading process.
    memory_bytes
        Address space of the reading process.
    restarts
        Members of one archive or folder that may end the reading process before the rest is left out.
    """

    file_bytes: int = 1_000 * MB
    document_bytes: int = 64 * MB
    text_bytes: int = MAX_BYTES
    total_bytes: int = 4_000 * MB
    members: int = 200_000
    columns: int = 2_000
    ratio: int = 200
    depth: int = 1
    pages: int = 2_000
    cpu_seconds: float = 6.0
    wall_seconds: float = 30.0
    memory_bytes: int = 1_000 * MB
    restarts: int = 5


LIMITS = Limits()


def size_words(count: int) -> str:
    """Return a size for a reader.

    >>> size_words(64_000_000)
    '64 MB'
    """
    return f"{count / MB:,.0f} MB" if count >= MB else f"{max(1, count // 1000)} kB"
