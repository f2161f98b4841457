"""What an archive may hold, looked at before anything is unpacked."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from geodata.formats.limits import MB, Limits, size_words
from geodata.formats.part import Refused

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_BYTES = 20
ENTRY_BYTES = 150
"""Of a directory, for one member with its name, on average at most."""

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def check_archive(stream: BinaryIO, name: str, limits: Limits, *, total: int | None = None) -> zipfile.ZipFile:
    """Return an archive opened for reading, its directory in bounds.

    Parameters
    ----------
    total
        Bytes that all members may have, unpacked; by default the `limits` say.

    Raises
    ------
    Refused
        When it is none, or holds too many files, too much, or what was packed to burst.
    """
    _check_directory(stream, name, limits)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, struct.error) as error:
        msg = f"{name} is a damaged archive; pack it again."
        raise Refused(msg) from error
    most = total or limits.total_bytes
    unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > most:
        msg = f"{name} would unpack to {size_words(unpacked)}; allowed are {size_words(most)}. Split it."
        raise Refused(msg)
    if total:
        burst = next((m for m in archive.infolist() if is_bomb(m, limits)), None)
        if burst:
            raise Refused(f"{name} is packed to burst ({_ratio(burst)} to 1); save it again.")
    return archive


def is_bomb(member: zipfile.ZipInfo, limits: Limits) -> bool:
    """Whether a member unpacks to far more than text does."""
    return member.file_size > MB and member.file_size > limits.ratio * max(1, member.compress_size)


def why_not(member: zipfile.ZipInfo, name: str, limits: Limits) -> str | None:
    """Return why a member is not read, ``None`` when it may be."""
    path = member.filename.replace("\\", "/")
    if path.startswith("/") or re.match(r"[A-Za-z]:", path) or ".." in path.split("/"):
        return f"{name} has a name that leads out of the archive; pack it again with plain names."
    if stat.S_ISLNK(member.external_attr >> 16):
        return f"{name} is a link to another file; pack the file itself."
    if member.flag_bits & 1:
        return f"{name} is locked by a password; pack it without one."
    if member.compress_type not in METHODS:
        return f"{name} is packed in a way that is not known here; pack it as a plain zip."
    if is_bomb(member, limits):
        return (
            f"{name} would unpack from {size_words(member.compress_size)} to {size_words(member.file_size)}"
            f" ({_ratio(member)} to 1); allowed are {limits.ratio} to 1. Give the file itself."
        )
    return None


def _ratio(member: zipfile.ZipInfo) -> int:
    return member.file_size // max(1, member.compress_size)


def _check_directory(stream: BinaryIO, name: str, limits: Limits) -> None:
    """Refuse a directory that is too long before it is read: each entry would become an object."""
    for count, size in _directories(stream):
        if count > limits.members or size > limits.members * ENTRY_BYTES:
            msg = f"{name} holds {max(count, size // 100):,} files; allowed are {limits.members:,}. Split it."
            raise Refused(msg)


def _directories(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield (entries, bytes) of the directory as the end of the archive states them, in its short and its long form."""
    end = stream.seek(0, 2)
    start = max(0, end - 65_557 - _LOCATOR_BYTES - _END_64.size)
    stream.seek(start)
    tail = stream.read()
    for mark, record, fields in ((b"PK\x05\x06", _END, (4, 5)), (b"PK\x06\x06", _END_64, (7, 8))):
        at = tail.rfind(mark)
        if at >= 0 and len(tail) - at >= record.size:
            values = record.unpack_from(tail, at)
            count, size = (values[field] for field in fields)
            if size not in {0xFFFFFFFF, 0} or count not in {0xFFFF, 0}:
                yield (0 if count == 0xFFFF else count), (0 if size == 0xFFFFFFFF else size)
    stream.seek(0)
