"""Archives (.zip): each member is read as a file of its own, in memory and never to disk."""

from __future__ import annotations

import functools
import zipfile
from collections.abc import Iterator

from geodata.formats.bundle import Found, Listed, Member, Sought, read_bundle
from geodata.formats.draft import Draft, Refusal
from geodata.formats.part import Part
from geodata.formats.zipguard import check_archive, why_not


def read(part: Part) -> Iterator[Draft | Refusal]:
    """Yield the articles of an archive within a folder or another archive."""
    sought = Sought()
    for found in read_members(part):
        if isinstance(found, Listed):
            sought.add(found)
        elif isinstance(found, Draft | Refusal):
            if isinstance(found, Draft):
                sought.see(found)
            yield found
    yield from sought.missing()


def read_members(part: Part, *, start: int = 0) -> Iterator[Found]:
    """Yield the articles of an archive, member by member (see `read_bundle`)."""
    part.step()
    with part.stream() as stream, check_archive(stream, part.name, part.limits) as archive:
        members = [_member(info, archive, part) for info in archive.infolist() if _is_meant(info)]
        part.meter.spend(-part.size, part.name)  # its members count, not their wrapping
        yield from read_bundle(members, f"{part.name}/", part.meter, depth=part.depth + 1, start=start)


def _member(info: zipfile.ZipInfo, archive: zipfile.ZipFile, part: Part) -> Member:
    path = info.filename.replace("\\", "/")
    refused = why_not(info, f"{part.name}/{path[:200]}", part.limits)
    return Member(path, info.file_size, functools.partial(archive.open, info), refused)


def _is_meant(info: zipfile.ZipInfo) -> bool:
    """Whether someone packed a file on purpose, not their system."""
    steps = info.filename.replace("\\", "/").split("/")
    return not info.is_dir() and steps[0] != "__MACOSX" and not steps[-1].startswith(".")
