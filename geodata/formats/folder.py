"""Folders: every file below, by its name; links are not followed."""

from __future__ import annotations

import functools
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from geodata.formats.bundle import Found, Member, read_bundle
from geodata.formats.part import Meter, Refused


def read_members(folder: Path, prefix: str, meter: Meter, *, start: int = 0) -> Iterator[Found]:
    """Yield the articles of a folder, file by file (see `geodata.formats.bundle.read_bundle`)."""
    paths = files_in(folder)
    if len(paths) > meter.limits.members:
        msg = f"{folder.name} holds {len(paths):,} files; allowed are {meter.limits.members:,}. Split it."
        raise Refused(msg)
    members = [_member(path, folder, prefix) for path in paths]
    yield from read_bundle(members, prefix, meter, start=start)


def files_in(folder: Path) -> list[Path]:
    """Return the files below a folder in the order of their names, without hidden ones."""
    found = []
    for root, _, names in os.walk(folder):
        found += [Path(root, name) for name in names if not name.startswith(".")]
    return sorted(found)


def _member(path: Path, folder: Path, prefix: str) -> Member:
    shown = path.relative_to(folder).as_posix()
    status = path.lstat()
    refused = None
    if stat.S_ISLNK(status.st_mode):
        refused = f"{prefix}{shown} is a link to another file; put the file itself into the folder."
    elif not stat.S_ISREG(status.st_mode):
        refused = f"{prefix}{shown} is no plain file; only files are read."
    return Member(shown, status.st_size, functools.partial(open_plainly, path), refused)


def open_plainly(path: Path) -> BinaryIO:
    """Open a file, refusing a link that was put in its place since it was looked at."""
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
